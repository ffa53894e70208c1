// Text from articles is hostile: whatever it holds, it stays text, inside its box.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { entry, listedNames, loaded, openAt, openPlace, pixelOf, quiet, shoot, type Visit } from './browser.ts';
import { serveTexts } from './server.ts';
import { setUp } from './setup.ts';

const markup = '<img src=x onerror=alert(1)><script>alert(2)</script>';
const long = 'x'.repeat(5000);

const shared = setUp(() =>
  serveTexts(
    `Date: 2022-09-11\nTitle: <b>Bold</b> ${markup}\nSource: <i>Desk</i> ${markup}\nURL: javascript:alert(3)\n\nUkrainian forces recaptured Izium on Saturday, ${markup}, the army said.\n`,
    `Date: 2022-09-11\nTitle: Turned\nSource: \u202eksed\nURL: https://example.org/a"onmouseover="alert(4)\n\nUkrainian forces have liberated Kupiansk \u202e\u2066 ${long} on Saturday.\n`,
  ),
);

const open = (hash = ''): Promise<Visit> => openAt(shared, hash);

test('markup in a quote, a title and a publisher is shown as it was written: list, panel, choice of sources, card beside the mouse', async () => {
  const v = await open('#map=9/49.4/37.4');
  const list = await v.page.locator('#list').innerText();
  assert.ok(list.includes('<img src=x onerror=alert(1)>') && list.includes('<i>Desk</i>'), list);
  assert.ok((await v.page.getByLabel('Sources').innerText()).includes('<i>Desk</i>'));
  const izium = (await shared.server.features('collections/control/items?name=Izium'))[0] ?? assert.fail();
  const { x, y } = await pixelOf(v.page, ...izium.geometry.coordinates);
  await v.page.mouse.move(x, y);
  await v.page.locator('#hover').waitFor();
  assert.ok((await v.page.locator('#hover').innerText()).includes('<img src=x'));
  await shoot(v.page, 'hostile-hover');

  await openPlace(v.page, 'Izium');
  const panel = await v.page.locator('#place').innerText();
  assert.ok(panel.includes('<img src=x onerror=alert(1)>'), panel);
  assert.ok(panel.includes('<i>Desk</i>'), panel);
  assert.equal(await v.page.locator('#panel img, #panel script, #place i, #place article b, #hover img, #list i, #list .quote b').count(), 0);
  assert.equal(await v.page.locator('a[href^="javascript"]').count(), 0);
  await shoot(v.page, 'hostile');

  // A publisher is chosen by name, whatever it holds; the address and the file hold to it.
  await v.page.keyboard.press('Escape');
  const name = (await v.page.getByLabel('Sources').locator('optgroup').first().locator('option').first().textContent()) ?? '';
  await v.page.getByLabel('Sources').selectOption(name);
  await v.page.waitForURL(/src=/);
  const [kept] = await listedNames(v.page);
  await v.page.reload();
  await loaded(v.page);
  assert.deepEqual(await listedNames(v.page), [kept]);
  await quiet(v);
});

test('five thousand letters and marks that turn the text around stay inside their box', async () => {
  const v = await open('#map=9/49.4/37.4');
  const wide = () =>
    v.page.evaluate(() =>
      [...document.querySelectorAll('#panel, #list, #place, #hover, .entry, .report, blockquote')].filter((e) => e.scrollWidth > e.clientWidth + 1).map((e) => e.className || e.id),
    );
  assert.deepEqual(await wide(), []);
  const box = await entry(v.page, 'Kupiansk').locator('.quote').boundingBox();
  assert.ok(box && box.height < 60, 'more than two lines');
  const kupiansk = (await shared.server.features('collections/control/items?name=Kupiansk'))[0] ?? assert.fail();
  const { x, y } = await pixelOf(v.page, ...kupiansk.geometry.coordinates);
  await v.page.mouse.move(x, y);
  await v.page.locator('#hover').waitFor();
  assert.deepEqual(await wide(), []);
  assert.ok(((await v.page.locator('#hover .words').textContent())?.length ?? 999) <= 111);

  await openPlace(v.page, 'Kupiansk');
  assert.deepEqual(await wide(), []);
  assert.ok((await v.page.locator('.report blockquote').first().textContent())?.includes(long), 'it is shortened');
  const link = v.page.locator('.report a').first();
  assert.equal(await link.getAttribute('rel'), 'noopener noreferrer');
  assert.equal(await link.getAttribute('onmouseover'), null);
  assert.match((await link.getAttribute('href')) ?? '', /^https:\/\/example\.org\/a%22onmouseover=%22alert\(4\)$/);
  await quiet(v);
});
