// Gets what the state asks for: the ground once; reports, control and areas of the date shown, as known
// now or then; the place selected. A new request cancels the one before; answers are kept, so that
// stepping back is instant.

import * as api from './api.ts';
import { firstChange, lastDay } from './control.ts';
import { addDays, type Day } from './dates.ts';
import { firstDay, windowStart } from './period.ts';
import type { Ground, Limits, Source } from './source.ts';
import type { State, Store } from './state.ts';

const keep = 30; // answers

export interface Loader {
  /** Asks again for what is missing. */
  retry(): void;
}

interface Answer {
  reports: readonly api.Report[];
  control: readonly api.ControlState[];
  ground: Ground;
}

export function createLoader(store: Store, source: Source, setBasemap: (basemap: api.Basemap) => void): Loader {
  let whole: api.Report[] | null = null; // every report, whenever it was published
  const answers = keeper<Answer>();
  const differences = keeper<readonly api.AreaChange[] | null>();
  let current = new AbortController();
  let currentPlace = new AbortController();

  async function load(): Promise<void> {
    current.abort();
    const { signal } = (current = new AbortController());
    const { date, since, known } = store.state;
    const all = whole ? Promise.resolve(whole) : source.reports(null, signal);
    const ask = async (day: Day) => {
      const moment = { day, asOf: known === 'then' ? day : null };
      const controlSince = windowStart(since, day);
      const before = addDays(controlSince, -1);
      const [answer, changed] = await Promise.all([states(moment, all, signal), difference(before, moment, signal)]);
      const { reports, control, ground } = answer;
      return { reports, control, areas: ground.areas, groundDay: ground.day, changed, controlDay: day, controlSince, controlKnown: known };
    };
    store.set({ busy: true });
    try {
      const early = date && ask(date); // side by side with the reports
      if (early) early.catch(() => undefined); // its failure is met below
      const [reports, limits] = await Promise.all([all, source.limits()]);
      whole = reports;
      const range = rangeOf(reports, limits);
      const answer = await (early || ask(range.last));
      if (!signal.aborted) store.set({ ...answer, range, loadedAt: new Date(), busy: false, failed: false });
    } catch {
      if (!signal.aborted) store.set({ busy: false, failed: true });
    }
  }

  const states = (moment: api.Moment, all: Promise<api.Report[]>, signal: AbortSignal) =>
    answers(`${moment.day} ${moment.asOf}`, async () => {
      const [reports, control, ground] = await Promise.all([
        moment.asOf ? source.reports(moment.asOf, signal) : all,
        source.control(moment, signal),
        source.areas(moment, signal),
      ]);
      return { reports, control, ground };
    });

  /** Before the first day the server knows of no holder, so that there is nothing to compare with. */
  const difference = (before: Day, moment: api.Moment, signal: AbortSignal) => {
    const from = before < firstDay ? firstDay : before;
    if (from >= moment.day) return Promise.resolve([]);
    return differences(`${from} ${moment.day} ${moment.asOf}`, () => source.changed(from, moment, signal));
  };

  /** What the states on the map do not say of the selected place: a place that has none there, and who
   * held it when the map begins. */
  async function find(): Promise<void> {
    const { place, control, controlDay } = store.state;
    currentPlace.abort();
    if (place === null || !control || !controlDay) return; // asked again when it is there
    const { signal } = (currentPlace = new AbortController());
    const moment = momentShown(store.state, controlDay);
    const listed = control.find((c) => c.id === place);
    try {
      const found = listed ? null : await withState(source, place, moment, signal);
      if (signal.aborted) return;
      store.set({ found });
    } catch {
      if (!signal.aborted) store.set({ place: null, bad: ['place'] });
      return;
    }
    if (!listed || controlDay < firstDay) return;
    try {
      const origin = (await source.stateOf(listed, { ...moment, day: firstDay }, signal)) ?? null;
      if (currentPlace.signal === signal) store.set({ origin });
    } catch {
      // The history begins with the first report, then.
    }
  }

  let ground = false;
  async function loadGround(): Promise<void> {
    if (ground) return;
    try {
      setBasemap(await api.fetchBasemap());
      ground = true;
    } catch {
      store.set({ failed: true });
    }
  }

  store.on(['date', 'since', 'known'], () => void load());
  store.on(['place', 'control'], () => void find());
  const all = () => void Promise.all([loadGround(), load()]);
  all();
  return { retry: all };
}

/** Keeps the last answers by what was asked. */
function keeper<T>(): (question: string, ask: () => Promise<T>) => Promise<T> {
  const kept = new Map<string, T>();
  return async (question, ask) => {
    const answer = kept.get(question) ?? (await ask());
    kept.delete(question);
    kept.set(question, answer);
    const oldest = kept.keys().next().value;
    if (kept.size > keep && oldest !== undefined) kept.delete(oldest);
    return answer;
  };
}

async function withState(source: Source, id: number, moment: api.Moment, signal: AbortSignal): Promise<api.Place | api.ControlState> {
  const place = await source.place(id, signal);
  return (await source.stateOf(place, moment, signal)) ?? place;
}

const momentShown = ({ controlKnown }: State, day: Day): api.Moment => ({ day, asOf: controlKnown === 'then' ? day : null });

/** From the first day of the map, or of the data where that is earlier, to the last, within the limits. */
function rangeOf(reports: readonly api.Report[], limits: Limits): { first: Day; last: Day } {
  const first = firstChange(reports) ?? firstDay;
  const last = lastDay(reports) ?? firstDay;
  const range = { first: first < firstDay ? first : firstDay, last: last > firstDay ? last : firstDay };
  if (limits.first && limits.first > range.first) range.first = limits.first;
  if (limits.last && limits.last < range.last) range.last = limits.last;
  return range.first <= range.last ? range : { first: range.last, last: range.last };
}
