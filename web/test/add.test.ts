import { describe, expect, test } from 'vitest';
import { bodyOf, check, controls, fieldsOf, newDraft, type Draft } from '../src/add/draft.ts';
import { namesakes, type Near } from '../src/add/near.ts';
import { distance, parsePosition, writePosition } from '../src/add/position.ts';
import { words } from '../src/add/words.ts';

const today = '2026-03-01';
const izium = { id: 7, name: 'Izium', name_uk: 'Ізюм', oblast: 'UA-63', lon: 37.27679, lat: 49.20697, population: 45884 };

describe('a typed position', () => {
  const balakliia = { lat: 49.46, lon: 36.86 };
  test.each([
    ['49.46, 36.86', balakliia],
    ['  49.46 36.86 ', balakliia],
    ['49.46,36.86', balakliia],
    ['49,46 36,86', balakliia],
    ['49,46, 36,86', balakliia],
    ['49,46; 36,86', balakliia],
    ['49,46,36,86', balakliia],
    ['(49.46; 36.86)', balakliia],
    ['49.46°N 36.86°E', balakliia],
    ['49.46° N, 36.86° E', balakliia],
    ['N49.46 E36.86', balakliia],
    ['36.86 E 49.46 N', balakliia],
    ['49,36', { lat: 49, lon: 36 }],
    ['49°27′N 36°51′E', { lat: 49.45, lon: 36.85 }],
    ['49°27’ N, 36°51’ E', { lat: 49.45, lon: 36.85 }],
    ["49° 27' 36\" 36° 51' 36\"", balakliia],
    ['49°27′36″N36°51′36″E', balakliia],
    ["49°27,6' пн. ш. 36°51,6' сх. д.", balakliia],
    ['−49.46, –36.86', { lat: -49.46, lon: -36.86 }],
    ['49.46 S 36.86 W', { lat: -49.46, lon: -36.86 }],
  ])('%s', (text, want) => {
    const found = parsePosition(text);
    expect(found?.lat).toBeCloseTo(want.lat, 9);
    expect(found?.lon).toBeCloseTo(want.lon, 9);
  });

  test.each(['', '49.46', 'Izium', '49.46, x', '99, 36', '49, 190', '49 N 36 N', '49°61′N 36°51′E', '49.46, 36.86, 12', '49 27 36 51'])(
    'there is none in %j',
    (text) => expect(parsePosition(text)).toBeNull(),
  );

  test('reads what it writes', () => expect(parsePosition(writePosition(balakliia))).toEqual(balakliia));
  test('is as far away as on the globe', () => expect(distance(balakliia, izium)).toBeCloseTo(41.3, 0));
});

const whole = (): Draft => ({
  ...newDraft('place', null, 'Vasylenkove'),
  lat: '49.46, 36.86',
  control: 'UA',
  date: '2022-09-08',
  reported: '2022-09-09',
  quote: ' They liberated Vasylenkove. ',
  publisher: 'Gazette',
});

describe('the checks', () => {
  const found = (draft: Draft) => Object.fromEntries(check(draft, today));

  test('find nothing in what is whole', () => expect(found(whole())).toEqual({}));
  test('find all that is missing, in the order of the fields', () =>
    expect([...check(newDraft('place', null), today)]).toEqual([
      ['name', 'names'],
      ['lat', 'noPosition'],
      ['control', 'control'],
      ['date', 'noDate'],
      ['reported', 'noDate'],
      ['quote', 'quote'],
      ['publisher', 'publisher'],
    ]));
  test('ask a correction only for what is wrong', () => expect(found(newDraft('correction', izium))).toEqual({ why: 'why' }));
  test('take one name for two', () => expect(found({ ...whole(), name: '', name_uk: 'Василенкове' })).toEqual({}));

  test.each<[Partial<Draft>, Record<string, string>]>([
    [{ name: '—' }, { name: 'noLetters' }],
    [{ name_uk: 'Vasylenkove' }, { name_uk: 'notUkrainian' }],
    [{ lat: 'there' }, { lat: 'at' }],
    [{ lat: '36.86, 49.46' }, { lat: 'swapped' }],
    [{ lat: '2, 2' }, { lat: 'outside' }],
    [{ date: '2022-02-30' }, { date: 'noDate' }],
    [{ reported: '2026-03-02' }, { reported: 'future' }],
    [{ date: '1943-09-08' }, { date: 'tooEarly' }],
    [{ reported: '2022-09-07' }, { reported: 'before' }],
    [{ quote: '…' }, { quote: 'quote' }],
    [{ url: 'javascript:alert(1)' }, { url: 'url' }],
    [{ url: 'https://a:b@example.org/' }, { url: 'url' }],
    [{ url: 'https://example.org/ї?a' }, {}],
  ])('%j', (patch, want) => expect(found({ ...whole(), ...patch })).toEqual(want));
});

test('nothing is longer than the server takes', () => expect(Object.fromEntries(check({ ...whole(), quote: 'x'.repeat(2001) }, today))).toEqual({ quote: 'long' }));

describe('what is sent', () => {
  test('has no empty field, and no needless blanks', () =>
    expect(bodyOf(whole())).toEqual({
      kind: 'place',
      name: 'Vasylenkove',
      lat: 49.46,
      lon: 36.86,
      control: 'UA',
      date: '2022-09-08',
      reported: '2022-09-09',
      quote: 'They liberated Vasylenkove.',
      publisher: 'Gazette',
    }));
  test('of a correction is what differs', () => {
    const draft = { ...newDraft('correction', izium), why: 'It is spelt so.' };
    expect(bodyOf(draft)).toEqual({ kind: 'correction', place: 7, why: 'It is spelt so.' });
    expect(bodyOf({ ...draft, name: 'Izyum', also: 'Isyum', lat: '49.21, 37.28' })).toEqual({
      kind: 'correction',
      place: 7,
      name: 'Izyum',
      also: 'Isyum',
      lat: 49.21,
      lon: 37.28,
      why: 'It is spelt so.',
    });
  });
  test('of a report has no names and no position', () => {
    const body = bodyOf({ ...whole(), kind: 'report', place: izium });
    expect(Object.keys(body)).toEqual(['kind', 'place', 'control', 'date', 'reported', 'quote', 'publisher']);
  });
});

test('a name that was looked for goes into the field of its letters', () => {
  expect(newDraft('place', null, 'Вовче')).toMatchObject({ name: '', name_uk: 'Вовче' });
  expect(newDraft('place', null, 'Vovche')).toMatchObject({ name: 'Vovche', name_uk: '' });
  expect(newDraft('correction', izium)).toMatchObject({ name: 'Izium', name_uk: 'Ізюм', lat: '49.2070, 37.2768' });
});

test('namesakes have the name in some spelling, or may be meant by it', () => {
  const near: Near[] = [
    { place: { ...izium, kind: 'settlement', aliases: 'Izjum; Isium' }, km: 3 },
    { place: { ...izium, id: 8, name: 'Kamianka', name_uk: "Кам'янка", kind: 'settlement', aliases: null }, km: 5 },
  ];
  const of = (names: string[], meant: number[] = []) => namesakes(near, names, meant).map(({ place }) => place.id);
  expect(of(['izium'])).toEqual([7]);
  expect(of(['Isium'])).toEqual([7]);
  expect(of(['Камʼянка'])).toEqual([8]);
  expect(of(['', ' '])).toEqual([]);
  expect(of(['Kamenka'], [8, 99])).toEqual([8]);
});

test('the words are the same sort of text in both languages', () => {
  type Table = Record<string, unknown>;
  const [en, uk]: [Table, Table] = [{ ...words.en, ...words.en.wrong }, { ...words.uk, ...words.uk.wrong }];
  expect(Object.keys(uk)).toEqual(Object.keys(en));
  for (const [key, a] of Object.entries(en)) {
    const b = uk[key];
    expect(typeof b, key).toBe(typeof a);
    if (typeof a !== 'string' || typeof b !== 'string') continue;
    expect(b.endsWith('.'), key).toBe(a.endsWith('.'));
    expect(b, key).toMatch(/[а-яіїєґ]/i);
    expect(b, key).not.toMatch(/[ыэъё]/i);
  }
  for (const kind of ['place', 'report', 'correction'] as const) expect(fieldsOf(kind).length).toBeGreaterThan(4);
  for (const control of controls) expect(words.en[control]).not.toBe('');
});
