#!/bin/sh
# Unit tests of the screens: type check of the tests, then node's own runner on jsdom.
# React stays outside the bundle: bundled, its `act` opens ports that keep the run alive for ever.
set -eu
cd "$(dirname "$0")/.."
[ -d node_modules ] || sh tools/link.sh
tsc -p tsconfig.tests.json
rm -rf .t
esbuild tests/*.test.tsx --bundle --platform=node --format=cjs --jsx=automatic --preserve-symlinks \
  --external:jsdom --external:react --external:react-dom --sourcemap=inline --loader:.css=empty \
  --loader:.woff2=empty --outdir=.t --log-level=warning
NODE_PATH=/usr/share/nodejs exec timeout 180 node --enable-source-maps --test .t/
