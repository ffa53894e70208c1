// The card beside the mouse, loaded when a pointer first moves over the map.

import type { Store } from '../state.ts';
import type { MapView } from './map.ts';

export function hoverLater(element: HTMLElement, on: HTMLElement, store: Store, map: MapView): void {
  const load = async (first: PointerEvent) => {
    const { createHover } = await import('./hover.ts');
    createHover(element, on, store, map);
    on.dispatchEvent(new PointerEvent(first.type, first)); // the pointer may rest where it is by now
  };
  on.addEventListener('pointermove', (first) => void load(first).catch(() => undefined), { once: true }); // nothing is only there
}
