// Numbers as they are read. Areas are no more exact than nearest-place cells are.

import type { Lang } from '../i18n/index.ts';
import { rough } from '../map/ground.ts';
import { words } from './words.ts';

const locale = (lang: Lang) => (lang === 'en' ? 'en-GB' : 'uk');
const formatters = new Map<string, Intl.NumberFormat>();

export function number(n: number, lang: Lang, digits = 0): string {
  const key = `${lang} ${digits}`;
  let f = formatters.get(key);
  if (!f) formatters.set(key, (f = new Intl.NumberFormat(locale(lang), { minimumFractionDigits: digits, maximumFractionDigits: digits })));
  return f.format(n);
}

/** "114,000 km²". */
export const quantity = (km2: number, lang: Lang): string => words[lang].km2(number(rough(km2), lang));

/** "19.1 % of Ukraine". */
export const share = (km2: number, country: number, lang: Lang): string => words[lang].share(percent(km2, country, lang));

export function percent(km2: number, country: number, lang: Lang): string {
  const share = country ? (100 * km2) / country : 0;
  return share > 0 && share < 0.1 ? `< ${number(0.1, lang, 1)}` : number(share, lang, 1);
}
