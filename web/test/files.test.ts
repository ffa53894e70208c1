import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';

const read = (path: string) => readFileSync(new URL(`../${path}`, import.meta.url), 'utf8');

test('the lock file holds hashes and no download addresses', () => {
  const lock = read('package-lock.json');
  expect(lock).not.toContain('"resolved"');
  expect(lock.match(/"integrity"/g)?.length).toBeGreaterThan(20);
});

describe.each(['index.html', 'api.html'])('%s', (name) => {
  const page = read(name);

  test('has no inline script, style or handler, which its content security policy would stop', () => {
    expect(page).not.toMatch(/<script(?![^>]*\bsrc=)/);
    expect(page).not.toMatch(/<style|\sstyle=|\son[a-z]+=|javascript:/i);
  });

  test('asks no other host', () => expect(page).not.toMatch(/(?:src|href)="(?:https?:)?\/\//));
});

test('what the map asks of a server alone is marked, for a published copy to leave out', () => {
  const published = read('index.html').replace(/<!--server-->[^]*?<!--\/server-->/g, () => '(left out)');
  expect(published.match(/\(left out\)/g)).toHaveLength(2);
  expect(published).not.toContain('collections/');
});

test('the placeholder says what to run, and a build puts the same one back', () => {
  expect(read('dist/placeholder.html')).toContain('make web');
  expect(read('dist/placeholder.html')).toBe(read('public/placeholder.html'));
});
