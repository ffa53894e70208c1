// What several parts of the page work out from the state, each once for one state.

import type { Area, Change, ControlState } from './api.ts';
import { hasEvidence, isSpot, legendClass, newestFirst, passes, publishersOf } from './control.ts';
import type { Day } from './dates.ts';
import { messagesIn, type Messages } from './i18n/index.ts';
import type { Bounds } from './source.ts';
import type { State } from './state.ts';

export const textOf = (state: State): Messages => messagesIn(state.lang);

/** The date asked for, else the last with data; null while nothing is known. */
export function shownDay(state: State): Day | null {
  return state.date ?? state.range?.last ?? null;
}

/** The changes of the window that the filters let through, wherever they are, the newest first. */
export const filtered = ({ changes, kind, confirmed, off, sources }: State): readonly Change[] => through(changes, kind, confirmed, off, sources);

/** Those of them inside what the map shows: the list. */
export function listed(state: State): readonly Change[] {
  return seen(filtered(state), state.bounds);
}

/** All changes in view but for the sort: what the three numbers count. */
export const counted = ({ changes, confirmed, off, sources, bounds }: State): readonly Change[] =>
  seenAll(throughAll(changes, null, confirmed, off, sources), bounds);

/** The states of places on the ground of which something is known, in the classes that are switched on or off. */
export const evident = ({ control }: State): readonly ControlState[] => withEvidence(control);

/** The states that the map draws. Where changes are picked out, those of the places that changed. */
export function drawn(state: State): readonly ControlState[] {
  const { control, off, kind, sources } = state;
  return picked(control, off, kind || sources.length ? filtered(state) : null);
}

/** The ground that the map draws: without claims or classes that are switched off. */
export const ground = ({ areas, off, confirmed }: State): readonly Area[] => groundShown(areas, off, confirmed);

/** The publishers of the changes in the window, by name. */
export const publishers = ({ changes }: State): readonly string[] => named(changes);

export const within = ({ lon, lat }: { lon: number; lat: number }, [west, south, east, north]: Bounds): boolean =>
  lon >= west && lon <= east && lat >= south && lat <= north;

export interface Known {
  id: number;
  name: string;
  name_uk: string | null;
  oblast: string | null;
  lon: number;
  lat: number;
  population: number | null;
  state?: ControlState;
}

/** What is known of the selected place; null while it is being looked up. */
export function selectedPlace({ place, control, controlBox, found, changes }: State): Known | null {
  const state = controlBox ? undefined : control?.find((c) => c.id === place); // those of a view are not told in full
  if (state) return { ...state, state };
  if (found?.id === place) return 'holder' in found ? { ...found, state: found } : found;
  const change = changes?.find((c) => c.place_id === place);
  return change ? { ...change, id: change.place_id } : null;
}

/** Remembers the last answer, for arguments that stay the same objects. */
export function once<A extends readonly unknown[], T>(f: (...args: A) => T): (...args: A) => T {
  let last: { args: A; value: T } | undefined;
  return (...args) => {
    const known = last;
    if (known && args.every((a, i) => a === known.args[i])) return known.value;
    last = { args, value: f(...args) };
    return last.value;
  };
}

type Changes = readonly Change[] | null;

const sift = (changes: Changes, kind: State['kind'], confirmed: boolean, off: State['off'], sources: State['sources']): readonly Change[] =>
  (changes ?? []).filter((c) => isSpot(c.kind) && passes(c, { kind, confirmed, off, sources })).sort(newestFirst);
const look = (changes: readonly Change[], bounds: Bounds | null): readonly Change[] => (bounds ? changes.filter((c) => within(c, bounds)) : changes);

const [through, throughAll, seen, seenAll] = [once(sift), once(sift), once(look), once(look)];

const withEvidence = once((control: State['control']) => (control ?? []).filter((c) => isSpot(c.kind) && hasEvidence(c)));

const picked = once((control: State['control'], off: State['off'], changes: Changes) => {
  const places = changes && new Set(changes.map((c) => c.place_id));
  return withEvidence(control).filter((c) => !off.includes(legendClass(c)) && (!places || places.has(c.id)));
});

const groundShown = once((areas: State['areas'], off: State['off'], confirmed: boolean) => {
  const hidden = { UA: off.includes('held'), RU: off.includes('occupied'), contested: off.includes('contested'), unknown: off.includes('unknown') };
  const claims = !confirmed && !off.includes('claimed');
  return (areas ?? []).filter((a) => !hidden[a.holder]).map((a) => (claims || !a.claim_by ? a : { ...a, claim_by: null }));
});

const named = once((changes: Changes) => [...new Set((changes ?? []).flatMap(publishersOf))].sort((a, b) => a.localeCompare(b)));
