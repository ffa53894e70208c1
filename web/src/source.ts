// Where the page's data comes from: a server (api.ts), or the files of a published copy (published.ts).

import type { Area, AreaChange, ControlState, Moment, Place, Report } from './api.ts';
import type { Day } from './dates.ts';

export interface Source {
  /** A copy cannot tell what was known on an earlier day. */
  readonly copy: boolean;

  /** The days that may be shown, where they are limited. */
  limits(): Promise<Limits>;
  reports(asOf: Day | null, signal: AbortSignal): Promise<Report[]>;
  /** Without the thousands of places of which nothing is known but who held them before. */
  control(moment: Moment, signal: AbortSignal): Promise<ControlState[]>;
  areas(moment: Moment, signal: AbortSignal): Promise<Ground>;
  /** The ground that changed hands since the end of a day; null when that cannot be told. */
  changed(from: Day, moment: Moment, signal: AbortSignal): Promise<AreaChange[] | null>;
  place(id: number, signal: AbortSignal): Promise<Place>;
  /** The state of a place, if it has one. */
  stateOf(place: Place, moment: Moment, signal: AbortSignal): Promise<ControlState | undefined>;
  /** Places of the gazetteer whose name begins so, likeliest first. */
  search(q: string, limit: number, signal: AbortSignal): Promise<Place[]>;

  /** What may be taken away when that is shown. */
  files(moment: Moment | null): File[];
  /** The address of one place, if it has one. */
  placeFile(id: number, hasState: boolean, asOf: Day | null): string | null;
}

export interface Limits {
  first: Day | null;
  last: Day | null;
}

/** The areas of a day, or of an earlier one where there are none of that day; null when there are none at all. */
export interface Ground {
  areas: Area[];
  day: Day | null;
}

export interface File {
  what: 'control' | 'areas' | 'reports' | 'history' | 'list';
  url: string;
  name: string; // to save it under
}
