// The key to the difference, in the place of the legend.

import { html, render, svg, type TemplateResult } from 'lit-html';
import { words, type Day } from '../dates.ts';
import type { Lang } from '../i18n/index.ts';
import { wordsIn } from './words.ts';

const piece = (inside: TemplateResult) =>
  html`<svg class="swatch" viewBox="0 0 32 20" width="32" height="20" aria-hidden="true">${inside}</svg>`;
const whole = (kind: string) => svg`<rect class="went ${kind}" width="32" height="20"></rect>`;
const lines = 'M-2 10 10-2M-2 22 22-2M6 26 30 2M16 28 34 10M28 28 34 22M-2 10 16 28M4-2 34 28M22-2 34 10';

export function drawKey(into: HTMLElement, lang: Lang, earlier: Day, later: Day): void {
  const w = wordsIn[lang];
  const item = (picture: TemplateResult, name: string) => html`<li>${picture} ${name}</li>`;
  const day = (d: Day) => words(d, lang, 'medium');
  render(
    html`<h3 class="unseen">${w.key}</h3>
      <ul>
        ${item(piece(whole('held')), w.keyGained)} ${item(piece(whole('occupied')), w.keyLost)}
        ${item(piece(svg`${whole('contested')}<path class="lines contested" d=${lines}></path>`), w.keyContested)}
        ${item(piece(svg`<rect class="pale held" width="16" height="20"></rect><rect class="pale occupied" x="16" width="16" height="20"></rect>`), w.keyPlain)}
        ${item(
          piece(svg`<path class="tail" d="M9 5 20 12"></path><rect class="occupied" x="6" y="2" width="6" height="6"></rect><circle class="held" cx="20" cy="12" r="5"></circle>`),
          w.keyMark,
        )}
        ${item(piece(svg`<path class="dots" d="M3 10h27"></path>`), w.keyEarlier(day(earlier)))}
        ${item(piece(svg`<path class="edge" d="M2 10h28"></path>`), w.keyLater(day(later)))}
      </ul>`,
    into,
  );
}
