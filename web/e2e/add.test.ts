// Adding a place and suggesting a correction: by keyboard, on the map, through the review of two editors, onto the map.

import assert from 'node:assert/strict';
import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { Browser, Page } from 'playwright-core';
import { desk, entry, launch, loaded, phone, pixelOf, quiet, shoot, textOf, violations, visit, type Visit } from './browser.ts';
import { serveFiles } from './files.ts';
import { serveSamples } from './server.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const program = process.env['RETAKEN_BIN'] ?? join(root, 'bin/retaken');
const articles = ['2022-09-08-balakliia', '2022-09-11-counteroffensive'].map((name) => join(root, 'data/articles', name + '.txt'));
const view = '#map=9/49.5/37.0&t=2022-09-12&since=2022-09-05';

let browser: Browser;
let folder: string;
let url: string;
let server: ChildProcess;

const retaken = async (...args: string[]) => (await promisify(execFile)(program, [...args, '--db', join(folder, 'm.db')])).stdout;

before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'retaken-add-'));
  await retaken('ingest', ...articles);
  server = spawn(program, ['serve', '--suggestions', '--every', '50ms', '--db', join(folder, 'm.db'), '--addr', '127.0.0.1:0'], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  assert.ok(server.stdout);
  for await (const line of createInterface(server.stdout)) {
    url = `${/listening on (\S+)/.exec(line)?.[1] ?? line}/`;
    break;
  }
  browser = await launch();
});
after(async () => {
  await browser.close();
  server.kill();
  await once(server, 'exit');
  await rm(folder, { recursive: true, force: true });
});

async function opened(hash = view, options = desk, prepare?: (page: Page) => Promise<unknown>): Promise<Visit> {
  const v = await visit(browser, url + hash, options, prepare);
  await loaded(v.page);
  return v;
}

async function openForm(page: Page): Promise<void> {
  const menu = page.locator('.menu-button');
  if (await menu.isVisible()) await menu.click();
  await page.getByRole('button', { name: /^(Add a place|Додати місце)$/ }).click();
  await page.locator('#add h2').waitFor();
}

async function openPlace(page: Page, name: string): Promise<void> {
  await page.getByRole('combobox').first().fill(name);
  await page.getByRole('option', { name: new RegExp(`^${name}`) }).first().click();
  await page.locator('#place h2[data-ready]').waitFor();
}

const send = (page: Page) => page.getByRole('button', { name: 'Send for review' });

async function fillReport(page: Page, name: string): Promise<void> {
  await page.getByLabel('Ukrainian-held').check();
  await page.getByLabel('Date of the event').fill('2022-09-09');
  await page.getByLabel('Date reported').fill('2022-09-10');
  await page.getByLabel('Quoted sentence').fill(`Ukrainian forces have liberated ${name} in Kharkiv Oblast, the General Staff said.`);
  await page.getByLabel('Published by').fill('Gazette');
}

test('a server without the flag has no button and takes nothing', async () => {
  const off = await serveSamples();
  try {
    const v = await visit(browser, off.url + view);
    await loaded(v.page);
    await entry(v.page, 'Izium').click();
    await v.page.getByRole('combobox').first().fill('xyzzyx');
    await v.page.locator('.search .nothing').filter({ hasText: 'No place' }).waitFor();
    assert.equal(await v.page.getByRole('button', { name: /Add|correction/ }).count(), 0);
    const answer = await fetch(off.url + 'suggestions', { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{}' });
    assert.ok([404, 405].includes(answer.status), `it answers ${answer.status}`);
    await quiet(v);
  } finally {
    await off.stop();
  }
});

test('nor has a published copy', async () => {
  const site = join(folder, 'site');
  await retaken('publish', site);
  const copy = await serveFiles(site);
  const v = await visit(browser, copy.url + view);
  await loaded(v.page);
  assert.equal(await v.page.getByRole('button', { name: /Add|correction/ }).count(), 0);
  assert.equal(await v.page.locator('meta[name="retaken-suggestions"]').count(), 0);
  await quiet(v);
  await copy.stop();
});

test('by keyboard alone to the map: form, review, two editors, the quote', async () => {
  const v = await opened();
  const { page } = v;
  await page.getByRole('button', { name: 'Add a place' }).focus();
  await page.keyboard.press('Enter');
  await page.locator('#add h2').waitFor();
  assert.equal(await page.evaluate(() => document.activeElement?.textContent), 'Add a place');
  const type = async (text: string) => {
    await page.keyboard.press('Tab');
    await page.keyboard.type(text);
  };
  await type('Testivka');
  await type('Тестівка');
  await type('49,9 37,2');
  await page.keyboard.press('Tab'); // the middle of the map
  await page.keyboard.press('Tab');
  await page.keyboard.press('Space'); // the first of three
  await page.getByLabel('Date of the event').focus(); // whose parts depend on the browser
  await page.getByLabel('Date of the event').fill('2022-09-09');
  await page.getByLabel('Date reported').fill('2022-09-10');
  await page.getByLabel('Date reported').focus();
  while (await page.evaluate(() => document.activeElement?.id !== 'add-quote')) await page.keyboard.press('Tab');
  await page.keyboard.type('Ukrainian forces have liberated Testivka in Kharkiv Oblast, the <b>General Staff</b> said.');
  await type('Gazette');
  await type('https://example.org/1');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await page.getByText('It is shown after two editors have agreed.').waitFor();
  assert.equal(await page.evaluate(() => document.activeElement?.textContent), 'Thank you');
  await shoot(page, 'add-sent');
  await page.keyboard.press('Escape');
  assert.equal(await page.locator('#add').isVisible(), false);
  assert.equal(await page.evaluate(() => document.activeElement?.textContent.trim()), 'Add a place');

  const list = await retaken('review', 'list');
  assert.match(list, /a new place Testivka \/ Тестівка, waits for two editors/);
  assert.match(list, /the <b>General Staff<\/b> said/);
  assert.match(await retaken('review', 'accept', '1', '--as', 'Olena'), /noted that Olena agrees/);
  assert.equal((await (await fetch(url + 'search?f=json&q=Testivka')).text()).includes('"Testivka"'), false);
  assert.match(await retaken('review', 'accept', '1', '--as', 'Petro'), /accepted suggestion 1/);

  await openPlace(page, 'Testivka');
  await page.reload();
  await loaded(page);
  assert.match(await textOf(page, '#place h2'), /^Testivka Тестівка/);
  assert.match(await textOf(page, '#place blockquote'), /liberated Testivka in Kharkiv Oblast, the <b>General Staff<\/b> said\./);
  assert.match(await textOf(page, '#place'), /Gazette/);
  assert.equal(await page.locator('#place blockquote b').count(), 0);
  await quiet(v);
});

test('a click on the map fills in the position, picks no place, and says what is near', async () => {
  const v = await opened();
  const { page } = v;
  await openForm(page);
  assert.equal(await page.locator('#map').evaluate((e) => getComputedStyle(e).cursor), 'crosshair');
  const at = await pixelOf(page, 36.86, 49.49);
  await page.mouse.click(at.x, at.y);
  const [lat = 0, lon = 0] = (await page.getByLabel('Latitude and longitude').inputValue()).split(', ').map(Number);
  assert.ok(Math.abs(lat - 49.49) < 0.01 && Math.abs(lon - 36.86) < 0.01, `${lat}, ${lon}`);
  assert.ok(!page.url().includes('place='), page.url());
  assert.equal(await page.locator('.pin').count(), 1);
  await page.getByLabel('Name in Latin letters').fill('Vasylenkove Druhe');
  await page.getByText(/^[\d.]+ km from \p{L}+\. No place of this name within 25 km\.$/u).waitFor();

  await page.getByLabel('Name in Latin letters').fill('Balakleya');
  await page.getByText(/Balakliia is known already, [\d.]+ km away\./).waitFor();
  await shoot(page, 'add-known');
  await page.getByRole('button', { name: 'Add a report about Balakliia instead' }).click();
  await page.getByRole('heading', { name: 'Add a report' }).waitFor();
  assert.match(await textOf(page, '#add .about'), /Balakliia/);
  await page.keyboard.press('Escape');
  await openForm(page);
  assert.equal(await page.getByLabel('Name in Latin letters').inputValue(), 'Balakleya'); // as it was left
  await quiet(v);
});

test('what is missing is said beside the fields, and the first of them has the focus', async () => {
  const v = await opened();
  const { page } = v;
  await openForm(page);
  await send(page).click();
  assert.equal(await page.evaluate(() => document.activeElement?.id), 'add-name');
  assert.equal(await page.locator('#add-name').getAttribute('aria-invalid'), 'true');
  assert.match((await page.locator('#add-name').getAttribute('aria-describedby')) ?? '', /add-name-wrong/);
  assert.equal(await page.locator('#add .wrong').count(), 7);
  await page.locator('.mistakes').getByRole('button', { name: 'Quoted sentence' }).click();
  assert.equal(await page.evaluate(() => document.activeElement?.id), 'add-quote');
  await page.keyboard.type('They took it.');
  assert.equal(await page.locator('#add-quote-wrong').count(), 0);
  await quiet(v);
});

test('what the server finds wrong is said beside its field', async () => {
  const v = await opened();
  const { page } = v;
  await openForm(page);
  await page.getByLabel('Name in Latin letters').fill('Testi\u200dvka'); // a joiner that nobody sees
  await page.getByLabel('Latitude and longitude').fill('49°54′N 37°12′E');
  await fillReport(page, 'Testivka');
  const before = await retaken('review', 'list', '--all');
  await send(page).click();
  await page.locator('#add-name-wrong').waitFor();
  assert.match(await textOf(page, '#add-name-wrong'), /invisible characters/);
  assert.equal(await page.evaluate(() => document.activeElement?.id), 'add-name');
  assert.equal(await retaken('review', 'list', '--all'), before);
  assert.deepEqual(
    v.noise.filter((line) => !line.includes('422')), // the browser tells of it
    [],
  );
  await page.context().close();
});

test('when the server does not answer, what was typed is kept and can be sent again', async () => {
  let down = true;
  const v = await opened(view, desk, (page) => page.route('**/suggestions', (route) => (down ? route.abort() : route.continue())));
  const { page } = v;
  await entry(page, 'Izium').click();
  await page.getByRole('button', { name: 'Suggest a correction' }).click();
  await page.getByRole('heading', { name: 'Suggest a correction' }).waitFor();
  assert.equal(await page.getByLabel('Name in Ukrainian').inputValue(), 'Ізюм');
  assert.match(await textOf(page, '.near'), /the position that the map has/);
  await page.getByLabel('Another name or spelling').fill('Izyum Staryi');
  await page.getByLabel('What is wrong').fill('It is spelt so, too.');
  await send(page).click();
  await page.getByText('The server did not answer. What you typed is kept').waitFor();
  down = false;
  await send(page).click();
  await page.getByText('Sent for review.').waitFor();
  await page.getByRole('button', { name: 'Back to the map' }).click();
  assert.match(await textOf(page, '#place h2'), /^Izium/);
  assert.match(await retaken('review', 'list'), /a correction of Izium .*\n {2}also Izyum Staryi\n {2}wrong: It is spelt so, too\./);
  assert.deepEqual(
    v.noise.filter((line) => !line.includes('ERR_FAILED')),
    [],
  );
  await page.context().close();
});

test('a search that finds nothing offers to add the name; a place without reports, a report', async () => {
  const v = await opened();
  const { page } = v;
  await page.getByRole('combobox').first().fill('Хутірець');
  await page.getByRole('button', { name: 'Add Хутірець' }).waitFor();
  await page.keyboard.press('Enter');
  await page.locator('#add h2').waitFor();
  assert.equal(await page.getByLabel('Name in Ukrainian').inputValue(), 'Хутірець');
  await openPlace(page, 'Simferopol');
  assert.equal(await page.locator('#add').isVisible(), false);
  await page.getByRole('button', { name: 'Add a report' }).click();
  await page.getByRole('heading', { name: 'Add a report' }).waitFor();
  assert.equal(await page.getByLabel('Latitude and longitude').count(), 0);
  await page.getByRole('button', { name: 'Something is wrong' }).click();
  await page.getByLabel('What is wrong').waitFor();
  await quiet(v);
});

for (const [device, options] of [
  ['1440', desk],
  ['390', phone],
] as const) {
  for (const colorScheme of ['light', 'dark'] as const) {
    test(`axe finds nothing: ${device} ${colorScheme}`, async (t) => {
      const states: [name: string, hash: string, reach: (page: Page) => Promise<unknown>][] = [
        ['empty', view, openForm],
        ['mistakes', view, (page) => openForm(page).then(() => send(page).click())],
        ['ukrainian', view + '&lang=uk', (page) => openForm(page).then(() => page.getByRole('button', { name: 'Надіслати на перегляд' }).click())],
        ['correction', view, (page) => openPlace(page, 'Izium').then(() => page.getByRole('button', { name: 'Suggest a correction' }).click())],
      ];
      for (const [name, hash, reach] of states) {
        await t.test(name, async () => {
          const v = await opened(hash, { ...options, colorScheme });
          await reach(v.page);
          await v.page.waitForTimeout(500);
          await shoot(v.page, `add-${name}-${device}-${colorScheme}`);
          assert.deepEqual(await violations(v.page), []);
          const wide = () => [...document.querySelectorAll('#add, #add div')].filter((e) => e.scrollWidth > e.clientWidth + 1).map((e) => e.className);
          assert.deepEqual(await v.page.evaluate(wide), []);
          await quiet(v);
        });
      }
    });
  }
}
