// The edge between the two dates, moved by hand or by keys: the earlier date is on its left.

import { html, render } from 'lit-html';

const step = 2; // per cent by an arrow key

export interface Edge {
  /** Shows the edge, with what is on its sides; null hides it. */
  show(says: Says | null): void;
  /** How much of the map is the earlier date's, from 0 to 1. */
  share(): number;
}

export interface Says {
  name: string;
  from: string;
  to: string;
  value(a: number, b: number): string;
}

export function createEdge(on: HTMLElement, moved: () => void): Edge {
  const element = document.createElement('div');
  element.className = 'swipe';
  element.hidden = true;
  on.append(element);
  let percent = 50;
  let says: Says | null = null;

  const put = (to: number) => {
    percent = Math.min(100, Math.max(0, to));
    draw();
    moved();
  };

  function keyed(e: KeyboardEvent): void {
    const { key } = e;
    const way = key === 'ArrowLeft' || key === 'ArrowDown' ? -1 : key === 'ArrowRight' || key === 'ArrowUp' ? 1 : 0;
    const far = key === 'PageDown' ? -10 : key === 'PageUp' ? 10 : 0;
    const to = key === 'Home' ? 0 : key === 'End' ? 100 : way || far ? Math.round(percent) + way * step + far : null;
    if (to === null || e.ctrlKey || e.metaKey || e.altKey) return;
    e.preventDefault();
    put(to);
  }

  function pressed(e: PointerEvent): void {
    if (e.button !== 0) return;
    const grip = e.currentTarget as HTMLElement;
    grip.setPointerCapture(e.pointerId);
    const { left, width } = on.getBoundingClientRect();
    const off = e.clientX - left - (percent / 100) * width;
    const move = (m: PointerEvent) => put(((m.clientX - left - off) / width) * 100);
    const drop = () => {
      grip.removeEventListener('pointermove', move);
      grip.removeEventListener('pointerup', drop);
      grip.removeEventListener('pointercancel', drop);
    };
    grip.addEventListener('pointermove', move);
    grip.addEventListener('pointerup', drop);
    grip.addEventListener('pointercancel', drop);
  }

  function draw(): void {
    element.hidden = !says;
    if (!says) return;
    const a = Math.round(percent);
    element.style.setProperty('--at', `${percent}%`);
    render(
      html`<p class="side" aria-hidden="true">${says.from}</p>
        <p class="side later" aria-hidden="true">${says.to}</p>
        <div
          class="grip"
          role="slider"
          tabindex="0"
          aria-orientation="horizontal"
          aria-label=${says.name}
          aria-valuemin="0"
          aria-valuemax="100"
          aria-valuenow=${a}
          aria-valuetext=${says.value(a, 100 - a)}
          @keydown=${keyed}
          @pointerdown=${pressed}
        >
          <svg viewBox="0 0 20 20" width="20" height="20" aria-hidden="true"><path d="M7.500 5.500 3 10l4.500 4.500m5-9L17 10l-4.500 4.500"></path></svg>
        </div>`,
      element,
    );
  }

  return {
    show(what) {
      says = what;
      draw();
    },
    share: () => percent / 100,
  };
}
