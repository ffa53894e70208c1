// The map: Leaflet, the ground, the marks. It follows the state, and tells the state where the reader
// looks once the map has come to rest.

import * as L from 'leaflet';
import { cities } from 'virtual:gazetteer';
import type { Basemap, ControlState, Place } from '../api.ts';
import { changedSince, hasEvidence, isSpot, mark, type Mark } from '../control.ts';
import { round, zooms, type View } from '../hash.ts';
import type { Lang } from '../i18n/index.ts';
import { nameIn, regionName } from '../names.ts';
import type { State, Store } from '../state.ts';
import { palette } from '../theme.ts';
import { AreasLayer } from './areas.ts';
import { BaseLayer } from './base.ts';
import { groundOf } from './ground.ts';
import { PlacesLayer, type Region, type Spot, type Town } from './places.ts';
import { area, around, middle, project, rings } from './project.ts';

const ukraine = L.latLngBounds([44.2, 22.1], [52.4, 40.3]);
const reach = 24; // pixels within which a click means a mark

export interface MapView {
  /** Where the map is, also when the reader never moved it. */
  view(): View;
  zoomBy(halves: number): void;
  showAll(): void;
  setBasemap(basemap: Basemap): void;
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

  const base = new BaseLayer(palette[store.state.theme]);
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
    const all = (store.state.control ?? []).filter((c) => isSpot(c.kind)).map((c) => L.latLng(c.lat, c.lon));
    const bounds = all.length ? L.latLngBounds(all) : ukraine;
    map.fitBounds(bounds, { paddingTopLeft: [60, 90], paddingBottomRight: [90, 60], maxZoom: 9, animate: false });
  };

  quietly(() => (store.state.view ? toView(store.state.view) : showAll()));
  map.addLayer(base).addLayer(areas).addLayer(places);

  const follow = () => {
    const { state } = store;
    const shown = (state.control ?? []).filter((c) => isSpot(c.kind) && (hasEvidence(c) || c.id === state.place));
    spots = shown.map((c) => spotOf(c, state));
    if (state.found && state.found.id === state.place) spots.push(spotOf(state.found, state));
    places.show({ spots, selected: state.place });
  };
  follow();

  let ground: Basemap | null = null;
  const named = () => {
    if (ground) places.show({ regions: regionsOf(ground, store.state.lang), towns: townsIn(store.state.lang) });
  };

  let fitted = store.state.view !== null || store.state.control !== null;
  store.on(['control', 'controlSince', 'found', 'place', 'lang'], () => {
    follow();
    if (!fitted && store.state.control) {
      fitted = true;
      quietly(showAll);
    }
  });
  store.on(['areas', 'changed'], (state) => areas.show({ ground: groundOf(state.areas ?? [], state.changed ?? []) }));
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
  store.on(['place', 'found'], ({ place }) => {
    const spot = spots.find((s) => s.id === place);
    if (spot) bringIntoSight(map, spot, animate);
  });

  map.on('moveend', () => {
    if (byReader) store.set({ view: viewOf(map) });
  });
  map.on('click', (e: L.LeafletMouseEvent) => {
    const hit = nearest(map, spots, e.containerPoint);
    store.set({ place: hit?.id ?? null }, { step: true });
  });
  map.on('mousemove', (e: L.LeafletMouseEvent) => {
    element.classList.toggle('over-mark', nearest(map, spots, e.containerPoint) !== undefined);
  });
  new ResizeObserver(() => quietly(() => map.invalidateSize({ animate: false }))).observe(element);
  const moveNames = new ResizeObserver(() => places.redraw());
  covers.forEach((cover) => moveNames.observe(cover));

  return {
    view: () => viewOf(map),
    zoomBy: (halves) => map.setZoom(map.getZoom() + halves / 2, animate),
    showAll() {
      quietly(showAll);
      store.set({ view: null });
    },
    setBasemap(basemap) {
      ground = basemap;
      base.setBasemap(basemap);
      named();
      stayInside(map, basemap);
    },
  };
}

function spotOf(c: ControlState | Place, { lang, controlSince }: State): Spot {
  const [x, y] = project(c.lon, c.lat);
  const name = nameIn(lang, c.name, c.name_uk);
  const shown = 'holder' in c ? { mark: mark(c), changed: changedSince(c, controlSince ?? '') } : { mark: noEvidence, changed: false };
  return { id: c.id, x, y, name, ...shown, population: c.population ?? 0 };
}

function townsIn(lang: Lang): Town[] {
  return cities.map(([name, nameUk, population, lon, lat]) => {
    const [x, y] = project(lon, lat);
    return { x, y, name: nameIn(lang, name, nameUk), population };
  });
}

const noEvidence: Mark = { holder: 'unknown', hollow: false };

const cityRegions = ['UA-30', 'UA-40']; // Kyiv and Sevastopol, which are on the map as cities

function regionsOf({ oblasts }: Basemap, lang: Lang): Region[] {
  const features = oblasts.features.filter((f) => !cityRegions.includes(String(f.properties?.['iso'])));
  return features.flatMap((f) => {
    const [largest] = rings({ ...oblasts, features: [f] }).sort((a, b) => area(b) - area(a));
    return largest ? [{ ...middle(largest), name: regionName(String(f.properties?.['iso']), lang) }] : [];
  });
}

/** Keeps the view within the ground that the base map has. */
function stayInside(map: L.Map, { neighbours, ukraine }: Basemap): void {
  const box = around([...rings(neighbours), ...rings(ukraine)]);
  const corner = (x: number, y: number) => map.unproject(L.point(x, y).multiplyBy(256), 0);
  const bounds = L.latLngBounds(corner(box.minX, box.minY), corner(box.maxX, box.maxY));
  const limit = () => map.setMinZoom(Math.max(zooms.min, map.getBoundsZoom(bounds, true)));
  map.setMaxBounds(bounds);
  map.on('resize', limit);
  limit();
}

function viewOf(map: L.Map): View {
  const { lat, lng } = map.getCenter();
  return round({ zoom: map.getZoom(), lat, lon: lng });
}

const same = (a: View, b: View) => a.zoom === b.zoom && a.lat === b.lat && a.lon === b.lon;

function pixelOf(map: L.Map, { x, y }: Spot): L.Point {
  const size = 256 * 2 ** map.getZoom();
  return map.layerPointToContainerPoint(L.point(x * size, y * size).subtract(map.getPixelOrigin()));
}

function nearest(map: L.Map, spots: readonly Spot[], to: L.Point): Spot | undefined {
  let best: Spot | undefined;
  let least = reach;
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
