// Small screens, large text, and readers who want less motion.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Page } from 'playwright-core';
import { desk, legend, listedNames, loaded, openAt, phone, quiet, textOf, type Visit } from './browser.ts';
import { serveTexts } from './server.ts';
import { setUp } from './setup.ts';
import { kharkiv, september } from './texts.ts';

const shared = setUp(() => serveTexts(...september));

const open = (hash = '', options = desk): Promise<Visit> => openAt(shared, hash, options);

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

  test('has the legend folded at first, and a place brings the sheet up', async () => {
    const v = await open(kharkiv, phone);
    const toggles = v.page.locator('#legend .toggle');
    assert.ok(!(await toggles.first().isVisible()));
    const button = v.page.getByRole('button', { name: 'Legend' });
    await button.click();
    assert.equal(await button.getAttribute('aria-expanded'), 'true');
    await toggles.first().waitFor();
    const [header, opened] = [await v.page.locator('#header').boundingBox(), await v.page.locator('.legend-body').boundingBox()];
    assert.ok(header && opened && opened.y >= header.y + header.height - 1, 'the legend stands over the header');
    assert.ok(((await legend(v.page))['Ukrainian-held'] ?? 0) > 0);
    await button.click();
    await toggles.first().waitFor({ state: 'hidden' });

    const listed = await listedNames(v.page);
    await v.page.locator('#grab').click();
    assert.equal(await v.page.evaluate(() => document.body.dataset['sheet']), 'full');
    await v.page.waitForTimeout(100);
    assert.deepEqual(await listedNames(v.page), listed); // also where nothing of the map is seen
    await v.page.locator('#grab').click();
    assert.equal(await v.page.evaluate(() => document.body.dataset['sheet']), 'peek');
    await v.page.keyboard.press('j');
    await v.page.locator('#place h2[data-ready]').waitFor();
    assert.equal(await v.page.evaluate(() => document.body.dataset['sheet']), 'half');
    assert.ok((await v.page.locator('#place h2').boundingBox())?.y);
    const small = await v.page.locator('button:visible').evaluateAll((all) =>
      all.map((e) => ({ name: e.textContent.trim() || (e.getAttribute('aria-label') ?? ''), box: e.getBoundingClientRect() })).filter(({ box }) => box.width < 24 || box.height < 24).map(({ name }) => name),
    );
    assert.deepEqual(small, []);
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
    await v.page.getByText(/^Що змінилося/).waitFor();
    assert.match(await textOf(v.page, '#list h2'), /^Що змінилося/);
    await quiet(v);
  });
});

describe('without sideways scrolling', () => {
  /** What is wider than its box. */
  const wider = (page: Page) =>
    page.evaluate(() =>
      [...document.querySelectorAll('html, body, #header, #panel, #notice, #list, #place, #legend, #date-bar, dialog[open]')]
        .filter((e) => e.scrollWidth > e.clientWidth + 1 && e.clientWidth > 0)
        .map((e) => `${e.id || e.tagName}: ${e.scrollWidth} > ${e.clientWidth}`),
    );

  const devices = [
    ['320 pixels', { ...desk, viewport: { width: 320, height: 800 } }, ''],
    ['320 pixels, in Ukrainian', { ...phone, viewport: { width: 320, height: 640 } }, '&lang=uk'],
    ['a desk with text of twice the size', desk, ''],
  ] as const;
  for (const [name, options, more] of devices) {
    test(name, async () => {
      const v = await open(kharkiv + more, options);
      if (options === desk) await v.page.evaluate(() => document.documentElement.style.setProperty('font-size', '200%'));
      assert.deepEqual(await wider(v.page), [], 'the list');
      await v.page.locator('.check input').first().check();
      await v.page.locator('.chip').nth(2).click();
      assert.deepEqual(await wider(v.page), [], 'filtered');
      await v.page.locator('.chip').first().click();
      await v.page.locator('.entry').first().click();
      await loaded(v.page);
      assert.deepEqual(await wider(v.page), [], 'a place');
      await v.page.keyboard.press('l');
      assert.deepEqual(await wider(v.page), [], 'the legend');
      for (const key of ['d', '?']) {
        await v.page.keyboard.press(key);
        await v.page.locator('dialog[open]').waitFor();
        assert.deepEqual(await wider(v.page), [], `the dialog of ${key}`);
        await v.page.keyboard.press('Escape');
      }
      await quiet(v);
    });
  }
});

test('a reader who wants less motion gets none after a pan, a zoom, a step and a place', async () => {
  const v = await open(kharkiv, { ...desk, reducedMotion: 'reduce' });
  const still = async (after: string) => {
    const running = await v.page.evaluate(() => document.getAnimations().filter((a) => a.playState === 'running').length);
    assert.equal(running, 0, after);
    assert.equal(await v.page.locator('.leaflet-zoom-anim, .leaflet-pan-anim').count(), 0, after);
  };
  await v.page.mouse.move(900, 400);
  await v.page.mouse.down();
  await v.page.mouse.move(700, 350, { steps: 4 });
  await v.page.mouse.up();
  await still('a pan');
  await v.page.getByRole('button', { name: 'Zoom in' }).click();
  await still('a zoom');
  await v.page.getByRole('button', { name: 'Day back' }).click();
  await still('a step');
  await v.page.goto(shared.server.url + kharkiv);
  await v.page.reload();
  await loaded(v.page);
  await v.page.locator('.entry').first().click();
  await still('a place');
  await quiet(v);
});
