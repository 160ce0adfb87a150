#!/bin/sh
# Style and React rules: tools/lint.mjs reads the TypeScript, eslint the stripped files (its line numbers are
# those of the stripped file).
set -eu
cd "$(dirname "$0")/.."
[ -d node_modules ] || sh tools/link.sh
node tools/lint.mjs
rm -rf .l
esbuild $(find apps kit lib shell -name '*.tsx' -o -name '*.ts' | grep -v '\.d\.ts$') --jsx=preserve --target=es2019 \
  --outdir=.l --outbase=. --out-extension:.js=.jsx --log-level=warning
NODE_PATH=/usr/share/nodejs eslint -f unix --no-eslintrc -c .eslintrc.json \
  --resolve-plugins-relative-to /usr/share/nodejs --ext .jsx .l
