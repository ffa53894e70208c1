// What a reader sees and does, against the real program with the sample articles.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Page } from 'playwright-core';
import type { ControlState, Report } from '../src/api.ts';
import { desk, entry, loaded, openAt, phone, pixelOf, quiet, textOf, visit, type Visit } from './browser.ts';
import { serveSamples } from './server.ts';
import { setUp } from './setup.ts';

const shared = setUp(serveSamples);

const kharkiv = '#map=9/49.5/37.2&t=2022-09-11';

const open = (hash = '', options = desk): Promise<Visit> => openAt(shared, hash, options);

/** The share of a canvas's pixels that differ visibly from a picture. */
async function difference(canvas: SVGElement | HTMLElement, picture: string): Promise<number> {
  const image = new Image();
  image.src = picture;
  await image.decode();
  const { width, height } = image;
  const pixels = (source: CanvasImageSource) => {
    const ctx = Object.assign(document.createElement('canvas'), { width, height }).getContext('2d');
    ctx?.drawImage(source, 0, 0);
    return ctx?.getImageData(0, 0, width, height).data ?? new Uint8ClampedArray();
  };
  const [a, b] = [pixels(image), pixels(canvas as HTMLCanvasElement)];
  let n = 0;
  for (let i = 0; i < a.length; i++) if (Math.abs((a[i] ?? 0) - (b[i] ?? 0)) > 48) n++;
  return n / a.length;
}

const hash = (page: Page) => new URL(page.url()).hash;
const focused = (page: Page) => page.evaluate(() => document.activeElement?.textContent.trim().replace(/\s+/g, ' ') ?? '');

/** Waits until the address, which is written a moment later, says so. */
const addressed = (page: Page, pattern: RegExp) => page.waitForURL(pattern, { timeout: 5000 });

describe('the first screen', () => {
  test('opens on the last day with data: date card, numbers, the newest change first', async () => {
    const v = await open();
    const reports = await shared.server.features<Report>('collections/events/items?limit=10000');
    const last = reports.flatMap(({ properties: r }) => [r.date, r.published]).filter((d) => d !== null).sort().at(-1) ?? '';
    const day = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' }).format(new Date(last));
    assert.match(await textOf(v.page, '#date-card'), new RegExp(`^Control on \\w{3}, ${day} As known now$`));

    assert.match(await textOf(v.page, '.entry'), /Avdiivka Авдіївка/);
    assert.equal(hash(v.page), '');
    await quiet(v);
  });

  test('on 11 September 2022 has recaptured what the server compares as such, Izium and Kupiansk among it', async () => {
    const v = await open(kharkiv);
    assert.equal(await textOf(v.page, '#date-card'), 'Control on Sun, 11 September 2022 As known now. Strong: recaptured since 5 Sept');
    const recaptured = await v.page.locator('.entry', { has: v.page.locator('.word', { hasText: 'Recaptured' }) }).locator('.names b').allTextContents();
    const places = await shared.server.features<{ name: string; change: string }>('diff?from=2022-09-04&to=2022-09-11&limit=1000');
    const names = places.filter(({ properties }) => properties.change === 'recaptured').map(({ properties }) => properties.name);
    assert.equal(await textOf(v.page, '.numbers .held'), `${names.length} recaptured and 3 more only claimed`);
    assert.equal(await textOf(v.page, '.numbers .contested'), '0 contested');
    assert.equal(await textOf(v.page, '.numbers .occupied'), '0 lost'); // Lyman and Kherson are told as history
    for (const name of [...names, 'Izium', 'Kupiansk']) assert.ok(recaptured.includes(name), `${name} is not among ${recaptured.join()}`);
    const izium = (await entry(v.page, 'Izium').innerText()).replace(/\s+/g, ' ');
    assert.match(izium, /Izium Ізюм Recaptured/);
    assert.match(izium, /Retaken sample desk, reported \d+ Sept/);
    await quiet(v);
  });

  test('lists no denial, no advance and no history as a change', async () => {
    const v = await open();
    const shown = await v.page.locator('.entry .quote').allTextContents();
    const reports = await shared.server.features<Report>('collections/events/items?limit=10000');
    const silent = reports.map((f) => f.properties).filter((r) => r.status === 'denied' || r.background);
    assert.ok(silent.length > 0, 'the samples have none');
    for (const r of silent) assert.ok(!shown.includes(r.quote), r.quote);
    await quiet(v);
  });
});

describe('a place', () => {
  const sentence = 'By evening Izium was fully under Ukrainian control';

  async function assertIzium(page: Page): Promise<void> {
    assert.equal(await textOf(page, '#place h2'), 'Izium Ізюм');
    assert.match(await textOf(page, '#place .where'), /^Kharkiv Oblast, population about [\d,]+ 49\.\d{4}° N, 37\.\d{4}° E$/);
    assert.equal(await textOf(page, '#place .status'), 'Ukrainian-held Confirmed, since 10 September 2022');
    const report = page.locator('.report', { hasText: sentence });
    assert.match(await report.innerText(), /Retaken sample desk[\s\S]*published 10 Sept 2022[\s\S]*Source: Institute for the Study of War[\s\S]*Independent/);
  }

  test('opens by a click on its mark, with who holds it since when, and the sentence that says so', async () => {
    const v = await open(kharkiv);
    const izium = (await shared.server.features<ControlState>('collections/control/items?limit=10000&name=Izium'))[0] as unknown as {
      id: number;
      geometry: { coordinates: [number, number] };
    };
    const { x, y } = await pixelOf(v.page, ...izium.geometry.coordinates);
    await v.page.mouse.click(x, y);
    await assertIzium(v.page);
    await addressed(v.page, new RegExp(`&place=${izium.id}$`));

    await v.page.reload();
    await loaded(v.page);
    await assertIzium(v.page);
    assert.equal(await v.page.title(), 'Izium · Recaptured territory');

    // A click where there is no mark lets go of it.
    await v.page.mouse.click(x + 80, y + 80);
    await v.page.locator('#place').waitFor({ state: 'hidden' });
    await quiet(v);
  });

  test('opens from the list, shows both sides’ reports apart, and goes back to the entry', async () => {
    const v = await open('#t=2022-09-11');
    await entry(v.page, 'Izium').click();
    await assertIzium(v.page);
    assert.equal(await focused(v.page), 'Izium Ізюм');
    assert.match(await textOf(v.page, '#place .note'), /^\d quoted reports, 1 of them from the side that lost the place\.$/);
    const tags = (await v.page.locator('.report .tag').allInnerTexts()).map((tag) => tag.toLowerCase());
    assert.ok(tags.includes('russian officials') && tags.includes('independent') && tags.includes('media'), tags.join());
    assert.match(await textOf(v.page, '.ledger'), /10 September 2022 .* 24 February 2022 No report of who held it$/);

    await v.page.keyboard.press('Escape');
    assert.match(await focused(v.page), /Izium Ізюм/);
    await v.page.goBack();
    await assertIzium(v.page);
    await v.page.goBack();
    await v.page.locator('#list').waitFor();
    await quiet(v);
  });

  test('tells a claim from what is confirmed', async () => {
    const v = await open('#t=2022-09-11');
    const burluk = entry(v.page, 'Velykyi Burluk');
    assert.match(await burluk.innerText(), /Claimed/);
    assert.equal(await burluk.locator('.mark').nth(1).getAttribute('class'), 'mark held hollow');
    await burluk.click();
    assert.match(await textOf(v.page, '#place .status'), /^No evidence of control Claimed by Ukraine since 11 September 2022, not confirmed$/);
    await quiet(v);
  });

  test('is given as GeoJSON', async () => {
    const v = await open('#t=2022-09-11');
    await entry(v.page, 'Izium').click();
    const href = await v.page.getByRole('link', { name: 'GeoJSON of this place' }).getAttribute('href');
    const answer = (await (await fetch(href ?? '', { headers: { Accept: 'text/html' } })).json()) as { type: string; properties: ControlState };
    assert.equal(answer.type, 'Feature');
    assert.equal(answer.properties.name, 'Izium');
    await quiet(v);
  });

  test('without a report is found by search, and says that there is none', async () => {
    const v = await open();
    await v.page.getByRole('combobox').first().fill('Uzhhor');
    await v.page.getByRole('option', { name: /Uzhhorod Ужгород/ }).click();
    await v.page.locator('#place h2[data-ready]').waitFor();
    assert.equal(await textOf(v.page, '#place h2'), 'Uzhhorod Ужгород');
    assert.match(await textOf(v.page, '#place .status'), /^No report yet Absence of a report is not evidence/);
    await quiet(v);
  });
});

describe('the date', () => {
  test('moves map, list and card together, and Back undoes it', async () => {
    const v = await open('#t=2022-09-11');
    const entries = await v.page.locator('.entry').count();
    const back = v.page.getByRole('button', { name: 'Day back' });
    for (let i = 0; i < 3; i++) await back.click();
    await addressed(v.page, /t=2022-09-08/);
    await loaded(v.page);
    assert.equal(await textOf(v.page, '#date-card'), 'Control on Thu, 8 September 2022 As known now. Strong: recaptured since 2 Sept');
    assert.ok((await v.page.locator('.entry').count()) < entries);
    assert.equal(await entry(v.page, 'Izium').count(), 0);
    assert.equal(await textOf(v.page, '.numbers .held b'), '1');

    for (let i = 0; i < 3; i++) await v.page.goBack();
    await loaded(v.page);
    await entry(v.page, 'Izium').waitFor();
    assert.equal(await v.page.locator('.entry').count(), entries);
    await quiet(v);
  });

  test('can be picked, within the data', async () => {
    const v = await open();
    const field = v.page.locator('input[type=date]');
    assert.equal(await field.getAttribute('min'), '2022-02-24');
    await field.evaluate((input: HTMLInputElement) => {
      input.value = '2022-10-01';
      input.dispatchEvent(new Event('change'));
    });
    await v.page.getByText('Control on Sat, 1 October 2022').waitFor();
    assert.ok(await v.page.getByRole('button', { name: 'Day on' }).isEnabled());
    await v.page.getByRole('button', { name: 'Latest' }).click();
    await v.page.getByText('Control on Sun, 18 February 2024').waitFor();
    assert.ok(await v.page.getByRole('button', { name: 'Day on' }).isDisabled());
    await quiet(v);
  });

  test('never moves the map', async () => {
    const v = await open(kharkiv);
    await v.page.getByRole('button', { name: 'Day back' }).click();
    await addressed(v.page, /#map=9\/49\.5\/37\.2&t=2022-09-10$/);
    await quiet(v);
  });
});

describe('the link', () => {
  test('that is copied shows the same in a fresh profile, pixel by pixel', async () => {
    const context = { ...desk, permissions: ['clipboard-read', 'clipboard-write'] };
    const v = await open('#t=2022-11-12', context);
    await entry(v.page, 'Kherson').click();
    await v.page.waitForTimeout(600); // the map comes to rest
    await v.page.getByRole('button', { name: 'Copy link' }).first().click();
    await v.page.getByText('Copied').waitFor();
    const link = await v.page.evaluate(() => navigator.clipboard.readText());
    assert.match(link, /#map=[\d.]+\/[\d.]+\/[\d.]+&t=2022-11-12&since=2022-11-06&place=\d+$/);

    const other = await visit(shared.browser, link, context);
    await loaded(other.page);
    for (const layer of [1, 2]) {
      const canvas = (page: Page) => page.locator('#map canvas').nth(layer);
      const here = await canvas(v.page).evaluate((c: HTMLCanvasElement) => c.toDataURL());
      assert.ok((await canvas(other.page).evaluate(difference, here)) < 0.001, `canvas ${layer}`);
    }
    assert.equal(await other.page.locator('#place').innerText(), await v.page.locator('#place').innerText());
    await quiet(v);
    await quiet(other);
  });

  test('that is bad in parts says so in one line and shows the usual view', async () => {
    const v = await open('#map=99/1/2&t=2022-02-30&utm_source=x');
    assert.match(await textOf(v.page, '.notice'), /^Part of the link could not be read \(map, t\)/);
    await v.page.getByText('Control on Sun, 18 February 2024').waitFor();
    await v.page.getByRole('button', { name: 'Dismiss' }).click();
    assert.equal(await v.page.locator('.notice').count(), 0);
    await quiet(v);
  });

  test('decides theme and language once, the reader’s choice is kept', async () => {
    const v = await open('#theme=dark&lang=uk');
    assert.match(await textOf(v.page, '#list h2'), /^Що змінилося/);
    assert.equal(await v.page.locator('html').getAttribute('data-theme'), 'dark');
    assert.equal(await v.page.locator('html').getAttribute('lang'), 'uk');
    await v.page.getByRole('button', { name: 'Світлі кольори' }).click();
    await v.page.goto(shared.server.url);
    await v.page.reload();
    await loaded(v.page);
    assert.equal(await v.page.locator('html').getAttribute('data-theme'), 'light');
    assert.match(await textOf(v.page, '#list h2'), /^What changed/);
    await quiet(v);
  });
});

describe('the keyboard alone', () => {
  test('searches, opens, reads, steps the date and goes back, and never loses the focus', async () => {
    const v = await open('#t=2022-09-11');
    const { page } = v;
    await page.keyboard.press('/');
    await page.keyboard.type('ізю');
    await page.getByRole('option', { name: /Izium/ }).waitFor();
    await page.keyboard.press('Enter');
    assert.equal(await focused(page), 'Izium Ізюм');
    await page.keyboard.press('[');
    await page.getByText('Control on Sat, 10 September 2022').waitFor();
    assert.equal(await focused(page), 'Izium Ізюм');
    await page.keyboard.press(']');
    await page.getByText('Control on Sun, 11 September 2022').waitFor();
    await page.keyboard.press('Escape');
    assert.match(await focused(page), /Izium/);

    await page.keyboard.press('j');
    const next = await focused(page);
    await page.keyboard.press('k');
    assert.equal(await focused(page), 'Izium Ізюм');
    assert.notEqual(next, 'Izium Ізюм');

    await page.keyboard.press('?');
    await page.getByRole('heading', { name: 'How to read the map' }).waitFor();
    await page.keyboard.press('Escape');
    assert.equal(await page.locator('dialog[open]').count(), 0);
    assert.equal(await focused(page), 'Izium Ізюм');
    await page.keyboard.press('d');
    await page.getByRole('heading', { name: 'Download' }).waitFor();
    await page.keyboard.press('Escape');
    await quiet(v);
  });

  test('walks through every change once and stops at the ends', async () => {
    const v = await open();
    const names = await v.page.locator('.entry .names b').allTextContents();
    const places = names.filter((name, i) => name !== names[i - 1]);
    const walked: string[] = [];
    for (let i = 0; i <= places.length; i++) {
      await v.page.keyboard.press('j');
      walked.push((await focused(v.page)).split(' ')[0] ?? '');
    }
    assert.deepEqual(walked.slice(0, -1), places.map((name) => name.split(' ')[0]));
    assert.equal(walked.at(-1), walked.at(-2));
    await quiet(v);
  });

  test('reaches everything in order: skip link, header, list', async () => {
    const v = await open();
    await v.page.keyboard.press('Tab');
    assert.equal(await focused(v.page), 'Skip to the list of changes');
    await v.page.keyboard.press('Enter');
    assert.equal(await v.page.evaluate(() => document.activeElement?.id), 'list');
    assert.equal(hash(v.page), '');
    await v.page.keyboard.press('Tab');
    assert.match(await focused(v.page), /Avdiivka/);
    await quiet(v);
  });

  test('leaves letters alone while typing, and when switched off', async () => {
    const v = await open();
    await v.page.keyboard.press('/');
    await v.page.keyboard.type('jd?');
    assert.equal(await v.page.locator('dialog[open]').count(), 0);
    assert.equal(await v.page.getByRole('combobox').first().inputValue(), 'jd?');
    await v.page.keyboard.press('Escape');
    await v.page.getByRole('button', { name: 'Keyboard and how' }).click();
    await v.page.getByLabel('Single-key shortcuts').uncheck();
    await v.page.keyboard.press('Escape');
    await v.page.keyboard.press('j');
    assert.ok(await v.page.locator('#place').isHidden());
    await quiet(v);
  });
});

describe('a phone', () => {
  test('has a sheet in three sizes, and the map takes the room that is left', async () => {
    const v = await open(kharkiv, phone);
    const height = async (selector: string) => (await v.page.locator(selector).boundingBox())?.height ?? 0;
    const grab = v.page.locator('#grab');
    const half = [await height('#panel'), await height('#map')] as const;
    await grab.click();
    assert.ok((await height('#panel')) > 600);
    await grab.click();
    assert.ok((await height('#panel')) < 140);
    assert.ok((await height('#map')) > half[1]);
    await v.page.locator('#map canvas').first().waitFor();

    const box = await grab.boundingBox();
    assert.ok(box);
    await v.page.mouse.move(box.x + box.width / 2, box.y + 10);
    await v.page.mouse.down();
    await v.page.mouse.move(box.x + box.width / 2, box.y - 200, { steps: 5 });
    await v.page.mouse.up();
    assert.equal(await height('#panel'), half[0]);
    await quiet(v);
  });

  test('keeps language, link and help in a menu that Escape closes', async () => {
    const v = await open('', phone);
    const more = v.page.getByRole('button', { name: 'More', exact: true });
    await more.click();
    await v.page.getByRole('combobox', { name: 'Language' }).waitFor();
    await v.page.keyboard.press('Escape');
    assert.equal(await more.getAttribute('aria-expanded'), 'false');
    await more.click();
    await v.page.getByRole('combobox', { name: 'Language' }).selectOption('uk');
    assert.match(await textOf(v.page, '#list h2'), /^Що змінилося/);
    await quiet(v);
  });

  test('at 320 pixels has no sideways scrolling, nor has a desk with text of twice the size', async () => {
    for (const width of [320, 1440]) {
      const v = await open('', { ...desk, viewport: { width, height: 800 } });
      if (width > 320) await v.page.evaluate(() => document.documentElement.style.setProperty('font-size', '200%'));
      const wider = await v.page.evaluate(() =>
        [...document.querySelectorAll('body, #header, #list, #place, #legend, #date-bar')]
          .filter((e) => e.scrollWidth > e.clientWidth + 1 && e.clientWidth > 0)
          .map((e) => `${e.id || e.tagName}: ${e.scrollWidth} > ${e.clientWidth}`),
      );
      assert.deepEqual(wider, [], `at ${width}`);
      await quiet(v);
    }
  });
});

test('a reader who wants less motion gets none after a pan', async () => {
  const v = await open(kharkiv, { ...desk, reducedMotion: 'reduce' });
  await v.page.mouse.move(900, 400);
  await v.page.mouse.down();
  await v.page.mouse.move(700, 350, { steps: 4 });
  await v.page.mouse.up();
  await v.page.getByRole('button', { name: 'Zoom in' }).click();
  const running = await v.page.evaluate(() => document.getAnimations().filter((a) => a.playState === 'running').length);
  assert.equal(running, 0);
  assert.equal(await v.page.locator('.leaflet-zoom-anim, .leaflet-pan-anim').count(), 0);
  await quiet(v);
});

test('nothing weighs more than it may', async () => {
  const sizes: Promise<{ url: string; bytes: number }>[] = [];
  const weigh = (page: Page) =>
    Promise.resolve(page.on('requestfinished', (r) => sizes.push(r.sizes().then((s) => ({ url: r.url(), bytes: s.responseBodySize })))));
  const v = await visit(shared.browser, shared.server.url, desk, weigh);
  await loaded(v.page);
  await v.page.waitForLoadState('networkidle');
  const all = await Promise.all(sizes);
  const sum = (pattern: RegExp) => all.filter(({ url }) => pattern.test(url)).reduce((n, { bytes }) => n + bytes, 0);
  const weights = { scripts: sum(/\.js$/), styles: sum(/\.css$/), all: sum(/./), requests: all.length };
  console.log(weights);
  assert.ok(weights.scripts > 30_000 && weights.scripts <= 90_000, 'scripts');
  assert.ok(weights.styles > 1_000 && weights.styles <= 15_000, 'styles');
  assert.ok(weights.all <= 230_000, 'everything');
  assert.ok(weights.requests <= 14, 'requests');
  await quiet(v);
});
