// Two dialogs: what to take away, and how to read and use the page.

import { html, nothing, render, type TemplateResult } from 'lit-html';
import { withWeekday, type Day } from '../dates.ts';
import { markImage } from '../marks.ts';
import { keysChosen, remember } from '../reader.ts';
import type { File, Source } from '../source.ts';
import type { State, Store } from '../state.ts';
import { textOf } from '../view.ts';
import { icon } from './icons.ts';

export interface Dialogs {
  download(): void;
  help(): void;
}

export function createDialogs(element: HTMLDialogElement, store: Store, source: Source, copy: (text: string) => void): Dialogs {
  let shown: ((state: State) => TemplateResult) | null = null;

  const draw = (state: State) => {
    if (!shown) return;
    const t = textOf(state);
    render(
      html`${shown(state)}
        <button type="button" class="plain close" aria-label=${t.close} @click=${() => element.close()}>${icon.close}</button>`,
      element,
    );
  };
  const open = (what: typeof shown) => () => {
    shown = what;
    draw(store.state);
    if (!element.open) element.showModal();
  };
  element.addEventListener('click', (e) => {
    if (e.target === element) element.close(); // outside of it
  });
  store.on(['lang', 'control', 'controlDay', 'controlKnown', 'groundDay'], draw);
  return { download: open((state) => download(state, source, copy)), help: open(help) };
}

function download(state: State, source: Source, copy: (text: string) => void): TemplateResult {
  const t = textOf(state);
  const day = state.controlDay;
  const asOf = state.controlKnown === 'then' ? day : null;
  const inWords = (day: Day | null) => (day ? withWeekday(day, state.lang, 'medium') : '');
  const name = ({ what }: File) => {
    switch (what) {
      case 'control':
        return t.controlJson(inWords(day));
      case 'areas':
        return t.areasJson(inWords(state.groundDay));
      case 'reports':
        return asOf ? t.reportsThenJson(inWords(day)) : t.reportsJson;
      case 'history':
        return t.historyJson;
      case 'list':
        return t.allFiles;
    }
  };
  const files = source.files(day ? { day, asOf } : null).map((file) => ({ ...file, title: name(file) }));
  return html`
    <h2 id="dialog-title">${t.download}</h2>
    <p>${t.downloadIntro(state.control?.length ?? 0, state.reports?.length ?? 0)}</p>
    <ul class="files">
      ${files.map(
        ({ title, url, name }) => html`<li>
          <a href=${url} download=${name || nothing}>${title}</a>
          <code>${url}</code>
          <button type="button" class="button" aria-label=${t.copyAddress(title)} @click=${() => copy(url)}>${t.copy}</button>
        </li>`,
      )}
    </ul>
    <p class="note">${state.copy ? t.copyFiles : t.liveAddress} ${t.cite}</p>
  `;
}

function help(state: State): TemplateResult {
  const t = textOf(state);
  const keys: [string[], string][] = [
    [['/'], t.keySearch],
    [['j', 'k'], t.keyNext],
    [['[', ']'], t.keyDay],
    [['{', '}'], t.keyWeek],
    [['d'], t.keyDownload],
    [['?'], t.keyHelp],
    [['Esc'], t.keyEscape],
    [['←', '→', '↑', '↓', '+', '−'], t.keyMap],
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
