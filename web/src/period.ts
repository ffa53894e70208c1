// The window of time whose changes are shown: from its first day to the date shown. Pure.

import { addDays, daysBetween, type Day } from './dates.ts';

/** The first day of the map: with it the invasion began, and on it the server says who held each place. */
export const firstDay: Day = '2022-02-24';

const week = 6; // days between the first and the last of seven

/** The first day of the window that ends with a day: the one asked for, else a week's. */
export const windowStart = (since: Day | null, day: Day): Day => (since && since <= day ? since : addDays(day, -week));

/** What is asked for as the first day once the date shown has moved. The start stays where the reader put
 * it; a date that passes it takes the window along, at its length but at most a week. */
export function movedStart(since: Day | null, from: Day, to: Day): Day | null {
  if (since === null || since <= to) return since;
  const length = daysBetween(since, from);
  return length >= week || length < 0 ? null : addDays(to, -length);
}

/** An earlier start, by which at least one more change is shown: a week on, or at the change before it. */
export function earlierStart(start: Day, changed: Day | null): Day {
  const back = addDays(start, -week - 1);
  return changed && changed < back ? changed : back;
}
