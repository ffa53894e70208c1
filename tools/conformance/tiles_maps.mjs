// MapLibre GL and Leaflet with Leaflet.VectorGrid, each from its package, draw what a TileJSON document offers. The pages
// come from an address of their own, so the tiles are asked for across origins, as other people's maps do.
import { createServer } from 'node:http';
import { readFile } from 'node:fs/promises';
import { dirname, extname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';

const modules = join(dirname(fileURLToPath(import.meta.url)), 'node_modules');
const TYPES = { '.html': 'text/html', '.mjs': 'text/javascript', '.js': 'text/javascript', '.css': 'text/css', '.map': 'application/json' };

// Each page sets window.done to what it has drawn, or window.broken to why not.
const PAGES = {
  '/maplibre.html': `<!doctype html><meta charset="utf-8"><link rel="stylesheet" href="/maplibre-gl/dist/maplibre-gl.css">
<style>html,body,#map{height:100%;margin:0}</style><div id="map"></div>
<script type="module">
import * as maplibregl from '/maplibre-gl/dist/maplibre-gl.mjs';
const q = new URLSearchParams(location.search), url = q.get('url'), id = q.get('id');
const map = new maplibregl.Map({container: 'map', center: [34, 48.5], zoom: 5.2, attributionControl: false, style: {version: 8, sources: {t: {type: 'vector', url}}, layers: [
  {id: 'ground', type: 'background', paint: {'background-color': '#f4f4f0'}},
  {id: 'f', type: 'fill', source: 't', 'source-layer': id, filter: ['==', ['geometry-type'], 'Polygon'], paint: {'fill-color': ['match', ['get', 'holder'], 'UA', '#3b6fb6', 'RU', '#c0453c', '#999']}},
  {id: 'l', type: 'line', source: 't', 'source-layer': id, filter: ['==', ['geometry-type'], 'LineString'], paint: {'line-color': '#222', 'line-width': 2}},
  {id: 'p', type: 'circle', source: 't', 'source-layer': id, filter: ['==', ['geometry-type'], 'Point'], paint: {'circle-radius': 3, 'circle-color': ['match', ['get', 'holder'], 'UA', '#3b6fb6', 'RU', '#c0453c', '#555']}}]}});
map.on('error', (e) => { window.broken = String(e.error && e.error.message || e.error); });
map.once('idle', () => { const all = map.queryRenderedFeatures(); window.done = {features: all.length, ids: new Set(all.map((f) => f.id)).size, zoom: map.getZoom()}; });
</script>`,
  '/leaflet.html': `<!doctype html><meta charset="utf-8"><link rel="stylesheet" href="/leaflet/dist/leaflet.css">
<style>html,body,#map{height:100%;margin:0;background:#f4f4f0}</style><div id="map"></div>
<script src="/leaflet/dist/leaflet.js"></script><script src="/leaflet.vectorgrid/dist/Leaflet.VectorGrid.bundled.min.js"></script>
<script>
(async () => {
  try {
    const q = new URLSearchParams(location.search), id = q.get('id');
    const doc = await (await fetch(q.get('url'))).json();
    const map = L.map('map', {attributionControl: false, fadeAnimation: false, zoomAnimation: false}).setView([48.5, 34], 6);
    const colour = (p) => ({UA: '#3b6fb6', RU: '#c0453c'})[p.holder] || '#777';
    const style = (p, zoom, kind) => ({stroke: true, weight: 1, color: colour(p), fill: true, fillColor: colour(p), fillOpacity: 0.6, radius: 3});
    const grid = L.vectorGrid.protobuf(doc.tiles[0], {rendererFactory: L.svg.tile, maxNativeZoom: doc.maxzoom, bounds: [[doc.bounds[1], doc.bounds[0]], [doc.bounds[3], doc.bounds[2]]], vectorTileLayerStyles: {[id]: style}, getFeatureId: (f) => f.id});
    grid.on('tileerror', (e) => { window.broken = 'a tile does not load: ' + JSON.stringify(e.coords); });
    grid.once('load', () => { const ids = new Set(); for (const t of Object.values(grid._vectorTiles)) for (const k of Object.keys(t._features)) ids.add(k);
      window.done = {features: document.querySelectorAll('#map svg path').length, ids: ids.size, zoom: map.getZoom()}; });
    grid.addTo(map);
  } catch (e) { window.broken = String(e); }
})();
</script>`,
};

export async function drawn(documents, check) {
  const server = createServer(async (request, response) => {
    const path = normalize(new URL(request.url, 'http://x').pathname);
    if (path === '/favicon.ico') return response.writeHead(204).end(); // browsers ask by themselves
    try {
      const body = PAGES[path] ?? (await readFile(join(modules, path)));
      response.writeHead(200, { 'Content-Type': TYPES[extname(path)] ?? 'application/octet-stream' }).end(body);
    } catch {
      response.writeHead(404).end();
    }
  });
  await new Promise((ready) => server.listen(0, '127.0.0.1', ready));
  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM,
    // WebGL without a graphics card.
    args: ['--no-sandbox', '--use-angle=swiftshader', '--enable-unsafe-swiftshader', '--ignore-gpu-blocklist', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
  });
  try {
    for (const library of ['maplibre', 'leaflet']) {
      for (const { id, address } of documents) {
        const page = await browser.newPage({ viewport: { width: 1000, height: 700 } });
        const said = [];
        page.on('console', (m) => m.type() === 'error' && said.push(m.text()));
        page.on('pageerror', (e) => said.push(e.message));
        await page.goto(`http://127.0.0.1:${server.address().port}/${library}.html?id=${id}&url=${encodeURIComponent(address)}`);
        await page.waitForFunction(() => window.done || window.broken, null, { timeout: 60_000 }).catch(() => said.push('nothing after 60 seconds'));
        const { done, broken } = await page.evaluate(() => ({ done: window.done, broken: window.broken }));
        await page.screenshot({ path: join(process.env.OUT, `${library}-${id}.png`) });
        check(`${library} draws ${id}: ${done?.features} features, ${done?.ids} ids`, done?.features > 0 && done?.ids > 0 && !broken && said.length === 0, { broken, said });
        await page.close();
      }
    }
  } finally {
    await browser.close();
    server.close();
  }
}
