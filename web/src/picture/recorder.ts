// A drawing context that writes SVG: of the 2D context of a canvas it has what the layers of the map use. Whatever else a
// layer came to call is no function here, so that it fails loudly instead of being left out of the picture.

import type { Box } from '../map/project.ts';
import { clipped, type Ring } from './clip.ts';

/** How patterns are drawn, by the image that a canvas repeats. */
export type Drawn = (tile: unknown) => ((ctx: CanvasRenderingContext2D) => void) | undefined;

export interface Tools {
  /** A real context, for measuring text. */
  measure: CanvasRenderingContext2D;
  drawn: Drawn;
  /** An image as a data address; as a mask it is white where it is opaque. */
  image(image: HTMLCanvasElement, as: 'image' | 'mask'): string;
  /** Numbers that no other recorder of the same picture has. */
  id(): number;
}

interface Style {
  fillStyle: string | Pattern;
  strokeStyle: string | Pattern;
  globalAlpha: number;
  lineWidth: number;
  lineCap: CanvasLineCap;
  lineJoin: CanvasLineJoin;
  dash: readonly number[];
  font: string;
  letterSpacing: string;
  textAlign: CanvasTextAlign;
  textBaseline: CanvasTextBaseline;
  globalCompositeOperation: string;
  matrix: Matrix;
}

const edge = 24; // pixels around what is seen, where a cut cannot be seen

type Matrix = readonly [a: number, b: number, c: number, d: number, e: number, f: number];
const unit: Matrix = [1, 0, 0, 1, 0, 0];

/** A line of the path, or a piece of SVG where it is no straight one. */
type Sub = { points: number[]; closed: boolean } | { d: string };

export class Recorder {
  readonly canvas: { width: number; height: number };
  private readonly tools: Tools;
  private readonly seen: Box;
  private elements: string[] = [];
  private defs: string[] = [];
  private path: Sub[] = [];
  private erased: string[] = []; // paths that make what is under them fainter
  private style: Style = {
    fillStyle: '#000000',
    strokeStyle: '#000000',
    globalAlpha: 1,
    lineWidth: 1,
    lineCap: 'butt',
    lineJoin: 'miter',
    dash: [],
    font: '10px sans-serif',
    letterSpacing: '0px',
    textAlign: 'start',
    textBaseline: 'alphabetic',
    globalCompositeOperation: 'source-over',
    matrix: unit,
  };
  private readonly saved: Style[] = [];

  /** Of a canvas of that size only the box is seen. */
  constructor(width: number, height: number, tools: Tools, seen: Box = { minX: 0, minY: 0, maxX: width, maxY: height }) {
    this.canvas = { width, height };
    this.tools = tools;
    this.seen = seen;
  }

  /** As layers know it. */
  get ctx(): CanvasRenderingContext2D {
    return this as unknown as CanvasRenderingContext2D;
  }

  /** All that was drawn, with what it refers to. */
  svg(): string {
    this.erase();
    return (this.defs.length ? `<defs>${this.defs.join('')}</defs>` : '') + this.elements.join('');
  }

  // Properties of the context.
  get fillStyle() { return this.style.fillStyle; }
  set fillStyle(v) { this.style.fillStyle = v; }
  get strokeStyle() { return this.style.strokeStyle; }
  set strokeStyle(v) { this.style.strokeStyle = v; }
  get globalAlpha() { return this.style.globalAlpha; }
  set globalAlpha(v) { if (v >= 0 && v <= 1) this.style.globalAlpha = v; }
  get lineWidth() { return this.style.lineWidth; }
  set lineWidth(v) { if (v > 0) this.style.lineWidth = v; }
  get lineCap() { return this.style.lineCap; }
  set lineCap(v) { this.style.lineCap = v; }
  get lineJoin() { return this.style.lineJoin; }
  set lineJoin(v) { this.style.lineJoin = v; }
  get font() { return this.style.font; }
  set font(v) { this.style.font = v; }
  get letterSpacing() { return this.style.letterSpacing; }
  set letterSpacing(v) { this.style.letterSpacing = v; }
  get textAlign() { return this.style.textAlign; }
  set textAlign(v) { this.style.textAlign = v; }
  get textBaseline() { return this.style.textBaseline; }
  set textBaseline(v) { this.style.textBaseline = v; }
  get globalCompositeOperation() { return this.style.globalCompositeOperation; }
  set globalCompositeOperation(v) { this.style.globalCompositeOperation = v; }

  setLineDash(dash: readonly number[]): void { this.style.dash = dash; }
  save(): void { this.saved.push({ ...this.style }); }
  restore(): void { this.style = this.saved.pop() ?? this.style; }

  getTransform(): { a: number; b: number; c: number; d: number; e: number; f: number } {
    const [a, b, c, d, e, f] = this.style.matrix;
    return { a, b, c, d, e, f };
  }
  resetTransform(): void { this.style.matrix = unit; }
  translate(x: number, y: number): void { this.style.matrix = times(this.style.matrix, [1, 0, 0, 1, x, y]); }
  scale(x: number, y: number): void { this.style.matrix = times(this.style.matrix, [x, 0, 0, y, 0, 0]); }
  rotate(angle: number): void {
    const [sin, cos] = [Math.sin(angle), Math.cos(angle)];
    this.style.matrix = times(this.style.matrix, [cos, sin, -sin, cos, 0, 0]);
  }

  beginPath(): void { this.path = []; }
  moveTo(x: number, y: number): void { this.path.push({ points: [x, y], closed: false }); }
  lineTo(x: number, y: number): void {
    const last = this.path.at(-1);
    if (!last) this.moveTo(x, y);
    else if ('points' in last && !last.closed) last.points.push(x, y);
    else if ('d' in last) last.d += `L${n(x)} ${n(y)}`;
    else this.moveTo(x, y);
  }
  closePath(): void {
    const last = this.path.at(-1);
    if (last && 'points' in last) last.closed = true;
    else if (last) last.d += 'Z';
  }
  quadraticCurveTo(cx: number, cy: number, x: number, y: number): void {
    this.curve(`Q${n(cx)} ${n(cy)} ${n(x)} ${n(y)}`);
  }
  rect(x: number, y: number, w: number, h: number): void {
    this.path.push({ points: [x, y, x + w, y, x + w, y + h, x, y + h], closed: true });
  }
  roundRect(x: number, y: number, w: number, h: number, r: number): void {
    const arc = (to: string) => `a${n(r)} ${n(r)} 0 0 1 ${to}`;
    this.path.push({
      d: `M${n(x + r)} ${n(y)}h${n(w - 2 * r)}${arc(`${n(r)} ${n(r)}`)}v${n(h - 2 * r)}${arc(`${n(-r)} ${n(r)}`)}h${n(2 * r - w)}${arc(`${n(-r)} ${n(-r)}`)}v${n(2 * r - h)}${arc(`${n(r)} ${n(-r)}`)}Z`,
    });
  }
  /** Whole circles are all that is drawn. */
  arc(x: number, y: number, r: number, from: number, to: number): void {
    if (Math.abs(to - from) < 2 * Math.PI - 1e-9) throw new Error('only whole circles are recorded');
    this.path.push({ d: `M${n(x - r)} ${n(y)}a${n(r)} ${n(r)} 0 1 0 ${n(2 * r)} 0a${n(r)} ${n(r)} 0 1 0 ${n(-2 * r)} 0Z` });
  }

  fill(rule?: 'evenodd' | 'nonzero'): void {
    const { fillStyle, matrix } = this.style;
    const { minX, minY, maxX, maxY } = this.seen;
    const cut = matrix === unit ? { minX: minX - edge, minY: minY - edge, maxX: maxX + edge, maxY: maxY + edge } : null;
    const d = this.path
      .map((sub) => ('d' in sub ? sub.d : ring(cut ? clipped(sub.points, cut) : sub.points, true)))
      .join('');
    if (!d) return;
    if (this.style.globalCompositeOperation === 'destination-out') {
      this.erased.push(`<path d="${d}"${rule === 'evenodd' ? ' fill-rule="evenodd"' : ''}${this.opacity()}${this.transform()}/>`);
    } else this.add(`<path d="${d}" fill="${paint(fillStyle)}"${rule === 'evenodd' ? ' fill-rule="evenodd"' : ''}${this.opacity()}${this.transform()}/>`);
  }

  stroke(): void {
    const { strokeStyle, lineWidth, lineCap, lineJoin, dash } = this.style;
    const d = this.path.map((sub) => ('d' in sub ? sub.d : ring(sub.points, sub.closed))).join('');
    if (!d) return;
    const more =
      (lineCap === 'butt' ? '' : ` stroke-linecap="${lineCap}"`) +
      (lineJoin === 'miter' ? '' : ` stroke-linejoin="${lineJoin}"`) +
      (dash.length ? ` stroke-dasharray="${dash.map(n).join(' ')}"` : '');
    this.add(`<path d="${d}" fill="none" stroke="${paint(strokeStyle)}" stroke-width="${n(lineWidth)}"${more}${this.opacity()}${this.transform()}/>`);
  }

  fillRect(x: number, y: number, w: number, h: number): void {
    if (this.style.globalCompositeOperation === 'destination-out') { // all that was drawn gets fainter
      this.erase();
      this.elements = [`<g opacity="${n(1 - this.style.globalAlpha, 3)}">${this.elements.join('')}</g>`];
      return;
    }
    this.add(`<rect x="${n(x)}" y="${n(y)}" width="${n(w)}" height="${n(h)}" fill="${paint(this.style.fillStyle)}"${this.opacity()}${this.transform()}/>`);
  }

  measureText(text: string): TextMetrics {
    return this.measured().measureText(text);
  }
  fillText(text: string, x: number, y: number): void {
    if (this.far(text, x, y)) return;
    this.add(this.text(text, x, y, `fill="${paint(this.style.fillStyle)}"`));
  }
  /** The halo of a name, which is no text of its own. */
  strokeText(text: string, x: number, y: number): void {
    if (this.far(text, x, y)) return;
    const { strokeStyle, lineWidth } = this.style;
    this.add(this.text(text, x, y, `aria-hidden="true" fill="none" stroke="${paint(strokeStyle)}" stroke-width="${n(lineWidth)}" stroke-linejoin="round"`));
  }

  /** A canvas laid over all, or over all as a mask. */
  drawImage(image: HTMLCanvasElement, x: number, y: number, width = image.width, height = image.height): void {
    const mask = this.style.globalCompositeOperation === 'destination-in';
    const size = `x="${n(x)}" y="${n(y)}" width="${n(width)}" height="${n(height)}"`;
    const element = `<image ${size} preserveAspectRatio="none" href="${this.tools.image(image, mask ? 'mask' : 'image')}"`;
    if (!mask) {
      this.add(`${element}${this.opacity()}${this.transform()}/>`);
      return;
    }
    this.mask(`${element}/>`, size);
  }

  /** Lets through of all that was drawn what is white. */
  private mask(inside: string, size: string): void {
    this.erase();
    const id = `m${this.tools.id()}`;
    this.defs.push(`<mask id="${id}" maskUnits="userSpaceOnUse" ${size}>${inside}</mask>`);
    this.elements = [`<g mask="url(#${id})">${this.elements.join('')}</g>`];
  }

  /** Erases under all paths at once what was drawn before them. */
  private erase(): void {
    if (!this.erased.length) return;
    const paths = this.erased.join('');
    this.erased = [];
    const size = `x="0" y="0" width="${this.canvas.width}" height="${this.canvas.height}"`;
    this.mask(`<rect ${size} fill="#fff"/>${paths}`, size);
  }

  createPattern(tile: { width: number; height: number }): Pattern {
    const { width, height } = tile;
    const inside = new Recorder(width, height, this.tools);
    const draw = this.tools.drawn(tile);
    if (!draw) throw new Error('a pattern that nobody knows how to draw');
    draw(inside.ctx);
    return new Pattern(`p${this.tools.id()}`, width, height, inside.svg(), this.defs);
  }

  /** Lays what is seen of another one on this, with its corner at a place. */
  lay(other: Recorder, x: number, y: number): void {
    const id = `c${this.tools.id()}`;
    const { minX, minY, maxX, maxY } = other.seen;
    this.defs.push(`<clipPath id="${id}"><rect x="${n(minX)}" y="${n(minY)}" width="${n(maxX - minX)}" height="${n(maxY - minY)}"/></clipPath>`);
    this.add(`<g transform="translate(${n(x - minX)} ${n(y - minY)})" clip-path="url(#${id})">${other.svg()}</g>`);
  }

  private curve(d: string): void {
    const last = this.path.at(-1);
    if (last && 'points' in last) this.path[this.path.length - 1] = { d: ring(last.points, false) + d };
    else if (last) last.d += d;
  }

  private add(element: string): void {
    this.erase();
    this.elements.push(element);
  }

  private opacity(): string {
    const { globalAlpha } = this.style;
    return globalAlpha === 1 ? '' : ` opacity="${n(globalAlpha, 3)}"`;
  }
  private transform(): string {
    const { matrix } = this.style;
    return matrix === unit || matrix.every((v, i) => v === unit[i]) ? '' : ` transform="matrix(${matrix.map((v) => n(v, 4)).join(' ')})"`;
  }

  /** Whether none of a text is seen. */
  private far(text: string, x: number, y: number): boolean {
    const [a, b, c, d, e, f] = this.style.matrix;
    const [px, py] = [a * x + c * y + e, b * x + d * y + f];
    const reach = this.measureText(text).width + edge;
    const { minX, minY, maxX, maxY } = this.seen;
    return px < minX - reach || px > maxX + reach || py < minY - edge || py > maxY + edge;
  }

  private measured(): CanvasRenderingContext2D {
    const { measure } = this.tools;
    const { font, letterSpacing } = this.style;
    measure.font = font;
    measure.letterSpacing = letterSpacing;
    measure.textBaseline = 'alphabetic';
    return measure;
  }

  private text(text: string, x: number, y: number, look: string): string {
    const { font, letterSpacing, textAlign, textBaseline } = this.style;
    const face = /^(italic )?(?:(\d+) )?([\d.]+)px (.*)$/.exec(font);
    if (!face) throw new Error(`the font ${font} is not understood`);
    const [, italic, weight, size = '10', family = 'sans-serif'] = face;
    let rise = 0;
    if (textBaseline === 'middle') { // which not every program knows
      const measure = this.measured();
      const above = measure.measureText(text).fontBoundingBoxAscent;
      measure.textBaseline = 'middle';
      rise = above - measure.measureText(text).fontBoundingBoxAscent;
    }
    const spacing = parseFloat(letterSpacing) || 0;
    const more =
      (italic ? ' font-style="italic"' : '') +
      (weight ? ` font-weight="${weight}"` : '') +
      (spacing ? ` letter-spacing="${n(spacing)}"` : '') +
      (textAlign === 'center' ? ' text-anchor="middle"' : textAlign === 'right' || textAlign === 'end' ? ' text-anchor="end"' : '');
    return `<text x="${n(x)}" y="${n(y + rise)}" font-family="${escaped(family)}" font-size="${size}"${more} ${look}${this.opacity()}${this.transform()}>${escaped(text)}</text>`;
  }
}

/** A pattern, written into the definitions as soon as something is filled with it. */
export class Pattern {
  private matrix = '';
  private used = false;
  constructor(
    private readonly id: string,
    private readonly width: number,
    private readonly height: number,
    private readonly inside: string,
    private readonly defs: string[],
  ) {}

  setTransform({ a, b, c, d, e, f }: DOMMatrixReadOnly): void {
    this.matrix = [a, b, c, d, e, f].map((v) => n(v, 5)).join(' ');
  }

  url(): string {
    if (!this.used) {
      this.used = true;
      this.defs.push(
        `<pattern id="${this.id}" width="${this.width}" height="${this.height}" patternUnits="userSpaceOnUse"${this.matrix ? ` patternTransform="matrix(${this.matrix})"` : ''}>${this.inside}</pattern>`,
      );
    }
    return `url(#${this.id})`;
  }
}

const paint = (style: string | Pattern): string => (typeof style === 'string' ? escaped(style) : style.url());

/** Points as a path, without those that a tenth of a pixel does not tell apart. */
function ring(points: Ring, closed: boolean): string {
  let d = '';
  let last = '';
  for (let i = 0; i < points.length; i += 2) {
    const at = `${n(points[i] ?? 0, 1)} ${n(points[i + 1] ?? 0, 1)}`;
    if (at !== last) d += (i ? 'L' : 'M') + at;
    last = at;
  }
  return d && closed ? `${d}Z` : d;
}

function times([a, b, c, d, e, f]: Matrix, [g, h, i, j, k, l]: Matrix): Matrix {
  return [a * g + c * h, b * g + d * h, a * i + c * j, b * i + d * j, a * k + c * l + e, b * k + d * l + f];
}

/** A number as short as it can be. */
const n = (v: number, digits = 2): string => String(Math.round(v * 10 ** digits) / 10 ** digits + 0);

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&apos;' };

/** Text as text in XML; what XML cannot hold at all is left out. */
export function escaped(text: string): string {
  // eslint-disable-next-line no-control-regex
  return text.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|\p{Surrogate}/gu, '').replace(/[&<>"']/g, (c) => entities[c] ?? c);
}
