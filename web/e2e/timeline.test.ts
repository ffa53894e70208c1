// The timeline: its columns, its two handles, the buttons, Play, on a desk and on a phone.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Locator, Page } from 'playwright-core';
import type { Bucket } from '../src/api.ts';
import { desk, loaded, openAt, phone, quiet, shoot, textOf, violations, type Visit } from './browser.ts';
import { serveSamples } from './server.ts';
import { setUp } from './setup.ts';

const shared = setUp(serveSamples);

const autumn = '#map=8/49.5/37.2&t=2022-09-11';
const open = (hash = autumn, options = desk): Promise<Visit> => openAt(shared, hash, options);

const start = (page: Page): Locator => page.getByRole('slider', { name: 'Changes counted from' });
const last = (page: Page): Locator => page.getByRole('slider', { name: 'Date shown' });
const button = (page: Page, name: string): Locator => page.locator('#date-bar').getByRole('button', { name, exact: true });

/** Both handles, as they are read out. */
const handles = (page: Page) => Promise.all([start(page), last(page)].map(async (h) => (await h.getAttribute('aria-valuetext')) ?? ''));

async function says(page: Page, from: string, to: string): Promise<void> {
  await page.locator(`.handle.from[aria-valuetext$="${from}"]`).waitFor();
  await page.locator(`.handle.to[aria-valuetext$="${to}"]`).waitFor();
}

/** The last day with a change, some days earlier, and in words. */
async function lastDay(back = 0): Promise<{ day: string; words: string }> {
  const end = (await buckets('')).at(-1)?.date ?? '';
  const date = new Date(Date.parse(end) - back * 86_400_000);
  const words = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' }).format(date);
  return { day: date.toISOString().slice(0, 10), words };
}

/** The days between two. */
const days = (from: string, to: string) => (Date.parse(to) - Date.parse(from)) / 86_400_000;

/** Waits until the strip has come to rest: it is drawn a frame after a change, and then glides. */
const rest = (page: Page): Promise<void> =>
  page.evaluate(async () => {
    const where = () => [...document.querySelectorAll<HTMLElement>('.plot .handle')].map((e) => e.style.left).join();
    for (let still = 0, last = ''; still < 6; last = where()) {
      await new Promise(requestAnimationFrame);
      still = where() === last ? still + 1 : 0;
    }
  });

/** Where the middle of a day is on the page: by the handles, between which the window lies. */
async function placeOf(page: Page, day: string, window = ['2022-09-05', '2022-09-11'] as const): Promise<{ x: number; y: number }> {
  await rest(page);
  const [left, right] = await Promise.all([start(page), last(page)].map((h) => h.evaluate((e: HTMLElement) => parseFloat(e.style.left))));
  const box = await page.locator('.plot').boundingBox();
  assert.ok(box && left !== undefined && right !== undefined);
  const perDay = (right - left) / (days(...window) + 1);
  return { x: box.x + left + (days(window[0], day) + 0.5) * perDay, y: box.y + box.height * 0.62 };
}

async function pull(page: Page, from: { x: number; y: number }, by: number): Promise<void> {
  await page.mouse.move(from.x, from.y);
  await page.mouse.down();
  await page.mouse.move(from.x + by / 2, from.y, { steps: 4 });
  await page.mouse.move(from.x + by, from.y, { steps: 4 });
}

async function middle(locator: Locator): Promise<{ x: number; y: number }> {
  await rest(locator.page());
  const box = await locator.boundingBox();
  assert.ok(box);
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
}

async function buckets(by: string): Promise<Bucket[]> {
  const answer = (await (await fetch(`${shared.server.url}timeline?of=changes${by}`)).json()) as { buckets: Bucket[] };
  return answer.buckets;
}

describe('the handles', () => {
  test('go by day, week and to the ends, say the date in words, and never cross', async () => {
    const { page, ...v } = await open();
    await says(page, '5 September 2022', '11 September 2022');
    assert.match((await last(page).getAttribute('aria-valuetext')) ?? '', /^Sunday,? 11 September 2022$/);
    assert.equal(await last(page).getAttribute('aria-valuenow'), String(days('2022-02-24', '2022-09-11')));
    assert.equal(await last(page).getAttribute('aria-valuemin'), await start(page).getAttribute('aria-valuenow'));
    assert.equal(await start(page).getAttribute('aria-valuemin'), '0');
    assert.equal(await start(page).getAttribute('aria-valuemax'), await last(page).getAttribute('aria-valuenow'));

    await last(page).focus();
    await page.keyboard.press('ArrowRight');
    await says(page, '5 September 2022', '12 September 2022');
    await page.keyboard.press('PageUp');
    await says(page, '5 September 2022', '19 September 2022');
    await page.keyboard.press('ArrowDown');
    await says(page, '5 September 2022', '18 September 2022');
    await page.keyboard.press('Home');
    await says(page, '5 September 2022', '5 September 2022');
    await page.keyboard.press('ArrowLeft');
    await says(page, '5 September 2022', '5 September 2022');
    await page.keyboard.press('End');
    const end = await lastDay();
    await says(page, '5 September 2022', end.words);
    assert.ok(await last(page).evaluate((e) => e === document.activeElement));
    await page.getByText(new RegExp(`^Control on .* ${end.words}$`)).waitFor();

    await page.goto(`${shared.server.url}${autumn}&since=2022-09-05`);
    await start(page).focus();
    await page.keyboard.press('PageDown');
    await says(page, '29 August 2022', '11 September 2022');
    await page.keyboard.press('ArrowUp');
    await says(page, '30 August 2022', '11 September 2022');
    await page.keyboard.press('End');
    await page.keyboard.press('ArrowRight');
    await says(page, '11 September 2022', '11 September 2022');
    await page.keyboard.press('Home');
    await says(page, '24 February 2022', '11 September 2022');
    assert.ok(await start(page).evaluate((e) => e === document.activeElement));
    await page.waitForURL(/since=2022-02-24/);
    await quiet({ page, ...v });
  });

  test('are pulled; the date follows, and Back undoes it once', async () => {
    const { page, ...v } = await open();
    const [a, b] = [await placeOf(page, '2022-09-11'), await placeOf(page, '2022-09-14')];
    await pull(page, await middle(last(page)), b.x - a.x);
    await page.getByText('Control on Wed, 14 September 2022').waitFor(); // while it is held
    await page.waitForTimeout(400); // longer than the address waits
    await page.mouse.up();
    await says(page, '5 September 2022', '14 September 2022');
    await page.waitForURL(/t=2022-09-14&since=2022-09-05/);
    await loaded(page);
    await page.goBack();
    await says(page, '5 September 2022', '11 September 2022');
    assert.match(page.url(), /t=2022-09-11$/);
    await page.goForward();
    await says(page, '5 September 2022', '14 September 2022');
    await page.goBack();
    await says(page, '5 September 2022', '11 September 2022');

    await pull(page, await middle(start(page)), b.x - a.x);
    await page.mouse.up();
    await says(page, '8 September 2022', '11 September 2022');
    await quiet({ page, ...v });
  });

  test('stop at each other, and take the strip along at its edge', async () => {
    const { page, ...v } = await open();
    await pull(page, await middle(last(page)), -600);
    await page.mouse.up();
    await says(page, '5 September 2022', '5 September 2022');
    await page.goBack();
    await says(page, '5 September 2022', '11 September 2022');

    const box = await page.locator('.plot').boundingBox();
    assert.ok(box);
    const from = await middle(last(page));
    await pull(page, from, box.x + box.width - 6 - from.x);
    await page.waitForFunction(() => Number(document.querySelector('.handle.to')?.getAttribute('aria-valuenow')) > 215);
    await page.mouse.up();
    // Out of sight, it waits at the rim and comes to the hand.
    await page.mouse.move(box.x + box.width / 2, box.y + 20);
    await page.mouse.wheel(0, -2000);
    await page.locator('.handle.to.beyond').waitFor();
    const rim = await middle(last(page));
    const days = async () => Number(await last(page).getAttribute('aria-valuenow'));
    const far = await days();
    await pull(page, rim, -200);
    await page.mouse.up();
    await page.waitForFunction((most) => Number(document.querySelector('.handle.to')?.getAttribute('aria-valuenow')) < most, far - 20);
    await quiet({ page, ...v });
  });

  test('move together when the window between them is pulled', async () => {
    const { page, ...v } = await open();
    const [a, b] = [await placeOf(page, '2022-09-08'), await placeOf(page, '2022-09-10')];
    await pull(page, a, b.x - a.x);
    await page.mouse.up();
    await says(page, '7 September 2022', '13 September 2022');
    await quiet({ page, ...v });
  });
});

describe('the columns', () => {
  test('count what the server counts, by the day of the change and by that of the report', async () => {
    for (const [known, by] of [
      ['', ''],
      ['&known=then', '&by=published'],
    ] as const) {
      const { page, ...v } = await open(autumn + known);
      const counted = await buckets(by);
      await page.waitForLoadState('networkidle');
      let some = 0;
      for (const day of ['2022-09-06', '2022-09-07', '2022-09-08', '2022-09-10', '2022-09-11', '2022-09-12']) {
        const at = await placeOf(page, day);
        await page.mouse.move(at.x, at.y);
        const b = counted.find((bucket) => bucket.date === day);
        const parts = b ? [`${b.recaptured} recaptured`, `${b.claimed} only claimed`, `${b.contested} newly contested`, `${b.lost} lost`, `${b.other} other`] : [];
        const tally = parts.filter((p) => !p.startsWith('0 ')).join(', ');
        if (tally) some++;
        const words = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' }).format(new Date(day));
        const caption = await textOf(page, '.caption p');
        if (tally) assert.match(caption, new RegExp(`^\\w{3}, ${words}: ${tally}$`));
        else assert.match(caption, /^Changes/);
      }
      assert.ok(some >= 2, `only ${some} of the days have changes`);
      await page.mouse.move(10, 300);
      assert.equal(await textOf(page, '.caption p'), known ? 'Changes first reported per day: lost below the line' : 'Changes per day: lost below the line');
      await quiet({ page, ...v });
    }
  });

  test('lead to their day by a click; its label and the rest of the page follow', async () => {
    const { page, ...v } = await open();
    const at = await placeOf(page, '2022-09-14');
    await page.mouse.click(at.x, at.y);
    await says(page, '8 September 2022', '14 September 2022');
    await page.getByText('Control on Wed, 14 September 2022').waitFor();
    await page.goBack();
    await says(page, '5 September 2022', '11 September 2022');
    await quiet({ page, ...v });
  });

  test('are weeks when the whole period is in sight, and both handles are apart and in reach', async () => {
    const { page, ...v } = await open();
    await button(page, 'Whole period').click();
    await page.getByText('Changes per week: lost below the line').waitFor();
    assert.equal(await button(page, 'Whole period').getAttribute('aria-pressed'), 'true');
    assert.equal(await button(page, 'More days').getAttribute('aria-disabled'), 'true');
    const [a, b] = [await middle(start(page)), await middle(last(page))];
    assert.ok(b.x - a.x >= 24, `${b.x - a.x} pixels apart`);
    await shoot(page, 'timeline-whole');

    await pull(page, a, -100);
    await page.mouse.up();
    const [from = '', to = ''] = await handles(page);
    assert.match(to, / 11 September 2022$/);
    assert.doesNotMatch(from, / 5 September 2022$/);
    await page.goBack();
    await says(page, '5 September 2022', '11 September 2022');

    const box = await page.locator('.plot').boundingBox();
    assert.ok(box);
    await page.mouse.click(box.x + box.width * 0.8, box.y + 40);
    await page.locator('.handle.to[aria-valuetext^="Sunday"]:not([aria-valuetext$="11 September 2022"])').waitFor();

    await button(page, 'Whole period').click();
    await page.getByText('Changes per day: lost below the line').waitFor();
    await quiet({ page, ...v });
  });

  test('are scrolled by the wheel and by their axis; the date stays', async () => {
    const { page, ...v } = await open();
    const where = () => start(page).evaluate((e: HTMLElement) => parseFloat(e.style.left));
    await rest(page);
    const before = await where();
    const box = await page.locator('.plot').boundingBox();
    assert.ok(box);
    await page.mouse.move(box.x + 100, box.y + 30);
    await page.mouse.wheel(0, 120);
    await rest(page);
    const wheeled = await where();
    assert.ok(Math.abs(before - wheeled - 120) < 2, `${before} → ${wheeled}`);
    await pull(page, { x: box.x + box.width / 2, y: box.y + box.height - 6 }, 60);
    await page.mouse.up();
    await rest(page);
    const pulled = await where();
    assert.ok(Math.abs(pulled - wheeled - 60) < 2, `${wheeled} → ${pulled}`);
    await says(page, '5 September 2022', '11 September 2022');
    await quiet({ page, ...v });
  });
});

describe('the buttons', () => {
  test('set the length of the window; another length is told', async () => {
    const { page, ...v } = await open(autumn + '&since=2022-08-20');
    const pressed = () => page.locator('.switch').first().locator('[aria-pressed=true]').allInnerTexts();
    assert.deepEqual(await pressed(), []);
    assert.match(await textOf(page, '.caption p'), /window of 23 days$/);
    for (const [name, from] of [
      ['1 day', '11 September 2022'],
      ['14 days', '29 August 2022'],
      ['7 days', '5 September 2022'],
    ] as const) {
      await button(page, name).click();
      await says(page, from, '11 September 2022');
      assert.deepEqual(await pressed(), [name]);
    }
    assert.doesNotMatch(await textOf(page, '.caption p'), /window/);
    await quiet({ page, ...v });
  });

  test('keep the focus where they can do no more', async () => {
    const [end, before] = [await lastDay(), await lastDay(1)];
    const { page, ...v } = await open(`#t=${before.day}`);
    await button(page, 'Day on').focus();
    await page.keyboard.press('Enter');
    await page.getByText(new RegExp(`^Control on .* ${end.words}$`)).waitFor();
    assert.ok(await button(page, 'Day on').isDisabled());
    assert.ok(await button(page, 'Latest').isDisabled());
    assert.ok(await button(page, 'Day on').evaluate((e) => e === document.activeElement));
    await page.keyboard.press('Enter');
    await says(page, (await lastDay(6)).words, end.words);
    await quiet({ page, ...v });
  });
});

describe('Play', () => {
  test('moves the date by a day at a time, leaves no trail, and stops at a step of the reader', async () => {
    const { page, ...v } = await open('#t=2022-09-08');
    const trail = await page.evaluate(() => history.length);
    await button(page, 'Play').click();
    await page.getByText('Control on Fri, 9 September 2022').waitFor();
    const began = Date.now();
    await page.getByText('Control on Sun, 11 September 2022').waitFor();
    assert.ok(Date.now() - began >= 900, // the first may be seen late
      `two days in ${Date.now() - began} ms`);
    assert.equal(await page.evaluate(() => history.length), trail);
    await button(page, 'Day back').click();
    await button(page, 'Play').waitFor();
    const [, stopped] = await handles(page);
    await page.waitForTimeout(1500);
    assert.equal((await handles(page))[1], stopped);

    await button(page, 'Play').click();
    await button(page, 'Pause').click();
    await button(page, 'Play').waitFor();
    await page.evaluate(() => (document.activeElement as HTMLElement).blur());
    await page.keyboard.press(' ');
    await button(page, 'Pause').waitFor();
    await page.evaluate(() => {
      Object.defineProperty(document, 'hidden', { get: () => true });
      document.dispatchEvent(new Event('visibilitychange'));
    });
    await button(page, 'Play').waitFor();
    await quiet({ page, ...v });
  });

  test('stops at the last day, and begins from there at the first one in sight', async () => {
    const [end, before] = [await lastDay(), await lastDay(2)];
    const { page, ...v } = await open(`#t=${before.day}`);
    await button(page, 'Play').click();
    await page.getByText(new RegExp(`^Control on .* ${end.words}$`)).waitFor();
    await button(page, 'Play').waitFor();
    await rest(page);
    await button(page, 'Play').click();
    await page.locator(`.handle.to[aria-valuetext$="${(await lastDay(21)).words}"]`).waitFor(); // 22 days have room
    await button(page, 'Pause').waitFor();
    await quiet({ page, ...v });
  });

  test('is slower for a reader who wants less motion, and nothing glides', async () => {
    const { page, ...v } = await open('#t=2022-09-08', { ...desk, reducedMotion: 'reduce' });
    await button(page, 'Play').click();
    await page.getByText('Control on Fri, 9 September 2022').waitFor();
    const began = Date.now();
    await page.getByText('Control on Sat, 10 September 2022').waitFor();
    assert.ok(Date.now() - began >= 1500, `${Date.now() - began} ms`);
    await button(page, 'Pause').click();
    assert.equal(await page.evaluate(() => document.getAnimations().filter((a) => a.playState === 'running').length), 0);
    await quiet({ page, ...v });
  });
});

describe('on a phone', () => {
  test('what has no room is one button away, and Escape goes back to it', async () => {
    const { page, ...v } = await open(autumn, phone);
    assert.ok(await button(page, '14 days').isHidden());
    const more = page.locator('.more');
    await more.click();
    await button(page, '14 days').click();
    await says(page, '29 August 2022', '11 September 2022');
    await button(page, 'As reported then').click();
    await page.waitForURL(/known=then/);
    assert.deepEqual(await violations(page), []);
    await shoot(page, 'timeline-more');
    await button(page, 'Latest').click();
    await page.getByText(new RegExp(`^Control on .* ${(await lastDay()).words}$`)).waitFor();
    await button(page, '1 day').focus();
    await page.keyboard.press('Escape');
    assert.ok(await button(page, '14 days').isHidden());
    assert.ok(await more.evaluate((e) => e === document.activeElement));
    await quiet({ page, ...v });
  });

  test('every target has 44 pixels, also when the handles stand together', async () => {
    const { page, ...v } = await open(autumn + '&since=2022-09-11', phone);
    await rest(page);
    for (const target of await page.locator('#date-bar').locator('button:visible, .handle').all()) {
      const box = await target.boundingBox();
      const name = await target.getAttribute('aria-label');
      assert.ok(box && box.width >= 44 && box.height >= 44, `${name}: ${box?.width} × ${box?.height}`);
    }
    const [a, b] = await Promise.all([start(page).boundingBox(), last(page).boundingBox()]);
    assert.ok(a && b && a.x + a.width <= b.x + 0.5, 'the handles lie on each other');
    await quiet({ page, ...v });
  });

  test('a finger pulls a handle, scrolls, and two show more days', async () => {
    const { page, ...v } = await open(autumn, phone);
    await rest(page);
    const touch = await page.context().newCDPSession(page);
    const send = (type: 'touchStart' | 'touchMove' | 'touchEnd', ...points: { x: number; y: number }[]) =>
      touch.send('Input.dispatchTouchEvent', { type, touchPoints: points.map((p, id) => ({ ...p, id })) });
    const swipe = async (from: { x: number; y: number }, by: number) => {
      await send('touchStart', from);
      for (let i = 1; i <= 5; i++) await send('touchMove', { x: from.x + (by * i) / 5, y: from.y });
      await send('touchEnd');
    };
    const [a, b] = [await placeOf(page, '2022-09-11'), await placeOf(page, '2022-09-13')];
    await swipe(await middle(last(page)), b.x - a.x);
    await says(page, '5 September 2022', '13 September 2022');

    const where = () => start(page).evaluate((e: HTMLElement) => parseFloat(e.style.left));
    await rest(page);
    const before = await where();
    const box = await page.locator('.plot').boundingBox();
    assert.ok(box);
    await swipe({ x: box.x + box.width - 60, y: box.y + box.height - 8 }, -50);
    await rest(page);
    assert.ok(before - (await where()) > 40, `${before} → ${await where()}`);

    await send('touchStart', { x: 60, y: box.y + 20 }, { x: 330, y: box.y + 20 });
    await send('touchMove', { x: 130, y: box.y + 20 }, { x: 260, y: box.y + 20 });
    await send('touchMove', { x: 170, y: box.y + 20 }, { x: 215, y: box.y + 20 });
    await send('touchEnd');
    await page.locator('.unit', { hasText: 'Changes per week' }).waitFor();
    await says(page, '5 September 2022', '13 September 2022');
    await quiet({ page, ...v });
  });
});

test('axe-core finds no violation with the whole period in sight, and nothing scrolls sideways', async () => {
  for (const colorScheme of ['light', 'dark'] as const) {
    const { page, ...v } = await open(autumn + '&since=2022-08-20', { ...desk, colorScheme });
    await button(page, 'Whole period').click();
    assert.deepEqual(await violations(page), []);
    await quiet({ page, ...v });
  }
  for (const [width, text] of [
    [320, '100%'],
    [390, '100%'],
    [800, '100%'],
    [1440, '200%'],
  ] as const) {
    for (const lang of ['en', 'uk']) {
      const { page, ...v } = await open(`${autumn}&lang=${lang}`, { ...desk, viewport: { width, height: 800 } });
      await page.evaluate((size) => document.documentElement.style.setProperty('font-size', size), text);
      if (await page.locator('.more').isVisible()) await page.locator('.more').click();
      const wider = await page.evaluate(() =>
        [...document.querySelectorAll('#date-bar, .choices, .steps, .caption')]
          .filter((e) => e.scrollWidth > e.clientWidth + 1 && e.clientWidth > 0)
          .map((e) => `${e.id || e.className}: ${e.scrollWidth} > ${e.clientWidth}`),
      );
      assert.deepEqual(wider, [], `${lang}, ${width}, ${text}`);
      await quiet({ page, ...v });
    }
  }
});

test('in another theme and language the strip is drawn anew', async () => {
  const { page, ...v } = await open();
  const picture = () => page.locator('.plot canvas').evaluate((c: HTMLCanvasElement) => c.toDataURL());
  await rest(page);
  const before = await picture();
  await page.getByRole('button', { name: 'Dark colours' }).click();
  await rest(page);
  assert.notEqual(await picture(), before);
  await quiet({ page, ...v });
});
