// The map in a frame of somebody else's page: it shows the same, leaves that page its scrolling and its history, and leads
// back to the full map.

import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import type { BrowserContextOptions, FrameLocator, Page } from 'playwright-core';
import { desk, loaded, openAt, phone, quiet, shoot, textOf, violations, visit } from './browser.ts';
import { serveFiles, type Files } from './files.ts';
import { publishSamples, serveSamples } from './server.ts';
import { setUp } from './setup.ts';

const shared = setUp(serveSamples);
const week = '#map=8.5/49.4/37.2&t=2022-09-11&since=2022-09-05';
const atIzium = week.replace('8.5/49.4/37.2', '9/49.21/37.28');

let folder: string;
let host: Files; // the other site
let copy: Files; // a published copy

before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'retaken-host-'));
  host = await serveFiles(folder);
  await publishSamples(join(folder, 'copy'), '--areas', 'day');
  copy = await serveFiles(join(folder, 'copy'));
});
after(async () => {
  await copy.stop();
  await host.stop();
  await rm(folder, { recursive: true, force: true });
});

interface Framed {
  page: Page;
  frame: FrameLocator;
  noise: string[];
}

/** Opens a page of the other site with the map in a frame of it. */
async function framed(src: string, options: BrowserContextOptions = desk, size = 'width="100%" height="480"'): Promise<Framed> {
  await writeFile(
    join(folder, 'page.html'),
    `<!doctype html><html lang="en"><title>Somebody's page</title><body style="height:3000px"><h1>Somebody’s page</h1>
    <iframe src="${src.replaceAll('&', '&amp;')}" ${size} style="border:0" title="Map"></iframe></body></html>`,
  );
  const context = await shared.browser.newContext(options);
  const page = await context.newPage();
  const noise: string[] = [];
  page.on('console', (m) => noise.push(`console ${m.type()}: ${m.text()}`));
  page.on('pageerror', (e) => noise.push(`error: ${e.message}`));
  const allowed = [new URL(src).origin, new URL(host.url).origin];
  page.on('request', (r) => {
    if (!allowed.includes(new URL(r.url()).origin) || r.url().endsWith('favicon.ico')) noise.push(`request to ${r.url()}`);
  });
  await page.route('**/favicon.ico', (route) => route.abort());
  await page.goto(`${host.url}page.html`);
  const frame = page.frameLocator('iframe');
  await frame.locator('#date-card b').waitFor();
  await frame.locator('#busy').waitFor({ state: 'hidden' });
  await frame.locator('#map[data-drawn]').waitFor();
  return { page, frame, noise: noise.filter((n) => !n.includes('favicon')) };
}

async function done({ page, noise }: Framed): Promise<void> {
  await page.context().close();
  assert.deepEqual(noise, []);
}

const whereIs = (frame: FrameLocator) => frame.locator('.leaflet-map-pane').evaluate((pane) => getComputedStyle(pane).transform);

for (const [name, address] of [
  ['a server', () => `${shared.server.url}embed`],
  ['a static copy', () => `${copy.url}embed.html`],
] as const) {
  describe(`embedded from ${name}`, () => {
    test('shows the map of the address, and leads to the full map with the same', async () => {
      const f = await framed(address() + week + '&lang=en');
      assert.match(await f.frame.locator('#date-card').innerText(), /Control on Sun, 11 September 2022/);
      const painted = await f.frame.locator('#map canvas').nth(1).evaluate((element) => {
        const c = element as HTMLCanvasElement;
        const { data } = c.getContext('2d')?.getImageData(0, 0, c.width, c.height) ?? { data: [] };
        let teal = 0;
        for (let i = 0; i < data.length; i += 4) if ((data[i + 1] ?? 0) > 90 && (data[i] ?? 0) < 40 && (data[i + 3] ?? 0) > 120) teal++;
        return teal;
      });
      assert.ok(painted > 1000, `${painted} pixels of recaptured ground`);
      const link = f.frame.getByRole('link', { name: 'Open the full map' });
      assert.equal(await link.getAttribute('target'), '_blank');
      assert.equal(await link.getAttribute('rel'), 'noopener');
      const [full] = await Promise.all([f.page.context().waitForEvent('page'), link.click()]);
      await full.waitForLoadState();
      assert.equal(full.url().split('#')[0], address().replace(/embed(\.html)?$/, ''));
      assert.equal('#' + (full.url().split('#')[1] ?? ''), week);
      await loaded(full);
      assert.match(await textOf(full, '#date-card'), /Control on Sun, 11 September 2022/);
      await done(f);
    });

    test('tells of a place that is chosen, and writes no history', async () => {
      const f = await framed(address() + atIzium);
      const before = await f.page.evaluate(() => history.length);
      const box = await f.frame.locator('#map').boundingBox();
      assert.ok(box);
      await f.page.mouse.click(box.x + box.width / 2, box.y + box.height / 2);
      const card = f.frame.locator('#card');
      await card.locator('blockquote').waitFor();
      assert.match((await card.innerText()).replace(/\s+/g, ' '), /(Ukrainian-held|Russian-occupied).*since \d+ \w+ 2022.*published/);
      assert.ok(((await card.locator('blockquote').textContent()) ?? '').length <= 200);
      assert.equal(await f.page.evaluate(() => history.length), before);
      await card.getByRole('button', { name: 'Close' }).click();
      await card.waitFor({ state: 'hidden' });
      await done(f);
    });
  });
}

describe('the page around it', () => {
  test('scrolls under the wheel, which zooms the map only with Ctrl', async () => {
    const f = await framed(`${shared.server.url}embed${week}`);
    const zoom = () => f.frame.locator('a.full').getAttribute('href');
    const before = await zoom();
    await f.page.mouse.move(500, 300);
    await f.page.mouse.wheel(0, 200);
    await f.page.waitForFunction(() => scrollY > 100);
    assert.match(await f.frame.locator('#hint').innerText(), /^Hold (Ctrl|⌘) and scroll to zoom the map$/);
    assert.equal(await zoom(), before);

    const { scrolled } = await f.page.evaluate(() => ({ scrolled: scrollY }));
    await f.page.keyboard.down('Control');
    await f.page.mouse.wheel(0, -200);
    await f.page.keyboard.up('Control');
    await f.frame.locator('a.full[href*="map=9"], a.full[href*="map=10"]').waitFor();
    assert.equal(await f.page.evaluate(() => scrollY), scrolled);
    await done(f);
  });

  test('scrolls under one finger, and the map stays', async () => {
    const f = await framed(`${shared.server.url}embed${week}`, phone);
    const before = await whereIs(f.frame);
    const touch = await f.page.context().newCDPSession(f.page);
    const send = (type: 'touchStart' | 'touchMove' | 'touchEnd', y: number) =>
      touch.send('Input.dispatchTouchEvent', { type, touchPoints: type === 'touchEnd' ? [] : [{ x: 150, y }] });
    await send('touchStart', 400);
    for (const y of [380, 340, 300, 250]) await send('touchMove', y);
    await send('touchEnd', 0);
    await f.page.waitForFunction(() => scrollY > 50);
    assert.equal(await whereIs(f.frame), before);
    await done(f);
  });

  test('may be of any site for the map, and of none but its own for all else', async () => {
    const policy = async (path: string) => (await fetch(shared.server.url + path, { headers: { accept: 'text/html' } })).headers.get('content-security-policy') ?? '';
    assert.match(await policy('embed'), /frame-ancestors \*/);
    assert.match(await policy(''), /frame-ancestors 'self'/);
    assert.match(await policy('collections'), /frame-ancestors 'self'/);
  });

  test('is told in small when the server fails', async () => {
    const v = await visit(shared.browser, `${shared.server.url}embed${week}`, { ...desk, viewport: { width: 320, height: 240 } }, (page) =>
      page.route('**/collections/control/**', (route) => route.fulfill({ status: 500, body: '{}' })),
    );
    await v.page.getByRole('button', { name: 'Try again' }).waitFor();
    const box = await v.page.locator('#notice').boundingBox();
    assert.ok(box && box.height < 110);
    await v.page.context().close();
  });
});

test('the code to embed a view is in the dialog, with its dates or always the latest', async () => {
  const v = await openAt(shared, week);
  await v.page.getByRole('button', { name: 'Download' }).click();
  const field = v.page.getByRole('textbox', { name: 'Code to embed the map' });
  await field.waitFor();
  assert.equal(
    await field.inputValue(),
    `<iframe src="${shared.server.url}embed${week.replaceAll('&', '&amp;')}" width="100%" height="480" style="border:0" loading="lazy" title="Recaptured territory: control on 11 September 2022"></iframe>`,
  );
  await v.page.getByRole('radio', { name: 'Always the latest date' }).check();
  assert.match(await field.inputValue(), /embed#map=8\.5\/49\.4\/37\.2" width/);
  assert.deepEqual(await violations(v.page), []);
  await quiet(v);
});

for (const [name, viewport] of [
  ['800', { width: 800, height: 480 }],
  ['320', { width: 320, height: 240 }],
] as const) {
  for (const colorScheme of ['light', 'dark'] as const) {
    test(`axe-core finds nothing: ${name} ${colorScheme}`, async () => {
      for (const [state, more] of [['plain', ''], ['place', ''], ['compared', '&vs=2022-09-04&lang=uk']] as const) {
        const v = await visit(shared.browser, `${shared.server.url}embed${atIzium}${more}`, { ...desk, viewport, colorScheme });
        await v.page.locator('#busy').waitFor({ state: 'hidden' });
        await v.page.locator(more.includes('vs=') ? '#map.compared' : '#date-card b').waitFor();
        if (state === 'place') {
          await v.page.locator('#map').click({ position: { x: viewport.width / 2, y: viewport.height / 2 } });
          await v.page.locator('#card').waitFor();
        }
        await v.page.waitForTimeout(300);
        await shoot(v.page, `embed-${state}-${name}-${colorScheme}`);
        assert.deepEqual(await violations(v.page), []);
        assert.equal(await v.page.evaluate(() => document.documentElement.scrollWidth), viewport.width);
        await quiet(v);
      }
    });
  }
}
