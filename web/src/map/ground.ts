// From areas as the server sends them to what is painted: rings in unit Mercator by class, and the lines
// where classes meet. Pure.

import type { MultiPolygon, Position } from 'geojson';
import type { Area, AreaChange } from '../api.ts';
import { classOf, holderOf, type Mark } from '../control.ts';
import { around, line, type Box, type Line } from './project.ts';

/** The ground of one class, reported and inferred. */
export interface Patch {
  holder: Mark['holder'];
  claim: 'held' | 'occupied' | null; // in whose colour it is hatched
  polygons: Polygon[];
}

/** A shell and its holes, and the box of the shell. */
export interface Polygon {
  rings: Line[];
  box: Box;
}

/** A line between two classes: of control where the assessed holders differ, else around a claim or what
 * is contested. It is inferred where the ground on one of its sides is. */
export interface Edge extends Line {
  sort: 'control' | 'claim';
  inferred: boolean;
}

export interface Ground {
  patches: Patch[];
  reported: Polygon[]; // of any class
  inferred: Polygon[];
  recaptured: Polygon[]; // inside the window
  edges: Edge[];
}

export const nothing: Ground = { patches: [], reported: [], inferred: [], recaptured: [], edges: [] };

export function groundOf(areas: readonly Area[], changed: readonly AreaChange[]): Ground {
  const shown = areas.filter((a) => a.certainty !== 'none');
  const patches = new Map<string, Patch>();
  const [reported, inferred]: [Polygon[], Polygon[]] = [[], []];
  for (const { holder, claim_by, certainty, shape } of shown) {
    const key = `${holder} ${claim_by}`;
    const patch = patches.get(key) ?? { holder: classOf(holder), claim: claim_by && holderOf(claim_by), polygons: [] };
    const polygons = polygonsOf(shape);
    patch.polygons.push(...polygons);
    patches.set(key, patch);
    (certainty === 'reported' ? reported : inferred).push(...polygons);
  }
  const recaptured = changed.filter(isRecapture).flatMap(({ shape }) => polygonsOf(shape));
  return { patches: [...patches.values()], reported, inferred, recaptured, edges: edges(shown) };
}

/** Ground that changed hands, by the server's word, whoever had it before. */
export const isRecapture = (c: AreaChange) => c.to_holder === 'UA' && c.from_holder !== 'UA';

export function polygonsOf({ coordinates }: MultiPolygon): Polygon[] {
  return coordinates.map((rings) => rings.map(line)).map((rings) => ({ rings, box: around(rings.slice(0, 1)) }));
}

/** Neighbours share their vertices, and what lies left of a border for one lies right of it for the other:
 * so a side that is met again backwards lies between the two. */
function edges(areas: readonly Area[]): Edge[] {
  const ids = new Numbers();
  const all = areas.map(({ shape }) => shape.coordinates.flat().map((ring) => ({ ring, ids: ring.map((p) => ids.of(p)) })));
  const owners = new Owners(ids.count, all.flat().reduce((n, { ids }) => n + ids.length, 0));
  all.forEach((rings, area) => {
    for (const r of rings) eachSide(r.ids, (a, b) => { owners.put(a, b, area); });
  });
  const sorts = areas.map((a) => areas.map((b) => sortBetween(a, b)));

  const runs: { sort: Edge['sort']; inferred: boolean; points: Position[] }[] = [];
  all.forEach((rings, area) => {
    for (const { ring, ids } of rings) {
      let going = false;
      eachSide(ids, (a, b, i) => {
        const other = owners.of(b, a);
        const sort = other > area ? sorts[area]?.[other] : null; // once, from the first of the two
        const [p, q] = [ring[i], ring[i + 1]];
        const last = runs.at(-1);
        const inferred = [areas[area], areas[other]].some((x) => x?.certainty === 'inferred');
        if (going && last && sort === last.sort && inferred === last.inferred && q) last.points.push(q);
        else if (sort && p && q) runs.push({ sort, inferred, points: [p, q] });
        going = Boolean(sort);
      });
    }
  });
  return runs.map(({ points, ...run }) => ({ ...line(points), ...run }));
}

function sortBetween(a: Area, b: Area): Edge['sort'] | null {
  const [x, y] = [a.holder, b.holder];
  if (x === 'unknown' || y === 'unknown') return a.claim_by === b.claim_by && x === y ? null : 'claim';
  if (x === 'contested' || y === 'contested') return x === y && a.claim_by === b.claim_by ? null : 'claim';
  if (x !== y) return 'control';
  return a.claim_by === b.claim_by ? null : 'claim';
}

function eachSide(ids: readonly number[], visit: (a: number, b: number, i: number) => void): void {
  for (let i = 0; i + 1 < ids.length; i++) visit(ids[i] ?? 0, ids[i + 1] ?? 0, i);
}

/** Numbers for vertices, the same for the same one. Looking up a number is far quicker than a text. */
class Numbers {
  private readonly known = new Map<number, number>();

  of([lon = 0, lat = 0]: Position): number {
    const key = Math.round(lon * 1e6) * 2 ** 26 + Math.round(lat * 1e6); // to 0.1 m
    let id = this.known.get(key);
    if (id === undefined) this.known.set(key, (id = this.known.size));
    return id;
  }

  get count(): number {
    return this.known.size;
  }
}

/** Which area lies left of a side. The few sides that begin at a vertex are chained. */
class Owners {
  private readonly first: Int32Array; // by vertex
  private readonly next: Int32Array; // by side, as the rest
  private readonly end: Int32Array;
  private readonly owner: Int32Array;
  private count = 0;

  constructor(vertices: number, sides: number) {
    this.first = new Int32Array(vertices).fill(-1);
    [this.next, this.end, this.owner] = [new Int32Array(sides), new Int32Array(sides), new Int32Array(sides)];
  }

  put(from: number, to: number, owner: number): void {
    const i = this.count++;
    [this.next[i], this.end[i], this.owner[i]] = [this.first[from] ?? -1, to, owner];
    this.first[from] = i;
  }

  /** -1 for none. */
  of(from: number, to: number): number {
    let i = this.first[from] ?? -1;
    while (i >= 0 && this.end[i] !== to) i = this.next[i] ?? -1;
    return this.owner[i] ?? -1;
  }
}

/** Square kilometres by class, each with what is inferred of it. Claimed ground is counted for its assessed
 * holder, and beside that as claimed. */
export type Totals = Record<'recaptured' | 'occupied' | 'contested' | 'claimed', { all: number; inferred: number }>;

export function totals(areas: readonly Area[], changed: readonly AreaChange[]): Totals {
  const sum = <A extends Area | AreaChange>(list: readonly A[], of: (a: A) => boolean) => {
    const km2 = (list: readonly A[]) => list.reduce((n, a) => n + a.area_km2, 0);
    const shown = list.filter((a) => a.certainty !== 'none' && of(a));
    return { all: km2(shown), inferred: km2(shown.filter((a) => a.certainty === 'inferred')) };
  };
  return {
    recaptured: sum(changed, isRecapture),
    occupied: sum(areas, (a) => a.holder === 'RU'),
    contested: sum(areas, (a) => a.holder === 'contested'),
    claimed: sum(areas, (a) => a.claim_by !== null),
  };
}

/** An area as no more exact than nearest-place cells are: three figures, and at least tens. */
export function rough(km2: number): number {
  const unit = Math.max(10, 10 ** (Math.floor(Math.log10(Math.max(km2, 1))) - 2));
  return Math.round(km2 / unit) * unit;
}
