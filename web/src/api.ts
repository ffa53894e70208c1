// Every address the page asks of a server, with typed answers. Addresses are relative, so the page works in a
// subfolder and behind a prefix, and never asks another host.

import type { Geometry, MultiPolygon } from 'geojson';
import type { Day, Precision } from './dates.ts';
import type { Class } from './hash.ts';
import { readBasemap, type Basemap, type LandFile, type WaterFile } from './map/basemap.ts';
import type { File, Shown, Source } from './source.ts';

export type Side = 'UA' | 'RU';
export type Holder = Side | 'contested' | 'unknown';
export type ReportKind = 'liberation' | 'capture' | 'withdrawal' | 'advance' | 'contested';
export type Status = 'confirmed' | 'claimed' | 'contested' | 'denied' | 'retracted';
export type Voice = 'UA' | 'RU' | 'third' | 'media';

/** One report that control of a place changed: a feature of the collection "events". */
export interface Report {
  id: number;
  lon: number;
  lat: number;
  place: string;
  place_uk: string | null;
  place_id: number;
  place_kind: string;
  oblast: string | null;
  kind: ReportKind;
  by: Side | null;
  from: Side | null;
  by_detail: string | null;
  status: Status;
  date: Day | null;
  date_precision: Precision | null;
  date_basis: 'event' | 'report' | 'published' | null;
  background: boolean;
  quote: string;
  source: string | null;
  source_side: Voice | null;
  publisher: string | null;
  title: string | null;
  url: string | null;
  published: Day | null;
  article_id: number | null;
}

/** The state of one place on a day: a feature of the collection "control", numbered as the place. */
export interface ControlState extends Place {
  holder: Holder;
  previous: Holder;
  since: Day | null;
  presumed: boolean;
  rests_on: Footing;
  known_from: Day | null; // day the first report of this holder was published
  claim_by: Side | null;
  claim_since: Day | null;
  claim_announced: boolean | null; // no more than that the other side is to leave
  claim_disputed: boolean | null;
  reports: number;
  because: string;
}

/** What a state rests on: reports, the list of places held before 2022-02-24, or nothing yet. */
export type Footing = 'report' | 'baseline' | 'none';

/** What a change comes to, seen from the country that the place lies in. */
export type Turn = 'recaptured' | 'lost' | 'contested' | 'claimed' | 'other';

/** One change of the assessed holder or the open claim of a place: a feature of "control-changes". */
export interface Change {
  id: number;
  lon: number;
  lat: number;
  place_id: number;
  name: string;
  name_uk: string | null;
  kind: string;
  oblast: string | null;
  population: number | null;
  date: Day;
  date_precision: Precision;
  change: Turn;
  from_holder: Holder;
  from_claim_by: Side | null;
  to_holder: Holder;
  to_claim_by: Side | null;
  to_claim_announced: boolean | null;
  to_claim_disputed: boolean | null;
  presumed: boolean;
  known_from: Day | null;
  reports: number;
  because: string;
  publishers: string | null; // of all these reports, with semicolons between
  withdrawal: boolean;
  event: number; // the report that is quoted
  status: Status;
  quote: string;
  source: string | null;
  source_side: Voice | null;
  publisher: string | null;
  title: string | null;
  url: string | null;
  published: Day | null;
}

/** How many places changed on a day; days without any are left out. */
export interface Bucket extends Record<Turn, number> {
  date: Day;
}

/** The ground of one class on a day: a feature of the collection "areas". Neighbours share every vertex of
 * the border between them. */
export interface Area {
  holder: Holder;
  certainty: Certainty;
  claim_by: Side | null;
  claim_disputed: boolean | null;
  area_km2: number;
  shape: MultiPolygon;
}

/** Ground whose assessed holder is another than at an earlier day. */
export interface AreaChange {
  from_holder: Holder;
  to_holder: Holder;
  certainty: Certainty;
  area_km2: number;
  shape: MultiPolygon;
}

/** Near to a place with evidence, farther from it, or too far for the map to say anything. */
export type Certainty = 'reported' | 'inferred' | 'none';

/** A place of the gazetteer, with or without reports. */
export interface Place {
  id: number;
  lon: number;
  lat: number;
  name: string;
  name_uk: string | null;
  kind: string;
  oblast: string | null;
  population: number | null;
}

const wholeCollection = 'limit=10000';
const fewStates = 20_000; // so many states are drawn at once; where there are more, those in view

/** A date, and the day by whose end everything had to be published to count; null when all counts. */
export interface Moment {
  day: Day;
  asOf: Day | null;
}

const asked = ({ day, asOf }: Moment) => `datetime=${day}${knownBy(asOf)}`;

/** Without the thousands of places of which nothing is known but who held them before. */
const told = encodeURIComponent("rests_on <> 'baseline' OR claim_by IS NOT NULL");
const statesAt = (moment: Moment) => `filter=${told}&${asked(moment)}`;
const knownBy = (asOf: Day | null) => (asOf ? `&as-of=${asOf}` : '');

const address = {
  timeline: (by: 'date' | 'published') => `timeline?of=changes${by === 'date' ? '' : `&by=${by}`}`,
  changes: (from: Day, { day, asOf }: Moment) => `collections/control-changes/items?${wholeCollection}&datetime=${from}/${day}${knownBy(asOf)}`,
  reports: (place: number, asOf: Day | null) => `collections/events/items?${wholeCollection}&place_id=${place}${knownBy(asOf)}`,
  history: (place: number, asOf: Day | null) => `collections/control-changes/items?${wholeCollection}&place_id=${place}${knownBy(asOf)}`,
  control: (moment: Moment) => `collections/control/items?${wholeCollection}&${statesAt(moment)}`,
  counted: (moment: Moment) => `collections/control/items?limit=1&${statesAt(moment)}`,
  areas: (moment: Moment) => `collections/areas/items?${wholeCollection}&certainty=reported,inferred&${asked(moment)}`,
  diff: (from: Day, { day, asOf }: Moment) => `diff?from=${from}&to=${day}${knownBy(asOf)}`,
  place: (id: number) => `collections/places/items/${id}`,
  controlOf: (id: number, asOf: Day | null) => `collections/control/items/${id}${asOf ? `?as-of=${asOf}` : ''}`,
  controlNamed: (name: string, moment: Moment) => `collections/control/items?name=${encodeURIComponent(name)}&${asked(moment)}`,
  search: (q: string, limit: number) => `search?limit=${limit}&q=${encodeURIComponent(q)}`,
};

let many = false; // states, the last time

export const server: Source = {
  copy: false,
  limits: () => Promise.resolve({ first: null, last: null }),
  timeline: async (by, signal) => ((await fetchJson(address.timeline(by), signal)) as Timeline).buckets,
  changes: (from, moment, signal) => fetchAll(address.changes(from, moment), signal, onPoint<Change>),
  reports: (place, asOf, signal) => fetchAll(address.reports(place, asOf), signal, onPoint<Report>),
  history: (place, asOf, signal) => fetchAll(address.history(place, asOf), signal, onPoint<Change>),
  control: (moment, signal) => fetchAll(address.control(moment), signal, onPoint<ControlState>),
  async fewStates(moment, signal) {
    // Once they were too many, they are counted before a page is asked for in vain.
    if (many && ((await fetchJson(address.counted(moment), signal)) as Page).numberMatched > fewStates) return null;
    const all = await fetchUpTo(fewStates, address.control(moment), signal, onPoint<ControlState>);
    many = all === null;
    return all;
  },
  openTiles: async () => (await import('./map/tiled.ts')).openTiles(get, statesAt),
  areas: async (moment, signal) => ({ areas: await fetchAll(address.areas(moment), signal, onGround<Area>), day: moment.day }),
  changed: async (from, moment, signal) => changedIn((await fetchJson(address.diff(from, moment), signal)) as Comparison),
  place: async (id, signal) => onPoint<Place>((await fetchJson(address.place(id), signal)) as AnyFeature),
  // To ask for a state by number would be an error when there is none.
  async stateOf({ id, name }, moment, signal) {
    const namesakes = await fetchAll(address.controlNamed(name, moment), signal, onPoint<ControlState>);
    return namesakes.find((c) => c.id === id);
  },
  async search(q, limit, signal) {
    const answer = (await fetchJson(address.search(q, limit), signal)) as Page;
    return answer.features.map(onPoint<Place>);
  },
  files: filesOf,
  sentence: ({ id, article_id }) => (article_id ? `articles/${article_id}#event-${id}` : null),
  follow,
  placeFile: (id, hasState, asOf) => absolute(hasState ? address.controlOf(id, asOf) : address.place(id), 'json'),
};

/** How many places changed, by day. */
export interface Timeline {
  buckets: Bucket[];
}

/** What is shown, as addresses that hold just that. */
function filesOf(shown: Shown | null): File[] {
  if (!shown) return [];
  const { moment, since, box, off, confirmed, picked } = shown;
  const { day } = moment;
  const bbox = box ? `&bbox=${box.join(',')}` : '';
  const spot = "kind IN ('settlement','island','facility')";
  const filter = (...all: string[]) => `&filter=${encodeURIComponent(all.join(' AND '))}`;
  const among = (name: string, ids: readonly number[]) => `${name} IN (${ids.length ? [...new Set(ids)].join(',') : 0})`;
  const drawn = picked ? [among('place_id', picked.map((c) => c.place_id))] : [];
  const places = `collections/control/items?${wholeCollection}&${asked(moment)}${bbox}${filter(evident, spot, ...without(off, 'holder', 'claim_by'), ...drawn)}`;
  const sure = confirmed ? ["change IN ('recaptured','lost','contested')"] : [];
  const listed = picked ? [among('event', picked.map((c) => c.event))] : [...sure, ...without(off, 'to_holder', 'to_claim_by')];
  const changes = `collections/control-changes/items?${wholeCollection}&datetime=${since}/${day}${knownBy(moment.asOf)}${bbox}${filter(spot, ...listed)}`;
  const exported = `export.gpkg?${asked(moment)}`;
  return [
    { what: 'control', url: absolute(places, 'json'), name: `control-${day}.geojson` },
    { what: 'changes', url: absolute(changes, 'csv'), name: `changes-${since}-${day}.csv` },
    { what: 'areas', url: absolute(address.areas(moment), 'json'), name: `areas-${day}.geojson` },
    { what: 'package', url: absolute(exported, 'gpkg'), name: `control-${day}.gpkg` },
  ];
}

/** The conditions that leave out what is drawn as one of the classes: where a claim is open, that is what is drawn. */
function without(off: readonly Class[], holder: string, claim: string): string[] {
  const values = { held: 'UA', occupied: 'RU', contested: 'contested', unknown: 'unknown' } as const;
  return off.map((c) => (c === 'claimed' ? `${claim} IS NULL` : `(${claim} IS NOT NULL OR ${holder} <> '${values[c]}')`));
}

/** The condition that something is known of a place. */
const evident = "(rests_on = 'report' OR claim_by IS NOT NULL)";

/** The address as it can be pasted elsewhere: whole, and for data whoever opens it. */
function absolute(relative: string, form: 'json' | 'csv' | 'gpkg'): string {
  const url = new URL(relative, document.baseURI);
  if (form === 'csv') url.searchParams.delete('limit'); // files are whole
  url.searchParams.set('f', form);
  return url.href;
}

/** Listens to the server as long as somebody looks. What came in the meantime is told afterwards. */
function follow(news: () => void): void {
  let last = '';
  let stream: EventSource | null = null;
  const listen = () => {
    if (document.hidden || stream) return;
    stream = new EventSource(`changes/stream${last && `?since=${encodeURIComponent(last)}`}`);
    const note = (e: MessageEvent) => (last = e.lastEventId);
    stream.addEventListener('position', note);
    for (const kind of ['place', 'place-removed', 'article']) {
      stream.addEventListener(kind, (e: MessageEvent) => {
        note(e);
        news();
      });
    }
  };
  document.addEventListener('visibilitychange', () => {
    if (document.hidden) {
      stream?.close();
      stream = null;
    }
    listen();
  });
  listen();
}

/** A comparison of two days: the places that differ, and the ground beside them. */
export type Comparison = Page & { areas: Page };

/** The ground that changed hands. Where no place was recaptured, ground that has come to Ukraine since is but better
 * known: a first report of a place that never changed draws it nearer. */
export function changedIn({ features, areas }: Comparison): AreaChange[] {
  const recaptured = features.some(({ properties }) => 'change' in properties && properties.change === 'recaptured');
  return areas.features.map(onGround<AreaChange>).filter((a) => recaptured || a.to_holder !== 'UA');
}

export async function fetchBasemap(): Promise<Basemap> {
  const [land, water] = await Promise.all([fetchJson('basemap/land.topojson'), fetchJson('basemap/rivers.topojson')]);
  return readBasemap(land as LandFile, water as WaterFile);
}

export interface AnyFeature {
  id: number;
  geometry: Geometry | null;
  properties: object;
}

export interface Page {
  features: AnyFeature[];
  numberMatched: number; // on all pages
  links?: { rel: string; href: string }[];
}

/** Every feature of a collection, page by page. */
const fetchAll = async <T>(first: string, signal: AbortSignal, read: (feature: AnyFeature) => T): Promise<T[]> =>
  (await fetchUpTo(Infinity, first, signal, read)) ?? [];

/** The same, unless there are more: null then, after the first page. */
async function fetchUpTo<T>(most: number, first: string, signal: AbortSignal, read: (feature: AnyFeature) => T): Promise<T[] | null> {
  const path = first.split('?')[0] ?? first;
  const rows: T[] = [];
  let next: string | undefined = first;
  while (next) {
    const page = (await fetchJson(next, signal)) as Page;
    if (!Array.isArray(page.features)) throw new Error(`${next} is no feature collection`);
    if (page.numberMatched > most) return null;
    for (const feature of page.features) rows.push(read(feature));
    // Only the query is taken over: the server may know itself by another host or prefix.
    const link: string | undefined = page.links?.find((l) => l.rel === 'next')?.href;
    next = link && path + new URL(link, document.baseURI).search;
  }
  return rows;
}

export function onPoint<T>({ id, geometry, properties }: AnyFeature): T {
  const [lon, lat] = geometry?.type === 'Point' ? geometry.coordinates : [NaN, NaN];
  return { ...properties, id, lon, lat } as T;
}

export function onGround<T>({ geometry, properties }: AnyFeature): T {
  const shape = geometry?.type === 'MultiPolygon' ? geometry : { type: 'MultiPolygon', coordinates: [] };
  return { ...properties, shape } as T;
}

export const fetchJson = async (url: string, signal?: AbortSignal): Promise<unknown> => (await get(url, signal)).json();

async function get(url: string, signal?: AbortSignal): Promise<Response> {
  // What was known on an earlier day may be kept for a day, but older articles may have come in since.
  const cache = url.includes('as-of=') ? 'no-cache' : 'default';
  const priority = /^(basemap|collections\/areas|diff)/.test(url) ? 'low' : 'high'; // the list comes first
  const response = await fetch(url, { signal: signal ?? null, cache, priority });
  if (!response.ok) throw new Error(`${url} answered ${response.status}`);
  if (url.startsWith('collections/')) notOlder(response.headers.get('Last-Modified'));
  return response;
}

/** An answer from before what the page shows already: a cache on the way, or a server that was set back. */
export class Stale extends Error {}

let newest = 0; // when the server last changed, by its own answers

function notOlder(modified: string | null): void {
  const time = modified ? Date.parse(modified) : NaN;
  if (time < newest) throw new Stale(`an answer of ${modified} came after one of ${new Date(newest).toUTCString()}`);
  if (time > newest) newest = time;
}
