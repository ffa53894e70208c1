// Links to what the page shows, and copying them.

import { format, type View } from './hash.ts';
import { windowStart } from './period.ts';
import type { Store } from './state.ts';
import { shownDay, textOf } from './view.ts';

const shownFor = 2500; // milliseconds

export interface Sharing {
  copy(text: string): void;
  copyLink(): void;
  /** The address of what is shown, which shows the same next year: the dates and the view are always written. */
  link(): string;
  say(text: string): void;
}

export function createSharing(store: Store, toast: HTMLElement, view: () => View): Sharing {
  let timer: number | undefined;

  function say(text: string): void {
    // A dialog makes everything outside of it silent.
    (document.querySelector('dialog[open]') ?? document.body).append(toast);
    toast.textContent = text;
    clearTimeout(timer);
    timer = window.setTimeout(() => (toast.textContent = ''), shownFor);
  }

  const copy = (text: string) => {
    const t = textOf(store.state);
    void write(text).then((done) => say(done ? t.copied : t.notCopied));
  };
  const link = () => {
    const { state } = store;
    const date = shownDay(state);
    const since = date && windowStart(state.since, date);
    return `${location.href.split('#')[0] ?? ''}#${format({ ...state, view: view(), date, since })}`;
  };
  return { copy, link, copyLink: () => copy(link()), say };
}

async function write(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return writeSelection(text);
  }
}

/** The only way on a page that came without encryption. */
function writeSelection(text: string): boolean {
  const focused = document.activeElement;
  const field = document.createElement('textarea');
  field.value = text;
  field.className = 'unseen';
  (document.querySelector('dialog[open]') ?? document.body).append(field);
  field.select();
  // eslint-disable-next-line @typescript-eslint/no-deprecated
  const done = document.execCommand('copy');
  field.remove();
  if (focused instanceof HTMLElement) focused.focus();
  return done;
}
