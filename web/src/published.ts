// A published copy of the site as a source: files that any file server can hand out. What a server would work out for
// a day, the page takes from the history of all states here; the ground of the days on which it changed has a file each.

import { changedIn, fetchJson, onGround, onPoint, type Area, type Comparison, type Change, type ControlState, type Page, type Place, type Report, type Timeline } from './api.ts';
import { addDays, type Day } from './dates.ts';
import { fold, nearness } from './panel/find.ts';
import { firstDay, windowStart } from './period.ts';
import type { Source } from './source.ts';

/** What the copy says of itself. */
interface Manifest {
  from: Day | null;
  to: Day | null;
  areas: {
    days: Day[]; // each with a file, that holds until the next
    changed: Record<Day, boolean>; // whether any ground changed hands in the week up to a day; holds until the next
  };
}

/** A span of time in which the state of a place stayed the same. */
export interface Span extends ControlState {
  place_id: number;
  valid_from: string | null;
  valid_to: string | null; // null when it still holds
}

const path = {
  timeline: { date: 'data/timeline.json', published: 'data/timeline-published.json' },
  changes: 'data/control-changes.geojson',
  reports: 'data/events.geojson',
  history: 'data/control-history.geojson',
  names: 'data/names.json',
  areas: (day: Day) => `data/areas/${day}.geojson`,
  changed: (day: Day) => `data/changed/${day}.geojson`,
  list: 'data/index.html',
};

/** The copy that a file lists. Nothing is asked for that is not in it. */
export function openCopy(manifestPath: string): Source {
  let known: Manifest | undefined;
  const manifest = once(async () => (known = (await fetchJson(manifestPath)) as Manifest));
  const reports = once(() => all<Report>(path.reports));
  const changes = once(() => all<Change>(path.changes));
  const history = once(() => all<Span>(path.history));
  const names = once(async () => placesOf((await fetchJson(path.names)) as Names));

  const control: Source['control'] = async ({ day }) => statesOn(await history(), day).filter((c) => c.rests_on !== 'baseline' || c.claim_by !== null);
  const groundDay = ({ areas }: Manifest, day: Day) => lastUpTo(areas.days, day);
  return {
    copy: true,
    async limits() {
      const { from, to } = await manifest();
      return { first: from, last: to };
    },
    timeline: async (by, signal) => ((await fetchJson(path.timeline[by], signal)) as Timeline).buckets,
    changes: async (from, { day }) => (await changes()).filter((c) => c.date >= from && c.date <= day),
    reports: async (place) => (await reports()).filter((r) => r.place_id === place),
    history: async (place) => (await changes()).filter((c) => c.place_id === place),
    control,
    fewStates: control,
    openTiles: () => Promise.reject(new Error('a published copy has no tiles')),
    async areas({ day }, signal) {
      const m = await manifest();
      const of = groundDay(m, day);
      if (!of) return { areas: [], day: null };
      const [page, spans] = await Promise.all([fetchJson(path.areas(of), signal) as Promise<Page>, history()]);
      // Where nothing began since, an earlier day's areas are those of this day.
      const same = !spans.some((s) => s.valid_from !== null && dayOf(s.valid_from) > of && dayOf(s.valid_from) <= day);
      return { areas: page.features.map(onGround<Area>), day: same ? day : of };
    },
    async changed(from, { day }, signal) {
      const { areas } = await manifest();
      const week = addDays(windowStart(null, day), -1);
      if (areas.days.length === 0 || from !== (week < firstDay ? firstDay : week)) return null;
      const end = lastUpTo(Object.keys(areas.changed).sort(), day);
      if (!end || !areas.changed[end]) return [];
      return changedIn((await fetchJson(path.changed(end), signal)) as Comparison);
    },
    async place(id) {
      const found = (await names()).find((p) => p.id === id);
      if (!found) throw new Error(`no place has the number ${id}`);
      return found;
    },
    stateOf: async ({ id }, { day }) => statesOn(await history(), day).find((c) => c.id === id),
    search: async (q, limit) => searched(q, await names(), limit),
    files(shown) {
      const of = shown && known ? groundDay(known, shown.moment.day) : null;
      const url = (relative: string) => new URL(relative, document.baseURI).href;
      return [
        ...(of ? [{ what: 'areas' as const, url: url(path.areas(of)), name: `areas-${of}.geojson` }] : []),
        { what: 'history', url: url(path.history), name: 'control-history.geojson' },
        { what: 'changes', url: url(path.changes), name: 'control-changes.geojson' },
        { what: 'reports', url: url(path.reports), name: 'reports.geojson' },
        { what: 'list', url: url(path.list), name: '' },
      ];
    },
    placeFile: () => null,
    sentence: ({ id, article_id }) => (article_id ? `articles/${article_id}.html#event-${id}` : null),
    follow: () => undefined,
  };
}

/** Asks once, and again only after a failure. */
function once<T>(ask: () => Promise<T>): () => Promise<T> {
  let answer: Promise<T> | undefined;
  return () =>
    (answer ??= ask().catch((failure: unknown) => {
      answer = undefined;
      throw failure;
    }));
}

const all = async <T>(file: string): Promise<T[]> => ((await fetchJson(file)) as Page).features.map(onPoint<T>);

const dayOf = (instant: string): Day => instant.slice(0, 10);

/** The state of every place at the end of a day, by number. */
export function statesOn(spans: readonly Span[], day: Day): ControlState[] {
  return spans
    .filter((s) => (s.valid_from === null || dayOf(s.valid_from) <= day) && (s.valid_to === null || dayOf(s.valid_to) > day))
    .map((s) => ({ ...s, id: s.place_id }))
    .sort((a, b) => a.id - b.id);
}

/** The last of some days, in order, up to one. */
export const lastUpTo = (days: readonly Day[], day: Day): Day | null => days.findLast((d) => d <= day) ?? null;

/** A table of places: the names of its columns, and a row for each. */
export interface Names {
  fields: string[];
  rows: unknown[][];
}

interface Named extends Place {
  folded: string[]; // its names, as they are compared
}

export function placesOf({ fields, rows }: Names): Named[] {
  return rows.map((row) => {
    const place = Object.fromEntries(fields.map((f, i) => [f, row[i]])) as unknown as Place & { name_ru: string | null };
    return { ...place, folded: [place.name, place.name_uk, place.name_ru].map((name) => fold(name ?? '')) };
  });
}

/** The places one of whose names begins with the query, or has a word that does, the likeliest first. */
export function searched(query: string, places: readonly Named[], limit: number): Place[] {
  const q = fold(query);
  if (!q) return [];
  const rank = ({ folded }: Named) => Math.max(...folded.map((name) => nearness(q, name)));
  return places
    .map((place) => ({ place, rank: rank(place) }))
    .filter(({ rank }) => rank > 0)
    .sort((a, b) => b.rank - a.rank || (b.place.population ?? 0) - (a.place.population ?? 0) || a.place.id - b.place.id)
    .slice(0, limit)
    .map(({ place }) => place);
}
