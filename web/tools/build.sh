#!/bin/sh
# Builds the screens into web/dist: links Debian's packages, checks the types, bundles, compresses.
set -eu
cd "$(dirname "$0")/.."
sh tools/link.sh
tsc -p .
node tools/build.mjs
