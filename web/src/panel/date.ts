// The date: its card on the map, and the bar that changes it.

import { html, nothing, render, type TemplateResult } from 'lit-html';
import { firstDay, lastDay } from '../control.ts';
import { addDays, isDay, withWeekday, words } from '../dates.ts';
import type { State, Store } from '../state.ts';
import { shownDay, textOf } from '../view.ts';
import { icon } from './icons.ts';

/** Moves the date shown by some days, within the data; Back undoes it. */
export function stepDate(store: Store, days: number): void {
  const day = shownDay(store.state);
  if (day) showDate(store, addDays(day, days));
}

function showDate(store: Store, day: string): void {
  const last = store.state.reports && lastDay(store.state.reports);
  if (!last || day > last) return;
  store.set({ date: day === last ? null : day }, { step: true });
}

/** Says which day and which knowledge the map is a picture of. */
export function createDateCard(element: HTMLElement, store: Store): void {
  const draw = (state: State) => {
    const t = textOf(state);
    const day = state.controlDay;
    element.hidden = !day;
    render(day ? html`<b>${t.control(withWeekday(day, state.lang, 'long'))}</b><span>${t.knownNow}</span>` : nothing, element);
  };
  store.on(['controlDay', 'lang'], draw);
  draw(store.state);
}

export function createDateBar(element: HTMLElement, store: Store): void {
  const draw = (state: State) => {
    const day = shownDay(state);
    render(day && state.reports ? bar(day, state, store) : nothing, element);
  };
  store.on(['date', 'reports', 'lang'], draw);
  draw(store.state);
}

function bar(day: string, state: State, store: Store): TemplateResult {
  const t = textOf(state);
  const reports = state.reports ?? [];
  const [first, last] = [firstDay(reports) ?? day, lastDay(reports) ?? day];
  const pick = (e: Event) => {
    const input = (e.currentTarget as HTMLElement).parentElement?.querySelector('input');
    input?.showPicker();
  };
  const picked = (e: Event) => {
    const { value } = e.target as HTMLInputElement;
    if (isDay(value)) showDate(store, value);
  };
  return html`
    <button type="button" class="plain" aria-label=${t.dayBack} title=${t.dayBack} ?disabled=${day < first} @click=${() => stepDate(store, -1)}>
      ${icon.back}
    </button>
    <span class="pick">
      <button type="button" class="button" aria-label=${t.chooseDate(words(day, state.lang, 'spoken'))} @click=${pick}>
        ${withWeekday(day, state.lang, 'medium')}
      </button>
      <input type="date" tabindex="-1" aria-hidden="true" .value=${day} min=${addDays(first, -1)} max=${last} @change=${picked} />
    </span>
    <button type="button" class="plain" aria-label=${t.dayOn} title=${t.dayOn} ?disabled=${day >= last} @click=${() => stepDate(store, 1)}>
      ${icon.on}
    </button>
    <button type="button" class="button latest" ?hidden=${day === last} @click=${() => store.set({ date: null }, { step: true })}>${t.lastDate}</button>
  `;
}
