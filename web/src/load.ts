// Gets what the state asks for: the ground and the reports once, control of the date shown, the place
// selected. A new
// request cancels the one before; answers are kept, so that stepping back is instant.

import { fetchBasemap, fetchControl, fetchPlace, fetchReports, type Basemap, type ControlState } from './api.ts';
import { lastDay } from './control.ts';
import type { Day } from './dates.ts';
import type { Store } from './state.ts';

const keep = 30; // dates

export interface Loader {
  /** Asks again for what is missing. */
  retry(): void;
}

export function createLoader(store: Store, setBasemap: (basemap: Basemap) => void): Loader {
  const kept = new Map<Day, ControlState[]>();
  let current = new AbortController();
  let currentPlace = new AbortController();

  async function load(): Promise<void> {
    current.abort();
    const { signal } = (current = new AbortController());
    const { date } = store.state;
    store.set({ busy: true });
    try {
      const known = store.state.reports;
      const early = known ? null : fetchControl(date ?? undefined, signal); // side by side with the reports
      early?.catch(() => undefined); // its failure is met below
      const reports = known ?? (await fetchReports(signal));
      const day = date ?? lastDay(reports);
      const control = kept.get(day ?? '') ?? (await (early ?? fetchControl(day ?? undefined, signal)));
      if (signal.aborted) return;
      if (day) remember(day, control);
      store.set({ reports, control, controlDay: day, loadedAt: new Date(), busy: false, failed: false });
    } catch {
      if (!signal.aborted) store.set({ busy: false, failed: true });
    }
  }

  function remember(day: Day, control: ControlState[]): void {
    kept.delete(day);
    kept.set(day, control);
    const oldest = kept.keys().next().value;
    if (kept.size > keep && oldest) kept.delete(oldest);
  }

  /** A place that has no state on the date shown is looked up in the gazetteer. */
  async function find(): Promise<void> {
    const { place, control, found } = store.state;
    currentPlace.abort();
    if (place === null || found?.id === place || control?.some((c) => c.id === place)) return;
    if (!control) return; // asked again when it is there
    const { signal } = (currentPlace = new AbortController());
    try {
      const answer = await fetchPlace(place, signal);
      if (!signal.aborted) store.set({ found: answer });
    } catch {
      if (!signal.aborted) store.set({ place: null, bad: ['place'] });
    }
  }

  let ground = false;
  async function loadGround(): Promise<void> {
    if (ground) return;
    try {
      setBasemap(await fetchBasemap());
      ground = true;
    } catch {
      store.set({ failed: true });
    }
  }

  store.on(['date'], () => void load());
  store.on(['place', 'control'], () => void find());
  const all = () => void Promise.all([loadGround(), load()]);
  all();
  return { retry: all };
}
