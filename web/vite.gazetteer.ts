// Makes modules of the gazetteer's cities and regions, so that the map has names to find one's way by
// before any place has a report, and the panel can say which oblast a place is in.

import { readFileSync } from 'node:fs';
import type { Plugin } from 'vite';

const folder = new URL('../data/', import.meta.url);
const files = { cities: new URL('gazetteer.tsv', folder), regions: new URL('regions.tsv', folder) };

// The least number of inhabitants, in Ukraine and abroad.
const cityFrom = 40_000;
const foreignFrom = 250_000;

const modules: Readonly<Record<string, () => string>> = {
  'virtual:cities': () => `export const cities = ${JSON.stringify(cities())};`,
  'virtual:regions': () => `export const regions = ${JSON.stringify(regions())};`,
};

export const gazetteer: Plugin = {
  name: 'gazetteer',
  resolveId: (id) => (id in modules ? `\0${id}` : undefined),
  load(id) {
    const make = modules[id.slice(1)];
    if (!make || !id.startsWith('\0')) return undefined;
    Object.values(files).forEach((file) => this.addWatchFile(file.pathname));
    return make();
  },
};

function cities() {
  return table(files.cities)
    .filter((row) => Number(row('population')) >= (row('oblast').startsWith('UA-') ? cityFrom : foreignFrom))
    .sort((a, b) => Number(b('population')) - Number(a('population')))
    .map((row) => [row('name'), row('name_uk'), Number(row('population')), degrees(row('lon')), degrees(row('lat'))]);
}

function regions() {
  const isRegion = (ref: string) => /^iso:(UA|RU)-/.test(ref);
  const rows = table(files.regions).filter((row) => isRegion(row('ref')));
  return Object.fromEntries(rows.map((row) => [row('ref').slice('iso:'.length), [row('name'), row('name_uk')]]));
}

const degrees = (text: string) => Number(Number(text).toFixed(3)); // to about 100 m

/** The rows of a table, each as a function from the name of a column to its text. */
function table(file: URL): ((column: string) => string)[] {
  const [head = [], ...rows] = readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line && !line.startsWith('#'))
    .map((line) => line.split('\t'));
  return rows.map((row) => (column) => row[head.indexOf(column)] ?? '');
}
