// The area chart: a dialog with a strip for each holder, one for what came to each side with what people said of it, a
// way through time by hand or by keys, and the same as tables.

import './chart.css';

import { html, nothing, render, type TemplateResult } from 'lit-html';
import { withWeekday, words as inWords, type Day } from '../dates.ts';
import { icon } from '../panel/icons.ts';
import { showDate } from '../panel/date.ts';
import type { Store } from '../state.ts';
import { shownDay } from '../view.ts';
import { drawing, plotHeight } from './draw.ts';
import { quantity, share } from './format.ts';
import { address, ask, nearest, panels, pointAt, scale, sum, type Asked, type Point, type Series, type Stated } from './series.ts';
import { statedTable, statement, table } from './tables.ts';
import { words as allWords } from './words.ts';

export interface Chart {
  /** Shows it over the page; closing it gives the focus back. */
  open(): void;
}

export function createChart(store: Store, copyText: (text: string) => void): Chart {
  const element = document.createElement('dialog');
  element.className = 'chart';
  element.setAttribute('aria-labelledby', 'chart-title');
  document.body.append(element);

  let asked = askedNow(store, false);
  let series: Series | null = null;
  let failed = false;
  let at = 0; // the point that is looked at
  let said: Stated | null = null;
  let asTable = false;
  let width = 0;
  let request = new AbortController();

  const state = () => store.state;
  const point = (): Point | undefined => series?.points[at];
  const day = () => point()?.date ?? asked?.day ?? '';

  async function load(year: boolean): Promise<void> {
    request.abort();
    const { signal } = (request = new AbortController());
    asked = askedNow(store, year);
    if (!asked) return;
    failed = false;
    draw();
    try {
      series = await ask(asked, signal);
      at = pointAt(series.points, asked.day);
      said = null;
    } catch {
      if (signal.aborted) return;
      failed = true;
    }
    draw();
  }

  function look(i: number): void {
    if (!series) return;
    at = Math.min(series.points.length - 1, Math.max(0, i));
    draw();
  }

  function quote(stated: Stated | null): void {
    said = stated;
    draw();
  }

  function turn(): void {
    asTable = !asTable;
    draw();
  }

  const choose = (chosen: Day) => showDate(store, chosen);

  function key(event: KeyboardEvent): void {
    const last = (series?.points.length ?? 1) - 1;
    const to = { ArrowRight: at + 1, ArrowUp: at + 1, ArrowLeft: at - 1, ArrowDown: at - 1, PageUp: at + 10, PageDown: at - 10, Home: 0, End: last }[event.key];
    if (to !== undefined) look(to);
    else if (event.key === 'Enter' || event.key === ' ') choose(day());
    else return;
    event.preventDefault();
  }

  const follow = (event: PointerEvent) => {
    if (!series || !width) return;
    const { left } = (event.currentTarget as Element).getBoundingClientRect();
    const to = nearest(series.points, scaleOf(series), event.clientX - left);
    if (to !== at) look(to);
  };

  const scaleOf = ({ points }: Series) => scale(points, width < 560 ? 56 : 60, Math.max(100, width - (width < 560 ? 6 : 48)));

  function draw(): void {
    const { lang } = state();
    const t = allWords[lang];
    render(
      html`
        <h2 id="chart-title">${t.title}</h2>
        <p class="note">${t.about} ${t.growing} ${asked?.asOf ? t.known(inWords(asked.asOf, lang, 'long')) : nothing}</p>
        <div class="over">${asked && !asked.copy ? period(asked.year) : nothing} ${series ? readout(series) : nothing}</div>
        <div class="strips" aria-busy=${series || failed ? 'false' : 'true'}>${series && width ? plot(series) : nothing}</div>
        <p class="state" role="status">${failed ? t.failed : series ? nothing : t.loading}</p>
        ${failed ? html`<button type="button" class="button" @click=${() => void load(asked?.year ?? false)}>${t.again}</button>` : nothing}
        ${series ? below(series) : nothing}
        <button type="button" class="plain close" aria-label=${t.close} @click=${() => element.close()}>${icon.close}</button>
      `,
      element,
    );
  }

  function period(year: boolean): TemplateResult {
    const t = allWords[state().lang];
    const button = (name: string, value: boolean) =>
      html`<button type="button" aria-pressed=${year === value ? 'true' : 'false'} @click=${() => void load(value)}>${name}</button>`;
    return html`<div class="switch" role="group" aria-label=${t.period}>${button(t.whole, false)} ${button(t.year, true)}</div>`;
  }

  function plot(of: Series): TemplateResult {
    const { lang } = state();
    const t = allWords[lang];
    const list = panels(of);
    const drawn = drawing({ series: of, panels: list, at, shown: shownDay(state()), lang, scale: scaleOf(of), said, look: quote });
    return html`
      <div
        class="time"
        role="slider"
        tabindex="0"
        aria-label=${`${t.title}. ${t.keys}`}
        aria-valuemin="0"
        aria-valuemax=${of.points.length - 1}
        aria-valuenow=${at}
        aria-valuetext=${spoken(of, list.map((p) => p.of + p.sort))}
        @keydown=${key}
        @pointermove=${follow}
        @pointerdown=${follow}
        @click=${() => choose(day())}
      >
        <svg width=${width} height=${plotHeight(list)} aria-hidden="true">${drawn.strips}</svg>
      </div>
      <svg class="said-points" width=${width} height=${plotHeight(list)}>${drawn.stated}</svg>
      ${said ? html`<div class="said-card" aria-hidden="true">${statement(said, lang, t, false)}</div>` : nothing}
    `;
  }

  /** The numbers of the point that is looked at, in words. */
  function spoken({ points, country_km2, bucket }: Series, parts: readonly string[]): string {
    const { lang } = state();
    const t = allWords[lang];
    const p = points[at];
    if (!p) return '';
    const held = (['RU', 'UA', 'contested'] as const)
      .filter((h) => parts.includes(`${h}held`))
      .map((h) => `${t[h]}: ${quantity(sum(p.held[h]), lang)}, ${share(sum(p.held[h]), country_km2, lang)}, ${t.ofThat(quantity(p.held[h]?.inferred_km2 ?? 0, lang))}`);
    const gained = (['UA', 'RU'] as const)
      .filter((side) => parts.includes(`${side}gained`) && p.gained_km2)
      .map((side) => `${side === 'UA' ? t.toUA : t.toRU} ${t.since[bucket]}: ${quantity(p.gained_km2?.[side] ?? 0, lang)}`);
    return [inWords(p.date, lang, 'spoken'), ...held, ...gained].join('. ');
  }

  /** Which day is looked at, and what the fills mean. */
  function readout(of: Series): TemplateResult {
    const { lang } = state();
    const t = allWords[lang];
    const onMap = shownDay(state());
    return html`<b>${withWeekday(day(), lang, 'long')}</b>
      ${day() === onMap
        ? html`<span class="note">${t.shown}</span>`
        : html`<button type="button" class="button" @click=${() => choose(day())}>${t.show}</button>`}
      <span class="fills"
        ><i class="reported"></i> ${t.reported} <i class="inferred"></i> ${t.inferred}
        ${of.claimed_areas.length ? html`<i class="said"></i> ${t.statedBy}` : nothing}</span
      >
      <p class="unseen" aria-live="polite">${onMap ? t.mapShows(inWords(onMap, lang, 'long')) : nothing}</p>`;
  }

  function below(of: Series): TemplateResult {
    const { lang } = state();
    const t = allWords[lang];
    return html`
      ${statedTable(of, said, lang, t)}
      <div class="ways">
        <button type="button" class="button" aria-expanded=${asTable ? 'true' : 'false'} aria-controls="chart-table" @click=${turn}>
          ${asTable ? t.hideTable : t.table}
        </button>
        ${(['json', 'csv'] as const).map((form) => {
          const url = new URL(asked ? address(asked, form) : '', document.baseURI).href;
          return html`<span class="address"
            ><a href=${url} download=${form === 'csv' || asked?.copy ? `areas.${form}` : nothing}>${form.toUpperCase()}</a>
            <button type="button" class="button" aria-label=${t.copyOf(form.toUpperCase())} @click=${() => copyText(url)}>${t.copy}</button></span
          >`;
        })}
      </div>
      <div id="chart-table">${asTable ? table(of, lang, t) : nothing}</div>
    `;
  }

  const resized = new ResizeObserver(() => {
    const now = element.querySelector('.strips')?.clientWidth ?? 0;
    if (now === width) return;
    width = now;
    draw();
  });
  store.on(['lang', 'date', 'range'], () => {
    if (element.open) draw();
  });
  element.addEventListener('click', (event) => {
    if (event.target === element) element.close(); // outside of it
  });
  element.addEventListener('close', () => {
    request.abort();
    resized.disconnect();
  });
  return {
    open() {
      if (element.open) return;
      draw();
      element.showModal();
      const part = element.querySelector('.strips');
      if (part) resized.observe(part);
      void load(asked?.year ?? false);
    },
  };
}

function askedNow({ state }: Store, year: boolean): Asked | null {
  const day = shownDay(state);
  if (!day || !state.range) return null;
  return { copy: state.copy, year, day, asOf: state.known === 'then' ? day : null, range: state.range };
}
