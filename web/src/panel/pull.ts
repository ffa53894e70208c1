// Pulling the window of the timeline: by a handle, or as a whole. The date follows while it is pulled.

import { within, type Ruler, type Span } from '../columns.ts';
import type { State, Store } from '../state.ts';
import type { Calendar, Window } from './calendar.ts';
import type { Grip } from './gestures.ts';

/** The first day of the window, its last, or both. */
export type Part = 'start' | 'last' | 'window';

const previews = 120; // milliseconds between the days shown in passing
const rim = 24; // pixels at the edge in which what is pulled takes the strip along
const haste = 9; // by so many pixels a second for each pixel that it is in there

export interface Bench {
  store: Store;
  calendar: Calendar;
  width(): number;
  span(): Span;
  scale(): Ruler;
  scroll(to: Span): void;
  /** Draws a window that the state does not have yet; null: that of the state. */
  show(window: Window | null): void;
}

export function pullWindow({ store, calendar, width, span, scale, scroll, show }: Bench, part: Part, x: number): Grip {
  const before: Pick<State, 'date' | 'since'> = { date: store.state.date, since: store.state.since };
  const address = location.href;
  const was = calendar.chosen();
  // An end that is out of sight, whose handle waits at the rim, comes to the hand.
  const [pulledEnd, shown] = [part === 'start' ? was.start : was.last + 1, span()];
  const out = part !== 'window' && (pulledEnd < shown.from || pulledEnd > shown.from + shown.days);
  const began = out ? pulledEnd : scale().day(x);
  let now = was;
  let pointer = x;
  let timer: number | undefined;
  let edge = 0;
  let then = 0; // when the strip was last taken along

  function follow(): void {
    now = pulled(part, was, scale().day(pointer) - began, calendar.count());
    show(now);
    timer ??= window.setTimeout(() => {
      timer = undefined;
      store.set(calendar.asState(now));
    }, previews);
  }

  function pushOn(time: number): void {
    edge = 0;
    const seconds = Math.max(0, Math.min(0.1, (time - then) / 1000));
    then = time;
    const past = pointer < rim ? pointer - rim : pointer > width() - rim ? pointer - width() + rim : 0;
    const { from, days } = span();
    if (!past || days >= calendar.count()) return;
    scroll(within({ from: from + (past * haste * seconds) / scale().perDay, days }, calendar.count()));
    follow();
    edge = requestAnimationFrame(pushOn);
  }

  function end(to: Window): void {
    clearTimeout(timer);
    cancelAnimationFrame(edge);
    // What was shown in passing is no step: Back goes to where the hand began.
    history.replaceState(history.state, '', address);
    store.set(before);
    if (to.start !== was.start || to.last !== was.last) store.set(calendar.asState(to), { step: true });
    show(null);
  }

  return {
    move(to) {
      pointer = to;
      follow();
      if (edge) return;
      then = performance.now();
      edge = requestAnimationFrame(pushOn);
    },
    drop: () => end(now),
    cancel: () => end(was),
  };
}

/** The window after its part was pulled by some days. The handles stop at each other and at the ends. */
export function pulled(part: Part, { start, last }: Window, by: number, count: number): Window {
  const most = Math.max(last, count - 1);
  const low = Math.min(last, Math.max(0, start));
  if (part === 'start') return { start: limit(start + by, 0, last), last };
  if (part === 'last') return { start: low, last: limit(last + by, low, most) };
  const moved = limit(by, -low, most - last);
  return { start: start + moved, last: last + moved };
}

const limit = (v: number, low: number, high: number) => Math.max(Math.min(low, high), Math.min(high, Math.round(v)));
