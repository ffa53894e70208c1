// The published copy, handed out by a plain file server: the same map as the server's, read-only.

import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { cardText, desk, entry, launch, loaded, openPlace, phone, quiet, shoot, textOf, violations, visit, type Visit } from './browser.ts';
import { serveFiles, type Files } from './files.ts';
import { publishSamples, serveSamples, type Server } from './server.ts';

const copies = ['day', 'week', 'none'] as const;
const files = {} as Record<(typeof copies)[number] | 'deep', Files>;
let server: Server;
let browser: Browser;
let folder: string;

before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'retaken-site-'));
  for (const areas of copies) {
    await publishSamples(join(folder, areas), '--areas', areas);
    files[areas] = await serveFiles(join(folder, areas));
  }
  files.deep = await serveFiles(join(folder, 'day'), '/maps/ukraine/');
  server = await serveSamples();
  browser = await launch();
});

after(async () => {
  await (browser as Browser | undefined)?.close();
  await (server as Server | undefined)?.stop();
  await Promise.all(Object.values(files).map((f) => f.stop()));
  await rm(folder, { recursive: true, force: true });
});

/** Opens a copy. A request that fails is told on the console, and so is noise. */
async function open(url: string, hash = '', options = desk): Promise<Visit> {
  const v = await visit(browser, url + hash, options);
  await loaded(v.page);
  return v;
}

/** What the page says, and what its map looks like. */
async function shown(page: Page) {
  const texts = await Promise.all(['#list', '#legend', '#date-card'].map((part) => page.locator(part).innerText()));
  const pictures = page.locator('#map canvas').evaluateAll((all) => all.map((c) => (c as HTMLCanvasElement).toDataURL()));
  return { texts, pictures: await pictures };
}

const at = (day: string) => `#map=8/49.4/36.9&t=${day}`;
const asked = ({ requests }: Visit, part: string) => requests.filter((r) => r.includes(part)).map((r) => r.slice(r.indexOf(part) + part.length));

describe('the copy beside the server', () => {
  for (const day of ['2022-02-25', '2022-09-08', '2022-09-11', '2022-09-16', '2022-10-03', '2024-02-18']) {
    test(`is the same on ${day}: list, counts, legend, and the map to the pixel`, async () => {
      const visits = [await open(server.url, at(day)), await open(files.day.url, at(day))] as const;
      const [live, copy] = [await shown(visits[0].page), await shown(visits[1].page)];
      assert.deepEqual(copy.texts, live.texts);
      assert.equal(copy.pictures.length, 3);
      assert.ok(copy.pictures.every((picture, i) => picture === live.pictures[i]), 'the maps differ');
      for (const part of ['collections/', 'timeline?', 'changes/stream', 'diff']) assert.equal(asked(visits[1], part).length, 0, part);
      for (const v of visits) await quiet(v);
    });
  }

  test('is filtered alike: legend, confirmed only, sort, source', async () => {
    const visits = [await open(server.url, at('2022-09-11')), await open(files.day.url, at('2022-09-11'))] as const;
    const acts: ((page: Page) => Promise<unknown>)[] = [
      (page) => page.locator('.toggle').first().click(),
      (page) => page.getByLabel('Confirmed only').check(),
      (page) => page.getByRole('button', { name: 'Contested', exact: true }).click(),
      (page) => page.getByLabel('Sources').selectOption({ index: 2 }),
    ];
    let last = '';
    for (const act of acts) {
      const seen: Awaited<ReturnType<typeof shown>>[] = [];
      for (const { page } of visits) {
        await act(page);
        await loaded(page);
        seen.push(await shown(page));
      }
      assert.deepEqual(seen[1]?.texts, seen[0]?.texts);
      assert.ok(seen[1]?.pictures.every((picture, i) => picture === seen[0]?.pictures[i]), 'the maps differ');
      assert.notEqual(JSON.stringify(seen[1]), last, 'nothing is left out');
      last = JSON.stringify(seen[1]);
    }
    for (const v of visits) await quiet(v);
  });

  test('opens on the same last day, and has the same place open as a link to it has', async () => {
    const visits = [await open(server.url), await open(files.day.url)] as const;
    const [live, copy] = [await shown(visits[0].page), await shown(visits[1].page)];
    assert.deepEqual(copy.texts, live.texts);
    for (const { page } of visits) await openPlace(page, 'Avdiivka');
    const [here, there] = visits.map(({ page }) => new URL(page.url()).hash);
    assert.equal(there, here);
    const place = async ({ page }: Visit) => (await page.locator('#place').innerText()).replace('GeoJSON of this place', '').trim();
    assert.equal(await place(visits[1]), await place(visits[0]));
    for (const v of visits) await quiet(v);
  });
});

describe('the copy below a path', () => {
  test('steps through days: states and areas change, one file for each day of change', async () => {
    const v = await open(files.deep.url, at('2022-09-09'));
    const before = await shown(v.page);
    await v.page.getByRole('button', { name: 'Day on' }).click();
    await v.page.waitForURL(/t=2022-09-10/);
    await loaded(v.page);
    const after = await shown(v.page);
    assert.notEqual(after.texts[1], before.texts[1]); // the legend counts
    assert.ok(after.pictures.every((picture, i) => i === 0 || picture !== before.pictures[i]), 'the map is the same');
    assert.deepEqual(asked(v, 'data/areas/'), ['2022-09-08.geojson', '2022-09-10.geojson']);

    await v.page.goBack();
    await loaded(v.page);
    assert.deepEqual(await shown(v.page), before);
    assert.equal(asked(v, 'data/areas/').length, 2); // it was kept
    await quiet(v);
  });

  test('shows the sentences that a state rests on, from the list and from an address', async () => {
    const v = await open(files.deep.url, at('2022-09-11'));
    await openPlace(v.page, 'Izium');
    assert.equal(await textOf(v.page, '#place .status'), 'Ukrainian-held Confirmed, since 10 September 2022');
    assert.match(await v.page.locator('.report').first().innerText(), /Izium/);
    await v.page.waitForURL(/place=\d+/);
    await v.page.reload();
    await loaded(v.page);
    assert.equal(await textOf(v.page, '#place h2'), 'Izium Ізюм');
    assert.match(await textOf(v.page, '#place .ledger'), /24 February 2022 \S/); // from the history
    await quiet(v);
  });

  test('finds a place in Cyrillic that no report names, by its Russian name too', async () => {
    const v = await open(files.deep.url);
    assert.equal(asked(v, 'names.json').length, 0);
    for (const typed of ['чугуїв', 'чугуев']) {
      await v.page.getByRole('combobox', { name: 'Find a place' }).fill(typed);
      await v.page.getByRole('option', { name: /Chuhuiv Чугуїв/ }).click();
      await v.page.locator('#place h2', { hasText: 'Chuhuiv' }).waitFor();
      assert.equal(await textOf(v.page, '#place h2'), 'Chuhuiv Чугуїв');
    }
    assert.equal(asked(v, 'names.json').length, 1);
    await v.page.reload();
    await loaded(v.page);
    assert.equal(await textOf(v.page, '#place h2'), 'Chuhuiv Чугуїв');
    await v.page.getByRole('combobox', { name: 'Find a place' }).fill('xyzzy');
    await v.page.getByText('No place of that name is known.').waitFor();
    await quiet(v);
  });

  test('every file that it offers is there, and the list of them names no other host', async () => {
    const v = await open(files.deep.url, at('2022-09-11'));
    await v.page.getByRole('button', { name: 'Download' }).click();
    await v.page.locator('.files a').first().waitFor();
    const links = await v.page.locator('.files a').evaluateAll((all) => all.map((a) => (a as HTMLAnchorElement).href));
    assert.deepEqual(
      links.map((l) => l.slice(files.deep.url.length)),
      ['data/areas/2022-09-11.geojson', 'data/control-history.geojson', 'data/control-changes.geojson', 'data/events.geojson', 'data/index.html'],
    );
    await quiet(v);

    const list = await visit(browser, files.deep.url + 'data/index.html');
    const more = await list.page.locator('a').evaluateAll((all) => all.map((a) => (a as HTMLAnchorElement).href));
    assert.ok(more.length > 6, more.join());
    for (const link of [...links, ...more]) assert.equal((await fetch(link)).status, 200, link);
    assert.deepEqual(await violations(list.page), []);
    await quiet(list);
  });
});

describe('what a copy cannot tell', () => {
  test('is not offered: what was known then', async () => {
    const v = await open(files.day.url, at('2022-09-11') + '&known=then');
    assert.match(await textOf(v.page, '#notice'), /^Part of the link could not be read \(known\)/);
    assert.equal(await v.page.getByRole('group', { name: 'Which reports count' }).count(), 0);
    assert.match(await cardText(v.page), /As known now/);
    assert.deepEqual(await violations(v.page), []);
    await quiet(v);
  });

  test('is said: the ground recaptured in more than a week', async () => {
    const v = await open(files.day.url, at('2022-09-16') + '&since=2022-09-01');
    assert.match(await textOf(v.page, '#list .ground'), /^This copy tells which ground was recaptured for the last week only\./);
    assert.deepEqual(asked(v, 'data/changed/'), []);
    await entry(v.page, 'Izium').waitFor(); // the places are told
    await quiet(v);
  });

  test('is said: the ground of an earlier day, where weeks are published, or none', async () => {
    const week = await open(files.week.url, at('2022-09-09'));
    assert.match(await cardText(week.page), /^Control on Fri, 9 September 2022 Ground as on \d+ \w+ 2022: this copy has none nearer$/);
    await quiet(week);
    const sunday = await open(files.week.url, at('2022-09-11'));
    assert.match(await cardText(sunday.page), /As known now\. Strong colour: recaptured since 5 Sept$/);
    await quiet(sunday);

    const none = await open(files.none.url, at('2022-09-11'));
    assert.equal(await cardText(none.page), 'Control on Sun, 11 September 2022 This copy has no ground for this date');
    assert.equal(await none.page.locator('#list .ground').count(), 0);
    assert.match(await textOf(none.page, '#list .numbers'), /recaptured/);
    await quiet(none);
  });
});

test('a copy fits a phone, in Ukrainian and in the dark', async () => {
  const v = await open(files.day.url, at('2022-09-11') + '&lang=uk&theme=dark', phone);
  await shoot(v.page, 'static-phone');
  assert.equal(await v.page.evaluate(() => document.documentElement.scrollWidth), phone.viewport?.width);
  await quiet(v);
});
