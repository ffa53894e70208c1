// What the map is drawn on: its own land and rivers, or, where they are configured, the tiles of one other server.

import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer, type Server as Http } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { palette } from '../src/theme.ts';
import { desk, launch, loaded, phone, pixelOf, quiet, shoot, visit, type Visit } from './browser.ts';
import { serveFiles } from './files.ts';
import { publishSamples, serveSamples, type Server } from './server.ts';

let browser: Browser;
before(async () => {
  browser = await launch();
});
after(() => browser.close());

/** How many pixels of a layer, base (0), ground (1) or names (2), have about each colour: at one point of the page or, without it, all
 * over. Pixels that are seen through are "nothing". They are read from a copy: the browser complains of a canvas that is read again. */
const colours = (page: Page, layer: number, at: { x: number; y: number } | null): Promise<Record<string, number>> =>
  page.locator('#map canvas').nth(layer).evaluate((element, at) => {
    const canvas = element as HTMLCanvasElement;
    const { left, top, width: shown } = canvas.getBoundingClientRect();
    const ratio = canvas.width / shown;
    const [width, height] = at === null ? [canvas.width, canvas.height] : [1, 1];
    const ctx = Object.assign(document.createElement('canvas'), { width, height }).getContext('2d', { willReadFrequently: true });
    if (!ctx) throw new Error('no canvas');
    ctx.drawImage(canvas, at === null ? 0 : -Math.round((at.x - left) * ratio), at === null ? 0 : -Math.round((at.y - top) * ratio));
    const counts: Record<string, number> = {};
    const data = new DataView(ctx.getImageData(0, 0, width, height).data.buffer);
    for (let i = 0; i < data.byteLength; i += 4) {
      const rgba = data.getUint32(i);
      const colour = rgba & 0xff ? '#' + (rgba >>> 8).toString(16).padStart(6, '0') : 'nothing';
      counts[colour] = (counts[colour] ?? 0) + 1;
    }
    return counts;
  }, at);

/** The colour of a layer at a place. */
const colourAt = async (page: Page, layer: number, lon: number, lat: number) =>
  Object.keys(await colours(page, layer, await pixelOf(page, lon, lat))).join();

/** How many pixels of a layer have about a colour. */
async function count(page: Page, layer: number, colour: string): Promise<number> {
  const parts = (hex: string) => [1, 3, 5].map((i) => parseInt(hex.slice(i, i + 2), 16));
  const want = parts(colour);
  const near = ([hex]: [string, number]) => parts(hex).every((v, i) => Math.abs(v - (want[i] ?? 0)) < 12);
  return Object.entries(await colours(page, layer, null)).filter(near).reduce((sum, [, n]) => sum + n, 0);
}

describe('land and rivers of its own', () => {
  let server: Server;
  before(async () => {
    server = await serveSamples();
  });
  after(() => server.stop());

  test('are two files, each asked for once, of 90 kB together', async () => {
    const v = await visit(browser, server.url);
    await loaded(v.page);
    const files = await v.page.evaluate(() =>
      performance.getEntriesByType('resource').filter((r) => r.name.includes('/basemap/')).map((r) => [new URL(r.name).pathname, (r as PerformanceResourceTiming).encodedBodySize] as const),
    );
    assert.deepEqual(new Set(files.map(([name]) => name)), new Set(['/basemap/land.topojson', '/basemap/rivers.topojson']));
    const bytes = new Map(files);
    const total = [...bytes.values()].reduce((a, b) => a + b, 0);
    assert.ok(total > 50_000 && total <= 90_000, `${total} bytes`);
    assert.equal(v.requests.filter((r) => r.includes('/basemap/')).length, 2);
    await quiet(v);
  });

  for (const [theme, scheme] of [['light', 'light'], ['dark', 'dark']] as const) {
    test(`have their colours, ${theme}: Crimea is Ukraine, the Donets a river, the reservoirs water`, async () => {
      const p = palette[theme];
      const v = await visit(browser, server.url + '#map=7/48/34.5&t=2022-09-11', { ...desk, colorScheme: scheme });
      await loaded(v.page);
      const at = (lon: number, lat: number) => colourAt(v.page, 0, lon, lat);
      assert.equal(await at(34.4, 45.25), p.land, 'Crimea');
      assert.equal(await at(33.2, 49.8), p.land, 'Poltava Oblast');
      assert.equal(await at(36.7, 51), p.landOther, 'Russia');
      assert.equal(await at(34, 45.9) === p.landOther, false, 'the isthmus');
      assert.equal(await at(32, 45.6), p.sea, 'the Black Sea');
      assert.equal(await at(34.93, 47.5), p.sea, 'the Kakhovka reservoir');
      assert.ok((await count(v.page, 0, p.river)) > 1000, 'rivers');
      await shoot(v.page, `basemap-${theme}`);
      await quiet(v);
    });
  }

  test('bear the names of rivers beside them, in the language of the page, at every zoom', async () => {
    for (const [zoom, lang] of [[7, 'en'], [9, 'uk'], [11, 'en'], [13, 'uk']] as const) {
      const v = await visit(browser, `${server.url}#map=${zoom}/49.16/37.3&t=2022-09-11&lang=${lang}`);
      await loaded(v.page);
      assert.ok((await count(v.page, 2, palette.light.riverName)) > 20, `no name of a river at zoom ${zoom}`);
      await shoot(v.page, `rivers-${zoom}-${lang}`);
      await quiet(v);
    }
  });

  test('are drawn before the data is there', async () => {
    let release = () => {};
    const held = new Promise<void>((done) => (release = done));
    const v = await visit(browser, server.url + '#map=7/48/34.5', desk, (page) =>
      page.route(/\/(collections|diff|timeline)/, async (route) => {
        await held;
        await route.continue();
      }),
    );
    for (let wait = 0; (await colourAt(v.page, 0, 34.5, 48.2).catch(() => '')) !== palette.light.land; wait++) {
      assert.ok(wait < 100, 'no land after ten seconds');
      await v.page.waitForTimeout(100);
    }
    assert.equal(await v.page.locator('.entry').count(), 0);
    release();
    await loaded(v.page);
    await quiet(v);
  });

  test('say in the attribution where they come from', async () => {
    const v = await visit(browser, server.url, phone);
    await loaded(v.page);
    const said = await v.page.locator('#attribution').innerText();
    for (const source of ['GeoNames', 'Natural Earth', 'GSHHG']) assert.ok(said.includes(source), said);
    const notice = await v.page.request.get(server.url + 'basemap/rivers.LICENSE.txt');
    assert.match(await notice.text(), /LGPL-3\.0-or-later/);
    await quiet(v);
  });
});

// A picture of one pixel, black: 60 % of it over the sea can be told from the sea.
const black = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNgAAAAAgABSK+kcQAAAABJRU5ErkJggg==', 'base64');

describe('tiles of another server', () => {
  let tiles: Http;
  let host: string;
  const asked: string[] = [];
  let server: Server;
  let copy: string;

  before(async () => {
    tiles = createServer((request, answer) => {
      asked.push(request.url ?? '');
      answer.writeHead(200, { 'Content-Type': 'image/png' }).end(black);
    });
    await new Promise<void>((done) => tiles.listen(0, '127.0.0.1', done));
    host = `http://127.0.0.1:${(tiles.address() as AddressInfo).port}`;
    const configured = { RETAKEN_TILES_URL: host + '/t/{z}/{x}/{y}.png', RETAKEN_TILES_ATTRIBUTION: '© <b>Tiles</b> of ours', RETAKEN_TILES_MAXZOOM: '8' };
    Object.assign(process.env, configured);
    server = await serveSamples();
    copy = await mkdtemp(join(tmpdir(), 'retaken-site-'));
    await publishSamples(copy, '--areas', 'none');
    Object.keys(configured).forEach((name) => Reflect.deleteProperty(process.env, name));
  });
  after(async () => {
    await server.stop();
    tiles.closeAllConnections();
    await new Promise((done) => tiles.close(done));
    await rm(copy, { recursive: true, force: true });
  });

  /** Opens a page that may ask the server of the tiles, and no other. */
  async function open(url: string, options = desk): Promise<Visit> {
    asked.length = 0;
    const v = await visit(browser, url, options);
    await loaded(v.page);
    await v.page.waitForFunction(() => document.querySelector('.tiles img.leaflet-tile-loaded'));
    assert.deepEqual(v.noise.filter((n) => !n.startsWith(`request to ${host}/t/`)), []);
    assert.ok(v.noise.length > 0);
    return v;
  }

  const hash = '#map=7/48/34.5&t=2022-09-11';

  test('lie beneath the map, which leaves out land, sea and names of its own but for places with reports', async () => {
    const v = await open(server.url + hash);
    assert.equal(await colourAt(v.page, 0, 32, 45.6), 'nothing');
    assert.equal(await colourAt(v.page, 0, 33.2, 49.8), 'nothing');
    assert.ok((await count(v.page, 0, palette.light.border)) > 500, 'the border of Ukraine');
    assert.equal(await count(v.page, 2, palette.light.riverName), 0);
    assert.ok((await count(v.page, 2, palette.light.label)) > 20, 'names of places with reports');
    assert.ok(asked.every((url) => /^\/t\/7\/\d+\/\d+\.png$/.test(url)), asked.join());
    assert.equal(await v.page.locator('.tiles').evaluate((e) => getComputedStyle(e).opacity), '0.6');
    assert.equal(await v.page.locator('.tiles').evaluate((e) => getComputedStyle(e).filter), 'none');
    await shoot(v.page, 'tiles-light');
    await v.page.context().close();
  });

  test('are turned dark in the dark', async () => {
    const v = await open(server.url + hash, { ...desk, colorScheme: 'dark' });
    assert.equal(await v.page.locator('.tiles').evaluate((e) => getComputedStyle(e).filter), 'invert(1) hue-rotate(180deg)');
    await shoot(v.page, 'tiles-dark');
    await v.page.context().close();
  });

  test('are not asked for beyond their largest zoom', async () => {
    const v = await open(server.url + '#map=11/49.2/37.2');
    assert.ok(asked.every((url) => url.startsWith('/t/8/')), asked.join());
    await v.page.context().close();
  });

  test('are attributed in words that stay words', async () => {
    const v = await open(server.url + hash);
    assert.match(await v.page.locator('#attribution').innerText(), /© <b>Tiles<\/b> of ours/);
    assert.equal(await v.page.locator('#attribution b').count(), 0);
    await v.page.context().close();
  });

  test('are the only thing that the policy of the page lets in', async () => {
    const { headers } = await fetch(server.url, { headers: { Accept: 'text/html' } });
    assert.ok(headers.get('content-security-policy')?.includes(`; img-src 'self' data: blob: ${host}; `));
    const v = await open(server.url + hash);
    const reached = await v.page.evaluate(async (host) => fetch(host + '/t/0/0/0.png').then(() => true, () => false), host);
    assert.equal(reached, false, 'a script may not ask that server');
    await v.page.context().close();
  });

  test('lie beneath a published copy, too', async () => {
    const page = await readFile(join(copy, 'index.html'), 'utf8');
    assert.ok(page.includes(`img-src &#39;self&#39; data: blob: ${host};`), page.slice(0, 1500));
    const files = await serveFiles(copy);
    const v = await open(files.url + hash);
    assert.equal(await colourAt(v.page, 0, 32, 45.6), 'nothing');
    await v.page.context().close();
    await files.stop();
  });
});
