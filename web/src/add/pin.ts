// The mark on the map where the place will be.

import * as L from 'leaflet';
import type { Point } from './position.ts';

/** Returns what moves the mark, or takes it away with null. */
export function createPin(map: L.Map): (at: Point | null) => void {
  const mark = L.marker([0, 0], { icon: L.divIcon({ className: 'pin', iconSize: [0, 0] }), interactive: false, keyboard: false });
  return (at) => {
    if (at) mark.setLatLng([at.lat, at.lon]).addTo(map);
    else mark.remove();
  };
}
