// What several parts of the page work out from the state, each once for one state.

import { changes, lastDay, type Change } from './control.ts';
import type { ControlState, Report } from './api.ts';
import type { Day } from './dates.ts';
import { messages, type Messages } from './i18n/index.ts';
import type { State } from './state.ts';

export const textOf = (state: State): Messages => messages[state.lang];

/** The date asked for, else the last with data; null while nothing is known. */
export function shownDay(state: State): Day | null {
  return state.date ?? (state.reports && lastDayOf(state.reports));
}

/** The changes listed: those up to the date of the states that the map shows. */
export function changesOf({ reports, control, controlDay }: State): Change[] {
  return reports && control && controlDay ? listed(reports, control, controlDay) : [];
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
  if (found?.id === place) return found;
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

const lastDayOf = once((reports: readonly Report[]) => lastDay(reports));
const listed = once((reports: readonly Report[], control: readonly ControlState[], day: Day) => changes(reports, control, day));
