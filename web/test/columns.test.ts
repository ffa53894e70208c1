import { describe, expect, test } from 'vitest';
import type { Bucket } from '../src/api.ts';
import {
  around,
  columnsOf,
  comfortable,
  following,
  heights,
  inSight,
  ruler,
  showing,
  spread,
  stopsOf,
  ticksOf,
  unitOf,
  within,
  zoomed,
} from '../src/columns.ts';
import { addDays, daysBetween } from '../src/dates.ts';
import { pulled } from '../src/panel/pull.ts';

const first = '2022-02-24'; // a Thursday
const at = (day: string) => daysBetween(first, day);
const bucket = (date: string, counts: Partial<Bucket> = {}): Bucket => ({ date, recaptured: 0, claimed: 0, contested: 0, lost: 0, other: 0, ...counts });

describe('columns', () => {
  const buckets = [bucket('2022-02-27', { lost: 2 }), bucket('2022-02-28', { recaptured: 1 }), bucket('2022-03-06', { claimed: 3, lost: 1 })];

  test('are days, weeks over 120 days in sight, months over three years', () => {
    expect([21, 120, 121, 1000, 1098, 1099].map(unitOf)).toEqual(['day', 'day', 'week', 'week', 'week', 'month']);
  });
  test('of days hold what the days hold', () => {
    const columns = columnsOf(buckets, first, 'day');
    expect(columns.map(({ from, to }) => [from, to])).toEqual([[3, 4], [4, 5], [10, 11]]);
    expect(columns[2]).toMatchObject({ claimed: 3, lost: 1, recaptured: 0 });
  });
  test('of weeks go from Monday to Sunday', () => {
    expect(columnsOf(buckets, first, 'week')).toEqual([
      { from: -3, to: 4, recaptured: 0, claimed: 0, contested: 0, lost: 2, other: 0 },
      { from: 4, to: 11, recaptured: 1, claimed: 3, contested: 0, lost: 1, other: 0 },
    ]);
  });
  test('of months are as long as the months', () => {
    expect(columnsOf(buckets, first, 'month').map(({ from, to }) => [addDays(first, from), addDays(first, to)])).toEqual([
      ['2022-02-01', '2022-03-01'],
      ['2022-03-01', '2022-04-01'],
    ]);
    expect(around(at('2024-02-29'), first, 'month')).toEqual({ from: at('2024-02-01'), to: at('2024-03-01') });
    expect(around(at('2024-12-31'), first, 'month')).toEqual({ from: at('2024-12-01'), to: at('2025-01-01') });
  });
  test.each(['day', 'week', 'month'] as const)('of a %s lose nothing and do not overlap', (unit) => {
    const many = Array.from({ length: 400 }, (_, i) => bucket(addDays(first, i * 3), { recaptured: i % 5, lost: 1 }));
    const columns = columnsOf(many, first, unit);
    expect(columns.reduce((n, c) => n + c.recaptured + c.lost, 0)).toBe(many.reduce((n, b) => n + b.recaptured + b.lost, 0));
    columns.slice(1).forEach((c, i) => expect(c.from).toBeGreaterThanOrEqual(columns[i]?.to ?? NaN));
    expect(many.map((b) => b.lost)).toEqual(Array(400).fill(1)); // the buckets stay as they are
  });
  test('in sight are those that reach into it', () => {
    const columns = columnsOf(buckets, first, 'day');
    expect(inSight(columns, { from: 3.5, days: 1 }).map((c) => c.from)).toEqual([3, 4]);
    expect(inSight(columns, { from: 5, days: 5 })).toEqual([]);
  });
});

describe('heights', () => {
  const column = (up: number, lost: number) => ({ from: 0, to: 1, recaptured: up, claimed: 0, contested: 0, other: 0, lost });

  test('are the same for a change above and below, and none is past the rim', () => {
    for (const [up, lost] of [[12, 1], [1, 12], [80, 80], [0, 90], [5, 0]] as const) {
      const { axis, one } = heights([column(up, 0), column(0, lost)], 50);
      expect(up * one).toBeLessThanOrEqual(axis + 1e-9);
      expect(lost * one).toBeLessThanOrEqual(50 - axis + 1e-9);
      expect(Math.max(up * one - axis, lost * one - (50 - axis))).toBeCloseTo(0, 6); // the room is used
    }
  });
  test('leave room below the axis when nothing was lost, and do not make one change a tower', () => {
    const { axis, one } = heights([column(1, 0)], 50);
    expect(axis).toBeCloseTo(42);
    expect(one).toBeCloseTo(14);
    expect(heights([], 50)).toEqual(heights([column(0, 0)], 50));
  });
});

describe('what is in sight', () => {
  const count = 1041;

  test('is as many days at first as have comfortable columns', () => {
    expect([300, 390, 1016, 1500, 3000].map(comfortable)).toEqual([21, 21, 22, 32, 45]);
  });
  test('goes by stops up to the whole', () => {
    expect(stopsOf(21, count)).toEqual([21, 45, 120, 366, 1041]);
    expect(stopsOf(45, count)).toEqual([45, 120, 366, 1041]);
    expect(stopsOf(21, 400)).toEqual([21, 45, 120, 400]);
    expect(stopsOf(21, 12)).toEqual([12]);
    expect(stopsOf(21, 1)).toEqual([10]); // as few as are shown
  });
  test('stays among the days there are', () => {
    expect(within({ from: -5, days: 21 }, count)).toEqual({ from: 0, days: 21 });
    expect(within({ from: 1040, days: 21 }, count)).toEqual({ from: 1020, days: 21 });
    expect(within({ from: 3, days: 5000 }, count)).toEqual({ from: 0, days: 1041 });
    expect(within({ from: 0, days: 21 }, 4)).toEqual({ from: -3, days: 10 });
  });
  test('has the window in the middle, in as many days as it takes', () => {
    expect(showing(200, 206, [21, 45, count], count)).toEqual({ from: 193, days: 21 });
    expect(showing(200, 222, [21, 45, count], count)).toEqual({ from: 189, days: 45 });
    expect(showing(0, 1040, [21, 45, count], count)).toEqual({ from: 0, days: 1041 });
    expect(showing(1034, 1040, [21, 45, count], count)).toEqual({ from: 1020, days: 21 });
  });
  test('keeps what is pointed at in its place when it shows more or fewer days', () => {
    const [span, x] = [{ from: 100, days: 20 }, 110];
    const to = zoomed(span, 60, x, count);
    expect((x - to.from) / to.days).toBeCloseTo((x - span.from) / span.days);
    expect(zoomed(to, 20, x, count)).toEqual(span);
  });
  test('stays where it is while the window is in sight', () => {
    expect(following({ from: 193, days: 21 }, 200, 206, count)).toEqual({ from: 193, days: 21 });
    expect(following({ from: 193, days: 21 }, 206, 211, count)).toEqual({ from: 193, days: 21 });
  });
  test('goes along with the date, no farther than it must', () => {
    expect(following({ from: 193, days: 21 }, 206, 212, count)).toEqual({ from: 194, days: 21 });
    expect(following({ from: 193, days: 21 }, 188, 194, count)).toEqual({ from: 186, days: 21 });
    expect(following({ from: 193, days: 21 }, 100, 190, count)).toEqual({ from: 188, days: 21 }); // too long a window: the date alone
  });
  test('has the window in the middle after a leap', () => {
    expect(following({ from: 193, days: 21 }, 600, 606, count)).toEqual({ from: 593, days: 21 });
    expect(following({ from: 193, days: 21 }, 1034, 1040, count)).toEqual({ from: 1020, days: 21 });
    expect(following({ from: 193, days: 21 }, -60, -54, count)).toEqual({ from: 0, days: 21 });
  });
});

test('days become pixels and pixels days', () => {
  const { x, day, perDay } = ruler({ from: 100, days: 20 }, 1032, 16);
  expect([x(100), x(120), perDay]).toEqual([16, 1016, 50]);
  expect(day(x(107.25))).toBeCloseTo(107.25);
});

describe('handles', () => {
  test('stand where the window begins and ends', () => expect(spread(100, 400, 24, 16, 984)).toEqual([100, 400]));
  test('are moved apart when they would overlap', () => {
    expect(spread(500, 507, 24, 16, 984)).toEqual([491.5, 515.5]);
    expect(spread(500, 500, 24, 16, 984)).toEqual([488, 512]);
  });
  test('stay at the rim when they are out of sight, apart there too', () => {
    expect(spread(-300, 400, 24, 16, 984)).toEqual([16, 400]);
    expect(spread(980, 984, 24, 16, 984)).toEqual([960, 984]);
    expect(spread(-300, -200, 24, 16, 984)).toEqual([16, 40]);
    expect(spread(1300, 1400, 24, 16, 984)).toEqual([960, 984]);
  });
});

describe('pulling', () => {
  const window = { start: 200, last: 206 };

  test('moves a handle by whole days', () => {
    expect(pulled('start', window, -3.4, 1041)).toEqual({ start: 197, last: 206 });
    expect(pulled('last', window, 3.6, 1041)).toEqual({ start: 200, last: 210 });
  });
  test('never takes a handle past the other', () => {
    expect(pulled('start', window, 50, 1041)).toEqual({ start: 206, last: 206 });
    expect(pulled('last', window, -50, 1041)).toEqual({ start: 200, last: 200 });
  });
  test('ends at the days there are', () => {
    expect(pulled('start', window, -Infinity, 1041)).toEqual({ start: 0, last: 206 });
    expect(pulled('last', window, Infinity, 1041)).toEqual({ start: 200, last: 1040 });
    expect(pulled('last', { start: -6, last: 0 }, -Infinity, 1041)).toEqual({ start: 0, last: 0 });
  });
  test('moves the window as a whole, at its length', () => {
    expect(pulled('window', window, 9.7, 1041)).toEqual({ start: 210, last: 216 });
    expect(pulled('window', window, -900, 1041)).toEqual({ start: 0, last: 6 });
    expect(pulled('window', window, 9000, 1041)).toEqual({ start: 1034, last: 1040 });
  });
});

describe('labels', () => {
  const labels = (from: string, days: number, perDay: number) =>
    ticksOf({ from: at(from), days }, first, 1041, perDay).map(({ day, sort }) => (sort === 'day' ? String(Number(day.slice(8))) : `${sort} ${day.slice(0, 7)}`));

  test('name every day where there is room', () => {
    expect(labels('2022-08-29', 7, 47)).toEqual(['29', '30', '31', 'month 2022-09', '2', '3', '4']);
  });
  test('name round days else, and none just before the first of a month', () => {
    expect(labels('2022-08-24', 21, 17)).toEqual(['25', '27', '29', 'month 2022-09', '3', '5', '7', '9', '11', '13']);
    expect(labels('2022-12-20', 45, 8)).toEqual(['21', '26', 'year 2023-01', '6', '11', '16', '21', '26', 'month 2023-02']);
  });
  test('name months and years over a long time', () => {
    expect(labels('2022-02-24', 366, 2.7)).toHaveLength(12);
    expect(labels('2022-02-24', 1041, 0.94)).toEqual(expect.arrayContaining(['month 2022-04', 'year 2023-01', 'month 2024-10']));
    expect(labels('2022-02-24', 1041, 0.94)).toHaveLength(11);
    expect(labels('2022-02-24', 1041, 0.1)).toEqual(['year 2023-01', 'year 2024-01']);
  });
  test('name no day that there is not', () => {
    expect(labels('2024-12-25', 30, 47)).toEqual(['25', '26', '27', '28', '29', '30']);
  });
});
