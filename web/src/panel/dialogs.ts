// Two dialogs: what to take away, and how to read and use the page.

import { html, render, type TemplateResult } from 'lit-html';
import { absolute, address } from '../api.ts';
import { withWeekday } from '../dates.ts';
import { markImage } from '../marks.ts';
import { keysChosen, remember } from '../reader.ts';
import type { State, Store } from '../state.ts';
import { textOf } from '../view.ts';
import { icon } from './icons.ts';

export interface Dialogs {
  download(): void;
  help(): void;
}

export function createDialogs(element: HTMLDialogElement, store: Store, copy: (text: string) => void): Dialogs {
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
  store.on(['lang', 'control', 'controlDay', 'controlKnown'], draw);
  return { download: open((state) => download(state, copy)), help: open(help) };
}

function download(state: State, copy: (text: string) => void): TemplateResult {
  const t = textOf(state);
  const day = state.controlDay;
  const asOf = state.controlKnown === 'then' ? day : null;
  const inWords = day ? withWeekday(day, state.lang, 'medium') : '';
  const reports = { name: asOf ? t.reportsThenJson(inWords) : t.reportsJson, url: absolute(address.reports(asOf)), file: 'reports.geojson' };
  const files = day
    ? [
        { name: t.controlJson(inWords), url: absolute(address.control({ day, asOf })), file: `control-${day}.geojson` },
        { name: t.areasJson(inWords), url: absolute(address.areas({ day, asOf })), file: `areas-${day}.geojson` },
        reports,
      ]
    : [reports];
  return html`
    <h2 id="dialog-title">${t.download}</h2>
    <p>${t.downloadIntro(state.control?.length ?? 0, state.reports?.length ?? 0)}</p>
    <ul class="files">
      ${files.map(
        ({ name, url, file }) => html`<li>
          <a href=${url} download=${file}>${name}</a>
          <code>${url}</code>
          <button type="button" class="button" aria-label=${t.copyAddress(name)} @click=${() => copy(url)}>${t.copy}</button>
        </li>`,
      )}
    </ul>
    <p class="note">${t.liveAddress} ${t.cite}</p>
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
    <p>${t.readingKnown}</p>
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
