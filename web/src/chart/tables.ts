// The chart as tables: for those who listen, and for copying.

import { html, nothing, type TemplateResult } from 'lit-html';
import { words as inWords } from '../dates.ts';
import type { Lang } from '../i18n/index.ts';
import { who } from './draw.ts';
import { number } from './format.ts';
import type { Series, Stated } from './series.ts';
import type { Words } from './words.ts';

/** Every point, the latest first. */
export function table({ points, bucket }: Series, lang: Lang, t: Words): TemplateResult {
  const cell = (km2: number | undefined) => html`<td class="n">${km2 === undefined ? '–' : number(km2, lang)}</td>`;
  const holders = ['RU', 'UA', 'contested'] as const;
  return html`<div class="scrolled" tabindex="0" role="region" aria-label=${t.title}>
    <table>
      <caption class="unseen">${t.title}, ${t.km2('')}</caption>
      <thead>
        <tr>
          <th scope="col" rowspan="2">${t.endOf}</th>
          ${holders.map((h) => html`<th scope="colgroup" colspan="2">${t[h]}</th>`)}
          <th scope="col" rowspan="2">${t.noEvidence}</th>
          <th scope="col" rowspan="2">${t.claimedUA}</th>
          <th scope="col" rowspan="2">${t.claimedRU}</th>
          <th scope="col" rowspan="2">${t.toUA}, ${t.since[bucket]}</th>
          <th scope="col" rowspan="2">${t.toRU}, ${t.since[bucket]}</th>
        </tr>
        <tr>
          ${holders.map(() => html`<th scope="col">${t.reported}</th><th scope="col">${t.inferredShort}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${points.toReversed().map(
          (p) => html`<tr>
            <th scope="row">${inWords(p.date, lang, 'medium')}</th>
            ${holders.map((h) => html`${cell(p.held[h]?.reported_km2 ?? 0)}${cell(p.held[h]?.inferred_km2 ?? 0)}`)} ${cell(p.none_km2)}
            ${cell(p.claimed_km2.UA ?? 0)}${cell(p.claimed_km2.RU ?? 0)}${cell(p.gained_km2?.UA)}${cell(p.gained_km2?.RU)}
          </tr>`,
        )}
      </tbody>
    </table>
  </div>`;
}

/** What people said, with their words. */
export function statedTable({ claimed_areas }: Series, chosen: Stated | null, lang: Lang, t: Words): TemplateResult | typeof nothing {
  if (claimed_areas.length === 0) return nothing;
  return html`<section class="stated">
    <h3>${t.stated}</h3>
    <p class="note">${t.statedNote}</p>
    <ul>
      ${claimed_areas.map(
        (said) => html`<li class=${said === chosen ? 'chosen' : ''}>${statement(said, lang, t, true)}</li>`,
      )}
    </ul>
  </section>`;
}

/** One of them: the figure, the words, and whose they are, with a link or without. */
export const statement = (said: Stated, lang: Lang, t: Words, linked: boolean): TemplateResult => html`<p>
    <b>${said.qualifier ? `${t.qualifier(said.qualifier)} ` : ''}${t.km2(number(said.area_km2, lang))}</b>
    ${said.by ? html`<span class="word ${said.by === 'UA' ? 'held' : 'occupied'}">${said.by === 'UA' ? t.toUA : t.toRU}</span>` : nothing}
    <span>${inWords(said.date, lang, 'long')}, ${t.status[said.status]}</span>
  </p>
  <blockquote dir="auto">${said.quote}</blockquote>
  <p class="note">
    ${who(said, t)}${said.title ? html`: ${linked ? link(said) : said.title}` : nothing}${said.source && t.said[said.source_side] ? html` <span class="tag">${t.said[said.source_side]}</span>` : nothing}
  </p>`;

/** Only an address of the web is a link. */
const link = ({ url, title }: Stated) =>
  url && /^https?:\/\//i.test(url) ? html`<a href=${url} rel="external nofollow noopener noreferrer">${title}</a>` : title;
