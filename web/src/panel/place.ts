// The panel of one place: who holds it, why the map says so, and what was ever reported of it.

import { html, nothing, render, type TemplateResult } from 'lit-html';
import type { ControlState, Report } from '../api.ts';
import { assessed, holderOf, precision } from '../control.ts';
import { when, words, type Day } from '../dates.ts';
import { admissions, evidence, history, webAddress, type Entry } from '../evidence.ts';
import type { Lang, Messages } from '../i18n/index.ts';
import { firstDay } from '../period.ts';
import { markImage } from '../marks.ts';
import { names, regionName } from '../names.ts';
import type { Source } from '../source.ts';
import type { State, Store } from '../state.ts';
import { selectedPlace, textOf, type Known } from '../view.ts';
import { icon } from './icons.ts';

export function createPlace(element: HTMLElement, store: Store, source: Source, copyLink: () => void): void {
  const draw = (state: State) => {
    render(state.place === null ? nothing : panel(state, store, source, copyLink), element);
  };
  store.on(['place', 'found', 'origin', 'reports', 'control', 'controlDay', 'controlKnown', 'lang'], (state, { keys }) => {
    draw(state);
    if (keys.has('place')) element.scrollTop = 0;
  });
  draw(store.state);
}

function panel(state: State, store: Store, source: Source, copyLink: () => void): TemplateResult {
  const t = textOf(state);
  const place = selectedPlace(state);
  return html`
    <button type="button" class="back" @click=${() => store.set({ place: null }, { step: true })}>${icon.back}${t.allChanges}</button>
    ${place && state.reports ? details(place, state.reports, state, t, source, copyLink) : html`<h2 tabindex="-1">${t.loading}</h2>`}
  `;
}

function details(place: Known, reports: readonly Report[], state: State, t: Messages, source: Source, copyLink: () => void): TemplateResult {
  const { lang } = state;
  const file = source.placeFile(place.id, place.state !== undefined, state.controlKnown === 'then' ? state.controlDay : null);
  const upTo = state.controlDay ?? '9999-12-31';
  const { why, other } = evidence(reports, place.id, place.state, upTo);
  return html`
    <h2 tabindex="-1" data-ready>${names(place.name, place.name_uk, lang)}</h2>
    <p class="where">
      ${[place.oblast && regionName(place.oblast, lang), place.population && t.population(roughly(place.population))].filter(Boolean).join(', ')}<br />
      ${degrees(place.lat, t.north, t.south)}, ${degrees(place.lon, t.east, t.west)}
    </p>
    ${place.state ? status(place.state, lang, t) : silence(reports, place.id, t)}
    ${why.length
      ? html`<h3>${t.why}</h3>
          <p class="note">${summary(why, t)}</p>
          <ul class="reports">
            ${why.map((r) => html`<li>${quoted(r, lang, t)}</li>`)}
          </ul>`
      : nothing}
    ${other.length
      ? html`<h3>${t.other}</h3>
          <p class="note">${t.otherNote}</p>
          <ul class="reports">
            ${other.map((r) => html`<li>${quoted(r, lang, t)}</li>`)}
          </ul>`
      : nothing}
    ${ledger(history(reports, place.id), originOf(place, state), upTo, lang, t)}
    <p class="actions">
      <button type="button" class="button" @click=${copyLink}>${icon.link}${t.copyLink}</button>
      ${file ? html`<a class="button" href=${file}>${t.placeJson}</a>` : nothing}
    </p>
  `;
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

function quoted(r: Report, lang: Lang, t: Messages): TemplateResult {
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
    </p>
  </article>`;
}

function publisher(r: Report, t: Messages): TemplateResult {
  const name = [r.publisher, r.title].filter(Boolean).join(': ') || t.noPublisher;
  const href = webAddress(r.url);
  return href ? html`<a href=${href} rel="noopener noreferrer" target="_blank">${name}</a>` : html`${name}`;
}

function dated(r: Report, lang: Lang, t: Messages): string {
  if (!r.date) return t.noDate;
  const day = when(r.date, precision(r), lang, t.weekOf);
  return t[`${r.date_basis ?? 'event'}Basis`](day);
}

/** The state of the place when the map begins; null when there is none, or it is not here yet. */
function originOf(place: Known, { origin }: State): ControlState | null {
  if (place.state && place.state.rests_on !== 'report') return place.state; // it never changed
  return origin?.id === place.id ? origin : null;
}

function ledger(entries: readonly Entry[], origin: ControlState | null, upTo: Day, lang: Lang, t: Messages) {
  const first = entries.findLast((e) => e.day)?.day;
  if (!first && !origin) return nothing;
  const within = (e: Entry) => e.day !== null && e.day >= firstDay;
  const rows = (list: readonly Entry[]) => list.map((e) => reported(e, upTo, lang, t));
  return html`<h3>${t.history}</h3>
    <ol class="ledger" reversed>
      ${rows(entries.filter(within))} ${origin ? begin(origin, lang, t) : nothing} ${rows(entries.filter((e) => !within(e)))}
      ${!origin && first
        ? html`<li>
            <span class="time">${t.before(words(first, lang, 'long'))}</span>
            <span>${t.noEarlier}</span>
          </li>`
        : nothing}
    </ol>`;
}

function reported(e: Entry, upTo: Day, lang: Lang, t: Messages): TemplateResult {
  const after = e.day !== null && e.day > upTo;
  const what = e.by ? t[`${e.kind}${e.by}`] : t.contested;
  const notes = [t[`${e.status}Status`], e.background && t.background, t.reportsOf(e.count), after && t.laterNote];
  return html`<li class=${after ? 'later' : ''}>
    <span class="time">${e.day ? when(e.day, e.precision, lang, t.weekOf) : t.noDate}</span>
    <span>${what}<small>${notes.filter(Boolean).join(', ')}</small></span>
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
