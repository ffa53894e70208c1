// The real program with a database of its own: articles in, a map on a free port.

import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const root = fileURLToPath(new URL('../../', import.meta.url));
const program = process.env['RETAKEN_BIN'] ?? join(root, 'bin/retaken');
const run = promisify(execFile);

export interface Server {
  url: string;
  /** A collection's features, as the server has them. */
  features<T>(address: string): Promise<Feature<T>[]>;
  /** Has more articles read into the database that is being served. */
  ingest(...texts: string[]): Promise<void>;
  stop(): Promise<void>;
}

export interface Feature<T> {
  id: number;
  geometry: { coordinates: [lon: number, lat: number] };
  properties: T;
}

const articles = join(root, 'data/articles');

// Ten of the shipped articles: few enough to be counted by a reader.
const samples = [
  '2022-09-07-balakliia-fighting',
  '2022-09-08-balakliia',
  '2022-09-10-kupiansk-izium',
  '2022-09-11-counteroffensive',
  '2022-09-12-kharkivshchyna',
  '2022-10-01-lyman',
  '2022-10-04-davydiv-brid',
  '2022-11-12-kherson',
  '2023-05-21-bakhmut',
  '2024-02-18-avdiivka',
].map((name) => join(articles, name + '.txt'));

/** Serves the samples. */
export const serveSamples = (): Promise<Server> => serve(samples);

/** Serves all shipped articles, as `make demo` does. */
export async function serveChronicle(): Promise<Server> {
  const names = (await readdir(articles)).filter((name) => /^\d.*\.txt$/.test(name)).sort();
  return serve(names.map((name) => join(articles, name)));
}

/** Serves articles given as text. */
export const serveTexts = (...texts: string[]): Promise<Server> => asFiles(texts, (files) => serve(files));

/** Does something with articles as files of their own. */
async function asFiles<T>(texts: string[], use: (files: string[]) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'retaken-articles-'));
  const files = texts.map((_, i) => join(folder, `${i + 1}.txt`));
  await Promise.all(files.map((file, i) => writeFile(file, texts[i] ?? '')));
  try {
    return await use(files);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Serves a gazetteer of 33,000 places and so many made-up articles, of three reports each. */
export const serveMany = (articles: number): Promise<Server> =>
  serve([], (db) => run('go', ['run', './tools/bench', '-fill', db, '-articles', String(articles)], { cwd: root }));

async function serve(files: string[], fill?: (db: string) => Promise<unknown>): Promise<Server> {
  const folder = await mkdtemp(join(tmpdir(), 'retaken-db-'));
  const db = join(folder, 'e2e.db');
  const ingest = (files: string[]) => run(program, ['ingest', '--db', db, ...files]).then(() => undefined);
  if (files.length) await ingest(files);
  await fill?.(db);
  const child = spawn(program, ['serve', '--db', db, '--addr', '127.0.0.1:0'], { stdio: ['ignore', 'pipe', 'pipe'] });
  const said: string[] = [];
  child.stderr.on('data', (chunk: Buffer) => said.push(chunk.toString()));
  const url = await new Promise<string>((resolve, reject) => {
    createInterface(child.stdout).on('line', (line) => {
      const address = /listening on (\S+)/.exec(line)?.[1];
      if (address) resolve(address + '/');
    });
    child.once('exit', (code) => reject(new Error(`${program} serve ended with ${code}: ${said.join('')}`)));
  });
  return {
    url,
    async features<T>(address: string) {
      const answer = (await (await fetch(url + address)).json()) as { features: Feature<T>[] };
      return answer.features;
    },
    ingest: (...texts) => asFiles(texts, ingest),
    async stop() {
      child.kill();
      await once(child, 'exit');
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Writes the samples as static files into a folder. */
export async function publishSamples(into: string, ...flags: string[]): Promise<void> {
  await run(program, ['publish', '--db', await samplesRead(), ...flags, into]);
}

let read: Promise<string> | undefined;

/** A database with the samples, read once for all copies of a run. */
const samplesRead = (): Promise<string> =>
  (read ??= (async () => {
    const folder = await mkdtemp(join(tmpdir(), 'retaken-db-'));
    process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
    const db = join(folder, 'e2e.db');
    await run(program, ['ingest', '--db', db, ...samples]);
    return db;
  })());
