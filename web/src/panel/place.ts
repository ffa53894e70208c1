// The panel of one place: who holds it, why the map says so, and what was ever reported of it.

import { html, nothing, render, type TemplateResult } from 'lit-html';
import { absolute, address, type ControlState, type Report } from '../api.ts';
import { assessed, holderOf, precision } from '../control.ts';
import { when, words, type Day } from '../dates.ts';
import { admissions, evidence, history, webAddress, type Entry } from '../evidence.ts';
import type { Lang, Messages } from '../i18n/index.ts';
import { markImage } from '../marks.ts';
import { names, regionName } from '../names.ts';
import type { State, Store } from '../state.ts';
import { selectedPlace, textOf, type Known } from '../view.ts';
import { icon } from './icons.ts';

export function createPlace(element: HTMLElement, store: Store, copyLink: () => void): void {
  const draw = (state: State) => {
    render(state.place === null ? nothing : panel(state, store, copyLink), element);
  };
  store.on(['place', 'found', 'reports', 'control', 'controlDay', 'lang'], (state, { keys }) => {
    draw(state);
    if (keys.has('place')) element.scrollTop = 0;
  });
  draw(store.state);
}

function panel(state: State, store: Store, copyLink: () => void): TemplateResult {
  const t = textOf(state);
  const place = selectedPlace(state);
  return html`
    <button type="button" class="back" @click=${() => store.set({ place: null }, { step: true })}>${icon.back}${t.allChanges}</button>
    ${place && state.reports ? details(place, state.reports, state, t, copyLink) : html`<h2 tabindex="-1">${t.loading}</h2>`}
  `;
}

function details(place: Known, reports: readonly Report[], state: State, t: Messages, copyLink: () => void): TemplateResult {
  const { lang } = state;
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
    ${ledger(history(reports, place.id), upTo, lang, t)}
    <p class="actions">
      <button type="button" class="button" @click=${copyLink}>${icon.link}${t.copyLink}</button>
      <a class="button" href=${absolute(place.state ? address.controlOf(place.id) : address.place(place.id))}>${t.placeJson}</a>
    </p>
  `;
}

function status(c: ControlState, lang: Lang, t: Messages): TemplateResult {
  const holder = assessed(c);
  const since = c.since ? words(c.since, lang, 'long') : '';
  const held = c.presumed ? t.presumedSince : c.holder === 'contested' ? t.contestedSince : t.confirmedSince;
  return html`<div class="status">
    <p class="holder">${markImage(holder)}<b>${t[`${holder.holder}State`]}</b></p>
    ${c.holder !== 'unknown' ? html`<p>${held(since)}</p>` : nothing} ${c.claim_by ? claim(c, lang, t) : nothing}
  </div>`;
}

function claim(c: ControlState, lang: Lang, t: Messages) {
  if (!c.claim_by) return nothing;
  const line = c.claim_disputed ? t.claimDisputed : t.claimBy;
  return html`<p class="claim">${markImage({ holder: holderOf(c.claim_by), hollow: true })}
    ${line(t[c.claim_by], c.claim_since ? words(c.claim_since, lang, 'long') : '')}</p>`;
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

function ledger(entries: readonly Entry[], upTo: Day, lang: Lang, t: Messages) {
  const first = entries.findLast((e) => e.day)?.day;
  if (!first) return nothing;
  return html`<h3>${t.history}</h3>
    <ol class="ledger" reversed>
      ${entries.map((e) => {
        const after = e.day !== null && e.day > upTo;
        const what = e.by ? t[`${e.kind}${e.by}`] : t.contested;
        const notes = [t[`${e.status}Status`], e.background && t.background, t.reportsOf(e.count), after && t.laterNote];
        return html`<li class=${after ? 'later' : ''}>
          <span class="time">${e.day ? when(e.day, e.precision, lang, t.weekOf) : t.noDate}</span>
          <span>${what}<small>${notes.filter(Boolean).join(', ')}</small></span>
        </li>`;
      })}
      <li>
        <span class="time">${t.before(words(first, lang, 'long'))}</span>
        <span>${t.noEarlier}</span>
      </li>
    </ol>`;
}

/** Two leading figures: the counts are from before 2022. */
function roughly(n: number): number {
  const unit = 10 ** Math.max(0, Math.floor(Math.log10(n)) - 2);
  return Math.round(n / unit) * unit;
}

const degrees = (v: number, positive: string, negative: string) => `${Math.abs(v).toFixed(4)}° ${v < 0 ? negative : positive}`;
