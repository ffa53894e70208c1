// The code by which somebody shows this view of the map in a page of theirs.

import './snippet.css';

import { html, render } from 'lit-html';
import { words } from '../dates.ts';
import { format, type View } from '../hash.ts';
import { windowStart } from '../period.ts';
import type { State } from '../state.ts';
import { shownDay, textOf } from '../view.ts';
import { wordsIn } from './words.ts';

export interface Taking {
  copy(text: string): void;
  view(): View;
}

let latest = false; // the reader's choice, as long as the page is open

/** Draws the code with a way to copy it. */
export function drawSnippet(into: HTMLElement, state: State, taking: Taking): void {
  const w = wordsIn[state.lang];
  const day = shownDay(state);
  if (!day) return;
  const text = code(state, state.view ?? taking.view(), latest, new URL(state.copy ? 'embed.html' : 'embed', document.baseURI).href);
  const choice = (value: boolean, name: string) => html`<label class="check">
    <input
      type="radio"
      name="embed-date"
      .checked=${latest === value}
      @change=${() => {
        latest = value;
        drawSnippet(into, state, taking);
      }}
    />
    ${name}
  </label>`;
  render(
    html`<h3>${w.heading}</h3>
      <p class="note">${w.intro}</p>
      <div role="radiogroup" aria-label=${w.which}>${choice(false, w.thisDate(words(day, state.lang, 'long')))} ${choice(true, w.latest)}</div>
      <p class="snippet">
        <textarea readonly rows="4" aria-label=${w.code} .value=${text} @focus=${(e: Event) => (e.target as HTMLTextAreaElement).select()}></textarea>
        <button type="button" class="button" aria-label=${w.copyCode} @click=${() => taking.copy(text)}>${w.copy}</button>
      </p>`,
    into,
  );
}

/** An inline frame of the view. Dates are always written, so that it shows the same next year, or left out for it to
 * follow the data. */
export function code(state: State, view: View, latest: boolean, page: string): string {
  const day = shownDay(state);
  const dates = latest || !day ? { date: null, since: null, versus: null } : { date: day, since: windowStart(state.since, day) };
  const hash = format({ ...state, view, ...dates });
  const title = latest || !day ? textOf(state).title : wordsIn[state.lang].framed(textOf(state).title, words(day, state.lang, 'long'));
  return `<iframe src="${escaped(`${page}#${hash}`)}" width="100%" height="480" style="border:0" loading="lazy" title="${escaped(title)}"></iframe>`;
}

const marks: Record<string, string> = { '&': '&amp;', '"': '&quot;', '<': '&lt;', '>': '&gt;' };
const escaped = (text: string) => text.replace(/[&"<>]/g, (c) => marks[c] ?? c);
