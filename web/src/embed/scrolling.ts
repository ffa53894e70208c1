// The map takes no more of the reader's scrolling than is meant for it: the wheel zooms with Ctrl, and two fingers move
// it; else the page around it scrolls, and a line says how.

import type * as L from 'leaflet';
import type { Store } from '../state.ts';
import { wordsIn } from './words.ts';

const shownFor = 1500; // milliseconds

export function sharePage(part: HTMLElement, hint: HTMLElement, map: L.Map, store: Store): void {
  let timer: number | undefined;
  const say = (text: string) => {
    hint.textContent = text;
    hint.hidden = false;
    clearTimeout(timer);
    timer = window.setTimeout(() => (hint.hidden = true), shownFor);
  };
  const apple = /Mac|iP(hone|ad)/.test(navigator.userAgent);
  const inside = (e: Event) => e.target instanceof Node && map.getContainer().contains(e.target);

  // Before the map hears of it; nothing is prevented, so that the page around it scrolls.
  part.addEventListener(
    'wheel',
    (e) => {
      if (e.ctrlKey || e.metaKey || !inside(e)) return;
      e.stopPropagation();
      say(wordsIn[store.state.lang].wheel(apple ? '⌘' : 'Ctrl'));
    },
    { capture: true, passive: true },
  );

  if (matchMedia('(any-pointer: coarse)').matches) map.dragging.disable();
  part.addEventListener('pointerdown', (e) => map.dragging[e.pointerType === 'touch' ? 'disable' : 'enable'](), { capture: true });
  part.addEventListener(
    'touchmove',
    (e) => {
      if (e.touches.length === 1 && inside(e)) say(wordsIn[store.state.lang].touch);
    },
    { passive: true },
  );
}
