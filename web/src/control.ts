// From changes and states of control to what the page shows: words, marks, counts, filters. Pure. What changed, who
// holds a place, and how surely, is the server's word; nothing here decides it.

import type { Change, ControlState, Holder, Report, Side } from './api.ts';
import type { Precision } from './dates.ts';
import type { Address, Class, Kind } from './hash.ts';

/** How a place is drawn: hue and shape by holder, hollow for a claim. */
export interface Mark {
  holder: 'held' | 'occupied' | 'contested' | 'unknown';
  hollow: boolean;
}

export type Word =
  | 'recaptured'
  | 'captured'
  | 'lost'
  | 'retaken'
  | 'claimed'
  | 'announced'
  | 'contested'
  | 'disputed'
  | 'withdrawal'
  | 'dropped'
  | 'unclear';

const isRussian = (oblast: string | null) => oblast?.startsWith('RU-') ?? false;

/** The one word for a change. What a country regains of its own is recaptured; in Russia that is the other way about. */
export function wordOf({ change, oblast, to_holder, to_claim_announced, to_claim_disputed, withdrawal, presumed }: Change): Word {
  switch (change) {
    case 'recaptured':
      if (withdrawal && presumed) return 'withdrawal';
      return isRussian(oblast) ? 'retaken' : 'recaptured';
    case 'lost':
      if (withdrawal && presumed) return 'withdrawal';
      return isRussian(oblast) ? 'captured' : 'lost';
    case 'contested':
      return 'contested';
    case 'claimed':
      return to_claim_disputed ? 'disputed' : to_claim_announced ? 'announced' : 'claimed';
    case 'other':
      return to_holder === 'unknown' ? 'unclear' : 'dropped';
  }
}

export const before = (c: Change): Mark => marked(c.from_holder, c.from_claim_by);
export const after = (c: Change): Mark => marked(c.to_holder, c.to_claim_by);

const marked = (holder: Holder, claim: Side | null): Mark =>
  claim ? { holder: holderOf(claim), hollow: true } : { holder: classOf(holder), hollow: false };

/** Of which sort a change is in Ukraine; a claim is of the sort that it claims. */
function sortOf({ change, oblast, to_claim_by }: Change): Kind | null {
  if (change === 'contested') return 'contested';
  if (change === 'other' || isRussian(oblast)) return null;
  if (change === 'claimed') return to_claim_by === 'UA' ? 'recaptured' : 'lost';
  return change;
}

export type Filters = Pick<Address, 'kind' | 'confirmed' | 'off' | 'sources'>;

/** Whether the reader's filters let a change through. */
export function passes(c: Change, { kind, confirmed, off, sources }: Filters): boolean {
  if (kind && sortOf(c) !== kind) return false;
  if (confirmed && (c.change === 'claimed' || c.change === 'other')) return false;
  const { holder, hollow } = after(c);
  if (off.includes(hollow ? 'claimed' : holder)) return false;
  return told(publishersOf(c), sources);
}

/** Whether some publishers are kept: one that is named, or any but those that are left out. */
function told(publishers: readonly string[], sources: readonly string[]): boolean {
  const [out, kept] = [sources.filter((s) => s.startsWith('-')).map((s) => s.slice(1)), sources.filter((s) => !s.startsWith('-'))];
  const left = publishers.filter((p) => !out.includes(p));
  if (out.length && left.length === 0) return false;
  return kept.length === 0 || left.some((p) => kept.includes(p));
}

/** The publishers whose reports tell of a change. */
export const publishersOf = (c: Change): string[] => (c.publishers ?? '').split('; ').filter(Boolean);

/** Newest first, of one day the exactly dated first. */
export function newestFirst(a: Change, b: Change): number {
  return compare(b.date, a.date) || coarse(a) - coarse(b) || compare(b.known_from ?? '', a.known_from ?? '') || compare(a.name, b.name);
}

const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);
const coarse = (c: Change) => ['day', 'week', 'month', 'year'].indexOf(c.date_precision);

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

/** The entry of the legend under which a state is drawn. */
export const legendClass = (c: ControlState): Class => (c.claim_by ? 'claimed' : assessed(c).holder);

/** The ids of the reports that a state rests on. */
export const because = (c: ControlState): number[] => c.because.split(',').filter(Boolean).map(Number);

/** Whether there is anything to show for a place: a report, a claim, or that it was held before. */
export const hasEvidence = (c: ControlState) => c.rests_on !== 'none' || c.claim_by !== null;

/** Tells a place on the ground from a region, which no single mark can stand for. */
export const isSpot = (kind: string) => kind === 'settlement' || kind === 'island' || kind === 'facility';

/** How many places in Ukraine changed, by what the last change of each comes to. */
export interface Counts {
  recaptured: number;
  claimed: number; // claimed by Ukraine, assessed otherwise, and nothing more
  contested: number;
  lost: number;
}

/** Counts places among changes, the newest first: by the last change of the holder, and by a claim that came later. */
export function count(changes: readonly Change[]): Counts {
  const counts = { recaptured: 0, claimed: 0, contested: 0, lost: 0 };
  const [claims, settled] = [new Set<number>(), new Set<number>()];
  for (const { change, kind, oblast, place_id: place, to_claim_by } of changes) {
    if (!isSpot(kind) || settled.has(place)) continue;
    if (change === 'claimed' || change === 'other') {
      if (change === 'claimed' && to_claim_by === 'UA' && !claims.has(place) && !isRussian(oblast)) counts.claimed++;
      claims.add(place);
      continue;
    }
    settled.add(place);
    if (change === 'contested' || !isRussian(oblast)) counts[change]++;
  }
  return counts;
}

/** How many places are of each class, by the assessed holder; an open claim is counted beside it. */
export function legendCounts(control: readonly ControlState[]): Record<Class, number> {
  const counts = { held: 0, occupied: 0, contested: 0, claimed: 0, unknown: 0 };
  for (const c of control) {
    counts[assessed(c).holder]++;
    if (c.claim_by) counts.claimed++;
  }
  return counts;
}
