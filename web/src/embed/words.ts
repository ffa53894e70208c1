// What an embedded map says beyond the words of the page, in both languages. Sentences end with a full stop, labels do
// not.

import type { Lang } from '../i18n/index.ts';

const en = {
  full: 'Open the full map',
  closeCard: 'Close',
  wheel: (key: string) => `Hold ${key} and scroll to zoom the map`,
  touch: 'Use two fingers to move the map',
  noReport: 'No report of a change up to this date.',
  heading: 'Embed this map',
  intro: 'Paste this into a page of yours: it shows the map with its date, a short legend and a link back.',
  code: 'Code to embed the map',
  copyCode: 'Copy the code',
  copy: 'Copy',
  which: 'Date that the map shows',
  thisDate: (day: string) => `Always ${day}`,
  latest: 'Always the latest date',
  framed: (title: string, day: string) => `${title}: control on ${day}`,
};

export type Words = typeof en;

const uk: Words = {
  full: 'Відкрити повну карту',
  closeCard: 'Закрити',
  wheel: (key) => `Щоб змінити масштаб карти, прокручуйте з натиснутою клавішею ${key}`,
  touch: 'Рухайте карту двома пальцями',
  noReport: 'До цієї дати про зміни не повідомляли.',
  heading: 'Вбудувати цю карту',
  intro: 'Вставте це на свою сторінку: вона покаже карту з датою, короткою легендою та посиланням сюди.',
  code: 'Код для вбудовування карти',
  copyCode: 'Копіювати код',
  copy: 'Копіювати',
  which: 'Дата, яку показує карта',
  thisDate: (day) => `Завжди ${day}`,
  latest: 'Завжди остання дата',
  framed: (title, day) => `${title}: контроль ${day}`,
};

export const wordsIn: Readonly<Record<Lang, Words>> = { en, uk };
