// The reader's own choices, kept on the device: theme, language, whether single keys act.

import { isLang, preferred, type Lang } from './i18n/index.ts';
import type { Theme } from './theme.ts';

type Choice = 'theme' | 'lang' | 'keys';

/** Keeps a choice, where the device allows it. */
export function remember(choice: Choice, value: string): void {
  try {
    localStorage.setItem(`retaken.${choice}`, value);
  } catch {
    // Storage is switched off: the choice holds until the page is closed.
  }
}

function recall(choice: Choice): string | null {
  try {
    return localStorage.getItem(`retaken.${choice}`);
  } catch {
    return null;
  }
}

export function chosenTheme(): Theme {
  const theme = recall('theme');
  if (theme === 'light' || theme === 'dark') return theme;
  return matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light';
}

export function chosenLang(): Lang {
  const lang = recall('lang');
  return lang && isLang(lang) ? lang : preferred(navigator.languages);
}

export const keysChosen = (): boolean => recall('keys') !== 'off';
