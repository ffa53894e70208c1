// Languages of the interface. Place names come in both scripts from the data, whatever the language.

import { en, type Messages } from './en.ts';
import { uk } from './uk.ts';

export type Lang = 'en' | 'uk';
export type { Messages };

export const messages: Readonly<Record<Lang, Messages>> = { en, uk };

export const isLang = (s: string): s is Lang => s === 'en' || s === 'uk';

/** The first of the reader's languages that the page speaks, English if none. */
export function preferred(languages: readonly string[]): Lang {
  return languages.map((tag) => tag.slice(0, 2).toLowerCase()).find(isLang) ?? 'en';
}
