// The strip under the map: what each colour and mark means, and how many places of each are shown.

import { html, nothing, render, type TemplateResult } from 'lit-html';
import { legendCounts, type LegendCounts } from '../control.ts';
import { swatch, type Swatch } from '../marks.ts';
import type { State, Store } from '../state.ts';
import { textOf } from '../view.ts';
import { icon } from './icons.ts';

export function createLegend(element: HTMLElement, store: Store): void {
  let open = false; // matters on small screens only
  const draw = (state: State) => render(template(state), element);

  function template(state: State): TemplateResult {
    const t = textOf(state);
    const counts = state.control && legendCounts(state.control);
    const item = (of: Swatch, name: string, counted?: keyof LegendCounts) =>
      html`<li>${swatch(of)} ${name} ${counted ? html`<b>${counts?.[counted] ?? ''}</b>` : nothing}</li>`;
    return html`
      <h2 class="unseen">${t.legend}</h2>
      <button type="button" class="plain legend-button" aria-expanded=${open ? 'true' : 'false'} @click=${toggle}>${icon.layers}${t.legend}</button>
      <div class="legend-body ${open ? 'open' : ''}">
        <ul>
          ${item('held', t.held, 'held')} ${item('occupied', t.occupied, 'occupied')} ${item('contested', t.contested, 'contested')}
          ${item('claimed', t.claimed, 'claimed')} ${item('inferred', t.inferred)} ${item('nothing', t.noEvidence)}
        </ul>
        <p>${swatch('edge')} ${t.edgeKey} ${t.legendNote}</p>
      </div>
    `;
  }

  function toggle(): void {
    open = !open;
    draw(store.state);
  }

  store.on(['control', 'lang'], draw);
  draw(store.state);
}
