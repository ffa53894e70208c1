// The states of the places in view, out of the server's vector tiles: for when there are too many to have all at once.
// Tiles are kept by their address. They thin nothing out: each has every place that lies on it.

import { VectorTile } from '@mapbox/vector-tile';
import { PbfReader } from 'pbf';
import type { ControlState, Moment } from '../api.ts';
import type { Bounds, Tiles } from '../source.ts';
import { project, unproject } from './project.ts';

/** Asks for an answer of the server; it fails where there is none. */
export type Get = (url: string, signal?: AbortSignal) => Promise<Response>;

export interface Tile {
  zoom: number;
  row: number;
  col: number;
}

/** The tiles of a zoom on which something may be. The server has no others. */
export interface Limits {
  tileMatrix: string;
  minTileRow: number;
  maxTileRow: number;
  minTileCol: number;
  maxTileCol: number;
}

/** What the map, the legend, the card beside a mark and a comparison tell of a place. */
const properties = ['name', 'name_uk', 'kind', 'oblast', 'population', 'holder', 'previous', 'since', 'rests_on', 'claim_by'] as const;
const untold = { presumed: false, known_from: null, claim_since: null, claim_announced: null, claim_disputed: null, reports: 0, because: '' };

const across = 3; // tiles to a view, at most, and one more where it begins in the middle of one
const keep = 64; // tiles

const layer = 'control';
const tileset = `collections/${layer}/tiles/WebMercatorQuad`;

/** Opens the tiles; `conditions` are those of the states at a moment, as they stand in an address. */
export async function openTiles(get: Get, conditions: (moment: Moment) => string): Promise<Tiles> {
  const { tileMatrixSetLimits: limits = [] } = (await (await get(tileset)).json()) as { tileMatrixSetLimits?: Limits[] };
  const kept = new Map<string, readonly ControlState[]>();

  async function statesOn(tile: Tile, moment: Moment, signal: AbortSignal): Promise<readonly ControlState[]> {
    const url = `${tileset}/${tile.zoom}/${tile.row}/${tile.col}?${conditions(moment)}&properties=${properties.join(',')}`;
    const states = kept.get(url) ?? decode(await (await get(url, signal)).arrayBuffer(), tile);
    kept.delete(url);
    kept.set(url, states);
    const oldest = kept.keys().next().value;
    if (kept.size > keep && oldest !== undefined) kept.delete(oldest);
    return states;
  }

  return {
    async statesIn(box, moment, signal) {
      const all = await Promise.all(covering(box, limits).map((tile) => statesOn(tile, moment, signal)));
      // What lies near the edge of a tile is on its neighbour too.
      return [...new Map(all.flat().map((c) => [c.id, c])).values()];
    },
  };
}

/** The tiles that cover a box, of the zoom at which they are about as large as the view is. */
export function covering([west, south, east, north]: Bounds, limits: readonly Limits[]): Tile[] {
  const [[left, top], [right, bottom]] = [project(west, north), project(east, south)];
  const fitting = Math.floor(Math.log2(across / Math.max(right - left, bottom - top)));
  const last = limits.at(-1);
  const zoom = Math.max(0, Math.min(fitting, Number(last?.tileMatrix ?? 0)));
  const of = limits.find((l) => Number(l.tileMatrix) === zoom);
  if (!of) return [];
  const at = (unit: number) => Math.floor(unit * 2 ** zoom);
  const rows = from(Math.max(at(top), of.minTileRow), Math.min(at(bottom), of.maxTileRow));
  const cols = from(Math.max(at(left), of.minTileCol), Math.min(at(right), of.maxTileCol));
  return rows.flatMap((row) => cols.map((col) => ({ zoom, row, col })));
}

const from = (first: number, last: number) => Array.from({ length: Math.max(0, last - first + 1) }, (_, i) => first + i);

/** The states in a tile. An empty tile has no bytes; what is unknown is left out of it. */
export function decode(bytes: ArrayBuffer, { zoom, row, col }: Tile): ControlState[] {
  const features = new VectorTile(new PbfReader(bytes)).layers[layer];
  if (!features) return [];
  const size = features.extent * 2 ** zoom;
  const states: ControlState[] = [];
  for (let i = 0; i < features.length; i++) {
    const feature = features.feature(i);
    const point = feature.loadGeometry()[0]?.[0];
    if (!point || feature.id === undefined) continue;
    const [lon, lat] = unproject((col * features.extent + point.x) / size, (row * features.extent + point.y) / size);
    const told = Object.fromEntries(properties.map((name) => [name, feature.properties[name] ?? null]));
    states.push({ ...untold, ...told, id: feature.id, lon, lat } as unknown as ControlState);
  }
  return states;
}
