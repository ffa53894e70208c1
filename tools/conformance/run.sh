#!/usr/bin/env bash
# Runs the server on the sample articles against clients, suites and validators that are not ours.
#
#   tools/conformance/run.sh            every part
#   tools/conformance/run.sh http ogr   the parts named
#
# Everything foreign is fetched, at fixed versions, into $CACHE; logs and pictures are left in $OUT.
# RETAKEN=binary takes a binary instead of building one; ROOT=http://… takes a server that runs already
# (then the parts that need its log, database or process say what they leave out).
set -uo pipefail
here=$(cd "$(dirname "$0")" && pwd)
repo=$(cd "$here/../.." && pwd)
export PYTHONDONTWRITEBYTECODE=1
export CACHE=${CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/retaken-conformance}
export OUT=${OUT:-$repo/bin/conformance}
parts=(abstract openapi fuzz http ogr qgis tiles lighthouse ets-features ets-tiles)
[ $# -gt 0 ] && parts=("$@")
mkdir -p "$CACHE" "$OUT"

# A part is a script of that name; how it is called stands here.
declare -A run=(
  [abstract]="python3 $here/abstract.py"
  [openapi]="$here/openapi.sh"
  [fuzz]="$here/fuzz.sh"
  [http]="python3 $here/http_rules.py"
  [ogr]="python3 $here/ogr.py"
  [qgis]="$here/qgis.sh"
  [tiles]="$here/tiles.sh"
  [lighthouse]="$here/lighthouse.sh"
  [ets-features]="$here/ets.sh features"
  [ets-tiles]="$here/ets.sh tiles"
)
for part in "${parts[@]}"; do
  [ -n "${run[$part]:-}" ] || { echo "there is no part $part; there are: ${!run[*]}" >&2; exit 2; }
done

work=$(mktemp -d)
server=
stop() {
  [ -n "$server" ] && kill "$server" 2>/dev/null && wait "$server" 2>/dev/null
  rm -rf "$work"
}
trap stop EXIT
trap 'exit 130' INT TERM

if [ -z "${ROOT:-}" ]; then
  if [ -z "${RETAKEN:-}" ]; then
    RETAKEN=$work/retaken
    (cd "$repo" && make -s web && go build -o "$RETAKEN" ./cmd/retaken) || { echo "the program does not build" >&2; exit 2; }
  fi
  export RETAKEN DB=$work/demo.db SERVER_LOG=$OUT/server.log
  "$RETAKEN" ingest -q --db "$DB" "$repo"/data/articles/*.txt || exit 2
  "$RETAKEN" serve --db "$DB" --addr 127.0.0.1:0 >"$work/address" 2>"$SERVER_LOG" &
  server=$!
  export SERVER_PID=$server
  for _ in $(seq 100); do grep -q listening "$work/address" && break; sleep 0.1; done
  ROOT=$(sed -n 's/^listening on //p' "$work/address")
  [ -n "$ROOT" ] || { echo "the server does not start:" >&2; cat "$SERVER_LOG" >&2; exit 2; }
fi
export ROOT
for _ in $(seq 100); do
  python3 -c 'import os,urllib.request as u; u.urlopen(os.environ["ROOT"]+"/readyz")' 2>/dev/null && break
  sleep 0.1
done

worst=0
table=
for part in "${parts[@]}"; do
  printf '\n== %s\n' "$part"
  began=$SECONDS
  ${run[$part]} "$ROOT" 2>&1 | tee "$OUT/$part.log"
  rc=${PIPESTATUS[0]}
  # 3 says that what the part needs is not to be had here: no pass, but no fault of the server either.
  case $rc in
    0) word=PASS ;;
    3) word="NOT RUN" && [ $worst -eq 0 ] && worst=3 ;;
    *) word=FAIL && worst=1 ;;
  esac
  table+=$(printf '%-13s %-8s %4ds  %s' "$part" "$word" $((SECONDS - began)) "$(grep -v '^\s*$' "$OUT/$part.log" | tail -1)")$'\n'
done
printf '\n%s\nlogs and pictures: %s\n' "$table" "$OUT"
exit $worst
