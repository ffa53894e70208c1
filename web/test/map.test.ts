import { readFileSync } from 'node:fs';
import type { FeatureCollection, MultiPolygon, Polygon, Position } from 'geojson';
import { describe, expect, test } from 'vitest';
import { boxAround, placeLabels, type Wanted } from '../src/map/labels.ts';
import { area, innerBorders, middle, project, rings, type Box } from '../src/map/project.ts';

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

test('a border between two areas is drawn once, and the outer edge not at all', () => {
  const lines = innerBorders(areas(square(30, 50), square(31, 50)));
  expect(lines).toHaveLength(1);
  expect([...(lines[0]?.points ?? [])]).toEqual([...project(31, 50), ...project(31, 51)]);
  expect(innerBorders(areas(square(30, 50)))).toEqual([]);
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
  const wanted = (x: number, y: number, reach = 8): Wanted => ({ x, y, width: 60, height: 16, reach });
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

const outline = new URL('../../data/ukraine.geojson', import.meta.url);

test('Crimea is inside Ukraine', () => {
  const ukraine = JSON.parse(readFileSync(outline, 'utf8')) as FeatureCollection<Polygon | MultiPolygon>;
  const polygons = ukraine.features.flatMap(({ geometry: g }) => (g.type === 'Polygon' ? [g.coordinates] : g.coordinates));
  const inside = ([x = 0, y = 0]: Position) =>
    polygons.flat().filter((ring) => crossings(ring, x, y) % 2 === 1).length % 2 === 1;
  const places = { Simferopol: [34.1, 44.95], Kyiv: [30.52, 50.45], Donetsk: [37.8, 48.0], Luhansk: [39.31, 48.57], Belgorod: [36.58, 50.61], Chișinău: [28.86, 47.01] };
  expect(Object.entries(places).filter(([, p]) => inside(p)).map(([name]) => name)).toEqual(['Simferopol', 'Kyiv', 'Donetsk', 'Luhansk']);
});

function crossings(ring: readonly Position[], x: number, y: number): number {
  let n = 0;
  ring.forEach(([x0 = 0, y0 = 0], i) => {
    const [x1 = 0, y1 = 0] = ring[(i + 1) % ring.length] ?? [];
    if (y0 > y !== y1 > y && x < x0 + ((y - y0) / (y1 - y0)) * (x1 - x0)) n++;
  });
  return n;
}
