// One polite line above the list: what failed, or could not be read.

import { html, nothing, render } from 'lit-html';
import type { State, Store } from '../state.ts';
import { textOf } from '../view.ts';

export function createNotice(element: HTMLElement, store: Store, retry: () => void): void {
  const draw = (state: State) => {
    const t = textOf(state);
    const time = state.loadedAt?.toLocaleTimeString(state.lang === 'en' ? 'en-GB' : 'uk', { hour: '2-digit', minute: '2-digit' });
    const failure = html`<p class="notice">
      <span>${time ? t.failedSince(time) : t.failed}</span>
      <button type="button" class="button" ?disabled=${state.busy} @click=${retry}>${t.again}</button>
    </p>`;
    const badLink = html`<p class="notice">
      <span>${t.badLink(state.bad.join(', '))}</span>
      <button type="button" class="button" @click=${() => store.set({ bad: [] })}>${t.dismiss}</button>
    </p>`;
    render([state.failed ? failure : nothing, state.bad.length ? badLink : nothing], element);
  };
  store.on(['failed', 'busy', 'bad', 'lang', 'loadedAt'], draw);
  draw(store.state);
}
