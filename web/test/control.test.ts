import { describe, expect, test } from 'vitest';
import type { Change } from '../src/api.ts';
import { after, before, count, hasEvidence, legendCounts, mark, newestFirst, passes, wordOf } from '../src/control.ts';
import { plainAddress } from '../src/hash.ts';
import { change, state } from './make.ts';

const lost = { change: 'lost', from_holder: 'UA', to_holder: 'RU' } as const;
const contested = { change: 'contested', to_holder: 'contested' } as const;
const claimed = { change: 'claimed', to_holder: 'RU', to_claim_by: 'UA', status: 'claimed' } as const;
const dropped = { change: 'other', to_holder: 'RU', from_claim_by: 'UA' } as const;
const inRussia = { oblast: 'RU-KRS' };

describe('the word of a change', () => {
  test.each([
    ['recaptured', {}],
    ['withdrawal', { withdrawal: true, presumed: true }],
    ['recaptured', { withdrawal: true }], // entry is reported too
    ['captured', { ...lost, ...inRussia, to_holder: 'UA' }],
    ['lost', lost],
    ['retaken', { ...inRussia, to_holder: 'RU' }],
    ['claimed', claimed],
    ['announced', { ...claimed, to_claim_announced: true }],
    ['disputed', { ...claimed, to_claim_announced: true, to_claim_disputed: true }],
    ['contested', contested],
    ['dropped', dropped],
    ['unclear', { change: 'other', to_holder: 'unknown' }],
  ] as [string, Partial<Change>][])('%s', (word, other) => expect(wordOf(change(other))).toBe(word));
});

describe('shapes before and after', () => {
  const shape = (m: { holder: string; hollow: boolean }) => (m.hollow ? 'hollow ' : '') + m.holder;
  test.each([
    ['square to circle', {}, 'occupied', 'held'],
    ['circle to square', lost, 'held', 'occupied'],
    ['to a hollow circle', claimed, 'occupied', 'hollow held'],
    ['from a hollow circle', { from_claim_by: 'UA' }, 'hollow held', 'held'],
    ['to a diamond', contested, 'occupied', 'contested'],
    ['from nothing known', { from_holder: 'unknown' }, 'unknown', 'held'],
  ] as [string, Partial<Change>, string, string][])('%s', (_name, other, from, to) => {
    expect([shape(before(change(other))), shape(after(change(other)))]).toEqual([from, to]);
  });
});

describe('a filter', () => {
  const all = { plain: {}, lost, contested, claimed, claimedByRussia: { ...claimed, to_holder: 'UA', to_claim_by: 'RU' }, dropped, retaken: { ...inRussia, to_holder: 'RU' } } as Record<string, Partial<Change>>;
  const through = (filters: Partial<Parameters<typeof passes>[1]>) =>
    Object.keys(all).filter((name) => passes(change(all[name]), { ...plainAddress, ...filters }));

  test('lets all through that it does not name', () => expect(through({})).toEqual(Object.keys(all)));
  test.each([
    ['recaptured', ['plain', 'claimed']],
    ['lost', ['lost', 'claimedByRussia']],
    ['contested', ['contested']],
  ] as const)('of the sort %s takes its claims along', (kind, want) => expect(through({ kind })).toEqual(want));
  test('of what is confirmed leaves claims out', () => expect(through({ confirmed: true })).toEqual(['plain', 'lost', 'contested', 'retaken']));
  test('of the legend goes by the mark that comes of it', () => {
    expect(through({ off: ['claimed'] })).toEqual(['plain', 'lost', 'contested', 'dropped', 'retaken']);
    expect(through({ off: ['occupied', 'contested'] })).toEqual(['plain', 'claimed', 'claimedByRussia']);
  });
  test.each([
    [['A'], true],
    [['C'], false],
    [['-A'], true], // B tells of it too
    [['-A', '-B'], false],
    [['A', '-B'], true],
    [['B', '-B'], false],
  ])('of the sources %j lets what A and B told through: %s', (sources, want) => {
    expect(passes(change({ publishers: 'A; B' }), { ...plainAddress, sources })).toBe(want);
  });
  test('that leaves a publisher out keeps what nobody is named for away, and one that names none lets it through', () => {
    expect(passes(change({ publishers: null }), { ...plainAddress, sources: ['-A'] })).toBe(false);
    expect(passes(change({ publishers: null }), plainAddress)).toBe(true);
  });
});

test('changes come newest first, then exactly dated first, then latest known, then by name', () => {
  const list = [
    change({ name: 'A', date: '2022-09-01' }),
    change({ name: 'E', date_precision: 'week', known_from: '2022-09-30' }),
    change({ name: 'B', known_from: '2022-09-10' }),
    change({ name: 'D' }),
    change({ name: 'C' }),
  ];
  expect(list.sort(newestFirst).map((c) => c.name)).toEqual(['C', 'D', 'B', 'E', 'A']);
});

describe('counts', () => {
  const of = (...changes: Partial<Change>[]) => count(changes.map((c, i) => change({ place_id: i, ...c })));

  test('are of places in Ukraine, but for fighting', () => {
    expect(of({}, {}, lost, contested, claimed, dropped, { ...inRussia, to_holder: 'RU' }, { ...contested, ...inRussia })).toEqual({ recaptured: 2, claimed: 1, contested: 2, lost: 1 });
  });
  test('are of places on the ground', () => expect(of({ kind: 'region' }).recaptured).toBe(0));
  test('go by the last change of a place', () => {
    expect(of({ place_id: 1, ...lost }, { place_id: 1 })).toEqual({ recaptured: 0, claimed: 0, contested: 0, lost: 1 });
  });
  test('a claim never changes them, and is counted unless it fell or was borne out', () => {
    expect(of({ place_id: 1, ...claimed }, { place_id: 1, ...lost })).toEqual({ recaptured: 0, claimed: 1, contested: 0, lost: 1 });
    expect(of({ place_id: 1 }, { place_id: 1, ...claimed })).toEqual({ recaptured: 1, claimed: 0, contested: 0, lost: 0 });
    expect(of({ place_id: 1, ...dropped }, { place_id: 1, ...claimed }).claimed).toBe(0);
    expect(of({ ...claimed, to_holder: 'UA', to_claim_by: 'RU' }).claimed).toBe(0);
  });
  test('of the legend go by the assessed holder, with claims beside it', () => {
    const control = [state(), state({ claim_by: 'RU' }), state({ holder: 'RU', claim_by: 'UA' }), state({ holder: 'contested' }), state({ rests_on: 'none' }), state({ holder: 'unknown', claim_by: 'UA' })];
    expect(legendCounts(control)).toEqual({ held: 2, occupied: 1, contested: 1, claimed: 3, unknown: 2 });
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
