import { describe, expect, test } from 'vitest';
import type { AreaChange } from '../src/api.ts';
import { dayBefore, paired } from '../src/compare/days.ts';
import { differing, sizes, tally } from '../src/compare/difference.ts';
import { wordsIn } from '../src/compare/words.ts';
import { state } from './make.ts';

const limits = { first: '2022-02-24', last: '2022-12-31' };

describe('the two days', () => {
  test('come in order, with the window between them', () => {
    const fortnight = { versus: '2022-09-01', date: '2022-09-14', since: '2022-09-02' };
    expect(paired('2022-09-01', '2022-09-14', limits)).toEqual(fortnight);
    expect(paired('2022-09-14', '2022-09-01', limits)).toEqual(fortnight);
  });

  test('leave out what the state leaves out: the last day, and the start of the usual week', () => {
    expect(paired('2022-12-24', '2022-12-31', limits)).toEqual({ versus: '2022-12-24', date: null, since: null });
  });

  test('stay within what there is, and apart', () => {
    expect(paired('2021-01-01', '2030-01-01', limits)).toEqual({ versus: '2022-02-24', date: null, since: '2022-02-25' });
    expect(paired('2022-09-05', '2022-09-05', limits)).toMatchObject({ versus: '2022-09-04', date: '2022-09-05' });
  });

  test('go with a window: the earlier is the day before it, from the first day of the map on', () => {
    expect(dayBefore(null, '2022-09-11')).toBe('2022-09-04');
    expect(dayBefore('2022-09-10', '2022-09-11')).toBe('2022-09-09');
    expect(dayBefore('2022-02-24', '2022-03-01')).toBe('2022-02-24');
    const { versus, since } = paired('2022-09-01', '2022-09-14', limits);
    expect(dayBefore(since, '2022-09-14')).toBe(versus);
  });
});

describe('places', () => {
  const occupied = state({ id: 1, holder: 'RU', previous: 'UA' });
  const held = state({ id: 1, holder: 'UA', previous: 'RU' });

  test('differ by holder, and by a claim unless only what is confirmed counts', () => {
    expect([...differing([occupied], [held], false).values()]).toMatchObject([
      { id: 1, from: { holder: 'occupied', hollow: false }, to: { holder: 'held', hollow: false }, turn: 'recaptured' },
    ]);
    expect(differing([held], [held], false).size).toBe(0);
    const claimed = { ...occupied, claim_by: 'UA' as const };
    expect([...differing([occupied], [claimed], false).values()]).toMatchObject([{ to: { holder: 'held', hollow: true }, turn: 'other' }]);
    expect(differing([occupied], [claimed], true).size).toBe(0);
    expect(differing([{ ...held, rests_on: 'none' }], [held], false).size).toBe(0); // better known, no more
  });

  test('of which the earlier day tells nothing were what their state says', () => {
    const taken = state({ id: 2, holder: 'RU', previous: 'UA' });
    expect([...differing([], [taken], false).values()]).toMatchObject([{ from: { holder: 'held' }, to: { holder: 'occupied' }, turn: 'lost' }]);
    expect(differing([], [{ ...taken, previous: 'RU' }], false).size).toBe(0);
  });

  test('are counted in Ukraine alone, and regions not at all', () => {
    const abroad = state({ id: 3, holder: 'UA', previous: 'RU', oblast: 'RU-KRS' });
    const region = state({ id: 4, holder: 'UA', previous: 'RU', kind: 'region' });
    const fought = state({ id: 5, holder: 'contested', previous: 'UA' });
    expect(tally(differing([], [held, abroad, region, fought], false).values())).toEqual({ recaptured: 1, lost: 0, contested: 1, other: 1 });
  });
});

test('square kilometres are summed by which way they went, with what is inferred of them', () => {
  const part = (from_holder: AreaChange['from_holder'], to_holder: AreaChange['to_holder'], certainty: AreaChange['certainty'], area_km2: number): AreaChange => ({
    from_holder,
    to_holder,
    certainty,
    area_km2,
    shape: { type: 'MultiPolygon', coordinates: [] },
  });
  const all = [part('RU', 'UA', 'reported', 5), part('contested', 'UA', 'inferred', 3), part('UA', 'RU', 'inferred', 2), part('UA', 'contested', 'reported', 1), part('RU', 'unknown', 'reported', 9)];
  expect(sizes(all)).toEqual({ gained: { all: 8, inferred: 3 }, lost: { all: 2, inferred: 2 }, contested: { all: 1, inferred: 0 } });
});

test('no word is left empty', () => {
  for (const words of Object.values(wordsIn)) {
    for (const [key, word] of Object.entries(words)) {
      const text = typeof word === 'string' ? word : (word as (...args: unknown[]) => string)('a', 'b', 'c', 'd');
      expect(text, key).toMatch(/\S/);
      expect(text, key).not.toMatch(/undefined/);
    }
  }
});
