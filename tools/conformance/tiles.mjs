// node tiles.mjs ADDRESS: the tiles of every collection against its items, then in two map libraries.
import { VectorTile } from '@mapbox/vector-tile';
import { PbfReader } from 'pbf';
import { drawn } from './tiles_maps.mjs';

const root = process.argv[2].replace(/\/$/, '');
const MVT = 'application/vnd.mapbox-vector-tile';
const REL = 'http://www.opengis.net/def/rel/ogc/1.0/';
let passed = 0;
let failed = 0;

function check(name, good, why = '') {
  good ? passed++ : failed++;
  if (good) console.log(`ok   ${name}`);
  else console.log(`FAIL ${name}: ${typeof why === 'string' ? why : JSON.stringify(why)}`.slice(0, 600));
  return good;
}

async function guarded(name, f) {
  try {
    await f();
  } catch (e) {
    check(name, false, `broke off: ${e.message}`);
  }
}

async function json(url) {
  const r = await fetch(url.startsWith('http') ? url : root + url, { headers: { Accept: 'application/json' } });
  return r.ok && (r.headers.get('content-type') ?? '').includes('json') ? r.json() : null;
}

const link = (doc, rel, type) => doc?.links?.find((l) => l.rel === rel && (!type || l.type === type))?.href;

async function items(id, query = '') {
  const all = new Map();
  let url = `${root}/collections/${id}/items?f=json&limit=10000${query && '&' + query}`;
  while (url) {
    const page = await json(url);
    if (!page) throw new Error(`${url} does not answer 200 with JSON`);
    for (const f of page.features) all.set(f.id, f);
    url = link(page, 'next');
  }
  return all;
}

/** The edges of a tile in degrees, wider by so many of 4096 parts on every side. */
function bounds(z, x, y, wider = 0) {
  const n = 2 ** z;
  const lat = (row) => (Math.atan(Math.sinh(Math.PI * (1 - (2 * row) / n))) * 180) / Math.PI;
  const w = wider / 4096;
  const side = [((x - w) / n) * 360 - 180, lat(y + 1 + w), ((x + 1 + w) / n) * 360 - 180, lat(y - w)];
  return side.map((v, i) => Math.min(Math.max(v, [-180, -90, -180, -90][i]), [180, 90, 180, 90][i]));
}

function tileAt([lon, lat], z) {
  const n = 2 ** z;
  const rad = (lat * Math.PI) / 180;
  return [Math.floor(((lon + 180) / 360) * n), Math.floor(((1 - Math.asinh(Math.tan(rad)) / Math.PI) / 2) * n)];
}

/** The features of a tile by layer; null if the tile is empty. */
async function decoded(url) {
  const r = await fetch(url);
  if (r.status === 204) return {};
  if (r.status !== 200) throw new Error(`${url} answers ${r.status}`);
  const type = r.headers.get('content-type');
  if (type !== MVT) throw new Error(`${url} is of type ${type}`);
  const tile = new VectorTile(new PbfReader(new Uint8Array(await r.arrayBuffer())));
  const layers = {};
  for (const [name, layer] of Object.entries(tile.layers)) {
    layers[name] = Array.from({ length: layer.length }, (_, i) => layer.feature(i));
    layers[name].extent = layer.extent;
    layers[name].version = layer.version;
  }
  return layers;
}

const at = (template, z, x, y) => template.replace('{tileMatrix}', z).replace('{tileRow}', y).replace('{tileCol}', x).replace('{z}', z).replace('{x}', x).replace('{y}', y);
const withQuery = (url, query) => (query ? url + (url.includes('?') ? '&' : '?') + query : url);

/** The first position of a geometry. */
function position(g) {
  let c = g.coordinates;
  while (Array.isArray(c[0])) c = c[0];
  return c;
}

/** The positions of a point or of several. */
const points = (g) => (g?.type === 'MultiPoint' ? g.coordinates : g ? [g.coordinates] : []);

/** One tile of one collection against the items in its box. */
async function compared(name, template, id, z, x, y, query = '') {
  const box = (wider) => `bbox=${bounds(z, x, y, wider).join(',')}`;
  const layers = await decoded(withQuery(at(template, z, x, y), query));
  const features = layers[id] ?? [];
  const inside = await items(id, [box(0), query].filter(Boolean).join('&'));
  // A tile may hold what lies a little outside of it, at most a quarter of its width here.
  const around = await items(id, [box(1024), query].filter(Boolean).join('&'));
  const ids = new Set(features.map((f) => f.id));
  const missing = [...inside].filter(([k, f]) => f.geometry && !ids.has(k)).map(([k]) => k);
  const stray = [...ids].filter((k) => !around.has(k));
  check(`${name} at ${z}/${x}/${y}: the ${inside.size} features in its box are there`, missing.length === 0, { missing: missing.slice(0, 5), of: missing.length });
  check(`${name} at ${z}/${x}/${y}: none from elsewhere`, stray.length === 0 && !ids.has(undefined), stray.slice(0, 5));
  const wrong = [];
  for (const f of features) {
    const p = around.get(f.id)?.properties;
    for (const [k, v] of Object.entries(f.properties)) if (p && p[k] !== v) wrong.push([f.id, k, v, p[k]]);
  }
  check(`${name} at ${z}/${x}/${y}: attributes are those of the items`, wrong.length === 0, wrong.slice(0, 3));
  const off = [];
  for (const f of features.filter((f) => f.type === 1)) {
    const pixel = (360 / 2 ** z / 4096) * 1.01;
    const there = points(around.get(f.id)?.geometry);
    for (const [lon, lat] of points(f.toGeoJSON(x, y, z).geometry)) {
      if (!there.some(([a, b]) => Math.abs(lon - a) <= pixel && Math.abs(lat - b) <= pixel)) off.push([f.id, lon, lat]);
    }
  }
  check(`${name} at ${z}/${x}/${y}: points lie where the items do`, off.length === 0, off.slice(0, 3));
  if (features.length) check(`${name} at ${z}/${x}/${y}: of version 2, 4096 wide`, features.version === 2 && features.extent === 4096, [features.version, features.extent]);
  return features.length;
}

async function tileset(name, url, ids) {
  const set = await json(url);
  if (!check(`${name}: the tileset is there`, set, url)) return;
  const template = link(set, 'item', MVT);
  if (!check(`${name}: it has a template`, template)) return;
  let seen = 0;
  const layers = new Set((set.layers ?? []).map((l) => l.id));
  check(`${name}: it names its layers`, layers.size > 0 && [...layers].every((l) => ids.includes(l)), [...layers]);
  for (const id of ids.filter((i) => layers.has(i))) {
    const all = [...(await items(id)).values()].filter((f) => f.geometry);
    if (all.length === 0) continue;
    // At several zooms the tile of some feature, the same ones in every run.
    for (const [n, z] of [5, 7, 9, 11].entries()) {
      const limits = set.tileMatrixSetLimits?.find((l) => String(l.tileMatrix) === String(z));
      if (!limits) continue;
      const [x, y] = tileAt(position(all[Math.floor((all.length * (n + 1)) / 6)].geometry), z);
      if (z >= 7) seen += await compared(`${name}, ${id}`, template, id, z, x, y);
      else {
        // Far out, small things may be left out; what is there still has to be right.
        const features = (await decoded(at(template, z, x, y)))[id] ?? [];
        const known = await items(id);
        check(`${name}, ${id} at ${z}/${x}/${y}: ${features.length} features, all of the collection`, features.length > 0 && features.every((f) => known.has(f.id)), features.length);
      }
    }
    const [x, y] = tileAt(position(all[0].geometry), 8);
    for (const day of ['2022-03-01', '2022-10-01']) await compared(`${name}, ${id} on ${day}`, template, id, 8, x, y, `datetime=${day}`);
  }
  check(`${name}: the tiles held features`, seen > 0, seen);
}

const collections = ((await json('/collections')) ?? { collections: [] }).collections;
const ids = collections.map((c) => c.id);
const list = link(await json('/'), REL + 'tilesets-vector');
if (check('the landing page links the tilesets', list)) {
  for (const t of (await json(list))?.tilesets ?? []) await guarded('tiles of everything', () => tileset('tiles of everything', link(t, 'self'), ids));
}
const documents = [];
for (const c of collections) {
  const url = link(c, REL + 'tilesets-vector');
  if (!check(`${c.id}: links its tilesets`, url)) continue;
  for (const t of (await json(url))?.tilesets ?? []) await guarded(`tiles of ${c.id}`, () => tileset(`tiles of ${c.id}`, link(t, 'self'), [c.id]));
  await guarded(`TileJSON of ${c.id}`, async () => {
    const address = `${root}/tiles/${c.id}/tilejson.json`;
    const doc = await json(address);
    if (!check(`TileJSON of ${c.id}`, doc?.tilejson?.startsWith('3.'), `${address} is no TileJSON 3`)) return;
    const plain = doc.tiles?.[0] ?? '';
    check(`TileJSON of ${c.id}: tiles, zooms, bounds, layers`, ['{z}', '{x}', '{y}'].every((v) => plain.includes(v)) && plain.startsWith('http') && doc.minzoom >= 0 && doc.maxzoom > doc.minzoom && doc.bounds?.length === 4 && doc.vector_layers?.some((l) => l.id === c.id && Object.keys(l.fields).length > 0), doc);
    const [f] = [...(await items(c.id)).values()].filter((f) => f.geometry);
    if (f) {
      const z = Math.min(9, doc.maxzoom);
      const [x, y] = tileAt(position(f.geometry), z);
      await compared(`TileJSON of ${c.id}`, plain, c.id, z, x, y);
      documents.push({ id: c.id, address, type: f.geometry.type, maxzoom: doc.maxzoom });
    }
  });
}
if (check('there are TileJSON documents to draw', documents.length > 0)) await guarded('drawing', () => drawn(documents, check));

console.log(`\n${passed} passed, ${failed} failed`);
process.exit(failed ? 1 : 0);
