// The card beside the mouse, loaded when a pointer first moves over the map.

import type { Store } from '../state.ts';
import type { MapView } from './map.ts';

export function hoverLater(element: HTMLElement, on: HTMLElement, store: Store, map: MapView): void {
  const load = () => import('./hover.ts').then(({ createHover }) => createHover(element, on, store, map));
  on.addEventListener('pointermove', () => void load().catch(() => undefined), { once: true }); // nothing is only there
}
