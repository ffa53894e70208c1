// Walks through the changes listed, one after the other.

import type { Store } from './state.ts';
import { listed } from './view.ts';

/** Selects the place of the next or previous change, counted from the last place that was selected. */
export function createWalk(store: Store): (step: 1 | -1) => void {
  let last = store.state.place;
  let at = -1; // in the list; a place may be listed twice, so the place alone does not tell
  store.on(['place'], ({ place }) => {
    last = place ?? last;
  });
  return (step) => {
    const list = listed(store.state);
    if (list[at]?.place_id !== last) at = list.findIndex((c) => c.place_id === last);
    let next = at < 0 && step < 0 ? list.length - 1 : at + step;
    while (list[next]?.place_id === last && list[next]) next += step;
    const change = list[next];
    if (!change) return;
    at = next;
    store.set({ place: change.place_id }, { step: true });
  };
}
