import { describe, expect, test } from 'vitest';
import { palette, styleSheet, type Token } from '../src/theme.ts';

/** Contrast by WCAG 2.2, 1 to 21. */
function contrast(a: string, b: string): number {
  const [x, y] = [luminance(a), luminance(b)];
  return (Math.max(x, y) + 0.05) / (Math.min(x, y) + 0.05);
}

function luminance(hex: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((i) => {
    const c = parseInt(hex.slice(i, i + 2), 16) / 255;
    return c <= 0.03928 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

const text = 4.5;
const shape = 3;

const pairs: [over: Token, ground: Token, least: number, light: number, dark: number][] = [
  ['ink', 'panel', text, 16.0, 15.4],
  ['ink2', 'panel', text, 7.1, 8.1],
  ['ink2', 'raise', text, 6.5, 7.2],
  ['line2', 'panel', shape, 3.3, 3.9],
  ['accent', 'panel', text, 8.6, 9.1],
  ['focus', 'panel', shape, 6.2, 8.4],
  ['heldText', 'panel', text, 7.5, 9.7],
  ['occupiedText', 'panel', text, 6.9, 7.9],
  ['contestedText', 'panel', text, 8.3, 8.8],
  ['warning', 'warningGround', text, 5.4, 9.4],
  ['error', 'panel', text, 7.5, 8.8],
  ['riverName', 'land', text, 4.9, 6.4],
  ['held', 'land', shape, 4.9, 7.3],
  ['occupied', 'land', shape, 4.5, 5.4],
  ['contested', 'land', shape, 7.5, 6.8],
];

describe.each(['light', 'dark'] as const)('%s', (theme) => {
  const p = palette[theme];
  test.each(pairs)('%s on %s', (over, ground, least, light, dark) => {
    const ratio = contrast(p[over], p[ground]);
    expect(ratio).toBeGreaterThanOrEqual(least);
    expect(ratio).toBeCloseTo(theme === 'light' ? light : dark, 1);
  });

  // Pairs that the page makes beside those of the table.
  test.each([
    ['ink', 'raise', text],
    ['heldText', 'raise', text],
    ['occupiedText', 'raise', text],
    ['contestedText', 'raise', text],
    ['panel', 'ink', text], // the note "Copied"
    ['held', 'panel', shape],
    ['occupied', 'panel', shape],
    ['contested', 'panel', shape],
    ['unknown', 'panel', shape],
    ['label', 'land', text],
    ['label', 'landOther', text],
    ['label', 'sea', text],
    ['labelSmall', 'land', text],
    ['labelSmall', 'landOther', text],
    ['labelSmall', 'sea', text],
    ['held', 'sea', shape],
    ['occupied', 'landOther', shape],
    ['focus', 'land', shape],
  ] as [Token, Token, number][])('%s on %s', (over, ground, least) => {
    expect(contrast(p[over], p[ground])).toBeGreaterThanOrEqual(least);
  });
});

test('both themes reach the style sheet under the names of the table', () => {
  const css = styleSheet();
  expect(css).toContain('--ink-2: #525a57;');
  expect(css).toContain('--ink-2: #a9b2ad;');
  expect(css).toContain('--warning-ground: #fdf3dc;');
  expect(css.match(/--held: /g)).toHaveLength(3); // light, dark by device, dark by choice
});
