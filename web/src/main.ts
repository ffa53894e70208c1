// Wires the parts of the page.

import 'leaflet/dist/leaflet.css';
import 'virtual:theme.css';
import './css/base.css';
import './css/layout.css';
import './css/header.css';
import './css/changes.css';
import './css/place.css';
import './css/parts.css';

import { server } from './api.ts';
import { followAddress, startingState } from './address.ts';
import { createFrame } from './frame.ts';
import { listen } from './keys.ts';
import { createLoader } from './load.ts';
import { createMap } from './map/map.ts';
import { createDateBar, createDateCard, stepDate } from './panel/date.ts';
import { createDialogs } from './panel/dialogs.ts';
import { createHeader } from './panel/header.ts';
import { createLegend } from './panel/legend.ts';
import { createNotice } from './panel/notice.ts';
import { createPanel } from './panel/panel.ts';
import { createSearch } from './panel/search.ts';
import { createSheet } from './panel/sheet.ts';
import { openCopy } from './published.ts';
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
const source = mark ? openCopy(mark.content) : server;
const store = createStore(startingState(source.copy));
const map = createMap(box('map'), [box('date-card'), box('zoom'), box('attribution')], store);
const loader = createLoader(store, source, map.setBasemap);
const sharing = createSharing(store, box('toast'), map.view);
const dialogs = createDialogs(part('dialog', HTMLDialogElement), store, source, sharing.copy);
const header = createHeader(box('header'), store, { ...dialogs, copyLink: sharing.copyLink });
const search = createSearch(header.search, store, source);
const panel = createPanel(box('list'), box('place'), store, source, sharing.copyLink);

createFrame(store, { skip: panel.focusList, zoomBy: map.zoomBy, showAll: map.showAll });
createNotice(box('notice'), store, loader.retry);
createDateCard(box('date-card'), store);
createLegend(box('legend'), store);
createDateBar(box('date-bar'), store);
createSheet(box('panel'), box('grab'), store);
followAddress(store);

listen({
  search: search.focus,
  change: createWalk(store),
  days: (count) => stepDate(store, count),
  download: dialogs.download,
  help: dialogs.help,
  back: () => header.closeMenu() || search.close() || panel.close(),
});
