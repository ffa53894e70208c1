// Modules that the build makes: see vite.config.ts and vite.gazetteer.ts.

declare module 'virtual:theme.css';
declare module 'virtual:theme.css?api';
declare module 'virtual:theme.css?embed';
declare module '*.css?embed';

declare module 'virtual:cities' {
  /** Cities, the largest first. */
  export const cities: readonly (readonly [name: string, nameUk: string, population: number, lon: number, lat: number])[];
}

declare module 'virtual:regions' {
  /** Names of first-level units by ISO 3166-2 code. */
  export const regions: Readonly<Record<string, readonly [name: string, nameUk: string]>>;
}
