#!/bin/sh
# Everything that must hold, step by step, each with its time; the runners' own summary lines come last.
set -eu
cd "$(dirname "$0")/.."
. tools/step.sh
mkdir -p artifacts
began=$(date +%s)

step "lint" sh tools/lint.sh
step "screens: types and build" sh web/tools/build.sh
step "screens: lint" sh web/tools/lint.sh
step "server: build with tests" swift build --build-tests
step "screens: unit tests" sh web/tools/test.sh
step "server: tests" swift test --skip-build
step "journeys: HTTP, real time, crashes, browser" sh tests/run.sh

printf '\n== all steps: %s s\n' "$(($(date +%s) - began))"
cat artifacts/summary.txt
