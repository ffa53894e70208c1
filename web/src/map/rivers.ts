// Names of rivers: letter by letter along the stream, upright, where there is room. Pure.

import type { Room } from './labels.ts';
import { crosses, meets, type Box, type Frame, type Line } from './project.ts';

export interface Point {
  x: number;
  y: number;
}

export interface Letter {
  x: number; // of its middle, in pixels
  y: number;
  angle: number;
}

export interface Naming {
  advances: readonly number[]; // how wide each letter is
  size: number; // of the letters
  beside: boolean; // whether the name stands beside the line rather than on it
}

const step = 4; // pixels between the points of an evened line
const between = 700; // pixels from one name of a river to the next
const turn = { each: 0.3, all: 1.3 }; // radians from one letter to the next, and over the whole name
const every = 6; // steps from one place that is tried to the next

/** The stretches of a line that come near the canvas, in pixels: x0, y0, x1, y1, … */
export function stretches({ points, box }: Line, { scale, dx, dy, box: shown }: Frame): number[][] {
  if (!meets(box, shown)) return [];
  const out: number[][] = [];
  let run: number[] | null = null;
  for (let i = 2; i < points.length; i += 2) {
    if (!crosses(points, i, shown)) {
      run = null;
      continue;
    }
    const pixels = (x = 0, y = 0) => [x * scale + dx, y * scale + dy];
    if (!run) out.push((run = pixels(points[i - 2], points[i - 1])));
    run.push(...pixels(points[i], points[i + 1]));
  }
  return out;
}

/** A line as points at equal distances, without the bends that are smaller than a few letters of a size: a name would stagger
 * along them. */
export function evened(stretch: readonly number[], size: number): Point[] {
  let points = resample(stretch.flatMap((_, i) => (i % 2 ? [] : [{ x: stretch[i] ?? 0, y: stretch[i + 1] ?? 0 }])));
  const half = Math.round((5 * size) / step / 2);
  for (let pass = 0; pass < 2; pass++) {
    points = points.map((_, i) => {
      const reach = Math.min(half, i, points.length - 1 - i); // the ends stay
      const part = points.slice(i - reach, i + reach + 1);
      return { x: part.reduce((sum, p) => sum + p.x, 0) / part.length, y: part.reduce((sum, p) => sum + p.y, 0) / part.length };
    });
  }
  return resample(points);
}

function resample(points: readonly Point[]): Point[] {
  const out = points.slice(0, 1);
  let need = step;
  points.slice(1).forEach((to, i) => {
    const from = points[i] ?? to;
    const length = Math.hypot(to.x - from.x, to.y - from.y);
    let at = need;
    for (; at <= length; at += step) out.push({ x: from.x + ((to.x - from.x) * at) / length, y: from.y + ((to.y - from.y) * at) / length });
    need = at - length;
  });
  return out;
}

/** The letters of a name along an evened line, as often as it fits inside the box, far enough apart from each other and from where
 * the river bears it already; nothing they cover was taken before, and it is taken afterwards. */
export function nameAlong(path: readonly Point[], naming: Naming, inside: Box, room: Room, already: readonly Letter[][] = []): Letter[][] {
  const { advances, size, beside } = naming;
  const width = advances.reduce((sum, a) => sum + a, 0);
  const span = Math.ceil(width / step);
  const last = path.length - 1 - span;
  const out: Letter[][] = [];
  // From the middle of the line outwards.
  const starts = Array.from({ length: Math.max(0, Math.floor(last / every) + 1) }, (_, i) => i * every);
  starts.sort((a, b) => Math.abs(a - last / 2) - Math.abs(b - last / 2));
  for (const start of starts) {
    const part = path.slice(start, start + span + 1);
    if ((part.at(-1)?.x ?? 0) < (part[0]?.x ?? 0)) part.reverse();
    for (const side of beside ? [-1, 1] : [0]) {
      const letters = lettersOn(part, advances, side * 0.8 * size);
      if (!letters || !letters.every((l) => within(l, inside)) || [...already, ...out].some((other) => near(other, letters))) continue;
      const boxes = letters.map(({ x, y }, i) => boxOf(x, y, Math.max(advances[i] ?? 0, 0.9 * size) / 2));
      if (!boxes.every((b) => room.isFree(b))) continue;
      boxes.forEach((b) => room.take(b));
      out.push(letters);
      break;
    }
  }
  return out;
}

/** The letters along a line, or null where it bends too much for them. */
function lettersOn(path: readonly Point[], advances: readonly number[], aside: number): Letter[] | null {
  const letters: Letter[] = [];
  let at = 0;
  for (const advance of advances) {
    const middle = (at + advance / 2) / step;
    at += advance;
    const i = Math.min(path.length - 2, Math.floor(middle));
    const [a, b] = [path[Math.max(0, i - 2)], path[Math.min(path.length - 1, i + 3)]];
    const [from, to] = [path[i], path[i + 1]];
    if (!a || !b || !from || !to) return null;
    const angle = Math.atan2(b.y - a.y, b.x - a.x);
    const share = middle - i;
    letters.push({
      x: from.x + (to.x - from.x) * share - aside * Math.sin(angle),
      y: from.y + (to.y - from.y) * share + aside * Math.cos(angle),
      angle,
    });
  }
  const angles = letters.map((l) => l.angle);
  const bends = angles.slice(1).some((angle, i) => Math.abs(angle - (angles[i] ?? angle)) > turn.each);
  const upright = angles.every((angle) => Math.abs(angle) < 0.55 * Math.PI);
  return bends || !upright || Math.max(...angles) - Math.min(...angles) > turn.all ? null : letters;
}

const within = ({ x, y }: Letter, b: Box) => x > b.minX && x < b.maxX && y > b.minY && y < b.maxY;
const near = ([a]: readonly Letter[], [b]: readonly Letter[]) => a && b && Math.hypot(a.x - b.x, a.y - b.y) < between;
const boxOf = (x: number, y: number, reach: number): Box => ({ minX: x - reach, minY: y - reach, maxX: x + reach, maxY: y + reach });
