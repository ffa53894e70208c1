// Finding places by the beginning of a name, in either script. Pure.

import type { ControlState, Place } from '../api.ts';
import { mark, type Mark } from '../control.ts';

export interface Found {
  id: number;
  name: string;
  nameUk: string | null;
  oblast: string | null;
  population: number;
  mark: Mark;
}

/** Every place that has a state on the date shown, with its mark. */
export const placesIn = (control: readonly ControlState[]): Found[] =>
  control.map((c) => ({ id: c.id, name: c.name, nameUk: c.name_uk, oblast: c.oblast, population: c.population ?? 0, mark: mark(c) }));

const noEvidence: Mark = { holder: 'unknown', hollow: false };

/** The places one of whose names begins with the query, or has a word that does, the likeliest first. */
export function find(query: string, places: readonly Found[], limit: number): Found[] {
  const q = fold(query);
  if (!q) return [];
  const score = (name: string | null) => nearness(q, fold(name ?? ''));
  return places
    .map((place) => ({ place, score: Math.max(score(place.name), score(place.nameUk)) }))
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score || b.place.population - a.place.population || a.place.id - b.place.id)
    .slice(0, limit)
    .map(({ place }) => place);
}

/** How well a name fits a query, both folded: 3 when it is the same, 0 when not at all. */
export const nearness = (q: string, name: string): number => (name === q ? 3 : name.startsWith(q) ? 2 : name.includes(' ' + q) ? 1 : 0);

/** Adds places of the gazetteer that are not there yet: nobody has reported on them. */
export function withGazetteer(known: readonly Found[], gazetteer: readonly Place[], limit: number): Found[] {
  const ids = new Set(known.map((p) => p.id));
  const more = gazetteer
    .filter((p) => !ids.has(p.id))
    .map((p) => ({ id: p.id, name: p.name, nameUk: p.name_uk, oblast: p.oblast, population: p.population ?? 0, mark: noEvidence }));
  return [...known, ...more].slice(0, limit);
}

/** Letters and digits alone, in lower case; signs between them count as one space. */
export function fold(text: string): string {
  return text
    .toLowerCase()
    .replace(/ґ/g, 'г')
    .replace(/[’'ʼ`´]/g, '')
    .normalize('NFKD')
    .replace(/(?<=[a-z])\p{M}/gu, '')
    .normalize('NFC')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}
