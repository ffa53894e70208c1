// The strip of the timeline: which days are in sight, and what a hand does to it. Pulled by a handle or by the window
// between them it changes the window; pulled elsewhere, and by the wheel, it scrolls.

import { around, columnsOf, comfortable, following, ruler, showing, spread, stopsOf, unitOf, within, zoomed } from '../columns.ts';
import type { Column, Ruler, Span, Unit } from '../columns.ts';
import type { Day } from '../dates.ts';
import type { Store } from '../state.ts';
import { palette } from '../theme.ts';
import { once } from '../view.ts';
import type { Calendar, Window } from './calendar.ts';
import { showDate } from './date.ts';
import { listenTo, type Grip } from './gestures.ts';
import { drawHistogram, labelRoom, margin } from './histogram.ts';
import { pulled, pullWindow, type Bench, type Part } from './pull.ts';

const glide = 180; // milliseconds

export interface Strip {
  /** Draws into a canvas with two handles, and listens to them. */
  fill(plot: HTMLElement): void;
  repaint(): void;
  /** As it is pulled, or as the state has it. */
  window(): Window;
  days(): number;
  isWhole(): boolean;
  firstInSight(): Day;
  /** The column under the mouse. */
  hovered(): Column | null;
  /** How many days the next stop shows; undefined at the end. */
  next(way: 'fewer' | 'more'): number | undefined;
  show(days: number): void;
  /** All days, or again those around the window. */
  toggleWhole(): void;
  key(part: 'start' | 'last', event: KeyboardEvent): void;
}

export function createStrip(store: Store, calendar: Calendar, changed: () => void): Strip {
  const calm = matchMedia('(prefers-reduced-motion: reduce)');
  const { chosen, count, first } = calendar;
  let plot: HTMLElement | null = null;
  let span: Span = { from: 0, days: 1 }; // in sight
  let goal: Span | null = null; // where it is going; null until it has room
  let start: { span: Span; time: number } | null = null; // of the way there
  let frame = 0;
  let held: Window | null = null; // pulled, ahead of the state
  let hover: Column | null = null;

  const width = () => plot?.clientWidth ?? 0;
  const scale = (): Ruler => ruler(span, width(), margin);
  const stops = () => stopsOf(comfortable(width()), count());
  const shown = () => held ?? chosen();
  const counted = once(columnsOf);
  const columns = (unit: Unit) => {
    const { known, timeline, timelineKnown } = store.state;
    return counted((known === 'then' ? timelineKnown : null) ?? timeline ?? none, first(), unit);
  };

  function go(to: Span, gently = true): void {
    start = gently && goal && !calm.matches ? { span, time: performance.now() } : null;
    goal = to;
    if (!start) span = to;
    repaint();
  }

  function repaint(): void {
    frame ||= requestAnimationFrame((now) => {
      frame = 0;
      if (start && goal) {
        const t = Math.max(0, Math.min(1, (now - start.time) / glide));
        span = t < 1 ? between(start.span, goal, 1 - (1 - t) ** 3) : goal;
        if (t === 1) start = null;
        else repaint();
      }
      paint();
    });
  }

  function paint(): void {
    const canvas = plot?.querySelector('canvas');
    if (!plot || !canvas || !goal) return;
    const { lang, theme } = store.state;
    const window = shown();
    const { x } = scale();
    const ends = [x(window.start), x(window.last + 1)] as const;
    const apart = parseFloat(getComputedStyle(plot).getPropertyValue('--apart'));
    const grips = spread(...ends, apart, margin, width() - margin);
    const all = columns(unitOf(goal.days));
    drawHistogram(canvas, { columns: all, span, first: first(), count: count(), ...window, grips, hover, palette: palette[theme], lang });
    plot.classList.toggle('early', ends[1] < width() / 2);
    plot.querySelectorAll<HTMLElement>('.handle').forEach((handle, i) => {
      const at = ends[i] ?? 0;
      handle.style.left = `${grips[i] ?? 0}px`;
      handle.classList.toggle('beyond', at < 0 || at > width());
    });
  }

  const bench: Bench = {
    store,
    calendar,
    width,
    span: () => span,
    scale,
    scroll: (to) => go(to, false),
    show(window) {
      held = window;
      changed();
    },
  };

  function grip(x: number, press: PointerEvent): Grip {
    go(span, false);
    const part = partAt(x, press);
    if (part) return pullWindow(bench, part, x);
    const day = scale().day(x);
    const stay = () => undefined;
    return { move: (to) => go(within({ ...span, from: span.from + day - scale().day(to) }, count()), false), drop: stay, cancel: stay };
  }

  function partAt(x: number, { target, clientY }: PointerEvent): Part | null {
    if (!(target instanceof HTMLElement)) return null;
    if (target.matches('.handle')) return target.matches('.from') ? 'start' : 'last';
    const { start, last } = chosen();
    const day = scale().day(x);
    const onAxis = clientY > target.getBoundingClientRect().bottom - labelRoom(target);
    return day >= start && day < last + 1 && !onAxis ? 'window' : null;
  }

  function tap(x: number, { target }: PointerEvent): void {
    if (target instanceof HTMLElement && target.matches('.handle')) return;
    const day = Math.floor(scale().day(x));
    if (day < 0 || day >= count()) return;
    const { to } = around(day, first(), unitOf(span.days));
    showDate(store, calendar.day(Math.min(to, count()) - 1));
  }

  function pointAt(x: number | null): void {
    const day = x === null ? NaN : scale().day(x);
    const under = columns(unitOf(span.days)).find((c) => c.from <= day && day < c.to) ?? null;
    if (under === hover) return;
    hover = under;
    changed();
  }

  function fill(into: HTMLElement): void {
    plot = into;
    listenTo(plot, {
      grip,
      tap,
      hover: pointAt,
      pan: (pixels) => go(within({ ...span, from: span.from + pixels / scale().perDay }, count()), false),
      zoom(factor, x) {
        go(zoomed(span, span.days * factor, scale().day(x), count()), false);
        changed();
      },
    });
    new ResizeObserver(() => {
      if (!goal && width()) go(showing(chosen().start, chosen().last, stops(), count()));
      changed();
    }).observe(plot);
  }

  store.on(['date', 'since', 'range'], (_state, { keys }) => {
    if (held || !goal) return;
    const { start, last } = chosen();
    const tooLong = last + 1 - start > goal.days && keys.has('since') && !keys.has('date');
    go(tooLong ? showing(start, last, stops(), count()) : following(goal, start, last, count()));
  });

  return {
    fill,
    repaint,
    window: shown,
    days: () => goal?.days ?? comfortable(width()),
    isWhole: () => goal !== null && goal.days >= count(),
    firstInSight: () => calendar.day(Math.max(0, Math.ceil(goal?.from ?? 0))),
    hovered: () => hover,
    next(way) {
      const now = goal?.days ?? 0;
      return way === 'more' ? stops().find((d) => d > now + 0.5) : stops().findLast((d) => d < now - 0.5);
    },
    show(days) {
      if (!goal) return;
      const { last } = chosen();
      const seen = last >= goal.from && last < goal.from + goal.days;
      go(zoomed(goal, days, seen ? last + 0.5 : goal.from + goal.days / 2, count()));
      changed();
    },
    toggleWhole() {
      if (!goal) return;
      const { start, last } = chosen();
      go(goal.days >= count() ? showing(start, last, stops(), count()) : within({ from: 0, days: count() }, count()));
      changed();
    },
    key(part, event) {
      const by = keys[event.key];
      if (by === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
      event.preventDefault();
      const to = pulled(part, chosen(), by, count());
      store.set(calendar.asState(to), { step: !event.repeat }); // a key held down is one step
      if (goal) go(following(goal, to[part], to[part], count()));
    },
  };
}

/** Days by which a key moves a handle. */
const keys: Partial<Record<string, number>> = {
  ArrowLeft: -1,
  ArrowDown: -1,
  ArrowRight: 1,
  ArrowUp: 1,
  PageDown: -7,
  PageUp: 7,
  Home: -Infinity,
  End: Infinity,
};

function between(a: Span, b: Span, t: number): Span {
  return { from: a.from + (b.from - a.from) * t, days: a.days + (b.days - a.days) * t };
}

const none: never[] = [];
