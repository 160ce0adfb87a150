#!/bin/sh
# The tests from outside, on a running server. The runner's summary line also goes to artifacts/summary.txt.
set -eu
cd "$(dirname "$0")/.."
mkdir -p artifacts
status=0
.venv/bin/python -m pytest -q -p no:cacheprovider --durations=10 tests "$@" > artifacts/journeys.txt 2>&1 || status=$?
cat artifacts/journeys.txt
tail -1 artifacts/journeys.txt > artifacts/summary.txt
exit $status
