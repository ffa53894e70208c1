# shellcheck shell=bash
# Fetches what the parts need, at the versions that requirements.txt, package.json and pom.xml name, into $CACHE.
# Sourced by the parts. A folder is made anew when its file changes; what cannot be fetched makes the part "not run".
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
CACHE=${CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/retaken-conformance}
OUT=${OUT:-$here/../../bin/conformance}
mkdir -p "$CACHE" "$OUT"
export PYTHONDONTWRITEBYTECODE=1

not_run() {
  echo "not run: $*"
  exit 3
}

# made FOLDER FILE COMMAND…: runs the command in the folder unless it has succeeded there with this very file.
made() {
  local folder=$1 file=$2
  shift 2
  cmp -s "$file" "$folder/.made" && return
  rm -rf "$folder"
  mkdir -p "$folder"
  (cd "$folder" && "$@") >"$folder.log" 2>&1 || { tail -5 "$folder.log"; return 1; }
  cp "$file" "$folder/.made"
}

python_packages() { # $CACHE/py/bin has the programs afterwards
  _venv() { python3 -m venv . && bin/pip install -q --disable-pip-version-check -r "$here/requirements.txt"; }
  made "$CACHE/py" "$here/requirements.txt" _venv || not_run "the Python packages of requirements.txt cannot be fetched"
}

node_packages() { # $CACHE/js/node_modules
  _npm() { cp "$here/package.json" . && npm install --no-audit --no-fund --no-package-lock --ignore-scripts; }
  made "$CACHE/js" "$here/package.json" _npm || not_run "the npm packages of package.json cannot be fetched"
}

java_packages() { # $CACHE/java/*.jar
  command -v mvn >/dev/null || not_run "Maven and Java 17 are missing (Debian: apt-get install maven openjdk-17-jdk-headless)"
  _mvn() { cp "$here/pom.xml" . && mvn -q -B dependency:copy-dependencies -DoutputDirectory=.; }
  made "$CACHE/java" "$here/pom.xml" _mvn || not_run "the Java packages of pom.xml cannot be fetched"
}
