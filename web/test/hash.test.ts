import { describe, expect, test } from 'vitest';
import { classes, format, kinds, parse, plainAddress, round, zooms, type Address } from '../src/hash.ts';

const none = plainAddress;

describe('an address', () => {
  const cases: [hash: string, address: Address][] = [
    ['', none],
    ['map=9/49.52/37.2', { ...none, view: { zoom: 9, lat: 49.52, lon: 37.2 } }],
    ['map=8.5/-1.25/-0.0001', { ...none, view: { zoom: 8.5, lat: -1.25, lon: -0.0001 } }],
    ['t=2022-09-11', { ...none, date: '2022-09-11' }],
    ['since=2022-09-05', { ...none, since: '2022-09-05' }],
    ['known=then', { ...none, known: 'then' }],
    ['place=17', { ...none, place: 17 }],
    ['kind=lost', { ...none, kind: 'lost' }],
    ['stance=confirmed', { ...none, confirmed: true }],
    ['off=contested,unknown', { ...none, off: ['contested', 'unknown'] }],
    ['src=BBC%20News,-A%2C%20B%20%26%20C', { ...none, sources: ['BBC News', '-A, B & C'] }],
    ['vs=2022-09-01&swipe=1', { ...none, versus: '2022-09-01', swipe: true }],
    [
      'map=13/0/0&t=2024-02-29&since=2024-02-01&known=then&place=999999999999999',
      { ...none, view: { zoom: 13, lat: 0, lon: 0 }, date: '2024-02-29', since: '2024-02-01', known: 'then', place: 999999999999999 },
    ],
  ];
  test.each(cases)('%j is read', (hash, want) => expect(parse(hash).address).toEqual(want));
  test.each(cases)('%j is written', (hash, address) => expect(format(address)).toBe(hash));

  test('is the same after writing and reading, for any view, date and place', () => {
    let seed = 1;
    const random = () => (seed = (seed * 48271) % 2147483647) / 2147483647;
    const day = () => new Date(Date.UTC(2014 + random() * 20, random() * 12, 1 + random() * 28)).toISOString().slice(0, 10);
    for (let i = 0; i < 2000; i++) {
      const address: Address = {
        view: random() < 0.2 ? null : round({ zoom: 4 + random() * 11, lat: (random() - 0.5) * 170, lon: (random() - 0.5) * 360 }),
        date: random() < 0.2 ? null : day(),
        since: random() < 0.5 ? null : day(),
        known: random() < 0.5 ? 'now' : 'then',
        place: random() < 0.2 ? null : 1 + Math.floor(random() * 1e9),
        kind: kinds[Math.floor(random() * 5)] ?? null,
        confirmed: random() < 0.5,
        off: classes.filter(() => random() < 0.3),
        sources: ['a,b', '-ü&=%', 'x'].filter(() => random() < 0.3),
        versus: random() < 0.5 ? null : day(),
        swipe: random() < 0.5,
      };
      const { address: read, bad } = parse('#' + format(address));
      expect(read).toEqual(address);
      expect(bad).toEqual([]);
    }
  });
});

describe('a bad link', () => {
  test.each([
    ['map=9/49.52', 'map'],
    ['map=9/49.52/37.2/1', 'map'],
    ['map=99/49.52/37.2', 'map'],
    ['map=9/91/37.2', 'map'],
    ['map=9/1e1/37', 'map'],
    ['map=', 'map'],
    ['t=11-09-2022', 't'],
    ['t=2022-02-30', 't'],
    ['since=2022-13-01', 'since'],
    ['known=later', 'known'],
    ['known=', 'known'],
    ['place=-4', 'place'],
    ['place=0', 'place'],
    ['place=1e3', 'place'],
    ['place=%E0%A4%A', 'place'],
    ['kind=none', 'kind'],
    ['stance=claimed', 'stance'],
    ['off=rivers', 'off'],
    ['src=', 'src'],
    ['vs=yesterday', 'vs'],
    ['swipe=yes', 'swipe'],
    ['theme=red', 'theme'],
    ['lang=ru', 'lang'],
  ])('%j falls back and says so', (hash, key) => {
    expect(parse(hash)).toMatchObject({ address: none, theme: null, lang: null, bad: [key] });
  });

  test('keeps what can be read', () => {
    expect(parse('#t=never&place=3')).toMatchObject({ address: { ...none, place: 3 }, bad: ['t'] });
  });

  test.each(['', '#', 'utm_source=x', 'list', '&&', '=', '__proto__=1'])('%j is no complaint', (hash) => {
    expect(parse(hash)).toMatchObject({ address: none, bad: [] });
  });
});

test('knowledge of now is understood, and not written', () => {
  expect(parse('known=now')).toMatchObject({ address: none, bad: [] });
});

test('theme and language are honoured, never written', () => {
  const { theme, lang, address } = parse('#theme=dark&lang=uk&place=1');
  expect([theme, lang]).toEqual(['dark', 'uk']);
  expect(format(address)).toBe('place=1');
});

test('a view is rounded to halves and four decimals, within the zooms there are', () => {
  expect(round({ zoom: 9.3, lat: 49.123456, lon: -0.00001 })).toEqual({ zoom: 9.5, lat: 49.1235, lon: 0 });
  expect(round({ zoom: 40, lat: 0, lon: 0 }).zoom).toBe(zooms.max);
  expect(round({ zoom: 1, lat: 0, lon: 0 }).zoom).toBe(zooms.min);
});
