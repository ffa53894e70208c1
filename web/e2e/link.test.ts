// The address of a view: what is copied, what is read back, what Back undoes.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Page } from 'playwright-core';
import { desk, listedNames, loaded, openAt, openPlace, quiet, textOf, visit, type Visit } from './browser.ts';
import { serveTexts } from './server.ts';
import { setUp } from './setup.ts';
import { kharkiv, september } from './texts.ts';

const shared = setUp(() => serveTexts(...september));

const clipboard = { ...desk, permissions: ['clipboard-read', 'clipboard-write'] };
const open = (hash = '', options = desk): Promise<Visit> => openAt(shared, hash, options);

/** The share of a canvas's pixels that differ visibly from a picture. */
async function difference(canvas: SVGElement | HTMLElement, picture: string): Promise<number> {
  const image = new Image();
  image.src = picture;
  await image.decode();
  const { width, height } = image;
  const pixels = (source: CanvasImageSource) => {
    const ctx = Object.assign(document.createElement('canvas'), { width, height }).getContext('2d');
    ctx?.drawImage(source, 0, 0);
    return ctx?.getImageData(0, 0, width, height).data ?? new Uint8ClampedArray();
  };
  const [a, b] = [pixels(image), pixels(canvas as HTMLCanvasElement)];
  let n = 0;
  for (let i = 0; i < a.length; i++) if (Math.abs((a[i] ?? 0) - (b[i] ?? 0)) > 48) n++;
  return n / a.length;
}

async function copied(page: Page): Promise<string> {
  await page.getByRole('button', { name: 'Copy link' }).first().click();
  await page.getByText('Copied').waitFor();
  return page.evaluate(() => navigator.clipboard.readText());
}

test('what is copied shows the same in a fresh profile: pixels, list, filters and place', async () => {
  const v = await open('#t=2022-09-11&known=then', clipboard);
  await v.page.getByLabel('Confirmed only').check();
  await v.page.getByRole('button', { name: 'Recaptured', exact: true }).click();
  await v.page.locator('#legend .toggle', { hasText: 'Russian-occupied' }).click();
  await openPlace(v.page, 'Izium');
  await v.page.waitForTimeout(600); // the map comes to rest
  const link = await copied(v.page);
  assert.match(link, /#map=[\d.]+\/[\d.]+\/[\d.]+&t=2022-09-11&since=2022-09-05&known=then&place=\d+&kind=recaptured&stance=confirmed&off=occupied$/);

  const other = await visit(shared.browser, link, clipboard);
  await loaded(other.page);
  const canvases = (page: Page) => page.locator('#map canvas');
  const pictures = await canvases(v.page).evaluateAll((all) => all.map((c) => (c as HTMLCanvasElement).toDataURL()));
  assert.ok(pictures.length >= 3);
  for (const [i, picture] of pictures.entries()) {
    assert.ok((await canvases(other.page).nth(i).evaluate(difference, picture)) < 0.01, `canvas ${i}`);
  }
  for (const part of ['#place', '#legend', '#date-card']) {
    assert.equal(await other.page.locator(part).innerText(), await v.page.locator(part).innerText());
  }
  await other.page.keyboard.press('Escape');
  await v.page.keyboard.press('Escape');
  assert.deepEqual(await listedNames(other.page), await listedNames(v.page));
  assert.deepEqual(await listedNames(v.page), ['Vysokopillia', 'Izium', 'Balakliia']);
  await quiet(v);
  await quiet(other);
});

test('every key is honoured, and the quiet ones are written without a step of Back', async () => {
  const v = await open(`${kharkiv}&since=2022-09-09&kind=recaptured&stance=confirmed&off=unknown,claimed&src=Morning%20Wire`);
  assert.deepEqual(await listedNames(v.page), ['Izium']);
  assert.equal(await v.page.locator('.chip[aria-pressed=true]').innerText(), 'Recaptured');
  assert.ok(await v.page.getByLabel('Confirmed only').isChecked());
  assert.equal(await v.page.getByLabel('Sources').inputValue(), 'Morning Wire');
  assert.deepEqual((await v.page.locator('.toggle[aria-pressed=false]').allInnerTexts()).map((t) => t.replace(/\s*\d+$/, '').trim()), ['Claimed by one side', 'No evidence']);

  const steps = await v.page.evaluate(() => history.length);
  await v.page.getByRole('button', { name: 'All', exact: true }).click();
  await v.page.getByLabel('Sources').selectOption('-Morning Wire');
  await v.page.waitForURL(/since=2022-09-09&stance=confirmed&off=claimed,unknown&src=-Morning%20Wire$/);
  assert.equal(await v.page.evaluate(() => history.length), steps);
  assert.deepEqual(await listedNames(v.page), ['Kupiansk', 'Vovchansk']);

  await openPlace(v.page, 'Kupiansk');
  assert.equal(await v.page.evaluate(() => history.length), steps + 1);
  await v.page.goBack();
  await v.page.locator('#list').waitFor();
  assert.match(v.page.url(), /src=-Morning%20Wire$/);
  await quiet(v);
});

test('a link that is bad in parts says so in one line and shows the usual view', async () => {
  const v = await open('#map=99/1/2&t=2022-02-30&kind=won&off=all&stance=sure&utm_source=x');
  assert.match(await textOf(v.page, '.notice'), /^Part of the link could not be read \(map, t, kind, off, stance\)/);
  await v.page.getByText('Control on Sun, 11 September 2022').waitFor();
  assert.equal((await listedNames(v.page)).length, 7);
  await v.page.getByRole('button', { name: 'Dismiss' }).click();
  assert.equal(await v.page.locator('.notice').count(), 0);
  await quiet(v);
});

test('an address typed over the one that is shown is followed', async () => {
  const v = await open(kharkiv);
  await v.page.goto(`${shared.server.url}#map=10/49.2/37.3&t=2022-09-10&off=held`);
  await v.page.getByText('Control on Sat, 10 September 2022').waitFor();
  await loaded(v.page);
  assert.deepEqual(await listedNames(v.page), []);
  assert.equal(await v.page.locator('.toggle[aria-pressed=false]').count(), 1);
  await quiet(v);
});

test('decides theme and language once, the reader’s choice is kept', async () => {
  const v = await open('#theme=dark&lang=uk');
  assert.match(await textOf(v.page, '#list h2'), /^Що змінилося/);
  assert.equal(await v.page.locator('html').getAttribute('data-theme'), 'dark');
  assert.equal(await v.page.locator('html').getAttribute('lang'), 'uk');
  await v.page.getByRole('button', { name: 'Світлі кольори' }).click();
  await v.page.goto(shared.server.url);
  await v.page.reload();
  await loaded(v.page);
  assert.equal(await v.page.locator('html').getAttribute('data-theme'), 'light');
  assert.match(await textOf(v.page, '#list h2'), /^What changed/);
  await quiet(v);
});
