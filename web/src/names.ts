// Names of places in two scripts: the reader's first, then the other.

import { html, nothing, type TemplateResult } from 'lit-html';
import { regions } from 'virtual:regions';
import { messagesIn, type Lang } from './i18n/index.ts';

/** The name by which the reader knows the place. */
export const nameIn = (lang: Lang, name: string, nameUk: string | null): string => (lang === 'uk' && nameUk) || name;

/** Both names; one when the other is not known. */
export function names(name: string, nameUk: string | null, lang: Lang): TemplateResult {
  const first = nameIn(lang, name, nameUk);
  const other = first === name ? nameUk : name;
  const tag = (text: string) => (text === nameUk ? 'uk' : 'en');
  return html`<b lang=${tag(first)}>${first}</b>${other && other !== first
      ? html` <span class="other-name" lang=${tag(other)}>${other}</span>`
      : nothing}`;
}

/** The name of a first-level unit by its ISO 3166-2 code, with the country where that is not Ukraine; the
 * code itself when it is not known. */
export function regionName(code: string, lang: Lang): string {
  const [name, nameUk] = regions[code] ?? [code, code];
  return nameIn(lang, name, nameUk) + (code.startsWith('RU-') ? `, ${messagesIn(lang).RU}` : '');
}
