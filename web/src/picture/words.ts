// The words of a picture of the map, which are loaded with it.

import type { Lang } from '../i18n/index.ts';
import type { Kind } from '../hash.ts';

/** With a full stop, which an abbreviation at the end has already. */
const ended = (text: string) => (text.endsWith('.') ? text : `${text}.`);

export interface Words {
  compared(earlier: string, later: string): string;
  difference: string;
  swiped(earlier: string, later: string): string;
  window(days: string): string;
  now: string;
  then(day: string): string;
  counts: string;
  sure: string;
  not(names: string): string;
  only: Record<Kind, string>;
  confirmed: string;
  from(publishers: string): string;
  without(publishers: string): string;
  address: string;
  noTiles: string;
  made: string;
  failed: string;
}

export const words: Record<Lang, Words> = {
  en: {
    compared: (earlier, later) => `From ${earlier} to ${later}`,
    difference: 'Strong colour: changed hands between the two days. Dotted line: the edge of control on the earlier day.',
    swiped: (earlier, later) => `Left: ${ended(earlier)} Right: ${ended(later)}`,
    window: (days) => `Changes of ${ended(days)}`,
    now: 'As known now: every report counts, whenever it was published.',
    then: (day) => `As reported then: only what had been published by ${ended(day)}`,
    counts: 'Numbers are places in this view.',
    sure: 'Flat and filled: confirmed. Hatched and hollow: one side’s word, counted for the assessed holder. Crossed: contested.',
    not: (names) => `Switched off here: ${names}.`,
    only: { recaptured: 'Only recaptured places.', contested: 'Only contested places.', lost: 'Only lost places.' },
    confirmed: 'Only what is confirmed.',
    from: (publishers) => `Only reports of: ${publishers}.`,
    without: (publishers) => `Without reports of: ${publishers}.`,
    address: 'This view: ',
    noTiles: 'The map tiles behind the view belong to another server and are left out.',
    made: 'The picture is ready.',
    failed: 'The picture could not be made.',
  },
  uk: {
    compared: (earlier, later) => `Від ${earlier} до ${later}`,
    difference: 'Насичений колір: перейшло з рук у руки між цими днями. Крапки: межа контролю в ранішній день.',
    swiped: (earlier, later) => `Ліворуч: ${ended(earlier)} Праворуч: ${ended(later)}`,
    window: (days) => `Зміни за ${ended(days)}`,
    now: 'Як відомо тепер: враховано всі повідомлення, коли б їх не оприлюднили.',
    then: (day) => `Як повідомляли тоді: лише те, що оприлюднили до ${ended(day)}`,
    counts: 'Числа – місця в цьому вигляді.',
    sure: 'Рівний колір і заповнений знак: підтверджено. Штрихи й порожній знак: слова однієї сторони, зараховано за оцінкою. Клітинка: спірний контроль.',
    not: (names) => `Тут вимкнено: ${names}.`,
    only: { recaptured: 'Лише звільнені місця.', contested: 'Лише спірні місця.', lost: 'Лише втрачені місця.' },
    confirmed: 'Лише підтверджене.',
    from: (publishers) => `Лише повідомлення від: ${publishers}.`,
    without: (publishers) => `Без повідомлень від: ${publishers}.`,
    address: 'Цей вигляд: ',
    noTiles: 'Плитки карти під цим виглядом належать іншому серверу, тому їх тут немає.',
    made: 'Зображення готове.',
    failed: 'Не вдалося створити зображення.',
  },
};
