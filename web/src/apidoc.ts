// The page of the API: the document that describes it, made readable and its operations to be tried by openapi-explorer.
// It asks this server only.

import 'virtual:theme.css?api'; // a style sheet of its own, so that the map needs no second one
import './css/apidoc.css';
import 'openapi-explorer/dist/browser/openapi-explorer.min.js';

interface Explorer extends HTMLElement {
  loadSpec(spec: object): Promise<void>;
}

const address = 'api?f=json';
const dark = matchMedia('(prefers-color-scheme: dark)');

const explorer = document.createElement('openapi-explorer') as Explorer;
for (const [name, value] of Object.entries({
  'hide-authentication': 'true', // there is none
  'hide-server-selection': 'true', // there is one
  'fetch-credentials': 'omit',
})) {
  explorer.setAttribute(name, value);
}

/** Gives the explorer the colours of the map, which the style sheet has. */
function paint(): void {
  const style = getComputedStyle(document.documentElement);
  const colours = {
    'bg-color': '--panel',
    'text-color': '--ink',
    'header-color': '--ink',
    'primary-color': '--accent',
    'secondary-color': '--accent',
    'nav-bg-color': '--raise',
    'nav-text-color': '--ink',
    'nav-hover-bg-color': '--panel',
    'nav-hover-text-color': '--accent',
  };
  for (const [name, token] of Object.entries(colours)) explorer.setAttribute(name, style.getPropertyValue(token));
}

async function load(place: Element): Promise<void> {
  const response = await fetch(address);
  if (!response.ok) throw new Error(`${address} answered ${response.status}`);
  const spec = (await response.json()) as { servers?: unknown };
  // The server may know itself by another name than the one that the reader came by.
  const here = new URL('.', document.baseURI).href.replace(/\/$/, '');
  place.replaceWith(explorer); // which takes no document before it is on the page
  await explorer.loadSpec({ ...spec, servers: [{ url: here }] });
}

paint();
dark.addEventListener('change', paint);

const state = document.querySelector('#state');
if (state) load(state).catch(() => state.replaceChildren('The description of the API could not be loaded.'));
