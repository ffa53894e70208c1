// The strip under the map: what each mark means, and how many of each are shown.

import { html, render, type TemplateResult } from 'lit-html';
import { legendCounts, type Mark } from '../control.ts';
import { markImage } from '../marks.ts';
import type { State, Store } from '../state.ts';
import { textOf } from '../view.ts';
import { icon } from './icons.ts';

export function createLegend(element: HTMLElement, store: Store): void {
  let open = false; // matters on small screens only
  const draw = (state: State) => render(template(state), element);

  function template(state: State): TemplateResult {
    const t = textOf(state);
    const counts = state.control && legendCounts(state.control);
    const item = (marks: Mark[], name: string, n: number | undefined) =>
      html`<li>${marks.map((m) => markImage(m))} ${name} <b>${n ?? ''}</b></li>`;
    const solid = (holder: Mark['holder']): Mark[] => [{ holder, hollow: false }];
    const claims: Mark[] = [
      { holder: 'held', hollow: true },
      { holder: 'occupied', hollow: true },
    ];
    return html`
      <h2 class="unseen">${t.legend}</h2>
      <button type="button" class="plain legend-button" aria-expanded=${open ? 'true' : 'false'} @click=${toggle}>${icon.layers}${t.legend}</button>
      <div class="legend-body ${open ? 'open' : ''}">
        <ul>
          ${item(solid('held'), t.held, counts?.held)} ${item(solid('occupied'), t.occupied, counts?.occupied)}
          ${item(solid('contested'), t.contested, counts?.contested)} ${item(claims, t.claimed, counts?.claimed)}
        </ul>
        <p>${t.legendNote}</p>
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
