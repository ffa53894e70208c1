// The timeline without its drawing: which days are in sight, what its columns count, how high they are, where the
// labels and the handles stand. Days are counted from the first one there is; a day d takes the room from d to d + 1. Pure.

import type { Bucket } from './api.ts';
import { addDays, daysBetween, type Day } from './dates.ts';

/** The days in sight; both may be broken while it is moved. */
export interface Span {
  from: number;
  days: number;
}

export type Unit = 'day' | 'week' | 'month';

/** What changed in the days from `from` until before `to`. */
export interface Column extends Omit<Bucket, 'date'> {
  from: number;
  to: number;
}

const fewest = 10; // days in sight
const stops = [45, 120, 366];
const apart = 1.4; // the least by which two stops differ

/** Columns stay wide enough to be told apart. */
export const unitOf = (days: number): Unit => (days > 3 * 366 ? 'month' : days > 120 ? 'week' : 'day');

/** The days at first: as many as have comfortable columns, three weeks at least. */
export const comfortable = (width: number): number => Math.min(45, Math.max(21, Math.floor(width / 46)));

/** From the comfortable number of days to all of them, for buttons that show more or less. */
export function stopsOf(least: number, count: number): number[] {
  const all = [least, ...stops.filter((s) => s >= least * apart && s * apart <= count), count];
  return count <= least ? [Math.max(count, fewest)] : all;
}

/** The columns that have something to show, from the first on. Weeks begin on Mondays. */
export function columnsOf(buckets: readonly Bucket[], first: Day, unit: Unit): Column[] {
  const columns: Column[] = [];
  for (const { date, ...counts } of buckets) {
    const { from, to } = around(daysBetween(first, date), first, unit);
    const last = columns.at(-1);
    if (last?.from !== from) columns.push({ from, to, ...counts });
    else for (const key of turns) last[key] += counts[key];
  }
  return columns;
}

const turns = ['recaptured', 'claimed', 'contested', 'other', 'lost'] as const;

/** The days of the column that a day belongs to. */
export function around(at: number, first: Day, unit: Unit): { from: number; to: number } {
  const day = addDays(first, at);
  if (unit === 'day') return { from: at, to: at + 1 };
  if (unit === 'week') {
    const from = at - ((daysBetween(aMonday, day) % 7) + 7) % 7;
    return { from, to: from + 7 };
  }
  const next = addDays(day.slice(0, 8) + '01', 31).slice(0, 8) + '01';
  return { from: at - Number(day.slice(8)) + 1, to: daysBetween(first, next) };
}

const aMonday: Day = '2022-02-21';

export const inSight = <T extends { from: number; to: number }>(columns: readonly T[], { from, days }: Span): T[] =>
  columns.filter((c) => c.to > from && c.from < from + days);

export const upwards = ({ recaptured, claimed, contested, other }: Column): number => recaptured + claimed + contested + other;

/** Where the axis is, from the top, and the pixels for one change, the same above and below. Neither side is without
 * room, so that the axis moves little. Of many columns the few highest are higher than there is room, lest the others be
 * too low to be seen. */
export function heights(columns: readonly Column[], height: number): { axis: number; one: number } {
  const up = Math.max(3, highest(columns.map(upwards)));
  const down = highest(columns.map((c) => c.lost));
  const least = 0.16 * height;
  const axis = Math.min(height - least, Math.max(least, (height * up) / (up + down)));
  return { axis, one: Math.min(axis / up, down ? (height - axis) / down : Infinity) };
}

const many = 40; // columns
const cut = 0.03; // the share of them that is not heeded

const highest = (counts: number[]) => counts.sort((a, b) => b - a)[counts.length > many ? Math.ceil(counts.length * cut) : 0] ?? 0;

/** Keeps the span among the days there are; fewer than it shows are in its middle. */
export function within({ from, days }: Span, count: number): Span {
  const shown = Math.max(fewest, Math.min(days, count));
  return { from: shown >= count ? (count - shown) / 2 : Math.min(count - shown, Math.max(0, from)), days: shown };
}

/** Shows more or fewer days; the point `at` stays where it is. */
export function zoomed({ from, days }: Span, to: number, at: number, count: number): Span {
  const shown = Math.max(fewest, Math.min(to, count));
  return within({ from: at - ((at - from) / days) * shown, days: shown }, count);
}

/** A window in the middle, with as many of the stops' days as it takes. */
export function showing(start: number, last: number, among: readonly number[], count: number): Span {
  const length = last + 1 - start;
  const days = among.find((d) => d >= length * 1.2) ?? count;
  return within({ from: start - (days - length) / 2, days }, count);
}

/** Moves the span no more than it takes to have the last day of a window in sight, and its first where both fit. From far away
 * it puts the window in the middle. */
export function following(span: Span, start: number, last: number, count: number): Span {
  const { from, days } = span;
  const rim = Math.min(2, days / 10);
  const [low, high] = [from + rim, from + days - rim];
  if (last < low - days || last >= high + days) return within({ from: (start + last + 1 - days) / 2, days }, count);
  let to = from;
  if (last + 1 > high) to = last + 1 + rim - days;
  else if (last < low) to = last - rim;
  if (start < to + rim && last + 1 - start + 2 * rim <= days) to = start - rim;
  return within({ from: to, days }, count);
}

/** Turns days into pixels and back: the span fills the width but for a margin at either side. */
export interface Ruler {
  perDay: number;
  x(day: number): number;
  day(x: number): number;
}

export function ruler({ from, days }: Span, width: number, margin: number): Ruler {
  const perDay = Math.max(1, width - 2 * margin) / days;
  return { perDay, x: (day) => margin + (day - from) * perDay, day: (x) => from + (x - margin) / perDay };
}

/** Where two handles are drawn: kept in the room there is, and apart by a gap at least, so that both can be taken. */
export function spread(a: number, b: number, gap: number, low: number, high: number): [number, number] {
  const [left, right] = [Math.min(high, Math.max(low, a)), Math.min(high, Math.max(low, b))];
  if (right - left >= gap) return [left, right];
  const middle = Math.min(high - gap / 2, Math.max(low + gap / 2, (left + right) / 2));
  return [middle - gap / 2, middle + gap / 2];
}

export interface Tick {
  at: number;
  day: Day;
  sort: 'day' | 'month' | 'year'; // what it begins
}

const dayRoom = 34; // pixels from one label to the next
const monthRoom = 46;

/** The days to be labelled, as many as there is room for: the first of a month, and round ones between. */
export function ticksOf(span: Span, first: Day, count: number, perDay: number): Tick[] {
  const every = [1, 2, 5, 10].find((n) => n * perDay >= dayRoom);
  const months = every ? 1 : ([1, 3, 6].find((n) => n * 30 * perDay >= monthRoom) ?? 12);
  const ticks: Tick[] = [];
  const [low, high] = [Math.max(0, Math.floor(span.from)), Math.min(count, Math.ceil(span.from + span.days))];
  const put = (at: number, sort: Tick['sort']) => {
    if (at >= low && at < high) ticks.push({ at, day: addDays(first, at), sort });
  };
  for (let { from, to } = around(low, first, 'month'); from < high; { from, to } = around(to, first, 'month')) {
    const month = Number(addDays(first, from).slice(5, 7)) - 1;
    if (month % months === 0) put(from, month === 0 ? 'year' : 'month');
    if (every) for (let at = from + every; at <= to - every; at += every) put(at, 'day'); // the next month needs its room
  }
  return ticks;
}
