import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const read = (path: string) => readFileSync(new URL(`../${path}`, import.meta.url), 'utf8');

test('the lock file holds hashes and no download addresses', () => {
  const lock = read('package-lock.json');
  expect(lock).not.toContain('"resolved"');
  expect(lock.match(/"integrity"/g)?.length).toBeGreaterThan(20);
});

test('the page has no inline script, style or handler, which its content security policy would stop', () => {
  const page = read('index.html');
  expect(page).not.toMatch(/<script(?![^>]*\bsrc=)/);
  expect(page).not.toMatch(/<style|\sstyle=|\son[a-z]+=|javascript:/i);
});

test('the page asks no other host', () => {
  expect(read('index.html')).not.toMatch(/(?:src|href)="(?:https?:)?\/\//);
});

test('the placeholder says what to run, and a build puts the same one back', () => {
  expect(read('dist/placeholder.html')).toContain('make web');
  expect(read('dist/placeholder.html')).toBe(read('public/placeholder.html'));
});
