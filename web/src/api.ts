// Every address the page asks for, with typed answers. Addresses are relative, so the page works in a
// subfolder and behind a prefix, and never asks another host.

import type { FeatureCollection, Geometry, MultiPolygon, Point, Polygon } from 'geojson';
import type { Day, Precision } from './dates.ts';

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
export interface ControlState {
  id: number;
  lon: number;
  lat: number;
  name: string;
  name_uk: string | null;
  kind: string;
  oblast: string | null;
  population: number | null;
  holder: Holder;
  previous: Holder;
  since: Day | null;
  presumed: boolean;
  claim_by: Side | null;
  claim_since: Day | null;
  claim_disputed: boolean | null;
  reports: number;
  because: string;
}

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

export const address = {
  reports: () => `collections/events/items?${wholeCollection}`,
  /** Of the last day known when no day is given. */
  control: (day?: Day) => `collections/control/items?${wholeCollection}` + (day ? `&datetime=${day}` : ''),
  place: (id: number) => `collections/places/items/${id}`,
  controlOf: (id: number) => `collections/control/items/${id}`,
  search: (q: string, limit: number) => `search?limit=${limit}&q=${encodeURIComponent(q)}`,
  basemap: (name: keyof Basemap) => `basemap/${name}.geojson`,
};

/** The address as it can be pasted elsewhere: whole, and for data whoever opens it. */
export function absolute(relative: string): string {
  const url = new URL(relative, document.baseURI);
  url.searchParams.set('f', 'json');
  return url.href;
}

export const fetchReports = (signal: AbortSignal) => fetchAll<Report>(address.reports(), signal);
export const fetchControl = (day: Day | undefined, signal: AbortSignal) => fetchAll<ControlState>(address.control(day), signal);

export async function fetchPlace(id: number, signal: AbortSignal): Promise<Place> {
  return flatten<Place>((await fetchJson(address.place(id), signal)) as PointFeature);
}

/** Places of the gazetteer whose name begins so, likeliest first. */
export async function searchPlaces(q: string, limit: number, signal: AbortSignal): Promise<Place[]> {
  const answer = (await fetchJson(address.search(q, limit), signal)) as Page;
  return answer.features.map((f) => flatten<Place>(f as unknown as PointFeature));
}

export async function fetchBasemap(): Promise<Basemap> {
  const load = async (name: keyof Basemap) => (await fetchJson(address.basemap(name))) as Basemap['ukraine'];
  const [neighbours, ukraine, oblasts] = await Promise.all([load('neighbours'), load('ukraine'), load('oblasts')]);
  return { neighbours, ukraine, oblasts };
}

interface PointFeature {
  id: number;
  geometry: Geometry | null;
  properties: object;
}

interface Page extends FeatureCollection<Point> {
  links?: { rel: string; href: string }[];
}

/** Every feature of a collection, page by page. */
async function fetchAll<T>(first: string, signal: AbortSignal): Promise<T[]> {
  const path = first.split('?')[0] ?? first;
  const rows: T[] = [];
  let next: string | undefined = first;
  while (next) {
    const page = (await fetchJson(next, signal)) as Page;
    if (!Array.isArray(page.features)) throw new Error(`${next} is no feature collection`);
    for (const feature of page.features) rows.push(flatten<T>(feature as unknown as PointFeature));
    // Only the query is taken over: the server may know itself by another host or prefix.
    const link: string | undefined = page.links?.find((l) => l.rel === 'next')?.href;
    next = link && path + new URL(link, document.baseURI).search;
  }
  return rows;
}

function flatten<T>({ id, geometry, properties }: PointFeature): T {
  const [lon, lat] = geometry?.type === 'Point' ? geometry.coordinates : [NaN, NaN];
  return { ...properties, id, lon, lat } as T;
}

async function fetchJson(url: string, signal?: AbortSignal): Promise<unknown> {
  const response = await fetch(url, signal ? { signal } : {});
  if (!response.ok) throw new Error(`${url} answered ${response.status}`);
  return response.json();
}
