// Draws the timeline: the columns on their axis, the window, the days. Crisp on any screen.

import { heights, inSight, ruler, ticksOf, upwards, type Column, type Ruler, type Span, type Tick } from '../columns.ts';
import { addDays, words, type Day } from '../dates.ts';
import type { Lang } from '../i18n/index.ts';
import { hatch } from '../map/hatch.ts';
import type { Palette } from '../theme.ts';

export interface Picture {
  columns: readonly Column[];
  span: Span;
  first: Day;
  count: number; // days there are
  start: number; // of the window
  last: number; // day of the window, the date shown
  grips: readonly [number, number]; // pixels at which the handles are drawn
  hover: Column | null;
  palette: Palette;
  lang: Lang;
}

/** Pixels left free at either side, for half a handle. */
export const margin = 16;

const widest = 40; // pixels of a column
const rim = 4; // pixels between the highest column and the edge
const least = 2; // pixels of a column, however little it counts

/** The pixels under the columns, for the names of the days. */
export const labelRoom = (canvas: Element): number => Math.round(1.6 * parseFloat(getComputedStyle(canvas).fontSize));

/** What all parts of the drawing share, in CSS pixels. */
interface Sheet {
  ctx: CanvasRenderingContext2D;
  width: number;
  floor: number; // where the names of the days begin
  axis: number;
  one: number; // height of one change
  scale: Ruler;
  crisp(v: number): number;
}

export function drawHistogram(canvas: HTMLCanvasElement, picture: Picture): void {
  const ctx = canvas.getContext('2d');
  const { clientWidth: width, clientHeight: height } = canvas;
  if (!ctx || !width) return;
  const dpr = window.devicePixelRatio;
  canvas.width = Math.round(width * dpr);
  canvas.height = Math.round(height * dpr);
  ctx.scale(dpr, dpr);
  const floor = height - labelRoom(canvas);
  const { axis, one } = heights(inSight(picture.columns, picture.span), floor - 2 * rim);
  const crisp = (v: number) => Math.round(v * dpr) / dpr;
  const sheet: Sheet = { ctx, width, floor, axis: Math.round(rim + axis), one, scale: ruler(picture.span, width, margin), crisp };

  drawWindow(sheet, picture);
  drawColumns(sheet, picture);
  ctx.fillStyle = picture.palette.line2;
  ctx.fillRect(0, sheet.axis, width, 1);
  drawEnds(sheet, picture);
  drawLabels(sheet, picture, getComputedStyle(canvas));
}

function drawWindow({ ctx, floor, scale, crisp }: Sheet, { start, last, palette, hover }: Picture): void {
  const band = (from: number, to: number, colour: string, strength: number) => {
    ctx.globalAlpha = strength;
    ctx.fillStyle = colour;
    ctx.fillRect(crisp(scale.x(from)), 0, crisp(scale.x(to)) - crisp(scale.x(from)), floor);
  };
  band(start, last + 1, palette.accent, 0.13);
  if (hover) band(hover.from, hover.to, palette.ink, 0.07);
  ctx.globalAlpha = 1;
}

function drawColumns({ ctx, width, floor, axis, one, scale, crisp }: Sheet, { columns, start, last, palette }: Picture): void {
  const lines = hatch(ctx, palette.held, 'single', { dx: 0, dy: 0 });
  const seen = { from: scale.day(0), days: scale.day(width) - scale.day(0) };
  const bottom = floor - rim;
  for (const c of inSight(columns, seen)) {
    const room = scale.x(c.to) - scale.x(c.from);
    const wide = Math.max(1, Math.min(widest, c.to - c.from > 1 ? room - 1 : room * 0.64));
    const left = crisp(scale.x(c.from) + (room - wide) / 2);
    const right = Math.max(left + 1, crisp(left + wide));
    const strength = c.to > start && c.from <= last ? 1 : 0.5;
    const fill = (style: string | CanvasPattern, share: number, top: number, end: number) => {
      ctx.globalAlpha = strength * share;
      ctx.fillStyle = style;
      ctx.fillRect(left, top, right - left, end - top);
    };
    let y = axis;
    const pile = (count: number, colour: string, claim = false) => {
      if (!count) return;
      const top = Math.max(rim, Math.min(y - least, crisp(y - count * one)));
      fill(colour, claim ? 0.22 : 1, top, y);
      if (claim && lines) fill(lines, 1, top, y);
      y = top;
    };
    pile(c.recaptured, palette.held);
    pile(c.claimed, palette.held, true);
    pile(c.contested, palette.contested);
    pile(c.other, palette.unknown);
    if (c.lost) fill(palette.occupied, 1, axis + 1, Math.min(bottom, axis + 1 + Math.max(least, crisp(c.lost * one))));

    // A column that is higher than there is room is cut through.
    const cut = (top: number) => fill(palette.panel, 1 / strength, top, top + 2);
    if (upwards(c) * one > axis - rim + 1) cut(rim + 3);
    if (c.lost * one > bottom - axis + 1) cut(bottom - 5);
  }
  ctx.globalAlpha = 1;
}

/** Where the window begins and ends, and a bar from there to a handle that had to be moved aside. */
function drawEnds({ ctx, width, floor, scale, crisp }: Sheet, { start, last, grips, palette }: Picture): void {
  ctx.fillStyle = palette.accent;
  [scale.x(start), scale.x(last + 1)].forEach((x, i) => {
    const grip = grips[i] ?? x;
    if (x >= 0 && x <= width) ctx.fillRect(crisp(x) - 1, 0, 2, floor);
    if (Math.abs(grip - x) > 1) ctx.fillRect(Math.min(grip, x), Math.round(floor / 2) - 1, Math.abs(grip - x), 2);
  });
}

/** The date shown is always named; of the others those that have room. */
function drawLabels({ ctx, width, floor, scale }: Sheet, picture: Picture, { fontFamily, fontSize }: CSSStyleDeclaration): void {
  const { span, first, count, last, lang, palette } = picture;
  const taken: [number, number][] = [];
  const ticks = ticksOf(span, first, count, scale.perDay);
  const byDay = ticks.some((t) => t.sort === 'day');
  ctx.textAlign = 'center';
  ctx.textBaseline = 'middle';

  const put = (at: number, text: string, bold = false): boolean => {
    ctx.font = `${bold ? 700 : 400} ${fontSize} ${fontFamily}`;
    ctx.fillStyle = bold ? palette.ink : palette.ink2;
    const half = ctx.measureText(text).width / 2;
    const x = scale.x(at + 0.5);
    const free = taken.every(([a, b]) => x + half + 6 < a || x - half - 6 > b);
    if (!free || x - half < 2 || x + half > width - 2) return false;
    taken.push([x - half, x + half]);
    ctx.fillText(text, x, floor + 0.9 * parseFloat(fontSize));
    return true;
  };
  const number = (day: Day) => String(Number(day.slice(8)));
  const name = ({ day, sort }: Tick): string => {
    if (sort === 'day') return number(day);
    if (byDay) return words(day, lang, sort === 'year' ? 'medium' : 'short');
    return sort === 'year' ? day.slice(0, 4) : words(day, lang, 'monthName');
  };
  const putAll = (sort: Tick['sort']) => ticks.forEach((tick) => tick.sort === sort && put(tick.at, name(tick)));

  const shown = addDays(first, last);
  const inside = last >= span.from && last < span.from + span.days;
  if (inside) put(last, byDay && !shown.endsWith('-01') ? number(shown) : words(shown, lang, 'short'), true);
  putAll('year');
  putAll('month');
  // The first of the days says of which month they are.
  const month = ticks.findIndex((t) => t.sort !== 'day');
  ticks.slice(0, Math.min(2, month < 0 ? 2 : month)).some(({ at, day }) => put(at, words(day, lang, 'short')));
  putAll('day');
}
