// Two dates compared: the difference on one map, the two beside each other, and what the list and the address say of it.

import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import type { Page } from 'playwright-core';
import type { ControlState } from '../src/api.ts';
import { desk, drawnOn, entry, loaded, openAt, phone, pixelOf, quiet, shoot, textOf, until, violations, visit, type Visit } from './browser.ts';
import { serveFiles } from './files.ts';
import { publishSamples, serveChronicle } from './server.ts';
import { setUp } from './setup.ts';

const shared = setUp(serveChronicle);

const week = '#map=8.5/49.3/37&t=2022-09-11&vs=2022-09-04';
const izium = [37.28, 49.21] as const;

async function open(hash: string, options = desk): Promise<Visit> {
  const v = await openAt(shared, hash, options);
  await v.page.locator('#map.compared').waitFor();
  await v.page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
  return v;
}

/** How much redder than green the page is around a place: above nought for rust, below for teal. */
async function redness(page: Page, [lon, lat]: readonly [number, number]): Promise<number> {
  const { x, y } = await pixelOf(page, lon, lat);
  const side = 70;
  const picture = await page.screenshot({ clip: { x: x - side / 2, y: y - side / 2, width: side, height: side } });
  return page.evaluate(async (base64) => {
    const bytes = Uint8Array.from(atob(base64), (c) => c.charCodeAt(0));
    const bitmap = await createImageBitmap(new Blob([bytes], { type: 'image/png' }));
    const ctx = Object.assign(document.createElement('canvas'), { width: bitmap.width, height: bitmap.height }).getContext('2d');
    if (!ctx) throw new Error('no canvas');
    ctx.drawImage(bitmap, 0, 0);
    const { data } = ctx.getImageData(0, 0, bitmap.width, bitmap.height);
    let sum = 0;
    for (let i = 0; i < data.length; i += 4) sum += (data[i] ?? 0) - (data[i + 1] ?? 0);
    return sum / (data.length / 4);
  }, picture.toString('base64'));
}

const grip = (page: Page) => page.getByRole('slider', { name: 'Edge between the two dates' });

describe('the difference', () => {
  test('opened from an address has its marks and names', async () => {
    for (const address of [week, `${week}&swipe=1`]) {
      const v = await open(address);
      const marks = v.page.locator('.leaflet-compare-later-pane canvas.places');
      await until(async () => (await drawnOn(marks)).pixels > 20_000); // two marks and their names have some 2,000
      await quiet(v);
    }
  });

  test('opens beside the date, names both dates, and ends as Back and Escape would have it', async () => {
    const v = await openAt(shared, '#map=8.5/49.3/37&t=2022-09-11');
    await v.page.getByRole('button', { name: 'Compare two dates' }).click();
    await v.page.waitForURL(/vs=2022-09-04/);
    await v.page.locator('#map.compared').waitFor();
    assert.match(await textOf(v.page, '#compare'), /Sun, 4 Sept 2022 → Sun, 11 Sept 2022/);
    assert.ok(await v.page.locator('#date-card').isHidden());
    await v.page.goBack();
    await v.page.locator('#date-card').waitFor();
    assert.ok(await v.page.locator('#compare').isHidden());
    assert.equal(await v.page.locator('#map.compared').count(), 0);

    await v.page.keyboard.press('c');
    await v.page.locator('#map.compared').waitFor();
    await v.page.keyboard.press('Escape');
    await v.page.locator('#date-card').waitFor();
    assert.doesNotMatch(v.page.url(), /vs=/);
    await quiet(v);
  });

  test('paints ground that came to Ukraine strongly, and what stayed the same palely', async () => {
    const v = await open(week);
    const gained = await redness(v.page, izium);
    const stayed = await redness(v.page, [38.3, 49.5]); // occupied on both
    assert.ok(gained < -25, `${gained}`);
    assert.ok(stayed > 4 && stayed < 25, `${stayed}`);
    await v.page.getByRole('button', { name: 'End the comparison' }).click();
    await v.page.waitForFunction(() => !document.querySelector('#map.compared'));
    assert.ok((await redness(v.page, [38.3, 49.5])) > stayed + 4);
    await quiet(v);
  });

  test('says what the server says: places and square kilometres', async () => {
    const v = await open(week);
    const { areas } = (await (await fetch(`${shared.server.url}diff?from=2022-09-04&to=2022-09-11`)).json()) as {
      areas: { features: { properties: { to_holder: string; certainty: string; area_km2: number } }[] };
    };
    const sum = (inferred: boolean) =>
      areas.features.filter(({ properties: p }) => p.to_holder === 'UA' && (!inferred || p.certainty === 'inferred')).reduce((n, f) => n + f.properties.area_km2, 0);
    const [, all = '', part = ''] = /Gained about ([\d,]+) km² \(([\d,]+) of it inferred\)/.exec(await textOf(v.page, '#compare')) ?? [];
    assert.ok(Math.abs(Number(all.replace(',', '')) - sum(false)) <= 10, `${all}: ${sum(false)}`);
    assert.ok(Math.abs(Number(part.replace(',', '')) - sum(true)) <= 10, `${part}: ${sum(true)}`);

    const on = (day: string) => shared.server.features<ControlState>(`collections/control/items?limit=10000&rests_on=report,none&datetime=${day}`);
    const [before, after] = [await on('2022-09-04'), await on('2022-09-11')];
    const had = new Map(before.map((f) => [f.id, f.properties.holder]));
    const spots = new Set(['settlement', 'island', 'facility']);
    const won = after.filter(({ id, properties: p }) => p.holder === 'UA' && (had.get(id) ?? p.previous) !== 'UA' && spots.has(p.kind) && !p.oblast?.startsWith('RU-'));
    assert.match(await textOf(v.page, '#compare .tally'), new RegExp(`^${won.length} recaptured`));
    assert.match(await textOf(v.page, '#list h2'), /5–11 September 2022/);
    await entry(v.page, 'Izium').waitFor();
    await quiet(v);
  });

  test('tells a selected place on both dates', async () => {
    const v = await open(week);
    await entry(v.page, 'Izium').click();
    assert.equal(await textOf(v.page, '#compare .both'), 'Izium Ізюм Russian-occupied on 4 Sept → Ukrainian-held on 11 Sept');
    await v.page.getByRole('button', { name: 'All changes', exact: true }).click();
    assert.equal(await v.page.locator('#compare .both').count(), 0);
    await quiet(v);
  });

  test('follows the window: whichever date moves, the list has what lies between', async () => {
    const v = await open(week);
    await v.page.locator('#compare input').first().fill('2022-09-07');
    await v.page.waitForURL(/vs=2022-09-07/);
    await loaded(v.page);
    assert.match(await textOf(v.page, '#list h2'), /8–11 September 2022/);
    await v.page.getByRole('slider', { name: 'Changes counted from' }).press('ArrowLeft');
    await v.page.waitForURL(/vs=2022-09-06/);

    await v.page.locator('#compare input').first().fill('2022-09-20');
    await v.page.getByText('The dates were swapped').waitFor();
    assert.match(await textOf(v.page, '#compare .dates'), /11 Sept 2022 → Tue, 20 Sept 2022/);
    assert.match(v.page.url(), /t=2022-09-20.*vs=2022-09-11/);
    await quiet(v);
  });

  test('puts dates that an address has the wrong way round in order, and says so', async () => {
    const v = await openAt(shared, '#map=8.5/49.3/37&t=2022-09-04&vs=2022-09-11');
    await v.page.getByText('The dates were swapped: the earlier comes first.').waitFor();
    await v.page.waitForURL(/t=2022-09-11.*vs=2022-09-04/);
    await quiet(v);
  });

  test('takes each date as reported by its own end', async () => {
    const v = await open(`${week}&known=then`);
    const asked = v.requests.filter((r) => r.includes('collections/control/items')).map((r) => decodeURIComponent(r).replace(/.*datetime=/, ''));
    assert.ok(asked.includes('2022-09-04&as-of=2022-09-04') && asked.includes('2022-09-11&as-of=2022-09-11'), asked.join());
    assert.match(await textOf(v.page, '#compare'), /Each date as reported by its own end\. How many km² differ is told only as known now\./);
    assert.ok((await redness(v.page, izium)) < -15); // painted from the ground of the two days
    await quiet(v);
  });
});

describe('the swipe view', () => {
  test('has the earlier date on the left of an edge that keys move', async () => {
    const v = await open(`${week}&swipe=1`);
    assert.equal(await grip(v.page).getAttribute('aria-valuetext'), '50 % 4 September 2022, 50 % 11 September 2022');
    await grip(v.page).press('End');
    assert.ok((await redness(v.page, izium)) > 10);
    await grip(v.page).press('Home');
    assert.ok((await redness(v.page, izium)) < -25);
    for (const key of ['ArrowRight', 'ArrowRight', 'ArrowLeft', 'PageUp']) await grip(v.page).press(key);
    assert.equal(await grip(v.page).getAttribute('aria-valuetext'), '12 % 4 September 2022, 88 % 11 September 2022');
    await quiet(v);
  });

  test('is pulled by the mouse, while the map beneath is still moved and chosen from', async () => {
    const v = await open(`${week}&swipe=1`);
    const map = await v.page.locator('#map').boundingBox();
    const box = await grip(v.page).boundingBox();
    assert.ok(map && box && box.width >= 44 && box.height >= 44);
    await v.page.mouse.move(box.x + 22, box.y + 22);
    await v.page.mouse.down();
    await v.page.mouse.move(map.x + map.width * 0.8, box.y + 30, { steps: 4 });
    await v.page.mouse.up();
    assert.equal(await grip(v.page).getAttribute('aria-valuenow'), '80');
    assert.ok((await redness(v.page, izium)) > 10);

    const { x, y } = await pixelOf(v.page, ...izium);
    await v.page.mouse.click(x, y);
    await v.page.waitForURL(/place=\d+/);
    assert.match(await textOf(v.page, '#compare .both'), /^Izium/);
    const from = v.page.url();
    await v.page.mouse.move(x - 150, y + 120);
    await v.page.mouse.down();
    await v.page.mouse.move(x - 250, y + 60, { steps: 4 });
    await v.page.mouse.up();
    await v.page.waitForFunction((url) => location.href !== url, from);
    await v.page.waitForTimeout(500);
    assert.ok((await redness(v.page, izium)) > 10); // the edge stays where it is, the ground moved
    await quiet(v);
  });

  test('is pulled by a finger', async () => {
    const v = await open(`${week}&swipe=1`, phone);
    const box = await grip(v.page).boundingBox();
    assert.ok(box);
    const touch = await v.page.context().newCDPSession(v.page);
    const send = (type: 'touchStart' | 'touchMove' | 'touchEnd', x: number) =>
      touch.send('Input.dispatchTouchEvent', { type, touchPoints: type === 'touchEnd' ? [] : [{ x, y: box.y + 22 }] });
    await send('touchStart', box.x + 22);
    for (const dx of [-20, -50, -78]) await send('touchMove', box.x + 22 + dx);
    await send('touchEnd', 0);
    assert.equal(await grip(v.page).getAttribute('aria-valuenow'), '30');
    await quiet(v);
  });
});

test('a static copy compares any two dates, with the km² of the usual week', async (t) => {
  const folder = await mkdtemp(join(tmpdir(), 'retaken-site-'));
  await publishSamples(folder, '--areas', 'day');
  const files = await serveFiles(folder);
  t.after(async () => {
    await files.stop();
    await rm(folder, { recursive: true, force: true });
  });
  const v = await visit(shared.browser, files.url + week);
  await v.page.locator('#map.compared').waitFor();
  assert.match(await textOf(v.page, '#compare'), /Gained about [\d,]+ km²/);
  const told = await redness(v.page, izium);
  assert.ok(told < -15, `${told}`);
  await v.page.locator('#compare input').first().fill('2022-09-01');
  await v.page.waitForURL(/vs=2022-09-01/);
  await v.page.getByText('How many km² differ is not told by this copy for these dates.').waitFor();
  await v.page.getByRole('button', { name: 'Swipe' }).click();
  const later = await redness(v.page, izium);
  await grip(v.page).press('End');
  assert.ok((await redness(v.page, izium)) > later); // in the ten articles nothing tells of Izium before
  assert.equal(await grip(v.page).getAttribute('aria-valuetext'), '100 % 1 September 2022, 0 % 11 September 2022');
  await quiet(v);
});

for (const [device, options] of [
  ['1440', desk],
  ['390', phone],
] as const) {
  for (const colorScheme of ['light', 'dark'] as const) {
    test(`axe-core finds nothing: ${device} ${colorScheme}`, async () => {
      for (const [name, more] of [['difference', ''], ['swipe', '&swipe=1&lang=uk']] as const) {
        const v = await visit(shared.browser, shared.server.url + week + more, { ...options, colorScheme });
        await loaded(v.page);
        await v.page.locator('#map.compared').waitFor();
        await v.page.waitForTimeout(300);
        await shoot(v.page, `compare-${name}-${device}-${colorScheme}`);
        assert.deepEqual(await violations(v.page), []);
        assert.equal(await v.page.evaluate(() => document.documentElement.scrollWidth), options.viewport?.width);
        await quiet(v);
      }
    });
  }
}
