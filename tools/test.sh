#!/usr/bin/env bash
# Runs every test and closes with their number.
set -uo pipefail
cd "$(dirname "$0")/.."
log=$(mktemp -d)
trap 'rm -rf "$log"' EXIT
failed=0

echo "== Go"
go test -json ./... >"$log/go.json" 2>"$log/go.err" || failed=1
cat "$log/go.err"
node tools/summary.mjs "$log/go.json" "$log/go.counts" || failed=1

echo "== front end: units"
(cd web && npm test -- --reporter=default --reporter=json --outputFile="$log/unit.json") || failed=1

echo "== front end: browser"
if command -v chromium >/dev/null; then
  (cd web && npm run --silent e2e) | tee "$log/e2e.out"
  [ "${PIPESTATUS[0]}" -eq 0 ] || failed=1
else
  echo "skipped: there is no chromium on the PATH"
fi

node tools/total.mjs "$log" || failed=1
exit $failed
