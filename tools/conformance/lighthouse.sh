#!/usr/bin/env bash
# Lighthouse on the web map, desktop and mobile: the median of three runs each. A quiet machine is wanted.
. "$(dirname "$0")/fetch.sh"
ROOT=${1:?address of the server}
chromium=$(command -v chromium || command -v chromium-browser || command -v google-chrome) ||
  not_run "there is no Chromium. As root: apt-get install -y --no-install-recommends chromium"
node_packages
export CHROME_PATH=$chromium
flags="--headless --no-sandbox --disable-gpu --disable-background-networking --disable-component-update --disable-sync --no-first-run"

worst=0
for device in desktop mobile; do
  preset=()
  [ $device = desktop ] && preset=(--preset=desktop)
  for run in 1 2 3; do
    "$CACHE/js/node_modules/.bin/lighthouse" "$ROOT/" --quiet "${preset[@]}" --chrome-flags="$flags" \
      --only-categories=performance,accessibility,best-practices --output=json --output-path="$OUT/lighthouse-$device-$run.json" || exit 1
  done
  python3 - "$device" "$OUT"/lighthouse-$device-?.json <<'PY' || worst=1
import json, statistics, sys
device, reports = sys.argv[1], [json.load(open(name)) for name in sys.argv[2:]]
wanted = {"performance": 95 if device == "desktop" else 90, "accessibility": 100, "best-practices": 100}
reached = True
for name, least in wanted.items():
    scores = [round(100 * report["categories"][name]["score"]) for report in reports]
    reached &= statistics.median(scores) >= least
    print(f"{device} {name}: {statistics.median(scores):.0f} (runs {', '.join(map(str, scores))}; wanted {least})")
sys.exit(0 if reached else 1)
PY
done
exit $worst
