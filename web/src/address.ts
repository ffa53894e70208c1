// Keeps the address bar and the state in step. A place or date chosen by the reader is a step that Back
// undoes; everything else is written quietly, a moment after the last change.

import { format, parse, type Reading } from './hash.ts';
import { learn } from './i18n/index.ts';
import { chosenLang, chosenTheme } from './reader.ts';
import type { State, Store } from './state.ts';

const quiet = 250; // milliseconds

/** What the address asks for, before anything is loaded. */
export function startingState(copy: boolean): State {
  const { address, theme, lang, bad } = read(copy);
  return {
    ...address,
    copy,
    theme: theme ?? chosenTheme(),
    lang: lang ?? chosenLang(),
    bad,
    bounds: null,
    playing: false,
    timeline: null,
    timelineKnown: null,
    changes: null,
    reports: null,
    history: null,
    control: null,
    controlBox: null,
    areas: null,
    groundDay: null,
    changed: null,
    controlDay: null,
    controlSince: null,
    controlKnown: address.known,
    range: null,
    found: null,
    origin: null,
    loadedAt: null,
    busy: false,
    failed: null,
    news: 0,
  };
}

export function followAddress(store: Store): void {
  let pending: number | undefined;
  const write = (how: 'pushState' | 'replaceState') => {
    clearTimeout(pending);
    const hash = format(store.state);
    // The mark tells steps of this page from an address that the reader has typed.
    history[how]({ ours: true }, '', hash ? `#${hash}` : location.pathname + location.search);
  };

  store.on(['view', 'date', 'since', 'known', 'place', 'kind', 'confirmed', 'off', 'sources', 'versus', 'swipe'], (state, { step }) => {
    if (location.hash.slice(1) === format(state)) return;
    if (step) {
      write('pushState');
      return;
    }
    clearTimeout(pending);
    pending = window.setTimeout(() => write('replaceState'), quiet);
  });

  addEventListener('popstate', (event: PopStateEvent) => {
    clearTimeout(pending);
    const { address, theme, lang, bad } = read(store.state.copy);
    const typed = !(event.state as { ours?: boolean } | null)?.ours;
    const { view, ...steps } = address;
    const patch: Partial<State> = { ...steps, bad };
    if (typed && view) patch.view = view;
    if (theme) patch.theme = theme;
    store.set(patch);
    if (lang) void learn(lang).then(() => store.set({ lang }));
  });
}

/** What the address bar asks for. A copy can show no more than what is known now. */
function read(copy: boolean): Reading {
  const reading = parse(location.hash);
  if (!copy || reading.address.known === 'now') return reading;
  return { ...reading, address: { ...reading.address, known: 'now' }, bad: [...reading.bad, 'known'] };
}
