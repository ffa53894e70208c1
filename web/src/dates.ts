// Days and how they are written. A day is a string "YYYY-MM-DD" in UTC; dates are shown in words and
// figures, never in figures alone.

import { messagesIn, type Lang } from './i18n/index.ts';

export type Day = string;
export type Precision = 'day' | 'week' | 'month' | 'year';

export function isDay(s: string): boolean {
  const t = Date.parse(s + 'T00:00:00Z');
  return /^\d{4}-\d\d-\d\d$/.test(s) && !Number.isNaN(t) && new Date(t).toISOString().startsWith(s);
}

export function addDays(day: Day, n: number): Day {
  return new Date(time(day) + n * dayLength).toISOString().slice(0, 10);
}

/** Whole days from a to b, negative when b is earlier. */
export function daysBetween(a: Day, b: Day): number {
  return Math.round((time(b) - time(a)) / dayLength);
}

const dayLength = 86_400_000;
const time = (day: Day) => Date.parse(day + 'T00:00:00Z');

export type Style = 'short' | 'dayMonth' | 'medium' | 'long' | 'spoken' | 'month' | 'monthName' | 'year' | 'weekday';

/** The day in words, "11 September 2022" when long. The browser could say it too, but makes ready for that longer than
 * the whole list takes. */
export function words(day: Day, lang: Lang, style: Style): string {
  const { months, monthsShort, monthsAlone, weekdays, weekdaysShort, year } = messagesIn(lang).calendar;
  const [y = '', m, d] = day.split('-');
  const month = (names: readonly string[]) => names[Number(m) - 1] ?? '';
  const weekday = (names: readonly string[]) => names[new Date(time(day)).getUTCDay()] ?? '';
  const date = (names: readonly string[]) => `${Number(d)} ${month(names)}`;
  switch (style) {
    case 'short':
      return date(monthsShort);
    case 'dayMonth':
      return date(months);
    case 'medium':
      return `${date(monthsShort)} ${year(y)}`;
    case 'long':
      return `${date(months)} ${year(y)}`;
    case 'spoken':
      return `${weekday(weekdays)}, ${date(months)} ${year(y)}`;
    case 'month':
      return `${month(monthsAlone)} ${year(y)}`;
    case 'monthName':
      return month(monthsShort);
    case 'year':
      return y;
    case 'weekday':
      return weekday(weekdaysShort);
  }
}

/** Two days in words, with what they share said once: "5–11 September 2022". */
export function range(first: Day, last: Day, lang: Lang): string {
  const end = words(last, lang, 'long');
  if (first === last) return end;
  if (first.slice(0, 7) === last.slice(0, 7)) return `${Number(first.slice(8))}–${end}`;
  return `${words(first, lang, first.slice(0, 4) === last.slice(0, 4) ? 'dayMonth' : 'long')} – ${end}`;
}

/** The day with its weekday, "Sun, 11 September 2022" when long. */
export function withWeekday(day: Day, lang: Lang, style: 'medium' | 'long'): string {
  return `${words(day, lang, 'weekday')}, ${words(day, lang, style)}`;
}

/** The time of an event, no more precise than the report: a day, "the week of …", a month, a year. */
export function when(day: Day, precision: Precision, lang: Lang, weekOf: (day: string) => string): string {
  switch (precision) {
    case 'year':
      return words(day, lang, 'year');
    case 'month':
      return words(day, lang, 'month');
    case 'week':
      return weekOf(words(day, lang, 'long'));
    case 'day':
      return words(day, lang, 'long');
  }
}
