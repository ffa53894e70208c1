import { describe, expect, test } from 'vitest';
import { admissions, evidence, history, webAddress } from '../src/evidence.ts';
import { report, state } from './make.ts';

const ids = (list: { id: number }[]) => list.map((r) => r.id);

describe('evidence of a place', () => {
  const reports = [
    report({ id: 1, status: 'claimed', source_side: 'UA' }),
    report({ id: 2 }),
    report({ id: 3, status: 'denied', date: '2022-09-05' }),
    report({ id: 4, date: null }),
    report({ id: 5, date: '2022-10-01' }),
    report({ id: 6, place_id: 8 }),
  ];
  const { why, other } = evidence(reports, 7, state({ because: '1,2,5' }), '2022-09-30');

  test('has what the state rests on, the surest first', () => expect(ids(why)).toEqual([2, 1]));
  test('has the other reports up to the date, the newest first', () => expect(ids(other)).toEqual([3, 4]));
  test('has all as other when there is no state', () => {
    expect(ids(evidence(reports, 7, undefined, '2022-09-07').other)).toEqual([3, 4]);
  });
});

test('an admission comes from the side that lost the place', () => {
  const admitted = report({ id: 1, source_side: 'RU' });
  expect(ids(admissions([admitted, report({ id: 2, source_side: 'UA' }), report({ id: 3, from: null, source_side: null })]))).toEqual([1]);
});

test('history counts reports of one day that say the same, newest first, undated last', () => {
  const entries = history(
    [
      report({ id: 1 }),
      report({ id: 2 }),
      report({ id: 3, status: 'denied' }),
      report({ id: 4, date: '2022-04-01', by: 'RU', kind: 'capture' }),
      report({ id: 5, date: null, background: true }),
      report({ id: 6, place_id: 8 }),
    ],
    7,
  );
  expect(entries.map((e) => [e.day, e.kind, e.status, e.count])).toEqual([
    ['2022-09-10', 'liberation', 'confirmed', 2],
    ['2022-09-10', 'liberation', 'denied', 1],
    ['2022-04-01', 'capture', 'confirmed', 1],
    [null, 'liberation', 'confirmed', 1],
  ]);
});

test.each([
  ['https://example.org/a?b=c', 'https://example.org/a?b=c'],
  ['HTTP://example.org', 'http://example.org/'],
  ['javascript:alert(1)', null],
  ['JaVaScRiPt:alert(1)', null],
  [' javascript:alert(1)', null],
  ['data:text/html,<script>', null],
  ['//example.org', null],
  ['example.org', null],
  ['', null],
  [null, null],
])('the address %j becomes the link %j', (url, link) => expect(webAddress(url)).toBe(link));
