// A few articles in which everything happens at once: two publishers, a recapture, a claim, a claim that is denied, a
// place that is fought for, one that was lost, and a change far from the others.

const morning = 'Morning Wire';
const evening = 'Evening Post';

const article = (date: string, title: string, source: string, ...sentences: string[]): string =>
  `Date: ${date}\nTitle: ${title}\nSource: ${source}\n\n${sentences.join(' ')}\n`;

/** In the week up to 11 September 2022. */
export const september: readonly string[] = [
  article(
    '2022-09-10',
    'Izium changes hands',
    morning,
    'Ukrainian forces recaptured Izium on Saturday, the Institute for the Study of War assessed.',
    'The General Staff said its troops had also retaken Verbivka.',
  ),
  article(
    '2022-09-09',
    'Fighting in Kupiansk',
    evening,
    'Ukrainian troops were fighting inside Kupiansk, in the Kharkiv region, on Friday, a Russian-installed official said, insisting that the town had not been taken.',
    "Ukraine's General Staff said on Friday that its troops had withdrawn from Vovchansk.",
  ),
  article(
    '2022-09-11',
    'Two claims',
    evening,
    "Russia's defence ministry said its troops had captured Chuhuiv.",
    "Ukraine's General Staff denied that Chuhuiv had been captured.",
    'Ukrainian forces recaptured Balakliia on Thursday, reporters who reached the town said.',
  ),
  article('2022-09-11', 'Balakliia', morning, 'Ukrainian forces recaptured Balakliia on Thursday, the Institute for the Study of War assessed.'),
  article('2022-09-11', 'In the south', evening, 'Ukrainian forces recaptured Vysokopillia in the Kherson region on Sunday, reporters who reached the village said.'),
];

/** Read later: a place of the same week, and one of the day after. */
export const sameWeek = article('2022-09-11', 'Kupiansk', morning, 'Ukrainian forces recaptured Kupiansk on Sunday, the Institute for the Study of War assessed.');
export const dayAfter = article('2022-09-12', 'Vovchansk', morning, 'Ukrainian forces recaptured Vovchansk on Monday, reporters who reached the town said.');

/** The part of the Kharkiv region in which all but the last happened. */
export const kharkiv = '#map=8.5/49.75/37.1&t=2022-09-11';
