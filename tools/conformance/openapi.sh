#!/usr/bin/env bash
# The API definition before four validators of OpenAPI 3.0, each of another make.
. "$(dirname "$0")/fetch.sh"
ROOT=${1:?address of the server}
python_packages
node_packages
doc=$OUT/api.json
curl -sSf -H 'Accept: application/vnd.oai.openapi+json;version=3.0' -o "$doc" "$ROOT/api" || { echo "FAIL: there is no API definition at $ROOT/api"; exit 1; }

failed=0
verdict() { # NAME COMMAND…
  local name=$1
  shift
  if out=$("$@" 2>&1); then echo "ok   $name"; else
    failed=$((failed + 1))
    echo "FAIL $name: $(head -c 3000 <<<"$out")"
  fi
}
cp "$here/validate.mjs" "$CACHE/js/"
verdict "openapi-spec-validator (Python)" "$CACHE/py/bin/openapi-spec-validator" --schema 3.0 "$doc"
verdict "@seriousme/openapi-schema-validator (npm)" node "$CACHE/js/validate.mjs" schema "$doc"
verdict "@apidevtools/swagger-parser (npm)" node "$CACHE/js/validate.mjs" parser "$doc"
if command -v mvn >/dev/null && (java_packages); then
  verdict "kaizen openapi-parser (Java), as the suites of the OGC use it" java -cp "$CACHE/java/*" "$here/Validate.java" "$doc" "$ROOT/api"
else
  failed=$((failed + 1))
  echo "FAIL kaizen openapi-parser (Java): Maven and Java 17 are missing, or its packages"
fi
echo "$((4 - failed)) validators satisfied, $failed not"
[ $failed -eq 0 ]
