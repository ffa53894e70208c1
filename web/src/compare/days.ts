// The two days of a comparison, and the window of changes between them. Pure.

import { addDays, type Day } from '../dates.ts';
import { firstDay, windowStart } from '../period.ts';

/** The part of the state that the two days are kept in. */
export interface Days {
  versus: Day; // the earlier
  date: Day | null; // the later; null for the last there is
  since: Day | null; // the first day after the earlier one
}

export interface Limits {
  first: Day;
  last: Day;
}

/** The earlier day that goes with a window of changes: the one before it, on which the map begins at the soonest. */
export function dayBefore(since: Day | null, date: Day): Day {
  const before = addDays(windowStart(since, date), -1);
  return before < firstDay && firstDay < date ? firstDay : before;
}

/** Two days as the state keeps them, whichever comes first, within what there is. A day compared with itself is compared
 * with the one before it. */
export function paired(a: Day, b: Day, { first, last }: Limits): Days {
  const least = first < firstDay ? firstDay : first;
  const inside = (day: Day) => (day > last ? last : day < least ? least : day);
  const [earlier, later] = [a < b ? inside(a) : inside(b), a < b ? inside(b) : inside(a)];
  const versus = earlier === later ? addDays(later, -1) : earlier;
  const since = addDays(versus, 1);
  return { versus, date: later === last ? null : later, since: since === windowStart(null, later) ? null : since };
}
