// The state of the page: one object. Every input goes through `set`; the page is a function of it.

import type { Area, AreaChange, Bucket, Change as ControlChange, ControlState, Place, Report } from './api.ts';
import type { Day } from './dates.ts';
import type { Address, Known } from './hash.ts';
import type { Lang } from './i18n/index.ts';
import type { Bounds } from './source.ts';
import type { Theme } from './theme.ts';

export interface State extends Address {
  lang: Lang;
  theme: Theme;
  copy: boolean; // a published copy, which cannot tell what was known then
  bounds: Bounds | null; // of the map, once it has come to rest
  playing: boolean; // the date moves by itself
  // What is shown; null until loaded.
  timeline: readonly Bucket[] | null; // of all days, by the day of the change
  timelineKnown: readonly Bucket[] | null; // by the day on which it became known; asked for when it is shown
  changes: readonly ControlChange[] | null; // inside the window
  reports: readonly Report[] | null; // of the selected place
  history: readonly ControlChange[] | null; // of that place, at any time
  control: readonly ControlState[] | null; // without places that only the baseline tells of
  areas: readonly Area[] | null;
  groundDay: Day | null; // which the areas are of; null where there are none
  changed: readonly AreaChange[] | null; // ground that changed hands inside the window; null too where that cannot be told
  controlBox: Bounds | null; // where the states are, if there are too many to have all; null for everywhere
  controlDay: Day | null; // which they are of
  controlSince: Day | null; // the first day of the window
  controlKnown: Known; // by which knowledge
  range: { first: Day; last: Day } | null; // the days there are
  found: Place | ControlState | null; // the selected place, when `control` does not tell all of it
  origin: ControlState | null; // the selected place on the first day
  loadedAt: Date | null; // of the last whole answer
  busy: boolean;
  failed: 'silent' | 'stale' | null; // why the last request failed; what is shown is what was loaded before
  news: number; // how often the server has told of something new
  bad: readonly string[]; // keys of the address that could not be read
}

export type Key = keyof State;
type Listener = (state: Readonly<State>, change: Change) => void;

export interface Change {
  keys: ReadonlySet<Key>;
  step: boolean; // one that the browser's Back should undo
}

export interface Store {
  readonly state: Readonly<State>;
  /** Changes what differs and tells the listeners. */
  set(patch: Partial<State>, how?: { step: boolean }): void;
  /** Calls back after changes of any of the keys. */
  on(keys: readonly Key[], listener: Listener): void;
}

export function createStore(initial: State): Store {
  let state = initial;
  const listeners: { keys: readonly Key[]; listener: Listener }[] = [];
  return {
    get state() {
      return state;
    },
    set(patch, how) {
      const keys = new Set((Object.keys(patch) as Key[]).filter((k) => patch[k] !== state[k]));
      if (keys.size === 0) return;
      state = { ...state, ...patch };
      const change = { keys, step: how?.step ?? false };
      for (const l of listeners) {
        if (l.keys.some((k) => keys.has(k))) l.listener(state, change);
      }
    },
    on: (keys, listener) => void listeners.push({ keys, listener }),
  };
}
