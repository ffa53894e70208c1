import { afterEach, describe, expect, test, vi } from 'vitest';
import { lastUpTo, openCopy, placesOf, searched, statesOn, type Span } from '../src/published.ts';
import { area, state } from './make.ts';

const span = (place: number, from: string | null, to: string | null, change: Partial<Span> = {}): Span => ({
  ...state(change),
  id: place * 2 ** 20 + 19_000,
  place_id: place,
  valid_from: from,
  valid_to: to,
});

const spans = [
  span(9, '2022-09-08T00:00:00Z', null, { holder: 'UA' }),
  span(7, '2022-02-24T00:00:00Z', '2022-03-25T00:00:00Z', { holder: 'UA', rests_on: 'baseline' }),
  span(7, '2022-03-25T00:00:00Z', '2022-04-01T00:00:00Z', { holder: 'UA', rests_on: 'baseline', claim_by: 'RU' }),
  span(7, '2022-04-01T00:00:00Z', '2022-09-10T12:00:00Z', { holder: 'RU' }),
  span(7, '2022-09-10T12:00:00Z', null, { holder: 'UA' }),
];

describe('the states of a day', () => {
  const holders = (day: string) => statesOn(spans, day).map((s) => `${s.id} ${s.holder}`);
  test.each([
    ['2022-02-23', []],
    ['2022-03-31', ['7 UA']],
    ['2022-04-01', ['7 RU']], // at its end
    ['2022-09-07', ['7 RU']],
    ['2022-09-09', ['7 RU', '9 UA']], // by number
    ['2022-09-10', ['7 UA', '9 UA']],
    ['2030-01-01', ['7 UA', '9 UA']],
  ])('on %s', (day, want) => expect(holders(day)).toEqual(want));

  test('are without a beginning where none is known', () => {
    expect(statesOn([span(1, null, '2022-03-01T00:00:00Z')], '1999-01-01')).toHaveLength(1);
  });
});

test('of days the last one up to a day counts', () => {
  const days = ['2022-02-24', '2022-09-10'];
  expect(['2022-02-23', '2022-02-24', '2022-09-09', '2023-01-01'].map((d) => lastUpTo(days, d))).toEqual([null, '2022-02-24', '2022-02-24', '2022-09-10']);
});

describe('the search among names', () => {
  const places = placesOf({
    fields: ['id', 'lon', 'lat', 'name', 'name_uk', 'name_ru', 'kind', 'oblast', 'population'],
    rows: [
      [1, 37.2, 49.2, 'Izium', 'Ізюм', 'Изюм', 'settlement', 'UA-63', 45884],
      [2, 30, 50, 'Novyi Izium', 'Новий Ізюм', null, 'settlement', 'UA-32', null],
      [3, 36.8, 49.4, 'Izmail', 'Ізмаїл', 'Измаил', 'settlement', 'UA-51', 70731],
    ],
  });
  test.each([
    ['ізюм', [1, 2]], // the same, then a word of it
    ['ИЗЮ', [1]],
    ['iz', [3, 1, 2]], // the larger first
    ['ізмаїл', [3]],
    ['zium', []], // not from within
    [' ', []],
  ])('%j', (query, want) => expect(searched(query, places, 6).map((p) => p.id)).toEqual(want));
  test('has a limit', () => expect(searched('iz', places, 1)).toHaveLength(1));
});

describe('a copy', () => {
  afterEach(() => vi.unstubAllGlobals());

  const feature = (properties: object, geometry: object | null = null) => ({ id: 1, geometry, properties });
  const { shape, ...ground } = area([[36, 49]]);
  const files: Record<string, unknown> = {
    './data.json': {
      from: '2022-03-01',
      to: null,
      areas: { days: ['2022-04-01', '2022-09-08'], changed: { '2022-04-01': true, '2022-04-08': false, '2022-09-08': true } },
    },
    'data/control-history.geojson': { features: spans.map((s) => ({ id: s.id, geometry: null, properties: s })) },
    'data/areas/2022-04-01.geojson': { features: [feature(ground, shape)] },
    'data/areas/2022-09-08.geojson': { features: [feature(ground, shape)] },
    'data/changed/2022-04-01.geojson': { features: [], areas: { features: [feature({ from_holder: 'UA', to_holder: 'RU' })] } },
    'data/changed/2022-09-08.geojson': { features: [], areas: { features: [feature({ from_holder: 'RU', to_holder: 'UA' })] } },
  };

  /** A copy of those files, with what it asked for. */
  function copy() {
    const asked: string[] = [];
    let broken = false;
    vi.stubGlobal('fetch', (url: string) => {
      asked.push(url);
      const found = !broken && url in files;
      return Promise.resolve({ ok: found, status: found ? 200 : 404, json: () => Promise.resolve(files[url]) });
    });
    return { source: openCopy('./data.json'), asked, fail: (on: boolean) => (broken = on) };
  }
  const { signal } = new AbortController();
  const on = (day: string) => ({ day, asOf: null });

  test.each([
    ['2022-03-15', 0, null], // before any
    ['2022-04-01', 1, '2022-04-01'],
    ['2022-09-07', 1, '2022-09-07'], // nothing changed since
    ['2022-09-09', 1, '2022-09-09'],
    ['2022-09-10', 1, '2022-09-08'], // something did
  ])('has the areas of %s: %i, of %s', async (day, count, of) => {
    const { source } = copy();
    const { areas, day: got } = await source.areas(on(day), signal);
    expect([areas.length, got]).toEqual([count, of]);
  });

  test.each([
    ['2022-03-25', '2022-04-01', 1],
    ['2022-03-30', '2022-04-06', 1], // as on the first
    ['2022-04-03', '2022-04-10', 0],
    ['2022-09-02', '2022-09-09', 0], // no place was recaptured: the ground is but better known
    ['2022-03-01', '2022-04-01', null], // longer than a week
    ['2022-03-31', '2022-04-01', null], // shorter
    ['2022-02-24', '2022-02-26', 0], // not from before the first day
  ])('knows what changed from %s to %s: %s', async (from, day, want) => {
    const { source } = copy();
    expect((await source.changed(from, on(day), signal))?.length ?? null).toBe(want);
  });

  test('leaves out of the map those of whom the baseline alone tells, but finds them', async () => {
    const { source, asked } = copy();
    expect(await source.control(on('2022-03-01'), signal)).toEqual([]);
    expect(await source.control(on('2022-03-25'), signal)).toMatchObject([{ id: 7, claim_by: 'RU' }]); // of whom one side tells too
    expect(await source.stateOf({ ...state(), id: 7 }, on('2022-03-01'), signal)).toMatchObject({ id: 7, rests_on: 'baseline' });
    expect(asked).toEqual(['data/control-history.geojson']); // once
    expect(await source.limits()).toEqual({ first: '2022-03-01', last: null });
  });

  test('asks again after a failure, and not otherwise', async () => {
    const { source, asked, fail } = copy();
    fail(true);
    await expect(source.control(on('2022-09-09'), signal)).rejects.toThrow('data/control-history.geojson answered 404');
    fail(false);
    expect(await source.control(on('2022-09-09'), signal)).toHaveLength(2);
    expect(await source.control(on('2022-09-08'), signal)).toHaveLength(2);
    expect(asked).toHaveLength(2);
  });
});
