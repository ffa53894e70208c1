// The states of places out of vector tiles: which tiles a view needs, and what is read in them.

import { PbfWriter } from 'pbf';
import { describe, expect, test } from 'vitest';
import { covering, decode, openTiles } from '../src/map/tiled.ts';
import { state } from './make.ts';

const limits = Array.from({ length: 15 }, (_, zoom) => ({
  tileMatrix: String(zoom),
  minTileRow: 0,
  maxTileRow: 2 ** zoom - 1,
  minTileCol: 0,
  maxTileCol: 2 ** zoom - 1,
}));

interface Feature {
  id: number;
  x: number;
  y: number;
  properties: Record<string, string | number>;
}

/** A tile with one layer of points, by the specification of vector tiles 2.1. */
function encode(layer: string, features: readonly Feature[]): ArrayBuffer {
  const keys = [...new Set(features.flatMap((f) => Object.keys(f.properties)))];
  const values = features.flatMap((f) => Object.values(f.properties));
  const zigzag = (n: number) => (n << 1) ^ (n >> 31);
  const pbf = new PbfWriter();
  pbf.writeMessage(
    3,
    (_, out) => {
      out.writeVarintField(15, 2);
      out.writeStringField(1, layer);
      let value = 0;
      for (const f of features) {
        const tags = Object.keys(f.properties).flatMap((key) => [keys.indexOf(key), value++]);
        out.writeMessage(
          2,
          (_, feature) => {
            feature.writeVarintField(1, f.id);
            feature.writePackedVarint(2, tags);
            feature.writeVarintField(3, 1);
            feature.writePackedVarint(4, [9, zigzag(f.x), zigzag(f.y)]);
          },
          null,
        );
      }
      keys.forEach((key) => out.writeStringField(3, key));
      for (const v of values) {
        out.writeMessage(4, (_, one) => (typeof v === 'string' ? one.writeStringField(1, v) : one.writeVarintField(5, v)), null);
      }
      out.writeVarintField(5, 4096);
    },
    null,
  );
  return new Uint8Array(pbf.finish()).buffer;
}

const izium = { name: 'Izium', name_uk: 'Ізюм', kind: 'settlement', population: 45_884, holder: 'UA', previous: 'RU', since: '2022-09-10', rests_on: 'report' };

test('a state is read with what the tile tells, and null for what it leaves out', () => {
  const [found, ...more] = decode(encode('control', [{ id: 7, x: 1024, y: 2048, properties: izium }]), { zoom: 8, row: 86, col: 154 });
  expect(more).toEqual([]);
  expect(found).toMatchObject({ ...izium, id: 7, oblast: null, claim_by: null, reports: 0, because: '' });
  expect(Object.keys(found ?? {}).sort()).toEqual(Object.keys(state()).sort());
  expect(found?.lon).toBeCloseTo((360 * 154.25) / 256 - 180, 9);
  expect(found?.lat).toBeCloseTo((Math.atan(Math.sinh(Math.PI * (1 - (2 * 86.5) / 256))) * 180) / Math.PI, 9);
});

test('a tile without bytes, or without such a layer, has no states', () => {
  expect(decode(new ArrayBuffer(0), { zoom: 0, row: 0, col: 0 })).toEqual([]);
  expect(decode(encode('places', [{ id: 7, x: 0, y: 0, properties: izium }]), { zoom: 0, row: 0, col: 0 })).toEqual([]);
});

describe('the tiles of a view', () => {
  const kharkiv = [36, 49, 38, 50] as const;

  test('cover it, and are no more than four each way', () => {
    for (const box of [kharkiv, [22, 44, 40.3, 52.4], [30.5, 50.4, 30.51, 50.405], [-180, -85, 180, 85]] as const) {
      const tiles = covering(box, limits);
      const { zoom } = tiles[0] ?? { zoom: NaN };
      const [cols, rows] = [tiles.map((t) => t.col), tiles.map((t) => t.row)];
      const edge = (col: number) => (360 * col) / 2 ** zoom - 180;
      expect(edge(Math.min(...cols))).toBeLessThanOrEqual(box[0]);
      expect(edge(Math.max(...cols) + 1)).toBeGreaterThanOrEqual(box[2]);
      expect(Math.max(...cols) - Math.min(...cols)).toBeLessThan(4);
      expect(Math.max(...rows) - Math.min(...rows)).toBeLessThan(4);
      expect(zoom).toBeLessThanOrEqual(14);
    }
  });

  test('are only those that the server has', () => {
    const [few] = covering(kharkiv, limits);
    const only = limits.map((l) => ({ ...l, maxTileCol: Number(l.tileMatrix) === few?.zoom ? few.col : l.maxTileCol }));
    expect(new Set(covering(kharkiv, only).map((t) => t.col))).toEqual(new Set([few?.col]));
    expect(covering(kharkiv, [])).toEqual([]);
  });

  test('are asked for once, and a place near an edge is one place', async () => {
    const asked: string[] = [];
    const tiles = await openTiles(
      (url) => {
        asked.push(url);
        const body = url.includes('?') ? encode('control', [{ id: 7, x: 0, y: 0, properties: izium }]) : JSON.stringify({ tileMatrixSetLimits: limits });
        return Promise.resolve(new Response(body));
      },
      ({ day }) => `datetime=${day}`,
    );
    const { signal } = new AbortController();
    const at = (day: string) => tiles.statesIn(kharkiv, { day, asOf: null }, signal);
    expect((await at('2022-09-10')).map((c) => c.id)).toEqual([7]);
    const once = asked.length;
    expect(once).toBe(1 + covering(kharkiv, limits).length);
    await at('2022-09-10');
    expect(asked.length).toBe(once);
    await at('2022-09-11');
    expect(asked.length).toBe(2 * once - 1);
  });
});
