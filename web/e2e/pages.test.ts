// The pages of places and of articles, and the front page without scripts: all that the map says can be read as text.

import assert from 'node:assert/strict';
import { access, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import type { BrowserContextOptions, Page } from 'playwright-core';
import { desk, phone, quiet, shoot, textOf, violations, visit } from './browser.ts';
import { publishSamples, serveSamples, serveTexts } from './server.ts';
import { setUp } from './setup.ts';

const shared = setUp(serveSamples);

const plain = (options: BrowserContextOptions) => ({ ...options, javaScriptEnabled: false });

/** Makes a browser with scripts show what it shows without: axe-core is one. */
async function asIfPlain(page: Page): Promise<void> {
  await page.route(/\/$|\.css$/, async (route) => {
    const answer = await route.fetch();
    const body = (await answer.text()).replaceAll('noscript', 'no-script').replaceAll('(scripting: none)', 'all').replaceAll('(scripting:none)', 'all');
    await route.fulfill({ response: answer, body: body.replace(/<script[^>]*><\/script>/g, '') });
  });
}

/** Goes where a link leads. */
async function follow(page: Page, link: string): Promise<void> {
  await Promise.all([page.waitForURL(/./), page.locator(link).first().click()]);
  await page.waitForLoadState();
}

/** Whether anything is wider than the page. */
const sideways = (page: Page): Promise<boolean> => page.evaluate(() => document.documentElement.scrollWidth > document.documentElement.clientWidth);

test('without scripts the front page lists the changes of the last week with their quotes', async () => {
  const v = await visit(shared.browser, shared.server.url, plain(desk));
  assert.match(await textOf(v.page, 'noscript h2'), /^What changed from \d+ \w+ \d{4} to \d+ \w+ \d{4}$/);
  const entries = v.page.locator('noscript ol > li');
  assert.ok((await entries.count()) >= 1);
  for (const item of await entries.all()) {
    assert.match((await item.locator('blockquote').innerText()).trim(), /\S/);
    assert.match(await item.innerText(), /published \d+ \w+ \d{4}/);
  }
  assert.equal(await v.page.locator('#map').isVisible(), false);
  const geojson = await v.page.locator('noscript a', { hasText: 'all of it as GeoJSON' }).getAttribute('href');
  const answer = (await (await fetch(new URL(geojson ?? '', shared.server.url))).json()) as { features: unknown[] };
  assert.equal(await entries.count(), Math.min(answer.features.length, 15));
  await shoot(v.page, 'plain-front');
  await quiet(v);
});

test('from the front page to a place, and on to the sentence that says so, without scripts', async () => {
  const v = await visit(shared.browser, shared.server.url, plain(desk));
  const name = await textOf(v.page, 'noscript ol > li a');
  await follow(v.page, 'noscript ol > li a');
  assert.ok((await textOf(v.page, 'h1')).startsWith(name));
  const quote = await textOf(v.page, '.reports blockquote');
  await follow(v.page, '.reports .by a:has-text("The sentence in its article")');
  assert.match(v.page.url(), /\/articles\/\d+#event-\d+$/);
  const sentence = v.page.locator('.sentence:has(:target)');
  assert.equal(await sentence.count(), 1);
  assert.ok(await sentence.isVisible());
  assert.ok((await sentence.locator('.words').innerText()).replace(/\s+/g, ' ').includes(quote), quote);
  assert.ok((await sentence.locator('.m-fired').count()) >= 1);
  const place = sentence.locator('a.m-name').first();
  await shoot(v.page, 'plain-article');
  await place.click();
  await v.page.waitForLoadState();
  assert.match(v.page.url(), /\/places\/\d+$/);
  await quiet(v);
});

test('an article shows the sentences that reports rest on, and no other', async () => {
  const [report] = await shared.server.features<{ article_id: number; quote: string }>('collections/events/items?limit=1&place=Izium');
  assert.ok(report);
  const v = await visit(shared.browser, `${shared.server.url}articles/${report.properties.article_id}`);
  const shown = (await v.page.locator('.words').allInnerTexts()).map((s) => s.replace(/^\d+\s*/, '').replace(/\s+/g, ' ').trim());
  const quotes = await shared.server.features<{ quote: string }>(`collections/events/items?article_id=${report.properties.article_id}`);
  assert.ok(shown.length > 0);
  for (const sentence of shown) assert.ok(quotes.some((q) => q.properties.quote.replace(/\s+/g, ' ').includes(sentence)), sentence);
  assert.match(await v.page.locator('.sentences').innerText(), /sentences? (is|are) not shown/);
  await quiet(v);
});

test('a place tells who held it on another day', async () => {
  const [izium] = await shared.server.features('collections/places/items?name=Izium&limit=1');
  assert.ok(izium);
  const v = await visit(shared.browser, `${shared.server.url}places/${izium.id}`, plain(desk));
  const now = await textOf(v.page, 'p.state');
  assert.match(now, /^Ukrainian-held since 10 Sep 2022$/);
  await v.page.locator('summary', { hasText: 'On another day' }).click();
  await v.page.locator('input[name="datetime"]').fill('2022-09-01');
  await follow(v.page, 'form button');
  assert.match(v.page.url(), /datetime=2022-09-01/);
  assert.notEqual(await textOf(v.page, 'p.state'), now);
  await quiet(v);
});

test('whatever an article holds stays text, inside its box', async () => {
  const long = 'x'.repeat(900);
  const server = await serveTexts(
    `Date: 2022-09-11\nTitle: ${long} <script>alert(1)</script>\nSource: <b>${long}\nURL: javascript:alert(2)\n\n` +
      `Ukrainian forces recaptured Izium on Saturday, <img src=x onerror=alert(3)> \u202e ${long}, the army of ${long} said.\n`,
  );
  for (const options of [phone, plain(phone)]) {
    const v = await visit(shared.browser, server.url, options);
    for (const path of options.javaScriptEnabled === false ? ['', 'articles/1'] : ['articles/1', 'collections/events/items/1?f=html']) {
      await v.page.goto(server.url + path);
      assert.equal(await sideways(v.page), false, path);
      assert.ok((await v.page.locator('body').innerText()).includes('<img src=x onerror=alert(3)>'), path);
      assert.equal(await v.page.locator('img, main script, noscript script, a[href^="javascript"]').count(), 0, path);
    }
    const link = await v.page.locator('a[href*="/places/"], a[href^="places/"]').first().getAttribute('href');
    await v.page.goto(new URL(link ?? '', server.url).href);
    assert.equal(await sideways(v.page), false, link ?? '');
    await quiet(v);
  }
  await server.stop();
});

test('every link between the pages of a published copy leads to a file, and every sentence is there', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'retaken-copy-'));
  await publishSamples(folder, '--areas=none', '--no-tiles', '--format=csv');
  const named = async (within: string) => (await readdir(join(folder, within))).map((name) => join(within, name));
  const pages = ['index.html', ...(await named('places')), ...(await named('articles'))];
  assert.ok(pages.length > 20);
  let sentences = 0;
  for (const page of pages) {
    const text = await readFile(join(folder, page), 'utf8');
    assert.ok(!text.includes('localhost'), page);
    for (const [, href = ''] of text.matchAll(/href="([^"]*)"/g)) {
      if (/^https?:/.test(href)) continue;
      const [file = '', anchor = ''] = href.split('#');
      const target = file ? join(folder, dirname(page), file) : join(folder, page);
      await access(target);
      if (!anchor.startsWith('event-')) continue;
      sentences++;
      assert.ok((await readFile(target, 'utf8')).includes(`id="${anchor}"`), `${page}: ${href}`);
    }
  }
  assert.ok(sentences > 20);
  await rm(folder, { recursive: true, force: true });
});

for (const [device, options] of [
  ['1440', desk],
  ['390', phone],
] as const) {
  for (const colorScheme of ['light', 'dark'] as const) {
    test(`axe-core finds nothing: ${device} ${colorScheme}`, async (t) => {
      const [event] = await shared.server.features<{ place_id: number; article_id: number }>('collections/events/items?limit=1&place=Izium');
      assert.ok(event);
      const { place_id, article_id } = event.properties;
      for (const [name, path, prepare] of [
        ['front', '', asIfPlain],
        ['place', `places/${place_id}`, undefined],
        ['article', `articles/${article_id}#event-${event.id}`, undefined],
      ] as const) {
        await t.test(name, async () => {
          const v = await visit(shared.browser, shared.server.url + path, { ...options, colorScheme }, prepare);
          for (const summary of await v.page.locator('.sentence summary, summary:has-text("marks")').all()) await summary.click();
          await shoot(v.page, `pages-${name}-${device}-${colorScheme}`);
          assert.deepEqual(await violations(v.page), []);
          assert.equal(await sideways(v.page), false);
          await quiet(v);
        });
      }
    });
  }
}
