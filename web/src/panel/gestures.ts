// What mouse, finger and wheel do to a wide strip: pull something along, tap, pinch, scroll. Lengths are in
// pixels from its left edge.

/** Something that follows the pointer. */
export interface Grip {
  move(x: number): void;
  /** Lets go; not, when it was no more than a press, or when another gesture took over. */
  drop(): void;
  cancel(): void;
}

export interface Doing {
  /** What is taken hold of at a place. */
  grip(x: number, press: PointerEvent): Grip;
  /** Pressed and let go without moving. */
  tap(x: number, press: PointerEvent): void;
  hover(x: number | null): void;
  pan(pixels: number): void;
  /** Shows `factor` times as much, what is at x staying there. */
  zoom(factor: number, x: number): void;
}

const still = 4; // pixels that a press may stray

export function listenTo(element: HTMLElement, doing: Doing): void {
  const fingers = new Map<number, number>();
  let held: { grip: Grip; from: number; moved: boolean; press: PointerEvent } | null = null;
  let pinched: { wide: number; middle: number } | null = null;
  const at = (e: MouseEvent) => e.clientX - element.getBoundingClientRect().left;

  element.addEventListener('pointerdown', (e) => {
    if (e.button !== 0) return;
    fingers.set(e.pointerId, at(e));
    element.setPointerCapture(e.pointerId);
    doing.hover(null);
    if (fingers.size > 1) {
      held?.grip.cancel();
      held = null;
      pinched = measure();
    } else held = { grip: doing.grip(at(e), e), from: at(e), moved: false, press: e };
  });

  element.addEventListener('pointermove', (e) => {
    if (!fingers.has(e.pointerId)) {
      if (e.pointerType === 'mouse' && !e.buttons) doing.hover(at(e));
      return;
    }
    fingers.set(e.pointerId, at(e));
    if (pinched) {
      const now = measure();
      doing.pan(pinched.middle - now.middle);
      doing.zoom(pinched.wide / now.wide, now.middle);
      pinched = now;
    } else if (held) {
      if (Math.abs(at(e) - held.from) > still) held.moved = true;
      if (held.moved) held.grip.move(at(e));
    }
  });

  const letGo = (e: PointerEvent) => {
    if (!fingers.delete(e.pointerId)) return;
    if (held && e.type === 'pointerup' && !held.moved) {
      held.grip.cancel();
      doing.tap(held.from, held.press);
    } else if (e.type === 'pointerup') held?.grip.drop();
    else held?.grip.cancel();
    held = null;
    if (fingers.size < 2) pinched = null;
  };
  element.addEventListener('pointerup', letGo);
  element.addEventListener('pointercancel', letGo);
  element.addEventListener('pointerleave', () => doing.hover(null));

  element.addEventListener(
    'wheel',
    (e) => {
      e.preventDefault();
      const pixels = (Math.abs(e.deltaX) > Math.abs(e.deltaY) ? e.deltaX : e.deltaY) * (e.deltaMode === WheelEvent.DOM_DELTA_LINE ? 16 : 1);
      if (e.ctrlKey || e.metaKey) doing.zoom(1.004 ** pixels, at(e)); // so a pinch on a trackpad is told
      else doing.pan(pixels);
    },
    { passive: false },
  );

  function measure() {
    const [a = 0, b = 0] = [...fingers.values()];
    return { wide: Math.max(10, Math.abs(a - b)), middle: (a + b) / 2 };
  }
}
