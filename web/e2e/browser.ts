// A headless Chromium, pages that must stay quiet, and what every story does with them.

import assert from 'node:assert/strict';
import { mkdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium, type Browser, type BrowserContextOptions, type Locator, type Page } from 'playwright-core';

const flags =
  '--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking --disable-component-update --disable-sync';
const shots = process.env['SHOTS'] ?? fileURLToPath(new URL('shots', import.meta.url));
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

const patience = 30_000; // milliseconds, for whatever is waited for

export const launch = (): Promise<Browser> =>
  chromium.launch({ executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium', args: flags.split(' ') });

export const desk: BrowserContextOptions = { viewport: { width: 1440, height: 900 }, locale: 'en-GB' };
export const phone: BrowserContextOptions = {
  viewport: { width: 390, height: 844 },
  locale: 'en-GB',
  hasTouch: true,
  deviceScaleFactor: 2,
};

export interface Visit {
  page: Page;
  /** What the console said, errors of the page, and requests to other hosts. */
  noise: string[];
  requests: string[];
}

const unanswered = new WeakMap<Page, Set<string>>(); // the addresses that a page waits for

/** Opens an address in a fresh profile; `prepare` may meddle with the page's requests first. */
export async function visit(
  browser: Browser,
  url: string,
  options: BrowserContextOptions = desk,
  prepare?: (page: Page) => Promise<unknown>,
): Promise<Visit> {
  const context = await browser.newContext(options);
  context.setDefaultTimeout(patience);
  const page = await context.newPage();
  const v: Visit = { page, noise: [], requests: [] };
  page.on('console', (m) => v.noise.push(`console ${m.type()}: ${m.text()}`));
  page.on('pageerror', (e) => v.noise.push(`error: ${e.message}`));
  page.on('dialog', (d) => {
    v.noise.push(`dialog: ${d.message()}`);
    void d.dismiss();
  });
  const open = new Set<string>();
  unanswered.set(page, open);
  page.on('requestfinished', (r) => open.delete(r.url()));
  page.on('requestfailed', (r) => open.delete(r.url()));
  page.on('request', (r) => {
    open.add(r.url());
    v.requests.push(r.url());
    if (new URL(r.url()).origin !== new URL(url).origin) v.noise.push(`request to ${r.url()}`);
  });
  await prepare?.(page);
  await page.goto(url);
  return v;
}

/** Waits until the list and the map show what was loaded, and the panel the place that is selected. */
export async function loaded(page: Page): Promise<void> {
  try {
    await page.locator('#list .numbers, #list .empty').first().waitFor({ state: 'attached' });
    await page.locator('#busy').waitFor({ state: 'hidden' });
  } catch (cause) {
    throw new Error(`still loading, without an answer: ${[...(unanswered.get(page) ?? [])].join(' ')}`, { cause });
  }
  await page.locator('#map[data-drawn]').waitFor();
  await page.waitForFunction(() => document.querySelector('#place')?.matches('[hidden], :has(h2[data-ready])'));
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
}

/** Opens the page at the address of a view, and waits for it. */
export async function openAt({ browser, server }: { browser: Browser; server: { url: string } }, hash: string, options = desk): Promise<Visit> {
  const v = await visit(browser, server.url + hash, options);
  await loaded(v.page);
  return v;
}

/** The text of the first match, its blanks made one. */
export const textOf = async (page: Page, selector: string): Promise<string> =>
  (await page.locator(selector).first().innerText()).replace(/\s+/g, ' ').trim();

/** What the card on the map says: the day, and by which knowledge. */
export const cardText = async (page: Page): Promise<string> => `${await textOf(page, '#date-card b')} ${await textOf(page, '#date-card span')}`;

/** The newest entry of the list about a place. */
export function entry(page: Page, name: string): Locator {
  return page.locator('.entry').filter({ has: page.locator('.names b', { hasText: new RegExp(`^${name}$`) }) }).first();
}

/** The text of what has the focus, its blanks made one; "" when nothing has. */
export const focused = (page: Page): Promise<string> =>
  page.evaluate(() => {
    const at = document.activeElement;
    return at && at !== document.body ? (at.textContent || (at.getAttribute('aria-label') ?? '')).trim().replace(/\s+/g, ' ') : '';
  });

/** Opens a place from the list. */
export async function openPlace(page: Page, name: string): Promise<void> {
  await entry(page, name).click();
  await loaded(page);
}

/** The numbers of the legend, by the words beside them. */
export async function legend(page: Page): Promise<Record<string, number>> {
  const toggles = await page.locator('#legend .toggle').evaluateAll((all) =>
    all.map((e) => [e.querySelector('span')?.textContent ?? '', Number(e.querySelector('b')?.textContent ?? NaN)] as const),
  );
  return Object.fromEntries(toggles);
}

/** The names in the list, from the newest change on. */
export const listedNames = (page: Page): Promise<string[]> => page.locator('.entry .names b').allTextContents();

/** What the map is drawn of: the base, the ground, marks and names. */
export const pictures = (page: Page): Promise<string[]> => page.locator('#map canvas').evaluateAll((all) => all.map((c) => (c as HTMLCanvasElement).toDataURL()));

/** How many pixels of a canvas are drawn, and in how many colours. They are read from a copy: the browser complains of a canvas that
 * is read again. */
export const drawnOn = (canvas: Locator): Promise<{ pixels: number; colours: number }> =>
  canvas.evaluate((element) => {
    const { width, height } = element as HTMLCanvasElement;
    const copy = width > 0 ? Object.assign(document.createElement('canvas'), { width, height }).getContext('2d', { willReadFrequently: true }) : null;
    copy?.drawImage(element as HTMLCanvasElement, 0, 0);
    const data = new Uint32Array(copy?.getImageData(0, 0, width, height).data.buffer ?? new ArrayBuffer(0));
    return { pixels: data.filter((pixel) => pixel !== 0).length, colours: new Set(data).size };
  });

/** Waits until something is so. */
export async function until(so: () => Promise<boolean>): Promise<void> {
  for (const end = Date.now() + patience; !(await so()); await new Promise((done) => setTimeout(done, 100))) {
    assert.ok(Date.now() < end, `not so after ${patience / 1000} s: ${so.toString()}`);
  }
}

/** Ends a visit, which must have been quiet. */
export async function quiet({ page, noise }: Visit): Promise<void> {
  await page.context().close();
  assert.deepEqual(noise, []);
}

/** Where a place is on the page, by the view that the address names: Mercator around its centre. */
export async function pixelOf(page: Page, lon: number, lat: number): Promise<{ x: number; y: number }> {
  const view = /map=([\d.]+)\/([-\d.]+)\/([-\d.]+)/.exec(page.url());
  assert.ok(view, `no view in ${page.url()}`);
  const [zoom = 0, lat0 = 0, lon0 = 0] = view.slice(1).map(Number);
  const size = 256 * 2 ** zoom;
  const y = (degrees: number) => (0.5 - Math.asinh(Math.tan((degrees * Math.PI) / 180)) / (2 * Math.PI)) * size;
  const box = await page.locator('#map').boundingBox();
  assert.ok(box);
  return { x: box.x + box.width / 2 + ((lon - lon0) / 360) * size, y: box.y + box.height / 2 + y(lat) - y(lat0) };
}

/** Violations of the rules of axe-core, in words. */
export async function violations(page: Page): Promise<string[]> {
  await page.evaluate(axe); // not as a script of the page: its content security policy would stop that
  return page.evaluate(async () => {
    interface Result {
      passes: unknown[];
      violations: { id: string; help: string; nodes: { html: string; failureSummary?: string }[] }[];
    }
    const { axe } = window as unknown as { axe: { run(): Promise<Result> } };
    const { passes, violations } = await axe.run();
    if (passes.length < 10) throw new Error(`axe-core checked only ${passes.length} rules`);
    return violations.flatMap((v) => v.nodes.map((n) => `${v.id}: ${v.help}: ${n.html.slice(0, 160)} ${n.failureSummary ?? ''}`));
  });
}

/** Keeps a picture for a person to look at. */
export async function shoot(page: Page, name: string): Promise<void> {
  mkdirSync(shots, { recursive: true });
  await page.screenshot({ path: join(shots, `${name}.png`) });
}
