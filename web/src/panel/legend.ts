// The strip under the map: what each colour and mark means, and how many places of each are in view. Each entry
// can be switched off, and leaves the map and the list.

import { html, nothing, render, type TemplateResult } from 'lit-html';
import { legendCounts } from '../control.ts';
import { classes, type Class } from '../hash.ts';
import { swatch } from '../marks.ts';
import type { State, Store } from '../state.ts';
import { evident, textOf, within } from '../view.ts';
import { icon } from './icons.ts';

export interface Legend {
  /** Puts the reader at the first entry; opens the legend where it is folded away. */
  focus(): void;
}

export function createLegend(element: HTMLElement, store: Store): Legend {
  let open = false; // matters on small screens only
  const draw = (state: State) => render(template(state), element);

  function template(state: State): TemplateResult {
    const t = textOf(state);
    const { bounds, off } = state;
    const counts = state.control && legendCounts(evident(state).filter((c) => !bounds || within(c, bounds)));
    const title: Record<Class, string> = { held: t.held, occupied: t.occupied, contested: t.contested, claimed: t.claimed, unknown: t.noEvidence };
    const entry = (c: Class) => html`<li>
      <button type="button" class="toggle" aria-pressed=${off.includes(c) ? 'false' : 'true'} @click=${() => flip(c)}>
        ${swatch(c)} <span>${title[c]}</span> ${counts ? html`<b>${counts[c]}</b>` : nothing}
      </button>
    </li>`;
    return html`
      <h2 class="unseen">${t.legend}</h2>
      <button type="button" class="plain legend-button" aria-expanded=${open ? 'true' : 'false'} @click=${() => fold(!open)}>
        ${icon.layers}${t.legend}
      </button>
      <div class="legend-body ${open ? 'open' : ''}">
        <ul>
          ${classes.map(entry)}
        </ul>
        <p>${swatch('edge')} ${t.edgeKey} ${t.legendNote}</p>
      </div>
    `;
  }

  function flip(c: Class): void {
    const { off } = store.state;
    store.set({ off: classes.filter((x) => (x === c) !== off.includes(x)) });
  }

  function fold(to: boolean): void {
    open = to;
    draw(store.state);
  }

  store.on(['control', 'lang', 'off', 'bounds'], draw);
  draw(store.state);
  return {
    focus() {
      fold(true);
      element.querySelector<HTMLElement>('.toggle')?.focus();
    },
  };
}
