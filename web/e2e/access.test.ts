// axe-core finds no violation in any state, theme and size; each is kept as a picture to look at. A page goes through
// several states, one after the other.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Page } from 'playwright-core';
import { desk, entry, loaded, phone, pixelOf, quiet, shoot, violations, visit } from './browser.ts';
import { serveSamples } from './server.ts';
import { setUp } from './setup.ts';

const shared = setUp(serveSamples);

const shown = '#map=8.5/49.5/37.2&t=2022-09-12';

type Step = [name: string, reach: (page: Page) => Promise<unknown>];

const nothing = () => Promise.resolve();
const escape = (page: Page) => page.keyboard.press('Escape');
const button = (page: Page, name: RegExp) => page.getByRole('button', { name });

/** Finds a place by its name. */
async function seek(page: Page, name: string): Promise<void> {
  await page.getByRole('combobox').first().fill(name);
  await page.getByRole('option', { name: new RegExp(name) }).first().click();
  await loaded(page);
}

async function point(page: Page): Promise<void> {
  const izium = (await shared.server.features('collections/control/items?name=Izium'))[0] ?? assert.fail();
  const { x, y } = await pixelOf(page, ...izium.geometry.coordinates);
  await page.mouse.move(x, y);
}

const legendOpen = async (page: Page) => {
  if (!(await page.locator('.toggle').first().isVisible())) await button(page, /^Legend$/).click();
};

const visits: [hash: string, steps: Step[]][] = [
  [
    shown,
    [
      ['list', nothing],
      ['hover', point],
      ['filtered', async (page) => {
        await page.mouse.move(0, 0);
        await page.getByLabel('Confirmed only').check();
        await button(page, /^Recaptured$/).click();
      }],
      ['filtered away', (page) => button(page, /^Lost$/).click()],
      ['sources', async (page) => {
        await button(page, /^Take the filters away$/).click();
        await page.getByLabel('Sources').selectOption({ index: 1 });
      }],
      ['legend off', async (page) => {
        await page.getByLabel('Sources').selectOption('');
        await legendOpen(page);
        for (const toggle of [0, 2, 3]) await page.locator('.toggle').nth(toggle).click();
      }],
    ],
  ],
  [
    shown + '&since=2022-09-01',
    [
      ['further back', (page) => page.locator('.further').scrollIntoViewIfNeeded()],
      ['claim', (page) => seek(page, 'Velykyi Burluk')],
      ['place', (page) => seek(page, 'Izium')],
      ['held before', (page) => seek(page, 'Simferopol')],
      ['search', (page) => page.getByRole('combobox').first().fill('ku')],
      ['nothing found', (page) => page.getByRole('combobox').first().fill('xyzzy')],
      ['download', async (page) => {
        await escape(page);
        await button(page, /^Download$/).click();
      }],
      ['help', async (page) => {
        await escape(page);
        await page.locator('#list, #place').and(page.locator(':visible')).first().focus();
        await page.keyboard.press('?');
      }],
    ],
  ],
  ['#t=2022-02-24&since=2022-02-24', [['empty', nothing]]],
  [shown + '&known=then', [['then', nothing]]],
  ['#map=x&t=x', [['whole and bad link', nothing]]],
  [shown + '&lang=uk', [['ukrainian', (page) => entry(page, 'Ізюм').click()]]],
];

for (const [device, options] of [
  ['1440', desk],
  ['390', phone],
] as const) {
  for (const colorScheme of ['light', 'dark'] as const) {
    test(`${device} ${colorScheme}`, async (t) => {
      for (const [hash, steps] of visits) {
        const v = await visit(shared.browser, shared.server.url + hash, { ...options, colorScheme });
        await loaded(v.page);
        for (const [name, reach] of steps) {
          if (name === 'hover' && options === phone) continue; // only a mouse asks for it
          await t.test(name, async () => {
            await reach(v.page);
            await loaded(v.page);
            await shoot(v.page, `${name.replaceAll(' ', '-')}-${device}-${colorScheme}`);
            assert.deepEqual(await violations(v.page), []);
          });
        }
        await quiet(v);
      }
    });
  }
}
