// What a picture says around the map, from the state of the page.

import { legendCounts } from '../control.ts';
import { range, withWeekday, words as inWords } from '../dates.ts';
import { classes, type Class } from '../hash.ts';
import type { State } from '../state.ts';
import { evident, textOf, within } from '../view.ts';
import { words } from './words.ts';

export interface Said {
  title: string;
  subtitle: string;
  card: readonly string[]; // of the date, the first line stands out
  legend: readonly { of: Class; name: string; count: number | null }[];
  edge: string;
  notes: readonly string[];
  credit: string;
  address: string;
  name: string; // of the file, without its ending
}

export function saidOf(state: State, card: readonly string[], credit: string, address: string, tiles: boolean): Said {
  const { lang, off, bounds, controlDay: day, controlSince: since, controlKnown, versus, swipe, kind, confirmed, sources } = state;
  const t = textOf(state);
  const w = words[lang];
  const long = (d: string) => inWords(d, lang, 'long');
  const counts = state.control && legendCounts(evident(state).filter((c) => !bounds || within(c, bounds)));
  const title: Record<Class, string> = { held: t.held, occupied: t.occupied, contested: t.contested, claimed: t.claimed, unknown: t.noEvidence };
  const comparing = versus !== null && day !== null;
  const [out, kept] = [sources.filter((s) => s.startsWith('-')).map((s) => s.slice(1)), sources.filter((s) => !s.startsWith('-'))];
  return {
    title: t.title,
    subtitle: t.subtitle,
    card: comparing ? [w.compared(long(versus), long(day)), swipe ? w.swiped(long(versus), long(day)) : w.difference] : card.length ? card : [day ? t.control(withWeekday(day, lang, 'long')) : t.title],
    legend: classes.filter((c) => !off.includes(c)).map((of) => ({ of, name: title[of], count: counts ? counts[of] : null })),
    edge: t.edgeKey,
    notes: [
      since && day && !comparing ? w.window(range(since, day, lang)) : '',
      controlKnown === 'then' && day ? w.then(long(day)) : w.now,
      w.counts,
      kind ? w.only[kind] : '',
      confirmed ? w.confirmed : '',
      kept.length ? w.from(kept.join(', ')) : '',
      out.length ? w.without(out.join(', ')) : '',
      off.length ? w.not(off.map((c) => title[c]).join(', ')) : '',
      w.sure,
      t.legendNote,
    ].filter(Boolean),
    credit: credit + (tiles ? ` ${w.noTiles}` : ''),
    address: w.address + address,
    name: `retaken-${day ?? 'map'}${comparing ? `-from-${versus}` : ''}`,
  };
}
