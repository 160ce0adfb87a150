"""An apply on a bad day: refusals, too many calls, faults of the service, a cut line, no credentials, a command line that
is missing or too old, stacks that somebody left half-done. Each is named, leaves with its exit code, leaves no lock and
nothing half-done behind, and the same command goes on afterwards."""

import json
import os
import pathlib
import re

import pytest

from applied import System, needs_emulators
from emulated import somebody_elses
from faulty import Faulty

pytestmark = needs_emulators


@pytest.fixture(scope="module")
def system(cloud):
    """The smallest profile in an account of its own, behind a place that spoils answers."""
    one = System(cloud, "mega-pos", "mvp", "111122226666", [("-frontend-hsdcore", "-frontend-bad-days")])
    somebody_elses(one.account, "mega-pos", "mvp")
    one.faulty = Faulty(cloud.url)
    one.account.environment["AWS_MAX_ATTEMPTS"] = "1"  # the command line's own patience is not what is tried here
    one.account.environment["HESAP_DEPLOY_ENDPOINT"] = cloud.endpoint.replace(cloud.url, one.faulty.url, 1)
    yield one
    one.faulty.stop()
    if one.clusters:
        one.clusters.stop()


def all_of_it(system, check, **options):
    answer = system.run("all", "--yes", check=check, **options)
    return answer.stdout + answer.stderr


def ended(system):
    return [line["outcome"] for line in system.journal() if line["kind"] == "end"]


def unlocked(system):
    bucket = f"mega-pos-mvp-{system.number}-hesap-state"
    listed = system.account.aws("s3api", "list-objects-v2", "--bucket", bucket).get("Contents", [])
    return all(each["Key"] != "lock.json" for each in listed)


def test_without_credentials_nothing_is_begun(system):
    bare = {"AWS_ACCESS_KEY_ID": "", "AWS_SECRET_ACCESS_KEY": ""}
    said = all_of_it(system, 2, environment=bare)
    assert "finds no credentials" in said and "aws sso login" in said
    assert system.journal() == []


@pytest.mark.parametrize("version, said", [("aws-cli/1.18.69 Python/3.8", "1.18.69 is too old"), ("what?", "does not say its version")])
def test_a_command_line_that_is_too_old_is_named_before_anything_is_begun(system, version, said, tmp_path):
    real = system.cloud.folder / "bin/aws"
    old = tmp_path / "aws"
    old.write_text(f'#!/bin/sh\n[ "$1" = --version ] && {{ echo "{version}"; exit 0; }}\nexec "{real}" "$@"\n')
    old.chmod(0o755)
    answer = all_of_it(system, 2, environment={"PATH": f"{tmp_path}:{os.environ['PATH']}"})
    assert said in answer
    if "old" in said:
        assert "install the AWS command line" in answer
    assert system.journal() == []


def test_a_missing_command_line_is_named(system, tmp_path):
    said = all_of_it(system, 2, environment={"PATH": str(tmp_path)})
    assert "aws cannot be run" in said and "install the AWS command line" in said
    assert system.journal() == []


def test_a_refusal_in_the_middle_is_told_and_leaves_no_lock(system):
    system.faulty.spoil("ExecuteChangeSet", "AccessDenied", first=2)
    said = all_of_it(system, 2)
    assert "this account may not do that" in said and "execute-change-set" in said
    assert ended(system) == ["failed"] and unlocked(system)
    stacks = system.account.aws("cloudformation", "describe-stacks")["Stacks"]
    half = [one["StackName"] for one in stacks if one["StackStatus"] not in ("CREATE_COMPLETE", "REVIEW_IN_PROGRESS")]
    assert not half, half


def test_what_was_done_is_not_done_again(system):
    """The line is cut in the next try: it went on where it was, and stops with another reason."""
    done = {line["step"] for line in system.journal() if line["kind"] == "result" and line["status"] == 0}
    system.faulty.spoil("CreateChangeSet", "cut", first=1)
    said = all_of_it(system, 2)
    assert "nothing answers there" in said, said
    assert said.count(": done before") >= len(done)
    assert ended(system) == ["failed", "failed"]


def test_a_service_that_is_at_fault_for_long_is_named(system):
    system.faulty.spoil("CreateChangeSet", "InternalFailure")
    said = all_of_it(system, 2)
    assert "InternalFailure" in said and "run this again" in said, said
    assert unlocked(system)


def test_what_passes_by_itself_is_waited_for(system):
    """Faults for a while, and then all is well: the apply ends, without a person."""
    system.faulty.spoil("DescribeStacks", "Throttling", first=3, times=6)
    said = all_of_it(system, 0)
    assert "Done: " in said
    assert ended(system)[-1] == "done" and unlocked(system)
    begun = {line["plan"] for line in system.journal() if line["kind"] == "begin"}
    assert len(begun) == 1, "it was one plan all the time"
    steps = [line["step"] for line in system.journal() if line["kind"] == "result" and line["status"] == 0]
    assert len(steps) == len(set(steps)), "a step was done twice"
    assert "Nothing to do" in system.run("plan").stdout


@pytest.mark.parametrize("status, advice", [
    ("UPDATE_ROLLBACK_FAILED", "look at its events"), ("UPDATE_IN_PROGRESS", "somebody is changing it"),
    ("DELETE_FAILED", "look at its events"),
])
def test_a_stack_that_was_left_half_done_is_not_built_upon(system, status, advice):
    name = "mega-pos-mvp-data"

    def worse(verb, text):
        start = text.find(f"<StackName>{name}</StackName>")
        if verb != "DescribeStacks" or start < 0:
            return text
        return text[:start] + re.sub("<StackStatus>[A-Z_]+<", f"<StackStatus>{status}<", text[start:], count=1)

    system.faulty.rewrite = worse
    before = len(system.journal())
    plan = system.run("plan", check=2)
    assert f"{name} in eu-central-1 is {status}" in plan.stderr and advice in plan.stderr
    assert status in all_of_it(system, 2)
    assert len(system.journal()) == before
    system.faulty.heal()


def test_a_stack_of_somebody_else_is_left_alone(system):
    def foreign(verb, text):
        return text.replace("<Value>mega-pos</Value>", "<Value>another</Value>") if verb == "DescribeStacks" else text

    system.faulty.rewrite = foreign
    plan = system.run("plan", check=3)
    assert "does not bear the tags of this system" in plan.stderr
    system.faulty.heal()


def test_a_plan_is_stale_when_the_account_has_changed_since(system):
    changed = system.changed(("backups: 7d", "backups: 8d"))
    plan = system.account.hesap("plan", changed, *system.words).stdout
    digest = re.search(r"Plan ([0-9a-f]{64})", plan).group(1)
    parameter = "/mega-pos/mvp/existing/cluster-subnet-1"
    kept = system.account.aws("ssm", "get-parameter", "--name", parameter)["Parameter"]["Value"]
    system.account.aws("ssm", "put-parameter", "--overwrite", "--type", "String", "--name", parameter, "--value", "subnet-of-another-day")
    stale = system.account.hesap("apply", changed, *system.words, "--plan", digest, check=3)
    said = stale.stdout + stale.stderr
    assert "stale" in said and "What differs" in said and "+ ~ Note" in said, said
    system.account.aws("ssm", "put-parameter", "--overwrite", "--type", "String", "--name", parameter, "--value", kept)
    unknown = system.account.hesap("apply", changed, *system.words, "--plan", "f" * 64, check=3)
    assert "There is no plan" in unknown.stdout + unknown.stderr


def test_what_a_cut_destruction_left_is_taken_by_the_next(system):
    system.faulty.spoil("DeleteStack", "AccessDenied", first=3)
    words = ["--with-data", "--confirm", "mega-pos"]
    first = system.run("destroy", *words, check=2)
    assert "this account may not do that" in first.stdout + first.stderr
    system.faulty.heal()
    again = system.run("destroy", *words)
    assert ": done before" in again.stdout
    names = {one["StackName"] for one in system.account.aws("cloudformation", "describe-stacks")["Stacks"]}
    assert not [name for name in names if name.startswith("mega-pos-mvp-")], names
    text = pathlib.Path(system.folder / "journal.jsonl").read_text()
    assert all(json.loads(line)["digest"] for line in text.splitlines())
