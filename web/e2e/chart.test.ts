// The area chart: what it shows is what the server computed; it can be read by mouse, by keys and as a table, on a server
// and in a published copy.

import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import type { Page } from 'playwright-core';
import { desk, loaded, openAt, phone, quiet, shoot, violations, visit } from './browser.ts';
import { serveFiles } from './files.ts';
import { publishSamples, serveSamples } from './server.ts';
import { setUp } from './setup.ts';

const shared = setUp(serveSamples);

interface Series {
  country_km2: number;
  points: { date: string; held: Record<string, { reported_km2: number; inferred_km2: number } | undefined>; gained_km2?: Record<string, number> }[];
  claimed_areas: { quote: string; area_km2: number }[];
}

const opener = (page: Page) => page.locator('#list button.chart');

async function open(page: Page): Promise<void> {
  await opener(page).click();
  await page.locator('dialog.chart [role=slider]').waitFor();
}

const said = (page: Page) => page.locator('dialog.chart [role=slider]').getAttribute('aria-valuetext');

test('the numbers are the server’s, for the day that is shown and for those the keys step to', async () => {
  const v = await openAt(shared, '#t=2022-09-11');
  const { page } = v;
  await opener(page).click();
  const slider = page.locator('dialog.chart [role=slider]');
  await slider.waitFor();
  const address = v.requests.find((r) => r.includes('timeline/areas'));
  assert.ok(address);
  const series = (await (await fetch(address)).json()) as Series;
  assert.ok(series.points.length > 60);
  const at = series.points.findIndex((p) => p.date >= '2022-09-11');
  assert.equal(await slider.getAttribute('aria-valuenow'), String(at));
  assert.equal(await slider.getAttribute('aria-valuemax'), String(series.points.length - 1));
  const rough = (km2: number) => {
    const unit = Math.max(10, 10 ** (Math.floor(Math.log10(Math.max(km2, 1))) - 2));
    return (Math.round(km2 / unit) * unit).toLocaleString('en-GB');
  };
  const held = (i: number) => series.points[i]?.held['RU'] ?? { reported_km2: 0, inferred_km2: 0 };
  const occupied = (i: number) => `Russian-occupied: ${rough(held(i).reported_km2 + held(i).inferred_km2)} km²`;
  let words = (await said(page)) ?? '';
  assert.ok(words.startsWith('Sunday'), words);
  assert.ok(words.includes('11 September 2022') && words.includes(occupied(at)), words);
  assert.match(words, /% of Ukraine, [\d,]+ km² of it inferred/);
  assert.match(words, /Came to Ukraine that week: [\d,]+ km²/);
  await slider.focus();
  await page.keyboard.press('ArrowLeft');
  words = (await said(page)) ?? '';
  assert.ok(words.includes('4 September 2022') && words.includes(occupied(at - 1)), words);
  await page.keyboard.press('Home');
  assert.ok(((await said(page)) ?? '').includes(occupied(0)));
  await page.keyboard.press('End');
  assert.ok(((await said(page)) ?? '').includes(occupied(series.points.length - 1)));
  await page.keyboard.press('ArrowRight');
  assert.equal(await slider.getAttribute('aria-valuenow'), String(series.points.length - 1));

  // As a table it holds every point, with a heading for each row and column.
  await page.getByRole('button', { name: 'Show as table' }).click();
  const rows = page.locator('#chart-table tbody tr');
  assert.equal(await rows.count(), series.points.length);
  const last = series.points.at(-1);
  assert.equal(await rows.first().locator('td').first().innerText(), Math.round(last?.held['RU']?.reported_km2 ?? 0).toLocaleString('en-GB'));
  assert.equal(await rows.first().locator('th[scope=row]').count(), 1);

  // What people said stands below with its words, and as a point in the chart.
  const [stated] = series.claimed_areas;
  assert.ok(stated, 'the samples state no area');
  await page.locator('dialog.chart').getByText(stated.quote, { exact: true }).waitFor();
  const point = page.locator('dialog.chart .said-points [role=img]').first();
  assert.match((await point.getAttribute('aria-label')) ?? '', /^Stated on 10 September 2022: about 2,000 km², by President Zelenskyy/);
  await point.focus();
  await page.locator('dialog.chart .stated li.chosen').waitFor();
  assert.ok((await page.locator('.said-card').innerText()).includes(stated.quote), 'the quote does not stand beside its point');
  await slider.focus();
  await page.locator('.said-card').waitFor({ state: 'detached' });
  await point.hover();
  await page.locator('.said-card').waitFor();
  await quiet(v);
});

test('a click, or Enter, shows that day on the map; Escape goes back to where one was', async () => {
  const v = await openAt(shared, '#t=2022-09-11');
  const { page } = v;
  await opener(page).focus();
  await page.keyboard.press('Enter');
  const slider = page.locator('dialog.chart [role=slider]');
  await slider.waitFor();
  const box = await slider.boundingBox();
  assert.ok(box);
  await page.mouse.click(box.x + box.width / 2, box.y + 80);
  await page.waitForFunction(() => !location.hash.includes('t=2022-09-11'));
  const day = /t=([\d-]+)/.exec(page.url())?.[1] ?? '';
  assert.ok(day > '2022-10-01' && day < '2024-01-01', day);
  await slider.focus();
  await page.keyboard.press('Home');
  await page.keyboard.press('Enter');
  await page.waitForFunction(() => /t=2022-0[23]-/.test(location.hash));
  await page.keyboard.press('Escape');
  await page.locator('dialog.chart').waitFor({ state: 'hidden' });
  assert.ok(await opener(page).evaluate((e) => e === document.activeElement), 'the focus is lost');
  await loaded(page);
  await quiet(v);
});

test('a year is shown by day, and the addresses are those of what is shown', async () => {
  const v = await openAt(shared, '#t=2022-09-11');
  const { page } = v;
  await opener(page).click();
  await page.getByRole('button', { name: 'A year, by day' }).click();
  await page.waitForFunction(() => Number(document.querySelector('dialog.chart [role=slider]')?.getAttribute('aria-valuemax')) > 300);
  const csv = await page.locator('dialog.chart a', { hasText: 'CSV' }).getAttribute('href');
  assert.match(csv ?? '', /timeline\/areas\?bucket=day&from=2022-0[23]-\d\d&to=2023-0[23]-\d\d&f=csv$/);
  const text = await (await fetch(csv ?? '')).text();
  assert.match(text, /^date,ua_reported_km2,/);
  assert.equal(text.trim().split('\n').length - 1, Number(await page.locator('dialog.chart [role=slider]').getAttribute('aria-valuemax')) + 1);
  await quiet(v);
});

test('a failure is told, and can be got over', async () => {
  let broken = true;
  const v = await visit(shared.browser, `${shared.server.url}#t=2022-09-11`, desk, (page) =>
    page.route('**/timeline/areas*', (route) => (broken ? route.fulfill({ status: 200, body: '{}' }) : route.continue())),
  );
  await loaded(v.page);
  await opener(v.page).click();
  await v.page.getByText('The numbers could not be loaded.').waitFor();
  broken = false;
  await v.page.getByRole('button', { name: 'Try again' }).click();
  await v.page.locator('dialog.chart [role=slider]').waitFor();
  await quiet(v);
});

for (const [device, options] of [
  ['1440', desk],
  ['390', phone],
] as const) {
  for (const colorScheme of ['light', 'dark'] as const) {
    for (const lang of ['en', 'uk']) {
      test(`axe finds nothing: ${device} ${colorScheme} ${lang}`, async () => {
        const v = await openAt(shared, `#t=2022-09-11&lang=${lang}`, { ...options, colorScheme });
        await opener(v.page).click();
        await v.page.locator('dialog.chart [role=slider]').waitFor();
        await v.page.waitForTimeout(300);
        await shoot(v.page, `chart-${device}-${colorScheme}-${lang}`);
        await v.page.locator('[aria-controls=chart-table]').click();
        assert.deepEqual(await violations(v.page), []);
        const wide = await v.page.locator('dialog.chart').evaluate((e) => e.scrollWidth > e.clientWidth);
        assert.ok(!wide, 'the dialog scrolls sideways');
        await quiet(v);
      });
    }
  }
}

test('a published copy shows the same by week', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'retaken-chart-'));
  await publishSamples(join(folder, 'site'), '--areas', 'week');
  const files = await serveFiles(join(folder, 'site'));
  try {
    const live = await openAt(shared, '#t=2022-09-11');
    const v = await visit(shared.browser, `${files.url}#t=2022-09-11`);
    await loaded(v.page);
    for (const { page } of [live, v]) await open(page);
    assert.equal(await said(v.page), await said(live.page));
    assert.equal(await v.page.getByRole('button', { name: 'A year, by day' }).count(), 0);
    const links = await v.page.locator('dialog.chart .address a').evaluateAll((all) => all.map((a) => (a as HTMLAnchorElement).href));
    assert.deepEqual(links, ['json', 'csv'].map((form) => `${files.url}data/areas-timeline.${form}`));
    assert.ok((await fetch(links[1] ?? '')).ok);
    await quiet(live);
    await quiet(v);
  } finally {
    await files.stop();
    await rm(folder, { recursive: true, force: true });
  }
});
