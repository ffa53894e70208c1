// Writes pictures of the map: to the path in SHOT the one for the README, into the folder in THEATRE the
// areas on days that are well known, to be looked at.

import { mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { desk, entry, launch, loaded, phone, visit } from './browser.ts';
import { serveChronicle } from './server.ts';

const { SHOT: shot, THEATRE: theatre } = process.env;
if (!shot && !theatre) throw new Error('SHOT and THEATRE are empty: name the picture to write, such as ../docs/map.png, or a folder for those of the theatre');

const [server, browser] = await Promise.all([serveChronicle(), launch()]);

async function picture(hash: string, path: string, options = desk, place?: string): Promise<void> {
  const { page } = await visit(browser, server.url + hash, options);
  await loaded(page);
  if (place) await entry(page, place).click();
  await page.waitForTimeout(500);
  mkdirSync(dirname(path), { recursive: true });
  await page.screenshot({ path });
  await page.context().close();
}

if (shot) await picture('#map=8.5/49.45/37.3&t=2022-09-12', shot, desk, 'Izium');

if (theatre) {
  for (const day of ['2022-03-25', '2022-09-05', '2022-09-12', '2022-11-13', '2024-08-20']) {
    await picture(`#t=${day}&map=6.5/48.6/34.6`, join(theatre, `${day}.png`));
  }
  const then = '#t=2022-09-08&known=then&map=8/49.4/37';
  await picture(then, join(theatre, '2022-09-08-then.png'));
  await picture(then.replace('then', 'now'), join(theatre, '2022-09-08-now.png'));
  await picture('#t=2022-09-12&map=6.5/48.6/34.6', join(theatre, '2022-09-12-dark.png'), { ...desk, colorScheme: 'dark' });
  for (const colorScheme of ['light', 'dark'] as const) {
    await picture('#t=2022-09-12&map=7/49.2/37', join(theatre, `2022-09-12-phone-${colorScheme}.png`), { ...phone, colorScheme });
  }
}

await browser.close();
await server.stop();
