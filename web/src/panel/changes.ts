// The panel "What changed": numbers, then the changes by day, the newest first.

import { html, nothing, render, type TemplateResult } from 'lit-html';
import { repeat } from 'lit-html/directives/repeat.js';
import type { Report } from '../api.ts';
import { count, type Change, type Word } from '../control.ts';
import { range, when, words, type Day } from '../dates.ts';
import type { Lang, Messages } from '../i18n/index.ts';
import { rough, totals } from '../map/ground.ts';
import { markImage } from '../marks.ts';
import { names } from '../names.ts';
import { earlierStart } from '../period.ts';
import type { Key, State, Store } from '../state.ts';
import { changesBefore, changesOf, textOf } from '../view.ts';

export function createChanges(element: HTMLElement, store: Store): void {
  let due: number | null = null; // the entry that is to get the focus once it is there
  const look = (from: Day | null, entry: number) => {
    due = entry;
    store.set({ since: from });
  };
  const draw = (state: State, change?: { keys: ReadonlySet<Key> }) => {
    render(panel(state, store, look), element);
    if (due === null || !change?.keys.has('controlSince')) return;
    element.querySelectorAll<HTMLElement>('.entry')[due]?.focus();
    due = null;
  };
  store.on(['reports', 'control', 'areas', 'changed', 'controlDay', 'controlSince', 'lang', 'place', 'failed'], draw);
  draw(store.state);
}

type Look = (from: Day | null, entry: number) => void;

function panel(state: State, store: Store, look: Look): TemplateResult {
  const t = textOf(state);
  const { reports, control, controlDay, controlSince: since } = state;
  if (!reports || !control || !controlDay || !since) return state.failed ? html`<h2>${t.whatChanged}</h2>` : loading(t);

  const listed = changesOf(state);
  return html`
    <h2>${t.whatChanged} <small>${range(since, controlDay, state.lang)}</small></h2>
    ${numbers(state, since, t)} ${ground(state, t)}
    ${listed.length === 0 ? html`<p class="empty">${reports.length === 0 ? t.emptyData : t.empty} <small>${t.emptyNote}</small></p>` : nothing}
    ${repeat(
      byTime(listed),
      (group) => group.key,
      (group) => day(group, state, store, t),
    )}
    ${further(state, since, store, look, t)}
  `;
}

function numbers(state: State, since: Day, t: Messages): TemplateResult {
  const n = count(state.control ?? [], state.reports ?? [], since);
  return html`<ul class="numbers">
    <li class="held">
      <b>${n.recaptured}</b>
      <span>${t.recapturedCount}${n.claimed ? html` <small>${t.onlyClaimed(n.claimed)}</small>` : nothing}</span>
    </li>
    <li class="contested"><b>${n.contested}</b> <span>${t.contestedCount}</span></li>
    <li class="occupied"><b>${n.lost}</b> <span>${t.lostCount}</span></li>
  </ul>`;
}

/** How much ground each side is shown to hold, with how much of it is inferred. */
function ground(state: State, t: Messages) {
  if (!state.areas?.length) return nothing;
  const of = totals(state.areas, state.changed ?? []);
  const names = { recaptured: t.recapturedWord, occupied: t.occupied, contested: t.contested, claimed: t.claimedWord };
  const rows = (['recaptured', 'occupied', 'contested', 'claimed'] as const).filter((name) => rough(of[name].all) > 0);
  return html`<section class="ground">
    <h3>${t.ground}</h3>
    <dl>
      ${rows.map((name) => {
        const { all, inferred } = of[name];
        const whole = rough(inferred) === rough(all);
        return html`<div>
          <dt>${names[name]}</dt>
          <dd>${t.km2(rough(all))}${inferred ? html`, <small>${whole ? t.km2All : t.km2Inferred(rough(inferred))}</small>` : nothing}</dd>
        </div>`;
      })}
    </dl>
    ${state.changed ? nothing : html`<p class="note">${t.groundWeekOnly}</p>`}
  </section>`;
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

/** Ways to changes outside of the window. */
function further(state: State, since: Day, store: Store, look: Look, t: Messages) {
  const all = changesBefore(state);
  const listed = changesOf(state).length;
  const first = all.at(-1)?.day;
  const start = earlierStart(since, all[listed]?.day ?? null);
  const show = (from: Day | null) => () => look(from, from ? listed : 0); // the first of what comes
  const button = (text: string, act: () => void) => html`<button type="button" class="button" @click=${act}>${text}</button>`;
  return html`<p class="further">
    ${first && first < since ? button(t.earlier(words(start, state.lang, 'long')), show(start)) : nothing}
    ${first && first < start ? button(t.everything(words(first, state.lang, 'long')), show(first)) : nothing}
    ${state.since && listed > 0 ? button(t.onlyWeek, show(null)) : nothing}
    ${state.date && listed === 0 ? button(t.toLatest, () => store.set({ date: null, since: null }, { step: true })) : nothing}
  </p>`;
}
