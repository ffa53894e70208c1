import { describe, expect, test } from 'vitest';
import { earlierStart, movedStart, windowStart } from '../src/period.ts';

test('a window is a week, unless another first day is asked for that lies in it', () => {
  expect(windowStart(null, '2022-09-12')).toBe('2022-09-06');
  expect(windowStart('2022-03-01', '2022-09-12')).toBe('2022-03-01');
  expect(windowStart('2022-09-12', '2022-09-12')).toBe('2022-09-12');
  expect(windowStart('2022-09-13', '2022-09-12')).toBe('2022-09-06');
});

describe('when the date moves', () => {
  const moved = (since: string | null, to: string) => movedStart(since, '2022-09-12', to);

  test('the start stays', () => {
    expect(moved('2022-09-10', '2022-09-30')).toBe('2022-09-10');
    expect(moved('2022-09-10', '2022-09-10')).toBe('2022-09-10');
  });
  test('the usual week moves along', () => expect(moved(null, '2022-09-01')).toBeNull());
  test('a date that passes the start takes the window along, at its length', () => {
    expect(moved('2022-09-10', '2022-09-05')).toBe('2022-09-03');
    expect(moved('2022-09-12', '2022-09-05')).toBe('2022-09-05');
  });
  test('but at most a week', () => {
    expect(moved('2022-07-01', '2022-06-01')).toBeNull();
    expect(windowStart(moved('2022-07-01', '2022-06-01'), '2022-06-01')).toBe('2022-05-26');
  });
});

test('looking further back goes a week, or to the change before', () => {
  expect(earlierStart('2022-09-08', null)).toBe('2022-09-01');
  expect(earlierStart('2022-09-08', '2022-09-05')).toBe('2022-09-01');
  expect(earlierStart('2022-09-08', '2022-07-03')).toBe('2022-07-03');
});
