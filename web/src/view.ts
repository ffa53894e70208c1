// What several parts of the page work out from the state, each once for one state.

import { changes, type Change } from './control.ts';
import type { ControlState, Report } from './api.ts';
import type { Day } from './dates.ts';
import { messages, type Messages } from './i18n/index.ts';
import type { State } from './state.ts';

export const textOf = (state: State): Messages => messages[state.lang];

/** The date asked for, else the last with data; null while nothing is known. */
export function shownDay(state: State): Day | null {
  return state.date ?? state.range?.last ?? null;
}

/** Every change up to the date of the states that the map shows, the newest first. */
export function changesBefore({ reports, control, controlDay }: State): readonly Change[] {
  return reports && control && controlDay ? known(reports, control, controlDay) : [];
}

/** The changes listed: those of the window. */
export function changesOf(state: State): readonly Change[] {
  return listed(changesBefore(state), state.controlSince ?? '');
}

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
export function selectedPlace({ place, control, found, reports }: State): Known | null {
  const state = control?.find((c) => c.id === place);
  if (state) return { ...state, state };
  if (found?.id === place) return 'holder' in found ? { ...found, state: found } : found;
  const r = reports?.find((report) => report.place_id === place);
  return r ? { id: r.place_id, name: r.place, name_uk: r.place_uk, oblast: r.oblast, lon: r.lon, lat: r.lat, population: null } : null;
}

/** Remembers the last answer, for arguments that stay the same objects. */
function once<A extends readonly unknown[], T>(f: (...args: A) => T): (...args: A) => T {
  let last: { args: A; value: T } | undefined;
  return (...args) => {
    const known = last;
    if (known && args.every((a, i) => a === known.args[i])) return known.value;
    last = { args, value: f(...args) };
    return last.value;
  };
}

const known = once((reports: readonly Report[], control: readonly ControlState[], day: Day) => changes(reports, control, day));
const listed = once((all: readonly Change[], since: Day) => all.filter((c) => c.day >= since));
