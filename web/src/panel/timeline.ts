// The timeline: buttons that move the date and choose what counts, and under them the strip of days.

import { html, nothing, render, type TemplateResult } from 'lit-html';
import { unitOf, type Column } from '../columns.ts';
import { addDays, isDay, range, withWeekday, words, type Day } from '../dates.ts';
import type { Known } from '../hash.ts';
import { createPlayer, togglePlay } from '../play.ts';
import type { State, Store } from '../state.ts';
import { shownDay, textOf } from '../view.ts';
import { calendarOf } from './calendar.ts';
import { showDate, stepDate } from './date.ts';
import { icon } from './icons.ts';
import { createStrip } from './strip.ts';

const lengths = [1, 7, 14]; // days of a window that have a button

export function createTimeline(element: HTMLElement, store: Store): void {
  const calendar = calendarOf(store);
  const strip = createStrip(store, calendar, () => draw());
  let open = false; // the choices that a small screen has no room for
  let filled = false;

  function draw(): void {
    const { state } = store;
    const day = shownDay(state);
    if (!day || !state.range) return;
    const { start, last } = strip.window();
    render([steps(state, calendar.day(last), state.range), choices(state, last + 1 - start), plot(state)], element);
    const box = element.querySelector<HTMLElement>('.plot');
    if (!filled && box) strip.fill(box);
    filled = true;
    strip.repaint();
  }

  function steps(state: State, day: Day, { first, last }: NonNullable<State['range']>): TemplateResult {
    const t = textOf(state);
    const play = state.playing ? t.pause : t.play;
    return html`<div class="steps">
      <button type="button" class="play" aria-label=${play} title=${play} @click=${() => togglePlay(store)}>
        ${state.playing ? icon.pause : icon.play}
      </button>
      ${pressing(t.dayBack, icon.back, day > first, () => stepDate(store, -1))}
      <span class="pick">
        <button type="button" class="button" aria-label=${t.chooseDate(withWeekday(day, state.lang, 'medium'))} @click=${pick}>
          <span class="weekday">${words(day, state.lang, 'weekday')},</span> ${words(day, state.lang, 'medium')}
        </button>
        <input type="date" tabindex="-1" aria-hidden="true" .value=${day} min=${first} max=${last} @change=${picked} />
      </span>
      ${pressing(t.dayOn, icon.on, day < last, () => stepDate(store, 1))}
      ${pressing(t.lastDate, icon.latest, day < last, latest, 'latest')}
      <button type="button" class="plain more" aria-label=${t.timelineMore} title=${t.timelineMore} aria-expanded=${open ? 'true' : 'false'} @click=${() => unfold(!open)}>
        ${icon.sliders}
      </button>
    </div>`;
  }

  function choices(state: State, length: number): TemplateResult {
    const t = textOf(state);
    const day = shownDay(state) ?? '';
    const last = state.range?.last ?? day;
    const choice = (name: string, on: boolean, act: () => void, note?: string) =>
      html`<button type="button" title=${note ?? nothing} aria-pressed=${on ? 'true' : 'false'} @click=${act}>${name}</button>`;
    const known = (which: Known, name: string, note: string) =>
      choice(name, state.known === which, () => store.set({ known: which }, { step: true }), note);
    const window = (n: number) =>
      choice(t.windowDays(n), length === n, () => store.set({ since: n === 7 ? null : addDays(day, 1 - n) }, { step: true }));
    const [fewer, more] = [strip.next('fewer'), strip.next('more')];
    const hovered = strip.hovered();
    return html`<div class="choices ${open ? 'open' : ''}">
      <button type="button" class="plain step" aria-disabled=${day < last ? 'false' : 'true'} @click=${latest}>${icon.latest} ${t.lastDate}</button>
      <div class="switch" role="group" aria-label=${t.window}>${lengths.map(window)}</div>
      ${state.copy
        ? nothing
        : html`<div class="switch" role="group" aria-label=${t.known}>
            ${known('now', t.knownNow, t.knownNowNote)} ${known('then', t.knownThen, t.knownThenNote)}
          </div>`}
      <div class="caption">
        <p>${hovered ? tally(hovered, state) : caption(state, length)}</p>
        <div class="zooms" role="group" aria-label=${t.daysInSight}>
          ${pressing(t.moreDays, icon.minus, more !== undefined, () => strip.show(more ?? 0))}
          ${pressing(t.fewerDays, icon.plus, fewer !== undefined, () => strip.show(fewer ?? 0))}
          <button type="button" class="plain whole" aria-pressed=${strip.isWhole() ? 'true' : 'false'} @click=${strip.toggleWhole}>${t.wholePeriod}</button>
        </div>
      </div>
    </div>`;
  }

  function plot(state: State): TemplateResult {
    const t = textOf(state);
    const { start, last } = strip.window();
    const [from, to] = [Math.max(0, Math.min(start, last)), Math.max(0, last)];
    const handle = (part: 'start' | 'last', name: string, [least, now, most]: [number, number, number]) => html`<div
      class="handle ${part === 'start' ? 'from' : 'to'}"
      role="slider"
      tabindex="0"
      aria-label=${name}
      aria-valuemin=${least}
      aria-valuenow=${now}
      aria-valuemax=${most}
      aria-valuetext=${words(calendar.day(now), state.lang, 'spoken')}
      @keydown=${(e: KeyboardEvent) => strip.key(part, e)}
    ></div>`;
    const unit = unitOf(strip.days());
    return html`<div class="plot">
      <canvas aria-hidden="true"></canvas>
      ${unit === 'day' ? nothing : html`<p class="unit">${t.perUnit(unit)}</p>`}
      ${handle('start', t.countedFrom, [0, from, to])} ${handle('last', t.date, [from, to, Math.max(to, calendar.count() - 1)])}
    </div>`;
  }

  function caption(state: State, length: number): string {
    const t = textOf(state);
    const text = t.perColumn(unitOf(strip.days()), state.known === 'then');
    return lengths.includes(length) ? text : `${text} · ${t.windowShown(length)}`;
  }

  /** What a column counts, in words. */
  function tally(c: Column, { lang }: State): string {
    const [a, b] = [calendar.day(Math.max(0, c.from)), calendar.day(Math.min(calendar.count(), c.to) - 1)];
    return `${a === b ? withWeekday(a, lang, 'medium') : range(a, b, lang)}: ${textOf(store.state).tally(c)}`;
  }

  function latest(): void {
    const { range } = store.state;
    if (range) showDate(store, range.last);
  }

  function unfold(to: boolean): void {
    open = to;
    draw();
  }

  element.addEventListener('keydown', (e) => {
    if (!open || e.key !== 'Escape') return;
    e.preventDefault(); // one step back, and no more than one
    unfold(false);
    element.querySelector<HTMLElement>('.more')?.focus();
  });
  document.addEventListener('pointerdown', ({ target }) => {
    if (open && target instanceof Element && !element.querySelector('.choices')?.contains(target) && !target.closest('.more')) unfold(false);
  });

  function picked(e: Event): void {
    const { value } = e.target as HTMLInputElement;
    if (isDay(value)) showDate(store, value);
  }

  createPlayer(store, strip.firstInSight);
  store.on(['date', 'since', 'known', 'range', 'playing', 'timeline', 'timelineKnown', 'lang', 'theme'], draw);
  draw();
}

function pick(e: Event): void {
  (e.currentTarget as HTMLElement).parentElement?.querySelector('input')?.showPicker();
}

/** A button of one picture. One that can do nothing stays where it is, and keeps the focus. */
function pressing(name: string, picture: TemplateResult, able: boolean, act: () => void, kind = ''): TemplateResult {
  return html`<button type="button" class="plain step ${kind}" aria-label=${name} title=${name} aria-disabled=${able ? 'false' : 'true'} @click=${() => able && act()}>
    ${picture}
  </button>`;
}
