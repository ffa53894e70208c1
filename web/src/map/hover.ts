// A card beside the mark under the mouse: who holds the place since when, and how a report puts it. Nothing that is
// not in the panel of the place too, for only a mouse can ask for it.

import { html, nothing, render } from 'lit-html';
import type { Change, ControlState } from '../api.ts';
import { assessed, mark } from '../control.ts';
import { words } from '../dates.ts';
import { markImage } from '../marks.ts';
import { names } from '../names.ts';
import type { State, Store } from '../state.ts';
import { filtered, textOf } from '../view.ts';
import type { MapView } from './map.ts';

const most = 110; // letters of a quote

export function createHover(element: HTMLElement, on: HTMLElement, store: Store, map: MapView): void {
  let shown: number | null = null;

  const show = (id: number | null, x: number, y: number) => {
    on.classList.toggle('over-mark', id !== null);
    if (id !== shown) {
      shown = id;
      const state = id === null ? undefined : store.state.control?.find((c) => c.id === id);
      element.hidden = !state;
      render(state ? card(state, store.state) : nothing, element);
    }
    if (element.hidden) return;
    // Beside the pointer, on the side where there is room.
    const [left, up] = [x > on.clientWidth / 2, y > on.clientHeight / 2];
    element.style.translate = `${x + (left ? -16 - element.offsetWidth : 16)}px ${y + (up ? -12 - element.offsetHeight : 12)}px`;
  };

  on.addEventListener('pointermove', (e) => {
    if (e.pointerType !== 'mouse' || e.buttons) {
      show(null, 0, 0);
      return;
    }
    const { left, top } = on.getBoundingClientRect();
    show(map.markAt(e.clientX - left, e.clientY - top), e.clientX - left, e.clientY - top);
  });
  on.addEventListener('pointerleave', () => show(null, 0, 0));
  store.on(['control', 'lang', 'view'], () => show(null, 0, 0));
}

function card(c: ControlState, state: State) {
  const t = textOf(state);
  const { holder } = assessed(c);
  const since = c.rests_on === 'report' && c.since ? t.sinceDay(words(c.since, state.lang, 'medium')) : '';
  const claim = c.claim_by && !state.confirmed ? t.claimShort(t[c.claim_by]) : '';
  const quote = filtered(state).find((change: Change) => change.place_id === c.id)?.quote;
  return html`
    <p>${markImage(state.confirmed ? assessed(c) : mark(c))} ${names(c.name, c.name_uk, state.lang)}</p>
    <p>${[t[`${holder}State`], since].filter(Boolean).join(', ')}${claim ? html`<br />${claim}` : nothing}</p>
    ${quote ? html`<p class="words" dir="auto">${shortened(quote)}</p>` : nothing}
  `;
}

/** The beginning, to the end of a word. */
function shortened(text: string): string {
  if (text.length <= most) return text;
  const cut = text.slice(0, most);
  return `${cut.slice(0, Math.max(cut.lastIndexOf(' '), most - 20))}…`;
}
