// The page beside its reference pictures, at both sizes and in both themes; RENEW=1 takes new ones, which somebody
// then looks at. And the page as people with other colour vision see it, kept to be looked at. The references were
// taken with Debian's Chromium and fonts; elsewhere letters differ.

import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';
import { desk, loaded, phone, quiet, shoot, visit } from '../browser.ts';
import { serveSamples } from '../server.ts';
import { setUp } from '../setup.ts';

const shared = setUp(serveSamples);
const folder = fileURLToPath(new URL('reference/', import.meta.url));
const tolerance = 0.02; // of the pixels
const shown = '#map=8.5/49.45/37.3&t=2022-09-12';

/** The share of the pixels of two pictures that differ visibly. */
async function difference(page: Page, a: string, b: string): Promise<number> {
  return page.evaluate(
    async (sources) => {
      const [a, b] = await Promise.all(
        sources.map(async (source) => {
          const image = new Image();
          image.src = source;
          await image.decode();
          const ctx = Object.assign(document.createElement('canvas'), { width: image.width, height: image.height }).getContext('2d');
          ctx?.drawImage(image, 0, 0);
          return ctx?.getImageData(0, 0, image.width, image.height).data ?? new Uint8ClampedArray();
        }),
      );
      if (!a || !b || a.length !== b.length) return 1;
      let n = 0;
      for (let i = 0; i < a.length; i += 4) {
        if ([0, 1, 2].some((c) => Math.abs((a[i + c] ?? 0) - (b[i + c] ?? 0)) > 32)) n++;
      }
      return (4 * n) / a.length;
    },
    [a, b].map((data) => `data:image/png;base64,${data}`),
  );
}

for (const [device, options] of [
  ['1440', desk],
  ['390', { ...phone, deviceScaleFactor: 1 }],
] as const) {
  for (const colorScheme of ['light', 'dark'] as const) {
    test(`the page at ${device}, ${colorScheme}`, async () => {
      const v = await visit(shared.browser, shared.server.url + shown, { ...options, colorScheme, reducedMotion: 'reduce' });
      await loaded(v.page);
      await v.page.waitForTimeout(800); // names of cities come last
      const picture = (await v.page.screenshot()).toString('base64');
      const reference = `${folder}${device}-${colorScheme}.png`;
      if (process.env['RENEW']) {
        mkdirSync(folder, { recursive: true });
        writeFileSync(reference, picture, 'base64');
      }
      assert.ok(existsSync(reference), `there is no ${reference}: take it with RENEW=1`);
      const share = await difference(v.page, picture, readFileSync(reference, 'base64'));
      if (share > tolerance) await shoot(v.page, `differs-${device}-${colorScheme}`);
      assert.ok(share <= tolerance, `${(100 * share).toFixed(2)} % of the pixels differ`);
      await quiet(v);
    });
  }
}

test('the page with other colour vision is kept as pictures', async () => {
  for (const colorScheme of ['light', 'dark'] as const) {
    const v = await visit(shared.browser, shared.server.url + shown, { ...desk, colorScheme });
    await loaded(v.page);
    const cdp = await v.page.context().newCDPSession(v.page);
    const seen = new Set<string>();
    for (const type of ['deuteranopia', 'protanopia', 'tritanopia', 'achromatopsia'] as const) {
      await cdp.send('Emulation.setEmulatedVisionDeficiency', { type });
      seen.add((await v.page.screenshot()).toString('base64'));
      await shoot(v.page, `${type}-${colorScheme}`);
    }
    assert.equal(seen.size, 4, 'the simulation does nothing');
    await quiet(v);
  }
});
