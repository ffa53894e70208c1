// Parts that are loaded when they are first asked for, so that they cost nothing before.

import type { Chart } from './chart/chart.ts';
import type { Dialogs } from './dialogs/dialogs.ts';
import type { MapView } from './map/map.ts';
import { configuredTiles } from './map/tiles.ts';
import type { Sharing } from './share.ts';
import type { Source } from './source.ts';
import type { Store } from './state.ts';
import { textOf } from './view.ts';

export interface Later extends Dialogs {
  /** The ground through time. */
  chart(): void;
}

export function createLater(dialog: HTMLDialogElement, store: Store, source: Source, map: MapView, sharing: Sharing): Later {
  const { copy, link, say } = sharing;
  const lost = () => say(textOf(store.state).partLost);

  /** Loads a part once; after a failure again the next time. */
  const part = <T>(load: () => Promise<T>) => {
    let loaded: Promise<T> | undefined;
    return (use: (part: T) => void) => {
      loaded ??= load();
      loaded.then(use, () => {
        loaded = undefined;
        lost();
      });
    };
  };

  const picture = (form: 'png' | 'svg') => {
    const subject = { store, scene: map.scene, tiles: configuredTiles() !== null, link, say };
    import('./picture/picture.ts').then(({ savePicture }) => savePicture(form, subject)).catch(lost);
  };
  const chart = part<Chart>(() => import('./chart/chart.ts').then(({ createChart }) => createChart(store, copy)));
  const dialogs = part<Dialogs>(() =>
    import('./dialogs/dialogs.ts').then(({ createDialogs }) => createDialogs(dialog, store, { source, ...sharing, view: map.view, picture })),
  );
  return {
    chart: () => chart((c) => c.open()),
    download: () => dialogs((d) => d.download()),
    help: () => dialogs((d) => d.help()),
  };
}
