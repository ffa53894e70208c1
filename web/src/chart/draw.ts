// The strips of the chart as SVG, one above the other with one axis of time, and over them the points that people stated.

import { nothing, svg, type TemplateResult } from 'lit-html';
import { words as inWords, type Day } from '../dates.ts';
import type { Lang } from '../i18n/index.ts';
import { number, percent, quantity, share } from './format.ts';
import { dates, sum, ticks, type Panel, type Point, type Scale, type Series, type Stated } from './series.ts';
import { words, type Words } from './words.ts';

const title = 30; // above a strip
const foot = 26; // below the last one

export interface Drawing {
  series: Series;
  panels: readonly Panel[];
  at: number; // the point that is looked at
  shown: Day | null; // on the map
  lang: Lang;
  scale: Scale;
  said: Stated | null;
  look(said: Stated | null): void;
}

export const plotHeight = (panels: readonly Panel[]): number => panels.reduce((h, p) => h + title + p.height, foot);

export function drawing(d: Drawing): { strips: TemplateResult[]; stated: TemplateResult[] } {
  const strips: TemplateResult[] = [];
  const headings: TemplateResult[] = [];
  const stated: TemplateResult[] = [];
  let top = 0;
  for (const panel of d.panels) {
    top += title;
    const floor = top + panel.height;
    const most = panel.most;
    const y = (km2: number) => floor - (panel.height * km2) / most;
    strips.push(svg`${grid(panel, d, y)}${panel.sort === 'held' ? bands(panel.of, d, y) : bars(panel.of, d, y)}`);
    headings.push(heading(panel, d, top - 10));
    if (panel.sort === 'gained') stated.push(...panel.stated.map((s) => point(s, d, y(s.area_km2))));
    top = floor;
  }
  return { strips: [timeAxis(d, top), ...strips, cursor(d, top), ...headings], stated };
}

/** Of every strip its name, and its numbers at the point that is looked at. */
function heading(panel: Panel, { series, at, lang, scale }: Drawing, y: number): TemplateResult {
  const t = words[lang];
  const p = series.points[at];
  const narrow = scale.right - scale.left < 480;
  if (panel.sort === 'gained') {
    const gained = p?.gained_km2?.[panel.of];
    const name = panel.of === 'UA' ? t.toUA : t.toRU;
    return svg`<text class="name ${panel.of}" x=${scale.left} y=${y}><tspan class="strong">${name}</tspan> ${
      gained === undefined ? nothing : svg`<tspan dx="6">${quantity(gained, lang)} ${t.since[series.bucket]}</tspan>`
    }</text>`;
  }
  const held = p?.held[panel.of];
  const inferred = narrow ? '' : `, ${t.ofThat(quantity(held?.inferred_km2 ?? 0, lang))}`;
  return svg`<text class="name ${panel.of}" x=${scale.left} y=${y}><tspan class="strong">${t[panel.of]}</tspan> <tspan dx="6">${quantity(sum(held), lang)}</tspan>
    <tspan class="faint">${share(sum(held), series.country_km2, lang)}${inferred}</tspan></text>`;
}

function grid({ most, height }: Panel, { series, lang, scale }: Drawing, y: (km2: number) => number): TemplateResult[] {
  const parts = height < 70 ? 2 : 4;
  return ticks(most, parts).map(
    (km2) => svg`<path class="grid ${km2 ? '' : 'floor'}" d="M${scale.left} ${y(km2)}H${scale.right}"></path>
      <text class="tick" x=${scale.left - 6} y=${y(km2) + 4} text-anchor="end">${number(km2, lang)}</text>
      ${scale.right - scale.left > 480 && km2 ? svg`<text class="tick" x=${scale.right + 6} y=${y(km2) + 4}>${percent(km2, series.country_km2, lang)} %</text>` : nothing}`,
  );
}

/** What is reported, and above it what is inferred, paler. */
function bands(of: 'RU' | 'UA' | 'contested', { series, scale }: Drawing, y: (km2: number) => number): TemplateResult {
  const line = (value: (p: Point) => number, points = series.points) => points.map((p) => `${round(scale.x(p.date))} ${round(y(value(p)))}`).join('L');
  const reported = (p: Point) => p.held[of]?.reported_km2 ?? 0;
  const whole = (p: Point) => sum(p.held[of]);
  const back = series.points.toReversed();
  const [from, to] = [round(scale.x(series.points[0]?.date ?? '')), round(scale.x(series.points.at(-1)?.date ?? ''))];
  return svg`<g class=${of}>
    <path class="reported" d="M${from} ${y(0)}L${line(reported)}L${to} ${y(0)}Z"></path>
    <path class="inferred" d="M${line(whole)}L${line(reported, back)}Z"></path>
    <path class="edge" d="M${line(reported)}"></path>
    <path class="edge pale" d="M${line(whole)}"></path>
  </g>`;
}

function bars(of: 'UA' | 'RU', { series, scale }: Drawing, y: (km2: number) => number): TemplateResult {
  const { points } = series;
  const wide = Math.min(14, Math.max(1.2, (0.72 * (scale.right - scale.left)) / points.length));
  const path = points.map((p) => {
    const km2 = p.gained_km2?.[of] ?? 0;
    return km2 > 0 ? `M${round(scale.x(p.date) - wide / 2)} ${y(0)}V${round(Math.min(y(km2), y(0) - 1))}h${round(wide)}V${y(0)}Z` : '';
  });
  return svg`<g class=${of}><path class="bar" d=${path.join('')}></path></g>`;
}

function timeAxis({ series, lang, scale }: Drawing, floor: number): TemplateResult {
  const { points } = series;
  const all = dates(points[0]?.date ?? '', points.at(-1)?.date ?? '', Math.max(2, (scale.right - scale.left) / 70));
  return svg`${all.map(({ day, year }) => {
    const x = round(scale.x(day));
    return svg`<path class="grid ${year ? 'year' : ''}" d="M${x} ${title - 6}V${floor + 4}"></path>
      <text class="tick ${year ? 'strong' : ''}" x=${x} y=${floor + 19} text-anchor="middle">${inWords(day, lang, year ? 'year' : 'monthName')}</text>`;
  })}`;
}

/** Where the reader looks, and the day that the map shows. */
function cursor({ series, at, shown, scale }: Drawing, floor: number): TemplateResult {
  const looked = series.points[at];
  const line = (day: Day, sort: string) => {
    const x = round(scale.x(day));
    return x < scale.left - 1 || x > scale.right + 1 ? nothing : svg`<path class=${sort} d="M${x} ${title - 12}V${floor}"></path>`;
  };
  return svg`${shown ? line(shown, 'on-map') : nothing}${looked ? line(looked.date, 'look') : nothing}`;
}

/** A stated area: hollow, for nobody computed it. */
function point(said: Stated, { lang, scale, said: chosen, look }: Drawing, y: number): TemplateResult {
  const t: Words = words[lang];
  const name = t.statedPoint(`${said.qualifier ? `${t.qualifier(said.qualifier)} ` : ''}${t.km2(number(said.area_km2, lang))}`, inWords(said.date, lang, 'long'), who(said, t));
  const show = () => look(said);
  const hide = () => look(null);
  return svg`<g class="said ${said.by} ${said === chosen ? 'chosen' : ''}" role="img" tabindex="0" aria-label=${name}
    @focus=${show} @pointerenter=${show} @click=${show} @blur=${hide} @pointerleave=${hide}>
    <circle class="reach" cx=${round(scale.x(said.date))} cy=${round(y)} r="13"></circle>
    <path d="M${round(scale.x(said.date))} ${round(y) - 6}l6 6-6 6-6-6Z"></path></g>`;
}

/** The speaker and the publisher, as far as they are known. */
export const who = ({ source, source_side, publisher }: Stated, t: Words): string =>
  [source ?? t.said[source_side], publisher].filter(Boolean).join(', ');

const round = (v: number) => Math.round(v * 10) / 10;
