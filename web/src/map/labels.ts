// Where labels go: greedy, in the order given, in the first of four positions that is free. Pure.

import type { Box } from './project.ts';

export interface Wanted {
  x: number; // of the point, in pixels
  y: number;
  height: number;
  reach: number; // from the point to the nearest edge of the label; 0 puts the label on the point, or a
  // little above or below it
  /** Asked for only where a label of a few letters would have room: measuring text is slow. */
  width(): number;
}

export const boxAround = (x: number, y: number, reach: number): Box => ({
  minX: x - reach,
  minY: y - reach,
  maxX: x + reach,
  maxY: y + reach,
});

const narrow = 8; // pixels that every label takes at least

/** A box for each label, null where there is no room. No box meets another or one that is taken, other
 * than the mark of the label's own point. */
export function placeLabels(wanted: readonly Wanted[], taken: readonly Box[]): (Box | null)[] {
  const room = new Room();
  taken.forEach((box) => room.take(box));
  return wanted.map((w) => {
    let width = 0;
    for (const at of w.reach ? around : over) {
      if (!room.isFree(at(w, narrow))) continue;
      width ||= w.width();
      const box = at(w, width);
      if (!room.isFree(box)) continue;
      room.take(box);
      return box;
    }
    return null;
  });
}

/** Where a label of some width can stand. */
type Position = (w: Wanted, width: number) => Box;

const around: Position[] = [
  ({ x, y, reach, height }, width) => box(x + reach, y - height / 2, width, height),
  ({ x, y, reach, height }, width) => box(x - reach - width, y - height / 2, width, height),
  ({ x, y, reach, height }, width) => box(x - width / 2, y - reach - height, width, height),
  ({ x, y, reach, height }, width) => box(x - width / 2, y + reach, width, height),
];
const over: Position[] = [0, -1.5, 1.5].map((lines) => ({ x, y, height }, width) => box(x - width / 2, y + (lines - 0.5) * height, width, height));

const box = (minX: number, minY: number, width: number, height: number): Box => ({ minX, minY, maxX: minX + width, maxY: minY + height });

const side = 24; // pixels of a square: about as large as a mark

/** What is taken, in squares, so that looking costs the same however much there is. */
export class Room {
  private readonly squares = new Map<number, Box[]>();

  take(box: Box): void {
    const { left, right, top, bottom } = squaresOf(box);
    for (let i = left; i <= right; i++) {
      for (let j = top; j <= bottom; j++) {
        const square = this.squares.get(key(i, j));
        if (square) square.push(box);
        else this.squares.set(key(i, j), [box]);
      }
    }
  }

  isFree(box: Box): boolean {
    const { left, right, top, bottom } = squaresOf(box);
    for (let i = left; i <= right; i++) {
      for (let j = top; j <= bottom; j++) {
        const square = this.squares.get(key(i, j)) ?? none;
        for (const other of square) if (overlap(box, other)) return false;
      }
    }
    return true;
  }
}

const squaresOf = ({ minX, minY, maxX, maxY }: Box) => ({
  left: Math.floor(minX / side),
  right: Math.floor(maxX / side),
  top: Math.floor(minY / side),
  bottom: Math.floor(maxY / side),
});

const none: readonly Box[] = [];

const key = (i: number, j: number) => i * 100_003 + j;

/** Touching is allowed: a label starts where its mark's box ends. */
const overlap = (a: Box, b: Box) => a.minX < b.maxX && a.maxX > b.minX && a.minY < b.maxY && a.maxY > b.minY;
