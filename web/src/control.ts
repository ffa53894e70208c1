// From reports and states of control to what the page shows: changes, counts, classes. Pure. Who holds
// a place, and how surely, is the server's word; nothing here decides it.

import type { ControlState, Report, Side } from './api.ts';
import { daysBetween, type Day, type Precision } from './dates.ts';

/** How a place is drawn: hue and shape by holder, hollow for a claim. */
export interface Mark {
  holder: 'held' | 'occupied' | 'contested' | 'unknown';
  hollow: boolean;
}

export type Word = 'recaptured' | 'captured' | 'lost' | 'retaken' | 'claimed' | 'announced' | 'contested' | 'disputed' | 'withdrawal';

/** One change of control of one place, told by one or more reports. */
export interface Change {
  place: number;
  name: string;
  nameUk: string | null;
  day: Day;
  precision: Precision;
  reports: Report[]; // the one to quote first
  before: Mark;
  after: Mark;
  word: Word;
}

const mergeDays = 3; // reports of one change lie at most so far apart

/** The last day the data reaches: of a change or of a report about one. */
export function lastDay(reports: readonly Report[]): Day | null {
  return reports.reduce<Day | null>((last, r) => latest(latest(last, r.date), r.published), null);
}

/** The first day on which control of a place changed. */
export function firstDay(reports: readonly Report[]): Day | null {
  return reports.filter(isChange).reduce<Day | null>((first, r) => (!first || (r.date && r.date < first) ? r.date : first), null);
}

/** Denials, ground gained outside a place and history told in passing change nothing. */
function isChange(r: Report): r is Dated {
  return r.date !== null && r.by !== null && r.kind !== 'advance' && !r.background && r.status !== 'denied' && r.status !== 'retracted';
}

/** The changes up to a day, newest first, of one day the exactly dated first; reports of the same change
 * are one. */
export function changes(reports: readonly Report[], control: readonly ControlState[], upTo: Day): Change[] {
  const states = new Map(control.map((c) => [c.id, c]));
  const applied = reports.filter(isChange).filter((r) => r.date <= upTo);
  applied.sort((a, b) => compare(a.date, b.date) || a.id - b.id);

  const groups: Dated[][] = [];
  const open = new Map<string, Dated[]>(); // the latest group of a place, side and sort of change
  for (const r of applied) {
    const key = `${r.place_id} ${r.by} ${r.kind === 'contested'}`;
    const group = open.get(key);
    if (group?.[0] && daysBetween(group[0].date, r.date) <= mergeDays) {
      group.push(r);
    } else {
      const fresh = [r];
      open.set(key, fresh);
      groups.push(fresh);
    }
  }
  return groups
    .map((group) => describe(group, states.get(group[0]?.place_id ?? 0)))
    .sort((a, b) => compare(b.day, a.day) || coarse(a) - coarse(b) || compare(published(b), published(a)) || compare(a.name, b.name));
}

type Dated = Report & { date: Day; by: Side };

function describe(group: Dated[], state: ControlState | undefined): Change {
  const [lead, ...rest] = group.toSorted((a, b) => strength(b) - strength(a) || compare(a.published ?? '', b.published ?? ''));
  if (!lead) throw new Error('a change has at least one report');
  // Two claims by unrelated media bear each other out: then the server names the side as the holder.
  const held = state?.holder === lead.by && because(state).some((id) => group.some((r) => r.id === id));
  const word = wordFor(lead, lead.status === 'confirmed' || held);
  const by = holderOf(lead.by);
  const other = lead.by === 'UA' ? 'occupied' : 'held';
  return {
    place: lead.place_id,
    name: lead.place,
    nameUk: lead.place_uk,
    ...timeOf(group, lead.status, held ? state.since : null),
    reports: [lead, ...rest],
    before: { holder: lead.from ? holderOf(lead.from) : other, hollow: false },
    after: lead.kind === 'contested' ? { holder: 'contested', hollow: word !== 'contested' } : { holder: by, hollow: unsure.has(word) },
    word,
  };
}

/** The day from which the state holds when it lies among the days reported; else the earliest of the
 * surest reports, or of one that dates the change itself where those date only what was said. */
function timeOf(group: Dated[], surest: Report['status'], since: Day | null): { day: Day; precision: Precision } {
  const sure = group.filter((r) => r.status === surest);
  const exact = group.filter((r) => r.date_basis === 'event');
  const [dated] = [...sure, ...(sure.every((r) => r.date_basis === 'event') ? [] : exact)].sort((a, b) => compare(a.date, b.date));
  const days = group.map((r) => r.date).sort();
  const among = since !== null && since >= (days[0] ?? '') && since <= (days.at(-1) ?? '');
  return { day: among ? since : (dated?.date ?? ''), precision: dated ? precision(dated) : 'day' };
}

const unsure = new Set<Word>(['claimed', 'announced', 'disputed']);

function wordFor({ kind, by, status }: Report, confirmed: boolean): Word {
  if (status === 'contested' && !confirmed) return 'disputed';
  if (!confirmed) return kind === 'withdrawal' ? 'announced' : 'claimed';
  switch (kind) {
    case 'contested':
      return 'contested';
    case 'withdrawal':
      return 'withdrawal';
    case 'liberation':
      return by === 'UA' ? 'recaptured' : 'retaken';
    default:
      return by === 'UA' ? 'captured' : 'lost';
  }
}

/** How exactly the day is known. The day of publication is known exactly, whatever it says of the change. */
export const precision = (r: Report): Precision => (r.date_basis === 'published' ? 'day' : (r.date_precision ?? 'day'));

/** The report to quote: the surest first, then the least interested voice. */
export function strength(r: Report): number {
  const status = { confirmed: 2, claimed: 1, contested: 0, denied: 0, retracted: 0 }[r.status];
  const loses = r.source_side !== null && r.source_side === r.from;
  const voice = loses || r.source_side === 'third' ? 2 : r.source_side === 'media' ? 1 : 0;
  return status * 8 + (r.kind === 'withdrawal' ? 0 : 4) + voice;
}

export const holderOf = (side: Side): Mark['holder'] => (side === 'UA' ? 'held' : 'occupied');

/** The mark of the assessed holder, whatever is claimed. */
export function assessed({ holder }: ControlState): Mark {
  return { holder: holder === 'UA' || holder === 'RU' ? holderOf(holder) : holder, hollow: false };
}

/** How a state of control is drawn: an open claim shows, in the colour of the side that claims. */
export function mark(c: ControlState): Mark {
  return c.claim_by ? { holder: holderOf(c.claim_by), hollow: true } : assessed(c);
}

/** The ids of the reports that a state rests on. */
export const because = (c: ControlState): number[] => c.because.split(',').filter(Boolean).map(Number);

/** Tells a place on the ground from a region, which no single mark can stand for. */
export const isSpot = (kind: string) => kind === 'settlement' || kind === 'island' || kind === 'facility';

/** How many places changed, as they are on the date of their states. */
export interface Counts {
  recaptured: number; // Ukrainian-held by a gain that is among the changes, in Ukraine
  claimed: number; // claimed by Ukraine, assessed otherwise
  contested: number;
  lost: number; // Russian-occupied by a gain that is among the changes, in Ukraine
}

export function count(control: readonly ControlState[], reports: readonly Report[]): Counts {
  const byId = new Map(reports.filter(isChange).map((r) => [r.id, r]));
  const rests = (c: ControlState, on: (r: Report) => boolean) =>
    because(c).some((id) => {
      const r = byId.get(id);
      return r !== undefined && on(r);
    });
  const gained = (c: ControlState, side: Side) => c.holder === side && rests(c, (r) => r.by === side && r.kind !== 'contested');
  const spots = control.filter((c) => isSpot(c.kind));
  const inUkraine = spots.filter((c) => !c.oblast?.startsWith('RU-'));
  return {
    recaptured: inUkraine.filter((c) => gained(c, 'UA')).length,
    claimed: inUkraine.filter((c) => c.claim_by === 'UA' && c.holder !== 'UA').length,
    contested: spots.filter((c) => c.holder === 'contested' && rests(c, (r) => r.kind === 'contested')).length,
    lost: inUkraine.filter((c) => gained(c, 'RU')).length,
  };
}

export interface LegendCounts {
  held: number;
  occupied: number;
  contested: number;
  claimed: number;
}

/** How many places are of each class, by the assessed holder; an open claim is counted beside it. */
export function legendCounts(control: readonly ControlState[]): LegendCounts {
  const counts = { held: 0, occupied: 0, contested: 0, claimed: 0 };
  for (const c of control) {
    if (!isSpot(c.kind)) continue;
    const { holder } = assessed(c);
    if (holder !== 'unknown') counts[holder]++;
    if (c.claim_by) counts.claimed++;
  }
  return counts;
}

const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);
const coarse = (c: Change) => ['day', 'week', 'month', 'year'].indexOf(c.precision);
const latest = (a: Day | null, b: Day | null) => (a === null || (b !== null && b > a) ? b : a);
const published = (c: Change) => c.reports.reduce((last, r) => (r.published && r.published > last ? r.published : last), '');
