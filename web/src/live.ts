// Shows what the server reads while the page is open, without moving what the reader looks at.

import type { Loader } from './load.ts';
import type { Source } from './source.ts';
import type { Store } from './state.ts';
import { textOf } from './view.ts';

const patience = 250; // milliseconds: articles that come together are one piece of news

export function createLive(store: Store, source: Source, loader: Loader, say: (text: string) => void): void {
  let timer: number | undefined;
  source.follow(() => {
    clearTimeout(timer);
    timer = window.setTimeout(loader.renew, patience);
  });
  store.on(['news'], (state) => say(textOf(state).news));
}
