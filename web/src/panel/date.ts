// The date shown: how it moves, and its card on the map.

import { html, nothing, render } from 'lit-html';
import { addDays, withWeekday, words, type Day } from '../dates.ts';
import { messagesIn } from '../i18n/index.ts';
import { isRecapture } from '../map/ground.ts';
import { movedStart } from '../period.ts';
import type { State, Store } from '../state.ts';
import { shownDay, textOf } from '../view.ts';

/** Moves the date shown by some days, but not out of the data; Back undoes it. */
export function stepDate(store: Store, days: number): void {
  const day = shownDay(store.state);
  if (day) showDate(store, addDays(day, days));
}

/** Shows a day, the nearest there is; Back undoes it. */
export function showDate(store: Store, wanted: Day): void {
  const { range, since } = store.state;
  const from = shownDay(store.state);
  if (!range || !from) return;
  const day = wanted > range.last ? range.last : wanted < range.first ? range.first : wanted;
  if (day === from) return;
  store.set({ date: day === range.last ? null : day, since: movedStart(since, from, day) }, { step: true });
}

/** Says which day and which knowledge the map is a picture of. */
export function createDateCard(element: HTMLElement, store: Store, compare?: () => void): void {
  const draw = (state: State) => {
    const day = state.controlDay;
    element.hidden = !day;
    render(day ? html`<b>${textOf(state).control(withWeekday(day, state.lang, 'long'))}</b><span>${reading(state, day)}</span>${compare ? html`<button type="button" class="link compare" @click=${compare}>${textOf(state).compare}</button>` : nothing}` : nothing, element);
  };
  store.on(['controlDay', 'controlSince', 'controlKnown', 'changed', 'groundDay', 'lang'], draw);
  draw(store.state);
}

function reading({ controlKnown, controlSince, changed, groundDay, copy, lang }: State, day: Day): string {
  const t = messagesIn(lang);
  if (copy && groundDay !== day) return groundDay ? t.groundAsOf(words(groundDay, lang, 'long')) : t.groundNone;
  const knowledge = controlKnown === 'then' ? t.reportedBy(words(day, lang, 'long')) : t.knownNow;
  const strong = controlSince && changed?.some(isRecapture);
  return strong ? `${knowledge}. ${t.strongSince(words(controlSince, lang, 'short'))}` : knowledge;
}
