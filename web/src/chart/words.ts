// The words of the chart, which are loaded with it.

import type { Lang } from '../i18n/index.ts';

/** With a full stop, which an abbreviation at the end has already. */
const ended = (text: string) => (text.endsWith('.') ? text : `${text}.`);

export interface Words {
  title: string;
  about: string;
  growing: string;
  reported: string;
  inferred: string;
  inferredShort: string;
  RU: string;
  UA: string;
  contested: string;
  toUA: string;
  toRU: string;
  since: Record<'day' | 'week' | 'month', string>;
  stated: string;
  statedNote: string;
  statedBy: string;
  statedPoint(km2: string, day: string, who: string): string;
  km2(n: string): string;
  share(n: string): string;
  ofThat(n: string): string;
  known(day: string): string;
  day: string;
  keys: string;
  show: string;
  shown: string;
  mapShows(day: string): string;
  period: string;
  whole: string;
  year: string;
  table: string;
  hideTable: string;
  endOf: string;
  noEvidence: string;
  claimedUA: string;
  claimedRU: string;
  who: string;
  words: string;
  status: Record<'confirmed' | 'claimed' | 'contested' | 'denied' | 'retracted', string>;
  qualifier(words: string): string;
  said: Record<'UA' | 'RU' | 'third' | 'media' | '', string>;
  data: string;
  copy: string;
  copyOf(form: string): string;
  close: string;
  loading: string;
  failed: string;
  again: string;
}

export const words: Record<Lang, Words> = {
  en: {
    title: 'Area over time',
    about:
      'Computed from nearest-place areas, not surveyed: ground counts as the nearest place with evidence, reported within 10 km of it, inferred up to 30 km. Russian-occupied ground includes Crimea and what was occupied before 24 February 2022.',
    growing: 'Ground with no evidence near counts for nobody, so numbers also grow as more places are written about.',
    reported: 'reported',
    inferred: 'inferred from farther away',
    inferredShort: 'inferred',
    RU: 'Russian-occupied',
    UA: 'Ukrainian-held',
    contested: 'Contested',
    toUA: 'Came to Ukraine',
    toRU: 'Came to Russia',
    since: { day: 'that day', week: 'that week', month: 'that month' },
    stated: 'What people said of ground that changed hands',
    statedNote: 'The words may mean another time or place than the bar beside them.',
    statedBy: 'stated in an article',
    statedPoint: (km2, day, who) => `Stated on ${day}: ${km2}, by ${who}`,
    km2: (n) => `${n} km²`,
    share: (n) => `${n} % of Ukraine`,
    ofThat: (n) => `${n} of it inferred`,
    known: (day) => `As reported by ${ended(day)}`,
    day: 'Day',
    keys: 'Arrow keys step through time, Enter shows the day on the map.',
    show: 'Show this day on the map',
    shown: 'shown on the map',
    mapShows: (day) => `The map shows ${ended(day)}`,
    period: 'Time shown',
    whole: 'All, by week',
    year: 'A year, by day',
    table: 'Show as table',
    hideTable: 'Hide the table',
    endOf: 'At the end of',
    noEvidence: 'No evidence',
    claimedUA: 'Claimed by Ukraine',
    claimedRU: 'Claimed by Russia',
    who: 'Who says so',
    words: 'Words',
    status: { confirmed: 'confirmed', claimed: 'claimed', contested: 'disputed', denied: 'denied', retracted: 'retracted' },
    qualifier: (words) => words,
    said: { UA: 'Ukrainian officials', RU: 'Russian officials', third: 'independent', media: 'independent', '': '' },
    data: 'The numbers',
    copy: 'Copy address',
    copyOf: (form) => `Copy address of the ${form}`,
    close: 'Close',
    loading: 'Computing the areas…',
    failed: 'The numbers could not be loaded.',
    again: 'Try again',
  },
  uk: {
    title: 'Площа в часі',
    about:
      'Обчислено за ділянками найближчих населених пунктів, а не виміряно на місцевості: територія вважається такою, як найближчий пункт, про який є відомості, за повідомленнями в межах 10 км від нього, виведено до 30 км. Окупована Росією територія охоплює Крим і все, що було окуповано до 24 лютого 2022 року.',
    growing: 'Територію, поблизу якої немає відомостей, не зараховано нікому, тож числа зростають і тоді, коли пишуть про більше місць.',
    reported: 'за повідомленнями',
    inferred: 'виведено здалека',
    inferredShort: 'виведено',
    RU: 'Окуповано Росією',
    UA: 'Під контролем України',
    contested: 'Спірний контроль',
    toUA: 'Перейшло до України',
    toRU: 'Перейшло до Росії',
    since: { day: 'того дня', week: 'того тижня', month: 'того місяця' },
    stated: 'Що казали про територію, яка перейшла з рук у руки',
    statedNote: 'Слова можуть стосуватися іншого часу чи місця, ніж стовпчик поруч.',
    statedBy: 'сказано у статті',
    statedPoint: (km2, day, who) => `Сказано ${day}: ${km2}, ${who}`,
    km2: (n) => `${n} км²`,
    share: (n) => `${n} % України`,
    ofThat: (n) => `з них ${n} виведено`,
    known: (day) => `За повідомленнями до ${ended(day)}`,
    day: 'День',
    keys: 'Клавіші зі стрілками ведуть крізь час, Enter показує день на карті.',
    show: 'Показати цей день на карті',
    shown: 'показано на карті',
    mapShows: (day) => `На карті – ${ended(day)}`,
    period: 'Показаний час',
    whole: 'Увесь час, за тижнями',
    year: 'Рік, за днями',
    table: 'Показати таблицею',
    hideTable: 'Сховати таблицю',
    endOf: 'Наприкінці',
    noEvidence: 'Немає відомостей',
    claimedUA: 'Заявляє Україна',
    claimedRU: 'Заявляє Росія',
    who: 'Хто це каже',
    words: 'Слова',
    status: { confirmed: 'підтверджено', claimed: 'заявлено', contested: 'спірно', denied: 'заперечено', retracted: 'відкликано' },
    qualifier: (words) => ({ about: 'близько', around: 'близько', 'more than': 'понад', 'up to': 'до', 'at least': 'щонайменше', almost: 'майже', nearly: 'майже' })[words] ?? words,
    said: { UA: 'українські посадовці', RU: 'російські посадовці', third: 'незалежне джерело', media: 'незалежне джерело', '': '' },
    data: 'Числа',
    copy: 'Копіювати адресу',
    copyOf: (form) => `Копіювати адресу ${form}`,
    close: 'Закрити',
    loading: 'Обчислюємо площі…',
    failed: 'Не вдалося завантажити числа.',
    again: 'Спробувати ще раз',
  },
};
