// Marks of places with reports, and names: of those places, then of cities and oblasts to find one's way
// by, where there is room left.

import type { Mark } from '../control.ts';
import { drawMark } from '../marks.ts';
import type { Palette } from '../theme.ts';
import { boxAround, placeLabels, Room } from './labels.ts';
import { CanvasLayer } from './layer.ts';
import { inside, type Box, type Frame } from './project.ts';
import type { RiverNames, Stream } from './rivernames.ts';

export interface Spot {
  id: number;
  x: number; // unit Mercator
  y: number;
  name: string;
  mark: Mark;
  changed: boolean; // inside the window
  population: number;
}

/** A city that is only a name on the map. */
export interface Town {
  x: number;
  y: number;
  name: string;
  population: number;
}

export interface Region {
  x: number;
  y: number;
  name: string;
}

/** A place on the canvas. */
interface Point {
  spot: Spot;
  x: number;
  y: number;
  r: number;
}

interface Label {
  text: string;
  weight: number;
  size: number;
  spacing: number;
  x: number;
  y: number;
  reach: number;
  colour: string;
  dot: boolean; // whether the point itself is still to be drawn
}

const family = 'system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif';
const cityFrom = 40_000;

export class PlacesLayer extends CanvasLayer {
  protected override readonly kind: string = 'places';
  private spots: Spot[] = [];
  private towns: Town[] = [];
  private regions: Region[] = [];
  private rivers: Stream[] = [];
  private selected: number | null = null;
  private palette: Palette;
  private readonly covers: readonly HTMLElement[];
  private readonly widths = new Map<string, number>();
  private riverNames: RiverNames | null = null;

  /** No name is put under the covers, which stand on the map. */
  constructor(palette: Palette, covers: readonly HTMLElement[], pane = 'overlayPane') {
    super({ pane, padding: 0.2 });
    this.palette = palette;
    this.covers = covers;
  }

  /** Changes what is drawn, and draws it. */
  show(what: { spots?: Spot[]; towns?: Town[]; regions?: Region[]; rivers?: Stream[]; riverNames?: RiverNames | null; selected?: number | null; palette?: Palette }): void {
    if (what.spots) this.spots = [...what.spots].sort(byRank);
    if (what.towns) this.towns = what.towns;
    if (what.regions) this.regions = what.regions;
    if (what.rivers) this.rivers = what.rivers;
    if (what.riverNames) this.riverNames = what.riverNames;
    if (what.selected !== undefined) this.selected = what.selected;
    if (what.palette) this.palette = what.palette;
    this.redraw();
  }

  /** What is drawn, to be drawn elsewhere too. */
  get shown() {
    const { spots, towns, regions, rivers, riverNames, selected, palette } = this;
    return { spots, towns, regions, rivers, riverNames, selected, palette };
  }

  /** Another layer that shows the same, in a pane of its own. */
  twin(pane: string): PlacesLayer {
    const twin = new PlacesLayer(this.palette, this.covers, pane);
    twin.show(this.shown);
    return twin;
  }

  protected override get empty(): boolean {
    return [this.spots, this.towns, this.regions].every((all) => !all.length);
  }

  protected override draw(ctx: CanvasRenderingContext2D, frame: Frame): void {
    const points = this.spots.filter((s) => inside(s, frame.box)).map((spot) => this.point(spot, frame));
    const selected = points.findIndex((p) => p.spot.id === this.selected);
    if (selected > 0) points.unshift(...points.splice(selected, 1));

    // The most important mark is drawn last, on top.
    for (const { x, y, r, spot } of points.toReversed()) drawMark(ctx, x, y, r, spot.mark, this.palette);
    if (selected >= 0 && points[0]) this.ring(ctx, points[0]);
    this.names(ctx, points, frame);
  }

  private point(spot: Spot, { scale, dx, dy, zoom }: Frame): Point {
    const base = zoom < 7 ? 3.6 : zoom < 8.5 ? 4.6 : 5.4;
    const share = spot.changed || spot.mark.hollow || spot.id === this.selected ? 1 : 0.7;
    const city = spot.population >= cityFrom;
    return { spot, x: spot.x * scale + dx, y: spot.y * scale + dy, r: share * (base + (city ? 1.2 : 0)) };
  }

  private ring(ctx: CanvasRenderingContext2D, { x, y, r }: Point): void {
    for (const [colour, width] of [
      [this.palette.halo, 5.5],
      [this.palette.label, 2.5],
    ] as const) {
      ctx.beginPath();
      ctx.arc(x, y, r + 6.5, 0, 2 * Math.PI);
      ctx.strokeStyle = colour;
      ctx.lineWidth = width;
      ctx.stroke();
    }
  }

  private names(ctx: CanvasRenderingContext2D, points: Point[], frame: Frame): void {
    const marked = new Set(points.map(({ spot }) => spot.name));
    const least = frame.zoom < 7 ? 250_000 : frame.zoom < 8 ? 100_000 : 0;
    const towns = this.towns.filter((t) => t.population >= least && inside(t, frame.box) && !marked.has(t.name));
    const labels = [
      ...points.map((point) => this.spotLabel(point, frame)),
      ...(frame.zoom < 7 ? [] : this.regions.map((region) => this.regionLabel(region, frame))),
      ...towns.map((town) => this.townLabel(town, frame)),
    ];
    const wanted = labels.map((l) => ({ x: l.x, y: l.y, reach: l.reach, height: l.size * 1.25, width: () => this.width(ctx, l) + 2 }));
    const taken = [
      ...points.map(({ x, y, r }) => boxAround(x, y, r + 2)),
      ...labels.filter((l) => l.dot).map(({ x, y }) => boxAround(x, y, 3)),
      ...this.covered(frame),
    ];
    const boxes = placeLabels(wanted, taken);

    ctx.textBaseline = 'middle';
    ctx.lineJoin = 'round';
    ctx.lineWidth = 3.2;
    labels.forEach((label, i) => {
      const box = boxes[i];
      if (!box) return;
      if (label.dot) dot(ctx, label, this.palette);
      style(ctx, label);
      const y = (box.minY + box.maxY) / 2 + 0.5;
      ctx.globalAlpha = 0.92;
      ctx.strokeStyle = this.palette.halo;
      ctx.strokeText(label.text, box.minX + 1, y);
      ctx.globalAlpha = 1;
      ctx.fillStyle = label.colour;
      ctx.fillText(label.text, box.minX + 1, y);
    });
    const room = new Room();
    [...taken, ...boxes].forEach((box) => box && room.take(box));
    this.riverNames?.draw(ctx, this.rivers, frame, family, this.palette, room);
  }

  private covered({ corner }: Frame): Box[] {
    const map = this.getPane()?.closest('.leaflet-container')?.getBoundingClientRect();
    if (!map) return [];
    const [dx, dy] = [corner.x - map.left, corner.y - map.top];
    return this.covers.map((cover) => {
      const { left, top, right, bottom } = cover.getBoundingClientRect();
      return { minX: left + dx, minY: top + dy, maxX: right + dx, maxY: bottom + dy };
    });
  }

  private spotLabel({ spot, x, y, r }: Point, { zoom }: Frame): Label {
    const city = spot.population >= cityFrom;
    const size = city ? (spot.population >= 200_000 ? 15 : 13.5) : zoom < 7.5 ? 11.5 : 12.5;
    const selected = spot.id === this.selected;
    const weight = city || selected ? 650 : spot.changed ? 560 : 430;
    return { text: spot.name, weight, size, spacing: 0, x, y, reach: r + (selected ? 9 : 4), colour: this.palette.label, dot: false };
  }

  private townLabel({ name, x, y, population }: Town, { scale, dx, dy }: Frame): Label {
    const size = population >= 250_000 ? 12.5 : 11.5;
    const at = { x: x * scale + dx, y: y * scale + dy };
    return { text: name, weight: 430, size, spacing: 0, ...at, reach: 5, colour: this.palette.labelSmall, dot: true };
  }

  private regionLabel({ name, x, y }: Region, { scale, dx, dy }: Frame): Label {
    const at = { x: x * scale + dx, y: y * scale + dy };
    const text = name.toLocaleUpperCase();
    return { text, weight: 600, size: 11.5, spacing: 2, ...at, reach: 0, colour: this.palette.labelSmall, dot: false };
  }

  /** Measuring text is slow; each name is measured once. */
  private width(ctx: CanvasRenderingContext2D, label: Label): number {
    const key = `${label.weight} ${label.size} ${label.text}`;
    let width = this.widths.get(key);
    if (width === undefined) {
      style(ctx, label);
      width = ctx.measureText(label.text).width;
      this.widths.set(key, width);
    }
    return width;
  }
}

function dot(ctx: CanvasRenderingContext2D, { x, y }: Label, p: Palette): void {
  ctx.beginPath();
  ctx.arc(x, y, 2.2, 0, 2 * Math.PI);
  ctx.fillStyle = p.labelSmall;
  ctx.fill();
}

function style(ctx: CanvasRenderingContext2D, { weight, size, spacing }: Label): void {
  ctx.font = `${weight} ${size}px ${family}`;
  ctx.letterSpacing = `${spacing}px`;
}

/** Places that changed first, then the larger. */
function byRank(a: Spot, b: Spot): number {
  return Number(b.changed) - Number(a.changed) || b.population - a.population || a.id - b.id;
}
