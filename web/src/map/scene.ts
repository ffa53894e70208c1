// What is needed to draw the map as it is seen once more, at another scale or into something else than a canvas.

import * as L from 'leaflet';
import { CanvasLayer } from './layer.ts';
import type { Box, Frame } from './project.ts';

export interface Scene {
  width: number; // of the map, in CSS pixels
  height: number;
  /** A layer's canvas, which is larger than the map on all sides, so that names are put where they are on the screen. */
  canvas: { width: number; height: number };
  frame: Frame;
  /** From below, each with the part of the map that it is cut to, where it is. */
  layers: readonly { layer: CanvasLayer; cut: Box | null }[];
  metresPerPixel: number; // in the middle
}

const padding = 0.2; // of the layers

/** The layers of a map that are seen now, after those that lie beneath all. */
export function sceneOf(map: L.Map, beneath: readonly CanvasLayer[]): Scene {
  const size = map.getSize();
  const min = map.containerPointToLayerPoint(size.multiplyBy(-padding)).round();
  const canvas = size.multiplyBy(1 + 2 * padding).round();
  const origin = map.getPixelOrigin().add(min);
  const scale = 256 * 2 ** map.getZoom();
  const corner = map.containerPointToLayerPoint([0, 0]).subtract(min);
  const pad = 8;
  const frame: Frame = {
    scale,
    dx: -origin.x,
    dy: -origin.y,
    zoom: map.getZoom(),
    corner,
    box: {
      minX: (origin.x - pad) / scale,
      minY: (origin.y - pad) / scale,
      maxX: (origin.x + canvas.x + pad) / scale,
      maxY: (origin.y + canvas.y + pad) / scale,
    },
  };
  const found: { layer: CanvasLayer; element: HTMLElement; order: number }[] = [];
  map.eachLayer((layer) => {
    if (!(layer instanceof CanvasLayer)) return;
    const element = (layer as unknown as { _container?: HTMLElement })._container;
    if (!element || getComputedStyle(element).visibility === 'hidden') return;
    found.push({ layer, element, order: Number(getComputedStyle(layer.getPane() ?? element).zIndex) || 0 });
  });
  found.sort((a, b) => a.order - b.order || (a.element.compareDocumentPosition(b.element) & Node.DOCUMENT_POSITION_FOLLOWING ? -1 : 1));
  return {
    width: size.x,
    height: size.y,
    canvas: { width: canvas.x, height: canvas.y },
    frame,
    layers: [...beneath.map((layer) => ({ layer, cut: null })), ...found.map(({ layer }) => ({ layer, cut: cutOf(layer.getPane(), min) }))],
    metresPerPixel: 40_075_016.686 * (Math.cos((map.getCenter().lat * Math.PI) / 180) / scale),
  };
}

/** The box that a pane is cut to, in pixels of a canvas whose corner is there. */
function cutOf(pane: HTMLElement | undefined, corner: L.Point): Box | null {
  const inside = /^polygon\((.*)\)$/.exec(pane?.style.clipPath ?? '')?.[1];
  if (!inside) return null;
  const numbers = inside.match(/-?[\d.]+(?:e-?\d+)?/g)?.map(Number) ?? [];
  const [xs, ys] = [0, 1].map((axis) => numbers.filter((_, i) => i % 2 === axis)) as [number[], number[]];
  return { minX: Math.min(...xs) - corner.x, minY: Math.min(...ys) - corner.y, maxX: Math.max(...xs) - corner.x, maxY: Math.max(...ys) - corner.y };
}
