// Adding a place and suggesting a correction: where the server takes suggestions, and nothing of it otherwise. The form
// itself is loaded when it is opened.

import type { Map } from 'leaflet';
import type { View } from '../hash.ts';
import type { Store } from '../state.ts';
import type { Known } from '../view.ts';
import type { Form } from './form.ts';
import type { Point } from './position.ts';

/** What the form is opened for. */
export type About = { kind: 'place'; name?: string } | { kind: 'report' | 'correction'; place: Known };

/** The map, as the form uses it. */
export interface Aimed {
  readonly leaflet: Map;
  view(): View;
  /** Hands clicks to the form instead of choosing places, under a cross-hair; null ends that. */
  aim(chosen: ((at: Point) => void) | null): void;
}

export interface Adding {
  /** Whether suggestions are taken. */
  readonly on: boolean;
  open(about: About): void;
  /** Closes the form and keeps what was typed; tells whether it was open. */
  close(): boolean;
}

/** The form gets its own element in the panel. `raise` shows the panel where it is folded away. */
export function createAdding(panel: HTMLElement, store: Store, map: Aimed, raise: () => void): Adding {
  const address = document.querySelector<HTMLMetaElement>('meta[name="retaken-suggestions"]')?.content;
  if (!address) return { on: false, open: () => undefined, close: () => false };

  let form: Promise<Form> | undefined;
  let shown = false;
  let before: Element | null = null; // what had the focus

  const load = async () => {
    const { createForm } = await import('./form.ts');
    const element = document.createElement('section');
    element.id = 'add';
    element.className = 'scroll';
    panel.append(element);
    return createForm(element, store, map, { address, leave: () => void close(), open });
  };

  function open(about: About): void {
    if (!shown) before = document.activeElement;
    shown = true;
    raise();
    (form ??= load()).then(
      (f) => shown && f.show(about),
      () => {
        form = undefined; // asked again next time
        shown = false;
      },
    );
  }

  function close(): boolean {
    if (!shown) return false;
    shown = false;
    void form?.then((f) => {
      f.hide();
      if (before instanceof HTMLElement && before.isConnected && before.offsetParent) before.focus();
      else panel.querySelector<HTMLElement>('#place:not([hidden]) h2, #list:not([hidden])')?.focus();
    });
    return true;
  }

  // Who chooses a place has turned to that.
  store.on(['place'], ({ place }) => place !== null && close());
  return { on: true, open, close };
}
