// Cuts rings to a box, so that a picture holds no more of a country than is seen of it. Pure.

import type { Box } from '../map/project.ts';

/** x0, y0, x1, y1, …; the last point is joined to the first. */
export type Ring = readonly number[];

/** The part of a ring inside a box, by Sutherland and Hodgman: what is cut off runs along the edge of the box. */
export function clipped(ring: Ring, box: Box): Ring {
  let points = ring;
  const sides: [axis: 0 | 1, limit: number, below: boolean][] = [
    [0, box.minX, false],
    [0, box.maxX, true],
    [1, box.minY, false],
    [1, box.maxY, true],
  ];
  for (const [axis, limit, below] of sides) {
    const inside = (i: number) => (below ? (points[i + axis] ?? 0) <= limit : (points[i + axis] ?? 0) >= limit);
    const out: number[] = [];
    for (let i = 0; i < points.length; i += 2) {
      const j = i === 0 ? points.length - 2 : i - 2;
      if (inside(i) !== inside(j)) {
        const [x0 = 0, y0 = 0, x1 = 0, y1 = 0] = [points[j], points[j + 1], points[i], points[i + 1]];
        const share = axis === 0 ? (limit - x0) / (x1 - x0) : (limit - y0) / (y1 - y0);
        out.push(x0 + share * (x1 - x0), y0 + share * (y1 - y0));
      }
      if (inside(i)) out.push(points[i] ?? 0, points[i + 1] ?? 0);
    }
    points = out;
  }
  return points;
}
