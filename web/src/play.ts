// Play: moves the date by a day at a time, each only once the one before is drawn.

import { addDays, type Day } from './dates.ts';
import { movedStart } from './period.ts';
import type { Store } from './state.ts';
import { shownDay } from './view.ts';

const pace = { usual: 900, calm: 1800 }; // milliseconds

/** Plays, or stops. */
export const togglePlay = (store: Store): void => store.set({ playing: !store.state.playing });

/** Plays while the state says so. At the last day it begins again, at the day that `start` gives. */
export function createPlayer(store: Store, start: () => Day): void {
  const calm = matchMedia('(prefers-reduced-motion: reduce)');
  let own = false; // whether it is Play that moves the date
  let due = 0;
  let timer: number | undefined;

  function show(day: Day): void {
    const { range, since } = store.state;
    const from = shownDay(store.state);
    if (!range || !from) return;
    const ends = day >= range.last;
    own = true;
    store.set({ date: ends ? null : day, since: movedStart(since, from, day), ...(ends ? { playing: false } : {}) });
    own = false;
    due = performance.now() + (calm.matches ? pace.calm : pace.usual);
  }

  /** Goes on by a day when it is time and the last one is drawn; else waits for both. */
  function goOn(): void {
    clearTimeout(timer);
    const { playing, range, controlDay } = store.state;
    const day = shownDay(store.state);
    if (!playing || !range || !day || controlDay !== day) return; // called again when it is drawn
    const wait = due - performance.now();
    if (wait > 0) timer = window.setTimeout(goOn, wait);
    else show(addDays(day, 1));
  }

  store.on(['playing'], (state) => {
    clearTimeout(timer);
    const { playing, range } = state;
    if (!playing || !range) return;
    due = 0;
    if (shownDay(state) !== range.last) goOn();
    else if (start() < range.last) show(start());
    else store.set({ playing: false });
  });
  store.on(['date'], () => {
    if (!own) store.set({ playing: false });
  });
  store.on(['failed'], ({ failed }) => {
    if (failed) store.set({ playing: false });
  });
  store.on(['controlDay'], goOn);
  document.addEventListener('visibilitychange', () => {
    if (document.hidden) store.set({ playing: false });
  });
}
