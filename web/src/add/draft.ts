// What has been typed into the form: its checks, and what is sent of it. Pure.

import type { Day } from '../dates.ts';
import { isDay } from '../dates.ts';
import type { Known } from '../view.ts';
import { inTheatre, parsePosition, writePosition, type Point } from './position.ts';
import type { Wrong } from './words.ts';

export type Kind = 'place' | 'report' | 'correction';
export type Control = 'UA' | 'RU' | 'contested';
export const controls: readonly Control[] = ['UA', 'RU', 'contested'];

/** The fields by the names that they are sent under; lat stands for the position. */
export type Field = 'name' | 'name_uk' | 'also' | 'lat' | 'why' | 'control' | 'date' | 'reported' | 'quote' | 'publisher' | 'url';

export interface Draft extends Record<Exclude<Field, 'control'>, string> {
  kind: Kind;
  place: Known | null; // the known place that it is about
  control: Control | '';
}

export const longest: Partial<Record<Field, number>> = { name: 100, name_uk: 100, also: 100, why: 2000, quote: 2000, publisher: 200, url: 2000 };

export function newDraft(kind: Kind, place: Known | null, name = ''): Draft {
  const empty = { also: '', why: '', control: '' as const, date: '', reported: '', quote: '', publisher: '', url: '' };
  const cyrillic = /[\u0400-\u052f]/.test(name);
  if (!place) return { ...empty, kind, place, name: cyrillic ? '' : name, name_uk: cyrillic ? name : '', lat: '' };
  return { ...empty, kind, place, name: place.name, name_uk: place.name_uk ?? '', lat: writePosition(place) };
}

/** The fields of a kind, in the order in which they stand. */
export function fieldsOf(kind: Kind): readonly Field[] {
  const report = ['control', 'date', 'reported', 'quote', 'publisher', 'url'] as const;
  if (kind === 'correction') return ['name', 'name_uk', 'also', 'lat', 'why'];
  return kind === 'place' ? ['name', 'name_uk', 'lat', ...report] : report;
}

export const positionOf = (draft: Draft): Point | null => parsePosition(draft.lat);

/** What is missing or wrong, by field, in the order of the fields. */
export function check(draft: Draft, today: Day): Map<Field, Wrong> {
  const found = new Map<Field, Wrong>();
  for (const field of fieldsOf(draft.kind)) {
    const wrong = (draft[field].trim().length > (longest[field] ?? Infinity) && 'long') || wrongIn(field, draft, today);
    if (wrong) found.set(field, wrong);
  }
  return found;
}

function wrongIn(field: Field, draft: Draft, today: Day): Wrong | null {
  const text = draft[field].trim();
  switch (field) {
    case 'name':
      if (!text) return draft.name_uk.trim() ? null : 'names';
      return /\p{L}/u.test(text) ? null : 'noLetters';
    case 'name_uk':
      if (!text) return null;
      return /[\u0400-\u052f]/.test(text) ? null : 'notUkrainian';
    case 'also':
      return !text || /\p{L}/u.test(text) ? null : 'noLetters';
    case 'lat':
      return wrongPosition(text);
    case 'control':
      return text ? null : 'control';
    case 'date':
    case 'reported':
      return wrongDay(text, field === 'reported' ? draft.date : '', today);
    case 'quote':
    case 'publisher':
    case 'why':
      return /\p{L}/u.test(text) ? null : field;
    case 'url':
      return !text || isWebAddress(text) ? null : 'url';
  }
}

function wrongPosition(text: string): Wrong | null {
  if (!text) return 'noPosition';
  const point = parsePosition(text);
  if (!point) return 'at';
  if (inTheatre(point)) return null;
  return inTheatre({ lat: point.lon, lon: point.lat }) ? 'swapped' : 'outside';
}

function wrongDay(day: string, notBefore: string, today: Day): Wrong | null {
  if (!isDay(day)) return 'noDate';
  if (day > today) return 'future';
  if (day < '2014-01-01') return 'tooEarly';
  return notBefore && day < notBefore ? 'before' : null;
}

function isWebAddress(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, username, password } = new URL(text);
  return /^https?:$/.test(protocol) && !username && !password;
}

/** What is sent: of a correction, only what differs from what the map has. */
export function bodyOf(draft: Draft): Record<string, string | number> {
  const { kind, place } = draft;
  const body: Record<string, string | number> = { kind, ...(place ? { place: place.id } : {}) };
  const put = (field: Field, unless = '') => {
    const text = draft[field].trim();
    if (text && text !== unless) body[field] = text;
  };
  for (const field of fieldsOf(kind)) {
    if (field === 'name') put(field, place?.name);
    else if (field === 'name_uk') put(field, place?.name_uk ?? '');
    else if (field !== 'lat') put(field);
    else if (!place || draft.lat.trim() !== writePosition(place)) Object.assign(body, rounded(positionOf(draft)));
  }
  return body;
}

const rounded = (p: Point | null) => p && { lat: Number(p.lat.toFixed(5)), lon: Number(p.lon.toFixed(5)) };

/** Whether anything has been typed that is worth keeping. */
export const isTouched = (draft: Draft, from: Draft): boolean => JSON.stringify({ ...draft, place: null }) !== JSON.stringify({ ...from, place: null });
