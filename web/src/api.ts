// Every address the page asks of a server, with typed answers. Addresses are relative, so the page works in a
// subfolder and behind a prefix, and never asks another host.

import type { FeatureCollection, Geometry, MultiPolygon, Polygon } from 'geojson';
import type { Day, Precision } from './dates.ts';
import type { File, Source } from './source.ts';

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

export type Basemap = Record<'neighbours' | 'ukraine' | 'oblasts', FeatureCollection<Polygon | MultiPolygon>>;

const wholeCollection = 'limit=10000';

/** A date, and the day by whose end everything had to be published to count; null when all counts. */
export interface Moment {
  day: Day;
  asOf: Day | null;
}

const asked = ({ day, asOf }: Moment) => `datetime=${day}${knownBy(asOf)}`;
const knownBy = (asOf: Day | null) => (asOf ? `&as-of=${asOf}` : '');

const address = {
  reports: (asOf: Day | null) => `collections/events/items?${wholeCollection}${knownBy(asOf)}`,
  control: (moment: Moment) => `collections/control/items?${wholeCollection}&rests_on=report,none&${asked(moment)}`,
  areas: (moment: Moment) => `collections/areas/items?${wholeCollection}&certainty=reported,inferred&${asked(moment)}`,
  diff: (from: Day, { day, asOf }: Moment) => `diff?from=${from}&to=${day}${knownBy(asOf)}`,
  place: (id: number) => `collections/places/items/${id}`,
  controlOf: (id: number, asOf: Day | null) => `collections/control/items/${id}${asOf ? `?as-of=${asOf}` : ''}`,
  controlNamed: (name: string, moment: Moment) => `collections/control/items?name=${encodeURIComponent(name)}&${asked(moment)}`,
  search: (q: string, limit: number) => `search?limit=${limit}&q=${encodeURIComponent(q)}`,
};

/** The address as it can be pasted elsewhere: whole, and for data whoever opens it. */
function absolute(relative: string): string {
  const url = new URL(relative, document.baseURI);
  url.searchParams.set('f', 'json');
  return url.href;
}

export const server: Source = {
  copy: false,
  limits: () => Promise.resolve({ first: null, last: null }),
  reports: (asOf, signal) => fetchAll(address.reports(asOf), signal, onPoint<Report>),
  control: (moment, signal) => fetchAll(address.control(moment), signal, onPoint<ControlState>),
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
  files(moment) {
    const reports: File = { what: 'reports', url: absolute(address.reports(moment?.asOf ?? null)), name: 'reports.geojson' };
    if (!moment) return [reports];
    return [
      { what: 'control', url: absolute(address.control(moment)), name: `control-${moment.day}.geojson` },
      { what: 'areas', url: absolute(address.areas(moment)), name: `areas-${moment.day}.geojson` },
      reports,
    ];
  },
  placeFile: (id, hasState, asOf) => absolute(hasState ? address.controlOf(id, asOf) : address.place(id)),
};

/** A comparison of two days: the places that differ, and the ground beside them. */
export type Comparison = Page & { areas: Page };

/** The ground that changed hands. Where no place was recaptured, ground that has come to Ukraine since is but better
 * known: a first report of a place that never changed draws it nearer. */
export function changedIn({ features, areas }: Comparison): AreaChange[] {
  const recaptured = features.some(({ properties }) => 'change' in properties && properties.change === 'recaptured');
  return areas.features.map(onGround<AreaChange>).filter((a) => recaptured || a.to_holder !== 'UA');
}

export async function fetchBasemap(): Promise<Basemap> {
  const load = async (name: keyof Basemap) => (await fetchJson(`basemap/${name}.geojson`)) as Basemap['ukraine'];
  const [neighbours, ukraine, oblasts] = await Promise.all([load('neighbours'), load('ukraine'), load('oblasts')]);
  return { neighbours, ukraine, oblasts };
}

export interface AnyFeature {
  id: number;
  geometry: Geometry | null;
  properties: object;
}

export interface Page {
  features: AnyFeature[];
  links?: { rel: string; href: string }[];
}

/** Every feature of a collection, page by page. */
async function fetchAll<T>(first: string, signal: AbortSignal, read: (feature: AnyFeature) => T): Promise<T[]> {
  const path = first.split('?')[0] ?? first;
  const rows: T[] = [];
  let next: string | undefined = first;
  while (next) {
    const page = (await fetchJson(next, signal)) as Page;
    if (!Array.isArray(page.features)) throw new Error(`${next} is no feature collection`);
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

export async function fetchJson(url: string, signal?: AbortSignal): Promise<unknown> {
  // What was known on an earlier day may be kept for a day, but older articles may have come in since.
  const response = await fetch(url, { signal: signal ?? null, cache: url.includes('as-of=') ? 'no-cache' : 'default' });
  if (!response.ok) throw new Error(`${url} answered ${response.status}`);
  return response.json();
}
