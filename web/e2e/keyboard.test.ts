// The page without a mouse: everything is reached, and the focus is never lost.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Page } from 'playwright-core';
import { entry, focused, listedNames, loaded, openAt, quiet, textOf, type Visit } from './browser.ts';
import { serveSamples } from './server.ts';
import { setUp } from './setup.ts';

const shared = setUp(serveSamples);

const open = (hash = ''): Promise<Visit> => openAt(shared, hash);

/** Waits for a place of that name to be open and its heading to have the focus. */
async function reading(page: Page, name: string): Promise<void> {
  await loaded(page);
  assert.equal(await focused(page), name);
}

test('searches, opens, reads the quote, steps the date, downloads, and goes back to the start', async () => {
  const v = await open('#t=2022-09-11');
  const { page } = v;
  const start = await listedNames(page);
  await page.keyboard.press('/');
  await page.keyboard.type('ізю');
  await page.getByRole('option', { name: /Izium/ }).waitFor();
  await page.keyboard.press('Enter');
  await page.locator('#place h2[data-ready]').waitFor();
  await reading(page, 'Izium Ізюм');
  assert.match(await textOf(page, '.report blockquote'), /Izium/);

  await page.keyboard.press('[');
  await page.getByText('Control on Sat, 10 September 2022').waitFor();
  await reading(page, 'Izium Ізюм');
  await page.keyboard.press(']');
  await page.getByText('Control on Sun, 11 September 2022').waitFor();
  await reading(page, 'Izium Ізюм');

  await page.keyboard.press('d');
  await page.getByRole('heading', { name: 'Download' }).waitFor();
  await page.keyboard.press('Tab');
  assert.ok(await page.evaluate(() => document.activeElement?.closest('dialog')), 'the focus left the dialog');
  const files = await page.locator('.files a').count();
  for (let i = 0; i < files * 2 + 4; i++) await page.keyboard.press('Tab'); // all around
  assert.ok(await page.evaluate(() => document.activeElement === document.body || document.activeElement?.closest('dialog')));
  await page.keyboard.press('Escape');
  assert.equal(await page.locator('dialog[open]').count(), 0);
  await reading(page, 'Izium Ізюм');

  await page.keyboard.press('?');
  await page.getByRole('heading', { name: 'How to read the map' }).waitFor();
  await page.keyboard.press('Escape');
  await reading(page, 'Izium Ізюм');

  await page.keyboard.press('Escape');
  assert.match(await focused(page), /Izium/);
  assert.deepEqual(await listedNames(page), start);
  await quiet(v);
});

test('a place that is slow to load takes no focus from a reader who has gone on', async () => {
  const v = await open('#t=2022-09-11');
  let answer = (): void => undefined;
  const held = new Promise<void>((done) => (answer = done));
  await v.page.route(/place_id=/, async (route) => {
    await held;
    await route.continue();
  });
  await entry(v.page, 'Izium').click();
  await v.page.keyboard.press('/');
  await v.page.keyboard.type('куп');
  const option = v.page.getByRole('option', { name: /Kupiansk/ }).first();
  await option.waitFor();
  assert.equal(await v.page.locator('#place h2[data-ready]').count(), 0);
  answer();
  await loaded(v.page);
  assert.ok(await option.isVisible());
  await v.page.keyboard.press('Enter');
  await v.page.locator('#place h2[data-ready]', { hasText: 'Kupiansk' }).waitFor();
  await reading(v.page, "Kupiansk Куп'янськ");
  await quiet(v);
});

test('walks through every change once and stops at the ends', async () => {
  const v = await open('#t=2022-09-11');
  const names = await listedNames(v.page);
  const places = names.filter((name, i) => name !== names[i - 1]);
  assert.ok(places.length > 4, places.join());
  const walked: string[] = [];
  const walk = async (key: string) => {
    await v.page.keyboard.press(key);
    await loaded(v.page);
    walked.push(((await v.page.locator('#place h2 b').textContent()) ?? '').trim());
    assert.ok((await focused(v.page)).startsWith(walked.at(-1) ?? '?'), `${walked.at(-1)} has not the focus`);
  };
  for (let i = 0; i <= places.length; i++) await walk('j');
  assert.deepEqual(walked, [...places, places.at(-1)]);
  await walk('k');
  assert.equal(walked.at(-1), places.at(-2));
  await quiet(v);
});

test('reaches everything in order: skip link, header, panel, map, legend, date', async () => {
  const v = await open('#t=2022-09-11');
  await v.page.keyboard.press('Tab');
  assert.equal(await focused(v.page), 'Skip to the list of changes');
  await v.page.keyboard.press('Enter');
  assert.equal(await v.page.evaluate(() => document.activeElement?.id), 'list');
  assert.equal(new URL(v.page.url()).hash, '#t=2022-09-11');
  const stops: string[] = [];
  for (let i = 0; i < 60 && !stops.includes('date-bar'); i++) {
    await v.page.keyboard.press('Tab');
    const [part, ring] = await v.page.evaluate(() => {
      const at = document.activeElement;
      const style = at && getComputedStyle(at);
      return [at?.closest('#list, #map, #zoom, #legend, #date-bar')?.id ?? '', style ? style.outlineStyle !== 'none' || style.boxShadow !== 'none' : false] as const;
    });
    if (part && part !== stops.at(-1)) stops.push(part);
    assert.ok(ring, `${await focused(v.page)} shows no focus`);
  }
  assert.deepEqual(stops, ['list', 'map', 'zoom', 'legend', 'date-bar']);
  await quiet(v);
});

test('goes to the legend and switches it, and to the search', async () => {
  const v = await open('#t=2022-09-11');
  await v.page.keyboard.press('l');
  assert.match(await focused(v.page), /^Ukrainian-held/);
  await v.page.keyboard.press('Space');
  await v.page.waitForURL(/off=held/);
  assert.match(await focused(v.page), /^Ukrainian-held/);
  await v.page.keyboard.press('Space');
  assert.equal(await v.page.locator('#legend .toggle[aria-pressed=false]').count(), 0);
  await v.page.keyboard.press('/');
  assert.equal(await focused(v.page), 'Find a place');
  await quiet(v);
});

test('leaves letters alone while typing, with a modifier, and when switched off', async () => {
  const v = await open('#t=2022-09-11');
  await v.page.keyboard.press('/');
  await v.page.keyboard.type('jd?');
  assert.equal(await v.page.locator('dialog[open]').count(), 0);
  assert.equal(await v.page.getByRole('combobox').first().inputValue(), 'jd?');
  await v.page.keyboard.press('Escape');
  await v.page.locator('#list').focus();
  await v.page.keyboard.press('Alt+j');
  assert.ok(await v.page.locator('#place').isHidden());
  await v.page.getByRole('button', { name: 'Keyboard and how' }).click();
  await v.page.getByLabel('Single-key shortcuts').uncheck();
  await v.page.keyboard.press('Escape');
  await v.page.keyboard.press('j');
  assert.ok(await v.page.locator('#place').isHidden());
  await quiet(v);
});

test('tells what a press has done where only the eye would see it', async () => {
  const v = await open('#t=2022-09-11');
  const live = v.page.locator('#live');
  await v.page.waitForFunction(() => document.querySelector('#live')?.textContent === 'Control on Sunday, 11 September 2022. 7 changes listed.');
  await v.page.keyboard.press('[');
  await v.page.waitForFunction(() => document.querySelector('#live')?.textContent.startsWith('Control on Saturday, 10 September 2022.'));
  await v.page.getByLabel('Confirmed only').check();
  await v.page.waitForFunction((said) => document.querySelector('#live')?.textContent !== said, await live.textContent());
  const listed = await v.page.locator('.entry').count();
  assert.equal(await live.textContent(), `Control on Saturday, 10 September 2022. ${listed} changes listed.`);
  await quiet(v);
});
