// The header: name of the page, search, and the reader's own choices.

import { html, nothing, render, type TemplateResult } from 'lit-html';
import { isLang, languages, learn } from '../i18n/index.ts';
import { remember } from '../reader.ts';
import type { State, Store } from '../state.ts';
import { textOf } from '../view.ts';
import { icon } from './icons.ts';

export interface Doing {
  add: (() => void) | null; // null where nothing can be added
  compare(): void;
  copyLink(): void;
  download(): void;
  help(): void;
}

export interface Header {
  /** The place for the search. */
  search: HTMLElement;
  /** Closes the menu of small screens; tells whether it was open. */
  closeMenu(): boolean;
}

export function createHeader(element: HTMLElement, store: Store, doing: Doing): Header {
  let open = false;
  const search = document.createElement('div');
  search.className = 'search';

  const draw = (state: State) => render(template(state), element);
  const toggle = (to: boolean) => {
    open = to;
    draw(store.state);
  };

  function template(state: State): TemplateResult {
    const t = textOf(state);
    const dark = state.theme === 'dark';
    return html`
      <div class="title">
        <svg class="logo" viewBox="0 0 28 28" width="28" height="28" aria-hidden="true">
          <path class="held" d="M8 1h6v26H8a7 7 0 0 1-7-7V8a7 7 0 0 1 7-7Z"></path>
          <path class="hatch" d="m14 9 8-8m-8 14L26 3m-12 18L27 8M14 27l13-13m-7 13 7-7"></path>
          <rect x="1" y="1" width="26" height="26" rx="7"></rect>
        </svg>
        <h1>${t.title} <small>${t.subtitle}</small></h1>
      </div>
      ${search}
      <div class="tools">
        <button type="button" class="plain menu-button" aria-label=${t.menu} aria-expanded=${open ? 'true' : 'false'} @click=${() => toggle(!open)}>
          ${icon.more}
        </button>
        <div class="menu ${open ? 'open' : ''}">
          ${doing.add ? html`<button type="button" class="plain add" @click=${act(doing.add)}>${icon.plus}${t.addPlace}</button>` : nothing}
          <button type="button" class="plain compare" @click=${act(doing.compare)}>${icon.compare}${t.compare}</button>
          <button type="button" class="plain" @click=${act(doing.copyLink)}>${icon.link}${t.copyLink}</button>
          <label class="choice">
            <span class="unseen">${t.chooseLanguage}</span>
            <select @change=${(e: Event) => speak((e.target as HTMLSelectElement).value)}>
              ${Object.entries(languages).map(
                ([lang, name]) => html`<option value=${lang} lang=${lang} ?selected=${lang === state.lang}>${name}</option>`,
              )}
            </select>
          </label>
          <button type="button" class="plain help" aria-label=${t.help} title=${t.help} @click=${act(doing.help)}>
            ${icon.help}<span class="on-menu">${t.help}</span>
          </button>
        </div>
        <button type="button" class="button download" aria-label=${t.download} @click=${doing.download}>${icon.download}<span>${t.download}</span></button>
        <button type="button" class="plain theme" aria-label=${dark ? t.toLight : t.toDark} title=${dark ? t.toLight : t.toDark} @click=${paint}>
          ${dark ? icon.sun : icon.moon}
        </button>
      </div>
    `;
  }

  const act = (what: () => void) => () => {
    toggle(false);
    what();
  };

  function speak(lang: string): void {
    if (!isLang(lang)) return;
    remember('lang', lang);
    open = false;
    void learn(lang).then(() => store.set({ lang }));
  }

  function paint(): void {
    const theme = store.state.theme === 'dark' ? 'light' : 'dark';
    remember('theme', theme);
    store.set({ theme });
  }

  store.on(['lang', 'theme'], draw);
  draw(store.state);
  return {
    search,
    closeMenu() {
      const was = open;
      if (was) toggle(false);
      return was;
    },
  };
}
