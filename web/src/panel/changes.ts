// The panel "What changed": numbers, then the changes by day, the newest first.

import { html, nothing, render, type TemplateResult } from 'lit-html';
import { repeat } from 'lit-html/directives/repeat.js';
import type { Report } from '../api.ts';
import { count, firstDay, type Change, type Word } from '../control.ts';
import { range, when, words, type Day } from '../dates.ts';
import type { Lang, Messages } from '../i18n/index.ts';
import { markImage } from '../marks.ts';
import { names } from '../names.ts';
import type { State, Store } from '../state.ts';
import { changesOf, textOf } from '../view.ts';

export function createChanges(element: HTMLElement, store: Store): void {
  const draw = (state: State) => render(panel(state, store), element);
  store.on(['reports', 'control', 'controlDay', 'lang', 'place', 'failed'], draw);
  draw(store.state);
}

function panel(state: State, store: Store): TemplateResult {
  const t = textOf(state);
  const { reports, control, controlDay } = state;
  if (!reports || !control) return state.failed ? html`<h2>${t.whatChanged}</h2>` : loading(t);

  const listed = changesOf(state);
  const first = firstDay(reports);
  return html`
    <h2>${t.whatChanged} ${period(first, controlDay, state.lang)}</h2>
    ${numbers(state, t)}
    ${listed.length === 0
      ? empty(state, store, t)
      : repeat(
          byTime(listed),
          (group) => group.key,
          (group) => day(group, state, store, t),
        )}
  `;
}

function period(first: Day | null, last: Day | null, lang: Lang) {
  return first && last && first <= last ? html`<small>${range(first, last, lang)}</small>` : nothing;
}

function numbers(state: State, t: Messages): TemplateResult {
  const n = count(state.control ?? [], state.reports ?? []);
  return html`<ul class="numbers">
    <li class="held">
      <b>${n.recaptured}</b>
      <span>${t.recapturedCount}${n.claimed ? html` <small>${t.onlyClaimed(n.claimed)}</small>` : nothing}</span>
    </li>
    <li class="contested"><b>${n.contested}</b> <span>${t.contestedCount}</span></li>
    <li class="occupied"><b>${n.lost}</b> <span>${t.lostCount}</span></li>
  </ul>`;
}

interface Group {
  key: string;
  change: Change; // the first, which stands for the time of all
  changes: Change[];
}

/** Changes with the same time, as exactly as it is known. */
function byTime(listed: readonly Change[]): Group[] {
  const groups = new Map<string, Group>();
  for (const change of listed) {
    const key = `${change.day} ${change.precision}`;
    const group = groups.get(key);
    if (group) group.changes.push(change);
    else groups.set(key, { key, change, changes: [change] });
  }
  return [...groups.values()];
}

function day({ change, changes }: Group, state: State, store: Store, t: Messages): TemplateResult {
  const exact = change.precision === 'day';
  const heading = exact ? words(change.day, state.lang, 'spoken') : when(change.day, change.precision, state.lang, t.weekOf);
  return html`<section class="day">
    <h3>
      <span>${heading}</span>
      <span class="count"><span aria-hidden="true">${changes.length}</span><span class="unseen">${t.changeCount(changes.length)}</span></span>
    </h3>
    <ul>
      ${changes.map((c) => html`<li>${entry(c, state, store, t)}</li>`)}
    </ul>
  </section>`;
}

function entry(change: Change, state: State, store: Store, t: Messages): TemplateResult {
  const [lead] = change.reports;
  const others = change.reports.length - 1;
  const tone = change.after.hollow ? '' : change.after.holder;
  return html`<button
    class="entry"
    type="button"
    data-place=${change.place}
    aria-current=${state.place === change.place ? 'true' : nothing}
    @click=${() => store.set({ place: change.place }, { step: true })}
  >
    <span class="line">
      <span class="marks">
        ${markImage(change.before)}<span aria-hidden="true">→</span>${markImage(change.after)}
        <span class="unseen">${t.fromTo(t[`${change.before.holder}State`], t[`${change.after.holder}State`])}:</span>
      </span>
      <span class="names">${names(change.name, change.nameUk, state.lang)}</span>
      <span class="word ${tone}">${wordText(change.word, t)}</span>
    </span>
    <span class="quote" dir="auto">${lead?.quote}</span>
    <span class="source">${sourceLine(lead, change, state.lang, t)}${others ? `, ${t.more(others)}` : nothing}</span>
  </button>`;
}

const wordText = (word: Word, t: Messages) => t[`${word}Word`];

function sourceLine(report: Report | undefined, change: Change, lang: Lang, t: Messages): string {
  const who = report?.publisher ?? report?.source ?? t.noPublisher;
  if (!report?.published) return who;
  const sameYear = report.published.slice(0, 4) === change.day.slice(0, 4);
  return `${who}, ${t.reported(words(report.published, lang, sameYear ? 'short' : 'medium'))}`;
}

const loading = (t: Messages) =>
  html`<h2>${t.loading}</h2>
    <div class="bars" aria-hidden="true">${[1, 2, 3, 4].map(() => html`<i></i><i></i><i></i>`)}</div>`;

function empty(state: State, store: Store, t: Messages): TemplateResult {
  const some = state.reports?.length !== 0;
  return html`<div class="empty">
    <p>${some ? t.empty : t.emptyData}</p>
    <p>${t.emptyNote}</p>
    ${some && state.date
      ? html`<button type="button" class="button" @click=${() => store.set({ date: null }, { step: true })}>${t.toLatest}</button>`
      : nothing}
  </div>`;
}
