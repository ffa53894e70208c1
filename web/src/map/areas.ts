// The ground by who holds it: flat colour for what is assessed, a hatch for a claim, a cross-hatch for
// what is contested. It pales where it is inferred from farther away; where nothing is known it has none.

import { palette, strengths, type Theme } from '../theme.ts';
import { nothing, type Edge, type Ground, type Patch, type Polygon } from './ground.ts';
import { hatch } from './hatch.ts';
import { CanvasLayer } from './layer.ts';
import { meets, traceNear, traceRing, type Frame } from './project.ts';

const inferredShare = 0.5; // of the full strength
const claimedShare = 0.8;
const hatchStrength = 0.78;
const crossStrength = 0.6;
const fade = 2.5; // km from full strength to half of it
const sharp = { below: 3, from: 1000 }; // a fade of fewer pixels is left out where there are so many polygons
const coarse = 4; // pixels of the canvas to one of the mask that fades

export class AreasLayer extends CanvasLayer {
  protected override readonly kind: string = 'areas';
  protected ground = nothing;
  protected theme: Theme;
  private readonly masks = [document.createElement('canvas'), document.createElement('canvas')] as const;

  constructor(theme: Theme, pane = 'tilePane') {
    super({ pane, padding: 0.2 });
    this.theme = theme;
  }

  /** Changes what is drawn, and draws it. */
  show(what: { ground?: Ground; theme?: Theme }): void {
    if (what.ground) this.ground = what.ground;
    if (what.theme) this.theme = what.theme;
    this.redraw();
  }

  protected override get empty(): boolean {
    const { patches, recaptured } = this.ground;
    return !patches.length && !recaptured.length;
  }

  protected override draw(ctx: CanvasRenderingContext2D, frame: Frame): void {
    for (const patch of this.ground.patches) this.patch(ctx, patch, frame);
    this.recaptured(ctx, frame);
    this.pale(ctx, frame);
    const near = this.ground.edges.filter((e) => meets(e.box, frame.box));
    this.edges(ctx, near.filter((e) => e.inferred), frame);
    this.edges(ctx, near.filter((e) => !e.inferred), frame);
  }

  protected patch(ctx: CanvasRenderingContext2D, { holder, claim, polygons }: Patch, frame: Frame): void {
    const p = palette[this.theme];
    const paints: Paint[] = [];
    if (holder !== 'unknown') paints.push([p[holder], strengths[this.theme][holder] * (claim ? claimedShare : 1)]);
    if (holder === 'contested' && !claim) paints.push([hatch(ctx, p.contested, 'crossed', frame), crossStrength]);
    if (holder === 'unknown' && !claim) paints.push([hatch(ctx, p.unknown, 'dotted', frame), 1]);
    if (claim) paints.push([hatch(ctx, p[claim], 'single', frame), hatchStrength]);
    fillAll(ctx, polygons, frame, paints);
  }

  /** Laid over the tint of what is held, so that both together have the full strength. */
  private recaptured(ctx: CanvasRenderingContext2D, frame: Frame): void {
    const { held, recaptured } = strengths[this.theme];
    fillAll(ctx, this.ground.recaptured, frame, [[palette[this.theme].held, 1 - (1 - recaptured) / (1 - held)]]);
  }

  /** Takes strength from all that is not near to a report. */
  protected pale(ctx: CanvasRenderingContext2D, frame: Frame): void {
    if (fade * pixelsPerKm(frame) >= sharp.below || this.ground.reported.length < sharp.from) {
      this.fade(ctx, frame);
      return;
    }
    ctx.globalCompositeOperation = 'destination-out';
    fillAll(ctx, this.ground.inferred, frame, [['#000', 1 - inferredShare]]);
    ctx.globalCompositeOperation = 'source-over';
  }

  /** Does so softly: what was reported is drawn coarsely, blurred, and laid over the canvas as a mask. */
  private fade(ctx: CanvasRenderingContext2D, frame: Frame): void {
    const [width = 0, height = 0] = [ctx.canvas.width, ctx.canvas.height].map((v) => Math.ceil(v / coarse));
    if (width === 0 || height === 0) return;
    const [hard, soft] = this.masks.map((mask) => Object.assign(mask, { width, height }).getContext('2d'));
    if (!hard || !soft) return;
    const ratio = ctx.getTransform().a / coarse;
    hard.scale(ratio, ratio);
    fillAll(hard, this.ground.reported, frame, [['#000', 1]]);

    soft.globalAlpha = inferredShare;
    soft.fillRect(0, 0, soft.canvas.width, soft.canvas.height);
    soft.globalAlpha = 1;
    soft.filter = `blur(${((fade / 2) * pixelsPerKm(frame) * ratio).toFixed(2)}px)`;
    soft.drawImage(hard.canvas, 0, 0);

    ctx.save();
    ctx.resetTransform();
    ctx.globalCompositeOperation = 'destination-in';
    ctx.drawImage(soft.canvas, 0, 0, soft.canvas.width * coarse, soft.canvas.height * coarse);
    ctx.restore();
  }

  protected edges(ctx: CanvasRenderingContext2D, edges: readonly Edge[], frame: Frame): void {
    const p = palette[this.theme];
    const inferred = edges[0]?.inferred ?? false;
    const width = frame.zoom < 7 ? 1.4 : 2;
    const stroke = (colour: string, width: number, alpha: number) => {
      ctx.strokeStyle = colour;
      ctx.lineWidth = width;
      ctx.globalAlpha = alpha;
      ctx.stroke();
    };
    ctx.lineJoin = 'round';
    for (const sort of ['claim', 'control'] as const) {
      ctx.beginPath();
      for (const e of edges) if (e.sort === sort) traceNear(ctx, e, frame);
      ctx.setLineDash(sort === 'claim' ? [6, 5] : []);
      if (!inferred) stroke(p.halo, width + 2.5, 0.9);
      stroke(p.edge, inferred ? 1 : width, inferred ? 0.45 : 1);
    }
    ctx.setLineDash([]);
    ctx.globalAlpha = 1;
  }
}

/** What to fill with, and how strongly. */
type Paint = [style: string | CanvasPattern | null, alpha: number];

/** Fills each polygon by itself, which is far quicker than all as one path, with every paint. */
export function fillAll(ctx: CanvasRenderingContext2D, polygons: readonly Polygon[], frame: Frame, paints: readonly Paint[]): void {
  for (const { rings, box } of polygons) {
    if (!meets(box, frame.box)) continue;
    ctx.beginPath();
    for (const ring of rings) if (meets(ring.box, frame.box)) traceRing(ctx, ring, frame);
    for (const [style, alpha] of paints) {
      if (!style) continue;
      ctx.fillStyle = style;
      ctx.globalAlpha = alpha;
      ctx.fill('evenodd');
    }
  }
  ctx.globalAlpha = 1;
}

/** In the middle of what the canvas shows; kilometres grow on the map towards the poles. */
function pixelsPerKm({ scale, box }: Frame): number {
  const y = (box.minY + box.maxY) / 2;
  return (scale / 40_075) * Math.cosh((0.5 - y) * 2 * Math.PI);
}
