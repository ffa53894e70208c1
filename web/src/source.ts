// Where the page's data comes from: a server (api.ts), or the files of a published copy (published.ts).

import type { Area, AreaChange, Bucket, Change, ControlState, Moment, Place, Report } from './api.ts';
import type { Day } from './dates.ts';
import type { Class } from './hash.ts';

export interface Source {
  /** A copy cannot tell what was known on an earlier day. */
  readonly copy: boolean;

  /** The days that may be shown, where they are limited. */
  limits(): Promise<Limits>;
  /** How many places changed on each day: on which it happened, or on which that became known. */
  timeline(by: 'date' | 'published', signal: AbortSignal): Promise<Bucket[]>;
  /** The changes from a day on. */
  changes(from: Day, moment: Moment, signal: AbortSignal): Promise<Change[]>;
  /** All that was reported of a place. */
  reports(place: number, asOf: Day | null, signal: AbortSignal): Promise<Report[]>;
  /** All changes of a place, at any time. */
  history(place: number, asOf: Day | null, signal: AbortSignal): Promise<Change[]>;
  /** Without the thousands of places of which nothing is known but who held them before. */
  control(moment: Moment, signal: AbortSignal): Promise<ControlState[]>;
  /** The same, or null where they are too many to have at once. */
  fewStates(moment: Moment, signal: AbortSignal): Promise<ControlState[] | null>;
  /** Opens the tiles that have the states in view, as they are from now on. */
  openTiles(): Promise<Tiles>;
  areas(moment: Moment, signal: AbortSignal): Promise<Ground>;
  /** The ground that changed hands since the end of a day; null when that cannot be told. */
  changed(from: Day, moment: Moment, signal: AbortSignal): Promise<AreaChange[] | null>;
  place(id: number, signal: AbortSignal): Promise<Place>;
  /** The state of a place, if it has one. */
  stateOf(place: Place, moment: Moment, signal: AbortSignal): Promise<ControlState | undefined>;
  /** Places of the gazetteer whose name begins so, likeliest first. */
  search(q: string, limit: number, signal: AbortSignal): Promise<Place[]>;

  /** What may be taken away when that is shown. */
  files(shown: Shown | null): File[];
  /** The address of one place, if it has one. */
  placeFile(id: number, hasState: boolean, asOf: Day | null): string | null;
  /** The address of the sentence in its article, if that can be read. */
  sentence(report: Report): string | null;
  /** Calls back whenever there is something new to ask for. */
  follow(news: () => void): void;
}

export interface Tiles {
  /** The states of places in a box and around it: what a map tells of them, without their reports. */
  statesIn(box: Bounds, moment: Moment, signal: AbortSignal): Promise<ControlState[]>;
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

/** What is shown, to be taken away. */
export interface Shown {
  moment: Moment;
  since: Day; // first day of the window
  box: Bounds | null; // none: everywhere
  off: readonly Class[];
  confirmed: boolean;
  picked: readonly Change[] | null; // the changes in view, where the reader picked out a sort or sources
}

/** West, south, east, north in degrees. */
export type Bounds = readonly [west: number, south: number, east: number, north: number];

export interface File {
  what: 'control' | 'changes' | 'areas' | 'package' | 'reports' | 'history' | 'list';
  url: string;
  name: string; // to save it under
}
