// What the reader leaves out leaves the map, the list, the counts and the files alike.

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Page } from 'playwright-core';
import type { Change, ControlState } from '../src/api.ts';
import { desk, legend, listedNames, loaded, openAt, pictures, quiet, textOf, type Visit } from './browser.ts';
import { serveTexts } from './server.ts';
import { setUp } from './setup.ts';
import { kharkiv, september } from './texts.ts';

const shared = setUp(() => serveTexts(...september));

const everything = ['Chuhuiv', 'Izium', 'Verbivka', 'Kupiansk', 'Vovchansk', 'Balakliia'];

/** What the page shows, for two moments to be compared. */
interface Seen {
  list: string[];
  counts: string;
  legend: Record<string, number>;
  ground: string;
  marks: string;
}

async function seen(page: Page): Promise<Seen> {
  await loaded(page);
  const [, ground = '', marks = ''] = await pictures(page);
  return { list: await listedNames(page), counts: await textOf(page, '.numbers'), legend: await legend(page), ground, marks };
}

const toggle = (page: Page, name: string) => page.locator('#legend .toggle', { hasText: name });
const kind = (page: Page, name: string) => page.locator('.chips').getByRole('button', { name, exact: true });

/** The places and changes that the page offers for download, fetched from the very addresses that are copied. */
async function taken(page: Page): Promise<{ said: string; places: string[]; changes: string[] }> {
  await page.getByRole('button', { name: 'Download' }).click();
  const copy = async (name: RegExp) => {
    await page.getByRole('button', { name }).click();
    await page.getByText('Copied', { exact: true }).waitFor();
    return page.evaluate(() => navigator.clipboard.readText());
  };
  const said = await textOf(page, '#dialog p');
  const json = (await (await fetch(await copy(/^Copy the address: Places/))).json()) as { numberMatched: number; features: { properties: ControlState }[] };
  assert.equal(json.numberMatched, json.features.length);
  const csv = await (await fetch(await copy(/^Copy the address: Changes/))).text();
  await page.keyboard.press('Escape');
  const [head = '', ...rows] = csv.trim().split(/\r?\n/);
  const column = head.replace('\ufeff', '').split(',').indexOf('name');
  assert.ok(column >= 0, head);
  return { said, places: json.features.map((f) => f.properties.name), changes: rows.map((r) => r.split(',')[column] ?? '') };
}

/** The files have what the page shows. The marks on the map are counted by a look at its own legend. */
async function assertTaken(page: Page, places: readonly string[]): Promise<void> {
  const list = await listedNames(page);
  const files = await taken(page);
  const some = (n: number, one: string) => `${n} ${one}${n === 1 ? '' : 's'}`;
  assert.deepEqual(files.places.toSorted(), places.toSorted());
  assert.deepEqual(files.changes.toSorted(), list.toSorted());
  assert.equal(files.said, `${some(places.length, 'place')} and ${some(list.length, 'change')} in this view.`);
}

describe('with everything on', () => {
  test('list, counts, legend and files have the same places', async () => {
    const v = await open();
    const now = await seen(v.page);
    assert.deepEqual(now.list, everything);
    assert.equal(now.counts, '2 recaptured and 1 more only claimed 1 newly contested 1 lost');
    // A claim is counted beside the assessed holder: Chuhuiv and Verbivka rest on nothing but that.
    assert.deepEqual(now.legend, { 'Ukrainian-held': 2, 'Russian-occupied': 1, Contested: 1, 'Claimed by one side': 2, 'No evidence': 2 });
    const server = await shared.server.features<Change>('collections/control-changes/items?limit=100&datetime=2022-09-05/2022-09-11');
    assert.deepEqual(server.map((f) => f.properties.name).toSorted(), [...everything, 'Vysokopillia'].toSorted());
    assert.equal(await textOf(v.page, '.elsewhere'), '1 more change outside of this view. Show all changes');
    await assertTaken(v.page, everything);
    await quiet(v);
  });
});

const open = (hash = kharkiv): Promise<Visit> => openAt(shared, hash, { ...desk, permissions: ['clipboard-read', 'clipboard-write'] });

/** Each of these is done to a page, and undone. */
describe('left out', () => {
  let v: Visit;
  let plain: Seen;

  before(async () => {
    v = await open();
    plain = await seen(v.page);
  });
  after(() => quiet(v));

  async function leavesOut(act: () => Promise<unknown>, left: string[], places: string[], drawn: { ground: boolean }): Promise<Seen> {
    await act();
    const now = await seen(v.page);
    assert.deepEqual(now.list, everything.filter((name) => !left.includes(name)));
    assert.notEqual(now.marks, plain.marks, 'the marks are the same');
    assert.equal(now.ground !== plain.ground, drawn.ground, 'the ground');
    await assertTaken(v.page, everything.filter((name) => !places.includes(name)));
    return now;
  }

  async function restored(undo: () => Promise<unknown>): Promise<void> {
    await undo();
    assert.deepEqual(await seen(v.page), plain);
  }

  const classes: [name: string, left: string[], counts: string][] = [
    ['Ukrainian-held', ['Izium', 'Balakliia'], '0 recaptured and 1 more only claimed 1 newly contested 1 lost'],
    ['Russian-occupied', ['Vovchansk'], '2 recaptured and 1 more only claimed 1 newly contested 0 lost'],
    ['Contested', ['Kupiansk'], '2 recaptured and 1 more only claimed 0 newly contested 1 lost'],
    ['Claimed by one side', ['Chuhuiv', 'Verbivka'], '2 recaptured 1 newly contested 1 lost'],
  ];
  for (const [name, left, counts] of classes) {
    test(`what the legend calls ${name}`, async () => {
      const button = toggle(v.page, name);
      const now = await leavesOut(() => button.click(), left, left, { ground: true });
      assert.equal(now.counts, counts);
      assert.equal(await button.getAttribute('aria-pressed'), 'false');
      assert.match(await button.locator('span').evaluate((e) => getComputedStyle(e).textDecorationLine), /line-through/);
      assert.deepEqual(now.legend, plain.legend); // it says what there is, to be switched on again
      await restored(() => button.click());
    });
  }

  test('what is only claimed', async () => {
    const box = v.page.getByLabel('Confirmed only');
    const now = await leavesOut(() => box.check(), ['Chuhuiv', 'Verbivka'], [], { ground: true });
    assert.equal(now.counts, '2 recaptured 1 newly contested 1 lost');
    await restored(() => box.uncheck());
  });

  const kinds: [name: string, kept: string[]][] = [
    ['Recaptured', ['Verbivka', 'Izium', 'Balakliia']],
    ['Contested', ['Kupiansk']],
    ['Lost', ['Chuhuiv', 'Vovchansk']],
  ];
  for (const [name, kept] of kinds) {
    test(`all but ${name}`, async () => {
      const left = everything.filter((place) => !kept.includes(place));
      const now = await leavesOut(() => kind(v.page, name).click(), left, left, { ground: false });
      assert.equal(now.counts, plain.counts); // the numbers are what there is to choose from
      assert.equal(await kind(v.page, name).getAttribute('aria-pressed'), 'true');
      await restored(() => kind(v.page, 'All').click());
    });
  }

  test('a publisher, or all but one', async () => {
    const sources = v.page.getByLabel('Sources');
    assert.equal(await sources.locator('option').first().innerText(), 'All 2 sources');
    const other = ['Chuhuiv', 'Kupiansk', 'Vovchansk'];
    const now = await leavesOut(() => sources.selectOption('Morning Wire'), other, other, { ground: false });
    assert.equal(now.counts, '2 recaptured and 1 more only claimed 0 newly contested 0 lost');
    const alone = ['Verbivka', 'Izium']; // of Balakliia both tell
    await leavesOut(() => sources.selectOption('-Morning Wire'), alone, alone, { ground: false });
    await restored(() => sources.selectOption(''));
  });

  test('several at once, until nothing is left, and all of it comes back by one button', async () => {
    await kind(v.page, 'Recaptured').click();
    await toggle(v.page, 'Ukrainian-held').click();
    await v.page.getByLabel('Confirmed only').check();
    await loaded(v.page);
    assert.deepEqual(await listedNames(v.page), []);
    await v.page.getByText('No change between these dates that the filters let through.').waitFor();
    const files = await taken(v.page);
    assert.deepEqual([files.said, files.places, files.changes], ['0 places and 0 changes in this view.', [], []]);
    await restored(() => v.page.getByRole('button', { name: 'Take the filters away' }).click());
  });
});

test('as reported then: the addresses hold what was known by the day', async () => {
  const v = await open(kharkiv.replace('11', '10') + '&known=then');
  const list = await listedNames(v.page);
  assert.deepEqual(list, ['Izium', 'Verbivka', 'Kupiansk', 'Vovchansk']);
  await assertTaken(v.page, list);
  await v.page.getByRole('button', { name: 'As known now' }).click();
  await v.page.getByText('As known now. Strong').waitFor();
  assert.deepEqual(await listedNames(v.page), [...list, 'Balakliia']);
  await assertTaken(v.page, [...list, 'Balakliia']);
  await quiet(v);
});
