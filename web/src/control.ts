// From reports and states of control to what the page shows: changes, counts, classes. Pure. Who holds
// a place, and how surely, is the server's word; nothing here decides it.

import type { ControlState, Holder, Report, Side } from './api.ts';
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
export function firstChange(reports: readonly Report[]): Day | null {
  const told = reports.filter((r) => isChange(r) && !r.background);
  return told.reduce<Day | null>((first, r) => (!first || (r.date && r.date < first) ? r.date : first), null);
}

/** Denials and ground gained outside a place change nothing. */
function isChange(r: Report): r is Dated {
  return r.date !== null && r.by !== null && r.kind !== 'advance' && r.status !== 'denied' && r.status !== 'retracted';
}

/** The reports that may have changed something. History told in passing has where a state rests on it: then
 * nothing better is known. */
function changing(reports: readonly Report[], control: readonly ControlState[]): Dated[] {
  const deciding = new Set(control.flatMap(because));
  return reports.filter(isChange).filter((r) => !r.background || deciding.has(r.id));
}

/** The changes up to a day, newest first, of one day the exactly dated first. Reports of the same change are
 * one; what only repeats how things stood already is none. */
export function changes(reports: readonly Report[], control: readonly ControlState[], upTo: Day): Change[] {
  const states = new Map(control.map((c) => [c.id, c]));
  const applied = changing(reports, control).filter((r) => r.date <= upTo);
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
  const named = new Set<number>();
  const told = groups.flatMap((group) => {
    const place = group[0]?.place_id ?? 0;
    const state = states.get(place);
    const first = !named.has(place);
    named.add(place);
    return restates(group, state, first) ? [] : [describe(group, state)];
  });
  return afresh(told)
    .sort((a, b) => compare(b.day, a.day) || coarse(a) - coarse(b) || compare(published(b), published(a)) || compare(a.name, b.name));
}

/** Whether reports say no more than that a place is held, as it was before: by the state, which then began
 * earlier, or as the first that is heard of a place of its own side, without a day of its own. */
function restates(group: readonly Dated[], state: ControlState | undefined, first: boolean): boolean {
  const [lead] = group;
  if (!lead || lead.kind === 'contested') return false;
  const decided = state && because(state).some((id) => group.some((r) => r.id === id));
  if (decided) return state.holder === lead.by && state.since !== null && state.since < lead.date;
  const own = lead.oblast?.startsWith(lead.by) ?? false;
  return first && own && group.every((r) => r.date_basis === 'published');
}

/** Of changes in order of time those that differ from how their place stood, which is then what each came
 * from. A claim differs from another open one, and from what is held. */
function afresh(told: readonly Change[]): Change[] {
  const held = new Map<number, Mark['holder']>();
  const claimed = new Map<number, Mark['holder']>();
  return told.flatMap((change) => {
    const { place, after } = change;
    const before = held.get(place);
    const known = after.holder === before || (after.hollow && after.holder === claimed.get(place));
    if (after.hollow) claimed.set(place, after.holder);
    else {
      held.set(place, after.holder);
      claimed.delete(place);
    }
    if (known) return [];
    return [before ? { ...change, before: { holder: before, hollow: false } } : change];
  });
}

type Dated = Report & { date: Day; by: Side };

function describe(group: Dated[], state: ControlState | undefined): Change {
  const [lead, ...rest] = group.toSorted((a, b) => strength(b) - strength(a) || compare(a.published ?? '', b.published ?? ''));
  if (!lead) throw new Error('a change has at least one report');
  // Two claims by unrelated media bear each other out: then the server names the side as the holder.
  // They may be dated later, and known from a day of this change all the same.
  const days = group.map((r) => r.date).sort();
  const among = (day: Day | null) => day !== null && day >= (days[0] ?? '') && day <= (days.at(-1) ?? '');
  const held = state?.holder === lead.by && (among(state.since) || because(state).some((id) => group.some((r) => r.id === id)));
  const word = wordFor(lead, lead.status === 'confirmed' || held);
  const by = holderOf(lead.by);
  const other = lead.by === 'UA' ? 'occupied' : 'held';
  return {
    place: lead.place_id,
    name: lead.place,
    nameUk: lead.place_uk,
    ...timeOf(group, lead.status, held && among(state.since) ? state.since : null),
    reports: [lead, ...rest],
    before: { holder: lead.from ? holderOf(lead.from) : other, hollow: false },
    after: lead.kind === 'contested' ? { holder: 'contested', hollow: word !== 'contested' } : { holder: by, hollow: unsure.has(word) },
    word,
  };
}

/** The day since which the state holds, if it is one of these; else the earliest of the surest reports, or of one that dates the change itself where those date only what was said. */
function timeOf(group: Dated[], surest: Report['status'], since: Day | null): { day: Day; precision: Precision } {
  const sure = group.filter((r) => r.status === surest);
  const exact = group.filter((r) => r.date_basis === 'event');
  const [dated] = [...sure, ...(sure.every((r) => r.date_basis === 'event') ? [] : exact)].sort((a, b) => compare(a.date, b.date));
  return { day: since ?? dated?.date ?? '', precision: dated ? precision(dated) : 'day' };
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

export const holderOf = (side: Side): 'held' | 'occupied' => (side === 'UA' ? 'held' : 'occupied');

export const classOf = (holder: Holder): Mark['holder'] => (holder === 'UA' || holder === 'RU' ? holderOf(holder) : holder);

/** The mark of the assessed holder, whatever is claimed. That a place is held as long as nobody says
 * otherwise is no evidence. */
export function assessed({ holder, rests_on }: ControlState): Mark {
  if (rests_on === 'none') return { holder: 'unknown', hollow: false };
  return { holder: classOf(holder), hollow: false };
}

/** How a state of control is drawn: an open claim shows, in the colour of the side that claims. */
export function mark(c: ControlState): Mark {
  return c.claim_by ? { holder: holderOf(c.claim_by), hollow: true } : assessed(c);
}

/** The ids of the reports that a state rests on. */
export const because = (c: ControlState): number[] => c.because.split(',').filter(Boolean).map(Number);

/** Whether there is anything to show for a place: a report, a claim, or that it was held before. */
export const hasEvidence = (c: ControlState) => c.rests_on !== 'none' || c.claim_by !== null;

/** Whether the holder is another than before that day, or a claim has come since. */
export const changedSince = (c: ControlState, day: Day) =>
  (c.rests_on === 'report' && c.since !== null && c.since >= day) || (c.claim_since !== null && c.claim_since >= day);

/** Tells a place on the ground from a region, which no single mark can stand for. */
export const isSpot = (kind: string) => kind === 'settlement' || kind === 'island' || kind === 'facility';

/** How many places changed since a day, as they are on the date of their states. */
export interface Counts {
  recaptured: number; // Ukrainian-held by a gain that is among the changes, in Ukraine
  claimed: number; // claimed by Ukraine, assessed otherwise
  contested: number;
  lost: number; // Russian-occupied by a gain that is among the changes, in Ukraine
}

export function count(control: readonly ControlState[], reports: readonly Report[], since: Day): Counts {
  const byId = new Map(changing(reports, control).map((r) => [r.id, r]));
  const rests = (c: ControlState, on: (r: Report) => boolean) =>
    because(c).some((id) => {
      const r = byId.get(id);
      return r !== undefined && on(r);
    });
  const gained = (c: ControlState, side: Side) => c.holder === side && rests(c, (r) => r.by === side && r.kind !== 'contested');
  const fresh = (day: Day | null) => day !== null && day >= since;
  const inUkraine = (c: ControlState) => !c.oblast?.startsWith('RU-');
  const all = control.filter((c) => isSpot(c.kind));
  const spots = all.filter((c) => fresh(c.since));
  const ours = spots.filter(inUkraine);
  return {
    recaptured: ours.filter((c) => gained(c, 'UA')).length,
    claimed: all.filter((c) => inUkraine(c) && c.claim_by === 'UA' && c.holder !== 'UA' && fresh(c.claim_since)).length,
    contested: spots.filter((c) => c.holder === 'contested' && rests(c, (r) => r.kind === 'contested')).length,
    lost: ours.filter((c) => gained(c, 'RU')).length,
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
    if (!isSpot(c.kind) || !hasEvidence(c)) continue;
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
