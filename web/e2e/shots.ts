// Writes pictures of the map: into the folder in DOCS those of the documents, into the one in THEATRE the areas on days
// that are well known, to be looked at.

import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { desk, entry, launch, loaded, phone, visit } from './browser.ts';
import { serveChronicle } from './server.ts';

const { DOCS: docs, THEATRE: theatre } = process.env;
if (!docs && !theatre) throw new Error('DOCS and THEATRE are empty: name the folder for the pictures of the documents, such as ../docs, or for those of the theatre');

const [server, browser] = await Promise.all([serveChronicle(), launch()]);

async function picture(folder: string, name: string, hash: string, options = desk, reach?: (page: Page) => Promise<unknown>): Promise<void> {
  const { page } = await visit(browser, server.url + hash, options);
  await loaded(page);
  await reach?.(page);
  await page.waitForTimeout(800);
  mkdirSync(folder, { recursive: true });
  await page.screenshot({ path: join(folder, `${name}.png`) });
  await page.context().close();
}

const kharkiv = '#map=8.5/49.45/37.3&t=2022-09-12';

if (docs) {
  const open = (name: string) => (page: Page) => entry(page, name).click();
  await picture(docs, 'map', kharkiv);
  await picture(docs, 'map-place', kharkiv, { ...desk, colorScheme: 'dark' }, open('Izium'));
  await picture(docs, 'map-compare', '#map=8/49.3/37.3&t=2022-09-12&vs=2022-09-05');
  await picture(docs, 'map-swipe', '#map=8/49.3/37.3&t=2022-09-12&vs=2022-09-05&swipe=1');
  await picture(docs, 'map-areas', kharkiv, desk, async (page) => {
    await page.getByRole('button', { name: 'Area over time' }).click();
    await page.getByRole('button', { name: 'Show this day on the map' }).waitFor(); // computing the areas takes a while
  });
  await picture(docs, 'map-phone', kharkiv.replace('8.5', '8'), phone);
}

if (theatre) {
  for (const day of ['2022-03-25', '2022-09-05', '2022-09-12', '2022-11-13', '2024-08-20']) {
    await picture(theatre, day, `#t=${day}&map=6.5/48.6/34.6`);
  }
  const then = '#t=2022-09-08&known=then&map=8/49.4/37';
  await picture(theatre, '2022-09-08-then', then);
  await picture(theatre, '2022-09-08-now', then.replace('then', 'now'));
  await picture(theatre, '2022-09-12-dark', '#t=2022-09-12&map=6.5/48.6/34.6', { ...desk, colorScheme: 'dark' });
  for (const colorScheme of ['light', 'dark'] as const) {
    await picture(theatre, `2022-09-12-phone-${colorScheme}`, '#t=2022-09-12&map=7/49.2/37', { ...phone, colorScheme });
  }
}

await browser.close();
await server.stop();
