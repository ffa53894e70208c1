// A canvas over the map, redrawn when the view comes to rest: Leaflet's Renderer gives padding, placing
// and the zoom animation, a subclass draws.

import * as L from 'leaflet';
import type { Frame } from './project.ts';

/** The parts of Leaflet 1.9's Renderer that a subclass is meant to use or to fill in; its types leave
 * them out. */
interface Innards {
  _map: L.Map & { _animatingZoom?: boolean };
  _bounds?: L.Bounds;
  _container?: HTMLCanvasElement;
  _update(this: unknown): void;
}

const renderer = L.Renderer.prototype as unknown as Innards;

export abstract class CanvasLayer extends L.Renderer {
  /** The class of the canvas, by which style sheets know it. */
  protected readonly kind: string = '';
  private due = 0;

  /** Whether there is nothing to draw anywhere: an empty canvas costs as much as a full one. */
  protected abstract get empty(): boolean;

  /** Draws what the frame shows; the canvas is empty and in CSS pixels of the map's own plane. */
  protected abstract draw(ctx: CanvasRenderingContext2D, frame: Frame): void;

  /** Draws into a canvas elsewhere, as into its own. */
  paint(ctx: CanvasRenderingContext2D, frame: Frame): void {
    this.draw(ctx, frame);
  }

  redraw(): void {
    if (this.innards._container) this._update();
  }

  protected _initContainer(): void {
    const canvas = document.createElement('canvas');
    canvas.className = this.kind;
    canvas.setAttribute('aria-hidden', 'true'); // the list holds the same as text
    this.innards._container = canvas;
  }

  protected _destroyContainer(): void {
    this.innards._container?.remove();
    delete this.innards._container;
  }

  /** Draws before the next picture, however often it is asked for until then. */
  protected _update(): void {
    const { innards } = this;
    if (this.due || (innards._map._animatingZoom && innards._bounds)) return;
    this.due = requestAnimationFrame(() => {
      this.due = 0;
      if (innards._container) this.drawAll();
    });
  }

  private drawAll(): void {
    const { innards } = this;
    if (innards._map._animatingZoom && innards._bounds) return;
    renderer._update.call(this);
    const { _container: canvas, _bounds: bounds, _map: map } = innards;
    const ctx = canvas?.getContext('2d');
    if (!canvas || !ctx || !bounds?.min) return;

    if (this.empty) {
      canvas.width = canvas.height = 0;
      return;
    }
    const size = bounds.getSize();
    const dpr = window.devicePixelRatio;
    L.DomUtil.setPosition(canvas, bounds.min);
    canvas.width = Math.round(size.x * dpr);
    canvas.height = Math.round(size.y * dpr);
    canvas.style.width = `${size.x}px`;
    canvas.style.height = `${size.y}px`;
    ctx.scale(dpr, dpr);

    const origin = map.getPixelOrigin().add(bounds.min);
    const scale = 256 * 2 ** map.getZoom();
    const corner = map.containerPointToLayerPoint([0, 0]).subtract(bounds.min);
    const pad = 8;
    const start = performance.now();
    this.draw(ctx, {
      scale,
      dx: -origin.x,
      dy: -origin.y,
      zoom: map.getZoom(),
      corner,
      box: {
        minX: (origin.x - pad) / scale,
        minY: (origin.y - pad) / scale,
        maxX: (origin.x + size.x + pad) / scale,
        maxY: (origin.y + size.y + pad) / scale,
      },
    });
    performance.measure('retaken:draw', { start }); // for who watches; nothing is kept
    performance.clearMeasures('retaken:draw');
  }

  private get innards(): Innards {
    return this as unknown as Innards;
  }
}
