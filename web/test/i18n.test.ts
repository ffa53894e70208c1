import { describe, expect, test } from 'vitest';
import { en } from '../src/i18n/en.ts';
import { languages, preferred } from '../src/i18n/index.ts';
import { uk } from '../src/i18n/uk.ts';

type Table = Record<string, string | ((...args: never[]) => string) | typeof en.calendar>;
const [english, ukrainian]: [Table, Table] = [en, uk];

describe('the language files', () => {
  test('have the same keys in the same order', () => expect(Object.keys(uk)).toEqual(Object.keys(en)));

  test.each(Object.keys(en))('%s is the same sort of text in both, and not empty', (key) => {
    const [a, b] = [english[key], ukrainian[key]];
    expect(typeof b).toBe(typeof a);
    if (typeof a === 'function' && typeof b === 'function') expect(b.length).toBeLessThanOrEqual(a.length);
    else expect(b).not.toBe('');
  });

  const abbreviated = ['north', 'south', 'east', 'west']; // a full stop there ends no sentence
  test.each(Object.keys(en).filter((key) => !abbreviated.includes(key)))('%s ends as a sentence in both or in neither', (key) => {
    const [a, b] = [english[key], ukrainian[key]];
    if (typeof a === 'string' && typeof b === 'string') expect(b.endsWith('.')).toBe(a.endsWith('.'));
  });

  test.each(Object.entries(ukrainian).filter(([, text]) => typeof text === 'string'))('%s is in Ukrainian', (_key, text) => {
    expect(text).toMatch(/[а-яіїєґ]/i);
    expect(text).not.toMatch(/[ыэъё]/i); // letters of Russian
  });
});

test('counts take the right form', () => {
  expect([1, 2, 5, 11, 21, 22, 1000].map((n) => uk.changeCount(n))).toEqual([
    '1 зміна',
    '2 зміни',
    '5 змін',
    '11 змін',
    '21 зміна',
    '22 зміни',
    `${(1000).toLocaleString('uk')} змін`,
  ]);
  expect([0, 1, 2, 1000].map((n) => en.changeCount(n))).toEqual(['0 changes', '1 change', '2 changes', '1,000 changes']);
});

test('the language is the first of the reader’s that there is', () => {
  expect(preferred(['de', 'uk-UA', 'en'])).toBe('uk');
  expect(preferred(['fr', 'de'])).toBe('en');
  expect(preferred([])).toBe('en');
  expect(Object.keys(languages)).toEqual(['en', 'uk']);
});
