// Two dates compared on one map: as their difference, or beside each other with an edge to be moved. The later date is the
// one that the page shows, the window of changes what lies between the two, so that list and timeline tell the same.

import './compare.css';

import * as L from 'leaflet';
import { render } from 'lit-html';
import type { ControlState, Moment } from '../api.ts';
import { assessed, mark } from '../control.ts';
import { addDays, words, type Day } from '../dates.ts';
import { AreasLayer } from '../map/areas.ts';
import { groundOf } from '../map/ground.ts';
import { spotOf, type MapView } from '../map/map.ts';
import { windowStart } from '../period.ts';
import type { Ground, Source } from '../source.ts';
import type { Key, State, Store } from '../state.ts';
import { palette } from '../theme.ts';
import { drawn, ground as groundIn, selectedPlace, shownDay } from '../view.ts';
import { bar, type Shown } from './bar.ts';
import { dayBefore, paired, type Days } from './days.ts';
import { differing, type Differing } from './difference.ts';
import { drawKey } from './key.ts';
import { BeforeLayer, DifferenceLayer, toldBy } from './layers.ts';
import { createEdge } from './swipe.ts';
import { wordsIn } from './words.ts';

interface Earlier {
  day: Day;
  control: ControlState[];
  ground: Ground;
}

const keep = 8; // earlier days

export function createComparison(barElement: HTMLElement, store: Store, source: Source, map: MapView, fixed: boolean): void {
  const { leaflet } = map;
  const part = leaflet.getContainer().parentElement ?? document.body;
  const key = Object.assign(document.createElement('div'), { className: 'compare-key' });
  document.getElementById('legend')?.append(key);
  const edge = createEdge(part, clip);

  const panes = { later: leaflet.createPane('compare-later'), earlier: leaflet.createPane('compare-earlier') };
  const difference = new DifferenceLayer(store.state.theme, 'compare-later');
  const before = new BeforeLayer('compare-later');
  const areas = { later: new AreasLayer(store.state.theme, 'compare-later'), earlier: new AreasLayer(store.state.theme, 'compare-earlier') };
  const places = { later: map.places.twin('compare-later'), earlier: map.places.twin('compare-earlier') };

  const kept = new Map<string, Earlier>();
  let current = new AbortController();
  let earlier: Earlier | null = null;
  let phase: Shown['phase'] = 'loading';
  let swapped = false; // whether the reader had the later day first
  let settling = false;
  let laid: readonly L.Layer[] = [];

  /** Sets both days, already in order. */
  function put(days: Days, how?: { step: boolean }): void {
    settling = true;
    store.set(days, how);
    settling = false;
  }

  /** Keeps the two days in order and the window between them, whichever of them the reader has moved. */
  function settle(keys: ReadonlySet<Key>): boolean {
    const { versus, since, range } = store.state;
    const day = shownDay(store.state);
    if (!versus || !day || !range) return false;
    const moved = keys.has('versus') || keys.has('range');
    const wanted = paired(moved ? versus : dayBefore(since, day), day, range);
    if (versus > day) swapped = true;
    else if (!settling && ['versus', 'date', 'since'].some((k) => keys.has(k as Key))) swapped = false;
    const same = windowStart(since, day) === addDays(wanted.versus, 1) && wanted.versus === versus && (wanted.date ?? range.last) === day;
    if (!same) put(wanted);
    return same;
  }

  async function load(): Promise<void> {
    const { versus, known } = store.state;
    if (!versus) return;
    const moment: Moment = { day: versus, asOf: known === 'then' ? versus : null };
    const name = `${moment.day} ${moment.asOf} ${store.state.news}`;
    current.abort();
    const { signal } = (current = new AbortController());
    const had = kept.get(name);
    if (had && had === earlier) return;
    phase = had ? 'there' : 'loading';
    if (!had) draw();
    try {
      const answer = had ?? { day: versus, ...(await asked(moment, signal)) };
      if (signal.aborted) return;
      kept.set(name, answer);
      const oldest = kept.keys().next().value;
      if (kept.size > keep && oldest !== undefined) kept.delete(oldest);
      earlier = answer;
      phase = 'there';
    } catch {
      if (signal.aborted) return;
      phase = 'failed';
    }
    draw();
  }

  async function asked(moment: Moment, signal: AbortSignal) {
    const [control, ground] = await Promise.all([source.control(moment, signal), source.areas(moment, signal)]);
    return { control, ground };
  }

  map.whenNamed(() => { draw(); });

  function draw(): void {
    const { state } = store;
    const { versus, range, swipe } = state;
    const day = shownDay(state);
    const on = versus !== null && day !== null && range !== null;
    part.classList.toggle('comparing', on);
    const whole = on && phase === 'there' && earlier?.day === versus && state.controlDay === day && state.control !== null && state.controlBox === null;
    leaflet.getContainer().classList.toggle('compared', whole);
    barElement.hidden = !on;
    key.parentElement?.classList.toggle('comparing', on && !swipe);
    lay(!whole ? [] : swipe ? [areas.later, places.later, areas.earlier, places.earlier] : [difference, before, places.later]);
    const told = on && whole && earlier ? paint(state, earlier) : null;
    if (!on) {
      edge.show(null);
      return;
    }
    drawKey(key, state.lang, versus, day);
    const w = wordsIn[state.lang];
    const [a, b] = [words(versus, state.lang, 'long'), words(day, state.lang, 'long')];
    edge.show(whole && swipe ? { name: w.handle, from: a, to: b, value: (x, y) => w.shares(x, a, y, b) } : null);
    const shown: Shown = {
      earlier: versus,
      later: day,
      limits: range,
      phase: phase === 'there' && !whole ? 'loading' : phase,
      swapped,
      differing: told ?? new Map(),
      changed: state.controlKnown === 'now' ? state.changed : null,
      groundDay: earlier?.ground.day ?? null,
      selected: told && earlier ? selectedOn(state, earlier, told) : null,
    };
    render(bar(state, shown, fixed ? null : doing), barElement);
    clip();
  }

  /** Lays what is wanted on the map, in that order. */
  function lay(wanted: readonly L.Layer[]): void {
    if (wanted.length === laid.length && wanted.every((layer) => laid.includes(layer))) return;
    for (const layer of laid) leaflet.removeLayer(layer);
    for (const layer of wanted) leaflet.addLayer(layer);
    laid = wanted;
  }

  /** Draws both days; gives the places that differ. */
  function paint(state: State, { control, ground }: Earlier) {
    const { theme, swipe, confirmed, off } = state;
    const differ = differing(control, state.control ?? [], confirmed);
    const recaptured = off.includes('held') ? [] : (state.changed ?? []);
    const was = groundOf(groundIn({ ...state, areas: ground.areas }), []);
    const is = groundOf(groundIn(state), swipe ? recaptured : []);
    const spots = map.places.shown.spots.map((s) => ({ ...s, changed: differ.has(s.id) }));
    places.later.show({ ...map.places.shown, spots });
    if (!swipe) {
      const told = state.controlKnown === 'now' && state.changed ? toldBy(state.changed) : null;
      difference.compare(was, is, told, theme);
      const seen = new Set(spots.map((s) => s.id));
      before.show([...differ.values()].filter((d) => seen.has(d.id)), palette[theme]);
      return differ;
    }
    areas.later.show({ ground: is, theme });
    areas.earlier.show({ ground: was, theme });
    const past = drawn({ ...state, kind: null, sources: [], control }).map((c) => spotOf(c, differ.has(c.id), state));
    places.earlier.show({ ...map.places.shown, spots: past });
    return differ;
  }

  /** The earlier date on the left of the edge, the later on its right. */
  function clip(): void {
    const swipe = edgeShown();
    const { x: width, y: height } = leaflet.getSize();
    const corner = leaflet.containerPointToLayerPoint([0, 0]);
    const at = corner.x + edge.share() * width;
    const box = (x0: number, x1: number) => {
      const [y0, y1] = [corner.y, corner.y + height];
      return `polygon(${x0}px ${y0}px, ${x1}px ${y0}px, ${x1}px ${y1}px, ${x0}px ${y1}px)`;
    };
    panes.earlier.style.clipPath = swipe ? box(corner.x, at) : '';
    panes.later.style.clipPath = swipe ? box(at, corner.x + width) : '';
  }
  const edgeShown = () => store.state.versus !== null && store.state.swipe;

  const doing = {
    choose(which: 'earlier' | 'later', day: Day) {
      const { versus, range } = store.state;
      const other = which === 'earlier' ? shownDay(store.state) : versus;
      if (!other || !range) return;
      put(paired(day, other, range), { step: true });
      swapped = which === 'earlier' ? day > other : day < other;
      draw();
    },
    swipe: (on: boolean) => store.set({ swipe: on }, { step: true }),
    again: () => void load(),
    close() {
      store.set({ versus: null, swipe: false }, { step: true });
      document.querySelector<HTMLElement>('#map')?.focus({ preventScroll: true });
    },
  };

  leaflet.on('move zoom zoomend moveend resize viewreset', clip);
  part.addEventListener('pointermove', (e) => {
    const { left, width } = part.getBoundingClientRect();
    part.classList.toggle('on-earlier', edgeShown() && e.clientX - left < edge.share() * width);
  });
  const follow = (keys: ReadonlySet<Key>) => {
    if (settle(keys)) void load();
    draw();
  };
  store.on(['versus', 'date', 'since', 'range', 'known', 'news'], (_state, { keys }) => follow(keys));
  store.on(['control', 'areas', 'changed', 'controlDay', 'theme', 'lang', 'off', 'confirmed', 'kind', 'sources', 'place', 'found', 'swipe'], draw);
  follow(new Set<Key>(['versus']));
}

/** The selected place as it is marked on both days. */
function selectedOn(state: State, { control }: Earlier, differ: ReadonlyMap<number, Differing>): Shown['selected'] {
  const place = selectedPlace(state);
  if (!place?.state) return null;
  const markOf = (c: ControlState) => (state.confirmed ? assessed(c) : mark(c));
  const had = control.find((c) => c.id === place.id) ?? place.state;
  const from = differ.get(place.id)?.from ?? markOf(had);
  return { name: place.name, nameUk: place.name_uk, from, to: markOf(place.state) };
}
