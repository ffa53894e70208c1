// The date: its card on the map, and the bar that changes it and says which reports count.

import { html, nothing, render, type TemplateResult } from 'lit-html';
import { addDays, isDay, withWeekday, words, type Day } from '../dates.ts';
import type { Known } from '../hash.ts';
import { messages } from '../i18n/index.ts';
import { isRecapture } from '../map/ground.ts';
import { movedStart } from '../period.ts';
import type { State, Store } from '../state.ts';
import { shownDay, textOf } from '../view.ts';
import { icon } from './icons.ts';

/** Moves the date shown by some days, but not out of the data; Back undoes it. */
export function stepDate(store: Store, days: number): void {
  const day = shownDay(store.state);
  if (day) showDate(store, addDays(day, days));
}

function showDate(store: Store, wanted: Day): void {
  const { range, since } = store.state;
  const from = shownDay(store.state);
  if (!range || !from) return;
  const day = wanted > range.last ? range.last : wanted < range.first ? range.first : wanted;
  if (day === from) return;
  store.set({ date: day === range.last ? null : day, since: movedStart(since, from, day) }, { step: true });
}

/** Says which day and which knowledge the map is a picture of. */
export function createDateCard(element: HTMLElement, store: Store): void {
  const draw = (state: State) => {
    const day = state.controlDay;
    element.hidden = !day;
    render(day ? html`<b>${textOf(state).control(withWeekday(day, state.lang, 'long'))}</b><span>${reading(state, day)}</span>` : nothing, element);
  };
  store.on(['controlDay', 'controlSince', 'controlKnown', 'changed', 'groundDay', 'lang'], draw);
  draw(store.state);
}

function reading({ controlKnown, controlSince, changed, groundDay, copy, lang }: State, day: Day): string {
  const t = messages[lang];
  if (copy && groundDay !== day) return groundDay ? t.groundAsOf(words(groundDay, lang, 'long')) : t.groundNone;
  const knowledge = controlKnown === 'then' ? t.reportedBy(words(day, lang, 'long')) : t.knownNow;
  const strong = controlSince && changed?.some(isRecapture);
  return strong ? `${knowledge}. ${t.strongSince(words(controlSince, lang, 'short'))}` : knowledge;
}

export function createDateBar(element: HTMLElement, store: Store): void {
  const draw = (state: State) => {
    const day = shownDay(state);
    render(day && state.range ? bar(day, state.range, state, store) : nothing, element);
  };
  store.on(['date', 'known', 'range', 'lang'], draw);
  draw(store.state);
}

function bar(day: Day, { first, last }: NonNullable<State['range']>, state: State, store: Store): TemplateResult {
  const t = textOf(state);
  const pick = (e: Event) => {
    const input = (e.currentTarget as HTMLElement).parentElement?.querySelector('input');
    input?.showPicker();
  };
  const picked = (e: Event) => {
    const { value } = e.target as HTMLInputElement;
    if (isDay(value)) showDate(store, value);
  };
  const step = (days: number, name: string, picture: TemplateResult) => html`<button
    type="button"
    class="plain step"
    aria-label=${name}
    title=${name}
    ?disabled=${days < 0 ? day <= first : day >= last}
    @click=${() => stepDate(store, days)}
  >
    ${picture}
  </button>`;
  const known = (which: Known, name: string, note: string) => html`<button
    type="button"
    title=${note}
    aria-pressed=${state.known === which ? 'true' : 'false'}
    @click=${() => store.set({ known: which }, { step: true })}
  >
    ${name}
  </button>`;
  return html`
    <div class="steps">
      ${step(-7, t.weekBack, icon.backMore)} ${step(-1, t.dayBack, icon.back)}
      <span class="pick">
        <button type="button" class="button" aria-label=${t.chooseDate(words(day, state.lang, 'spoken'))} @click=${pick}>
          ${withWeekday(day, state.lang, 'medium')}
        </button>
        <input type="date" tabindex="-1" aria-hidden="true" .value=${day} min=${first} max=${last} @change=${picked} />
      </span>
      ${step(1, t.dayOn, icon.on)} ${step(7, t.weekOn, icon.onMore)}
    </div>
    ${state.copy
      ? nothing
      : html`<div class="switch" role="group" aria-label=${t.known}>
          ${known('now', t.knownNow, t.knownNowNote)} ${known('then', t.knownThen, t.knownThenNote)}
        </div>`}
    <button type="button" class="button latest" ?hidden=${day === last} @click=${() => showDate(store, last)}>${t.lastDate}</button>
  `;
}
