// Colours of the page, both themes in one table. The style sheet gets them as custom properties
// (see vite.config.ts), the canvases through `palette`; both use the names given here.

export type Theme = 'light' | 'dark';

const table = {
  // Panel. Text keeps 4.5 : 1 against its ground, shapes and edges 3 : 1.
  ink: ['#1c2321', '#eef1ed'],
  ink2: ['#525a57', '#a9b2ad'],
  panel: ['#ffffff', '#151a1d'],
  raise: ['#f7f5f0', '#1d2427'],
  line: ['#dcd8cf', '#2f383b'], // hairlines: ornament only
  line2: ['#8b8f8a', '#6f7a76'], // edges of controls
  accent: ['#2b4c7e', '#9dbcf0'],
  focus: ['#1a56db', '#8ab4ff'],
  heldText: ['#0b5f58', '#62d3c1'],
  occupiedText: ['#973f1b', '#f0986f'],
  contestedText: ['#5b3f8c', '#c4adec'],
  warning: ['#8a5a00', '#f2c66d'],
  warningGround: ['#fdf3dc', '#2d2512'],
  error: ['#a3231b', '#ff9d94'],

  // Map.
  sea: ['#dbe4e6', '#0e1416'],
  land: ['#f5f3ee', '#1c2225'],
  landOther: ['#ebe8e1', '#161b1e'],
  river: ['#9fb9c4', '#35525f'],
  riverName: ['#4d6f80', '#86a9b8'],
  oblastLine: ['#b9b2a4', '#47504f'],
  border: ['#6f6a60', '#8b938f'],
  held: ['#0f766e', '#3fc2ae'],
  occupied: ['#b4522b', '#e2794b'],
  contested: ['#5b3f8c', '#b79be6'],
  unknown: ['#6d736f', '#98a09c'],
  edge: ['#33211a', '#f4d9c9'],
  label: ['#1c2321', '#eef1ed'],
  labelSmall: ['#434a47', '#c0c8c3'],
  halo: ['#fbfaf7', '#12171a'],
} as const;

export type Token = keyof typeof table;
export type Palette = Readonly<Record<Token, string>>;

const column = (i: 0 | 1): Palette =>
  Object.fromEntries(Object.entries(table).map(([name, pair]) => [name, pair[i]])) as Record<Token, string>;

export const palette: Readonly<Record<Theme, Palette>> = { light: column(0), dark: column(1) };

/** How strongly ground is tinted with the colour of its holder. */
export const strengths = {
  light: { held: 0.1, recaptured: 0.58, occupied: 0.29, contested: 0.22 },
  dark: { held: 0.15, recaptured: 0.52, occupied: 0.3, contested: 0.24 },
} as const;

/** The palettes as a style sheet: the device decides unless `<html data-theme>` does. */
export function styleSheet(): string {
  const rule = (theme: Theme) =>
    `color-scheme: ${theme};\n` +
    Object.entries(palette[theme])
      .map(([name, colour]) => `  --${kebab(name)}: ${colour};\n`)
      .join('') +
    Object.entries(strengths[theme])
      .map(([name, share]) => `  --tint-${name}: ${share};\n`)
      .join('');
  return `:root {\n  ${rule('light')}}
@media (prefers-color-scheme: dark) {\n:root:not([data-theme='light']) {\n  ${rule('dark')}}\n}
:root[data-theme='dark'] {\n  ${rule('dark')}}\n`;
}

const kebab = (name: string) => name.replace(/[A-Z]|\d+/g, (c) => '-' + c.toLowerCase());
