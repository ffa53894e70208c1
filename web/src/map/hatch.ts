// Hatches for a canvas: lines at 45°, or dots, that stay where they are on the ground while the map is moved.

const spacing = 8; // pixels between lines
const thick = { single: 2.2, crossed: 1.1, dotted: 1.6 };

type Sort = keyof typeof thick;

const tiles = new Map<string, HTMLCanvasElement>();

/** How a tile of a hatch is drawn, for contexts that cannot take an image of it. */
export const drawn = new WeakMap<object, (ctx: CanvasRenderingContext2D) => void>();

/** A pattern to fill with, for a canvas whose ground begins at an offset in pixels. */
export function hatch(ctx: CanvasRenderingContext2D, colour: string, sort: Sort, from: { dx: number; dy: number }): CanvasPattern | null {
  const size = Math.round(spacing * ctx.getTransform().a);
  const key = `${colour} ${sort} ${size}`;
  let tile = tiles.get(key);
  if (!tile) tiles.set(key, (tile = lines(colour, sort, size)));
  const pattern = ctx.createPattern(tile, 'repeat');
  pattern?.setTransform(new DOMMatrix().translate(phase(from.dx), phase(from.dy)).rotate(-45).scale(spacing / size));
  return pattern;
}

/** The offset less whole periods: the lines lie spacing × √2 apart both along x and along y. The offset
 * itself is so large that a canvas would round it to a visible jerk. */
export function phase(offset: number): number {
  const period = spacing * Math.SQRT2;
  return ((offset % period) + period) % period;
}

function lines(colour: string, sort: Sort, size: number): HTMLCanvasElement {
  const tile = Object.assign(document.createElement('canvas'), { width: size, height: size });
  const draw = (ctx: CanvasRenderingContext2D) => {
    const width = (thick[sort] * size) / spacing;
    ctx.fillStyle = colour;
    if (sort === 'dotted') {
      ctx.beginPath();
      ctx.arc(size / 2, size / 2, width / 2, 0, 2 * Math.PI);
      ctx.fill();
      return;
    }
    ctx.fillRect(0, 0, size, width);
    if (sort === 'crossed') ctx.fillRect(0, 0, width, size);
  };
  drawn.set(tile, draw);
  const ctx = tile.getContext('2d');
  if (ctx) draw(ctx);
  return tile;
}
