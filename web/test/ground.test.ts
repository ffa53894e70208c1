import { describe, expect, test } from 'vitest';
import type { Area } from '../src/api.ts';
import { groundOf, rough, totals } from '../src/map/ground.ts';
import { phase } from '../src/map/hatch.ts';
import { project } from '../src/map/project.ts';
import { area } from './make.ts';

const border = (a: Partial<Area>, b: Partial<Area>) => groundOf([area([[30, 50]], a), area([[31, 50]], b)], []).edges;
const sorts = (a: Partial<Area>, b: Partial<Area>) => border(a, b).map((e) => e.sort);

describe('the line between two areas', () => {
  test('runs where they meet, once, and not along the outside', () => {
    const [edge, ...rest] = border({ holder: 'UA' }, { holder: 'RU' });
    expect(rest).toEqual([]);
    expect([...(edge?.points ?? [])]).toEqual([...project(31, 50), ...project(31, 51)]);
  });

  test.each([
    ['is of control where the holders differ', { holder: 'UA' }, { holder: 'RU' }, ['control']],
    ['also where one is claimed', { holder: 'UA' }, { holder: 'RU', claim_by: 'UA' }, ['control']],
    ['is of the claim where only that differs', { holder: 'RU' }, { holder: 'RU', claim_by: 'UA' }, ['claim']],
    ['is dashed around what is contested', { holder: 'contested' }, { holder: 'RU' }, ['claim']],
    ['and around a claim where no holder is known', { holder: 'unknown', claim_by: 'UA' }, { holder: 'UA' }, ['claim']],
    ['is none between what is reported and what is inferred of the same', {}, { certainty: 'inferred' }, []],
    ['nor towards ground of which nothing is known', { holder: 'RU' }, { holder: 'unknown', certainty: 'none' }, []],
  ] as [string, Partial<Area>, Partial<Area>, string[]][])('%s', (_name, a, b, want) => {
    expect(sorts(a, b)).toEqual(want);
    expect(sorts(b, a)).toEqual(want);
  });

  test('is inferred when either side is', () => {
    expect(border({ holder: 'UA' }, { holder: 'RU', certainty: 'inferred' })[0]?.inferred).toBe(true);
    expect(border({ holder: 'UA' }, { holder: 'RU' })[0]?.inferred).toBe(false);
  });

  test('is one run along several neighbours of the same sort, so that its dashes do not begin anew', () => {
    const claimed = area([[30, 50]], { holder: 'RU', claim_by: 'UA' });
    const around = area([[31, 50], [30, 51], [29, 50]], { holder: 'RU' });
    const { edges } = groundOf([claimed, around], []);
    expect(edges.map((e) => e.points.length / 2)).toEqual([4]);
  });
});

test('ground of one holder and claim is one patch; what is near to a report is kept apart for the fade', () => {
  const { patches, reported, inferred } = groundOf([
    area([[30, 50]]),
    area([[31, 50], [33, 50]], { certainty: 'inferred' }),
    area([[32, 50]], { holder: 'RU', claim_by: 'UA' }),
    area([[34, 50]], { holder: 'unknown', certainty: 'none' }),
  ], []);
  expect(patches.map((p) => [p.holder, p.claim, p.polygons.length])).toEqual([
    ['held', null, 3],
    ['occupied', 'held', 1],
  ]);
  expect([reported.length, inferred.length]).toEqual([2, 2]);
});

const gained = (from_holder: Area['holder'], to_holder: Area['holder'], change: Partial<Area> = {}) => ({ ...area([[30, 50]], change), from_holder, to_holder });

test('recaptured is what was not Ukrainian-held before', () => {
  const { recaptured } = groundOf([], [gained('RU', 'UA'), gained('contested', 'UA'), gained('unknown', 'UA'), gained('UA', 'RU'), gained('RU', 'contested')]);
  expect(recaptured).toHaveLength(3);
});

test('claimed ground is counted for its assessed holder, and what has no evidence for nobody', () => {
  const all = totals(
    [
      area([], { area_km2: 100, holder: 'RU' }),
      area([], { area_km2: 20, holder: 'RU', certainty: 'inferred' }),
      area([], { area_km2: 5, holder: 'RU', claim_by: 'UA' }),
      area([], { area_km2: 3, holder: 'contested' }),
      area([], { area_km2: 7000, certainty: 'none' }),
    ],
    [gained('RU', 'UA', { area_km2: 40 }), gained('RU', 'UA', { area_km2: 2, certainty: 'inferred' }), gained('UA', 'RU')],
  );
  expect(all).toEqual({
    recaptured: { all: 42, inferred: 2 },
    occupied: { all: 125, inferred: 20 },
    contested: { all: 3, inferred: 0 },
    claimed: { all: 5, inferred: 0 },
  });
});

test('an area is given in three figures at most, and no finer than tens', () => {
  expect([0, 4, 6, 17, 994, 1006, 12_345, 124_812, 603_549].map(rough)).toEqual([0, 0, 10, 20, 990, 1010, 12_300, 125_000, 604_000]);
});

test('a hatch moves with the ground, also far from where pixels are counted from', () => {
  const period = 8 * Math.SQRT2;
  for (const at of [-1_234_567.5, -3, 0, 5, 2_097_151.25]) {
    const moved = phase(at + 3) - phase(at);
    expect(((moved % period) + period) % period).toBeCloseTo(3, 6);
    expect(phase(at)).toBeGreaterThanOrEqual(0);
    expect(phase(at)).toBeLessThan(period);
  }
});
