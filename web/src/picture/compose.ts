// A picture: a heading, the map with the card of its date and its scale, and below it the legend and what one has to know.
// The same code draws it on a canvas and as SVG.

import { drawMark } from '../marks.ts';
import { hatch } from '../map/hatch.ts';
import type { Box } from '../map/project.ts';
import type { Scene } from '../map/scene.ts';
import type { Class } from '../hash.ts';
import { palette, strengths, type Theme } from '../theme.ts';
import type { Said } from './text.ts';

type Ctx = CanvasRenderingContext2D;

/** What a picture is drawn on. */
export interface Sheet {
  ctx: Ctx;
  /** Draws apart, on something of that size, and lays the box of it that is seen at a place. */
  lay(size: { width: number; height: number }, seen: Box, x: number, y: number, draw: (ctx: Ctx) => void): void;
}

const family = 'system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif';
const font = (size: number, weight = 400) => `${weight} ${size}px ${family}`;
const margin = 16;
const head = 58;
const rowHeight = 26;
const lineHeight = 17;

/** How large the picture is, and where its lines break. Measured with the context given. */
export interface Plan {
  width: number;
  height: number;
  subtitle: boolean; // whether there is room for it
  legend: readonly { x: number; y: number; of: Class | 'edge'; name: readonly string[]; count: string }[];
  lines: readonly { text: string; y: number }[];
  card: readonly { text: string; strong: boolean; y: number }[];
  cardBox: Box;
}

export function plan(ctx: Ctx, { width: mapWidth, height: mapHeight }: Scene, said: Said): Plan {
  const width = Math.max(mapWidth, 340);
  const inner = width - 2 * margin;
  let y = head + mapHeight + 14;
  let x = margin;
  const legend: Plan['legend'][number][] = [];
  for (const item of [...said.legend, { of: 'edge' as const, name: said.edge, count: null }]) {
    const count = item.count === null ? '' : String(item.count);
    ctx.font = font(13);
    const name = broken(item.name, inner - 40, (s) => ctx.measureText(s).width);
    const wide = 40 + Math.max(...name.map((line) => ctx.measureText(`${line} `).width)) + widthOf(ctx, count, font(13, 650)) + 18;
    if (x > margin && x + wide > width - margin + 18) [x, y] = [margin, y + rowHeight];
    legend.push({ x, y, of: item.of, name, count });
    x += wide;
    y += (name.length - 1) * lineHeight; // of the last one at most
  }
  y += rowHeight + 12;
  ctx.font = font(12.5);
  const lines: Plan['lines'][number][] = [];
  for (const text of [said.notes.join(' '), said.credit, said.address]) {
    for (const line of broken(text, inner, (s) => ctx.measureText(s).width)) {
      lines.push({ text: line, y });
      y += lineHeight;
    }
    y += 3;
  }

  const cardWidth = Math.min(mapWidth - 28, 480) - 28;
  const card: Plan['card'][number][] = [];
  let widest = 0;
  let at = head + 14 + 10;
  said.card.forEach((text, i) => {
    ctx.font = i === 0 ? font(16, 650) : font(13);
    for (const line of broken(text, cardWidth, (s) => ctx.measureText(s).width)) {
      widest = Math.max(widest, ctx.measureText(line).width);
      card.push({ text: line, strong: i === 0, y: at + (i === 0 ? 15 : 13) });
      at += i === 0 ? 22 : 18;
    }
  });
  const cardBox = { minX: 14, minY: head + 14, maxX: 14 + widest + 28, maxY: at + 8 };
  ctx.font = font(13);
  const subtitle = margin + widthOf(ctx, said.title, font(17, 650)) + 14 + widthOf(ctx, said.subtitle, font(13)) < width - margin;
  return { width, height: Math.ceil(y + 8), subtitle, legend, lines, card, cardBox };
}

export function compose({ ctx, lay }: Sheet, scene: Scene, said: Said, theme: Theme, p: Plan): void {
  const c = palette[theme];
  ctx.fillStyle = c.panel;
  ctx.fillRect(0, 0, p.width, p.height);
  text(ctx, said.title, margin, 36, c.ink, font(17, 650));
  if (p.subtitle) text(ctx, said.subtitle, margin + widthOf(ctx, said.title, font(17, 650)) + 14, 36, c.ink2, font(13));

  const left = Math.round((p.width - scene.width) / 2);
  const { corner } = scene.frame;
  const seen = { minX: corner.x, minY: corner.y, maxX: corner.x + scene.width, maxY: corner.y + scene.height };
  ctx.fillStyle = c.sea;
  ctx.fillRect(0, head, p.width, scene.height);
  for (const { layer, cut } of scene.layers) {
    const part = cut ? common(seen, cut) : seen;
    if (part.maxX <= part.minX) continue;
    lay(scene.canvas, part, left + part.minX - seen.minX, head + part.minY - seen.minY, (on) => layer.paint(on, scene.frame));
  }

  ctx.fillStyle = c.panel;
  ctx.beginPath();
  ctx.roundRect(p.cardBox.minX, p.cardBox.minY, p.cardBox.maxX - p.cardBox.minX, p.cardBox.maxY - p.cardBox.minY, 8);
  ctx.fill();
  for (const line of p.card) text(ctx, line.text, p.cardBox.minX + 14, line.y, line.strong ? c.ink : c.ink2, line.strong ? font(16, 650) : font(13));
  scaleBar(ctx, scene, p.width, head + scene.height, theme);

  for (const { x, y, of, name, count } of p.legend) {
    lay({ width: 32, height: 20 }, { minX: 0, minY: 0, maxX: 32, maxY: 20 }, x, y, (on) => swatch(on, of, theme));
    ctx.beginPath();
    ctx.rect(x + 0.5, y + 0.5, 31, 19);
    ctx.strokeStyle = c.line2;
    ctx.lineWidth = 1;
    ctx.setLineDash([]);
    ctx.stroke();
    name.forEach((line, i) => text(ctx, line, x + 40, y + 14.5 + i * lineHeight, c.ink, font(13)));
    if (count) text(ctx, count, x + 40 + widthOf(ctx, `${name.at(-1) ?? ''} `, font(13)), y + 14.5, c.ink, font(13, 650));
  }
  ctx.fillStyle = c.line;
  ctx.fillRect(margin, (p.lines[0]?.y ?? 0) - 15, p.width - 2 * margin, 1);
  for (const line of p.lines) text(ctx, line.text, margin, line.y + 4, c.ink2, font(12.5));
}

function text(ctx: Ctx, words: string, x: number, y: number, colour: string, face: string): void {
  ctx.font = face;
  ctx.letterSpacing = '0px';
  ctx.textAlign = 'start';
  ctx.textBaseline = 'alphabetic';
  ctx.fillStyle = colour;
  ctx.fillText(words, x, y);
}

function widthOf(ctx: Ctx, words: string, face: string): number {
  ctx.font = face;
  return ctx.measureText(words).width;
}

/** A round length of at most 110 pixels. */
function scaleBar(ctx: Ctx, { metresPerPixel }: Scene, right: number, bottom: number, theme: Theme): void {
  const c = palette[theme];
  const most = metresPerPixel * 110;
  const unit = 10 ** Math.floor(Math.log10(most));
  const metres = unit * ([5, 2, 1].find((n) => n * unit <= most) ?? 1);
  const name = metres >= 1000 ? `${metres / 1000} km` : `${metres} m`;
  const [x1, y] = [right - 14, bottom - 14];
  const x0 = x1 - metres / metresPerPixel;
  for (const [colour, width] of [
    [c.halo, 5],
    [c.label, 1.6],
  ] as const) {
    ctx.beginPath();
    ctx.moveTo(x0, y - 6);
    ctx.lineTo(x0, y);
    ctx.lineTo(x1, y);
    ctx.lineTo(x1, y - 6);
    ctx.strokeStyle = colour;
    ctx.lineWidth = width;
    ctx.lineJoin = 'round';
    ctx.lineCap = 'butt';
    ctx.setLineDash([]);
    ctx.stroke();
  }
  ctx.font = font(12);
  const at = x1 - ctx.measureText(name).width - 4;
  ctx.strokeStyle = c.halo;
  ctx.lineWidth = 3.2;
  ctx.strokeText(name, at, y - 8);
  text(ctx, name, at, y - 8, c.label, font(12));
}

/** A piece of the map as the legend shows it. */
function swatch(ctx: Ctx, of: Class | 'edge', theme: Theme): void {
  const c = palette[theme];
  const s = strengths[theme];
  const from = { dx: 0, dy: 0 };
  ctx.fillStyle = c.land;
  ctx.fillRect(0, 0, 32, 20);
  const tint = (style: string | CanvasPattern | null, alpha: number) => {
    if (!style) return;
    ctx.fillStyle = style;
    ctx.globalAlpha = alpha;
    ctx.beginPath();
    ctx.rect(0, 0, 32, 20);
    ctx.fill();
    ctx.globalAlpha = 1;
  };
  if (of === 'edge') {
    for (const [y, dash] of [
      [6.5, []],
      [13.5, [6, 5]],
    ] as const) {
      ctx.beginPath();
      ctx.moveTo(0, y);
      ctx.lineTo(32, y);
      ctx.strokeStyle = c.edge;
      ctx.lineWidth = 2;
      ctx.setLineDash([...dash]);
      ctx.stroke();
    }
    ctx.setLineDash([]);
    return;
  }
  if (of === 'unknown') {
    tint(hatch(ctx, c.unknown, 'dotted', from), 1);
    return;
  }
  if (of === 'claimed') {
    tint(c.occupied, s.occupied * 0.8);
    tint(hatch(ctx, c.held, 'single', from), 0.78);
    drawMark(ctx, 16, 10, 5, { holder: 'held', hollow: true }, c);
    return;
  }
  tint(c[of], s[of]);
  if (of === 'contested') tint(hatch(ctx, c.contested, 'crossed', from), 0.6);
  drawMark(ctx, 16, 10, 4.6, { holder: of, hollow: false }, c);
}

const common = (a: Box, b: Box): Box => ({
  minX: Math.max(a.minX, b.minX),
  minY: Math.max(a.minY, b.minY),
  maxX: Math.min(a.maxX, b.maxX),
  maxY: Math.min(a.maxY, b.maxY),
});

/** Lines of a text that are no wider than that. A word that is wider by itself is broken too. */
export function broken(text: string, most: number, widthOf: (text: string) => number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(/\s+/)) {
    const longer = line ? `${line} ${word}` : word;
    if (widthOf(longer) <= most) {
      line = longer;
      continue;
    }
    if (line) lines.push(line);
    line = word;
    while (widthOf(line) > most && line.length > 1) {
      let end = line.length - 1;
      while (end > 1 && widthOf(line.slice(0, end)) > most) end--;
      lines.push(line.slice(0, end));
      line = line.slice(end);
    }
  }
  return line ? [...lines, line] : lines;
}

