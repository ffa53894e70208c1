// Walks through the changes listed, one after the other.

import type { Store } from './state.ts';
import { changesOf } from './view.ts';

/** Selects the place of the next or previous change, counted from the last place that was selected. */
export function createWalk(store: Store): (step: 1 | -1) => void {
  let last = store.state.place;
  let at = -1; // in the list; a place may be listed twice, so the place alone does not tell
  store.on(['place'], ({ place }) => {
    last = place ?? last;
  });
  return (step) => {
    const listed = changesOf(store.state);
    if (listed[at]?.place !== last) at = listed.findIndex((c) => c.place === last);
    let next = at < 0 && step < 0 ? listed.length - 1 : at + step;
    while (listed[next]?.place === last && listed[next]) next += step;
    const change = listed[next];
    if (!change) return;
    at = next;
    store.set({ place: change.place }, { step: true });
  };
}
