// The ground, the two axes of time and the window of changes, with every shipped article.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Page } from 'playwright-core';
import type { AreaChange, ControlState, Report } from '../src/api.ts';
import { cardText, entry, legend, loaded, openAt, openPlace, pixelOf, quiet, textOf, visit, type Visit } from './browser.ts';
import { serveChronicle, serveTexts } from './server.ts';
import { setUp } from './setup.ts';

const shared = setUp(serveChronicle);

const open = (hash = ''): Promise<Visit> => openAt(shared, hash);

const wide = '#map=6.5/48.6/34.6';
const places: Record<string, [lon: number, lat: number]> = { Chornobaivka: [32.55, 46.7], Simferopol: [34.1, 44.95], Izium: [37.28, 49.21], Vinnytsia: [28.47, 49.23], Balakliia: [36.84, 49.46] };

const km2 = (text: string) => Number(text.replaceAll(',', ''));

/** Three figures, of which the last is not of single kilometres. */
const roughly = (n: number) => Math.round(n / 10 ** Math.max(1, Math.floor(Math.log10(n)) - 2)) * 10 ** Math.max(1, Math.floor(Math.log10(n)) - 2);

type Tint = 'held' | 'occupied' | 'none';

/** What colours the ground around a place, some pixels wide. */
async function tintAt(page: Page, place: string): Promise<{ tint: Tint; strength: number }> {
  const { x, y } = await pixelOf(page, ...(places[place] ?? [0, 0]));
  const [r = 0, g = 0, , a = 0] = await page.locator('#map canvas').nth(1).evaluate(
    (element, at) => {
      const canvas = element as HTMLCanvasElement;
      const { left, top, width } = canvas.getBoundingClientRect();
      const ratio = canvas.width / width;
      const pixel = Object.assign(document.createElement('canvas'), { width: 1, height: 1 }).getContext('2d');
      pixel?.drawImage(canvas, Math.round((left - at.x) * ratio), Math.round((top - at.y) * ratio));
      return [...(pixel?.getImageData(0, 0, 1, 1).data ?? [])];
    },
    { x, y },
  );
  return { tint: a === 0 ? 'none' : g > r ? 'held' : 'occupied', strength: a / 255 };
}

describe('the ground', () => {
  test('has the colour of who holds it, and none where nothing is known', async () => {
    const v = await open(`${wide}&t=2022-09-05`);
    assert.deepEqual((await tintAt(v.page, 'Simferopol')).tint, 'occupied');
    assert.deepEqual((await tintAt(v.page, 'Izium')).tint, 'occupied');
    assert.deepEqual(await tintAt(v.page, 'Vinnytsia'), { tint: 'none', strength: 0 });
    await quiet(v);
  });

  test('beside Kherson is occupied on 1 November 2022 and held on the 20th; strong while it is new', async () => {
    const v = await open(`${wide}&t=2022-11-01`);
    assert.equal((await tintAt(v.page, 'Chornobaivka')).tint, 'occupied');
    await v.page.goto(`${shared.server.url}${wide}&t=2022-11-13`);
    await v.page.getByText('Control on Sun, 13 November 2022').waitFor();
    const fresh = await tintAt(v.page, 'Chornobaivka');
    await v.page.goto(`${shared.server.url}${wide}&t=2022-11-20`);
    await v.page.getByText('Control on Sun, 20 November 2022').waitFor();
    const later = await tintAt(v.page, 'Chornobaivka');
    assert.deepEqual([fresh.tint, later.tint], ['held', 'held']);
    assert.ok(fresh.strength > 0.4 && later.strength < 0.2, `${fresh.strength}, then ${later.strength}`);
    await quiet(v);
  });

  test('is paler where it is inferred', async () => {
    const v = await open(`${wide}&t=2022-09-05`);
    const alphas = await v.page.locator('#map canvas').nth(1).evaluate((element) => {
      const canvas = element as HTMLCanvasElement;
      const { data } = canvas.getContext('2d')?.getImageData(0, 0, canvas.width, canvas.height) ?? { data: [] };
      const counts: Record<number, number> = {};
      for (let i = 0; i < data.length; i += 4) {
        const [r = 0, g = 0, b = 0, a = 0] = data.slice(i, i + 4);
        if (r > 150 && g < 120 && b < 90) counts[a] = (counts[a] ?? 0) + 1; // rust
      }
      return Object.entries(counts).sort((a, b) => b[1] - a[1]).slice(0, 6).map(([a]) => Number(a));
    });
    const near = (wanted: number) => alphas.some((a) => Math.abs(a - wanted * 255) <= 2);
    assert.ok(near(0.29) && near(0.145), alphas.join());
    await quiet(v);
  });

  test('that was recaptured is given in square kilometres, no more exact than it is, and said to be unsurveyed', async () => {
    const v = await open('#t=2022-09-12');
    const { areas } = (await (await fetch(`${shared.server.url}diff?from=2022-09-05&to=2022-09-12`)).json()) as { areas: { features: { properties: AreaChange }[] } };
    const recaptured = areas.features.map((f) => f.properties).filter((a) => a.to_holder === 'UA' && a.from_holder !== 'UA');
    const sum = (of: AreaChange[]) => of.reduce((total, a) => total + a.area_km2, 0);
    const shown = await textOf(v.page, '.ground');
    const [, all = '', inferred = ''] = /^Recaptured places stand for about ([\d,]+) km² of nearest-place area in all, ([\d,]+) inferred\. This is not a surveyed figure\./.exec(shown) ?? [];
    assert.equal(km2(all), roughly(sum(recaptured)), shown);
    assert.equal(km2(inferred), roughly(sum(recaptured.filter((a) => a.certainty === 'inferred'))), shown);
    assert.match(await textOf(v.page, '#legend'), /Areas are nearest-place cells, not a surveyed front line/);
    await quiet(v);
  });

  test('takes the colours of the other theme', async () => {
    const v = await open(`${wide}&t=2022-09-05`);
    const light = await tintAt(v.page, 'Simferopol');
    await v.page.getByRole('button', { name: 'Dark colours' }).click();
    const dark = await tintAt(v.page, 'Simferopol');
    assert.equal(dark.tint, 'occupied');
    assert.notEqual(dark.strength, light.strength);
    await quiet(v);
  });
});

describe('as known now and as reported then', () => {
  const day = '2022-09-08';
  const state = async (place: string, asOf = '') => {
    const found = await shared.server.features<ControlState>(`collections/control/items?datetime=${day}&name=${place}&rests_on=report${asOf}`);
    return found[0]?.properties;
  };

  test('differ as the reports of the day did: Balakliia is claimed then, and recaptured as known now', async () => {
    const [now, then] = [await state('Balakliia'), await state('Balakliia', `&as-of=${day}`)];
    assert.deepEqual([now?.holder, then?.holder, then?.claim_by], ['UA', 'contested', 'UA']);

    const v = await open(`${wide}&t=${day}&known=then`);
    assert.equal((await cardText(v.page)).replace(/\. Strong colour.*/, ''), 'Control on Thu, 8 September 2022 As reported by 8 September 2022');
    assert.match(await entry(v.page, 'Balakliia').innerText(), /Claimed/);
    assert.equal(await entry(v.page, 'Izium').count(), 0);
    const published = await v.page.locator('.entry .source').allInnerTexts();
    assert.ok(published.length > 2 && published.every((s) => /reported (\d|3\d)+ (Aug|Sept)/.test(s)), published.join('; '));

    await v.page.getByRole('button', { name: 'As known now' }).click();
    await v.page.getByText('As known now. Strong colour').waitFor();
    assert.match(await entry(v.page, 'Balakliia').innerText(), /Recaptured/);
    assert.equal((await tintAt(v.page, 'Balakliia')).tint, 'held');
    assert.ok(!v.page.url().includes('known='), v.page.url());

    await v.page.goBack();
    await v.page.getByText('As reported by 8 September 2022').waitFor();
    assert.equal(await v.page.getByRole('button', { name: 'As reported then' }).getAttribute('aria-pressed'), 'true');
    await quiet(v);
  });

  test('then: every request for places and ground names the day, and the columns go by the day of the report', async () => {
    const v = await open(`#t=${day}&known=then`);
    const asked = v.requests.map((r) => new URL(r)).filter((u) => /items|diff/.test(u.pathname));
    assert.deepEqual(asked.filter((u) => u.searchParams.get('as-of') !== day).map((u) => u.pathname + u.search), []);
    const wanted = ['/collections/control/items', '/collections/areas/items', '/collections/control-changes/items', '/diff'];
    assert.deepEqual(wanted.filter((path) => !asked.some((u) => u.pathname === path)), []);
    await v.page.waitForFunction(() => performance.getEntriesByType('resource').some((r) => r.name.endsWith('timeline?of=changes&by=published')));
    await quiet(v);
  });

  test('then: the place has only the reports of the time, and says so in its address', async () => {
    const v = await open(`#t=${day}&known=then`);
    await openPlace(v.page, 'Balakliia');
    const reports = await shared.server.features<Report>(`collections/events/items?limit=10000&as-of=${day}&place=Balakliia`);
    assert.equal(await v.page.locator('#place .report').count(), reports.length);
    assert.match((await v.page.getByRole('link', { name: 'GeoJSON of this place' }).getAttribute('href')) ?? '', /as-of=2022-09-08/);
    await v.page.waitForURL(/known=then&place=\d+$/);
    await v.page.reload();
    await loaded(v.page);
    assert.equal(await v.page.locator('#place .report').count(), reports.length);
    await quiet(v);
  });

  test('are switched by keyboard, and the date moves in either', async () => {
    const v = await open('#t=2022-09-12');
    await v.page.getByRole('button', { name: 'As reported then' }).focus();
    await v.page.keyboard.press('Enter');
    await v.page.getByText('As reported by 12 September 2022').waitFor();
    await v.page.keyboard.press('{');
    await v.page.getByText('As reported by 5 September 2022').waitFor();
    await v.page.keyboard.press(']');
    await v.page.getByText('As reported by 6 September 2022').waitFor();
    await quiet(v);
  });
});

describe('the window of changes', () => {
  for (const [from, to] of [
    ['2022-09-05', '2022-09-12'],
    ['2022-11-05', '2022-11-12'],
    ['2024-02-11', '2024-02-18'],
  ]) {
    test(`counts what the server compares as recaptured and lost up to ${to}`, async () => {
      const v = await open(`#t=${to}`);
      const places = await shared.server.features<{ change: string; kind: string; oblast: string }>(`diff?from=${from}&to=${to}&limit=1000`);
      const count = (change: string) => places.filter(({ properties: p }) => p.change === change).length;
      assert.match(await textOf(v.page, '.numbers .held'), new RegExp(`^${count('recaptured')} recaptured`));
      assert.match(await textOf(v.page, '.numbers .occupied'), new RegExp(`^${count('lost')} lost`));
      await quiet(v);
    });
  }

  test('is a week, and looks further back when asked to, down to the first change', async () => {
    const v = await open('#t=2022-09-12');
    const count = () => v.page.locator('.entry').count();
    const week = await count();
    assert.match(await textOf(v.page, '#list h2'), /6–12 September 2022$/);
    const earlier = v.page.getByRole('button', { name: /^(Look back 14 days|Show changes from \d+ \w+ 2022 on)$/ });
    await earlier.click();
    await v.page.waitForFunction((n) => document.querySelectorAll('.entry').length > n, week);
    await v.page.waitForURL(/since=2022-0\d-\d\d/);
    assert.equal(await v.page.evaluate(() => [...document.querySelectorAll('.entry')].indexOf(document.activeElement ?? document.body)), week);

    const some = await count();
    await v.page.getByRole('button', { name: /Show all changes since/ }).click();
    await v.page.waitForFunction((n) => document.querySelectorAll('.entry').length > n, some);
    assert.equal(await earlier.count(), 0);
    assert.ok((await count()) > 100, `${await count()} changes`);

    await v.page.getByRole('button', { name: 'Show the last week only' }).click();
    await v.page.waitForFunction((n) => document.querySelectorAll('.entry').length === n, week);
    await quiet(v);
  });

  test('keeps its start while the date moves on, and moves along when the date passes it', async () => {
    const v = await open('#t=2022-09-12&since=2022-09-10');
    await v.page.keyboard.press('}');
    await v.page.getByText('10–19 September 2022').waitFor();
    for (let i = 0; i < 2; i++) await v.page.keyboard.press('{');
    await v.page.getByText('3–5 September 2022').waitFor();
    for (let i = 0; i < 3; i++) await v.page.goBack();
    await v.page.getByText('10–12 September 2022').waitFor();
    await quiet(v);
  });

  test('tells of no denial, no advance, and no change that repeats how things stood', async () => {
    const v = await open('#t=2024-12-30&since=2022-02-24');
    await v.page.locator('.entry').first().waitFor();
    const told = await v.page.locator('.entry').evaluateAll((all) =>
      all.map((e) => ({ place: (e as HTMLElement).dataset['place'], after: e.querySelectorAll('.mark')[1]?.getAttribute('class') })),
    );
    const last = new Map<string | undefined, string | null | undefined>();
    for (const { place, after } of told.toReversed()) {
      if (after?.includes('hollow')) continue; // a claim that was made again after the other side's word
      assert.notEqual(after, last.get(place), `place ${place}`);
      last.set(place, after);
    }
    assert.ok(told.length > 200);

    const quotes = new Set(await v.page.locator('.entry .quote').allTextContents());
    const reports = (await shared.server.features<Report>('collections/events/items?limit=10000')).map((f) => f.properties);
    const silent = (r: Report) => r.status === 'denied' || r.kind === 'advance';
    const telling = new Set(reports.filter((r) => !silent(r)).map((r) => r.quote)); // a sentence may tell of two places
    const only = reports.filter((r) => silent(r) && !telling.has(r.quote));
    assert.ok(only.length > 0, 'the articles have none');
    for (const r of only) assert.ok(!quotes.has(r.quote), r.quote);
    await quiet(v);
  });
});

describe('a place that no report names', () => {
  test('was held before: found by search, it says what that rests on', async () => {
    const v = await open('#t=2022-09-12');
    await v.page.getByRole('combobox').first().fill('Simferopol');
    await v.page.getByRole('option', { name: /Simferopol Сімферополь/ }).first().click();
    await v.page.locator('#place h2[data-ready]').waitFor();
    assert.equal(await textOf(v.page, '#place .status'), 'Russian-occupied Held before 24 February 2022 (baseline)');
    assert.equal(await textOf(v.page, '.ledger'), '24 February 2022 Russian-occupied held before (baseline)');
    await quiet(v);
  });

  test('is not among what is loaded for the map, unless one side claims it', async () => {
    const server = await serveTexts(
      "Date: 2022-09-05\nTitle: T\nSource: Gazette\n\nUkraine's General Staff claimed that its forces had liberated Luhansk. Russia did not comment.\n",
    );
    try {
      const v = await openAt({ browser: shared.browser, server }, '#t=2022-09-06');
      const asked = v.requests.filter((r) => r.includes('collections/control/'));
      const states = (await Promise.all(asked.map((url) => server.features<ControlState>(url.slice(server.url.length))))).flat();
      assert.deepEqual(states.map(({ properties: p }) => [p.name, p.holder, p.claim_by, p.rests_on]), [['Luhansk', 'RU', 'UA', 'baseline']]);
      assert.deepEqual(await legend(v.page), { 'Ukrainian-held': 0, 'Russian-occupied': 1, Contested: 0, 'Claimed by one side': 1, 'No evidence': 0 });
      await quiet(v);
    } finally {
      await server.stop();
    }
  });
});

test('a history goes down to the first day', async () => {
  const v = await open('#t=2022-11-20&since=2022-11-01');
  await entry(v.page, 'Kherson').click();
  await v.page.locator('#place h2[data-ready]').waitFor();
  await v.page.getByText('no report otherwise').waitFor();
  assert.match(await textOf(v.page, '.ledger'), /^11 November 2022 .* Recaptured .* 2 March 2022 .* Lost .* 24 February 2022 Ukrainian-held no report otherwise$/);
  assert.match(await textOf(v.page, '#place .status'), /^Ukrainian-held Confirmed, since 11 November 2022/);
  await quiet(v);
});

test('a withdrawal that was only announced is said to be that', async () => {
  const v = await open('#t=2022-03-31');
  await openPlace(v.page, 'Chornobyl');
  assert.match(await textOf(v.page, '#place .status'), /^Russian-occupied .* Russian withdrawal announced on 31 March 2022, not confirmed$/);
  await quiet(v);
});

test('with three years of reports the page weighs what it may', async () => {
  const sizes: Promise<{ url: string; bytes: number }>[] = [];
  const v = await visit(shared.browser, shared.server.url, undefined, (page) =>
    Promise.resolve(page.on('requestfinished', (r) => sizes.push(r.sizes().then((s) => ({ url: r.url(), bytes: s.responseBodySize }))))),
  );
  await loaded(v.page);
  await v.page.waitForTimeout(500); // the stream of news never ends, and with it the network is never idle
  const all = await Promise.all(sizes);
  const sum = (pattern: RegExp) => all.filter(({ url }) => pattern.test(url)).reduce((n, { bytes }) => n + bytes, 0);
  const weights = { areas: sum(/collections\/areas/), diff: sum(/\/diff/), control: sum(/collections\/control\//), changes: sum(/control-changes/), all: sum(/./) };
  console.log(weights);
  assert.ok(weights.areas > 20_000 && weights.areas <= 130_000, 'areas');
  assert.ok(weights.control > 5_000 && weights.control <= 30_000, 'control');
  assert.ok(weights.changes > 500 && weights.changes <= 20_000, 'changes');
  assert.ok(weights.all <= 400_000, 'everything');
  await quiet(v);
});

test('stepping the date and dragging the map stay quick with all of it', async () => {
  const longest: number[] = [];
  for (let run = 0; run < 3; run++) {
    const v = await open(`${wide}&t=2022-09-12`);
    await v.page.evaluate(() => {
      const w = window as unknown as { long: number };
      w.long = 0;
      new PerformanceObserver((list) => list.getEntries().forEach((e) => (w.long = Math.max(w.long, e.duration)))).observe({ type: 'longtask' });
    });
    await v.page.getByRole('button', { name: 'Day on' }).click();
    await v.page.getByText('Control on Tue, 13 September 2022').waitFor();
    await v.page.mouse.move(900, 400);
    await v.page.mouse.down();
    await v.page.mouse.move(700, 350, { steps: 10 });
    await v.page.mouse.up();
    await v.page.waitForTimeout(600);
    longest.push(await v.page.evaluate(() => (window as unknown as { long: number }).long));
    await quiet(v);
  }
  console.log({ longest });
  assert.ok(Math.min(...longest) <= 150, `${longest.join()} ms`);
});
