import { describe, expect, test } from 'vitest';
import { find, fold, placesIn, withGazetteer } from '../src/panel/find.ts';
import { state } from './make.ts';

const places = placesIn([
  state(),
  state({ id: 8, name: 'Kupiansk', name_uk: "Куп'янськ", rests_on: 'none', population: 1 }),
  state({ id: 9, name: 'Velyka Oleksandrivka', name_uk: null }),
  state({ id: 10, name: 'Kupiansk-Vuzlovyi', name_uk: 'Куп’янськ-Вузловий', population: 8000 }),
]);
const names = (query: string) => find(query, places, 6).map((p) => p.name);

describe('search', () => {
  test.each([
    ['izi', ['Izium']],
    ['ІЗЮ', ['Izium']],
    ['  Izium ', ['Izium']],
    ['куп’ян', ['Kupiansk-Vuzlovyi', 'Kupiansk']],
    ['купян', ['Kupiansk-Vuzlovyi', 'Kupiansk']],
    ['kupiansk', ['Kupiansk', 'Kupiansk-Vuzlovyi']], // a whole name before a longer one
    ['vuzl', ['Kupiansk-Vuzlovyi']],
    ['oleks', ['Velyka Oleksandrivka']],
    ['zium', []],
    ['', []],
    ['-', []],
  ])('%j finds %j', (query, want) => expect(names(query)).toEqual(want));

  test('finds at most so many', () => expect(find('k', places, 1)).toHaveLength(1));

  test('shows the state on the date shown, and no evidence without one', () => {
    expect(find('izium', places, 6)[0]?.mark).toEqual({ holder: 'held', hollow: false });
    expect(find('kupiansk', places, 6)[0]?.mark).toEqual({ holder: 'unknown', hollow: false });
  });

  test('adds places of the gazetteer once, after those with reports', () => {
    const place = { id: 8, lon: 0, lat: 0, name: 'Kupiansk', name_uk: null, kind: 'settlement', oblast: null, population: null };
    const more = withGazetteer(find('kup', places, 6), [place, { ...place, id: 99, name: 'Kupka' }], 6);
    expect(more.map((p) => p.id)).toEqual([10, 8, 99]);
  });
});

test('folding leaves letters and digits, and keeps й and ї apart from и and і', () => {
  expect(fold('Kup’iansk-Vuzlovyi')).toBe('kupiansk vuzlovyi');
  expect(fold('Łódź')).toBe('łodz');
  expect(fold('Київ, Їжак, Йосип')).toBe('київ їжак йосип');
});
