import { readFileSync } from 'node:fs';
import type { FeatureCollection, Polygon, Position } from 'geojson';
import { describe, expect, test } from 'vitest';
import { readBasemap, type LandFile, type WaterFile } from '../src/map/basemap.ts';
import { boxAround, placeLabels, Room, type Wanted } from '../src/map/labels.ts';
import { area, middle, project, rings, type Box, type Frame, type Line } from '../src/map/project.ts';
import { evened, nameAlong, stretches } from '../src/map/rivers.ts';

const square = (lon: number, lat: number): Position[] => [
  [lon, lat],
  [lon + 1, lat],
  [lon + 1, lat + 1],
  [lon, lat + 1],
  [lon, lat],
];
const areas = (...all: Position[][]): FeatureCollection<Polygon> => ({
  type: 'FeatureCollection',
  features: all.map((ring) => ({ type: 'Feature', properties: {}, geometry: { type: 'Polygon', coordinates: [ring] } })),
});

test('unit Mercator puts 0°, 0° in the middle and north up', () => {
  expect(project(0, 0)).toEqual([0.5, 0.5]);
  expect(project(180, 0)[0]).toBe(1);
  expect(project(0, 50)[1]).toBeCloseTo(0.33914, 5);
});

test('the middle of a ring lies at its centre of gravity, wherever it begins and whichever way it runs', () => {
  const ring = square(30, 0);
  const forward = rings(areas(ring))[0];
  const backward = rings(areas(ring.toReversed()))[0];
  for (const r of [forward, backward]) {
    expect(r && middle(r).x).toBeCloseTo(30.5 / 360 + 0.5, 12);
    expect(r && area(r)).toBeCloseTo((1 / 360) ** 2, 8);
  }
});

describe('labels', () => {
  const wanted = (x: number, y: number, reach = 8): Wanted => ({ x, y, width: () => 60, height: 16, reach });
  const overlap = (a: Box, b: Box) => a.minX < b.maxX && a.maxX > b.minX && a.minY < b.maxY && a.maxY > b.minY;

  test('stand to the right where there is room, else left, above, below', () => {
    const at = (taken: Box[]) => placeLabels([wanted(100, 100)], taken)[0];
    const right = { minX: 108, minY: 92, maxX: 168, maxY: 108 };
    const left = { minX: 32, minY: 92, maxX: 92, maxY: 108 };
    expect(at([])).toEqual(right);
    expect(at([right])).toEqual(left);
    expect(at([right, left])).toMatchObject({ minX: 70, maxY: 92 });
    expect(at([right, left, { minX: 70, minY: 76, maxX: 130, maxY: 92 }])).toMatchObject({ minX: 70, minY: 108 });
    expect(at([{ minX: 0, minY: 0, maxX: 200, maxY: 200 }])).toBeNull();
  });

  test('of reach 0 stand on the point, else a little above or below', () => {
    const at = (taken: Box[]) => placeLabels([wanted(100, 100, 0)], taken)[0];
    expect(at([])).toEqual({ minX: 70, minY: 92, maxX: 130, maxY: 108 });
    expect(at([boxAround(100, 100, 2)])).toMatchObject({ maxY: 84 });
    expect(at([boxAround(100, 80, 30)])).toMatchObject({ minY: 116 });
    expect(at([boxAround(100, 100, 40)])).toBeNull();
  });

  test('never meet each other or a mark, also left of and above zero', () => {
    const all = Array.from({ length: 800 }, (_, i) => wanted(((i * 7919) % 1400) - 300, ((i * 104729) % 900) - 200));
    const marks = all.map(({ x, y }) => boxAround(x, y, 7));
    const boxes = placeLabels(all, marks).filter((b) => b !== null);
    expect(boxes.length).toBeGreaterThan(50);
    boxes.forEach((box, i) => {
      expect(marks.some((m) => overlap(box, m))).toBe(false);
      expect(boxes.some((other, j) => i !== j && overlap(box, other))).toBe(false);
    });
  });
});

const read = (name: string) => JSON.parse(readFileSync(new URL(`../../data/${name}.topojson`, import.meta.url), 'utf8')) as unknown;
const basemap = readBasemap(read('land') as LandFile, read('rivers') as WaterFile);
const unit = ([lon, lat]: readonly [number, number]) => project(lon, lat);
const inRings = (lines: readonly Line[], at: readonly [number, number]) => {
  const [x, y] = unit(at);
  return lines.filter(({ points }) => crossings(points, x, y) % 2 === 1).length % 2 === 1;
};

describe('the base map', () => {
  test('has Crimea inside Ukraine, and nothing else of a neighbour', () => {
    const places = { Simferopol: [34.1, 44.95], Sevastopol: [33.53, 44.6], Kyiv: [30.52, 50.45], Donetsk: [37.8, 48], Luhansk: [39.31, 48.57], Belgorod: [36.58, 50.61], Chișinău: [28.86, 47.01] } as const;
    const within = (lines: readonly Line[]) => Object.entries(places).filter(([, at]) => inRings(lines, at)).map(([name]) => name);
    expect(within(basemap.ukraine)).toEqual(['Simferopol', 'Sevastopol', 'Kyiv', 'Donetsk', 'Luhansk']);
    expect(within(basemap.neighbours)).toEqual(['Belgorod', 'Chișinău']);
    expect(basemap.middles).toHaveLength(27);
  });

  test('has every border once: what oblasts share is no part of the outline', () => {
    const segments = (lines: readonly Line[]) =>
      lines.flatMap(({ points }) =>
        Array.from({ length: points.length / 2 - 1 }, (_, i) => [points.slice(2 * i, 2 * i + 2).join(), points.slice(2 * i + 2, 2 * i + 4).join()].sort().join(' ')),
      );
    const all = [...segments(basemap.ukraine), ...segments(basemap.oblasts)];
    expect(basemap.oblasts.length).toBeGreaterThan(20);
    expect(new Set(all).size).toBe(all.length);
    expect(new Set(segments(basemap.foreign)).size).toBe(segments(basemap.foreign).length);
  });

  test('has rivers with names in both languages, and reservoirs that are no line', () => {
    const names = new Map(basemap.rivers.map((r) => [r.name, r.nameUk]));
    expect(names.get('Oskil')).toBe('Оскіл');
    expect(names.get('Siverskyi Donets')).toBe('Сіверський Донець');
    const dnipro = basemap.rivers.filter((r) => r.name === 'Dnipro');
    expect(dnipro.map((r) => r.shown).sort()).toEqual([false, true]);
    expect(inRings(basemap.lakes, [34.9, 47.5])).toBe(true); // the Kakhovka reservoir
    expect(inRings(basemap.lakes, [35.5, 48.5])).toBe(false);
  });
});

type Rest = Parameters<typeof nameAlong> extends [unknown, ...infer R] ? R : never;

describe('the name of a river', () => {
  const naming = { advances: Array.from('Siverskyi Donets', () => 7), size: 12, beside: true };
  const canvas = { minX: 0, minY: 0, maxX: 1000, maxY: 600 };
  const named = (stretch: number[], ...[how, ...rest]: Rest) => nameAlong(evened(stretch, how.size), how, ...rest);
  const wave = (length: number, height: number) =>
    Array.from({ length: length / 10 }, (_, i) => [60 + 10 * i, 300 + height * Math.sin(i / 12)]).flat();
  const reversed = (stretch: number[]) => Array.from({ length: stretch.length / 2 }, (_, i) => stretch.slice(stretch.length - 2 * i - 2, stretch.length - 2 * i)).flat();

  test('reads from left to right, whichever way the river flows, and stands beside it', () => {
    for (const stretch of [wave(600, 30), reversed(wave(600, 30))]) {
      const [letters = []] = named(stretch, naming, canvas, new Room());
      expect(letters).toHaveLength(naming.advances.length);
      letters.slice(1).forEach(({ x, angle }, i) => {
        expect(x).toBeGreaterThan(letters[i]?.x ?? Infinity);
        expect(Math.abs(angle)).toBeLessThan(Math.PI / 2);
      });
      const path = evened(stretch, naming.size);
      const away = letters.map((l) => Math.min(...path.map((p) => Math.hypot(p.x - l.x, p.y - l.y))));
      expect(Math.min(...away)).toBeGreaterThan(0.5 * naming.size);
      expect(Math.max(...away)).toBeLessThan(naming.size);
    }
  });

  test('stands on the line where that runs through a lake', () => {
    const [letters = []] = named([100, 200, 500, 200], { ...naming, beside: false }, canvas, new Room());
    expect(letters.map((l) => l.y)).toEqual(letters.map(() => 200));
  });

  test('is left out where the river is too short, bends too much, or all is taken', () => {
    const names = (stretch: number[], room = new Room()) => named(stretch, naming, canvas, room).length;
    expect(names([100, 300, 180, 300])).toBe(0);
    expect(names(Array.from({ length: 80 }, (_, i) => [300 + 25 * Math.cos(i / 4), 300 + 25 * Math.sin(i / 4)]).flat())).toBe(0);
    const room = new Room();
    room.take(canvas);
    expect(names(wave(600, 30), room)).toBe(0);
    expect(names(wave(600, 30))).toBe(1);
  });

  test('covers nothing that was there, and takes its room', () => {
    const marks = Array.from({ length: 10 }, (_, i) => boxAround(80 + 95 * i, 285, 9));
    const room = new Room();
    marks.forEach((m) => room.take(m));
    const [letters = []] = named(wave(900, 10), naming, canvas, room);
    expect(letters.length).toBeGreaterThan(0);
    for (const { x, y } of letters) {
      for (const m of marks) expect(Math.max(m.minX - x, x - m.maxX, m.minY - y, y - m.maxY)).toBeGreaterThan(5);
      expect(room.isFree(boxAround(x, y, 4))).toBe(false);
    }
  });

  test('is repeated along a long river, far from itself', () => {
    const long = Array.from({ length: 200 }, (_, i) => [20 * i, 300]).flat();
    const all = named(long, naming, { ...canvas, maxX: 4000 }, new Room());
    expect(all.length).toBeGreaterThanOrEqual(4);
    const starts = all.map(([first]) => first?.x ?? 0).sort((a, b) => a - b);
    starts.slice(1).forEach((x, i) => { expect(x - (starts[i] ?? 0)).toBeGreaterThanOrEqual(700); });
    expect(named(long, naming, { ...canvas, maxX: 4000 }, new Room(), all)).toHaveLength(0);
  });

  test('looks only at the stretches near the canvas', () => {
    const line = { points: Float64Array.from([0, 0.5, 0.2, 0.5, 0.4, 0.5, 0.4, 0.9, 0.6, 0.9, 0.6, 0.5, 0.9, 0.5]), box: { minX: 0, minY: 0.5, maxX: 0.9, maxY: 0.9 } };
    const frame: Frame = { scale: 100, dx: 0, dy: 0, zoom: 9, box: { minX: 0.3, minY: 0.4, maxX: 0.7, maxY: 0.6 }, corner: { x: 0, y: 0 } };
    expect(stretches(line, frame)).toEqual([[20, 50, 40, 50, 40, 90], [60, 90, 60, 50, 90, 50]]);
  });
});

function crossings(points: Float64Array, x: number, y: number): number {
  let n = 0;
  for (let i = 2; i < points.length; i += 2) {
    const [x0 = 0, y0 = 0, x1 = 0, y1 = 0] = points.subarray(i - 2, i + 2);
    if (y0 > y !== y1 > y && x < x0 + ((y - y0) / (y1 - y0)) * (x1 - x0)) n++;
  }
  return n;
}
