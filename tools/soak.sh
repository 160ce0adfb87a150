#!/bin/sh
# The long versions, by hand: thread sanitizer, other seeds, ten minutes of kills and of cuts. Stops at the first fault.
set -eu
cd "$(dirname "$0")/.."
. tools/step.sh
mkdir -p artifacts
minutes=${1:-10}

# All Swift tests under the thread sanitizer. What it cannot know about Mutex is taken out of its reports by races.py.
sanitized() {
    rm -f artifacts/tsan.*
    TSAN_OPTIONS="halt_on_error=0 exitcode=0 log_path=$PWD/artifacts/tsan" \
        swift test --sanitize=thread --scratch-path .build/tsan > artifacts/soak-tsan.txt 2>&1 || {
        grep -E '✘|error:' artifacts/soak-tsan.txt | tail -40
        return 1
    }
    grep 'Test run with' artifacts/soak-tsan.txt
    find artifacts -name 'tsan.*' -exec .venv/bin/python tools/races.py {} +
}

# repeated NAME FILE…: the file's tests with a new seed each time, for so many minutes.
repeated() {
    name=$1
    shift
    until=$(($(date +%s) + minutes * 60))
    round=0
    while [ "$(date +%s)" -lt "$until" ]; do
        round=$((round + 1))
        HESAP_SEED=$round .venv/bin/python -m pytest -q -p no:cacheprovider "$@" > "artifacts/soak-$name.txt" 2>&1 || {
            cat "artifacts/soak-$name.txt"
            printf 'seed %s of %s\n' "$round" "$name"
            return 1
        }
        tail -1 "artifacts/soak-$name.txt"
    done
    printf '%s: %s rounds\n' "$name" "$round"
}

step "build" swift build --product hesap
step "kills, $minutes minutes" repeated kills tests/test_crash.py tests/test_groups.py tests/test_recovery.py
step "cuts, $minutes minutes" repeated cuts tests/test_realtime.py
step "made-up calls, $minutes minutes" repeated calls tests/test_openapi.py
step "deployments: all profiles, every line of the journal" env HESAP_SOAK=1 .venv/bin/python -m pytest -q -s \
    -p no:cacheprovider tests/deploy/test_killed.py
step "deployments: roll-outs, a failover between regions, a delegation" env HESAP_SOAK=1 .venv/bin/python -m pytest -q -s \
    -p no:cacheprovider tests/deploy/test_rollout_tasks.py tests/deploy/test_rollout_pods.py \
    tests/deploy/test_region_failover.py tests/deploy/test_delegation.py tests/deploy/test_failover.py tests/deploy/test_unit.py
step "deployments: stores brought back for good, two bases of an image" env HESAP_SOAK=1 .venv/bin/python -m pytest -q -s \
    -p no:cacheprovider tests/deploy/test_operate_restore.py tests/deploy/test_image.py
step "thread sanitizer" sanitized
