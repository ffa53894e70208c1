// The ground: sea, land, borders. No tile server; three small files of the server's own.

import type { Basemap } from '../api.ts';
import type { Palette } from '../theme.ts';
import { CanvasLayer } from './layer.ts';
import { innerBorders, meets, rings, traceNear, traceRing, type Frame, type Line } from './project.ts';

export class BaseLayer extends CanvasLayer {
  private neighbours: Line[] = [];
  private ukraine: Line[] = [];
  private oblasts: Line[] = [];
  private palette: Palette;

  constructor(palette: Palette) {
    super({ pane: 'tilePane', padding: 0.2 });
    this.palette = palette;
  }

  setPalette(palette: Palette): void {
    this.palette = palette;
    this.redraw();
  }

  setBasemap(basemap: Basemap): void {
    this.neighbours = rings(basemap.neighbours);
    this.ukraine = rings(basemap.ukraine);
    this.oblasts = innerBorders(basemap.oblasts);
    this.redraw();
  }

  protected override draw(ctx: CanvasRenderingContext2D, frame: Frame): void {
    const p = this.palette;
    ctx.fillStyle = p.sea;
    ctx.fillRect(0, 0, ctx.canvas.width, ctx.canvas.height);
    ctx.lineJoin = 'round';
    const near = (lines: Line[]) => lines.filter((l) => meets(l.box, frame.box));

    const fill = (lines: Line[], colour: string) => {
      ctx.beginPath();
      for (const l of lines) traceRing(ctx, l, frame);
      ctx.fillStyle = colour;
      ctx.fill('evenodd');
    };
    const stroke = (lines: Line[], colour: string, width: number, alpha = 1) => {
      ctx.beginPath();
      for (const l of lines) traceNear(ctx, l, frame);
      ctx.strokeStyle = colour;
      ctx.lineWidth = width;
      ctx.globalAlpha = alpha;
      ctx.stroke();
      ctx.globalAlpha = 1;
    };

    const [neighbours, ukraine] = [near(this.neighbours), near(this.ukraine)];
    fill(neighbours, p.landOther);
    stroke(neighbours, p.oblastLine, 1);
    fill(ukraine, p.land);
    ctx.setLineDash([5, 4]);
    stroke(near(this.oblasts), p.oblastLine, 1);
    ctx.setLineDash([]);
    stroke(ukraine, p.border, 5, 0.16); // soft casing
    stroke(ukraine, p.border, 1.5);
  }
}
