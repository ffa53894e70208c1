#!/usr/bin/env bash
# QGIS without a screen: the collections as OGC API layers. Installs QGIS's Python bindings where it may (Debian, root).
. "$(dirname "$0")/fetch.sh"
ROOT=${1:?address of the server}
python=/usr/bin/python3 # the one that Debian's bindings are for
if ! "$python" -c 'import qgis.core' 2>/dev/null; then
  if [ "$(id -u)" -eq 0 ] && command -v apt-get >/dev/null; then
    export DEBIAN_FRONTEND=noninteractive
    apt-get update -q >/dev/null && apt-get install -y -q --no-install-recommends python3-qgis qgis-providers >"$CACHE/qgis.log" 2>&1 || tail -3 "$CACHE/qgis.log"
  fi
  "$python" -c 'import qgis.core' 2>/dev/null || not_run "QGIS is missing. As root: apt-get install -y --no-install-recommends python3-qgis qgis-providers"
fi
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
# A profile of its own, so that no setting and no kept answer of the user's QGIS counts.
export QT_QPA_PLATFORM=offscreen QGIS_CUSTOM_CONFIG_PATH=$work XDG_RUNTIME_DIR=$work HOME=$work OUT
set -o pipefail
# GDAL first tries to open an address for writing and complains that it cannot.
"$python" "$here/qgis_layers.py" "$ROOT" 2>&1 | grep -v 'ERROR 6: Update from remote service'
