#!/usr/bin/env bash
# ets.sh features|tiles ADDRESS: the executable test suite of the OGC for Features or Tiles, of Maven Central.
# A copy that is there already is named with ETS_FEATURES_JAR or ETS_TILES_JAR (its all-in-one jar).
. "$(dirname "$0")/fetch.sh"
suite=$1 ROOT=${2:?address of the server}
case $suite in
  features) artifact=ets-ogcapi-features10 version=1.9 class=org.opengis.cite.ogcapifeatures10.TestNGController jar=${ETS_FEATURES_JAR:-} ;;
  tiles) artifact=ets-ogcapi-tiles10 version=1.2 class=org.opengis.cite.ogcapitiles10.TestNGController jar=${ETS_TILES_JAR:-} ;;
  *) echo "ets.sh: features or tiles, not $suite" >&2; exit 2 ;;
esac
java -version 2>&1 | grep -qE 'version "(1[7-9]|[2-9][0-9])' || not_run "the suites need Java 17 (Debian: apt-get install openjdk-17-jre-headless)"

classpath=$jar
if [ -z "$classpath" ]; then
  command -v mvn >/dev/null || not_run "Maven is missing (Debian: apt-get install maven)"
  lib=$CACHE/$artifact-$version
  if [ ! -e "$lib/.made" ]; then
    rm -rf "$lib"
    mkdir -p "$lib"
    sed -e "s/@artifact@/$artifact/; s/@version@/$version/" "$here/ets.pom" >"$lib/pom.xml"
    (cd "$lib" && mvn -q -B dependency:copy-dependencies -DoutputDirectory=. -DincludeScope=runtime) >"$lib.log" 2>&1 ||
      not_run "org.opengis.cite:$artifact:$version does not come from Maven: $(grep -m1 -oE 'Could not (find|transfer) artifact [^ ]+( in [^ ]+)?|Could not resolve dependencies' "$lib.log"); name a copy with ETS_${suite^^}_JAR. The part abstract does the same tests by our own means."
    touch "$lib/.made"
  fi
  classpath="$lib/*"
fi
work=$OUT/ets-$suite
rm -rf "$work"
mkdir -p "$work"
python3 "$here/ets_results.py" properties "$suite" "$ROOT" >"$work/properties.xml" || exit 1
timeout "${ETS_TIMEOUT:-1800}" java -cp "$classpath" "$class" -o "$work" "$work/properties.xml" >"$work/suite.log" 2>&1 || tail -5 "$work/suite.log"
results=$(find "$work" -name testng-results.xml | head -1)
[ -n "$results" ] || { echo "FAIL: the suite left no results; see $work/suite.log"; exit 1; }
python3 "$here/ets_results.py" results "$suite" "$results"
