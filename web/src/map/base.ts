// The ground: sea, land, lakes, rivers, borders. No tile server: two small files of the server's own. Where somebody has
// configured one, its tiles lie beneath, and only borders are drawn over them.

import type { Palette } from '../theme.ts';
import type { Basemap, River } from './basemap.ts';
import { CanvasLayer } from './layer.ts';
import { meets, traceNear, traceRing, traceRound, type Frame, type Line } from './project.ts';

/** How wide rivers are at zoom 6 and 12, and from which zoom on they are there, by rank. */
const widths: Record<number, { at6: number; at12: number; from: number }> = {
  1: { at6: 1.3, at12: 4, from: 0 },
  2: { at6: 0.9, at12: 3, from: 0 },
  3: { at6: 0.6, at12: 2.2, from: 5.5 },
  4: { at6: 0.45, at12: 1.6, from: 6 },
};

/** The width of a river in pixels; 0 where it is not drawn. */
export function riverWidth(rank: number, zoom: number): number {
  const w = widths[rank];
  if (!w || zoom < w.from) return 0;
  const share = Math.min(1, Math.max(0, (zoom - 6) / 6));
  return w.at6 * (w.at12 / w.at6) ** share;
}

export class BaseLayer extends CanvasLayer {
  private basemap: Basemap | null = null;
  private palette: Palette;
  private readonly overTiles: boolean;

  constructor(palette: Palette, overTiles: boolean) {
    super({ pane: 'tilePane', padding: 0.2 });
    this.palette = palette;
    this.overTiles = overTiles;
  }

  setPalette(palette: Palette): void {
    this.palette = palette;
    this.redraw();
  }

  setBasemap(basemap: Basemap): void {
    this.basemap = basemap;
    this.redraw();
  }

  protected override get empty(): boolean {
    return !this.basemap;
  }

  protected override draw(ctx: CanvasRenderingContext2D, frame: Frame): void {
    const { basemap: b, palette: p, overTiles } = this;
    ctx.lineJoin = ctx.lineCap = 'round';
    if (!overTiles) {
      ctx.fillStyle = p.sea;
      ctx.fillRect(0, 0, ctx.canvas.width, ctx.canvas.height);
    }
    if (!b) return;
    const near = (lines: readonly Line[]) => lines.filter((l) => meets(l.box, frame.box));

    const fill = (lines: readonly Line[], colour: string) => {
      ctx.beginPath();
      for (const l of lines) traceRing(ctx, l, frame);
      ctx.fillStyle = colour;
      ctx.fill('evenodd');
    };
    const stroke = (lines: readonly Line[], colour: string, width: number, alpha = 1) => {
      ctx.beginPath();
      for (const l of lines) traceNear(ctx, l, frame);
      ctx.strokeStyle = colour;
      ctx.lineWidth = width;
      ctx.globalAlpha = alpha;
      ctx.stroke();
      ctx.globalAlpha = 1;
    };

    const ukraine = near(b.ukraine);
    if (!overTiles) {
      fill(near(b.neighbours), p.landOther);
      fill(ukraine, p.land);
      const rank = (river: River) => river.shown && riverWidth(river.rank, frame.zoom);
      for (const width of new Set(b.rivers.map(rank))) {
        if (!width) continue;
        ctx.beginPath();
        for (const l of near(b.rivers.filter((r) => rank(r) === width).flatMap((r) => r.lines))) traceRound(ctx, l, frame);
        ctx.strokeStyle = p.river;
        ctx.lineWidth = width;
        ctx.stroke();
      }
      const lakes = near(b.lakes);
      fill(lakes, p.sea);
      stroke(lakes, p.river, 1);
      ctx.lineCap = 'butt';
      stroke(near(b.foreign), p.oblastLine, 1);
    }
    ctx.lineCap = 'butt';
    ctx.setLineDash([5, 4]);
    stroke(near(b.oblasts), p.oblastLine, 1);
    ctx.setLineDash([]);
    ctx.lineCap = 'round';
    stroke(ukraine, p.border, 5, 0.16); // soft casing
    stroke(ukraine, p.border, 1.5);
  }
}
