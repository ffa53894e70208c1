// Where labels go: greedy, in the order given, in the first of four positions that is free. Pure.

import type { Box } from './project.ts';

export interface Wanted {
  x: number; // of the point, in pixels
  y: number;
  width: number;
  height: number;
  reach: number; // from the point to the nearest edge of the label; 0 puts the label on the point, or a
  // little above or below it
}

export const boxAround = (x: number, y: number, reach: number): Box => ({
  minX: x - reach,
  minY: y - reach,
  maxX: x + reach,
  maxY: y + reach,
});

/** A box for each label, null where there is no room. No box meets another or one that is taken, other
 * than the mark of the label's own point. */
export function placeLabels(wanted: readonly Wanted[], taken: readonly Box[]): (Box | null)[] {
  const room = new Room();
  taken.forEach((box) => room.take(box));
  return wanted.map((w) => {
    const free = positions(w).find((box) => room.isFree(box));
    if (!free) return null;
    room.take(free);
    return free;
  });
}

function positions({ x, y, width, height, reach }: Wanted): Box[] {
  const at = (minX: number, minY: number): Box => ({ minX, minY, maxX: minX + width, maxY: minY + height });
  if (reach === 0) return [0, -1.5, 1.5].map((lines) => at(x - width / 2, y + (lines - 0.5) * height));
  return [
    at(x + reach, y - height / 2),
    at(x - reach - width, y - height / 2),
    at(x - width / 2, y - reach - height),
    at(x - width / 2, y + reach),
  ];
}

/** What is taken, in squares, so that looking costs the same however much there is. */
export class Room {
  private readonly squares = new Map<number, Box[]>();

  take(box: Box): void {
    for (const key of keys(box)) {
      const square = this.squares.get(key);
      if (square) square.push(box);
      else this.squares.set(key, [box]);
    }
  }

  isFree(box: Box): boolean {
    return keys(box).every((key) => !this.squares.get(key)?.some((other) => overlap(box, other)));
  }
}

const side = 64;

function keys(box: Box): number[] {
  const out: number[] = [];
  for (let i = Math.floor(box.minX / side); i <= Math.floor(box.maxX / side); i++) {
    for (let j = Math.floor(box.minY / side); j <= Math.floor(box.maxY / side); j++) out.push(i * 100_003 + j);
  }
  return out;
}

/** Touching is allowed: a label starts where its mark's box ends. */
const overlap = (a: Box, b: Box) => a.minX < b.maxX && a.maxX > b.minX && a.minY < b.maxY && a.maxY > b.minY;
