// A picture of the present view: the PNG has the map in its colours, the SVG is shapes and text, and both look the same.

import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { promisify } from 'node:util';
import type { Page } from 'playwright-core';
import { desk, legend, loaded, openAt, phone, quiet, visit, type Visit } from './browser.ts';
import { serveSamples, serveTexts } from './server.ts';
import { setUp } from './setup.ts';

const shared = setUp(serveSamples);
const view = '#map=8.5/49.3/37&t=2022-09-11';

/** Takes the picture as a reader does. */
async function take(page: Page, form: 'png' | 'svg'): Promise<{ name: string; data: Buffer }> {
  if (!(await page.locator('dialog[open]').count())) await page.getByRole('button', { name: /^(Download|Завантажити)$/ }).click();
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: new RegExp(`^(Picture|Зображення), ${form.toUpperCase()}$`) }).click(),
  ]);
  const path = await download.path();
  const data = await readFile(path);
  const shots = process.env['SHOTS'];
  if (shots) {
    mkdirSync(shots, { recursive: true });
    await writeFile(join(shots, download.suggestedFilename()), data);
  }
  return { name: download.suggestedFilename(), data };
}

/** What a page of its own sees of images, each as large as it is or of that size. */
interface Eyes {
  width: number;
  height: number;
  /** How many pixels of some rows come near to a colour. */
  near(name: string, colour: readonly [number, number, number], rows: [from: number, to: number], within?: number): Promise<number>;
  /** How far two images are apart, on the mean of all channels, 0 to 255. */
  apart(a: string, b: string): Promise<number>;
  close(): Promise<void>;
}

async function look(images: Record<string, string>, size?: { width: number; height: number }): Promise<Eyes> {
  const context = await shared.browser.newContext();
  const page = await context.newPage();
  const sizes = await page.evaluate(
    async ({ images, size }) => {
      const seen: Record<string, ImageData> = {};
      for (const [name, src] of Object.entries(images)) {
        const image = Object.assign(new Image(), { src });
        await image.decode();
        const { width, height } = size ?? { width: image.naturalWidth, height: image.naturalHeight };
        const ctx = Object.assign(document.createElement('canvas'), { width, height }).getContext('2d');
        ctx?.drawImage(image, 0, 0, width, height);
        if (ctx) seen[name] = ctx.getImageData(0, 0, width, height);
      }
      Object.assign(window, { seen });
      return Object.values(seen).map(({ width, height }) => ({ width, height }));
    },
    { images, size },
  );
  return {
    width: sizes[0]?.width ?? 0,
    height: sizes[0]?.height ?? 0,
    near: (name, colour, rows, within = 6) =>
      page.evaluate(
        ({ name, colour, rows, within }) => {
          const image = (window as unknown as { seen: Record<string, ImageData> }).seen[name];
          let count = 0;
          for (let i = 4 * rows[0] * (image?.width ?? 0); i < 4 * rows[1] * (image?.width ?? 0); i += 4) {
            if (colour.every((v, k) => Math.abs(v - (image?.data[i + k] ?? 0)) <= within)) count++;
          }
          return count;
        },
        { name, colour, rows, within },
      ),
    apart: (a, b) =>
      page.evaluate(
        ([a, b]) => {
          const { seen } = window as unknown as { seen: Record<string, ImageData> };
          const [one, two] = [seen[a]?.data ?? [], seen[b]?.data ?? []];
          if (one.length === 0 || one.length !== two.length) return Infinity;
          let sum = 0;
          for (let i = 0; i < one.length; i++) sum += Math.abs((one[i] ?? 0) - (two[i] ?? 0));
          return sum / one.length;
        },
        [a, b] as const,
      ),
    close: () => context.close(),
  };
}

const asUrl = (data: Buffer, type: string) => `data:${type};base64,${data.toString('base64')}`;

const teal = [15, 118, 110] as const; // marks of what is held
const rust = [180, 82, 43] as const;

async function openSvg(text: string, read: string): Promise<unknown> {
  const page = await (await shared.browser.newContext()).newPage();
  try {
    return await page.evaluate(`(() => { const doc = new DOMParser().parseFromString(${JSON.stringify(text)}, 'image/svg+xml'); return (${read})(doc); })()`);
  } finally {
    await page.context().close();
  }
}

test('the PNG has twice the pixels of the map, its marks in their colours, and is named by the date', async () => {
  const v = await openAt(shared, view);
  const { page } = v;
  const map = await page.locator('#map').boundingBox();
  assert.ok(map);
  const { name, data } = await take(page, 'png');
  assert.equal(name, 'retaken-2022-09-11.png');
  assert.equal(data.readUInt32BE(16), 2 * map.width);
  assert.ok(data.readUInt32BE(20) > 2 * map.height + 300, 'no room for the legend');
  const eyes = await look({ it: asUrl(data, 'image/png') });
  const [top, bottom] = [2 * 58, 2 * (58 + Math.floor(map.height))];
  const counts = {
    teal: await eyes.near('it', teal, [top, bottom]),
    rust: await eyes.near('it', rust, [top, bottom]),
    legendTeal: await eyes.near('it', teal, [bottom, eyes.height]),
    legendRust: await eyes.near('it', rust, [bottom, eyes.height]),
    paper: (await eyes.near('it', [255, 255, 255], [bottom, eyes.height], 0)) / ((eyes.height - bottom) * eyes.width),
  };
  await eyes.close();
  assert.ok(counts.teal > 1000 && counts.rust > 100, `the map has few marks: ${JSON.stringify(counts)}`);
  assert.ok(counts.legendTeal > 50 && counts.legendRust > 50 && counts.paper > 0.5, `the legend lacks something: ${JSON.stringify(counts)}`);
  await quiet(v);
});

test('the map of the picture is the map of the page', async () => {
  const v = await openAt(shared, view, { ...desk, deviceScaleFactor: 2 });
  const { page } = v;
  // Without what lies on the map in the picture, its date and its scale: the middle of the map.
  const cut = { top: 300, height: 700 };
  const onPage = await page.locator('#map canvas').evaluateAll((all, cut) => {
    const map = document.getElementById('map')?.getBoundingClientRect();
    if (!map) throw new Error('no map');
    const canvas = Object.assign(document.createElement('canvas'), { width: 2 * map.width, height: cut.height });
    for (const layer of all) {
      const { left, top } = layer.getBoundingClientRect();
      canvas.getContext('2d')?.drawImage(layer as HTMLCanvasElement, 2 * (left - map.left), 2 * (top - map.top) - cut.top);
    }
    return canvas.toDataURL();
  }, cut);
  const { data } = await take(page, 'png');
  const inPicture = await page.evaluate(
    async ({ src, from, height }) => {
      const image = Object.assign(new Image(), { src });
      await image.decode();
      const canvas = Object.assign(document.createElement('canvas'), { width: image.naturalWidth, height });
      canvas.getContext('2d')?.drawImage(image, 0, -from);
      return canvas.toDataURL();
    },
    { src: asUrl(data, 'image/png'), from: 2 * 58 + cut.top, height: cut.height },
  );
  const eyes = await look({ onPage, inPicture });
  const apart = await eyes.apart('onPage', 'inPicture');
  await eyes.close();
  assert.ok(apart < 0.5, `they are ${apart} apart`);
  await quiet(v);
});

test('the SVG holds names, legend, date and address as text, and looks like the PNG', async () => {
  const v = await openAt(shared, view);
  const { page } = v;
  const counts = await legend(page);
  const png = await take(page, 'png');
  const { name, data } = await take(page, 'svg');
  assert.equal(name, 'retaken-2022-09-11.svg');
  const text = data.toString('utf8');
  const read = (await openSvg(
    text,
    `(doc) => ({
      error: doc.querySelector('parsererror')?.textContent ?? null,
      texts: [...doc.querySelectorAll('text:not([aria-hidden])')].map((t) => t.textContent),
      title: doc.querySelector('title').textContent,
      others: [...doc.querySelectorAll('script, foreignObject, a, style, animate, set, iframe')].length,
      handlers: [...doc.querySelectorAll('*')].flatMap((e) => [...e.attributes]).filter((a) => /^on|^style$/.test(a.name)).length,
      addresses: [...doc.querySelectorAll('[href]')].map((e) => e.getAttribute('href').slice(0, 22)),
      shapes: doc.querySelectorAll('path').length,
    })`,
  )) as { error: string | null; texts: string[]; title: string; others: number; handlers: number; addresses: string[]; shapes: number };
  assert.equal(read.error, null);
  assert.equal(read.others + read.handlers, 0);
  assert.deepEqual([...new Set(read.addresses)], ['data:image/png;base64,'], 'something but the mask of the fade is an image');
  assert.equal(read.addresses.length, 1);
  assert.ok(read.shapes > 50);
  assert.match(read.title, /Control on Sun, 11 September 2022/);
  for (const wanted of ['Izium', 'Kupiansk', 'Balakliia', 'Control on Sun, 11 September 2022', 'Ukrainian-held', 'Russian-occupied', 'Claimed by one side', 'KHARKIV OBLAST']) {
    assert.ok(read.texts.includes(wanted), `no ${wanted} among ${read.texts.join(' | ')}`);
  }
  assert.ok(read.texts.includes(String(counts['Ukrainian-held'])), 'the legend has no counts');
  const all = read.texts.join(' ');
  assert.match(all, /Changes of 5\s*[–-]\s*11 September 2022\./);
  assert.match(all, /As known now/);
  assert.match(all, /not a surveyed front line/);
  assert.match(all, /GeoNames, CC BY 4\.0/);
  assert.ok(all.includes(`This view: ${shared.server.url}#map=8.5/49.3`), all);
  assert.match(all, /\d+ km/);

  const size = { width: 1048, height: Math.round((1048 * png.data.readUInt32BE(20)) / png.data.readUInt32BE(16)) };
  const images: Record<string, string> = { png: asUrl(png.data, 'image/png'), svg: asUrl(data, 'image/svg+xml') };

  // Another program reads it too, where there is one.
  const folder = await mkdtemp(join(tmpdir(), 'retaken-svg-'));
  try {
    await writeFile(join(folder, 'in.svg'), data);
    await promisify(execFile)('rsvg-convert', [join(folder, 'in.svg'), '-w', String(size.width), '-h', String(size.height), '-o', join(folder, 'out.png')]);
    images['rsvg'] = asUrl(await readFile(join(folder, 'out.png')), 'image/png');
  } catch (failure) {
    if ((failure as NodeJS.ErrnoException).code !== 'ENOENT') throw failure;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
  const eyes = await look(images, size);
  const differences = await Promise.all(Object.keys(images).map((name) => eyes.apart('png', name)));
  await eyes.close();
  assert.ok(Math.max(...differences) < 5, `they are ${differences.join(', ')} apart`);
  await quiet(v);
});

test('it is in the reader’s language and colours, and says what is switched off', async () => {
  const v = await openAt(shared, `${view}&lang=uk&off=occupied&known=then`, { ...phone, colorScheme: 'dark' });
  const { page } = v;
  const png = await take(page, 'png');
  assert.equal(png.data.readUInt32BE(16), 2 * 390);
  const eyes = await look({ it: asUrl(png.data, 'image/png') });
  const dark = (await eyes.near('it', [21, 26, 29], [0, eyes.height], 1)) / (eyes.width * eyes.height);
  await eyes.close();
  assert.ok(dark > 0.2, `of the picture only ${dark} is dark`);
  const { data } = await take(page, 'svg');
  const text = data.toString('utf8').replace(/<[^>]*>/g, ' ').replace(/\s+/g, ' ');
  for (const wanted of ['Ізюм', 'Під контролем України', 'Тут вимкнено', 'Як повідомляли тоді', 'Цей вигляд']) assert.ok(text.includes(wanted), `no ${wanted}: ${text}`);
  await quiet(v);
});

test('markup in what a reader has filtered by stays text', async () => {
  const publisher = `<i>Desk</i> "'&<script>alert(1)</script>`;
  const server = await serveTexts(`Date: 2022-09-11\nTitle: T\nSource: ${publisher}\n\nUkrainian forces recaptured Izium on Saturday, the army said.\n`);
  const v: Visit = await visit(shared.browser, `${server.url}${view}&src=${encodeURIComponent(publisher)}`);
  try {
    await loaded(v.page);
    const { data } = await take(v.page, 'svg');
    const read = (await openSvg(
      data.toString('utf8'),
      `(doc) => ({ error: doc.querySelector('parsererror')?.textContent ?? null, scripts: doc.querySelectorAll('script, i').length, text: doc.querySelector('desc').textContent })`,
    )) as { error: string | null; scripts: number; text: string };
    assert.equal(read.error, null);
    assert.equal(read.scripts, 0);
    assert.ok(read.text.includes(publisher), read.text);
    await take(v.page, 'png');
    await quiet(v);
  } finally {
    await server.stop();
  }
});
