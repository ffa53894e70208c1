// From degrees to unit Mercator (0 to 1 across the world, y downward), once for each line, and from there
// to pixels on every draw.

import type { FeatureCollection, Geometry, MultiPolygon, Polygon, Position } from 'geojson';

export interface Box {
  minX: number;
  minY: number;
  maxX: number;
  maxY: number;
}

/** A line or ring: x0, y0, x1, y1, … in unit Mercator. */
export interface Line {
  points: Float64Array;
  box: Box;
}

/** What a canvas shows: pixel = unit × scale + offset. */
export interface Frame {
  scale: number;
  dx: number;
  dy: number;
  zoom: number;
  box: Box; // in unit Mercator, a little larger than the canvas
  corner: { x: number; y: number }; // of the map's own top left, in pixels of the canvas
}

export const project = (lon: number, lat: number): [x: number, y: number] => [eastward(lon), southward(lat)];

const eastward = (lon: number) => lon / 360 + 0.5;

function southward(lat: number): number {
  const sin = Math.sin((lat * Math.PI) / 180);
  return 0.5 - Math.log((1 + sin) / (1 - sin)) / (4 * Math.PI);
}

/** The longitude and latitude of a point in unit Mercator. */
export const unproject = (x: number, y: number): [lon: number, lat: number] => [
  360 * (x - 0.5),
  (Math.atan(Math.sinh(Math.PI * (1 - 2 * y))) * 180) / Math.PI,
];

export function meets(a: Box, b: Box): boolean {
  return a.minX <= b.maxX && a.maxX >= b.minX && a.minY <= b.maxY && a.maxY >= b.minY;
}

export function line(positions: readonly Position[]): Line {
  const points = new Float64Array(positions.length * 2);
  let [minX, minY, maxX, maxY] = [Infinity, Infinity, -Infinity, -Infinity];
  for (let i = 0; i < positions.length; i++) {
    const position = positions[i];
    const x = eastward(position?.[0] ?? 0);
    const y = southward(position?.[1] ?? 0);
    points[2 * i] = x;
    points[2 * i + 1] = y;
    if (x < minX) minX = x;
    if (x > maxX) maxX = x;
    if (y < minY) minY = y;
    if (y > maxY) maxY = y;
  }
  return { points, box: { minX, minY, maxX, maxY } };
}

function ringsOf(geometry: Geometry): Position[][] {
  if (geometry.type === 'Polygon') return geometry.coordinates;
  return geometry.type === 'MultiPolygon' ? geometry.coordinates.flat() : [];
}

type Areas = FeatureCollection<Polygon | MultiPolygon>;

/** Every ring of every polygon. */
export function rings(areas: Areas): Line[] {
  return areas.features.flatMap((f) => ringsOf(f.geometry)).map(line);
}

/** The box around all lines. */
export function around(lines: readonly Line[]): Box {
  return lines.reduce(
    (all, { box }) => ({
      minX: Math.min(all.minX, box.minX),
      minY: Math.min(all.minY, box.minY),
      maxX: Math.max(all.maxX, box.maxX),
      maxY: Math.max(all.maxY, box.maxY),
    }),
    { minX: Infinity, minY: Infinity, maxX: -Infinity, maxY: -Infinity },
  );
}

export const inside = ({ x, y }: { x: number; y: number }, box: Box) => x >= box.minX && x <= box.maxX && y >= box.minY && y <= box.maxY;

/** The area of a ring, in unit Mercator squared. */
export function area(ring: Line): number {
  return Math.abs(moments(ring).double) / 2;
}

/** The centre of gravity of a ring's inside. */
export function middle(ring: Line): { x: number; y: number } {
  const { double, x, y } = moments(ring);
  const { minX, minY } = ring.box;
  return { x: minX + x / (3 * double), y: minY + y / (3 * double) };
}

/** Twice the signed area, and sixfold first moments about the box's corner, where numbers are small. */
function moments({ points, box }: Line): { double: number; x: number; y: number } {
  const sum = { double: 0, x: 0, y: 0 };
  for (let i = 2; i < points.length; i += 2) {
    const [x0, y0] = [at(points, i - 2) - box.minX, at(points, i - 1) - box.minY];
    const [x1, y1] = [at(points, i) - box.minX, at(points, i + 1) - box.minY];
    const cross = x0 * y1 - x1 * y0;
    sum.double += cross;
    sum.x += (x0 + x1) * cross;
    sum.y += (y0 + y1) * cross;
  }
  return sum;
}

/** Adds the ring to the path, whole, for filling. */
export function traceRing(ctx: CanvasRenderingContext2D, { points }: Line, { scale, dx, dy }: Frame): void {
  for (let i = 0; i < points.length; i += 2) {
    const [x, y] = [at(points, i) * scale + dx, at(points, i + 1) * scale + dy];
    if (i === 0) ctx.moveTo(x, y);
    else ctx.lineTo(x, y);
  }
  ctx.closePath();
}

/** Adds the stretches that come near the canvas to the path, rounded: the points of a line that bends by itself, as a river
 * does, were chosen for a smaller scale, and its corners are none. */
export function traceRound(ctx: CanvasRenderingContext2D, { points }: Line, { scale, dx, dy, box }: Frame): void {
  const x = (i: number) => at(points, 2 * i) * scale + dx;
  const y = (i: number) => at(points, 2 * i + 1) * scale + dy;
  const last = points.length / 2 - 1;
  let drawing = false;
  for (let i = 1; i <= last; i++) {
    if (!crosses(points, 2 * i, box) && !(i < last && crosses(points, 2 * i + 2, box))) {
      drawing = false;
      continue;
    }
    if (!drawing) ctx.moveTo(i === 1 ? x(0) : (x(i - 1) + x(i)) / 2, i === 1 ? y(0) : (y(i - 1) + y(i)) / 2);
    drawing = true;
    if (i === last) ctx.lineTo(x(i), y(i));
    else ctx.quadraticCurveTo(x(i), y(i), (x(i) + x(i + 1)) / 2, (y(i) + y(i + 1)) / 2);
  }
}

/** Adds to the path those stretches of the line that come near the canvas: dashing a long line outside it
 * would cost far more than drawing what is seen. */
export function traceNear(ctx: CanvasRenderingContext2D, { points }: Line, { scale, dx, dy, box }: Frame): void {
  let drawing = false;
  for (let i = 2; i < points.length; i += 2) {
    const near = crosses(points, i, box);
    if (near && !drawing) ctx.moveTo(at(points, i - 2) * scale + dx, at(points, i - 1) * scale + dy);
    if (near) ctx.lineTo(at(points, i) * scale + dx, at(points, i + 1) * scale + dy);
    drawing = near;
  }
}

/** Whether the segment that ends with the numbers i and i + 1 comes near the box. */
export function crosses(points: Float64Array, i: number, box: Box): boolean {
  const [x0, y0, x1, y1] = [at(points, i - 2), at(points, i - 1), at(points, i), at(points, i + 1)];
  return Math.min(x0, x1) <= box.maxX && Math.max(x0, x1) >= box.minX && Math.min(y0, y1) <= box.maxY && Math.max(y0, y1) >= box.minY;
}

const at = (points: Float64Array, i: number) => points[i] ?? 0;
