import { defineConfig, type Plugin } from 'vite';
import { styleSheet } from './src/theme.ts';
import { gazetteer } from './vite.gazetteer.ts';

/** Makes the colours of theme.ts a style sheet, so that CSS and canvas share one table. */
const themeCss: Plugin = {
  name: 'theme-css',
  resolveId: (id) => (id === 'virtual:theme.css' ? '\0theme.css' : undefined),
  load: (id) => (id === '\0theme.css' ? styleSheet() : undefined),
};

// While developing, data comes from a running server; RETAKEN names it.
const server = process.env['RETAKEN'] ?? 'http://127.0.0.1:8080';

export default defineConfig({
  base: './',
  plugins: [themeCss, gazetteer],
  resolve: {
    // The authors' own minified build: 42 kB gzipped instead of 110.
    alias: [{ find: /^leaflet$/, replacement: 'leaflet/dist/leaflet.js' }],
  },
  build: {
    target: 'es2022',
    cssMinify: true,
    sourcemap: true,
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rolldownOptions: {
      output: {
        codeSplitting: { groups: [{ name: 'leaflet', test: /node_modules[\\/]leaflet/ }] },
      },
    },
  },
  server: { proxy: { '/collections': server, '/basemap': server, '/search': server } },
});
