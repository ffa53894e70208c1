// axe-core finds no violation in any state, theme and size; each is kept as a picture to look at.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Page } from 'playwright-core';
import { desk, entry, loaded, phone, quiet, shoot, violations, visit } from './browser.ts';
import { serveSamples } from './server.ts';
import { setUp } from './setup.ts';

const shared = setUp(serveSamples);

const shown = '#map=8.5/49.5/37.2&t=2022-09-12';

/** Opens a place that only the baseline tells of. */
async function baseline(page: Page): Promise<void> {
  await page.getByRole('combobox').first().fill('Simferopol');
  await page.getByRole('option', { name: /Simferopol/ }).first().click();
  await page.locator('#place h2[data-ready]').waitFor();
}

const states: [name: string, hash: string, reach: (page: Page) => Promise<unknown>][] = [
  ['list', shown, () => Promise.resolve()],
  ['whole', '', () => Promise.resolve()],
  ['place', shown, (page) => entry(page, 'Izium').click()],
  ['claim', shown, (page) => entry(page, 'Velykyi Burluk').click()],
  ['search', shown, (page) => page.getByRole('combobox').first().fill('ku')],
  ['nothing found', shown, (page) => page.getByRole('combobox').first().fill('xyzzy')],
  ['download', shown, (page) => page.getByRole('button', { name: /^(Download|Завантажити)$/ }).click()],
  ['help', shown, (page) => page.keyboard.press('?')],
  ['empty', '#t=2022-01-01', () => Promise.resolve()],
  ['then', shown + '&known=then', () => Promise.resolve()],
  ['further back', shown + '&since=2022-09-01', (page) => page.locator('.further').scrollIntoViewIfNeeded()],
  ['held before', shown, baseline],
  ['bad link', '#map=x&t=x', () => Promise.resolve()],
  ['ukrainian', shown + '&lang=uk', (page) => entry(page, 'Ізюм').click()],
];

for (const [device, options] of [
  ['1440', desk],
  ['390', phone],
] as const) {
  for (const colorScheme of ['light', 'dark'] as const) {
    test(`${device} ${colorScheme}`, async (t) => {
      for (const [name, hash, reach] of states) {
        await t.test(name, async () => {
          const v = await visit(shared.browser, shared.server.url + hash, { ...options, colorScheme });
          await loaded(v.page);
          await reach(v.page);
          await v.page.waitForTimeout(400);
          await shoot(v.page, `${name.replace(' ', '-')}-${device}-${colorScheme}`);
          assert.deepEqual(await violations(v.page), []);
          await quiet(v);
        });
      }
    });
  }
}
