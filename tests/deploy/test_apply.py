"""Profiles against an account that starts empty: applied with one command, read back, planned again, changed,
destroyed; killed at lines of its journal and gone on with; secrets nowhere.

By default the two small profiles live here; `HESAP_SOAK=1` (`make soak`) applies all five and kills the smallest
at every line instead of some.
"""

import concurrent.futures
import json
import os
import pathlib
import re
import shutil
import signal
import subprocess
import time

import pytest

from emulated import SECRET, TOOLS, Account, Cloud, somebody_elses
from read_back import read_back

PROFILES = {
    "pixpos": ("prod", "111122223333"), "mega-pos": ("mvp", "111122223333"), "globalpay": ("prod", "111122223333"),
    "biletpro": ("prod", "111122223333"), "payment-system": ("staging", "111122224444"),
}
# The long ones take minutes: they are applied by `make soak`.
SOAK = os.environ.get("HESAP_SOAK") == "1"
APPLIED = ["globalpay", "biletpro", "payment-system", "pixpos", "mega-pos"] if SOAK else ["pixpos", "mega-pos"]
IMAGE = "sha256:" + "a" * 64

# What neither emulator has, or has only in part: type or name → why. Anything else that is left out is a failure.
NOT_EMULATED = {
    "AWS::MSK::Replicator": "neither emulator has replicators of Kafka",
    "AWS::DLM::LifecyclePolicy": "neither emulator has Data Lifecycle Manager",
}
# Types that MiniStack's CloudFormation refuses are found by asking it; these it takes and cannot make.
BY_COMMAND = {
    "AWS::CloudWatch::Alarm": "alarms of several measures (metric math)",
}

pytestmark = pytest.mark.skipif(
    not (TOOLS / "bin/ministack").exists(), reason="the emulators are not installed: sh tools/bootstrap.sh test"
)


@pytest.fixture(scope="module")
def cloud():
    running = Cloud()
    try:
        yield running.start()
    finally:
        running.stop()
        shutil.rmtree(running.folder, ignore_errors=True)


class System:
    """One profile in one environment of one account."""

    def __init__(self, cloud, profile):
        self.cloud, self.profile = cloud, profile
        self.environment, number = PROFILES[profile]
        self.account = Account(cloud, number)
        self.state = cloud.folder / f"state-{profile}"
        self.words = ["--environment", self.environment, "--state", str(self.state), "--image", IMAGE]
        direct = self.metric_math()
        if direct:
            self.words += ["--direct-for", ",".join(direct)]

    def metric_math(self):
        """The alarms that MiniStack's CloudFormation cannot make, by their names in the templates."""
        offline = self.cloud.folder / f"templates-{self.profile}"
        self.account.hesap("plan", self.profile, *self.words[:2], "--offline", "--state", str(offline))
        names = []
        for path in offline.glob("*/*/plans/*/cloudformation/*.json"):
            for name, resource in json.loads(path.read_text())["Resources"].items():
                if resource["Type"] == "AWS::CloudWatch::Alarm" and "Metrics" in resource["Properties"]:
                    names.append(name)
        return names

    def run(self, verb, *more, check=0, **options):
        return self.account.hesap(verb, self.profile, *self.words, *more, check=check, **options)

    @property
    def folder(self):
        return self.state / self.profile / self.environment

    def journal(self):
        path = self.folder / "journal.jsonl"
        return [json.loads(line) for line in path.read_text().splitlines()] if path.exists() else []


def lines(text, start):
    return [line for line in text.splitlines() if line.startswith(start)]


def whole_life(cloud, profile):
    """Applied from nothing, read back, planned again."""
    system = System(cloud, profile)
    with cloud.turn:
        somebody_elses(system.account, profile, system.environment)
    began = time.monotonic()
    applied = system.run("all", "--yes")
    seconds = time.monotonic() - began
    left = {line.split()[2] for line in lines(applied.stdout, "not emulated:")}
    assert left <= set(NOT_EMULATED), f"{profile}: left out without a reason: {left - set(NOT_EMULATED)}"
    count, missing = read_back(system)
    assert not missing, f"{profile}: not found through their own services: {missing}"
    again = system.run("plan").stdout
    assert "Nothing to do" in again, again[-3000:]
    assert system.run("outputs", "--json").stdout.startswith("{")
    steps = sum(1 for line in system.journal() if line["kind"] == "result")
    return f"{profile}: {steps} steps in {seconds:.0f} s, {count} resources read back", sorted(left), system


@pytest.fixture(scope="module")
def systems(cloud):
    """All five, two at a time: each applied, read back and found unchanged by a second plan."""
    with concurrent.futures.ThreadPoolExecutor(2) as pool:
        done = list(pool.map(lambda profile: whole_life(cloud, profile), APPLIED))
    for line, left, _ in done:
        print(line, *[f"\n  not emulated: {name}: {NOT_EMULATED[name]}" for name in left])
    return {system.profile: system for _, _, system in done}


def test_every_profile_is_applied_read_back_and_planned_again(systems):
    assert set(systems) == set(APPLIED)


def test_a_changed_profile_changes_only_what_it_should(systems):
    system = systems["mega-pos"]
    text = pathlib.Path(system.cloud.folder / "mega-pos.yaml")
    original = (pathlib.Path(__file__).resolve().parents[2] / "deploy/profiles/mega-pos.yaml").read_text()
    assert "backups: 7d" in original
    text.write_text(original.replace("backups: 7d", "backups: 9d"))
    plan = system.account.hesap("plan", str(text), *system.words).stdout
    changes = [line.strip() for line in plan.splitlines() if re.match(r"\s+[+~-] AWS::", line)]
    assert changes == ["~ AWS::RDS::DBInstance Database"], changes
    digest = re.search(r"Plan ([0-9a-f]{64})", plan).group(1)
    stale = system.account.hesap("apply", str(text), *system.words, "--plan", "0" * 64, check=3)
    assert digest in stale.stderr + stale.stdout
    system.account.hesap("apply", str(text), *system.words, "--plan", digest)
    found = system.account.aws("rds", "describe-db-instances")["DBInstances"]
    assert [each["BackupRetentionPeriod"] for each in found if each["DBInstanceIdentifier"].startswith("mega-pos")] == [9]
    again = system.account.hesap("plan", str(text), *system.words).stdout
    assert "Nothing to do" in again
    # Back to the profile as it is; the old digest is stale now and names what differs.
    stale = system.account.hesap("apply", system.profile, *system.words, "--plan", digest, check=3)
    assert "stale" in stale.stderr + stale.stdout
    system.run("all", "--yes")


def test_what_somebody_changed_by_hand_is_drift(systems):
    system = systems["mega-pos"]
    assert "No drift" in system.run("drift").stdout
    queue = [r for r in system.account.aws("logs", "describe-log-groups")["logGroups"] if "mega" in r["logGroupName"]]
    assert queue, system.account.aws("logs", "describe-log-groups")
    system.account.aws("logs", "put-retention-policy", "--log-group-name", queue[0]["logGroupName"], "--retention-in-days", "1")
    drifted = system.run("drift", check=4)
    assert "was changed by hand" in drifted.stdout
    stack = [s for s in system.account.aws("cloudformation", "describe-stacks")["Stacks"] if s["StackName"].startswith("mega-pos")]
    assert stack
    days = next(r for r in queue if r["logGroupName"] == queue[0]["logGroupName"]).get("retentionInDays")
    system.account.aws(
        "logs", "put-retention-policy", "--log-group-name", queue[0]["logGroupName"], "--retention-in-days", str(days)
    )


def test_no_secret_is_in_an_output_a_journal_a_template_or_a_process_list(systems):
    system = systems["pixpos"]
    process = system.account.start("plan", system.profile, *system.words)
    listed = ""
    while process.poll() is None:
        listed += subprocess.run(["ps", "-eo", "args"], capture_output=True, text=True).stdout
        time.sleep(0.1)
    seen = process.stdout.read()
    assert SECRET not in listed and SECRET not in seen
    for kept in systems.values():
        secrets = [SECRET]
        for region in ("eu-central-1", "us-east-1"):
            for secret in kept.account.aws("secretsmanager", "list-secrets", region=region).get("SecretList", []):
                value = kept.account.aws("secretsmanager", "get-secret-value", "--secret-id", secret["ARN"], region=region)
                text = value.get("SecretString", "")
                # A secret also says what it opens: its host and the database's name are no secrets.
                found = json.loads(text) if text.startswith("{") else {"secret": text}
                open_facts = {"host", "dbname", "dbInstanceIdentifier", "engine", "username", "port"}
                secrets += [str(v) for k, v in found.items() if k not in open_facts and len(str(v)) >= 12]
        assert len(secrets) > 1
        for path in kept.state.rglob("*"):
            if path.is_file():
                text = path.read_text(errors="replace")
                assert not any(secret in text for secret in secrets), f"{path} holds a secret"


def test_bad_worlds_are_named(systems):
    system = systems["mega-pos"]
    nowhere = system.run("plan", "--endpoint-url", "http://127.0.0.1:9", check=2)
    assert "nothing answers there" in nowhere.stderr + nowhere.stdout
    real = system.run("plan", "--endpoint-url", "https://cloudformation.amazonaws.com", check=3)
    assert "this machine alone" in real.stderr + real.stdout
    other = Account(system.cloud, "999999999999")
    wrong = other.hesap("plan", system.profile, *system.words, check=3)
    assert "account 999999999999" in wrong.stderr + wrong.stdout
    bare = {**system.account.environment, "PATH": "/nowhere"}
    missing = system.account.hesap("plan", system.profile, *system.words, check=2, environment=bare)
    assert "aws cannot be run" in missing.stderr + missing.stdout
    nameless = system.account.hesap("all", system.profile, "--yes", check=64)
    assert "--environment" in nameless.stderr + nameless.stdout
    journal = system.folder / "journal.jsonl"
    good = journal.read_text()
    journal.write_text(good.replace('"kind":"begin"', '"kind":"begun"', 1))
    damaged = system.run("all", "--yes", check=2)
    assert "journal.jsonl:1:" in damaged.stderr + damaged.stdout
    journal.write_text(good)


def test_a_lock_of_somebody_else_is_respected(systems):
    system = systems["mega-pos"]
    bucket = f"mega-pos-mvp-{system.account.number}-hesap-state"
    lock = system.cloud.folder / "lock.json"
    lock.write_text(json.dumps({"owner": "ayse on laptop", "since": "2026-11-21T08:00:00Z", "token": "other"}))
    system.account.aws("s3api", "put-object", "--bucket", bucket, "--key", "lock.json", "--body", str(lock))
    before = system.run("destroy", check=3)
    refused = system.run("destroy", "--confirm", "mega-pos", check=3)
    assert "ayse on laptop" in refused.stderr + refused.stdout and "Nothing was destroyed" in before.stderr + before.stdout
    system.account.aws("s3api", "delete-object", "--bucket", bucket, "--key", "lock.json")


def test_killed_at_lines_of_its_journal_it_goes_on(cloud):
    """The smallest profile in an account of its own, `kill -9` after this and that line."""
    system = System(cloud, "mega-pos")
    system.account = Account(cloud, "111122225555")
    system.state = cloud.folder / "state-killed"
    profile = cloud.folder / "killed.yaml"
    original = (pathlib.Path(__file__).resolve().parents[2] / "deploy/profiles/mega-pos.yaml").read_text()
    profile.write_text(original.replace("111122223333", "111122225555").replace("-frontend-hsdcore", "-frontend-killed"))  # names of buckets are everybody's
    system.words[3] = str(system.state)
    somebody_elses(system.account, "mega-pos", "mvp")
    system.profile = str(profile)
    folder = system.state / "mega-pos" / "mvp"
    journal = folder / "journal.jsonl"
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
        reached = journal.read_bytes().count(b"\n")
        wanted = reached + (1 if SOAK else 15)
    entries = [json.loads(line) for line in journal.read_text().splitlines()]
    assert len([e for e in entries if e["kind"] == "end" and e["outcome"] == "done"]) == 1
    done = [e["step"] for e in entries if e["kind"] == "result" and e["status"] == 0]
    assert len(done) == len(set(done)), "a step was done twice"
    begun = [e["plan"] for e in entries if e["kind"] == "begin"]
    assert len(set(begun)) == 1 and kills >= 5, (begun, kills)
    assert "Nothing to do" in system.run("plan").stdout
    print(f"killed {kills} times, {len(entries)} lines")


def test_destroyed_nothing_is_left(systems):
    """Last: whatever bears the system's tags goes, somebody else's cluster and zone stay."""

    def destroy(system):
        first = system.run("destroy", "--with-data", check=3)
        assert "Nothing was destroyed" in first.stderr + first.stdout
        done = system.run("destroy", "--with-data", "--confirm", system.profile)
        # A key goes some days after it was given up; everything else is gone at once.
        left = done.stdout.partition("Left, and paid for:")[2].split()
        for name in left:
            assert name.startswith("arn:aws:kms:"), done.stdout[-2000:]
            region = name.split(":")[3]
            key = system.account.aws("kms", "describe-key", "--key-id", name, region=region)["KeyMetadata"]
            assert key["KeyState"] == "PendingDeletion", key
        assert left or "Nothing that bears the system's tags is left." in done.stdout, done.stdout[-2000:]
        count, found = read_back(system, expect_gone=True)
        assert not found, f"{system.profile}: still there: {found}"
        return f"{system.profile}: gone"

    with concurrent.futures.ThreadPoolExecutor(2) as pool:
        for line in pool.map(destroy, systems.values()):
            print(line)
    account = systems["pixpos"].account
    assert account.aws("eks", "describe-cluster", "--name", "hsd-monitoring")["cluster"]["status"] == "ACTIVE"
