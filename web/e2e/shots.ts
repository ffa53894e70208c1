// Writes the picture for the README to the path in SHOT.

import { dirname } from 'node:path';
import { mkdirSync } from 'node:fs';
import { desk, entry, launch, loaded, visit } from './browser.ts';
import { serveSamples } from './server.ts';

const path = process.env['SHOT'];
if (!path) throw new Error('SHOT is empty: it must be the path of the picture to write, such as ../docs/map.png');

const [server, browser] = await Promise.all([serveSamples(), launch()]);
const { page } = await visit(browser, server.url + '#map=8.5/49.45/37.3&t=2022-09-12', desk);
await loaded(page);
await entry(page, 'Izium').click();
await page.waitForTimeout(500);
mkdirSync(dirname(path), { recursive: true });
await page.screenshot({ path });
await browser.close();
await server.stop();
