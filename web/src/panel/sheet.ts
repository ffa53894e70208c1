// On small screens the panel is a sheet in three sizes, moved by its grab button or by drag.

import type { Store } from '../state.ts';
import { textOf } from '../view.ts';

const sizes = ['peek', 'half', 'full'] as const;
type Size = (typeof sizes)[number];

export interface Sheet {
  /** Shows more of it than its edge. */
  raise(): void;
}

export function createSheet(panel: HTMLElement, grab: HTMLElement, store: Store): Sheet {
  let size: Size = 'half';
  let from: { y: number; height: number; moved: boolean } | null = null;

  const show = (to: Size) => {
    size = to;
    document.body.dataset['sheet'] = size;
    document.body.style.removeProperty('--sheet');
    name();
  };
  const name = () => {
    const t = textOf(store.state);
    grab.setAttribute('aria-label', { peek: t.sheetPeek, half: t.sheetHalf, full: t.sheetFull }[size]);
  };

  grab.addEventListener('click', () => {
    if (from?.moved) return;
    show(sizes[(sizes.indexOf(size) + 1) % sizes.length] ?? 'half');
  });
  grab.addEventListener('pointerdown', (e) => {
    from = { y: e.clientY, height: panel.offsetHeight, moved: false };
    grab.setPointerCapture(e.pointerId);
  });
  grab.addEventListener('pointermove', (e) => {
    if (!from || !grab.hasPointerCapture(e.pointerId)) return;
    if (Math.abs(from.y - e.clientY) > 6) from.moved = true;
    if (from.moved) document.body.style.setProperty('--sheet', `${from.height + from.y - e.clientY}px`);
  });
  grab.addEventListener('pointerup', () => {
    if (from?.moved) show(nearestSize(panel.offsetHeight));
  });

  store.on(['lang'], name);
  const raise = () => {
    if (size === 'peek') show('half');
  };
  store.on(['place'], ({ place }) => place !== null && raise());
  show(size);
  return { raise };
}

function nearestSize(height: number): Size {
  const share = height / window.innerHeight;
  return share < 0.27 ? 'peek' : share < 0.6 ? 'half' : 'full';
}
