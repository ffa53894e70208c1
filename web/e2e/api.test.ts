// The page of the API: the viewer from npm, on the real document, with no other host.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Page } from 'playwright-core';
import { desk, phone, quiet, shoot, violations, visit, type Visit } from './browser.ts';
import { serveSamples } from './server.ts';
import { setUp } from './setup.ts';

const shared = setUp(serveSamples);

async function open(hash = '', options = desk): Promise<Visit> {
  const v = await visit(shared.browser, shared.server.url + 'api' + hash, options);
  await v.page.getByText('Features of a collection').first().waitFor({ state: 'attached' });
  return v;
}

/** What the operations of the document do, as the server says it. */
async function operations(): Promise<string[]> {
  const { paths } = (await (await fetch(shared.server.url + 'api?f=json')).json()) as { paths: Record<string, { get: { summary: string } }> };
  return Object.values(paths).map(({ get }) => get.summary);
}

const ground = (page: Page) => page.locator('#viewer').evaluate((e) => getComputedStyle(e.ownerDocument.body).backgroundColor);

describe('the page of the API', () => {
  test('lists every operation of the document', async () => {
    const v = await open();
    const listed = await v.page.locator('.nav-bar-path').allInnerTexts();
    const summaries = await operations();
    assert.ok(summaries.length > 10, summaries.join());
    for (const summary of summaries) assert.ok(listed.includes(summary), `${summary} is not among ${listed.join()}`);
    assert.deepEqual(await violations(v.page), []);
    await shoot(v.page, 'api');
    assert.deepEqual(v.requests.filter((r) => r.includes('/assets/index')), []); // nothing of the map
    await quiet(v);
  });

  test('the map loads nothing of it', async () => {
    const v = await visit(shared.browser, shared.server.url);
    await v.page.locator('#list .numbers').waitFor();
    assert.deepEqual(v.requests.filter((r) => /openapi|\/assets\/api/.test(r)), []);
    await quiet(v);
  });

  test('lets an operation be tried: two reports, from this server', async () => {
    const v = await open('', { ...desk, colorScheme: 'dark' });
    await v.page.locator('.nav-bar-path', { hasText: 'Features of a collection' }).click();
    await v.page.locator('#request-param-limit').fill('2');
    await v.page.getByRole('button', { name: 'Execute' }).click();
    await v.page.getByText('Response Status: OK (200)').waitFor();
    assert.equal(v.requests.at(-1), shared.server.url + 'collections/events/items?limit=2');
    await v.page.getByText('"numberReturned"').waitFor();
    assert.match(await v.page.locator('pre', { hasText: 'numberReturned' }).innerText(), /"numberReturned": 2,/);
    await shoot(v.page, 'api-tried');
    assert.deepEqual(await violations(v.page), []);
    await quiet(v);
  });

  test('follows the device into the dark, and fits a phone', async () => {
    const v = await open('', { ...phone, colorScheme: 'dark' });
    assert.equal(await ground(v.page), 'rgb(21, 26, 29)');
    assert.ok((await v.page.evaluate(() => document.documentElement.scrollWidth)) <= 390);
    await shoot(v.page, 'api-dark-phone');
    await v.page.emulateMedia({ colorScheme: 'light' });
    assert.equal(await ground(v.page), 'rgb(255, 255, 255)');
    assert.deepEqual(await violations(v.page), []);
    await quiet(v);
  });
});
