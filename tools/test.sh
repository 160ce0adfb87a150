#!/bin/sh
# Everything that must hold, step by step, each with its time; the runners' own summary lines come last.
set -eu
cd "$(dirname "$0")/.."
. tools/step.sh
mkdir -p artifacts
began=$(date +%s)

# The runner's summary is its last line.
swift_tests() {
    status=0
    swift test --skip-build > artifacts/swift-test.txt 2>&1 || status=$?
    grep -E '✘|error:|^Test run with|Test run with' artifacts/swift-test.txt | tail -40 || true
    return "$status"
}

step "lint" sh tools/lint.sh
step "screens: types and build" sh web/tools/build.sh
step "screens: lint" sh web/tools/lint.sh
step "server: build with tests" swift build --build-tests
step "screens: unit tests" sh web/tools/test.sh
step "server: tests" swift_tests
step "journeys: HTTP, real time, crashes, browser" sh tests/run.sh

printf '\n== all steps: %s s\n' "$(($(date +%s) - began))"
grep -E 'Test run with' artifacts/swift-test.txt | tail -1
cat artifacts/openapi.txt artifacts/summary.txt
