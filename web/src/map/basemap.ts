// What the map is drawn on, out of two files of shapes that share their borders: each border is one line, however many
// lands it bounds.

import { feature, mesh } from 'topojson-client';
import type { GeometryCollection, MultiLineString, MultiPolygon, Topology } from 'topojson-specification';
import { area, around, line, middle, rings, type Box, type Line } from './project.ts';

export interface Basemap {
  neighbours: Line[]; // rings, to be filled
  foreign: Line[]; // coasts of the neighbours, and borders between them
  ukraine: Line[]; // the outline: rings
  oblasts: Line[]; // borders between oblasts
  middles: { iso: string; x: number; y: number }[]; // of oblasts
  lakes: Line[]; // rings, islands among them
  rivers: River[];
  box: Box;
}

export interface River {
  rank: number; // 1 for the largest to 4 for those without a name
  name: string;
  nameUk: string;
  shown: boolean; // false in a lake, where it only bears the name
  lines: Line[];
}

interface Land {
  type: 'GeometryCollection';
  geometries: MultiPolygon<{ iso: string }>[];
}

/** The file of boundaries. */
export type LandFile = Topology<{ oblasts: Land; neighbours: Land }>;

/** The file of waters. */
export type WaterFile = Topology<{
  lakes: { type: 'GeometryCollection'; geometries: MultiPolygon[] };
  rivers: { type: 'GeometryCollection'; geometries: MultiLineString<{ rank: number; name?: string; name_uk?: string; lake?: boolean }>[] };
}>;

export function readBasemap(land: LandFile, water: WaterFile): Basemap {
  const { oblasts, neighbours } = land.objects;
  const lines = (object: GeometryCollection, which?: (a: unknown, b: unknown) => boolean) => mesh(land, object, which).coordinates.map(line);
  const ukraine = lines(oblasts, (a, b) => a === b);
  const others = ringsIn(land, neighbours.geometries);
  return {
    neighbours: others,
    foreign: lines(neighbours),
    ukraine,
    oblasts: lines(oblasts, (a, b) => a !== b),
    middles: oblasts.geometries.flatMap((o) => {
      const [largest] = ringsIn(land, [o]).sort((a, b) => area(b) - area(a));
      return largest && o.properties ? [{ iso: o.properties.iso, ...middle(largest) }] : [];
    }),
    lakes: ringsIn(water, water.objects.lakes.geometries),
    rivers: water.objects.rivers.geometries.map((river) => {
      const { rank = 4, name = '', name_uk: nameUk = '', lake = false } = river.properties ?? {};
      return { rank, name, nameUk, shown: !lake, lines: feature(water, river).geometry.coordinates.map(line) };
    }),
    box: around([...others, ...ukraine]),
  };
}

const ringsIn = (file: Topology, shapes: readonly MultiPolygon[]): Line[] =>
  rings({ type: 'FeatureCollection', features: shapes.map((shape) => feature(file, shape)) });
