// A map of more places than the page has at once: those in view are read from vector tiles, and everything else is as ever.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { launch, legend, loaded, openAt, pictures, pixelOf, quiet, textOf } from '../browser.ts';
import { serveMany, type Server } from '../server.ts';

let browser: Browser;
let server: Server;
before(async () => {
  [browser, server] = [await launch(), await serveMany(33_334)];
});
after(async () => {
  await browser.close();
  await server.stop();
});

const day = 't=2025-12-20';
const near = `#map=10/49.45/37.3&${day}`;
const open = (hash: string) => openAt({ browser, server }, hash);

const isTile = (url: string) => url.includes('/collections/control/tiles/WebMercatorQuad/');
const tilesOf = (requests: readonly string[]) => requests.filter(isTile);
const pagesOf = (requests: readonly string[]) => requests.filter((url) => url.includes('/collections/control/items?') && url.includes('limit=10000'));

/** Waits until the states of the view are there: nothing is asked for any more. */
async function settled(page: Page): Promise<void> {
  await page.waitForLoadState('networkidle').catch(() => undefined);
  await page.waitForTimeout(700);
  await loaded(page);
}

async function matched(address: string): Promise<number> {
  return ((await (await fetch(address)).json()) as { numberMatched: number }).numberMatched;
}

/** The legend, held against what the server counts in the box that the dialog for downloads names. Tiles are rounded to
 * a grid, so that a place nearer than that to the edge of the map may be on either side of it. */
async function legendHolds(page: Page, grid: number) {
  await page.keyboard.press('d');
  const file = await page.locator('#dialog .files a').first().getAttribute('href');
  const said = await textOf(page, '#dialog p');
  await page.keyboard.press('Escape');
  const [west = NaN, south = NaN, east = NaN, north = NaN] = (new URL(file ?? '').searchParams.get('bbox') ?? '').split(',').map(Number);
  const within = (box: number[], filter: string) =>
    matched(`${server.url}collections/control/items?limit=1&datetime=2025-12-20&bbox=${box.join(',')}&filter=${encodeURIComponent(`kind IN ('settlement','island','facility') AND ${filter}`)}`);
  const told = "(rests_on = 'report' OR rests_on = 'baseline' AND claim_by IS NOT NULL)";
  const shown = await legend(page);
  for (const [name, filter] of [
    ['Ukrainian-held', `${told} AND holder = 'UA'`],
    ['Russian-occupied', `${told} AND holder = 'RU'`],
    ['Contested', `${told} AND holder = 'contested'`],
    ['Claimed by one side', 'claim_by IS NOT NULL'],
  ] as const) {
    const least = await within([west + grid, south + grid, east - grid, north - grid], filter);
    const most = await within([west - grid, south - grid, east + grid, north + grid], filter);
    const count = shown[name] ?? NaN;
    assert.ok(count > 0 && count >= least && count <= most, `${name}: ${count}, the server counts ${least} to ${most}`);
    assert.ok(most - least <= 10, `${name}: ${least} to ${most} says nothing`);
  }
  return { shown: JSON.stringify(shown), said, file: await matched(file ?? '') };
}

test('one page says that there are too many, and tiles have those in view', async () => {
  const v = await open(near);
  await settled(v.page);
  assert.equal(pagesOf(v.requests).length, 1, pagesOf(v.requests).join('\n'));
  const tiles = tilesOf(v.requests);
  assert.ok(tiles.length > 0 && tiles.length <= 16, `${tiles.length} tiles`);
  assert.equal(new Set(tiles).size, tiles.length, 'a tile was asked for twice');

  const { shown, said, file } = await legendHolds(v.page, 0.0002);
  console.log(`in view: ${shown}, ${tiles.length} tiles. ${said}`);
  assert.ok(Math.abs(parseInt(said) - file) <= 2, `${said} The file has ${file}.`);
  await quiet(v);
});

test('the whole country has every place too', async () => {
  const v = await open(`#map=6/48.6/32&${day}`);
  await settled(v.page);
  assert.equal(pagesOf(v.requests).length, 1);
  console.log(`whole country: ${(await legendHolds(v.page, 0.003)).shown}, ${tilesOf(v.requests).length} tiles`);
  await quiet(v);
});

test('a mark has its card and its place, and panning asks only for what is new', async () => {
  const v = await open(near);
  const { page } = v;
  await settled(page);
  const found = await server.features<{ name: string; kind: string }>(
    `collections/control/items?limit=200&datetime=2025-12-20&bbox=37.2,49.4,37.4,49.5&filter=${encodeURIComponent("kind = 'settlement' AND claim_by IS NULL AND rests_on = 'report'")}`,
  );
  const place = found[0];
  assert.ok(place, 'nothing near the middle');
  const { x, y } = await pixelOf(page, ...place.geometry.coordinates);
  await page.mouse.move(x + 2, y);
  await page.mouse.move(x, y, { steps: 3 });
  await page.locator('#hover').waitFor({ state: 'visible' });
  const card = await textOf(page, '#hover');
  assert.ok(card.includes(place.properties.name), card);
  await page.mouse.click(x, y);
  await loaded(page);
  assert.ok((await textOf(page, '#place h2')).includes(place.properties.name));
  assert.ok((await page.locator('#place blockquote').count()) > 0, 'no report is quoted');
  assert.match(page.url(), new RegExp(`place=${place.id}\\b`));

  const [before, drawn] = [new Set(tilesOf(v.requests)), await pictures(page)];
  const box = await page.locator('#map').boundingBox();
  assert.ok(box);
  const [mx, my] = [box.x + box.width / 2, box.y + box.height / 2];
  await page.mouse.move(mx + 450, my + 120);
  await page.mouse.down();
  await page.mouse.move(mx - 450, my + 120, { steps: 8 });
  await page.waitForTimeout(200); // at rest, so that the map does not glide on
  await page.mouse.up();
  await settled(page);
  const all = tilesOf(v.requests);
  assert.ok(all.length > before.size, 'no tile was asked for');
  assert.equal(new Set(all).size, all.length, 'a tile was asked for again');
  assert.equal(pagesOf(v.requests).length, 1);
  assert.notDeepEqual(await pictures(page), drawn);
  await legendHolds(page, 0.0002);
  assert.match(page.url(), new RegExp(`place=${place.id}\\b`), 'the place is no longer selected');

  // Another day has tiles of its own, and is counted before a page is asked for.
  await page.keyboard.press('[');
  await settled(page);
  assert.equal(pagesOf(v.requests).length, 1);
  assert.ok(tilesOf(v.requests).some((url) => url.includes('datetime=2025-12-19')));
  await quiet(v);
});

test('first picture', async () => {
  for (const hash of [near, `#${day}`]) {
    const times: number[] = [];
    for (let i = 0; i < 3; i++) {
      const v = await open(hash);
      times.push(await v.page.evaluate(() => performance.getEntriesByName('retaken:picture')[0]?.startTime ?? NaN));
      await quiet(v);
    }
    console.log(`first picture of ${hash}: ${times.map((t) => t.toFixed(0)).join(', ')} ms (limit 2500)`);
    assert.ok(Math.min(...times) <= 2500, `${times.join(', ')} ms`);
  }
});
