// One polite line above the list: what failed, or could not be read.

import { html, nothing, render } from 'lit-html';
import { words, type Day } from '../dates.ts';
import type { State, Store } from '../state.ts';
import { textOf } from '../view.ts';

export function createNotice(element: HTMLElement, store: Store, retry: () => void): void {
  let seen: Day | null = null; // the last day that the reader knows of
  const hide = () => {
    seen = store.state.range?.last ?? null;
    draw(store.state);
  };
  const draw = (state: State) => {
    const t = textOf(state);
    const time = state.loadedAt?.toLocaleTimeString(state.lang === 'en' ? 'en-GB' : 'uk', { hour: '2-digit', minute: '2-digit' });
    const failure = html`<p class="notice">
      <span>${!time ? t.failed : state.failed === 'stale' ? t.stale(time) : t.failedSince(time)}</span>
      <button type="button" class="button" ?disabled=${state.busy} @click=${retry}>${t.again}</button>
    </p>`;
    const badLink = html`<p class="notice">
      <span>${t.badLink(state.bad.join(', '))}</span>
      <button type="button" class="button" @click=${() => store.set({ bad: [] })}>${t.dismiss}</button>
    </p>`;
    const { range, date } = state;
    seen ??= range?.last ?? null;
    const newer = range && date && seen && range.last > seen && range.last > date ? range.last : null;
    const news = html`<p class="notice news">
      <span>${newer && t.newer(words(newer, state.lang, 'long'))}</span>
      <button type="button" class="button" @click=${() => store.set({ date: null, since: null }, { step: true })}>${t.toLatest}</button>
      <button type="button" class="button" @click=${hide}>${t.dismiss}</button>
    </p>`;
    render([newer ? news : nothing, state.failed ? failure : nothing, state.bad.length ? badLink : nothing], element);
  };
  store.on(['failed', 'busy', 'bad', 'lang', 'loadedAt', 'news', 'date', 'range'], draw);
  draw(store.state);
}
