// Two dialogs: what to take away, and how to read and use the page.

import { html, nothing, render, type TemplateResult } from 'lit-html';
import { withWeekday, type Day } from '../dates.ts';
import type { View } from '../hash.ts';
import { markImage } from '../marks.ts';
import { keysChosen, remember } from '../reader.ts';
import type { File, Source } from '../source.ts';
import type { State, Store } from '../state.ts';
import { drawn, listed, textOf, within } from '../view.ts';
import { icon } from '../panel/icons.ts';
import { wordsIn } from './words.ts';

export interface Dialogs {
  download(): void;
  help(): void;
}

/** What a dialog needs to hand things out. */
export interface Taking {
  source: Source;
  copy(text: string): void;
  link(): string;
  view(): View;
  picture(form: 'png' | 'svg'): void;
}

export function createDialogs(element: HTMLDialogElement, store: Store, taking: Taking): Dialogs {
  let shown: ((state: State) => TemplateResult) | null = null;

  const draw = (state: State) => {
    if (!shown) return;
    const t = textOf(state);
    render(
      html`${shown(state)}
        <button type="button" class="plain close" aria-label=${t.close} @click=${() => element.close()}>${icon.close}</button>`,
      element,
    );
    const code = element.querySelector<HTMLElement>('#embed-code');
    if (code) void import('../embed/snippet.ts').then(({ drawSnippet }) => drawSnippet(code, store.state, taking), () => undefined);
  };
  const open = (what: typeof shown) => () => {
    shown = what;
    draw(store.state);
    if (!element.open) element.showModal();
  };
  element.addEventListener('click', (e) => {
    if (e.target === element) element.close(); // outside of it
  });
  store.on(['lang', 'control', 'changes', 'controlKnown', 'groundDay'], draw);
  return { download: open((state) => download(state, taking)), help: open(help) };
}

function download(state: State, { source, copy, link, picture }: Taking): TemplateResult {
  const t = { ...textOf(state), ...wordsIn(state.lang) };
  const { bounds, controlDay: day, controlSince: since, off, confirmed, lang } = state;
  const asOf = state.controlKnown === 'then' ? day : null;
  const inWords = (d: Day | null) => (d ? withWeekday(d, lang, 'medium') : '');
  const title = ({ what }: File) =>
    ({
      control: t.controlJson(inWords(day)),
      changes: state.copy ? t.changesJson : t.changesCsv,
      areas: t.areasJson(inWords(state.groundDay)),
      package: t.geoPackage(inWords(day)),
      reports: t.reportsJson,
      history: t.historyJson,
      list: t.allFiles,
    })[what];
  const picked = state.kind || state.sources.length ? listed(state) : null;
  const shown = day && since ? { moment: { day, asOf }, since, box: bounds, off, confirmed, picked } : null;
  const address = (text: string, url: string) => html`<code>${url}</code>
    <button type="button" class="button" aria-label=${t.copyAddress(text)} @click=${() => copy(url)}>${t.copy}</button>`;
  const places = drawn(state).filter((c) => !bounds || within(c, bounds));
  return html`
    <h2 id="dialog-title">${t.download}</h2>
    <p>${t.downloadIntro(places.length, listed(state).length)}</p>
    <ul class="files">
      ${source.files(shown).map((file) => {
        const text = title(file);
        return html`<li><a href=${file.url} download=${file.name || nothing}>${text}</a> ${address(text, file.url)}</li>`;
      })}
      <li class="pictures">
        ${(['png', 'svg'] as const).map((form) => html`<button type="button" class="button" @click=${() => picture(form)}>${t.picture(form.toUpperCase())}</button> `)}
      </li>
      <li><b>${t.viewLink}</b> ${address(t.viewLink, link())}</li>
    </ul>
    <section id="embed-code"></section>
    <p class="note">${state.copy ? t.copyFiles : t.liveAddress} ${t.cite}</p>
  `;
}

function help(state: State): TemplateResult {
  const t = { ...textOf(state), ...wordsIn(state.lang) };
  const keys: [string[], string][] = [
    [['/'], t.keySearch],
    [['j', 'k'], t.keyNext],
    [['[', ']'], t.keyDay],
    [['{', '}'], t.keyWeek],
    [['Space'], t.keyPlay],
    [['c'], t.keyCompare],
    [['l'], t.keyLegend],
    [['d'], t.keyDownload],
    [['?'], t.keyHelp],
    [['Esc'], t.keyEscape],
    [['←', '→', '↑', '↓', '+', '−'], t.keyMap],
    [['←', '→', 'PgUp', 'PgDn', 'Home', 'End'], t.keyHandle],
  ];
  return html`
    <h2 id="dialog-title">${t.reading}</h2>
    <p class="sample">
      ${markImage({ holder: 'held', hollow: false })} ${markImage({ holder: 'occupied', hollow: false })}
      ${markImage({ holder: 'contested', hollow: false })} ${t.readingShape}
    </p>
    <p class="sample">
      ${markImage({ holder: 'held', hollow: true })} ${markImage({ holder: 'occupied', hollow: true })} ${t.readingHollow}
    </p>
    <p>${t.readingGround} ${t.legendNote}</p>
    ${state.copy ? nothing : html`<p>${t.readingKnown}</p>`}
    <p>${t.readingQuote}</p>
    <p>${t.emptyNote}</p>
    <h3>${t.keys}</h3>
    <dl class="keys">
      ${keys.map(
        ([names, does]) =>
          html`<div>
            <dt>${names.map((k) => html`<kbd>${k}</kbd> `)}</dt>
            <dd>${does}</dd>
          </div>`,
      )}
    </dl>
    <label class="check">
      <input
        type="checkbox"
        .checked=${keysChosen()}
        @change=${(e: Event) => remember('keys', (e.target as HTMLInputElement).checked ? 'on' : 'off')}
      />
      ${t.keysOn}
    </label>
  `;
}
