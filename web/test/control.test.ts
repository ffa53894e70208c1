import { describe, expect, test } from 'vitest';
import { changedSince, changes, count, firstChange, hasEvidence, lastDay, legendCounts, mark } from '../src/control.ts';
import type { Report } from '../src/api.ts';
import { report, state } from './make.ts';

const end = '2030-01-01';
const list = (...reports: Report[]) => changes(reports, [], end);
const words = (...reports: Report[]) => list(...reports).map((c) => c.word);

describe('what is a change', () => {
  test.each([
    ['denied', { status: 'denied' }],
    ['retracted', { status: 'retracted' }],
    ['an advance', { kind: 'advance' }],
    ['told as history', { background: true }],
    ['undated', { date: null }],
    ['without a side', { by: null }],
  ] as [string, Partial<Report>][])('not one that is %s', (_name, change) => expect(list(report(change))).toEqual([]));

  test('one that is told as history, where nothing better is known', () => {
    expect(changes([report({ background: true })], [state({ because: '1' })], end)).toHaveLength(1);
    expect(changes([report({ background: true })], [state({ because: '2' })], end)).toEqual([]);
  });

  test('not one after the date', () => {
    const later = report({ date: '2022-09-12' });
    expect(changes([later], [], '2022-09-11')).toEqual([]);
    expect(changes([later], [], '2022-09-12')).toHaveLength(1);
  });
});

describe('the word of a change', () => {
  test.each([
    ['recaptured', {}],
    ['withdrawal', { kind: 'withdrawal' }],
    ['captured', { kind: 'capture', oblast: 'RU-KRS' }],
    ['lost', { kind: 'capture', by: 'RU', from: 'UA' }],
    ['retaken', { kind: 'liberation', by: 'RU', from: 'UA', oblast: 'RU-KRS' }],
    ['claimed', { status: 'claimed' }],
    ['announced', { status: 'claimed', kind: 'withdrawal' }],
    ['contested', { kind: 'contested' }],
    ['disputed', { status: 'contested' }],
  ] as [string, Partial<Report>][])('%s', (word, change) => expect(words(report(change))).toEqual([word]));

  test('a claim that the server has found borne out is no claim', () => {
    const claim = report({ id: 5, status: 'claimed' });
    const [borneOut] = changes([claim], [state({ because: '4,5' })], end);
    expect(borneOut).toMatchObject({ word: 'recaptured', after: { holder: 'held', hollow: false } });
    const [open] = changes([claim], [state({ holder: 'RU', claim_by: 'UA', because: '5' })], end);
    expect(open).toMatchObject({ word: 'claimed', after: { holder: 'held', hollow: true } });
  });
});

describe('shapes before and after', () => {
  test.each([
    ['square to circle', {}, 'occupied', 'held', false],
    ['circle to square', { kind: 'capture', by: 'RU', from: 'UA' }, 'held', 'occupied', false],
    ['to a hollow circle', { status: 'claimed' }, 'occupied', 'held', true],
    ['to a diamond', { kind: 'contested' }, 'occupied', 'contested', false],
    ['from the other side when the report names none', { from: null }, 'occupied', 'held', false],
  ] as const)('%s', (_name, change, before, after, hollow) => {
    expect(list(report(change))[0]).toMatchObject({ before: { holder: before, hollow: false }, after: { holder: after, hollow } });
  });
});

describe('reports of one change', () => {
  const first = report({ id: 1, date: '2022-09-08', status: 'claimed', published: '2022-09-08', date_basis: 'report' });

  test('within three days are one entry, quoting the surest, dated by the event', () => {
    const confirmed = report({ id: 2, date: '2022-09-11', published: '2022-09-12', date_basis: 'event' });
    expect(list(confirmed, first)).toMatchObject([{ word: 'recaptured', day: '2022-09-11', reports: [{ id: 2 }, { id: 1 }] }]);
  });

  test('have the earliest day of the surest of them', () => {
    const again = report({ id: 2, date: '2022-09-10', date_basis: 'published' });
    const later = report({ id: 3, date: '2022-09-11', date_basis: 'report' });
    expect(list(later, again, first)).toMatchObject([{ day: '2022-09-10', reports: [{ id: 2 }, { id: 3 }, { id: 1 }] }]);
  });

  test('have the day of one that dates the change itself where the surest date only what was said', () => {
    const claimed = report({ id: 2, date: '2022-09-09', date_basis: 'event', status: 'claimed' });
    expect(list(report({ date: '2022-09-11', date_basis: 'published' }), claimed)[0]?.day).toBe('2022-09-09');
  });

  test('have the day that the state names, when it is one of theirs', () => {
    const since = (day: string) => changes([first, report({ id: 2, date: '2022-09-11' })], [state({ because: '2', since: day })], end)[0]?.day;
    expect(since('2022-09-09')).toBe('2022-09-09');
    expect(since('2022-12-01')).toBe('2022-09-11');
  });

  test.each([
    ['four days apart', { date: '2022-09-12' }],
    ['of another place', { place_id: 8 }],
    ['of the other side', { by: 'RU', from: 'UA', kind: 'capture' }],
    ['of fighting inside it', { kind: 'contested' }],
  ] as [string, Partial<Report>][])('are two when %s', (_name, change) => {
    expect(list(first, report({ id: 2, date: '2022-09-08', ...change }))).toHaveLength(2);
  });

  test('quote the least interested voice', () => {
    const media = report({ id: 1 });
    const admitted = report({ id: 2, source_side: 'RU', published: '2022-09-12' });
    const official = report({ id: 3, source_side: 'UA', published: '2022-09-09' });
    expect(list(official, media, admitted)[0]?.reports.map((r) => r.id)).toEqual([2, 1, 3]);
  });
});

describe('what is told again', () => {
  const later = (change: Partial<Report>) => report({ id: 2, date: '2022-09-20', ...change });
  const told = (first: Partial<Report>, second: Partial<Report>) =>
    list(report(first), later(second)).map((c) => `${c.before.holder} to ${c.after.hollow ? 'claimed ' : ''}${c.after.holder}`);

  test.each([
    ['is no change', {}, {}, ['occupied to held']],
    ['as fighting that goes on is none', { kind: 'contested' }, { kind: 'contested' }, ['occupied to contested']],
    ['as a claim that is still open is none', { status: 'claimed' }, { status: 'claimed' }, ['occupied to claimed held']],
    ['as a claim to what is held is none', {}, { status: 'claimed' }, ['occupied to held']],
    ['is one when it was claimed only', { status: 'claimed' }, {}, ['occupied to held', 'occupied to claimed held']],
    ['is one when it was contested in between', { kind: 'contested' }, { from: null }, ['contested to held', 'occupied to contested']],
    ['is one when it is lost again', {}, { by: 'RU', from: 'UA', kind: 'capture' }, ['held to occupied', 'occupied to held']],
    ['is one of another place', {}, { place_id: 8 }, ['occupied to held', 'occupied to held']],
  ] as [string, Partial<Report>, Partial<Report>, string[]][])('%s', (_name, first, second, want) => expect(told(first, second)).toEqual(want));
});

test('a day is as exact as the report, and the day of publication is exact', () => {
  expect(list(report({ date_precision: 'month' }))[0]?.precision).toBe('month');
  const published = report({ date_precision: 'week', date_basis: 'published' });
  expect(changes([published], [state()], end)[0]?.precision).toBe('day');
});

describe('a report that a place is held', () => {
  const held = report({ date_basis: 'published' });
  const words = (reports: Report[], ...states: Parameters<typeof state>[0][]) => changes(reports, states.map(state), end).map((c) => c.word);

  test('is a change when the state began with it', () => expect(words([held], {})).toEqual(['recaptured']));
  test('is none when it was held before', () => expect(words([held], { since: '2022-02-24' })).toEqual([]));
  test('is none when it is the first that is heard of a place, which has another state by now', () => {
    expect(words([held], { because: '9', holder: 'RU' })).toEqual([]);
    expect(words([held])).toEqual([]);
  });
  test('is a change when it gives a day, or comes after a loss', () => {
    expect(words([report()])).toEqual(['recaptured']);
    const lost = report({ id: 2, by: 'RU', from: 'UA', kind: 'capture', date: '2022-04-01' });
    expect(words([held, lost])).toEqual(['recaptured', 'lost']);
  });
  test('is a change when the other side is said to hold it', () => {
    expect(words([report({ by: 'RU', from: 'UA', kind: 'capture', date_basis: 'published' })])).toEqual(['lost']);
  });
});

test('changes come newest first, then latest reported, then by name', () => {
  const a = report({ id: 1, place: 'A', place_id: 1, date: '2022-09-01' });
  const b = report({ id: 2, place: 'B', place_id: 2, published: '2022-09-10' });
  const c = report({ id: 3, place: 'C', place_id: 3 });
  const d = report({ id: 4, place: 'D', place_id: 4 });
  const e = report({ id: 5, place: 'E', place_id: 5, date_precision: 'week', published: '2022-09-30' });
  expect(list(a, e, b, d, c).map((x) => x.name)).toEqual(['C', 'D', 'B', 'E', 'A']);
});

test('days reach from the first change to the last report', () => {
  const reports = [report({ date: '2022-03-01', background: true }), report(), report({ published: '2022-09-20' })];
  expect(firstChange(reports)).toBe('2022-09-10');
  expect(lastDay(reports)).toBe('2022-09-20');
  expect([firstChange([]), lastDay([])]).toEqual([null, null]);
});

describe('counts', () => {
  const reports = [report({ id: 1 }), report({ id: 2, by: 'RU', from: 'UA', kind: 'capture' }), report({ id: 3, kind: 'contested' }), report({ id: 4, by: 'RU', kind: 'capture', background: true })];
  const control = [
    state({ id: 1, because: '1' }),
    state({ id: 2, because: '1,2', claim_by: 'RU' }), // held, and claimed by the other side
    state({ id: 3, holder: 'RU', because: '2' }),
    state({ id: 4, holder: 'RU', because: '2,1', claim_by: 'UA', claim_since: '2022-09-12' }),
    state({ id: 5, holder: 'contested', because: '3' }),
    state({ id: 6, holder: 'unknown', because: '1', claim_by: 'UA', claim_since: '2022-09-12' }),
    state({ id: 7, oblast: 'RU-KRS', because: '1' }), // taken, but no recapture
    state({ id: 8, kind: 'region', because: '1' }), // no single place
    state({ id: 9, because: '3' }), // no gain among its reports
    state({ id: 10, holder: 'RU', because: '4' }), // told as history, and nothing better is known
    state({ id: 11, rests_on: 'none', because: '' }), // no report yet
  ];

  test('a claim never changes them', () => {
    expect(count(control, reports, '2022-09-01')).toEqual({ recaptured: 2, claimed: 2, contested: 1, lost: 3 });
  });
  test('are of what changed since a day, a claim by the day it was made', () => {
    const since = (day: string) => count(control, reports, day);
    expect(since('2022-09-10').recaptured).toBe(2);
    expect(since('2022-09-11')).toEqual({ recaptured: 0, claimed: 2, contested: 0, lost: 0 });
    expect(since('2022-09-13').claimed).toBe(0);
  });
  test('of the legend go by the assessed holder', () => {
    expect(legendCounts(control)).toEqual({ held: 4, occupied: 3, contested: 1, claimed: 3 });
  });
});

test('a mark is hollow, in the claimant’s colour, for an open claim', () => {
  expect(mark(state())).toEqual({ holder: 'held', hollow: false });
  expect(mark(state({ holder: 'RU' }))).toEqual({ holder: 'occupied', hollow: false });
  expect(mark(state({ holder: 'RU', claim_by: 'UA' }))).toEqual({ holder: 'held', hollow: true });
  expect(mark(state({ claim_by: 'RU' }))).toEqual({ holder: 'occupied', hollow: true });
  expect(mark(state({ holder: 'contested' }))).toEqual({ holder: 'contested', hollow: false });
  expect(mark(state({ holder: 'unknown' }))).toEqual({ holder: 'unknown', hollow: false });
});

test('a place that is held because nobody says otherwise has no evidence, and no colour', () => {
  expect(mark(state({ rests_on: 'none' }))).toEqual({ holder: 'unknown', hollow: false });
  expect(mark(state({ rests_on: 'none', claim_by: 'RU' }))).toEqual({ holder: 'occupied', hollow: true });
  expect(mark(state({ rests_on: 'baseline', holder: 'RU' }))).toEqual({ holder: 'occupied', hollow: false });
  expect([{ rests_on: 'none' }, { rests_on: 'none', claim_by: 'RU' }, { rests_on: 'baseline' }, {}].map((c) => hasEvidence(state(c as Partial<ReturnType<typeof state>>)))).toEqual([false, true, true, true]);
});

test('a place changed with its holder or a claim', () => {
  const since = (change: Parameters<typeof state>[0]) => changedSince(state(change), '2022-09-08');
  expect(since({})).toBe(true);
  expect(since({ since: '2022-09-07' })).toBe(false);
  expect(since({ since: '2022-04-01', claim_by: 'RU', claim_since: '2022-09-08' })).toBe(true);
  expect(since({ rests_on: 'baseline' })).toBe(false);
});
