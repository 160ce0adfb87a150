#!/bin/sh
# The tests from outside, by two runners side by side: the journeys on running servers, which are a matter of time; and,
# with less right to the processors, what is applied to emulators or made into an image, which is not.
# Each runner's summary line also goes to artifacts/summary.txt. With arguments there is one runner, of these alone.
set -eu
cd "$(dirname "$0")/.."
mkdir -p artifacts

# A runner's report and time; in a background process a shell lets Ctrl-C be ignored, which some tests send.
runner() {
    report=$1
    shift
    began=$(date +%s)
    status=0
    env --default-signal=INT "$@" -q -p no:cacheprovider > "artifacts/$report.txt" 2>&1 || status=$?
    printf '== %s: %s s\n' "$report" "$(($(date +%s) - began))" > "artifacts/$report.time"
    return "$status"
}

reports=journeys
status=0
if [ $# -gt 0 ]; then
    runner journeys .venv/bin/python -m pytest --durations=10 "$@" || status=$?
else
    reports="journeys deployments"
    files='' others=''
    for name in apply bad_days image policy restore two_ways; do
        files="$files tests/deploy/test_$name.py"
    done
    files="$files $(echo tests/deploy/test_operate_*.py)"
    for file in $files; do others="$others --ignore=$file"; done
    # shellcheck disable=SC2086
    runner deployments nice -n 5 .venv/bin/python -m pytest --durations=20 $files &
    beside=$!
    # shellcheck disable=SC2086
    runner journeys .venv/bin/python -m pytest --durations=10 tests $others || status=$?
    wait "$beside" || status=$?
fi
for report in $reports; do cat "artifacts/$report.txt" "artifacts/$report.time"; done
for report in $reports; do tail -1 "artifacts/$report.txt"; done > artifacts/summary.txt
exit "$status"
