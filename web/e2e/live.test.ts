// Articles that the server reads while somebody looks: what is new appears, what is looked at stays where it is.

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Page } from 'playwright-core';
import { desk, entry, legend, listedNames, openAt, quiet, textOf, type Visit } from './browser.ts';
import { serveTexts } from './server.ts';
import { setUp } from './setup.ts';
import { dayAfter, sameWeek, september } from './texts.ts';

const shared = setUp(() => serveTexts(...september));

const soon = 2000; // milliseconds from the end of reading to the page

const top = async (page: Page, name: string) => (await entry(page, name).boundingBox())?.y ?? assert.fail(`${name} is not in the list`);
const columns = (page: Page) => page.locator('#date-bar canvas').first().evaluate((c) => (c as HTMLCanvasElement).toDataURL());

describe('while the page is open', () => {
  let v: Visit;
  before(async () => {
    const low = { ...desk, viewport: { width: 1440, height: 640 } }; // so that what is new is above what is in sight
    v = await openAt(shared, '#map=7.5/49.7/37.1', low); // the last day, as it comes
  });
  after(() => quiet(v));

  const took: number[] = [];

  /** Has an article read, and waits until the list has an entry more. */
  async function read(article: string): Promise<void> {
    const before = await v.page.locator('.entry').count();
    await shared.server.ingest(article);
    const start = Date.now();
    await v.page.waitForFunction((n) => document.querySelectorAll('.entry').length > n, before);
    took.push(Date.now() - start);
  }

  test('a change of the week is in list, numbers, legend and timeline; what is looked at has not moved', async () => {
    const { page } = v;
    await page.locator('#list').evaluate((list) => list.scrollTo(0, list.scrollHeight));
    assert.ok((await top(page, 'Izium')) < ((await page.locator('#list').boundingBox())?.y ?? 0), 'Izium is in sight');
    const [card, names, places, drawn] = [await textOf(page, '#date-card'), await listedNames(page), await legend(page), await columns(page)];
    const at = await top(page, 'Balakliia');

    await read(sameWeek);
    assert.ok(Math.abs((await top(page, 'Balakliia')) - at) <= 1, `${at} before, ${await top(page, 'Balakliia')} after`);
    assert.equal(await textOf(page, '#date-card'), card);
    assert.match(await page.locator('#list h2').innerText(), /5–11 September 2022/);
    assert.deepEqual(await listedNames(page), ['Chuhuiv', 'Kupiansk', ...names.slice(1)]);
    assert.match(await page.locator('.numbers').innerText(), /^3\s+recaptured/);
    assert.deepEqual(await legend(page), { ...places, 'Ukrainian-held': 3, Contested: 0 });
    assert.notEqual(await columns(page), drawn, 'the timeline is the same');
    assert.equal(await textOf(page, '#toast'), 'New reports were read.');
    assert.equal(await page.locator('.notice').count(), 0); // nothing newer than the day shown
    assert.ok(!page.url().includes('t='), page.url());
  });

  test('a later day is offered, and the one that is looked at stays until it is taken', async () => {
    const { page } = v;
    const [card, names, at] = [await textOf(page, '#date-card'), await listedNames(page), await top(page, 'Balakliia')];
    await shared.server.ingest(dayAfter);
    const start = Date.now();
    await page.getByText('There is something newer, up to 12 September 2022.').waitFor();
    took.push(Date.now() - start);
    assert.equal(await textOf(page, '#date-card'), card);
    assert.deepEqual(await listedNames(page), names);
    assert.ok(Math.abs((await top(page, 'Balakliia')) - at) <= 1, `${at} before, ${await top(page, 'Balakliia')} after`);
    await page.waitForURL(/&t=2022-09-11$/); // which is what a link to it has to say now

    await page.getByRole('button', { name: 'Go to the latest date' }).click();
    await page.getByText('Control on Mon, 12 September 2022').waitFor();
    await entry(page, 'Vovchansk').waitFor();
    assert.equal((await listedNames(page))[0], 'Vovchansk');
    assert.equal(await page.locator('.notice').count(), 0);
  });

  test('the page knew of it soon', () => {
    console.log({ took });
    assert.ok(Math.min(...took) <= soon, `${took.join(' and ')} ms`);
  });

  test('an open place keeps its panel, and gets the new report', async () => {
    const { page } = v;
    await entry(page, 'Izium').click();
    await page.locator('#place h2[data-ready]').waitFor();
    const reports = await page.locator('.report').count();
    const quote = await page.locator('.report blockquote').first().elementHandle();
    await shared.server.ingest('Date: 2022-09-12\nTitle: Izium again\nSource: Evening Post\n\nUkrainian forces recaptured Izium on Saturday, reporters who reached the town said.\n');
    await page.waitForFunction((n) => document.querySelectorAll('.report').length > n, reports);
    assert.equal(await textOf(page, '#place h2'), 'Izium Ізюм');
    assert.ok(await quote.evaluate((e) => e.isConnected));
  });
});
