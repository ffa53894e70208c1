// What stands behind one place: the reports that its state rests on, the others, and its history. Pure.

import type { ControlState, Report } from './api.ts';
import { because, strength } from './control.ts';
import { daysBetween, type Day } from './dates.ts';

export interface Evidence {
  why: Report[]; // with which the state on the date shown came, and an open claim; the surest first
  later: Report[]; // those that bore it out afterwards, in the order of time
  other: Report[]; // other reports up to that date, the newest first
}

const withinDays = 3; // reports of one change lie at most so far apart

/** Sorts the reports of a place that are dated up to a day, or not at all. */
export function evidence(reports: readonly Report[], place: number, state: ControlState | undefined, upTo: Day): Evidence {
  const deciding = new Set(state ? because(state) : []);
  const known = reports.filter((r) => r.place_id === place && (r.date === null || r.date <= upTo));
  const decides = known.filter((r) => deciding.has(r.id));
  const began = [state?.since, state?.claim_since].filter((d) => d != null);
  const near = ({ date }: Report) => date === null || began.some((d) => Math.abs(daysBetween(d, date)) <= withinDays);
  const some = decides.some(near); // else all that there is tells why
  return {
    why: decides.filter((r) => !some || near(r)).sort((a, b) => strength(b) - strength(a) || byTime(a, b)),
    later: decides.filter((r) => some && !near(r)).sort(byTime),
    other: known.filter((r) => !deciding.has(r.id)).sort((a, b) => byTime(b, a)),
  };
}

/** Those of the reports that come from the side that lost the place. */
export const admissions = (reports: readonly Report[]): Report[] =>
  reports.filter((r) => r.from !== null && r.source_side === r.from);

/** The address if it may become a link: text from articles can hold any. */
export function webAddress(url: string | null): string | null {
  if (!url || !URL.canParse(url)) return null;
  const { protocol, href } = new URL(url);
  return protocol === 'https:' || protocol === 'http:' ? href : null;
}

const time = (r: Report) => (r.date ?? '') + ' ' + (r.published ?? '');
const byTime = (a: Report, b: Report) => time(a).localeCompare(time(b)) || a.id - b.id;
