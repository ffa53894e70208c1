// Wires the parts of the page.

import 'virtual:theme.css';
import './css/base.css';
import './css/layout.css';
import './css/header.css';
import './css/changes.css';
import './css/place.css';
import './css/timeline.css';
import './css/parts.css';

import { server } from './api.ts';
import { createAdding } from './add/adding.ts';
import { followAddress, startingState } from './address.ts';
import { createComparing } from './compare/comparing.ts';
import { createFrame } from './frame.ts';
import { learn } from './i18n/index.ts';
import { listen } from './keys.ts';
import { createLater } from './later.ts';
import { createLive } from './live.ts';
import { createLoader } from './load.ts';
import { hoverLater } from './map/hovering.ts';
import { createMap } from './map/map.ts';
import { createDateCard, stepDate } from './panel/date.ts';
import { createHeader } from './panel/header.ts';
import { createLegend } from './panel/legend.ts';
import { createNotice } from './panel/notice.ts';
import { createPanel } from './panel/panel.ts';
import { createSearch } from './panel/search.ts';
import { createSheet } from './panel/sheet.ts';
import { createTimeline } from './panel/timeline.ts';
import { togglePlay } from './play.ts';
import { createSharing } from './share.ts';
import { createStore } from './state.ts';
import { createWalk } from './walk.ts';

function part<T extends HTMLElement>(id: string, kind: new () => T): T {
  const element = document.getElementById(id);
  if (!(element instanceof kind)) throw new Error(`index.html has no ${kind.name} "${id}"`);
  return element;
}
const box = (id: string) => part(id, HTMLElement);

// A published copy says so in its page, and where its files are listed.
const mark = document.querySelector<HTMLMetaElement>('meta[name="retaken-site"]');
const source = mark ? (await import('./published.ts')).openCopy(mark.content) : server;
const store = createStore(startingState(source.copy));
await learn(store.state.lang);
const map = createMap(box('map'), [box('date-card'), box('compare'), box('zoom'), box('attribution')], store);
const loader = createLoader(store, source, map.setBasemap);
const comparing = createComparing(box('compare'), store, source, map);
const sharing = createSharing(store, box('toast'), map.view);
const later = createLater(part('dialog', HTMLDialogElement), store, source, map, sharing);
const sheet = createSheet(box('panel'), box('grab'), store);
const adding = createAdding(box('panel'), store, map, sheet.raise);
const add = adding.on ? () => adding.open({ kind: 'place' }) : null;
const header = createHeader(box('header'), store, { add, compare: comparing.toggle, download: later.download, help: later.help, copyLink: sharing.copyLink });
const search = createSearch(header.search, store, source, adding);
const panel = createPanel(box('list'), box('place'), store, source, { showAll: map.showAll, chart: later.chart, copyLink: sharing.copyLink, adding });
const legend = createLegend(box('legend'), store);

createFrame(store, { skip: panel.focusList, zoomBy: map.zoomBy, showAll: map.showAll });
createNotice(box('notice'), store, loader.retry);
createDateCard(box('date-card'), store, comparing.toggle);
hoverLater(box('hover'), box('map'), store, map);
createTimeline(box('date-bar'), store);
followAddress(store);
createLive(store, source, loader, sharing.say);

listen({
  search: search.focus,
  change: createWalk(store),
  days: (count) => stepDate(store, count),
  play: () => togglePlay(store),
  compare: comparing.toggle,
  download: later.download,
  legend: legend.focus,
  help: later.help,
  back: () => header.closeMenu() || adding.close() || search.close() || panel.close() || comparing.close(),
});
