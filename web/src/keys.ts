// The keyboard. Single keys are off while typing, with a modifier, and where the reader has switched
// them off; Escape always goes one step back.

import { keysChosen } from './reader.ts';

export interface Commands {
  search(): void;
  change(step: 1 | -1): void;
  days(count: number): void;
  play(): void;
  compare(): void;
  download(): void;
  legend(): void;
  help(): void;
  back(): void;
}

export function listen(commands: Commands): void {
  const single: Readonly<Record<string, () => void>> = {
    '/': () => commands.search(),
    j: () => commands.change(1),
    k: () => commands.change(-1),
    '[': () => commands.days(-1),
    ',': () => commands.days(-1),
    ']': () => commands.days(1),
    '.': () => commands.days(1),
    '{': () => commands.days(-7),
    '}': () => commands.days(7),
    ' ': () => commands.play(),
    c: () => commands.compare(),
    d: () => commands.download(),
    l: () => commands.legend(),
    '?': () => commands.help(),
  };
  addEventListener('keydown', (event) => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || document.querySelector('dialog[open]')) return;
    if (event.key === 'Escape') {
      commands.back();
      return;
    }
    const command = single[event.key];
    if (!command || typing(event.target) || !keysChosen()) return;
    if (event.key === ' ' && document.activeElement !== document.body) return; // it presses what has the focus, or scrolls it
    event.preventDefault();
    command();
  });
}

const typing = (target: EventTarget | null) =>
  target instanceof HTMLInputElement || target instanceof HTMLSelectElement || target instanceof HTMLTextAreaElement;
