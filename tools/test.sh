#!/bin/sh
# Everything that must hold, step by step, each with its time; the runners' own summary lines come last.
set -eu
cd "$(dirname "$0")/.."
. tools/step.sh
mkdir -p artifacts
all_began=$(date +%s)

# One run of the test binary; its faults and its summary are printed. Tests of sockets run apart from the others,
# because theirs is a matter of time and the others' of calculation.
swift_tests() {
    report=$1
    shift
    status=0
    swift test --skip-build "$@" > "artifacts/$report" 2>&1 || status=$?
    grep -E '✘|error:|Test run with' "artifacts/$report" | tail -40
    # A run without a summary has run nothing.
    grep -q 'Test run with' "artifacts/$report" || status=1
    return "$status"
}

step "lint" sh tools/lint.sh
step "screens: types and build" sh web/tools/build.sh
step "screens: lint" sh web/tools/lint.sh
step "server: build with tests" swift build --build-tests
step "screens: unit tests" sh web/tools/test.sh
step "server: tests of sockets" swift_tests sockets.txt --filter 'WebTests|HTTPClientTests'
step "server: all other tests" swift_tests swift-test.txt --skip 'WebTests|HTTPClientTests'
step "from outside: journeys, and deployments beside them" sh tests/run.sh

printf '\n== all steps: %s s\n' "$(($(date +%s) - all_began))"
cat artifacts/sockets.txt artifacts/swift-test.txt | grep -E 'Test run with'
cat artifacts/openapi.txt artifacts/summary.txt
