import { expect, test } from 'vitest';
import { shortened } from '../src/embed/card.ts';
import { code } from '../src/embed/snippet.ts';
import { plainAddress } from '../src/hash.ts';
import type { State } from '../src/state.ts';

const page = 'https://example.org/map/embed';
const view = { zoom: 8, lat: 49.5, lon: 37 };
const state = { ...plainAddress, lang: 'en', range: { first: '2022-02-24', last: '2022-09-11' } } as State;

test('the code has the dates, so that it shows the same next year', () => {
  expect(code(state, view, false, page)).toBe(
    `<iframe src="${page}#map=8/49.5/37&amp;t=2022-09-11&amp;since=2022-09-05" width="100%" height="480" style="border:0" loading="lazy" title="Recaptured territory: control on 11 September 2022"></iframe>`,
  );
});

test('the code has none where it follows the data', () => {
  expect(code({ ...state, date: '2022-09-01', versus: '2022-08-01' }, view, true, page)).toContain(`src="${page}#map=8/49.5/37" width`);
});

test('what an address holds stays in its quotes', () => {
  const html = code({ ...state, sources: ['"><script>', 'A & B'] }, view, false, page + '"&<x>');
  expect(html.match(/[<>]/g)).toHaveLength(4); // of the two tags
  expect(html.match(/"/g)).toHaveLength(12); // of six attributes
  expect(html).toContain('embed&quot;&amp;&lt;x&gt;#');
});

test('a quote is cut at the end of a word', () => {
  const text = 'one two three '.repeat(40).trim();
  const cut = shortened(text, 200);
  expect(cut.length).toBeLessThanOrEqual(200);
  expect(cut).toMatch(/(one|two|three)…$/);
  expect(shortened('short', 200)).toBe('short');
  expect(shortened('x'.repeat(500), 200)).toHaveLength(200);
});
