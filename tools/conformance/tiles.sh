#!/usr/bin/env bash
# Vector tiles: decoded by the library of Mapbox and compared with the items; drawn by MapLibre GL and Leaflet in Chromium.
. "$(dirname "$0")/fetch.sh"
ROOT=${1:?address of the server}
chromium=$(command -v chromium || command -v chromium-browser || command -v google-chrome) ||
  not_run "there is no Chromium. As root: apt-get install -y --no-install-recommends chromium"
node_packages
# Packages are looked for beside the program, so it runs from where they are.
cp "$here"/tiles*.mjs "$CACHE/js/"
CHROMIUM=$chromium OUT=$(cd "$OUT" && pwd) node "$CACHE/js/tiles.mjs" "$ROOT"
