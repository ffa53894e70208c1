// Takes a picture of the map as it is seen now, with all that one has to know to read it.

import { drawn } from '../map/hatch.ts';
import type { Scene } from '../map/scene.ts';
import type { Store } from '../state.ts';
import { textOf } from '../view.ts';
import { compose, plan, type Sheet } from './compose.ts';
import { escaped, Recorder, type Tools } from './recorder.ts';
import { saidOf, type Said } from './text.ts';
import { words } from './words.ts';

export type Form = 'png' | 'svg';

export interface Subject {
  store: Store;
  /** The map as it is seen, and whether tiles of another server lie beneath it. */
  scene(): Scene;
  tiles: boolean;
  /** The address of the view. */
  link(): string;
  /** Tells the reader. */
  say(text: string): void;
}

/** Makes the picture and hands it to the reader as a file. */
export async function savePicture(form: Form, subject: Subject): Promise<void> {
  const { store, say } = subject;
  const w = words[store.state.lang];
  try {
    const { blob, name } = await picture(form, subject);
    const link = Object.assign(document.createElement('a'), { href: URL.createObjectURL(blob), download: name });
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
    say(w.made);
  } catch {
    say(w.failed);
  }
}

/** The picture as a file: an SVG, or a PNG of twice the pixels. */
export async function picture(form: Form, { store, scene: sceneOf, tiles, link }: Subject): Promise<{ blob: Blob; name: string }> {
  await document.fonts.ready;
  const { state } = store;
  const scene = sceneOf();
  const card = document.getElementById('date-card');
  const lines = card && !card.hidden ? Array.from(card.querySelectorAll('b, span'), (line) => line.textContent.trim()).filter(Boolean) : [];
  const credit = document.getElementById('attribution')?.textContent.trim() ?? textOf(state).attribution;
  const said = saidOf(state, lines, credit, link(), tiles);
  const made = form === 'svg' ? new Blob([svg(scene, said, state)], { type: 'image/svg+xml' }) : await png(scene, said, state);
  return { blob: made, name: `${said.name}.${form}` };
}

const most = 40e6; // pixels that a canvas may have everywhere

async function png(scene: Scene, said: Said, { theme }: Store['state']): Promise<Blob> {
  const [sheet, ctx] = newCanvas(1, 1);
  const p = plan(ctx, scene, said);
  const ratio = Math.min(2, Math.sqrt(most / (1.4 * 1.4 * p.width * p.height)));
  const sized = (canvas: HTMLCanvasElement, on: CanvasRenderingContext2D, width: number, height: number) => {
    canvas.width = Math.round(width * ratio);
    canvas.height = Math.round(height * ratio);
    on.scale(ratio, ratio);
  };
  sized(sheet, ctx, p.width, p.height);
  const lay: Sheet['lay'] = ({ width, height }, seen, x, y, draw) => {
    const [part, on] = newCanvas(1, 1);
    sized(part, on, width, height);
    draw(on);
    const [w, h] = [seen.maxX - seen.minX, seen.maxY - seen.minY];
    ctx.drawImage(part, seen.minX * ratio, seen.minY * ratio, w * ratio, h * ratio, x, y, w, h);
    part.width = part.height = 0; // gives its memory back at once
  };
  compose({ ctx, lay }, scene, said, theme, p);
  const blob = await new Promise<Blob | null>((done) => sheet.toBlob(done, 'image/png'));
  if (!blob) throw new Error('the canvas gave no image');
  return blob;
}

function svg(scene: Scene, said: Said, { theme, lang }: Store['state']): string {
  const [, measure] = newCanvas(1, 1);
  const p = plan(measure, scene, said);
  let count = 0;
  const tools: Tools = { measure, drawn: (tile) => drawn.get(tile as object), image: imageOf, id: () => ++count };
  const sheet = new Recorder(p.width, p.height, tools);
  const lay: Sheet['lay'] = ({ width, height }, seen, x, y, draw) => {
    const part = new Recorder(width, height, tools, seen);
    draw(part.ctx);
    sheet.lay(part, x, y);
  };
  compose({ ctx: sheet.ctx, lay }, scene, said, theme, p);
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" lang="${lang}" width="${p.width}" height="${p.height}" viewBox="0 0 ${p.width} ${p.height}" role="img">` +
    `<title>${escaped([said.title, ...said.card].join('. '))}</title><desc>${escaped([...said.notes, said.credit, said.address].join(' '))}</desc>` +
    `${sheet.svg()}</svg>\n`
  );
}

function newCanvas(width: number, height: number): [HTMLCanvasElement, CanvasRenderingContext2D] {
  const canvas = Object.assign(document.createElement('canvas'), { width, height });
  const ctx = canvas.getContext('2d');
  if (!ctx) throw new Error('the browser gives no canvas');
  return [canvas, ctx];
}

function imageOf(image: HTMLCanvasElement, as: 'image' | 'mask'): string {
  if (as === 'image') return image.toDataURL();
  const [white, ctx] = newCanvas(image.width, image.height);
  ctx.drawImage(image, 0, 0);
  ctx.globalCompositeOperation = 'source-in';
  ctx.fillStyle = '#ffffff';
  ctx.fillRect(0, 0, white.width, white.height);
  return white.toDataURL();
}
