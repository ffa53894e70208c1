// The ground through time as the server computes it, and how a chart of it is laid out. Pure, but for the asking.

import { fetchJson, type Side, type Status, type Voice } from '../api.ts';
import { addDays, daysBetween, type Day } from '../dates.ts';

export type Bucket = 'day' | 'week' | 'month';

export interface Km2 {
  reported_km2: number;
  inferred_km2: number;
}

/** The ground at the end of a day. */
export interface Point {
  date: Day;
  held: Partial<Record<'UA' | 'RU' | 'contested', Km2>>;
  none_km2: number;
  claimed_km2: Partial<Record<Side, number>>;
  gained_km2?: Partial<Record<Side, number>>; // since the point before; not known of the first
}

/** What an article says of ground that changed hands. */
export interface Stated {
  area_km2: number;
  qualifier?: string;
  by: Side | '';
  status: Status;
  date: Day;
  source?: string;
  source_side: Voice | '';
  publisher: string;
  title: string;
  url?: string;
  quote: string;
}

export interface Series {
  bucket: Bucket;
  country_km2: number;
  points: Point[];
  claimed_areas: Stated[];
}

/** Which part of time, and by which knowledge. */
export interface Asked {
  copy: boolean; // a published copy, which has the whole time by week
  year: boolean; // by day around a date, instead of the whole by week
  day: Day; // shown
  asOf: Day | null;
  range: { first: Day; last: Day };
}

const half = 182; // days of the year around a date, before and after

/** The address of the series, relative to the page. */
export function address({ copy, year, day, asOf, range }: Asked, form: 'json' | 'csv'): string {
  if (copy) return `data/areas-timeline.${form}`;
  const last = asOf && asOf < range.last ? asOf : range.last;
  let [from, to, bucket] = [range.first, last, 'week'];
  if (year) {
    to = earlier(addDays(later(addDays(day, -half), range.first), 2 * half), last);
    from = later(addDays(to, -2 * half), range.first);
    bucket = 'day';
  } else if (daysBetween(from, to) > 7 * 390) bucket = 'month'; // the server makes 400 points at most
  return `timeline/areas?bucket=${bucket}&from=${from}&to=${to}${asOf ? `&as-of=${asOf}` : ''}&f=${form}`;
}

const earlier = (a: Day, b: Day) => (a < b ? a : b);
const later = (a: Day, b: Day) => (a > b ? a : b);

export async function ask(asked: Asked, signal: AbortSignal): Promise<Series> {
  const series = (await fetchJson(address(asked, 'json'), signal)) as Series;
  if (!Array.isArray(series.points) || series.points.length === 0) throw new Error('the series has no points');
  return series;
}

export type Holder = 'RU' | 'UA' | 'contested';

/** One strip of the chart: ground that is held, or that came to a side. */
export type Panel =
  | { sort: 'held'; of: Holder; most: number; height: number }
  | { sort: 'gained'; of: Side; most: number; height: number; stated: Stated[] };

export const sum = (a: Km2 | undefined) => (a ? a.reported_km2 + a.inferred_km2 : 0);

/** The strips that have anything to show, from above. */
export function panels({ points, claimed_areas }: Series): Panel[] {
  const all: Panel[] = (['RU', 'UA', 'contested'] as const).map((of) => ({
    sort: 'held',
    of,
    most: Math.max(...points.map((p) => sum(p.held[of]))),
    height: of === 'contested' ? 48 : 104,
  }));
  for (const of of ['UA', 'RU'] as const) {
    const stated = claimed_areas.filter((s) => s.by === of && shown(s, points));
    const most = Math.max(...points.map((p) => p.gained_km2?.[of] ?? 0), ...stated.map((s) => s.area_km2));
    all.push({ sort: 'gained', of, most, height: of === 'UA' ? 84 : 60, stated });
  }
  return all.filter((p) => p.most > 0);
}

const shown = ({ date }: Stated, points: readonly Point[]) => date >= (points[0]?.date ?? '') && date <= (points.at(-1)?.date ?? '');

/** Round numbers from 0 on that share an axis into about so many parts. The last one does not lie above the most. */
export function ticks(most: number, parts: number): number[] {
  const rough = most / parts;
  const unit = 10 ** Math.floor(Math.log10(rough));
  const step = unit * ([1, 2, 5].find((n) => n * unit >= rough) ?? 10);
  return Array.from({ length: Math.floor(most / step + 1e-9) + 1 }, (_, i) => i * step);
}

/** First days of years, or of every few months where the time is short, with those that are to be named by the year. */
export function dates(first: Day, last: Day, most: number): { day: Day; year: boolean }[] {
  const months = daysBetween(first, last) / 30.4;
  const step = [1, 2, 3, 6, 12, 24, 60].find((n) => months / n <= most) ?? 120;
  const all: { day: Day; year: boolean }[] = [];
  const [year = 0, month = 1] = first.split('-').map(Number);
  for (let n = 12 * year + step * Math.floor((month - 1) / step); ; n += step) {
    const day = `${String(Math.floor(n / 12)).padStart(4, '0')}-${String((n % 12) + 1).padStart(2, '0')}-01`;
    if (day > last) return all;
    if (day >= first) all.push({ day, year: n % 12 === 0 });
  }
}

/** The point in force on a day: the first one that does not end before it. */
export function pointAt(points: readonly Point[], day: Day): number {
  const i = points.findIndex((p) => p.date >= day);
  return i < 0 ? points.length - 1 : i;
}

/** Where days and square kilometres lie. */
export interface Scale {
  x(day: Day): number;
  left: number;
  right: number;
}

export function scale(points: readonly Point[], left: number, right: number): Scale {
  const first = points[0]?.date ?? '';
  const days = Math.max(1, daysBetween(first, points.at(-1)?.date ?? first));
  return { left, right, x: (day) => left + ((right - left) * daysBetween(first, day)) / days };
}

/** The point nearest to a position. */
export function nearest(points: readonly Point[], { x }: Scale, at: number): number {
  let best = 0;
  points.forEach((p, i) => {
    if (Math.abs(x(p.date) - at) < Math.abs(x(points[best]?.date ?? '') - at)) best = i;
  });
  return best;
}
