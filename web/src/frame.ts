// What frames the page: its language and colours, names of its regions, the buttons on the map, and the
// voice that tells of changes that only the eye would see.

import { html, render } from 'lit-html';
import { words } from './dates.ts';
import { configuredTiles } from './map/tiles.ts';
import { nameIn } from './names.ts';
import { icon } from './panel/icons.ts';
import type { State, Store } from './state.ts';
import { listed, selectedPlace, textOf } from './view.ts';

export interface Doing {
  skip(): void;
  zoomBy(halves: number): void;
  showAll(): void;
}

// Milliseconds: several days stepped through are announced as one; while they play by themselves, once in a while.
const restAfter = 400;
const atMost = 1000;

export function createFrame(store: Store, doing: Doing): void {
  const by = (id: string) => document.getElementById(id);
  const skip = by('skip');
  const live = by('live');
  const busy = by('busy');
  const zoom = by('zoom');
  const tiles = configuredTiles();

  const dress = (state: State) => {
    const t = textOf(state);
    document.documentElement.lang = state.lang;
    document.documentElement.dataset['theme'] = state.theme;
    if (skip) skip.textContent = t.skip;
    by('panel')?.setAttribute('aria-label', t.whatChanged);
    by('map')?.setAttribute('aria-label', t.map);
    by('legend')?.setAttribute('aria-label', t.legend);
    by('date-bar')?.setAttribute('aria-label', t.date);
    by('attribution')?.replaceChildren(`${t.attribution} ${tiles ? tiles.attribution : t.attributionWaters}`);
    if (!zoom) return;
    const button = (name: string, picture: unknown, act: () => void) =>
      html`<button type="button" aria-label=${name} title=${name} @click=${act}>${picture}</button>`;
    render(
      [
        button(t.zoomIn, icon.plus, () => doing.zoomBy(2)),
        button(t.zoomOut, icon.minus, () => doing.zoomBy(-2)),
        button(t.showAll, icon.all, doing.showAll),
      ],
      zoom,
    );
  };
  const title = (state: State) => {
    const place = state.place === null ? null : selectedPlace(state);
    const name = place && nameIn(state.lang, place.name, place.name_uk);
    document.title = (name ? `${name} · ` : '') + textOf(state).title;
  };
  let timer: number | undefined;
  let due = 0;
  const announce = (state: State) => {
    clearTimeout(timer);
    timer = window.setTimeout(() => {
      due = Date.now() + atMost;
      if (!live || !state.controlDay) return;
      live.textContent = textOf(state).announce(words(state.controlDay, state.lang, 'spoken'), listed(state).length);
    }, Math.max(state.playing ? 0 : restAfter, due - Date.now()));
  };

  skip?.addEventListener('click', (event) => {
    event.preventDefault(); // the part after # is the address of the view
    doing.skip();
  });
  store.on(['lang', 'theme'], dress);
  store.on(['lang', 'place', 'found', 'control'], title);
  store.on(['control', 'controlDay', 'changes', 'kind', 'confirmed', 'off', 'sources'], announce);
  const work = (state: State) => busy?.toggleAttribute('hidden', !state.busy);
  store.on(['busy'], work);
  work(store.state);
  dress(store.state);
  title(store.state);
}
