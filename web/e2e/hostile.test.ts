// Text from articles is hostile: whatever it holds, it stays text, inside its box.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { entry, loaded, quiet, shoot, visit } from './browser.ts';
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

test('markup in a quote, a title and a publisher is shown as it was written', async () => {
  const v = await visit(shared.browser, shared.server.url);
  await loaded(v.page);
  await entry(v.page, 'Izium').click();
  const panel = await v.page.locator('#place').innerText();
  assert.ok(panel.includes('<img src=x onerror=alert(1)>'), panel);
  assert.ok(panel.includes('<i>Desk</i>'), panel);
  assert.equal(await v.page.locator('#panel img, #panel script, #place i, #place article b').count(), 0);
  assert.equal(await v.page.locator('a[href^="javascript"]').count(), 0);
  await shoot(v.page, 'hostile');
  await quiet(v);
});

test('five thousand letters and marks that turn the text around stay inside their box', async () => {
  const v = await visit(shared.browser, shared.server.url);
  await loaded(v.page);
  await entry(v.page, 'Kupiansk').click();
  const wide = await v.page.evaluate(() => [...document.querySelectorAll('#panel, #place, .report, blockquote')].filter((e) => e.scrollWidth > e.clientWidth + 1).map((e) => e.className || e.id));
  assert.deepEqual(wide, []);
  const link = v.page.locator('.report a').first();
  assert.equal(await link.getAttribute('rel'), 'noopener noreferrer');
  assert.equal(await link.getAttribute('onmouseover'), null);
  assert.match((await link.getAttribute('href')) ?? '', /^https:\/\/example\.org\/a%22onmouseover=%22alert\(4\)$/);
  await quiet(v);
});
