#!/usr/bin/env bash
# Requests made up from the API definition (schemathesis): no answer may be a failure of the server, nor one that
# the definition does not tell of: its status, media type, headers and shape.
#
# Left out: negative_data_rejection, as a limit over the maximum is answered with the maximum (OGC 17-069r4,
# /req/core/fc-limit-response); positive_data_acceptance, as "text" in the schema of datetime, filter or sortby says
# less than the server wants of it. What is refused and what is taken, http_rules.py says one by one. The other checks
# are about credentials and about writing in sequence.
. "$(dirname "$0")/fetch.sh"
ROOT=${1:?address of the server}
python_packages
examples=${EXAMPLES:-50}
checks=not_a_server_error,status_code_conformance,content_type_conformance,response_headers_conformance,response_schema_conformance,unsupported_method,allow_header_conformance
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 "$here/fuzz_words.py" "$ROOT" "$work/words.toml" >"$work/streams" || exit 1

failed=0
pass() { # NAME FLAG…
  local name=$1
  shift
  echo "-- $name"
  (cd "$work" && "$CACHE/py/bin/schemathesis" --config-file words.toml run "$ROOT/api" --checks "$checks" --seed 20220224 \
    --phases examples,coverage,fuzzing --continue-on-failure --request-timeout 60 --warnings off --no-color "$@") >"$work/log" 2>&1 || failed=1
  sed -n '/= FAILURES =/,/= SUMMARY =/p; /= ERRORS =/,/= SUMMARY =/p' "$work/log" | cut -c1-600 | head -200
  grep -E 'Tested:|Test cases:|generated|^(Error|Usage)|rror:' "$work/log"
}
# Streams of events never end, so a client that waits for the end of the answer would wait for ever.
mapfile -t streams <"$work/streams"
pass "anything" --max-examples "$examples" "${streams[@]}"
pass "what makes sense" --mode positive --max-examples $((examples * 2)) "${streams[@]}"
[ $failed -eq 0 ] && echo "nothing found" || echo "see above"
exit $failed
