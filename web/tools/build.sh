#!/bin/sh
# Types, then the built screens in web/dist. Nothing is done when no source has changed since the last build.
set -eu
cd "$(dirname "$0")/.."
[ -d node_modules/react ] || sh tools/link.sh
state=$(find apps kit lib shell tools tsconfig.json -type f | sort | xargs cat | cksum)
if [ -f dist/.state ] && [ "$(cat dist/.state)" = "$state" ]; then
  echo "The screens are up to date"
  exit 0
fi
tsc -p .
node tools/build.mjs
echo "$state" > dist/.state
