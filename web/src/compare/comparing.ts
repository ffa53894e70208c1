// Comparing two dates: opened by hand or by the address. What draws the comparison is loaded then.

import type { MapView } from '../map/map.ts';
import type { Source } from '../source.ts';
import type { Store } from '../state.ts';
import { shownDay } from '../view.ts';
import { dayBefore } from './days.ts';

export interface Comparing {
  /** Compares the date shown with the day before the window of changes, or ends the comparison. */
  toggle(): void;
  /** Ends the comparison; tells whether there was one. */
  close(): boolean;
}

/** The bar stands on the map. What is fixed can only be read. */
export function createComparing(barElement: HTMLElement, store: Store, source: Source, map: MapView, fixed = false): Comparing {
  let loaded: Promise<void> | undefined;
  const load = () => {
    if (store.state.versus === null || loaded) return;
    loaded = import('./index.ts').then(
      ({ createComparison }) => createComparison(barElement, store, source, map, fixed),
      () => {
        loaded = undefined;
        store.set({ failed: 'silent' });
      },
    );
  };
  store.on(['versus'], load);
  load();

  const close = () => {
    if (store.state.versus === null) return false;
    store.set({ versus: null, swipe: false }, { step: true });
    return true;
  };
  return {
    close,
    toggle() {
      const day = shownDay(store.state);
      if (close() || !day) return;
      store.set({ versus: dayBefore(store.state.since, day), playing: false }, { step: true });
    },
  };
}
