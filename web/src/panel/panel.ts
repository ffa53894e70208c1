// The panel beside the map: the list of changes, or one place. Both stay on the page, so that going back
// finds the list where it was.

import type { Adding } from '../add/adding.ts';
import type { Source } from '../source.ts';
import type { Store } from '../state.ts';
import { createChanges, type Ways } from './changes.ts';
import { createPlace } from './place.ts';

export interface Panel {
  /** Puts the reader at the list. */
  focusList(): void;
  /** Goes from a place back to the list; tells whether there was one. */
  close(): boolean;
}

export function createPanel(list: HTMLElement, place: HTMLElement, store: Store, source: Source, ways: Ways & { copyLink(): void; adding: Adding }): Panel {
  createChanges(list, store, ways);
  createPlace(place, store, source, ways.copyLink, ways.adding);

  const swap = (open: boolean) => {
    place.hidden = !open;
    list.hidden = open;
  };
  swap(store.state.place !== null);

  let last = store.state.place;
  let headingDue = false; // the heading of a place just opened is to get the focus once it is there
  let opener: Element | null = null; // had the focus then
  store.on(['place', 'found', 'reports', 'control'], ({ place: id }, { keys }) => {
    swap(id !== null);
    if (keys.has('place')) {
      headingDue = id !== null;
      opener = document.activeElement;
      if (id === null && last !== null) entryOf(last).focus();
      last = id;
    }
    const heading = place.querySelector('h2');
    if (!headingDue || !heading) return;
    const at = document.activeElement;
    if (at && at !== document.body && at !== opener && !place.contains(at)) {
      headingDue = false; // the reader has turned to something else by now
      return;
    }
    heading.focus({ preventScroll: true });
    headingDue = heading.dataset['ready'] === undefined;
  });

  const entryOf = (id: number) => list.querySelector<HTMLElement>(`[data-place="${id}"]`) ?? list;
  const close = () => {
    const open = store.state.place !== null;
    if (open) store.set({ place: null }, { step: true });
    return open;
  };
  return {
    close,
    focusList() {
      close();
      list.focus();
    },
  };
}
