"""An apply that is killed goes on where it was, does nothing twice and ends as if nothing had happened.

`HESAP_SOAK=1` (`make soak`) kills every profile at every line of its journal; otherwise the smallest, at some.
"""

import json
import os
import signal
import time

import pytest

from applied import System, needs_emulators
from emulated import somebody_elses

SOAK = os.environ.get("HESAP_SOAK") == "1"
# Each in an account of its own, and with other buckets, whose names are everybody's.
KILLED = {
    ("mega-pos", "mvp"): ("111122225555", ("-frontend-hsdcore", "-frontend-killed")),
    ("payment-system", "staging"): ("111122225556",),
    ("payment-system", "production"): ("111122225557",),
    ("pixpos", "prod"): ("111122225558", ("bucket: pixpos-files", "bucket: pixpos-killed")),
    ("biletpro", "prod"): ("111122225559", ("bucket: biletpro-files", "bucket: biletpro-killed")),
    ("globalpay", "prod"): ("111122225560", ("bucket: globalpay-prod-data", "bucket: globalpay-killed-data")),
}

pytestmark = needs_emulators


@pytest.mark.parametrize("name, environment", KILLED if SOAK else [("mega-pos", "mvp")])
def test_killed_at_lines_of_its_journal_it_goes_on(cloud, name, environment):
    """In an account of its own, `kill -9` after this and that line."""
    number, *more = KILLED[name, environment]
    system = System(cloud, name, environment, number, more)
    somebody_elses(system.account, name, environment)
    journal = system.folder / "journal.jsonl"
    wanted, kills = 1, 0
    while True:
        process = system.account.start("all", system.profile, *system.words, "--yes")
        while process.poll() is None:
            if journal.exists() and journal.read_bytes().count(b"\n") >= wanted:
                process.send_signal(signal.SIGKILL)
                break
            time.sleep(0.002)
        process.wait()
        output = process.stdout.read()
        if process.returncode == 0:
            break
        assert process.returncode == -signal.SIGKILL, output[-3000:]
        kills += 1
        reached = journal.read_bytes().splitlines()
        # Whoever goes on says first once more what it was about to do.
        wanted = len(reached) + (15 if not SOAK else 2 if b'"kind":"intent"' in reached[-1] else 1)
    entries = [json.loads(line) for line in journal.read_text().splitlines()]
    assert len([e for e in entries if e["kind"] == "end" and e["outcome"] == "done"]) == 1
    done = [e["step"] for e in entries if e["kind"] == "result" and e["status"] == 0]
    assert len(done) == len(set(done)), "a step was done twice"
    begun = [e["plan"] for e in entries if e["kind"] == "begin"]
    assert len(set(begun)) == 1 and kills >= 5, (begun, kills)
    if not system.fill(output):
        assert "Nothing to do" in system.run("plan").stdout
    print(f"{name}/{environment}: killed {kills} times, {len(entries)} lines")
    if system.clusters:
        system.clusters.stop()
