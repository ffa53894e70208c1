import { describe, expect, test } from 'vitest';
import { number, percent, quantity } from '../src/chart/format.ts';
import { address, dates, nearest, panels, pointAt, scale, ticks, type Asked, type Point, type Series } from '../src/chart/series.ts';
import { words } from '../src/chart/words.ts';

const point = (date: string, ru: number, more: Partial<Point> = {}): Point => ({
  date,
  held: { RU: { reported_km2: ru, inferred_km2: 10 }, UA: { reported_km2: 5, inferred_km2: 0 } },
  none_km2: 0,
  claimed_km2: {},
  ...more,
});
const points = [point('2022-02-27', 100), point('2022-03-06', 200, { gained_km2: { RU: 90, UA: 0 } }), point('2022-03-13', 150, { gained_km2: { RU: 0, UA: 40 } })];

const asked: Asked = { copy: false, year: false, day: '2022-09-11', asOf: null, range: { first: '2022-02-24', last: '2026-01-10' } };

describe('the address', () => {
  test('is the whole time by week, and by month where that would be too many points', () => {
    expect(address(asked, 'json')).toBe('timeline/areas?bucket=week&from=2022-02-24&to=2026-01-10&f=json');
    expect(address({ ...asked, range: { first: '2014-02-20', last: '2026-01-10' } }, 'csv')).toBe('timeline/areas?bucket=month&from=2014-02-20&to=2026-01-10&f=csv');
  });
  test('is a year by day around the date, inside the data', () => {
    expect(address({ ...asked, year: true, day: '2023-06-01' }, 'json')).toBe('timeline/areas?bucket=day&from=2022-12-01&to=2023-11-30&f=json');
    expect(address({ ...asked, year: true }, 'json')).toBe('timeline/areas?bucket=day&from=2022-03-13&to=2023-03-12&f=json');
    expect(address({ ...asked, year: true, day: '2022-03-01' }, 'json')).toContain('from=2022-02-24&to=2023-02-23');
    expect(address({ ...asked, year: true, day: '2026-01-10' }, 'json')).toContain('from=2025-01-11&to=2026-01-10');
  });
  test('ends with the day whose knowledge is asked for', () => {
    expect(address({ ...asked, asOf: '2022-09-11' }, 'json')).toBe('timeline/areas?bucket=week&from=2022-02-24&to=2022-09-11&as-of=2022-09-11&f=json');
  });
  test('of a published copy is a file', () => {
    expect(address({ ...asked, copy: true }, 'csv')).toBe('data/areas-timeline.csv');
  });
});

test('strips are shown only where there is something to show, with what was stated inside the time', () => {
  const said = { area_km2: 300, by: 'UA', status: 'claimed', source_side: 'UA', publisher: 'P', title: 'T', quote: 'Q' } as const;
  const series: Series = { bucket: 'week', country_km2: 1000, points, claimed_areas: [{ ...said, date: '2022-03-10' }, { ...said, date: '2023-01-01' }] };
  const strips = panels(series);
  expect(strips.map((p) => [p.sort, p.of, p.most])).toEqual([
    ['held', 'RU', 210],
    ['held', 'UA', 5],
    ['gained', 'UA', 300],
    ['gained', 'RU', 90],
  ]);
  expect(strips.map((p) => (p.sort === 'gained' ? p.stated.length : 0))).toEqual([0, 0, 1, 0]);
});

test('axes have round numbers', () => {
  expect(ticks(155_000, 4)).toEqual([0, 50_000, 100_000, 150_000]);
  expect(ticks(2_240, 2)).toEqual([0, 2000]);
  expect(ticks(90, 4)).toEqual([0, 50]);
  expect(ticks(0.3, 2)).toEqual([0, 0.2]);
});

test('the axis of time names years, or months where the time is short', () => {
  expect(dates('2022-02-24', '2026-01-10', 5)).toEqual([
    { day: '2023-01-01', year: true },
    { day: '2024-01-01', year: true },
    { day: '2025-01-01', year: true },
    { day: '2026-01-01', year: true },
  ]);
  expect(dates('2022-03-13', '2023-03-12', 5).map((d) => d.day)).toEqual(['2022-04-01', '2022-07-01', '2022-10-01', '2023-01-01']);
  expect(dates('2022-09-02', '2022-09-08', 5)).toEqual([]);
});

test('a day is at the point that ends it, a position at the nearest point', () => {
  expect(['2022-02-01', '2022-02-27', '2022-02-28', '2022-03-13', '2024-01-01'].map((day) => pointAt(points, day))).toEqual([0, 0, 1, 2, 2]);
  const s = scale(points, 50, 190);
  expect([s.x('2022-02-27'), s.x('2022-03-06'), s.x('2022-03-13')]).toEqual([50, 120, 190]);
  expect([0, 84, 86, 400].map((x) => nearest(points, s, x))).toEqual([0, 0, 1, 2]);
  expect(scale(points.slice(0, 1), 50, 190).x('2022-02-27')).toBe(50);
});

test('numbers are no more exact than they are known, and grouped as the language has it', () => {
  expect(quantity(123_456, 'en')).toBe('123,000 km²');
  expect(quantity(8_534, 'uk').replace(/\s/g, ' ')).toBe('8 530 км²');
  expect(number(2000, 'en')).toBe('2,000');
  expect([percent(123_456, 599_066, 'en'), percent(100, 599_066, 'en'), percent(0, 599_066, 'en'), percent(5, 0, 'en')]).toEqual(['20.6', '< 0.1', '0.0', '0.0']);
});

test('both languages have the same words', () => {
  const shape = (of: object): unknown => Object.entries(of).map(([key, value]) => [key, typeof value === 'object' ? shape(value as object) : typeof value]).sort();
  expect(shape(words.uk)).toEqual(shape(words.en));
});
