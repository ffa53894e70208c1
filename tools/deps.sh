#!/usr/bin/env bash
# Installs what the tests need beside Go, Node and make, where it is missing: Chromium for the browser tests
# and GDAL's command-line tools for the tests with real clients. Debian only; needs root.
set -euo pipefail
need=()
command -v chromium >/dev/null || need+=(chromium)
command -v ogrinfo >/dev/null || need+=(gdal-bin)
[ ${#need[@]} -eq 0 ] && exit 0
if ! command -v apt-get >/dev/null; then
  echo "Please install ${need[*]}: the tests that use them are skipped without." >&2
  exit 0
fi
if [ "$(id -u)" -ne 0 ]; then
  echo "The tests need ${need[*]}. As root: apt-get install -y --no-install-recommends ${need[*]}" >&2
  echo "Going on without: the tests that use them are skipped." >&2
  exit 0
fi
export DEBIAN_FRONTEND=noninteractive
apt-get update -q
apt-get install -y -q --no-install-recommends "${need[@]}"
