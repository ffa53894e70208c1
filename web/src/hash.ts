// The address of a view: what the page shows, as the part of its URL after "#". Pure, both ways.

import { isDay, type Day } from './dates.ts';
import { isLang, type Lang } from './i18n/index.ts';
import type { Theme } from './theme.ts';

/** Zoom in halves, degrees to four decimals. */
export interface View {
  zoom: number;
  lat: number;
  lon: number;
}

/** "now" counts every report, "then" only what had been published by the date shown. */
export type Known = 'now' | 'then';

/** Changes of one sort; null is all of them. */
export type Kind = 'recaptured' | 'contested' | 'lost';
export const kinds: readonly Kind[] = ['recaptured', 'contested', 'lost'];

/** The entries of the legend, each of which can be switched off. */
export type Class = 'held' | 'occupied' | 'contested' | 'claimed' | 'unknown';
export const classes: readonly Class[] = ['held', 'occupied', 'contested', 'claimed', 'unknown'];

/** A null is the default: all changes, the last day with data, a week of changes, no place. */
export interface Address {
  view: View | null;
  date: Day | null;
  since: Day | null; // first day whose changes are shown
  known: Known;
  place: number | null;
  kind: Kind | null;
  confirmed: boolean; // claims are left out
  off: readonly Class[]; // in the order of classes
  sources: readonly string[]; // publishers kept; with "-" before it, one left out; none: all
  versus: Day | null; // an earlier date that the one shown is compared with
  swipe: boolean; // the two beside each other, with an edge to be moved, instead of their difference
}

export const plainAddress: Address = {
  view: null,
  date: null,
  since: null,
  known: 'now',
  place: null,
  kind: null,
  confirmed: false,
  off: [],
  sources: [],
  versus: null,
  swipe: false,
};

export interface Reading {
  address: Address;
  theme: Theme | null; // honoured, never written: the reader's own choice stays on the device
  lang: Lang | null;
  bad: string[]; // the keys whose values were no use
}

export const zooms = { min: 5, max: 13 };

/** Reads a hash, with or without "#". Unknown keys are passed over, bad values become the default. */
export function parse(hash: string): Reading {
  const reading: Reading = { address: { ...plainAddress }, theme: null, lang: null, bad: [] };
  const { address } = reading;
  for (const pair of hash.replace(/^#/, '').split('&')) {
    const [key, value] = split(pair);
    const good = (() => {
      switch (key) {
        case 'map':
          return (address.view = parseView(value));
        case 't':
          return (address.date = isDay(value) ? value : null);
        case 'since':
          return (address.since = isDay(value) ? value : null);
        case 'known':
          if (value !== 'then' && value !== 'now') return null;
          return (address.known = value);
        case 'place':
          return (address.place = /^[1-9]\d{0,14}$/.test(value) ? Number(value) : null);
        case 'kind':
          return (address.kind = kinds.find((k) => k === value) ?? null);
        case 'stance':
          return (address.confirmed = value === 'confirmed') || null;
        case 'off':
          return (address.off = classes.filter((c) => value.split(',').includes(c))).length > 0 || null;
        case 'src':
          return (address.sources = value.split(',').map(decoded).filter(Boolean)).length > 0 || null;
        case 'vs':
          return (address.versus = isDay(value) ? value : null);
        case 'swipe':
          return (address.swipe = value === '1') || null;
        case 'theme':
          return (reading.theme = value === 'light' || value === 'dark' ? value : null);
        case 'lang':
          return (reading.lang = isLang(value) ? value : null);
        default:
          return true;
      }
    })();
    if (good === null) reading.bad.push(key);
  }
  return reading;
}

/** Writes the hash, without "#"; "" when all is default. */
export function format({ view, date, since, known, place, kind, confirmed, off, sources, versus, swipe }: Address): string {
  const pairs: string[] = [];
  if (view) pairs.push(`map=${view.zoom}/${view.lat}/${view.lon}`);
  if (date) pairs.push(`t=${date}`);
  if (since) pairs.push(`since=${since}`);
  if (known === 'then') pairs.push('known=then');
  if (place !== null) pairs.push(`place=${place}`);
  if (kind) pairs.push(`kind=${kind}`);
  if (confirmed) pairs.push('stance=confirmed');
  if (off.length) pairs.push(`off=${off.join(',')}`);
  if (sources.length) pairs.push(`src=${sources.map(encodeURIComponent).join(',')}`);
  if (versus) pairs.push(`vs=${versus}`);
  if (swipe) pairs.push('swipe=1');
  return pairs.join('&');
}

/** The view as an address can hold it. */
export function round({ zoom, lat, lon }: View): View {
  const half = Math.round(zoom * 2) / 2;
  return { zoom: Math.min(zooms.max, Math.max(zooms.min, half)), lat: fourDecimals(lat), lon: fourDecimals(lon) };
}

const fourDecimals = (v: number) => Math.round(v * 1e4) / 1e4 + 0; // + 0 turns -0 into 0

function parseView(value: string): View | null {
  const parts = value.split('/');
  const [zoom, lat, lon] = parts.map((p) => (/^-?\d+(\.\d+)?$/.test(p) ? Number(p) : NaN));
  if (parts.length !== 3 || zoom === undefined || lat === undefined || lon === undefined) return null;
  const inside = zoom >= zooms.min && zoom <= zooms.max && Math.abs(lat) <= 85 && Math.abs(lon) <= 180;
  return inside ? round({ zoom, lat, lon }) : null;
}

/** A list keeps its parts encoded: they may hold commas. */
function split(pair: string): [key: string, value: string] {
  const at = pair.indexOf('=');
  if (at < 0) return [pair, ''];
  const [key, value] = [pair.slice(0, at), pair.slice(at + 1)];
  return [key, key === 'src' ? value : decoded(value)];
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
