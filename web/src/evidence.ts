// What stands behind one place: the reports that its state rests on, the others, and its history. Pure.

import type { ControlState, Report } from './api.ts';
import { because, precision, strength } from './control.ts';
import type { Day, Precision } from './dates.ts';

export interface Evidence {
  why: Report[]; // what the state on the date shown rests on, the surest first
  other: Report[]; // other reports up to that date, the newest first
}

/** Sorts the reports of a place that are dated up to a day, or not at all. */
export function evidence(reports: readonly Report[], place: number, state: ControlState | undefined, upTo: Day): Evidence {
  const deciding = new Set(state ? because(state) : []);
  const known = reports.filter((r) => r.place_id === place && (r.date === null || r.date <= upTo));
  return {
    why: known.filter((r) => deciding.has(r.id)).sort((a, b) => strength(b) - strength(a) || byTime(a, b)),
    other: known.filter((r) => !deciding.has(r.id)).sort((a, b) => byTime(b, a)),
  };
}

/** Those of the reports that come from the side that lost the place. */
export const admissions = (reports: readonly Report[]): Report[] =>
  reports.filter((r) => r.from !== null && r.source_side === r.from);

/** Reports of one day that say the same. */
export interface Entry {
  day: Day | null;
  precision: Precision;
  kind: Report['kind'];
  by: Report['by'];
  status: Report['status'];
  background: boolean;
  count: number;
}

/** Everything that was ever reported of a place, the newest first, undated last. */
export function history(reports: readonly Report[], place: number): Entry[] {
  const entries = new Map<string, Entry>();
  for (const r of reports) {
    if (r.place_id !== place) continue;
    const exact = precision(r);
    const key = [r.date, exact, r.kind, r.by, r.status, r.background].join();
    const entry = entries.get(key);
    if (entry) entry.count++;
    else entries.set(key, { day: r.date, precision: exact, kind: r.kind, by: r.by, status: r.status, background: r.background, count: 1 });
  }
  return [...entries.values()].sort((a, b) => (b.day ?? '').localeCompare(a.day ?? ''));
}

/** The address if it may become a link: text from articles can hold any. */
export function webAddress(url: string | null): string | null {
  if (!url || !URL.canParse(url)) return null;
  const { protocol, href } = new URL(url);
  return protocol === 'https:' || protocol === 'http:' ? href : null;
}

const time = (r: Report) => (r.date ?? '') + ' ' + (r.published ?? '');
const byTime = (a: Report, b: Report) => time(a).localeCompare(time(b)) || a.id - b.id;
