// Draws the names of rivers in italics along them, where what was named before has left room.

import type { Palette } from '../theme.ts';
import type { Room } from './labels.ts';
import type { Box, Frame, Line } from './project.ts';
import { evened, nameAlong, stretches, type Letter, type Point } from './rivers.ts';

/** A river, or where it runs through a lake, which bears its name. */
export interface Stream {
  rank: number;
  name: string;
  beside: boolean; // whether the name stands beside the line rather than on it
  lines: Line[];
}

/** The size of the letters, and from which zoom on the name is there, by rank. */
const looks: Record<number, { size: number; from: number }> = {
  1: { size: 13.5, from: 5.5 },
  2: { size: 12.5, from: 6.5 },
  3: { size: 12, from: 7.5 },
};

const spacing = 0.6; // pixels between letters

export class RiverNames {
  private readonly kept = new Map<string, number[]>();
  private readonly paths = new Map<Line, Point[][]>(); // as the frame shows them
  private frame = '';

  draw(ctx: CanvasRenderingContext2D, streams: readonly Stream[], frame: Frame, font: string, palette: Palette, room: Room): void {
    const inside = visible(ctx, frame);
    const borne = new Map<string, Letter[][]>();
    ctx.textAlign = 'center';
    ctx.letterSpacing = '0px';
    for (const { rank, name, beside, lines } of streams) {
      const look = looks[rank];
      if (!look || frame.zoom < look.from) continue;
      ctx.font = `italic 430 ${look.size}px ${font}`;
      const naming = { advances: this.advances(ctx, name), size: look.size, beside };
      const already = borne.get(name) ?? [];
      borne.set(name, already);
      for (const path of lines.flatMap((line) => this.pathsOf(line, look.size, frame))) {
        for (const letters of nameAlong(path, naming, inside, room, already)) {
          already.push(letters);
          paint(ctx, name, letters, palette);
        }
      }
    }
    ctx.textAlign = 'start';
  }

  /** They stay while only what lies around them changes, as on every day that is stepped through. */
  private pathsOf(line: Line, size: number, frame: Frame): Point[][] {
    const key = `${frame.scale} ${frame.dx} ${frame.dy}`;
    if (key !== this.frame) this.paths.clear();
    this.frame = key;
    let paths = this.paths.get(line);
    if (!paths) this.paths.set(line, (paths = stretches(line, frame).map((stretch) => evened(stretch, size))));
    return paths;
  }

  /** How far each letter leads to the next. Measuring text is slow; each name is measured once. */
  private advances(ctx: CanvasRenderingContext2D, name: string): number[] {
    const key = `${ctx.font} ${name}`;
    let widths = this.kept.get(key);
    if (!widths) {
      const ends = Array.from(name, (_, i) => ctx.measureText(name.slice(0, i + 1)).width);
      widths = ends.map((end, i) => end - (ends[i - 1] ?? 0) + spacing);
      this.kept.set(key, widths);
    }
    return widths;
  }
}

function paint(ctx: CanvasRenderingContext2D, name: string, letters: readonly Letter[], palette: Palette): void {
  const text = Array.from(name);
  const each = (act: (letter: string) => void) => {
    letters.forEach(({ x, y, angle }, i) => {
      ctx.save();
      ctx.translate(x, y);
      ctx.rotate(angle);
      act(text[i] ?? '');
      ctx.restore();
    });
  };
  ctx.strokeStyle = palette.halo;
  ctx.globalAlpha = 0.8;
  each((letter) => ctx.strokeText(letter, 0, 0));
  ctx.globalAlpha = 1;
  ctx.fillStyle = palette.riverName;
  each((letter) => ctx.fillText(letter, 0, 0));
}

/** What the reader sees of the canvas, which is larger than the map on all sides. */
function visible(ctx: CanvasRenderingContext2D, { corner }: Frame): Box {
  const { a: ratio } = ctx.getTransform();
  const { width, height } = ctx.canvas;
  return { minX: corner.x, minY: corner.y, maxX: width / ratio - corner.x, maxY: height / ratio - corner.y };
}
