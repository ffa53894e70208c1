// The panel of one place: who holds it, why the map says so, and what was ever reported of it.

import { html, nothing, render, type TemplateResult } from 'lit-html';
import type { Adding } from '../add/adding.ts';
import type { Change, ControlState, Report } from '../api.ts';
import { after, assessed, before, holderOf, newestFirst, precision, wordOf } from '../control.ts';
import { when, words, type Day } from '../dates.ts';
import { admissions, evidence, webAddress } from '../evidence.ts';
import type { Lang, Messages } from '../i18n/index.ts';
import { firstDay } from '../period.ts';
import { markImage } from '../marks.ts';
import { names, regionName } from '../names.ts';
import type { Source } from '../source.ts';
import type { State, Store } from '../state.ts';
import { selectedPlace, textOf, type Known } from '../view.ts';
import { icon } from './icons.ts';

export function createPlace(element: HTMLElement, store: Store, source: Source, copyLink: () => void, adding: Adding): void {
  const draw = (state: State) => {
    render(state.place === null ? nothing : panel(state, store, source, copyLink, adding), element);
  };
  store.on(['place', 'found', 'origin', 'reports', 'history', 'control', 'controlDay', 'controlKnown', 'lang'], (state, { keys }) => {
    draw(state);
    if (keys.has('place')) element.scrollTop = 0;
  });
  draw(store.state);
}

function panel(state: State, store: Store, source: Source, copyLink: () => void, adding: Adding): TemplateResult {
  const t = textOf(state);
  const place = selectedPlace(state);
  return html`
    <button type="button" class="back" @click=${() => store.set({ place: null }, { step: true })}>${icon.back}${t.allChanges}</button>
    ${place && state.reports && state.reports.every((r) => r.place_id === place.id) ? details(place, state.reports, state, store, t, source, copyLink, adding) : html`<h2 tabindex="-1">${t.loading}</h2>`}
  `;
}

function details(place: Known, reports: readonly Report[], state: State, store: Store, t: Messages, source: Source, copyLink: () => void, adding: Adding): TemplateResult {
  const { lang } = state;
  const file = source.placeFile(place.id, place.state !== undefined, state.controlKnown === 'then' ? state.controlDay : null);
  const upTo = state.controlDay ?? '9999-12-31';
  const { why, later, other } = evidence(reports, place.id, place.state, upTo);
  const list = (some: readonly Report[]) => html`<ul class="reports">
    ${some.map((r) => html`<li>${quoted(r, lang, t, source)}</li>`)}
  </ul>`;
  return html`
    <h2 tabindex="-1" data-ready>${names(place.name, place.name_uk, lang)}</h2>
    <p class="where">
      ${[place.oblast && regionName(place.oblast, lang), place.population && t.population(roughly(place.population))].filter(Boolean).join(', ')}<br />
      ${degrees(place.lat, t.north, t.south)}, ${degrees(place.lon, t.east, t.west)}
    </p>
    ${place.state ? status(place.state, lang, t) : silence(reports, place.id, t)}
    ${why.length
      ? html`<h3>${t.why}</h3>
          <p class="note">${summary([...why, ...later], t)}</p>
          ${list(why)}
          ${later.length
            ? html`<details>
                <summary>${t.laterReports(later.length)}</summary>
                ${list(later)}
              </details>`
            : nothing}`
      : nothing}
    ${ledger(state.history ?? [], originOf(place, state), state, store, t)}
    ${other.length
      ? html`<h3>${t.other}</h3>
          <p class="note">${t.otherNote}</p>
          ${list(other)}`
      : nothing}
    <p class="actions">
      <button type="button" class="button" @click=${copyLink}>${icon.link}${t.copyLink}</button>
      ${file ? html`<a class="button" href=${file}>${t.placeJson}</a>` : nothing} ${suggestions(place, reports, t, adding)}
    </p>
  `;
}

/** What a reader can add to what is known of the place. */
function suggestions(place: Known, reports: readonly Report[], t: Messages, { on, open }: Adding) {
  if (!on) return nothing;
  const report = html`<button type="button" class="button" @click=${() => open({ kind: 'report', place })}>${icon.plus}${t.addReport}</button>`;
  return html`${reports.length ? nothing : report}
    <button type="button" class="button" @click=${() => open({ kind: 'correction', place })}>${t.suggest}</button>`;
}

function status(c: ControlState, lang: Lang, t: Messages): TemplateResult {
  const holder = assessed(c);
  const silent = c.rests_on === 'none' && !c.claim_by;
  return html`<div class="status">
    <p class="holder">${markImage(holder)}<b>${silent ? t.noReport : t[`${holder.holder}State`]}</b></p>
    ${restsOn(c, lang, t).map((line) => html`<p>${line}</p>`)} ${c.claim_by ? claim(c, lang, t) : nothing}
  </div>`;
}

/** What the holder rests on, and since when it is known. */
function restsOn(c: ControlState, lang: Lang, t: Messages): string[] {
  const day = (d: Day | null) => (d ? words(d, lang, 'long') : '');
  if (c.rests_on === 'baseline') return [t.baseline(day(firstDay))];
  if (c.rests_on === 'none' && c.claim_by) return [];
  if (c.rests_on === 'none') return [c.holder === 'unknown' ? t.emptyNote : t.restsOnNothing];
  if (c.holder === 'unknown') return [];
  const held = c.presumed ? t.presumedSince : c.holder === 'contested' ? t.contestedSince : t.confirmedSince;
  return [held(day(c.since)), ...(c.known_from && c.known_from !== c.since ? [t.knownFrom(day(c.known_from))] : [])];
}

function claim(c: ControlState, lang: Lang, t: Messages) {
  if (!c.claim_by) return nothing;
  const since = c.claim_since ? words(c.claim_since, lang, 'long') : '';
  const text = c.claim_announced
    ? t.announcedSince(t[`withdrawal${c.claim_by}`], since)
    : (c.claim_disputed ? t.claimDisputed : t.claimBy)(t[c.claim_by], since);
  return html`<p class="claim">${markImage({ holder: holderOf(c.claim_by), hollow: true })} ${text}</p>`;
}

function silence(reports: readonly Report[], place: number, t: Messages): TemplateResult {
  const later = reports.some((r) => r.place_id === place);
  return html`<div class="status">
    <p class="holder">${markImage({ holder: 'unknown', hollow: false })}<b>${later ? t.noReportBy : t.noReport}</b></p>
    <p>${t.emptyNote}</p>
  </div>`;
}

function summary(why: readonly Report[], t: Messages): string {
  const admitted = admissions(why).length;
  return t.reportCount(why.length) + (admitted ? `, ${t.fromLoser(admitted)}.` : '.');
}

function quoted(r: Report, lang: Lang, t: Messages, source: Source): TemplateResult {
  const sentence = source.sentence(r);
  return html`<article class="report">
    <blockquote dir="auto">${r.quote}</blockquote>
    <p class="cite">
      <span>${publisher(r, t)}</span>
      <span>${r.published ? t.published(words(r.published, lang, 'medium')) : t.publishedUnknown}</span>
    </p>
    ${r.source ? html`<p class="said">${t.saidBy(r.source)}</p>` : nothing}
    <p class="dated">${dated(r, lang, t)}</p>
    <p class="tags">
      ${r.source_side ? html`<span class="tag">${t[`${r.source_side}Voice`]}</span>` : nothing}
      <span class="tag">${t[`${r.status}Status`]}</span>
      ${r.background ? html`<span class="tag">${t.background}</span>` : nothing}
      ${sentence ? html`<a href=${sentence}>${t.inArticle}</a>` : nothing}
    </p>
  </article>`;
}

function publisher(r: Report, t: Messages): TemplateResult {
  const name = [r.publisher, r.title].filter(Boolean).join(': ') || t.noPublisher;
  const href = webAddress(r.url);
  return href ? html`<a href=${href} rel="noopener noreferrer" target="_blank">${name}</a>` : html`${name}`;
}

function dated(r: Report, lang: Lang, t: Messages): string {
  const what = r.by ? t[`${r.kind}${r.by}`] : t.contested;
  const basis = r.date ? t[`${r.date_basis ?? 'event'}Basis`](when(r.date, precision(r), lang, t.weekOf)) : t.noDate;
  return r.date_basis === 'published' ? basis : `${what}. ${basis}`; // a report without a day of its own may tell of how it is
}

/** The state of the place when the map begins; null when there is none, or it is not here yet. */
function originOf(place: Known, { origin }: State): ControlState | null {
  if (place.state && place.state.rests_on !== 'report') return place.state; // it never changed
  return origin?.id === place.id ? origin : null;
}

/** Every change of the place down to the start of the data; choosing one shows its day. */
function ledger(history: readonly Change[], origin: ControlState | null, state: State, store: Store, t: Messages) {
  const changes = [...history].sort(newestFirst);
  const within = (c: Change) => c.date >= firstDay;
  const first = changes.at(-1)?.date;
  if (!first && !origin) return nothing;
  const rows = (list: readonly Change[]) => list.map((c) => turn(c, state, store, t));
  return html`<h3>${t.history}</h3>
    <ol class="ledger" reversed>
      ${rows(changes.filter(within))} ${origin ? begin(origin, state.lang, t) : nothing} ${rows(changes.filter((c) => !within(c)))}
      ${!origin && first
        ? html`<li>
            <span class="time">${t.before(words(first, state.lang, 'long'))}</span>
            <span>${t.noEarlier}</span>
          </li>`
        : nothing}
    </ol>`;
}

function turn(c: Change, { controlDay, lang }: State, store: Store, t: Messages): TemplateResult {
  const later = c.date > (controlDay ?? '');
  const [from, to] = [before(c), after(c)];
  const notes = [t.reportsOf(c.reports), later && t.laterNote];
  const show = () => store.set({ date: c.date, since: null }, { step: true });
  return html`<li class=${later ? 'later' : ''}>
    <span class="time"
      ><button type="button" class="link" title=${t.showDay} ?disabled=${c.date === controlDay} @click=${show}>${when(c.date, c.date_precision, lang, t.weekOf)}</button></span
    >
    <span>
      <span class="marks">${markImage(from)}<span aria-hidden="true">→</span>${markImage(to)}</span>
      <span class="unseen">${t.fromTo(t[`${from.holder}State`], t[`${to.holder}State`])}:</span>
      ${t[`${wordOf(c)}Word`]}<small>${notes.filter(Boolean).join(', ')}</small>
    </span>
  </li>`;
}

function begin({ holder, rests_on }: ControlState, lang: Lang, t: Messages): TemplateResult {
  const what = { UA: t.originHeld, RU: t.originOccupied, contested: t.originContested, unknown: t.originUnknown }[holder];
  const note = { baseline: t.originBaseline, none: holder === 'unknown' ? '' : t.originNone, report: '' }[rests_on];
  return html`<li>
    <span class="time">${words(firstDay, lang, 'long')}</span>
    <span>${what}${note ? html`<small>${note}</small>` : nothing}</span>
  </li>`;
}

/** Two leading figures: the counts are from before 2022. */
function roughly(n: number): number {
  const unit = 10 ** Math.max(0, Math.floor(Math.log10(n)) - 2);
  return Math.round(n / unit) * unit;
}

const degrees = (v: number, positive: string, negative: string) => `${Math.abs(v).toFixed(4)}° ${v < 0 ? negative : positive}`;
