// The keyboard. Single keys are off while typing, with a modifier, and where the reader has switched
// them off; Escape always goes one step back.

import { keysChosen } from './reader.ts';

export interface Commands {
  search(): void;
  change(step: 1 | -1): void;
  days(count: number): void;
  download(): void;
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
    d: () => commands.download(),
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
    event.preventDefault();
    command();
  });
}

const typing = (target: EventTarget | null) =>
  target instanceof HTMLInputElement || target instanceof HTMLSelectElement || target instanceof HTMLTextAreaElement;
