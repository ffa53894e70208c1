import { beforeAll, expect, test } from 'vitest';
import { addDays, daysBetween, isDay, range, when, withWeekday, words } from '../src/dates.ts';
import { learn } from '../src/i18n/index.ts';

test('days count over months, leap days and changes of the clock', () => {
  expect(addDays('2022-02-28', 1)).toBe('2022-03-01');
  expect(addDays('2024-02-28', 1)).toBe('2024-02-29');
  expect(addDays('2022-01-01', -1)).toBe('2021-12-31');
  expect(daysBetween('2022-03-26', '2022-03-28')).toBe(2);
  expect(daysBetween('2022-10-31', '2022-10-29')).toBe(-2);
});

test('a day is a real one', () => {
  expect(['2022-09-11', '2024-02-29'].map(isDay)).toEqual([true, true]);
  expect(['2023-02-29', '2022-9-11', '2022-09-11T00', '', 'today', '2022-13-01'].map(isDay)).toEqual(Array(6).fill(false));
});

beforeAll(() => learn('uk'));

test.each([
  ['en', 'en-GB'],
  ['uk', 'uk'],
] as const)('dates in %s are what the browser would say', (lang, locale) => {
  const styles: Record<Parameters<typeof words>[2], Intl.DateTimeFormatOptions> = {
    short: { day: 'numeric', month: 'short' },
    dayMonth: { day: 'numeric', month: 'long' },
    medium: { day: 'numeric', month: 'short', year: 'numeric' },
    long: { day: 'numeric', month: 'long', year: 'numeric' },
    spoken: { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' },
    month: { month: 'long', year: 'numeric' },
    monthName: { month: 'short' },
    year: { year: 'numeric' },
    weekday: { weekday: 'short' },
  };
  for (const [style, options] of Object.entries(styles)) {
    const browser = new Intl.DateTimeFormat(locale, { ...options, timeZone: 'UTC' });
    for (let month = 0; month < 12; month++) { // and every day of the week
      const day = new Date(Date.UTC(2022, month, 4 + month));
      expect(words(day.toISOString().slice(0, 10), lang, style as keyof typeof styles).replace(/\s/g, ' ')).toBe(browser.format(day).replace(/\s/g, ' '));
    }
  }
});

test('dates are in words and figures', () => {
  expect(words('2022-09-11', 'en', 'long')).toBe('11 September 2022');
  expect(words('2022-09-11', 'en', 'medium')).toBe('11 Sept 2022');
  expect(withWeekday('2022-09-11', 'en', 'long')).toBe('Sun, 11 September 2022');
  expect(withWeekday('2022-09-11', 'uk', 'long')).toMatch(/^нд, 11 вересня 2022/);
});

test.each([
  ['en', '2022-09-05', '2022-09-11', '5–11 September 2022'],
  ['en', '2022-08-29', '2022-09-11', '29 August – 11 September 2022'],
  ['en', '2021-12-29', '2022-01-11', '29 December 2021 – 11 January 2022'],
  ['en', '2021-09-05', '2022-09-11', '5 September 2021 – 11 September 2022'],
  ['en', '2022-09-11', '2022-09-11', '11 September 2022'],
  ['uk', '2022-09-05', '2022-09-11', '5–11 вересня 2022 р.'],
  ['uk', '2022-08-29', '2022-09-11', '29 серпня – 11 вересня 2022 р.'],
  ['uk', '2021-12-29', '2022-01-11', '29 грудня 2021 р. – 11 січня 2022 р.'],
] as const)('two days share what is the same: %s, %s to %s', (lang, first, last, wanted) => {
  expect(range(first, last, lang).replace(/\s/g, ' ')).toBe(wanted);
});

test('a date is no more exact than the report', () => {
  const weekOf = (day: string) => `the week of ${day}`;
  expect(when('2022-09-05', 'day', 'en', weekOf)).toBe('5 September 2022');
  expect(when('2022-09-05', 'week', 'en', weekOf)).toBe('the week of 5 September 2022');
  expect(when('2022-09-01', 'month', 'en', weekOf)).toBe('September 2022');
  expect(when('2022-01-01', 'year', 'en', weekOf)).toBe('2022');
});
