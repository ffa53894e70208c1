// How a mark looks, on the canvas and in the page: circle, square and diamond, filled or hollow.

import { html, nothing, svg, type TemplateResult } from 'lit-html';
import type { Mark } from './control.ts';
import type { Palette } from './theme.ts';

/** Draws the mark with a ring of panel colour, so that it stands out from any ground. */
export function drawMark(ctx: CanvasRenderingContext2D, x: number, y: number, r: number, mark: Mark, p: Palette): void {
  ctx.lineJoin = 'round';
  outline(ctx, x, y, r, mark.holder);
  ctx.strokeStyle = p.panel;
  ctx.lineWidth = mark.hollow ? 6 : r < 3.5 ? 2 : 3;
  ctx.stroke();
  ctx.fillStyle = mark.hollow ? p.panel : p[mark.holder];
  ctx.fill();
  if (mark.hollow) {
    ctx.strokeStyle = p[mark.holder];
    ctx.lineWidth = 2.4;
    ctx.stroke();
  }
}

function outline(ctx: CanvasRenderingContext2D, x: number, y: number, r: number, holder: Mark['holder']): void {
  ctx.beginPath();
  switch (holder) {
    case 'held':
      ctx.arc(x, y, r, 0, 2 * Math.PI);
      break;
    case 'occupied':
      ctx.rect(x - 0.88 * r, y - 0.88 * r, 1.76 * r, 1.76 * r);
      break;
    case 'contested':
      ctx.moveTo(x, y - 1.25 * r);
      ctx.lineTo(x + 1.25 * r, y);
      ctx.lineTo(x, y + 1.25 * r);
      ctx.lineTo(x - 1.25 * r, y);
      ctx.closePath();
      break;
    case 'unknown':
      ctx.arc(x, y, 0.5 * r, 0, 2 * Math.PI);
  }
}

/** The mark as an image of 14 × 14, or with a name where it says something that no text beside it does. */
export function markImage({ holder, hollow }: Mark, name?: string): TemplateResult {
  const shape = {
    held: svg`<circle cx="7" cy="7" r="5"></circle>`,
    occupied: svg`<rect x="2.5" y="2.5" width="9" height="9"></rect>`,
    contested: svg`<path d="M7 1 13 7 7 13 1 7Z"></path>`,
    unknown: svg`<circle cx="7" cy="7" r="2.5"></circle>`,
  }[holder];
  return html`<svg class="mark ${holder} ${hollow ? 'hollow' : ''}" viewBox="0 0 14 14" width="14" height="14"
    role=${name ? 'img' : nothing} aria-label=${name ?? nothing} aria-hidden=${name ? nothing : 'true'}>${shape}</svg>`;
}

export type Swatch = 'held' | 'occupied' | 'contested' | 'claimed' | 'unknown' | 'edge';

const hatch = 'M-2 10 10-2M-2 22 22-2M6 26 30 2M16 28 34 10M28 28 34 22';

/** A piece of the map as the legend shows it: the ground of a class with its mark, or the edge line. */
export function swatch(of: Swatch): TemplateResult {
  const inside = {
    held: svg`<rect class="tint held"></rect><circle class="held" cx="16" cy="10" r="4"></circle>`,
    occupied: svg`<rect class="tint occupied"></rect><rect class="occupied" x="12.500" y="6.500" width="7" height="7"></rect>`,
    contested: svg`<rect class="tint contested"></rect><path class="lines contested" d="${hatch} M-2 10 16 28M4-2 34 28M22-2 34 10"></path>
      <path class="contested" d="m16 4.500 5.500 5.500-5.500 5.500L10.500 10Z"></path>`,
    claimed: svg`<rect class="tint occupied"></rect><path class="lines held" d=${hatch}></path><circle class="hollow held" cx="16" cy="10" r="4"></circle>`,
    unknown: svg`<path class="dots" d="M6 5.500h24M6 10.500h24M6 15.500h24"></path>`,
    edge: svg`<path class="edge" d="M0 6.500h32"></path><path class="edge dashed" d="M0 13.500h32"></path>`,
  }[of];
  return html`<svg class="swatch ${of === 'edge' ? 'bare' : ''}" viewBox="0 0 32 20" width="32" height="20" aria-hidden="true">${inside}</svg>`;
}
