// The map alone, inside of somebody else's page: date card, zoom, a short legend, a card for a place, one link to the full
// map. It reads the same address, and never writes one.

// Style sheets of its own, so that neither this page nor the whole one needs several.
import 'virtual:theme.css?embed';
import '../css/base.css?embed';
import '../css/layout.css?embed';
import '../css/parts.css?embed';
import './embed.css';

import { startingState } from '../address.ts';
import { server } from '../api.ts';
import { createComparing } from '../compare/comparing.ts';
import { createFrame } from '../frame.ts';
import { parse } from '../hash.ts';
import { learn } from '../i18n/index.ts';
import { createLoader } from '../load.ts';
import { hoverLater } from '../map/hovering.ts';
import { createMap } from '../map/map.ts';
import { createDateCard } from '../panel/date.ts';
import { createNotice } from '../panel/notice.ts';
import { createStore } from '../state.ts';
import { textOf } from '../view.ts';
import { createCard } from './card.ts';
import { createFoot } from './foot.ts';
import { sharePage } from './scrolling.ts';

function box(id: string): HTMLElement {
  const element = document.getElementById(id);
  if (!element) throw new Error(`embed.html has no "${id}"`);
  return element;
}

const mark = document.querySelector<HTMLMetaElement>('meta[name="retaken-site"]');
const source = mark ? (await import('../published.ts')).openCopy(mark.content) : server;
const store = createStore(startingState(source.copy));
await learn(store.state.lang);
const map = createMap(box('map'), [box('date-card'), box('compare'), box('zoom'), box('attribution')], store);
const loader = createLoader(store, source, map.setBasemap);

box('title').textContent = textOf(store.state).title;
createFrame(store, { skip: () => undefined, zoomBy: map.zoomBy, showAll: map.showAll });
createNotice(box('notice'), store, loader.retry);
createDateCard(box('date-card'), store);
hoverLater(box('hover'), box('map'), store, map);
createComparing(box('compare'), store, source, map, true);
createCard(box('card'), store);
createFoot(box('legend'), store);
sharePage(box('map-part'), box('hint'), map.leaflet, store);

// The page around it may ask for another view.
addEventListener('hashchange', () => {
  const { address } = parse(location.hash);
  store.set(source.copy ? { ...address, known: 'now' } : address);
});
addEventListener('keydown', (e) => {
  if (e.key === 'Escape') store.set({ place: null });
});
