// Icons, drawn with strokes of the text's colour. They stand beside words or in controls with a name.

import { html, svg, type TemplateResult } from 'lit-html';

const drawn = (paths: TemplateResult): TemplateResult =>
  html`<svg class="icon" viewBox="0 0 20 20" width="20" height="20" aria-hidden="true">${paths}</svg>`;

export const icon = {
  compare: drawn(svg`<path d="M10 2.500v15M7.500 6 3.500 10l4 4m5-8 4 4-4 4"></path>`),
  search: drawn(svg`<circle cx="8.5" cy="8.5" r="5.5"></circle><path d="m12.8 12.8 4.4 4.4"></path>`),
  link: drawn(svg`<path d="m8.3 11.7 3.4-3.4M9.5 6l2-2a3.2 3.2 0 0 1 4.5 4.5l-2 2M10.5 14l-2 2A3.2 3.2 0 0 1 4 11.500l2-2"></path>`),
  download: drawn(svg`<path d="M10 3v9m-3.5-3.500L10 12l3.5-3.500M3.5 13.500v3h13v-3"></path>`),
  moon: drawn(svg`<path d="M16 11.800A6.5 6.5 0 0 1 8.2 4 6.5 6.5 0 1 0 16 11.800Z"></path>`),
  sun: drawn(svg`<circle cx="10" cy="10" r="3.5"></circle><path d="M10 2.500v2m0 11v2m7.5-7.500h-2m-11 0h-2m12.8-5.3-1.4 1.400m-7.8 7.8-1.4 1.400m10.6 0-1.4-1.400M6.1 6.1 4.7 4.7"></path>`),
  help: drawn(svg`<circle cx="10" cy="10" r="7"></circle><path d="M7.8 8a2.2 2.2 0 1 1 3.2 2c-.7.4-1 .8-1 1.500m0 2.500v.1"></path>`),
  more: drawn(svg`<path d="M4.5 10h.1m5.4 0h.1m5.4 0h.1"></path>`),
  back: drawn(svg`<path d="M12 4.5 6.5 10l5.5 5.5"></path>`),
  on: drawn(svg`<path d="M8 4.5 13.5 10 8 15.5"></path>`),
  latest: drawn(svg`<path d="M5.5 4.5 11 10l-5.5 5.5m9-11v11"></path>`),
  play: drawn(svg`<path d="M6.5 4.5v11l9-5.5Z"></path>`),
  pause: drawn(svg`<path d="M7 4.5v11m6-11v11"></path>`),
  sliders: drawn(svg`<path d="M3.5 6.5h7m4 0h2m-13 7h2m4 0h7"></path><circle cx="12.5" cy="6.5" r="2"></circle><circle cx="7.5" cy="13.5" r="2"></circle>`),
  plus: drawn(svg`<path d="M10 4v12m-6-6h12"></path>`),
  minus: drawn(svg`<path d="M4 10h12"></path>`),
  all: drawn(svg`<path d="M3.5 7.500v-4h4m5 0h4v4m0 5v4h-4m-5 0h-4v-4"></path>`),
  layers: drawn(svg`<path d="m10 3.5 7 3.8-7 3.8-7-3.800Zm-7 7.2 7 3.8 7-3.8"></path>`),
  close: drawn(svg`<path d="m5 5 10 10m0-10L5 15"></path>`),
};
