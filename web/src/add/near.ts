// What the gazetteer has near a point: the nearest place, and places of the same name.

import { fetchJson, onPoint, type Page, type Place } from '../api.ts';
import { fold } from '../panel/find.ts';
import { distance, type Point } from './position.ts';

const within = 25; // km
const kmPerDegree = 111;
const otherwise = 2; // letters more or less in another spelling of a name

export interface Near {
  place: Neighbour;
  km: number;
}

export interface Neighbour extends Place {
  aliases: string | null; // with semicolons between them
}

/** The settlements within 25 km of a point, the nearest first. */
export async function neighbours(point: Point, signal: AbortSignal): Promise<Near[]> {
  const north = within / kmPerDegree;
  const east = north / Math.cos((point.lat * Math.PI) / 180);
  const box = [point.lon - east, point.lat - north, point.lon + east, point.lat + north].map((v) => v.toFixed(4));
  const page = (await fetchJson(`collections/places/items?kind=settlement&limit=10000&bbox=${box.join(',')}`, signal)) as Page;
  return page.features
    .map(onPoint<Neighbour>)
    .map((place) => ({ place, km: distance(point, place) }))
    .filter(({ km }) => km <= within)
    .sort((a, b) => a.km - b.km);
}

/** The numbers of places that may be meant by a name: spelt otherwise, but not longer ones that begin with it. */
export async function meant(name: string, signal: AbortSignal): Promise<number[]> {
  const q = fold(name);
  if (q.length < 3) return [];
  const page = (await fetchJson(`search?limit=20&q=${encodeURIComponent(name)}`, signal)) as Page;
  return page.features
    .map(onPoint<Place>)
    .filter((place) => [place.name, place.name_uk].some((n) => n && Math.abs(fold(n).length - q.length) <= otherwise))
    .map(({ id }) => id);
}

/** Those that have one of the names, in any spelling that the gazetteer knows, or that may be meant by one. */
export function namesakes(near: readonly Near[], names: readonly string[], meant: readonly number[]): Near[] {
  const wanted = new Set(names.map(fold).filter(Boolean));
  const has = ({ name, name_uk, aliases }: Neighbour) => [name, name_uk, ...(aliases?.split(';') ?? [])].some((n) => n && wanted.has(fold(n)));
  return near.filter(({ place }) => has(place) || meant.includes(place.id));
}
