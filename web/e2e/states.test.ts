// Loading, empty and broken: the answer is held back or spoiled on its way to the page.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { desk, loaded, quiet, shoot, visit } from './browser.ts';
import { serveSamples, serveTexts } from './server.ts';
import { setUp } from './setup.ts';

const shared = setUp(serveSamples);

const reports = '**/collections/events/items**';
const control = '**/collections/control/items**';

test('while the reports are on their way, the page says so and the ground is drawn', async () => {
  let release: () => void = () => undefined;
  const held = new Promise<void>((resolve) => (release = resolve));
  const v = await visit(shared.browser, shared.server.url, desk, (page) =>
    page.route(reports, async (route) => {
      await held;
      await route.continue();
    }),
  );
  await v.page.getByRole('heading', { name: 'Loading changes…' }).waitFor();
  assert.ok(await v.page.locator('#busy').isVisible());
  await v.page.waitForFunction(() => {
    const canvas = document.querySelector<HTMLCanvasElement>('#map canvas');
    const pixels = canvas?.getContext('2d')?.getImageData(0, 0, canvas.width, canvas.height).data ?? [];
    const colours = new Set<number>();
    for (let i = 0; i < pixels.length; i += 4000) colours.add((pixels[i] ?? 0) * 65536 + (pixels[i + 1] ?? 0) * 256 + (pixels[i + 2] ?? 0));
    return colours.size >= 3; // sea, Ukraine, others
  });
  await shoot(v.page, 'loading');
  release();
  await loaded(v.page);
  assert.ok(await v.page.locator('#busy').isHidden());
  await quiet(v);
});

test('a server that fails at first is said to, and Try again recovers', async () => {
  const v = await visit(shared.browser, shared.server.url, desk, (page) =>
    page.route(reports, (route) => route.fulfill({ status: 503, body: 'busy' })),
  );
  await v.page.getByText('The server did not answer.', { exact: true }).waitFor();
  await shoot(v.page, 'error');
  await v.page.unroute(reports);
  await v.page.getByRole('button', { name: 'Try again' }).click();
  await loaded(v.page);
  await v.page.locator('.entry').first().waitFor();
  assert.equal(await v.page.locator('.notice').count(), 0);
  assert.ok(v.noise.every((n) => n.includes('503')), v.noise.join());
  await v.page.context().close();
});

test('a failure later keeps the old picture and says from when it is', async () => {
  const v = await visit(shared.browser, shared.server.url + '#t=2022-09-11');
  await loaded(v.page);
  const card = await v.page.locator('#date-card').innerText();
  await v.page.route(control, (route) => route.abort());
  await v.page.getByRole('button', { name: 'Day back' }).click();
  await v.page.getByText(/The server did not answer\. Showing what was loaded at \d\d:\d\d\./).waitFor();
  assert.equal(await v.page.locator('#date-card').innerText(), card);
  assert.ok((await v.page.locator('.entry').count()) > 3);

  await v.page.unroute(control);
  await v.page.getByRole('button', { name: 'Try again' }).click();
  await v.page.getByText('Control on Sat, 10 September 2022').waitFor();
  assert.equal(await v.page.locator('.notice').count(), 0);
  await v.page.context().close();
});

test('an answer that is no feature collection is a failure, not a blank page', async () => {
  const v = await visit(shared.browser, shared.server.url, desk, (page) =>
    page.route(reports, (route) => route.fulfill({ json: { hello: 'world' } })),
  );
  await v.page.getByText('The server did not answer.', { exact: true }).waitFor();
  await v.page.context().close();
});

test('a date before the first change is empty, and leads to the latest', async () => {
  const v = await visit(shared.browser, shared.server.url + '#t=2022-01-01');
  await loaded(v.page);
  await v.page.getByText('No change between these dates.').waitFor();
  await v.page.getByText('Absence of a report is not evidence that nothing happened.').waitFor();
  await shoot(v.page, 'empty');
  await v.page.getByRole('button', { name: 'Go to the latest date' }).click();
  await v.page.locator('.entry').first().waitFor();
  await quiet(v);
});

test('a place that does not exist is said to be a bad link', async () => {
  const v = await visit(shared.browser, shared.server.url + '#place=999999999');
  await v.page.getByText('Part of the link could not be read (place)').waitFor();
  await v.page.locator('.entry').first().waitFor();
  assert.ok(v.noise.every((n) => n.includes('404')), v.noise.join());
  await v.page.context().close();
});

test('reports of several pages are all read', async () => {
  const v = await visit(shared.browser, shared.server.url);
  await loaded(v.page);
  const all = await v.page.locator('.entry').count();
  let pages = 0;
  await v.page.route(reports, (route) => {
    pages++;
    return route.continue({ url: route.request().url().replace('limit=10000', 'limit=7') });
  });
  await v.page.reload();
  await loaded(v.page);
  assert.ok(pages > 3, `${pages} pages`);
  assert.equal(await v.page.locator('.entry').count(), all);
  await quiet(v);
});

test('under a prefix and with another host in its links the page still works', async () => {
  const v = await visit(shared.browser, shared.server.url + 'deep/map/', desk, (page) =>
    page.route('**/deep/map/**', (route) => route.continue({ url: route.request().url().replace('/deep/map', '') })),
  );
  await loaded(v.page);
  await v.page.locator('.entry').first().waitFor();
  await quiet(v);
});

test('an empty database is no error', async () => {
  const empty = await serveTexts('Date: 2022-09-11\nTitle: Weather\n\nIt rained in Lviv.\n');
  const v = await visit(shared.browser, empty.url);
  await loaded(v.page);
  await v.page.getByText('No change has been reported yet.').waitFor();
  await quiet(v);
  await empty.stop();
});
