// What differs between the states of two days: places, and how much ground. Pure; who holds a place on each of them is
// the server's word.

import type { AreaChange, ControlState, Holder } from '../api.ts';
import { classOf, holderOf, isSpot, type Mark } from '../control.ts';

/** A place that is marked otherwise on the later day. */
export interface Differing {
  id: number;
  lon: number;
  lat: number;
  from: Mark;
  to: Mark;
  turn: 'recaptured' | 'lost' | 'contested' | 'other'; // in Ukraine; a claim, and what Russia regains of its own, is another
}

/** The places that differ, by number, in their holder or an open claim: that a report came where there was none is no
 * difference. A place of which the earlier day tells nothing was held as its state says that it was before. Where claims are
 * left out, they make no difference. */
export function differing(earlier: readonly ControlState[], later: readonly ControlState[], confirmed: boolean): Map<number, Differing> {
  const before = new Map(earlier.map((c) => [c.id, c]));
  const markOf = ({ holder, claim_by }: Pick<ControlState, 'holder' | 'claim_by'>): Mark =>
    claim_by && !confirmed ? { holder: holderOf(claim_by), hollow: true } : { holder: classOf(holder), hollow: false };
  const found = new Map<number, Differing>();
  for (const c of later) {
    if (!isSpot(c.kind)) continue;
    const known = before.get(c.id);
    const had: Holder = known?.holder ?? c.previous;
    const [from, to] = [markOf(known ?? { holder: had, claim_by: null }), markOf(c)];
    if (from.holder === to.holder && from.hollow === to.hollow) continue;
    found.set(c.id, { id: c.id, lon: c.lon, lat: c.lat, from, to, turn: turnOf(had, c) });
  }
  return found;
}

function turnOf(had: Holder, { holder, oblast }: ControlState): Differing['turn'] {
  if (had === holder || oblast?.startsWith('RU-')) return 'other';
  if (holder === 'contested') return 'contested';
  return holder === 'UA' ? 'recaptured' : holder === 'RU' ? 'lost' : 'other';
}

/** How many places went which way. */
export function tally(places: Iterable<Differing>): Record<Differing['turn'], number> {
  const counts = { recaptured: 0, lost: 0, contested: 0, other: 0 };
  for (const { turn } of places) counts[turn]++;
  return counts;
}

/** Which way ground went. */
export type Way = 'gained' | 'lost' | 'contested';

export function wayOf({ from_holder: from, to_holder: to }: Pick<AreaChange, 'from_holder' | 'to_holder'>): Way | null {
  if (from === to || to === 'unknown') return null;
  return to === 'UA' ? 'gained' : to === 'RU' ? 'lost' : 'contested';
}

/** Square kilometres by way, and how much of each is inferred. */
export function sizes(changed: readonly AreaChange[]): Record<Way, { all: number; inferred: number }> {
  const sums = { gained: { all: 0, inferred: 0 }, lost: { all: 0, inferred: 0 }, contested: { all: 0, inferred: 0 } };
  for (const c of changed) {
    const way = wayOf(c);
    if (!way || c.certainty === 'none') continue;
    sums[way].all += c.area_km2;
    if (c.certainty === 'inferred') sums[way].inferred += c.area_km2;
  }
  return sums;
}
