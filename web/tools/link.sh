#!/bin/sh
# Links Debian's React, its types and the QR maker into web/node_modules, so that tsc and esbuild find them
# by their ordinary names and the built files are the same in every checkout.
set -eu
cd "$(dirname "$0")/.."
from=/usr/share/nodejs
rm -rf node_modules
mkdir -p node_modules/@types
for name in react react-dom scheduler csstype prop-types qrcode-generator chart.js; do
  [ -e "$from/$name" ] && ln -s "$from/$name" "node_modules/$name"
done
for name in react react-dom scheduler prop-types node; do
  [ -e "$from/@types/$name" ] && ln -s "$from/@types/$name" "node_modules/@types/$name"
done
exit 0
