// Loading, empty and broken: the answer is held back or spoiled on its way to the page.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Page } from 'playwright-core';
import { desk, drawnOn, entry, listedNames, loaded, openAt, openPlace, quiet, shoot, textOf, until, visit, type Visit } from './browser.ts';
import { serveTexts } from './server.ts';
import { setUp } from './setup.ts';
import { kharkiv, september } from './texts.ts';

const shared = setUp(() => serveTexts(...september));

const open = (hash = '', prepare?: (page: Page) => Promise<unknown>): Promise<Visit> => visit(shared.browser, shared.server.url + hash, desk, prepare);

const changes = '**/control-changes/items**';
const control = '**/collections/control/items**';
const reports = '**/collections/events/items**';

/** Ends a visit on which nothing but that was said on the console. */
async function saidOnly(v: Visit, what: string): Promise<void> {
  await v.page.context().close();
  assert.ok(v.noise.length > 0 && v.noise.every((n) => n.includes(what)), v.noise.join());
}

describe('loading', () => {
  test('the page says so, and the ground of the map is drawn already', async () => {
    let release: () => void = () => undefined;
    const held = new Promise<void>((resolve) => (release = resolve));
    const v = await open('', (page) =>
      page.route(changes, async (route) => {
        await held;
        await route.continue();
      }),
    );
    await v.page.getByRole('heading', { name: 'Loading changes…' }).waitFor();
    assert.ok(await v.page.locator('#busy').isVisible());
    await until(async () => (await drawnOn(v.page.locator('#map canvas').first())).colours >= 3); // sea, Ukraine, others
    await shoot(v.page, 'loading');
    release();
    await loaded(v.page);
    assert.ok(await v.page.locator('#busy').isHidden());
    await quiet(v);
  });

  test('changes of several pages are all read', async () => {
    let pages = 0;
    const v = await open(kharkiv, (page) =>
      page.route(changes, (route) => {
        pages++;
        return route.continue({ url: route.request().url().replace('limit=10000', 'limit=2') });
      }),
    );
    await loaded(v.page);
    assert.equal(pages, 4);
    assert.equal((await listedNames(v.page)).length, 6);
    assert.match(await textOf(v.page, '.elsewhere'), /^1 more change/);
    await quiet(v);
  });

  test('under a prefix and with another host in its links the page still works', async () => {
    const v = await visit(shared.browser, shared.server.url + 'deep/map/', desk, (page) =>
      page.route('**/deep/map/**', (route) => route.continue({ url: route.request().url().replace('/deep/map', '') })),
    );
    await loaded(v.page);
    await openPlace(v.page, 'Izium');
    assert.ok(v.requests.every((r) => r.startsWith(shared.server.url + 'deep/map/')), v.requests.join());
    await quiet(v);
  });
});

describe('a failure', () => {
  test('at first is said, and Try again recovers', async () => {
    const v = await open('', (page) => page.route(changes, (route) => route.fulfill({ status: 503, body: 'busy' })));
    await v.page.getByText('The server did not answer.', { exact: true }).waitFor();
    await shoot(v.page, 'error');
    await v.page.unroute(changes);
    await v.page.getByRole('button', { name: 'Try again' }).click();
    await loaded(v.page);
    await v.page.locator('.entry').first().waitFor();
    assert.equal(await v.page.locator('.notice').count(), 0);
    await saidOnly(v, '503');
  });

  test('later keeps the old picture and says from when it is', async () => {
    const v = await openAt(shared, kharkiv);
    const [card, names] = [await v.page.locator('#date-card').innerText(), await listedNames(v.page)];
    await v.page.route(control, (route) => route.abort());
    await v.page.getByRole('button', { name: 'Day back' }).click();
    await v.page.getByText(/^The server did not answer\. Showing what was loaded at \d\d:\d\d\.$/).waitFor();
    assert.equal(await v.page.locator('#date-card').innerText(), card);
    assert.deepEqual(await listedNames(v.page), names);

    await v.page.unroute(control);
    await v.page.getByRole('button', { name: 'Try again' }).click();
    await v.page.getByText('Control on Sat, 10 September 2022').waitFor();
    assert.equal(await v.page.locator('.notice').count(), 0);
    await saidOnly(v, 'ERR_FAILED');
  });

  test('of the reports of a place is said, and Try again brings them', async () => {
    const v = await openAt(shared, kharkiv);
    await v.page.route(reports, (route) => route.abort());
    await entry(v.page, 'Izium').click();
    await v.page.getByText(/^The server did not answer\. Showing/).waitFor();
    await v.page.unroute(reports);
    await v.page.getByRole('button', { name: 'Try again' }).click();
    await v.page.locator('#place h2[data-ready]').waitFor();
    assert.ok((await v.page.locator('.report').count()) > 0);
    await v.page.waitForFunction(() => !document.querySelector('.notice'));
    await saidOnly(v, 'ERR_FAILED');
  });

  test('is an answer that is no feature collection, and no blank page', async () => {
    const v = await open('', (page) => page.route(changes, (route) => route.fulfill({ json: { hello: 'world' } })));
    await v.page.getByText('The server did not answer.', { exact: true }).waitFor();
    await quiet(v);
  });

  test('is an answer that is older than the one before it', async () => {
    const v = await openAt(shared, kharkiv);
    const card = await v.page.locator('#date-card').innerText();
    await v.page.route(control, async (route) => {
      const response = await route.fetch();
      await route.fulfill({ response, headers: { ...response.headers(), 'last-modified': 'Mon, 01 Jan 2024 00:00:00 GMT' } });
    });
    await v.page.getByRole('button', { name: 'Day back' }).click();
    await v.page.getByText(/^The server gave an older answer than before\. Showing what was loaded at \d\d:\d\d\.$/).waitFor();
    assert.equal(await v.page.locator('#date-card').innerText(), card);
    await shoot(v.page, 'stale');
    await v.page.unroute(control);
    await v.page.getByRole('button', { name: 'Try again' }).click();
    await v.page.getByText('Control on Sat, 10 September 2022').waitFor();
    assert.equal(await v.page.locator('.notice').count(), 0);
    await quiet(v);
  });
});

describe('empty', () => {
  const silence = 'Absence of a report is not evidence that nothing happened.';

  test('before the first change, with a way to the latest', async () => {
    const v = await openAt(shared, '#t=2022-03-01');
    await v.page.getByText('No change between these dates.').waitFor();
    await v.page.getByText(silence).waitFor();
    await shoot(v.page, 'empty');
    await v.page.getByRole('button', { name: 'Go to the latest date' }).click();
    await v.page.locator('.entry').first().waitFor();
    await quiet(v);
  });

  test('in this view: how much there is elsewhere, and all of it by one button', async () => {
    const v = await openAt(shared, '#map=9/50.45/30.52&t=2022-09-11');
    assert.match(await textOf(v.page, '.empty'), new RegExp(`^No change in this view between these dates\\. ${silence}$`));
    assert.equal(await textOf(v.page, '.elsewhere'), '7 more changes outside of this view. Show all changes');
    await v.page.locator('.elsewhere button').click();
    await v.page.waitForFunction(() => document.querySelectorAll('.entry').length === 7);
    await quiet(v);
  });

  test('between these dates, with a look back that finds some', async () => {
    const v = await openAt(shared, '#t=2022-09-11&since=2022-09-11&map=11/50.29/36.94');
    await v.page.getByText('No change in this view between these dates.').waitFor();
    await v.page.getByRole('button', { name: 'Look back 14 days' }).click();
    await entry(v.page, 'Vovchansk').waitFor();
    await v.page.waitForURL(/since=2022-08-28/);
    await quiet(v);
  });

  test('where nothing was ever read, and no error', async () => {
    const empty = await serveTexts('Date: 2022-09-11\nTitle: Weather\n\nIt rained in Lviv.\n');
    const v = await visit(shared.browser, empty.url);
    await loaded(v.page);
    await v.page.getByText('No change has been reported yet.').waitFor();
    await quiet(v);
    await empty.stop();
  });
});

test('a place that does not exist is said to be a bad link', async () => {
  const v = await open('#place=999999999');
  await v.page.getByText('Part of the link could not be read (place)').waitFor();
  await v.page.locator('.entry').first().waitFor();
  await saidOnly(v, '404');
});
