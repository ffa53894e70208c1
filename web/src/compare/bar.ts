// The bar of a comparison, in the place of the date card: both dates, how they are compared, and what differs in numbers.

import { html, nothing, type TemplateResult } from 'lit-html';
import type { AreaChange } from '../api.ts';
import type { Mark } from '../control.ts';
import { isDay, withWeekday, words, type Day } from '../dates.ts';
import { textOf } from '../view.ts';
import { rough } from '../map/ground.ts';
import { markImage } from '../marks.ts';
import { names } from '../names.ts';
import type { State } from '../state.ts';
import { icon } from '../panel/icons.ts';
import { sizes, tally, type Differing } from './difference.ts';
import { wordsIn } from './words.ts';

export interface Shown {
  earlier: Day;
  later: Day;
  limits: { first: Day; last: Day };
  phase: 'loading' | 'failed' | 'there';
  swapped: boolean;
  differing: ReadonlyMap<number, Differing>;
  changed: readonly AreaChange[] | null; // null where it cannot be told
  groundDay: Day | null; // of the earlier areas; null where there are none
  selected: { name: string; nameUk: string | null; from: Mark; to: Mark } | null;
}

export interface Doing {
  choose(which: 'earlier' | 'later', day: Day): void;
  swipe(on: boolean): void;
  again(): void;
  close(): void;
}

/** Without anything to do it is only read. */
export function bar(state: State, shown: Shown, doing: Doing | null): TemplateResult {
  const w = wordsIn[state.lang];
  const { earlier, later } = shown;
  const head = html`<h2 class="unseen">${w.title}: ${w.between(words(earlier, state.lang, 'long'), words(later, state.lang, 'long'))}</h2>`;
  return html`${head}
    <div class="dates">
      ${date(state, shown, 'earlier', doing)} <span class="to" aria-hidden="true">→</span> ${date(state, shown, 'later', doing)}
    </div>
    ${doing
      ? html`<div class="switch" role="group" aria-label=${w.how}>
            ${choice(w.difference, !state.swipe, () => doing.swipe(false))} ${choice(w.swipe, state.swipe, () => doing.swipe(true))}
          </div>
          <button type="button" class="plain end" aria-label=${w.close} title=${w.close} @click=${doing.close}>${icon.close}</button>`
      : nothing}
    ${body(state, shown, doing)}`;
}

const choice = (name: string, on: boolean, act: () => void) =>
  html`<button type="button" aria-pressed=${on ? 'true' : 'false'} @click=${act}>${name}</button>`;

function date(state: State, { earlier, later, limits }: Shown, which: 'earlier' | 'later', doing: Doing | null): TemplateResult {
  const day = which === 'earlier' ? earlier : later;
  const text = html`<span class="weekday">${words(day, state.lang, 'weekday')},</span> ${words(day, state.lang, 'medium')}`;
  if (!doing) return html`<b>${text}</b>`;
  const picked = (e: Event) => {
    const { value } = e.target as HTMLInputElement;
    if (isDay(value)) doing.choose(which, value);
  };
  return html`<span class="pick">
    <button type="button" class="button" aria-label=${wordsIn[state.lang][which](withWeekday(day, state.lang, 'long'))} @click=${pick}>${text}</button>
    <input type="date" tabindex="-1" aria-hidden="true" .value=${day} min=${limits.first} max=${limits.last} @change=${picked} />
  </span>`;
}

function pick(e: Event): void {
  (e.currentTarget as HTMLElement).parentElement?.querySelector('input')?.showPicker();
}

function body(state: State, shown: Shown, doing: Doing | null): TemplateResult {
  const [t, w] = [textOf(state), wordsIn[state.lang]];
  if (shown.phase === 'loading') return html`<p class="note">${w.loading}</p>`;
  if (shown.phase === 'failed') {
    return html`<p class="note">${w.failed} ${doing ? html`<button type="button" class="link" @click=${doing.again}>${w.again}</button>` : nothing}</p>`;
  }
  const counts = tally(shown.differing.values());
  const count = (of: 'recaptured' | 'contested' | 'lost', mark: Mark['holder']) =>
    counts[of] ? html`<li>${markImage({ holder: mark, hollow: false })} <b>${counts[of]}</b> ${t[`${of}Count`]}</li>` : nothing;
  return html`
    <div class="told">
      ${shown.differing.size
        ? html`<ul class="tally">
            ${count('recaptured', 'held')} ${count('contested', 'contested')} ${count('lost', 'occupied')}
          </ul>`
        : html`<p>${w.same}</p>`}
      ${ground(state, shown)} ${shown.swapped ? html`<p>${w.swapped}</p>` : nothing}
    </div>
    ${shown.selected ? place(state, shown) : nothing}
  `;
}

function ground(state: State, { changed, groundDay, earlier }: Shown) {
  const w = wordsIn[state.lang];
  const then = state.controlKnown === 'then';
  const notes = [
    then ? w.then : '',
    !groundDay || !state.areas?.length ? w.noGround : groundDay !== earlier ? w.groundOf(words(groundDay, state.lang, 'long')) : '',
  ];
  if (!changed) return html`<p class="note">${[...notes, groundDay ? (then ? w.thenSizes : w.noSizes) : ''].filter(Boolean).join(' ')}</p>`;
  const of = sizes(changed);
  const one = (name: string, { all, inferred }: { all: number; inferred: number }) => {
    const [whole, part] = [rough(all), rough(inferred)];
    const share = part === 0 ? '' : part === whole ? ` (${w.allInferred})` : ` (${w.inferred(number(part, state))})`;
    return html`<span class="size">${name} <b>${whole ? w.km2(number(whole, state)) : w.nothing}</b><span class="share">${whole ? share : ''}</span></span>`;
  };
  return html`<p class="sizes">
    ${one(w.gained, of.gained)} ${one(w.lostGround, of.lost)} ${rough(of.contested.all) ? one(w.newlyContested, of.contested) : nothing}
    <small>${[w.unsurveyed, ...notes].filter(Boolean).join(' ')}</small>
  </p>`;
}

const number = (n: number, { lang }: State) => n.toLocaleString(lang === 'en' ? 'en-GB' : 'uk');

/** The selected place on both dates. */
function place(state: State, { selected, earlier, later }: Shown) {
  if (!selected) return nothing;
  const [t, w] = [textOf(state), wordsIn[state.lang]];
  const stateOf = (mark: Mark, day: Day) =>
    html`${markImage(mark)} ${w.on(mark.hollow ? `${t[`${mark.holder}State`]} (${t.claimedWord.toLocaleLowerCase(state.lang)})` : t[`${mark.holder}State`], words(day, state.lang, 'short'))}`;
  return html`<p class="both">
    <span>${names(selected.name, selected.nameUk, state.lang)}</span>
    <span>${stateOf(selected.from, earlier)}</span> <span aria-hidden="true">→</span> <span>${stateOf(selected.to, later)}</span>
  </p>`;
}
