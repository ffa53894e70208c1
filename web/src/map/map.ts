// The map: Leaflet, the ground, the marks. It follows the state, and tells the state where the reader
// looks once the map has come to rest.

import * as L from 'leaflet';
import type { Point } from '../add/position.ts';
import type { cities as Cities } from 'virtual:cities';
import type { ControlState, Place } from '../api.ts';
import { assessed, isSpot, mark, type Mark } from '../control.ts';
import { round, zooms, type View } from '../hash.ts';
import type { Lang } from '../i18n/index.ts';
import { nameIn, regionName } from '../names.ts';
import type { State, Store } from '../state.ts';
import type { Bounds } from '../source.ts';
import { palette } from '../theme.ts';
import { drawn, filtered, ground as groundIn } from '../view.ts';
import { AreasLayer } from './areas.ts';
import { BaseLayer } from './base.ts';
import type { Basemap } from './basemap.ts';
import { groundOf } from './ground.ts';
import { PlacesLayer, type Region, type Spot, type Town } from './places.ts';
import { project } from './project.ts';
import type { Stream } from './rivernames.ts';
import { sceneOf, type Scene } from './scene.ts';
import { configuredTiles, tileLayer } from './tiles.ts';

const ukraine = L.latLngBounds([44.2, 22.1], [52.4, 40.3]);
const reach = { pixels: 24, km: 17.5 }; // within which a click means a place: ground has the colour of its nearest one

export interface MapView {
  /** For parts that draw on the map themselves. */
  readonly leaflet: L.Map;
  readonly places: PlacesLayer;
  /** Calls back when marks and names are there, and again when more names have come. */
  whenNamed(listener: () => void): void;
  /** Where the map is, also when the reader never moved it. */
  view(): View;
  zoomBy(halves: number): void;
  showAll(): void;
  /** The shown place whose mark is at a point of the map, in pixels from its corner. */
  markAt(x: number, y: number): number | null;
  setBasemap(basemap: Basemap): void;
  /** Hands clicks on, under a cross-hair, instead of choosing places; null ends that. */
  aim(chosen: ((at: Point) => void) | null): void;
  /** What is needed to draw what is seen once more. Tiles of another server are left out of it. */
  scene(): Scene;
}

/** The covers are what stands on the map without moving with it. */
export function createMap(element: HTMLElement, covers: readonly HTMLElement[], store: Store): MapView {
  const still = matchMedia('(prefers-reduced-motion: reduce)').matches;
  const map = L.map(element, {
    attributionControl: false, // it is part of the page
    zoomControl: false,
    zoomSnap: 0.5,
    zoomDelta: 0.5,
    minZoom: zooms.min,
    maxZoom: zooms.max,
    maxBoundsViscosity: 1,
    zoomAnimation: !still,
    fadeAnimation: !still,
    inertia: !still,
  });
  const animate = { animate: !still };
  const scale = L.control.scale({ imperial: false, position: 'bottomright' }).addTo(map).getContainer();

  const tiles = configuredTiles();
  const base = new BaseLayer(palette[store.state.theme], tiles !== null);
  const areas = new AreasLayer(store.state.theme);
  const places = new PlacesLayer(palette[store.state.theme], scale ? [...covers, scale] : covers);

  let spots: Spot[] = [];
  let byReader = true; // whether the move under way is the reader's own
  const quietly = (move: () => void) => {
    byReader = false;
    move();
    byReader = true;
  };

  const toView = ({ zoom, lat, lon }: View) => map.setView([lat, lon], zoom, { animate: false });
  const showAll = () => {
    const { control, controlBox } = store.state;
    const all = (controlBox ? [] : (control ?? [])).filter((c) => isSpot(c.kind)).map((c) => L.latLng(c.lat, c.lon));
    const bounds = all.length ? L.latLngBounds(all) : ukraine;
    map.fitBounds(bounds, { paddingTopLeft: [60, 90], paddingBottomRight: [90, 60], maxZoom: 9, animate: false });
  };

  quietly(() => (store.state.view ? toView(store.state.view) : showAll()));
  if (tiles) map.addLayer(tileLayer(tiles));

  let fitted = store.state.view !== null || store.state.control !== null;
  const follow = () => {
    const { state } = store;
    if (!fitted && state.control) {
      fitted = true;
      quietly(showAll);
    }
    const changed = new Set(filtered(state).map((c) => c.place_id));
    const selected = state.control?.filter((c) => c.id === state.place) ?? [];
    const shown = new Set([...drawn(state), ...selected]);
    spots = [...shown].map((c) => spotOf(c, changed.has(c.id), state));
    if (state.found && state.found.id === state.place && !selected.length) spots.push(spotOf(state.found, false, state));
    places.show({ spots, selected: state.place });
  };

  let ground: Basemap | null = null;
  let cities: typeof Cities = []; // to find one's way by; they come after the first picture
  const named = () => {
    if (!ground || tiles) return; // tiles have names of their own
    const { lang } = store.state;
    places.show({ regions: regionsOf(ground, lang), towns: townsIn(cities, lang), rivers: riversOf(ground, lang) });
  };

  const listeners: (() => void)[] = [];
  const tell = () => { listeners.forEach((listener) => { listener(); }); };

  const colour = () => {
    const { state } = store;
    const recaptured = state.off.includes('held') ? [] : (state.changed ?? []);
    areas.show({ ground: groundOf(groundIn(state), recaptured) });
    void picture();
  };

  /** Draws the first picture, a layer a frame, so that the page answers meanwhile. */
  let begun = false;
  const begin = async () => {
    if (begun) return;
    begun = true;
    follow();
    if (store.state.found) sight();
    map.addLayer(base);
    await frame();
    colour();
    map.addLayer(areas);
    await frame();
    named();
    map.addLayer(places);
    await frame();
    element.dataset['drawn'] = ''; // for who watches
    tell();
    void picture();
  };

  /** Marks the first picture that is whole, with land, colours and labels, for who measures it. */
  let pictured = false;
  const picture = async () => {
    if (pictured || !ground || !store.state.areas || element.dataset['drawn'] === undefined) return;
    pictured = true;
    await frame();
    performance.mark('retaken:picture');
    try {
      const late = await import('./late.ts');
      ({ cities } = late);
      places.show({ riverNames: new late.RiverNames() });
      named();
      tell();
    } catch {
      // The map can do without.
    }
  };

  store.on(['control', 'changes', 'found', 'place', 'lang', 'kind', 'confirmed', 'off', 'sources'], () => begun && follow());
  store.on(['areas', 'changed', 'off', 'confirmed'], () => begun && colour());
  store.on(['failed'], ({ failed }) => failed && void begin()); // with what there is
  store.on(['lang'], named);
  store.on(['theme'], ({ theme }) => {
    base.setPalette(palette[theme]);
    areas.show({ theme });
    places.show({ palette: palette[theme] });
  });
  store.on(['view'], ({ view }, { keys }) => {
    // A view that the map itself has told is where it is already.
    if (view && keys.has('view') && !same(view, viewOf(map))) quietly(() => toView(view));
  });
  let sighted: number | null = null; // the selected place, once it was brought into sight
  const sight = () => {
    const { place } = store.state;
    const spot = place === sighted ? undefined : spots.find((s) => s.id === place);
    sighted = spot?.id ?? (place === sighted ? place : null);
    if (spot) bringIntoSight(map, spot, animate);
  };
  store.on(['place', 'found'], sight);

  const rest = () => {
    const { x, y } = map.getSize();
    if (x && y) store.set({ bounds: boundsOf(map) }); // under a sheet that covers it the map shows what it did
  };
  map.on('moveend', () => {
    rest();
    if (byReader) store.set({ view: viewOf(map) });
  });
  let aimed: ((at: Point) => void) | null = null;
  map.on('click', (e: L.LeafletMouseEvent) => {
    if (aimed) {
      aimed({ lon: e.latlng.lng, lat: e.latlng.lat });
      return;
    }
    const hit = nearest(map, spots, e.containerPoint, Math.max(reach.pixels, reach.km * pixelsPerKm(map)));
    store.set({ place: hit?.id ?? null }, { step: true });
  });
  new ResizeObserver(() => {
    quietly(() => map.invalidateSize({ animate: false }));
    rest();
  }).observe(element);
  rest();
  const moveNames = new ResizeObserver(() => places.redraw());
  covers.forEach((cover) => moveNames.observe(cover));

  return {
    leaflet: map,
    places,
    whenNamed: (listener) => void listeners.push(listener),
    view: () => viewOf(map),
    zoomBy: (halves) => map.setZoom(map.getZoom() + halves / 2, animate),
    showAll() {
      quietly(showAll);
      store.set({ view: null });
    },
    markAt: (x, y) => nearest(map, spots, L.point(x, y), reach.pixels)?.id ?? null,
    aim(chosen) {
      aimed = chosen;
      element.classList.toggle('aiming', chosen !== null);
    },
    setBasemap(basemap) {
      ground = basemap;
      base.setBasemap(basemap);
      quietly(() => stayInside(map, basemap));
      if (begun) named();
      else void begin();
    },
    scene() {
      if (!tiles || !ground) return sceneOf(map, []);
      const plain = new BaseLayer(palette[store.state.theme], false);
      plain.setBasemap(ground);
      return sceneOf(map, [plain]);
    },
  };
}

const frame = () => new Promise((done) => requestAnimationFrame(done));

export function spotOf(c: ControlState | Place, changed: boolean, { lang, confirmed }: State): Spot {
  const [x, y] = project(c.lon, c.lat);
  const mark = 'holder' in c ? markOf(c, confirmed) : noEvidence;
  return { id: c.id, x, y, name: nameIn(lang, c.name, c.name_uk), mark, changed, population: c.population ?? 0 };
}

/** A claim is not drawn where only what is confirmed is. */
const markOf = (c: ControlState, confirmed: boolean): Mark => (confirmed ? assessed(c) : mark(c));

function townsIn(cities: typeof Cities, lang: Lang): Town[] {
  return cities.map(([name, nameUk, population, lon, lat]) => {
    const [x, y] = project(lon, lat);
    return { x, y, name: nameIn(lang, name, nameUk), population };
  });
}

const noEvidence: Mark = { holder: 'unknown', hollow: false };

const cityRegions = ['UA-30', 'UA-40']; // Kyiv and Sevastopol, which are on the map as cities

function regionsOf({ middles }: Basemap, lang: Lang): Region[] {
  return middles.filter((m) => !cityRegions.includes(m.iso)).map(({ iso, x, y }) => ({ x, y, name: regionName(iso, lang) }));
}

function riversOf({ rivers }: Basemap, lang: Lang): Stream[] {
  const named = rivers.filter((r) => r.name).sort((a, b) => a.rank - b.rank);
  return named.map(({ rank, name, nameUk, shown, lines }) => ({ rank, name: nameIn(lang, name, nameUk), beside: shown, lines }));
}

/** Keeps the view within the ground that the base map has. */
function stayInside(map: L.Map, { box }: Basemap): void {
  const corner = (x: number, y: number) => map.unproject(L.point(x, y).multiplyBy(256), 0);
  const bounds = L.latLngBounds(corner(box.minX, box.minY), corner(box.maxX, box.maxY));
  const least = () => Math.max(zooms.min, map.getBoundsZoom(bounds, true));
  const limit = () => map.setMinZoom(least());
  // At once: a move that goes on for a while would look like the reader's own.
  if (map.getZoom() < least()) map.setZoom(least(), { animate: false });
  map.panInsideBounds(bounds, { animate: false });
  limit();
  map.setMaxBounds(bounds);
  map.on('resize', limit);
}

function viewOf(map: L.Map): View {
  const { lat, lng } = map.getCenter();
  return round({ zoom: map.getZoom(), lat, lon: lng });
}

function boundsOf(map: L.Map): Bounds {
  const b = map.getBounds();
  const [west, south, east, north] = [b.getWest(), b.getSouth(), b.getEast(), b.getNorth()].map((v) => Math.round(v * 1e4) / 1e4);
  return [west ?? 0, south ?? 0, east ?? 0, north ?? 0];
}

/** In the middle of the map. */
const pixelsPerKm = (map: L.Map) => (256 * 2 ** map.getZoom()) / (40_075 * Math.cos((map.getCenter().lat * Math.PI) / 180));

const same = (a: View, b: View) => a.zoom === b.zoom && a.lat === b.lat && a.lon === b.lon;

function pixelOf(map: L.Map, { x, y }: Spot): L.Point {
  const size = 256 * 2 ** map.getZoom();
  return map.layerPointToContainerPoint(L.point(x * size, y * size).subtract(map.getPixelOrigin()));
}

function nearest(map: L.Map, spots: readonly Spot[], to: L.Point, within: number): Spot | undefined {
  let best: Spot | undefined;
  let least = within;
  for (const spot of spots) {
    const distance = pixelOf(map, spot).distanceTo(to);
    if (distance < least) [best, least] = [spot, distance];
  }
  return best;
}

/** Pans only when the place is outside the inner 70 % of the map, and never zooms. */
function bringIntoSight(map: L.Map, spot: Spot, options: L.PanOptions): void {
  const size = map.getSize();
  const p = pixelOf(map, spot);
  const off = (v: number, length: number) => v < 0.15 * length || v > 0.85 * length;
  if (off(p.x, size.x) || off(p.y, size.y)) map.panTo(map.containerPointToLatLng(p), options);
}
