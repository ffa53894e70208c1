import { describe, expect, test } from 'vitest';
import { admissions, evidence, webAddress } from '../src/evidence.ts';
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
    report({ id: 8, date: '2022-09-20' }),
    report({ id: 7, date: '2022-09-14', source_side: 'third' }),
  ];
  const { why, later, other } = evidence(reports, 7, state({ because: '1,2,5,7,8' }), '2022-09-30');

  test('has what the state rests on, the surest first', () => expect(ids(why)).toEqual([2, 1]));
  test('has apart what bore it out afterwards', () => {
    expect(ids(later)).toEqual([7, 8]);
    expect(ids(evidence(reports, 7, state({ because: '7,8', since: '2022-03-01' }), '2022-09-30').why)).toEqual([7, 8]);
  });
  test('has the other reports up to the date, the newest first', () => expect(ids(other)).toEqual([3, 4]));
  test('has all as other when there is no state', () => {
    expect(ids(evidence(reports, 7, undefined, '2022-09-07').other)).toEqual([3, 4]);
  });
});

test('an admission comes from the side that lost the place', () => {
  const admitted = report({ id: 1, source_side: 'RU' });
  expect(ids(admissions([admitted, report({ id: 2, source_side: 'UA' }), report({ id: 3, from: null, source_side: null })]))).toEqual([1]);
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
