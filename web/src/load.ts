// Loads what the state asks for. A new question stops the one before; answers are kept, so that stepping
// back and Play show a day at once. Every failure becomes one notice with a way to try again.

import * as api from './api.ts';
import { addDays, type Day } from './dates.ts';
import type { Basemap } from './map/basemap.ts';
import { firstDay, windowStart } from './period.ts';
import type { Bounds, Ground, Limits, Source, Tiles } from './source.ts';
import type { State, Store } from './state.ts';

const keep = 30; // answers
const ahead = 2; // days fetched beforehand while playing
const headStart = 300; // milliseconds that the list has before the base map is asked for too
const everywhere: Bounds = [-180, -85, 180, 85];

export interface Loader {
  /** Asks again for what is missing. */
  retry(): void;
  /** Forgets what was kept, for the server knows more, and asks again without a word. */
  renew(): void;
}

export function createLoader(store: Store, source: Source, setBasemap: (basemap: Basemap) => void): Loader {
  const kept = {
    timelines: keeper<readonly api.Bucket[]>(),
    states: keeper<{ all: readonly api.ControlState[] | null }>(),
    areas: keeper<Ground>(),
    changes: keeper<readonly api.Change[]>(),
    changed: keeper<readonly api.AreaChange[] | null>(),
    found: keeper<api.Place | api.ControlState>(),
    origins: keeper<{ state: api.ControlState | null }>(),
    told: keeper<{ reports: readonly api.Report[]; history: readonly api.Change[] }>(),
  };
  let current = new AbortController();
  let currentPlace = new AbortController();
  let currentView = new AbortController();
  let tiles: Promise<Tiles> | null = null; // opened when there are too many states

  async function load(): Promise<void> {
    current.abort();
    const { signal } = (current = new AbortController());
    const { date } = store.state;
    store.set({ busy: true });
    try {
      const early = date && ask(date, signal); // side by side with the days there are
      const [timeline, limits] = await Promise.all([kept.timelines('date', () => source.timeline('date', signal)), source.limits()]);
      const range = rangeOf(timeline, limits);
      const asked = early || ask(range.last, signal);
      if (!store.state.control) {
        // At first the list can be read before the ground has come; later both are shown together.
        const list = await asked.list;
        if (signal.aborted) return;
        store.set({ ...list, timeline, range });
        await painted();
        loadBasemap();
      }
      const answer = await whole(asked);
      if (signal.aborted) return;
      store.set({ ...answer, timeline, range, loadedAt: new Date(), busy: false, failed: null });
      if (store.state.known === 'then') void loadKnown();
      if (store.state.playing && date) void fetchAhead(date);
    } catch (failure) {
      if (!signal.aborted) store.set({ busy: false, failed: reason(failure) });
    }
  }

  /** Shows what has become known of the day that is looked at, and stays with it. */
  async function renew(): Promise<void> {
    const { date, controlDay } = store.state;
    const day = date ?? controlDay;
    if (!day) return; // the first answer is still to come
    current.abort();
    const { signal } = (current = new AbortController());
    try {
      const [timeline, limits, answer] = await Promise.all([
        kept.timelines('date', () => source.timeline('date', signal)),
        source.limits(),
        whole(ask(day, signal)),
      ]);
      if (signal.aborted) return;
      const range = rangeOf(timeline, limits);
      store.set({ ...answer, timeline, range, date: date ?? (range.last === day ? null : day), loadedAt: new Date(), busy: false, failed: null });
      store.set({ news: store.state.news + 1 });
      if (store.state.known === 'then') void loadKnown();
    } catch (failure) {
      if (!signal.aborted) store.set({ busy: false, failed: reason(failure) });
    }
  }

  /** Asks for the list and for the ground of a day; at first for the ground, which is far larger, once the list has come. */
  function ask(day: Day, signal: AbortSignal) {
    const { since, known } = store.state;
    const moment = { day, asOf: known === 'then' ? day : null };
    const controlSince = windowStart(since, day);
    const list = Promise.all([
      statesOf(moment, signal),
      kept.changes(`${controlSince} ${day} ${moment.asOf}`, () => source.changes(controlSince, moment, signal)),
    ]).then(([states, changes]) => ({ ...states, changes, controlDay: day, controlSince, controlKnown: known }));
    const ground = Promise.resolve(store.state.control ? null : list)
      .then(() => Promise.all([
        kept.areas(`${day} ${moment.asOf}`, () => source.areas(moment, signal)),
        difference(addDays(controlSince, -1), moment, signal),
      ]))
      .then(([{ areas, day: groundDay }, changed]) => ({ areas, groundDay, changed }));
    for (const part of [list, ground]) part.catch(() => undefined); // a failure is met where the part is waited for
    return { list, ground };
  }

  const whole = async ({ list, ground }: ReturnType<typeof ask>) => ({ ...(await list), ...(await ground) });

  /** All states, or where they are too many those in view. A comparison counts what differs everywhere. */
  async function statesOf(moment: api.Moment, signal: AbortSignal) {
    const whole = store.state.versus !== null;
    const { all } = await kept.states(`${moment.day} ${moment.asOf} ${whole}`, async () => ({
      all: await (whole ? source.control(moment, signal) : source.fewStates(moment, signal)),
    }));
    return all ? { control: all, controlBox: null } : statesInView(moment, signal);
  }

  async function statesInView(moment: api.Moment, signal: AbortSignal) {
    const controlBox = store.state.bounds ?? everywhere;
    tiles ??= source.openTiles().catch((failure: unknown) => {
      tiles = null;
      throw failure;
    });
    return { control: await (await tiles).statesIn(controlBox, moment, signal), controlBox };
  }

  /** Follows the view, where the states are only those in it. */
  async function look(): Promise<void> {
    currentView.abort();
    const { bounds, controlBox, controlDay } = store.state;
    if (!controlBox || !controlDay || !bounds || controlBox === bounds) return;
    const { signal } = (currentView = new AbortController());
    try {
      const states = await statesInView(momentShown(store.state, controlDay), signal);
      if (!signal.aborted) store.set(states);
    } catch (failure) {
      if (!signal.aborted) store.set({ failed: reason(failure) });
    }
  }

  /** Before the first day the server knows of no holder, so that there is nothing to compare with. */
  const difference = (before: Day, moment: api.Moment, signal: AbortSignal) => {
    const from = before < firstDay ? firstDay : before;
    if (from >= moment.day) return Promise.resolve([]);
    return kept.changed(`${from} ${moment.day} ${moment.asOf}`, () => source.changed(from, moment, signal));
  };

  /** What Play shows next is there before it is asked for. Nobody waits for it, so that a failure is none yet. */
  async function fetchAhead(day: Day): Promise<void> {
    const { signal } = current;
    const { range } = store.state;
    for (let i = 1; i <= ahead; i++) {
      const next = addDays(day, i);
      if (signal.aborted || !range || next > range.last) return;
      await whole(ask(next, signal)).catch(() => undefined);
    }
  }

  async function loadKnown(): Promise<void> {
    try {
      const { signal } = new AbortController();
      store.set({ timelineKnown: await kept.timelines('published', () => source.timeline('published', signal)) });
    } catch {
      store.set({ failed: 'silent' });
    }
  }

  /** What the states on the map do not say of the selected place: its reports, the state of a place that has
   * none there, and who held it when the map begins. */
  async function find(): Promise<void> {
    const { place, control, controlBox, controlDay } = store.state;
    currentPlace.abort();
    if (place === null || !control || !controlDay) return; // asked again when it is there
    const { signal } = (currentPlace = new AbortController());
    const moment = momentShown(store.state, controlDay);
    const listed = controlBox ? null : control.find((c) => c.id === place); // those of a view are not told in full
    const told = tellOf(place, moment, signal);
    let found: api.Place | api.ControlState | null;
    try {
      found = listed ? null : await kept.found(`${place} ${moment.day} ${moment.asOf}`, () => withState(source, place, moment, signal));
      if (signal.aborted) return;
      store.set({ found });
    } catch {
      if (!signal.aborted) store.set({ place: null, bad: ['place'] });
      return;
    }
    await told;
    const state = listed ?? (found && hasState(found) && found.rests_on !== 'baseline' ? found : null);
    if (!state || controlDay < firstDay) return;
    try {
      const { state: origin } = await kept.origins(`${place} ${moment.asOf}`, async () => ({
        state: (await source.stateOf(state, { ...moment, day: firstDay }, signal)) ?? null,
      }));
      if (currentPlace.signal === signal) store.set({ origin });
    } catch {
      // The history begins with the first report, then.
    }
  }

  async function tellOf(place: number, { asOf }: api.Moment, signal: AbortSignal): Promise<void> {
    try {
      const told = await kept.told(`${place} ${asOf}`, async () => {
        const [reports, history] = await Promise.all([source.reports(place, asOf, signal), source.history(place, asOf, signal)]);
        return { reports, history };
      });
      if (!signal.aborted) store.set(told);
    } catch {
      if (!signal.aborted) store.set({ failed: 'silent' });
    }
  }

  let basemap: Promise<void> | null = null;
  function loadBasemap(): void {
    basemap ??= api.fetchBasemap().then(setBasemap, () => {
      basemap = null;
      store.set({ failed: 'silent' });
    });
  }

  store.on(['date', 'since', 'known'], () => void load());
  store.on(['bounds', 'control'], () => void look());
  store.on(['versus'], ({ versus, controlBox }) => {
    if (versus && controlBox) void load();
  });
  store.on(['place', 'control'], (_state, { keys }) => {
    if (keys.has('place')) store.set({ reports: null, history: null });
    void find();
  });
  const all = () => {
    setTimeout(loadBasemap, headStart);
    void load();
  };
  all();
  return {
    retry() {
      all();
      void find();
    },
    renew() {
      Object.values(kept).forEach((k) => k.forget());
      tiles = null;
      void renew();
    },
  };
}

/** Once what was changed is on the screen: when the frame after it begins. A page that nobody sees draws nothing. */
const painted = () => (document.hidden ? Promise.resolve() : new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));

const reason = (failure: unknown) => (failure instanceof api.Stale ? 'stale' : 'silent');

interface Keeper<T> {
  (question: string, ask: () => Promise<T>): Promise<T>;
  forget(): void;
}

/** Keeps the last answers by what was asked. */
function keeper<T>(): Keeper<T> {
  const kept = new Map<string, T>();
  const keeper = async (question: string, ask: () => Promise<T>) => {
    const answer = kept.get(question) ?? (await ask());
    kept.delete(question);
    kept.set(question, answer);
    const oldest = kept.keys().next().value;
    if (kept.size > keep && oldest !== undefined) kept.delete(oldest);
    return answer;
  };
  return Object.assign(keeper, { forget: () => kept.clear() });
}

async function withState(source: Source, id: number, moment: api.Moment, signal: AbortSignal): Promise<api.Place | api.ControlState> {
  const place = await source.place(id, signal);
  return (await source.stateOf(place, moment, signal)) ?? place;
}

const hasState = (place: api.Place | api.ControlState): place is api.ControlState => 'holder' in place;

const momentShown = ({ controlKnown }: State, day: Day): api.Moment => ({ day, asOf: controlKnown === 'then' ? day : null });

/** From the first day of the map, or of the data where that is earlier, to the last, within the limits. */
function rangeOf(timeline: readonly api.Bucket[], limits: Limits): { first: Day; last: Day } {
  const [first, last] = [timeline[0]?.date ?? firstDay, timeline.at(-1)?.date ?? firstDay];
  const range = { first: first < firstDay ? first : firstDay, last: last > firstDay ? last : firstDay };
  if (limits.first && limits.first > range.first) range.first = limits.first;
  if (limits.last && limits.last < range.last) range.last = limits.last;
  return range.first <= range.last ? range : { first: range.last, last: range.last };
}
