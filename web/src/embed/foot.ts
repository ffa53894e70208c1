// Under the map: what the colours mean, folded away where there is no room, and the one link to the full map.

import { html, render } from 'lit-html';
import { classes, format, type Class } from '../hash.ts';
import { swatch } from '../marks.ts';
import { icon } from '../panel/icons.ts';
import type { State, Store } from '../state.ts';
import { textOf } from '../view.ts';
import { wordsIn } from './words.ts';

export function createFoot(element: HTMLElement, store: Store): void {
  let open = false;
  const draw = (state: State) => render(foot(state), element);

  function foot(state: State) {
    const t = textOf(state);
    const title: Record<Class, string> = { held: t.held, occupied: t.occupied, contested: t.contested, claimed: t.claimed, unknown: t.noEvidence };
    const toggle = () => {
      open = !open;
      draw(store.state);
    };
    return html`<button type="button" class="plain unfold" aria-expanded=${open ? 'true' : 'false'} @click=${toggle}>${icon.layers}${t.legend}</button>
      <div class="legend-body ${open ? 'open' : ''}">
        <ul>
          ${classes.filter((c) => !state.off.includes(c)).map((c) => html`<li>${swatch(c)} ${title[c]}</li>`)}
        </ul>
      </div>
      <a class="full" href=${fullMap(state)} target="_blank" rel="noopener">${wordsIn[state.lang].full}</a>`;
  }

  store.on(['lang', 'off', 'view', 'date', 'since', 'known', 'place', 'kind', 'confirmed', 'sources', 'versus', 'swipe'], draw);
  draw(store.state);
}

/** The same view as the whole page: beside the embedded one. */
function fullMap(state: State): string {
  const hash = format(state);
  return new URL('./', location.href).pathname + (hash ? `#${hash}` : '');
}
