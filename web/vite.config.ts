import { defineConfig, type Plugin } from 'vite';
import { styleSheet } from './src/theme.ts';
import { gazetteer } from './vite.gazetteer.ts';

/** Makes the colours of theme.ts a style sheet, so that CSS and canvas share one table. */
const themeCss: Plugin = {
  name: 'theme-css',
  resolveId: (id) => (id.startsWith('virtual:theme.css') ? id.replace('virtual:', '\0') : undefined),
  load: (id) => (id.startsWith('\0theme.css') ? styleSheet() : undefined),
};

/** Leaves out the map of the viewer of the API, which is larger than the program and leads to minified text. */
const noVendorMap: Plugin = {
  name: 'no-vendor-map',
  generateBundle(_options, bundle) {
    for (const [name, file] of Object.entries(bundle)) {
      if (!name.includes('/openapi-explorer-')) continue;
      if (name.endsWith('.map')) Reflect.deleteProperty(bundle, name);
      else if (file.type === 'chunk') file.code = file.code.replace(/\n\/\/# sourceMappingURL=.*\s*$/, '\n');
    }
  },
};

// While developing, data comes from a running server; RETAKEN names it.
const server = process.env['RETAKEN'] ?? 'http://127.0.0.1:8080';

export default defineConfig({
  base: './',
  plugins: [themeCss, gazetteer, noVendorMap],
  resolve: {
    // The authors' own minified build: 42 kB gzipped instead of 110.
    alias: [{ find: /^leaflet$/, replacement: 'leaflet/dist/leaflet-src.esm.js' }],
  },
  build: {
    target: 'es2022',
    cssMinify: true,
    sourcemap: true,
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 800, // kB: the viewer of the API is one file of 740
    rolldownOptions: {
      input: { index: 'index.html', api: 'api.html', embed: 'embed.html' },
      output: {
        codeSplitting: {
          groups: [
            { name: 'leaflet', test: /node_modules[\\/](leaflet|lit-html|topojson-client)/ },
            // What the page and the embedded map share is one file, so that neither asks for many.
            { name: 'map', test: /[\\/]src[\\/](?!embed[\\/]|map[\\/](hover|late|rivernames|rivers)\.).*\.ts$/, minShareCount: 2 },
            { name: 'openapi-explorer', test: /node_modules[\\/]openapi-explorer/ },
          ],
        },
      },
    },
  },
  server: { proxy: { '/collections': server, '/basemap': server, '/search': server, '/api?': server } },
});
