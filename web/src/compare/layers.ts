// The difference of two days on one map: ground that went to one side or became contested is strong, all other pale; the
// edge of the earlier day is dotted, that of the later as usual. Places that changed carry what they were before.

import type { AreaChange } from '../api.ts';
import type { Mark } from '../control.ts';
import { AreasLayer, fillAll } from '../map/areas.ts';
import { nothing, polygonsOf, type Ground, type Polygon } from '../map/ground.ts';
import { hatch } from '../map/hatch.ts';
import { CanvasLayer } from '../map/layer.ts';
import { inside, meets, project, traceNear, traceRing, type Frame } from '../map/project.ts';
import { drawMark } from '../marks.ts';
import { palette, strengths, type Palette, type Theme } from '../theme.ts';
import { wayOf, type Differing, type Way } from './difference.ts';

const unchanged = 0.55; // of the usual strength
const ways: readonly Way[] = ['gained', 'lost', 'contested'];
const holderAfter = { gained: 'held', lost: 'occupied', contested: 'contested' } as const;

/** The ground that differs, by the server's word. */
type Told = Record<Way, Polygon[]>;

export function toldBy(changed: readonly AreaChange[]): Told {
  const told: Told = { gained: [], lost: [], contested: [] };
  for (const c of changed) {
    const way = wayOf(c);
    if (way) told[way].push(...polygonsOf(c.shape));
  }
  return told;
}

export class DifferenceLayer extends AreasLayer {
  private earlier = nothing;
  private told: Told | null = null;
  private readonly scratch = document.createElement('canvas');

  /** Without word of what differs, it is what the grounds of the two days show. */
  compare(earlier: Ground, later: Ground, told: Told | null, theme: Theme): void {
    this.earlier = earlier;
    this.told = told;
    this.show({ ground: later, theme });
  }

  protected override get empty(): boolean {
    return super.empty && !this.earlier.edges.length;
  }

  protected override draw(ctx: CanvasRenderingContext2D, frame: Frame): void {
    for (const patch of this.ground.patches) this.patch(ctx, patch, frame);
    ctx.globalCompositeOperation = 'destination-out';
    ctx.globalAlpha = 1 - unchanged;
    ctx.fillStyle = '#000';
    ctx.fillRect(0, 0, ctx.canvas.width, ctx.canvas.height);
    ctx.globalCompositeOperation = 'source-over';
    ctx.globalAlpha = 1;
    for (const way of ways) this.went(ctx, way, frame);
    this.pale(ctx, frame);
    this.dotted(ctx, frame);
    const near = this.ground.edges.filter((e) => meets(e.box, frame.box));
    this.edges(ctx, near.filter((e) => e.inferred), frame);
    this.edges(ctx, near.filter((e) => !e.inferred), frame);
  }

  private went(ctx: CanvasRenderingContext2D, way: Way, frame: Frame): void {
    const p = palette[this.theme];
    const holder = holderAfter[way];
    const strong = strengths[this.theme].recaptured;
    if (way !== 'contested') this.stamp(ctx, way, p[holder], strong, frame);
    else {
      this.stamp(ctx, way, p.contested, strong / 2, frame);
      this.stamp(ctx, way, hatch(ctx, p.contested, 'crossed', frame), 1, frame);
    }
  }

  private stamp(ctx: CanvasRenderingContext2D, way: Way, style: string | CanvasPattern | null, alpha: number, frame: Frame): void {
    if (!style) return;
    if (this.told) fillAll(ctx, this.told[way], frame, [[style, alpha]]);
    else {
      ctx.globalAlpha = alpha;
      const both = this.common(ctx, way, style, frame);
      ctx.save();
      ctx.resetTransform();
      if (both) ctx.drawImage(both, 0, 0);
      ctx.restore();
    }
    ctx.globalAlpha = 1;
  }

  /** A canvas with what one class holds on the later day and another held on the earlier one. */
  private common(ctx: CanvasRenderingContext2D, way: Way, style: string | CanvasPattern, frame: Frame): HTMLCanvasElement | null {
    const { width, height } = ctx.canvas;
    const at = Object.assign(this.scratch, { width, height }).getContext('2d');
    if (!at || width === 0) return null;
    at.setTransform(ctx.getTransform());
    const fill = ({ patches }: Ground, of: (holder: Mark['holder']) => boolean) => {
      at.beginPath(); // one path, for each fill keeps only what is in it
      for (const patch of patches) {
        if (!of(patch.holder)) continue;
        for (const { rings } of patch.polygons) for (const ring of rings) if (meets(ring.box, frame.box)) traceRing(at, ring, frame);
      }
      at.fill('evenodd');
    };
    const after = holderAfter[way];
    fill(this.earlier, (holder) => holder !== after && holder !== 'unknown');
    at.globalCompositeOperation = 'source-in';
    at.fillStyle = style;
    fill(this.ground, (holder) => holder === after);
    return this.scratch;
  }

  private dotted(ctx: CanvasRenderingContext2D, frame: Frame): void {
    ctx.strokeStyle = palette[this.theme].edge;
    ctx.lineCap = 'round';
    ctx.setLineDash([0.1, 4]);
    for (const inferred of [true, false]) {
      ctx.beginPath();
      for (const e of this.earlier.edges) {
        if (e.sort === 'control' && e.inferred === inferred && meets(e.box, frame.box)) traceNear(ctx, e, frame);
      }
      ctx.lineWidth = inferred ? 1.4 : 2;
      ctx.stroke();
    }
    ctx.setLineDash([]);
    ctx.lineCap = 'butt';
  }
}

/** What places were before, as smaller marks up and to the left of what they are now. */
export class BeforeLayer extends CanvasLayer {
  private places: { x: number; y: number; from: Mark }[] = [];
  private palette: Palette = palette.light;

  constructor(pane: string) {
    super({ pane, padding: 0.2 });
  }

  show(places: Iterable<Differing>, colours: Palette): void {
    this.places = [...places].map(({ lon, lat, from }) => {
      const [x, y] = project(lon, lat);
      return { x, y, from };
    });
    this.palette = colours;
    this.redraw();
  }

  protected override get empty(): boolean {
    return !this.places.length;
  }

  protected override draw(ctx: CanvasRenderingContext2D, frame: Frame): void {
    const away = frame.zoom < 7.5 ? 7 : 10;
    for (const place of this.places) {
      if (!inside(place, frame.box)) continue;
      const [x, y] = [place.x * frame.scale + frame.dx, place.y * frame.scale + frame.dy];
      for (const [colour, width] of [
        [this.palette.panel, 4],
        [this.palette.label, 1.6],
      ] as const) {
        ctx.beginPath();
        ctx.moveTo(x, y);
        ctx.lineTo(x - away, y - away);
        ctx.strokeStyle = colour;
        ctx.lineWidth = width;
        ctx.stroke();
      }
      drawMark(ctx, x - away, y - away, frame.zoom < 7.5 ? 3 : 3.8, place.from, this.palette);
    }
  }
}
