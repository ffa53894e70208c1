// What a reader sees and does, against the real program with the sample articles.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Page } from 'playwright-core';
import type { Bucket, Change, ControlState } from '../src/api.ts';
import { cardText, desk, entry, focused, legend, listedNames, loaded, openAt, openPlace, pixelOf, quiet, textOf, visit, type Visit } from './browser.ts';
import { serveSamples } from './server.ts';
import { setUp } from './setup.ts';

const shared = setUp(serveSamples);

const kharkiv = '#map=9/49.5/37.2&t=2022-09-11';

const open = (hash = ''): Promise<Visit> => openAt(shared, hash);
const hash = (page: Page) => new URL(page.url()).hash;

/** Waits until the address, which is written a moment later, says so. */
const addressed = (page: Page, pattern: RegExp) => page.waitForURL(pattern, { timeout: 5000 });

const inWords = (day: string) => new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' }).format(new Date(day));

const changesOf = (from: string, to: string, more = '') =>
  shared.server.features<Change>(`collections/control-changes/items?limit=1000&datetime=${from}/${to}${more}`);

describe('the first screen', () => {
  test('opens on the last day with a change: date card, numbers, the newest change first', async () => {
    const v = await open();
    const { buckets } = (await (await fetch(shared.server.url + 'timeline?of=changes')).json()) as { buckets: Bucket[] };
    const last = buckets.at(-1)?.date ?? '';
    assert.match(await cardText(v.page), new RegExp(`^Control on \\w{3}, ${inWords(last)} As known now$`));
    const changes = await changesOf('2024-02-11', last);
    assert.deepEqual(await listedNames(v.page), changes.map((c) => c.properties.name));
    assert.match(await textOf(v.page, '.entry'), /Avdiivka Авдіївка/);
    assert.equal(await textOf(v.page, '.numbers .occupied'), `${changes.filter((c) => c.properties.change === 'lost').length} lost`);
    assert.equal(hash(v.page), '');
    // The list of changes is asked for, and no report but those of a place that is opened.
    assert.deepEqual(v.requests.filter((r) => r.includes('collections/events')), []);
    await quiet(v);
  });

  test('on 11 September 2022 has recaptured what the server says, Izium and Kupiansk among it', async () => {
    const v = await open('#t=2022-09-11');
    assert.equal(await cardText(v.page), 'Control on Sun, 11 September 2022 As known now. Strong colour: recaptured since 5 Sept');
    const recaptured = await v.page.locator('.entry', { has: v.page.locator('.word', { hasText: 'Recaptured' }) }).locator('.names b').allTextContents();
    const places = await shared.server.features<{ name: string; change: string }>('diff?from=2022-09-04&to=2022-09-11&limit=1000');
    const names = places.filter(({ properties }) => properties.change === 'recaptured').map(({ properties }) => properties.name);
    assert.equal(await textOf(v.page, '.numbers .held'), `${names.length} recaptured and 3 more only claimed`);
    assert.equal(await textOf(v.page, '.numbers .contested'), '0 newly contested'); // Balakliia was, until it was recaptured
    assert.equal(await textOf(v.page, '.numbers .occupied'), '0 lost'); // Lyman and Kherson are told as history
    assert.deepEqual(recaptured.toSorted(), names.toSorted());
    for (const name of ['Izium', 'Kupiansk']) assert.ok(recaptured.includes(name), `${name} is not among ${recaptured.join()}`);
    const izium = (await entry(v.page, 'Izium').innerText()).replace(/\s+/g, ' ');
    assert.match(izium, /Izium Ізюм Recaptured/);
    assert.match(izium, /Retaken sample desk, reported \d+ Sept, and \d more/);
    assert.deepEqual(await v.page.locator('.day h3 > span:first-child').allInnerTexts(), [11, 10, 8, 7].map((d) => `${['Sunday', 'Saturday', '', 'Thursday', 'Wednesday'][11 - d]}, ${d} September 2022`));
    await quiet(v);
  });

  test('lists what the map shows, says how much more there is, and follows the map', async () => {
    const v = await open('#map=10.5/49.21/37.28&t=2022-09-11');
    const all = (await changesOf('2022-09-05', '2022-09-11')).length;
    assert.deepEqual(await listedNames(v.page), ['Izium']);
    assert.equal(await textOf(v.page, '.numbers .held'), '1 recaptured');
    assert.equal((await legend(v.page))['Ukrainian-held'], 1);
    assert.equal(await textOf(v.page, '.elsewhere'), `${all - 1} more changes outside of this view. Show all changes`);

    const map = await v.page.locator('#map').boundingBox();
    assert.ok(map);
    const middle = [map.x + map.width / 2, map.y + map.height / 2] as const;
    await v.page.mouse.move(...middle);
    await v.page.mouse.down();
    await v.page.mouse.move(middle[0] + map.width * 0.7, middle[1], { steps: 4 });
    await v.page.waitForTimeout(300); // held still, so that the map stays where it is let go
    await v.page.mouse.up();
    await v.page.getByText('No change in this view between these dates.').waitFor();
    assert.equal(await textOf(v.page, '.elsewhere'), `${all} more changes outside of this view. Show all changes`);
    await addressed(v.page, /#map=10\.5\/49\.2\d*\/36\.\d+&t=2022-09-11$/); // the date stays

    await v.page.locator('.elsewhere button').click();
    await v.page.waitForFunction((n) => document.querySelectorAll('.entry').length === n, all);
    assert.equal(await v.page.locator('.elsewhere').count(), 0);
    await quiet(v);
  });
});

describe('a place', () => {
  const sentence = 'By evening Izium was fully under Ukrainian control';

  async function assertIzium(page: Page): Promise<void> {
    await loaded(page);
    assert.equal(await textOf(page, '#place h2[data-ready]'), 'Izium Ізюм');
    assert.match(await textOf(page, '#place .where'), /^Kharkiv Oblast, population about [\d,]+ 49\.\d{4}° N, 37\.\d{4}° E$/);
    assert.equal(await textOf(page, '#place .status'), 'Ukrainian-held Confirmed, since 10 September 2022');
    const report = page.locator('.report', { hasText: sentence });
    assert.match(await report.innerText(), /Retaken sample desk[\s\S]*published 10 Sept 2022[\s\S]*Source: Institute for the Study of War[\s\S]*Independent/i);
  }

  const izium = async () => (await shared.server.features<ControlState>('collections/control/items?limit=10000&name=Izium'))[0] ?? assert.fail();

  test('opens by a click on its mark or on its ground, with who holds it since when, and the sentence that says so', async () => {
    const v = await open(kharkiv);
    const { id, geometry } = await izium();
    const { x, y } = await pixelOf(v.page, ...geometry.coordinates);
    await v.page.mouse.click(x, y);
    await assertIzium(v.page);
    await addressed(v.page, new RegExp(`&place=${id}$`));

    await v.page.reload();
    await assertIzium(v.page);
    assert.equal(await v.page.title(), 'Izium · Recaptured territory');

    // A kilometre is about 5 pixels here: 17.5 of them are its ground, and farther out there is none.
    const { top = 0 } = (await v.page.locator('#date-card').boundingBox().then((b) => b && { top: b.y })) ?? {};
    assert.ok(y + 110 > top);
    await v.page.mouse.click(x, y + 110);
    await v.page.locator('#place').waitFor({ state: 'hidden' });
    await v.page.mouse.click(x - 20, y + 60);
    await assertIzium(v.page);
    await quiet(v);
  });

  test('is told of beside the mouse on its mark, and only there', async () => {
    const v = await open(kharkiv);
    const { x, y } = await pixelOf(v.page, ...(await izium()).geometry.coordinates);
    const card = v.page.locator('#hover');
    assert.ok(await card.isHidden());
    await v.page.mouse.move(x + 3, y + 3);
    await card.waitFor();
    const text = (await card.innerText()).replace(/\s+/g, ' ').trim();
    assert.match(text, /^Izium Ізюм Ukrainian-held, since 10 Sept 2022 By evening Izium was fully/);
    const [around, on] = [await v.page.locator('#map').boundingBox(), await card.boundingBox()];
    assert.ok(around && on && on.x >= around.x && on.x + on.width <= around.x + around.width);
    await v.page.mouse.move(x + 3, y + 120);
    await card.waitFor({ state: 'hidden' });
    await quiet(v);
  });

  test('opens from the list, shows both sides’ reports apart, and goes back to the entry', async () => {
    const v = await open('#t=2022-09-11');
    await openPlace(v.page, 'Izium');
    await assertIzium(v.page);
    assert.equal(await focused(v.page), 'Izium Ізюм');
    const asked = v.requests.filter((r) => r.includes('collections/events'));
    assert.ok(asked.length === 1 && asked[0]?.includes(`place_id=${(await izium()).id}`), asked.join());
    assert.match(await textOf(v.page, '#place .note'), /^\d quoted reports, 1 of them from the side that lost the place\.$/);
    const tags = (await v.page.locator('.report .tag').allInnerTexts()).map((tag) => tag.toLowerCase());
    assert.ok(tags.includes('russian officials') && tags.includes('independent') && tags.includes('media'), tags.join());
    await v.page.getByText('No report of who held it').waitFor();
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
    await openPlace(v.page, 'Velykyi Burluk');
    assert.match(await textOf(v.page, '#place .status'), /^No evidence of control Claimed by Ukraine since 11 September 2022, not confirmed$/);
    await quiet(v);
  });

  test('is given as GeoJSON', async () => {
    const v = await open('#t=2022-09-11');
    await openPlace(v.page, 'Izium');
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
  test('moves map, list and card together, never the map itself, and Back undoes it', async () => {
    const v = await open(kharkiv);
    const names = await listedNames(v.page);
    const back = v.page.getByRole('button', { name: 'Day back' });
    for (let i = 0; i < 3; i++) await back.click();
    await addressed(v.page, /#map=9\/49\.5\/37\.2&t=2022-09-08$/);
    await loaded(v.page);
    assert.equal(await cardText(v.page), 'Control on Thu, 8 September 2022 As known now. Strong colour: recaptured since 2 Sept');
    assert.deepEqual(await listedNames(v.page), names.slice(-4));
    assert.equal(await textOf(v.page, '.numbers .held b'), '1');

    for (let i = 0; i < 3; i++) await v.page.goBack();
    await v.page.waitForFunction((n) => document.querySelectorAll('.entry').length === n, names.length);
    assert.deepEqual(await listedNames(v.page), names);
    await quiet(v);
  });

  test('can be picked, within the data', async () => {
    const v = await open();
    const field = v.page.locator('input[type=date]').first();
    const [min, last] = [await field.getAttribute('min'), (await field.getAttribute('max')) ?? ''];
    assert.equal(min, '2022-02-24');
    await field.evaluate((input: HTMLInputElement) => {
      input.value = '2022-10-01';
      input.dispatchEvent(new Event('change'));
    });
    await v.page.getByText('Control on Sat, 1 October 2022').waitFor();
    const on = v.page.getByRole('button', { name: 'Day on' });
    assert.ok(await on.isEnabled());
    await field.evaluate((input: HTMLInputElement) => {
      input.value = input.max;
      input.dispatchEvent(new Event('change'));
    });
    await v.page.getByText(inWords(last)).first().waitFor();
    await loaded(v.page);
    assert.ok(await on.isDisabled());
    await quiet(v);
  });
});

test('nothing weighs more than it may', async () => {
  const sizes: Promise<{ url: string; bytes: number }>[] = [];
  const weigh = (page: Page) =>
    Promise.resolve(page.on('requestfinished', (r) => sizes.push(r.sizes().then((s) => ({ url: r.url(), bytes: s.responseBodySize })))));
  const v = await visit(shared.browser, shared.server.url, desk, weigh);
  await loaded(v.page);
  await v.page.waitForTimeout(500); // the stream of news never ends, and with it the network is never idle
  const all = (await Promise.all(sizes)).filter(({ url }) => !url.includes('/late-')); // what comes after the first picture
  const sum = (pattern: RegExp) => all.filter(({ url }) => pattern.test(url)).reduce((n, { bytes }) => n + bytes, 0);
  const weights = { scripts: sum(/\.js$/), styles: sum(/\.css$/), all: sum(/./), requests: all.length };
  console.log(weights);
  assert.ok(weights.scripts > 30_000 && weights.scripts <= 90_000, 'scripts');
  assert.ok(weights.styles > 1_000 && weights.styles <= 15_000, 'styles');
  assert.ok(weights.all <= 230_000, 'everything');
  assert.ok(weights.requests <= 14, 'requests');
  await quiet(v);
});
