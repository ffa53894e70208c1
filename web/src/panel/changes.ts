// The panel "What changed": numbers, filters, then the changes in view by day, the newest first.

import { html, nothing, render, type TemplateResult } from 'lit-html';
import { repeat } from 'lit-html/directives/repeat.js';
import type { Change } from '../api.ts';
import { after, before, count, wordOf } from '../control.ts';
import { addDays, range, when, words, type Day } from '../dates.ts';
import { kinds, type Kind } from '../hash.ts';
import type { Lang, Messages } from '../i18n/index.ts';
import { rough, totals } from '../map/ground.ts';
import { markImage } from '../marks.ts';
import { names } from '../names.ts';
import type { Key, State, Store } from '../state.ts';
import { counted, filtered, listed, publishers, textOf } from '../view.ts';

export interface Ways {
  /** Shows all changes of the window on the map. */
  showAll(): void;
  /** Shows how the areas grew and shrank. */
  chart(): void;
}

export function createChanges(element: HTMLElement, store: Store, ways: Ways): void {
  let due: number | null = null; // the entry that is to get the focus once it is there
  const look = (from: Day | null, entry: number) => {
    due = entry;
    store.set({ since: from });
  };
  const draw = (state: State, change?: { keys: ReadonlySet<Key> }) => {
    render(panel(state, store, look, ways), element);
    if (due === null || !change?.keys.has('controlSince')) return;
    element.querySelectorAll<HTMLElement>('.entry')[due]?.focus();
    due = null;
  };
  store.on(['changes', 'control', 'areas', 'changed', 'controlSince', 'lang', 'place', 'failed', 'bounds', 'timeline'], draw);
  store.on(['kind', 'confirmed', 'off', 'sources'], draw);
  draw(store.state);
}

type Look = (from: Day | null, entry: number) => void;

function panel(state: State, store: Store, look: Look, ways: Ways): TemplateResult {
  const t = textOf(state);
  const { changes, controlDay, controlSince: since } = state;
  if (!changes || !controlDay || !since) return state.failed ? html`<h2>${t.whatChanged}</h2>` : loading(t);

  const list = listed(state);
  const elsewhere = filtered(state).length - list.length;
  return html`
    <h2>${t.whatChangedIn(range(since, controlDay, state.lang))}</h2>
    ${numbers(counted(state), t)} ${groundLine(state, t, ways)} ${filters(state, store, t)}
    ${list.length === 0 ? silence(state, elsewhere, t) : nothing}
    ${repeat(
      byTime(list),
      (group) => group.key,
      (group) => day(group, state, store, t),
    )}
    ${elsewhere > 0
      ? html`<p class="elsewhere">
          ${t.elsewhere(elsewhere)} <button type="button" class="link" @click=${ways.showAll}>${t.showAll}</button>
        </p>`
      : nothing}
    ${further(state, since, store, look, t)}
  `;
}

function numbers(changes: readonly Change[], t: Messages): TemplateResult {
  const n = count(changes);
  return html`<ul class="numbers">
    <li class="held">
      <b>${n.recaptured}</b>
      <span>${t.recapturedCount}${n.claimed ? html` <small>${t.onlyClaimed(n.claimed)}</small>` : nothing}</span>
    </li>
    <li class="contested"><b>${n.contested}</b> <span>${t.contestedCount}</span></li>
    <li class="occupied"><b>${n.lost}</b> <span>${t.lostCount}</span></li>
  </ul>`;
}

/** How much ground was recaptured, with how much of it is inferred. */
function groundLine(state: State, t: Messages, { chart }: Ways) {
  if (!state.areas && !state.failed) return html`<p class="ground due" aria-hidden="true">${t.noGround} ${t.areaChart}</p>`; // room for it
  if (!state.areas?.length) return nothing;
  const { all, inferred } = totals(state.areas, state.changed ?? []).recaptured;
  const km2 = rough(all);
  const stands = km2
    ? html`${t.standFor} <b>${t.km2(km2)}</b> ${t.ofNearest}${inferred ? html`, ${rough(inferred) === km2 ? t.km2All : t.km2Inferred(rough(inferred))}` : nothing}.
        ${t.notSurveyed}`
    : state.changed
      ? t.noGround
      : t.groundWeekOnly;
  return html`<p class="ground">${stands} <button type="button" class="link chart" @click=${chart}>${t.areaChart}</button></p>`;
}

function filters(state: State, store: Store, t: Messages): TemplateResult {
  const sort = (kind: Kind | null, name: string) => html`<button
    type="button"
    class="chip"
    aria-pressed=${state.kind === kind ? 'true' : 'false'}
    @click=${() => store.set({ kind })}
  >
    ${name}
  </button>`;
  return html`<div class="filters">
    <div class="chips" role="group" aria-label=${t.sortOfChange}>${sort(null, t.all)} ${kinds.map((kind) => sort(kind, t[`${kind}Word`]))}</div>
    <label class="check">
      <input type="checkbox" .checked=${state.confirmed} @change=${(e: Event) => store.set({ confirmed: (e.target as HTMLInputElement).checked })} />
      ${t.confirmedOnly}
    </label>
    ${sourceChoice(state, store, t)}
  </div>`;
}

/** One publisher alone, or all but one; what an address asks for beyond that is kept until the reader chooses. */
function sourceChoice(state: State, store: Store, t: Messages) {
  const all = publishers(state);
  const chosen = state.sources.join('\n');
  if (all.length < 2 && !chosen) return nothing;
  const choose = (e: Event) => {
    const { value } = e.target as HTMLSelectElement;
    store.set({ sources: value ? value.split('\n') : [] });
  };
  const known = new Set(['', ...all, ...all.map((name) => `-${name}`)]);
  const option = (value: string, text: string) => html`<option value=${value} ?selected=${value === chosen}>${text}</option>`;
  return html`<select aria-label=${t.sources} @change=${choose}>
    ${option('', t.allSources(all.length))} ${known.has(chosen) ? nothing : option(chosen, state.sources.join(', '))}
    <optgroup label=${t.onlySource}>${all.map((name) => option(name, name))}</optgroup>
    <optgroup label=${t.withoutSource}>${all.map((name) => option(`-${name}`, name))}</optgroup>
  </select>`;
}

interface Group {
  key: string;
  change: Change; // the first, which stands for the time of all
  changes: Change[];
}

/** Changes with the same time, as exactly as it is known. */
function byTime(list: readonly Change[]): Group[] {
  const groups = new Map<string, Group>();
  for (const change of list) {
    const key = `${change.date} ${change.date_precision}`;
    const group = groups.get(key);
    if (group) group.changes.push(change);
    else groups.set(key, { key, change, changes: [change] });
  }
  return [...groups.values()];
}

function day({ change, changes }: Group, state: State, store: Store, t: Messages): TemplateResult {
  const exact = change.date_precision === 'day';
  const heading = exact ? words(change.date, state.lang, 'spoken') : when(change.date, change.date_precision, state.lang, t.weekOf);
  return html`<section class="day">
    <h3>
      <span>${heading}</span>
      <span class="count"><span aria-hidden="true">${changes.length}</span><span class="unseen">${t.changeCount(changes.length)}</span></span>
    </h3>
    <ul>
      ${repeat(
        changes,
        (c) => c.id,
        (c) => html`<li>${entry(c, state, store, t)}</li>`,
      )}
    </ul>
  </section>`;
}

function entry(change: Change, state: State, store: Store, t: Messages): TemplateResult {
  const [from, to] = [before(change), after(change)];
  const others = change.reports - 1;
  return html`<button
    class="entry"
    type="button"
    data-place=${change.place_id}
    aria-current=${state.place === change.place_id ? 'true' : nothing}
    @click=${() => store.set({ place: change.place_id }, { step: true })}
  >
    <span class="line">
      <span class="marks">
        ${markImage(from)}<span aria-hidden="true">→</span>${markImage(to)}
        <span class="unseen">${t.fromTo(t[`${from.holder}State`], t[`${to.holder}State`])}:</span>
      </span>
      <span class="names">${names(change.name, change.name_uk, state.lang)}</span>
      <span class="word ${to.hollow ? '' : to.holder}">${t[`${wordOf(change)}Word`]}</span>
    </span>
    <span class="quote" dir="auto">${change.quote}</span>
    <span class="source">${sourceLine(change, state.lang, t)}${others > 0 ? `, ${t.more(others)}` : nothing}</span>
  </button>`;
}

function sourceLine({ publisher, source, published, date }: Change, lang: Lang, t: Messages): string {
  const who = publisher ?? source ?? t.noPublisher;
  if (!published) return who;
  return `${who}, ${t.reported(words(published, lang, published.slice(0, 4) === date.slice(0, 4) ? 'short' : 'medium'))}`;
}

const loading = (t: Messages) =>
  html`<h2>${t.loading}</h2>
    <div class="bars" aria-hidden="true">${[1, 2, 3, 4].map(() => html`<i></i><i></i><i></i>`)}</div>`;

function silence(state: State, elsewhere: number, t: Messages): TemplateResult {
  const text = state.timeline?.length === 0 ? t.emptyData : elsewhere ? t.emptyHere : isFiltered(state) ? t.emptyFiltered : t.empty;
  return html`<p class="empty">${text} <small>${t.emptyNote}</small></p>`;
}

const isFiltered = ({ kind, confirmed, off, sources }: State) => kind !== null || confirmed || off.length > 0 || sources.length > 0;

/** Ways to changes that the window or the filters leave out. */
function further(state: State, since: Day, store: Store, look: Look, t: Messages) {
  const days = (state.timeline ?? []).map((b) => b.date);
  const [first, last] = [days[0], days.findLast((d) => d < since)];
  const shown = listed(state).length;
  const fortnight = addDays(since, -14);
  const start = last && last < fortnight ? last : fortnight; // a change is then shown at least
  const show = (from: Day | null) => () => look(from, from ? shown : 0); // the first of what comes
  const button = (text: string, act: () => void) => html`<button type="button" class="button" @click=${act}>${text}</button>`;
  const plain = () => store.set({ kind: null, confirmed: false, off: [], sources: [] });
  return html`<p class="further">
    ${isFiltered(state) && shown === 0 ? button(t.noFilter, plain) : nothing}
    ${first && first < since ? button(start === fortnight ? t.lookBack : t.earlier(words(start, state.lang, 'long')), show(start)) : nothing}
    ${first && first < start ? button(t.everything(words(first, state.lang, 'long')), show(first)) : nothing}
    ${state.since && shown > 0 ? button(t.onlyWeek, show(null)) : nothing}
    ${state.date && shown === 0 ? button(t.toLatest, () => store.set({ date: null, since: null }, { step: true })) : nothing}
  </p>`;
}
