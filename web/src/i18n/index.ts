// Languages of the interface. Place names come in both scripts from the data, whatever the language.

import { en, type Messages } from './en.ts';

export const languages = { en: 'English', uk: 'Українська' } as const;

export type Lang = keyof typeof languages;
export type { Messages };

const loaded: { en: Messages } & Partial<Record<Lang, Messages>> = { en };

/** The words of a language; English until they are there. */
export const messagesIn = (lang: Lang): Messages => loaded[lang] ?? en;

/** Fetches the words of a language before the page speaks it. Where they cannot be had it goes on in English. */
export async function learn(lang: Lang): Promise<void> {
  if (lang === 'en') return;
  await import('./uk.ts').then(({ uk }) => (loaded.uk = uk)).catch(() => undefined);
}

export const isLang = (s: string): s is Lang => Object.hasOwn(languages, s);

/** The first of the reader's languages that the page speaks, English if none. */
export function preferred(languages: readonly string[]): Lang {
  return languages.map((tag) => tag.slice(0, 2).toLowerCase()).find(isLang) ?? 'en';
}
