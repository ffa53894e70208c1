// A small card about the place that was chosen: who holds it since when, and the sentence that says so.

import { html, nothing, render } from 'lit-html';
import { assessed, mark } from '../control.ts';
import { words } from '../dates.ts';
import { evidence } from '../evidence.ts';
import { markImage } from '../marks.ts';
import { names } from '../names.ts';
import { icon } from '../panel/icons.ts';
import type { State, Store } from '../state.ts';
import { selectedPlace, textOf } from '../view.ts';
import { wordsIn } from './words.ts';

const most = 200; // letters of a quote

export function createCard(element: HTMLElement, store: Store): void {
  const draw = (state: State) => {
    const place = state.place === null ? null : selectedPlace(state);
    element.hidden = !place;
    if (place) element.setAttribute('aria-label', place.name);
    render(place ? card(state, place, () => store.set({ place: null })) : nothing, element);
  };
  store.on(['place', 'found', 'control', 'reports', 'lang', 'confirmed'], draw);
  draw(store.state);
}

function card(state: State, place: NonNullable<ReturnType<typeof selectedPlace>>, close: () => void) {
  const [t, w] = [textOf(state), wordsIn[state.lang]];
  const c = place.state;
  const { why, other } = evidence(state.reports ?? [], place.id, c, state.controlDay ?? '');
  const report = why[0] ?? other[0];
  const day = (d: string | null) => (d ? words(d, state.lang, 'long') : '');
  const silent = !c || (c.rests_on === 'none' && !c.claim_by);
  return html`
    <h2>${c ? markImage(state.confirmed ? assessed(c) : mark(c)) : nothing} ${names(place.name, place.name_uk, state.lang)}</h2>
    <p>
      ${silent ? w.noReport : [t[`${assessed(c).holder}State`], c.rests_on === 'report' && c.since ? t.sinceDay(day(c.since)) : ''].filter(Boolean).join(', ')}
      ${c?.claim_by && !state.confirmed ? html`<br />${t.claimShort(t[c.claim_by])}` : nothing}
    </p>
    ${report
      ? html`<blockquote dir="auto">${shortened(report.quote, most)}</blockquote>
          <p class="cite">${[report.publisher ?? t.noPublisher, report.published ? t.published(words(report.published, state.lang, 'medium')) : ''].filter(Boolean).join(', ')}</p>`
      : nothing}
    <button type="button" class="plain close" aria-label=${w.closeCard} @click=${close}>${icon.close}</button>
  `;
}

/** The beginning of a text, to the end of a word. */
export function shortened(text: string, most: number): string {
  if (text.length <= most) return text;
  const cut = text.slice(0, most - 1);
  const end = cut.lastIndexOf(' ');
  return `${end > most - 30 ? cut.slice(0, end) : cut}…`;
}
