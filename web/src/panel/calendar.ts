// The days of the timeline as numbers: 0 is the first day there is.

import { addDays, daysBetween, type Day } from '../dates.ts';
import { windowStart } from '../period.ts';
import type { State, Store } from '../state.ts';
import { shownDay } from '../view.ts';

/** The window whose changes are shown, from its first day to its last, the date shown. */
export interface Window {
  start: number;
  last: number;
}

export interface Calendar {
  first(): Day;
  count(): number;
  day(at: number): Day;
  /** The window that the state asks for. */
  chosen(): Window;
  /** A window as the state has it: the usual week has no start of its own, the last day no date. */
  asState(window: Window): Pick<State, 'date' | 'since'>;
}

export function calendarOf(store: Store): Calendar {
  const first = () => store.state.range?.first ?? '1970-01-01';
  const count = () => (store.state.range ? daysBetween(first(), store.state.range.last) + 1 : 1);
  const day = (at: number) => addDays(first(), at);
  return {
    first,
    count,
    day,
    chosen() {
      const last = shownDay(store.state) ?? first();
      return { start: daysBetween(first(), windowStart(store.state.since, last)), last: daysBetween(first(), last) };
    },
    asState: ({ start, last }) => ({ date: last === count() - 1 ? null : day(last), since: last - start === 6 ? null : day(start) }),
  };
}
