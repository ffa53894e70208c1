// The search: a combobox over the places that reports name, then over the whole gazetteer.

import { html, nothing, render, type TemplateResult } from 'lit-html';
import type { Adding } from '../add/adding.ts';
import type { Messages } from '../i18n/index.ts';
import { markImage } from '../marks.ts';
import { names, regionName } from '../names.ts';
import type { Source } from '../source.ts';
import type { Store } from '../state.ts';
import { textOf } from '../view.ts';
import { find, placesIn, withGazetteer, type Found } from './find.ts';
import { icon } from './icons.ts';

const most = 6;
const patience = 150; // milliseconds of rest before the gazetteer is asked

export interface Search {
  focus(): void;
  /** Closes the list; tells whether it was open. */
  close(): boolean;
}

export function createSearch(element: HTMLElement, store: Store, source: Source, adding: Adding): Search {
  let results: Found[] = [];
  let active = 0;
  let open = false;
  let answered = false; // by the gazetteer too
  let asked = new AbortController();
  let timer: number | undefined;

  const draw = () => render(template(), element);
  const input = () => element.querySelector('input');

  function type(query: string): void {
    const { control } = store.state;
    forget();
    active = 0;
    open = query !== '';
    results = find(query, placesIn(control ?? []), most);
    answered = results.length === most;
    if (open && !answered) timer = window.setTimeout(() => void askGazetteer(query, results), patience);
    draw();
  }

  /** Lets go of a question to the gazetteer that is under way. */
  function forget(): void {
    clearTimeout(timer);
    asked.abort();
  }

  async function askGazetteer(query: string, known: Found[]): Promise<void> {
    const { signal } = (asked = new AbortController());
    try {
      results = withGazetteer(known, await source.search(query, most, signal), most);
    } catch {
      if (signal.aborted) return; // what is known is on the page already
    }
    answered = true;
    draw();
  }

  function choose(place: Found | undefined): void {
    const field = input();
    if (!place && adding.on && answered && field?.value.trim()) add(field.value.trim());
    if (!place) return;
    if (field) field.value = '';
    close();
    store.set({ place: place.id }, { step: true });
  }

  function key(event: KeyboardEvent): void {
    if (!open) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step && results.length) active = (active + step + results.length) % results.length;
    else if (event.key === 'Enter') choose(results[active]);
    else if (event.key === 'Escape') close();
    else return;
    event.preventDefault();
    event.stopPropagation();
    draw();
  }

  function template(): TemplateResult {
    const t = textOf(store.state);
    return html`
      ${icon.search}
      <input
        type="text"
        role="combobox"
        autocomplete="off"
        spellcheck="false"
        placeholder=${t.search}
        aria-label=${t.search}
        aria-autocomplete="list"
        aria-expanded=${open ? 'true' : 'false'}
        aria-controls="search-results"
        aria-activedescendant=${open && results[active] ? `result-${active}` : nothing}
        @input=${(e: InputEvent) => type((e.target as HTMLInputElement).value.trim())}
        @keydown=${key}
        @blur=${() => close()}
      />
      <kbd aria-hidden="true">/</kbd>
      <ul id="search-results" role="listbox" aria-label=${t.search} ?hidden=${!open || results.length === 0}>
        ${results.map((place, i) => option(place, i))}
      </ul>
      <p class="nothing" role="status" ?hidden=${!open || !answered}>
        ${results.length ? html`<span class="unseen">${t.searchResults(results.length)}</span>` : html`${t.searchNothing} ${addition(t)}`}
      </p>
    `;
  }

  /** A place that nobody knows can be added. */
  function addition(t: Messages) {
    const name = input()?.value.trim() ?? '';
    return adding.on && name ? html`<button type="button" class="button" @click=${() => add(name)}>${t.addNamed(name)}</button>` : nothing;
  }

  function add(name: string): void {
    const field = input();
    if (field) field.value = '';
    close();
    adding.open({ kind: 'place', name });
  }

  function option(place: Found, i: number): TemplateResult {
    return html`<li
      id="result-${i}"
      role="option"
      aria-selected=${i === active ? 'true' : 'false'}
      @mousedown=${(e: Event) => e.preventDefault() /* keeps the focus, and with it the list */}
      @click=${() => choose(place)}
    >
      ${markImage(place.mark)}
      <span>${names(place.name, place.nameUk, store.state.lang)}</span>
      <small>${place.oblast ? regionName(place.oblast, store.state.lang) : nothing}</small>
    </li>`;
  }

  function close(): boolean {
    if (!open) return false;
    open = false;
    forget();
    draw();
    return true;
  }

  element.addEventListener('focusout', (e) => {
    if (!(e.relatedTarget instanceof Node && element.contains(e.relatedTarget))) close();
  });
  store.on(['lang'], draw);
  draw();
  return {
    focus: () => input()?.focus(),
    close,
  };
}
