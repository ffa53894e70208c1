// Tiles of somebody else's server under the map, where whoever runs this one has configured it.

import * as L from 'leaflet';

export interface Tiles {
  url: string; // with {z}, {x} and {y}
  attribution: string;
  maxZoom: number;
}

/** What the page says of tiles; null for none, which is how it comes. */
export function configuredTiles(): Tiles | null {
  const content = document.querySelector<HTMLMetaElement>('meta[name="retaken-tiles"]')?.content;
  return content ? (JSON.parse(content) as Tiles) : null;
}

/** The tiles as a layer beneath the others. The style sheet turns them dark. */
export function tileLayer({ url, maxZoom }: Tiles): L.TileLayer {
  return L.tileLayer(url, { className: 'tiles', opacity: 0.6, maxNativeZoom: maxZoom, zIndex: 0 });
}
