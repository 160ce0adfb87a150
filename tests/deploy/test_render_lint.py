"""What the profiles become, before public linters: nothing is found that is not waived with a reason, and every
waiver is needed."""

import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from fnmatch import fnmatchcase

import pytest

from conftest import BINARY, ROOT

DEPLOY = [os.environ["HESAP_DEPLOY"]] if "HESAP_DEPLOY" in os.environ else [str(BINARY), "deploy"]
PROFILES = sorted(path.stem for path in (ROOT / "deploy/profiles").glob("*.yaml"))
CFN_LINT = ROOT / ".cache/cfn-lint/bin/cfn-lint"
CHECKOV = ROOT / ".cache/checkov/bin/checkov"


def environments(profile):
    """The environments that a profile names; the tool itself lists them when none is chosen."""
    text = (ROOT / f"deploy/profiles/{profile}.yaml").read_text()
    one = re.search(r"^environment: *\{name: *([a-z0-9-]+)", text, re.M)
    if one:
        return [one.group(1)]
    block = re.search(r"^environments:\n((?:  .*\n)+)", text, re.M)
    return re.findall(r"^  ([a-z0-9-]+):", block.group(1), re.M)


@pytest.fixture(scope="module")
def rendered(tmp_path_factory):
    """All profiles in all environments, each in a folder `profile.environment`."""
    top = tmp_path_factory.mktemp("rendered")
    for profile in PROFILES:
        for environment in environments(profile):
            folder = top / f"{profile}.{environment}"
            subprocess.run(
                [*DEPLOY, "render", profile, "--environment", environment, "--out", folder],
                cwd=ROOT, check=True, capture_output=True, timeout=60)
    return top


@pytest.fixture(scope="module")
def waivers(rendered):
    """(folder, rule, glob) of every waiver; each has a reason."""
    found = []
    for file in sorted(rendered.glob("*/waivers.txt")):
        for line in file.read_text().splitlines():
            if line.startswith("#") or not line.strip():
                continue
            rule, glob, reason = line.split(" ", 2)
            assert len(reason) > 8, f"{file.parent.name}: {line}: a reason is wanted"
            found.append((file.parent.name, rule, glob))
    return found


def resource_at(lines, number):
    """The resource that a line of a rendered template belongs to."""
    for line in reversed(lines[:number]):
        name = re.match(r'^    "(\w+)": \{$', line)
        if name:
            return name.group(1)
    return "-"


@pytest.fixture(scope="module")
def found_by_cfn_lint(rendered):
    """(folder, rule, file:resource, message); each template is judged for its own region."""
    regions = {}
    for file in sorted(rendered.glob("*/cloudformation/*.json")):
        regions.setdefault(file.name.split(".")[-2], []).append(file)

    def run(region, files):
        done = subprocess.run(
            [CFN_LINT, "-r", region, "-f", "json", *files], capture_output=True, text=True, timeout=120)
        assert done.returncode & 1 == 0, done.stderr
        return json.loads(done.stdout or "[]")

    with ThreadPoolExecutor(2) as pool:
        answers = list(pool.map(lambda item: run(*item), regions.items()))
    found = []
    for match in (match for answer in answers for match in answer):
        path = pathlib.Path(match["Filename"])
        place = match["Location"]["Path"] or []
        resource = place[1] if len(place) > 1 else resource_at(
            path.read_text().splitlines(), match["Location"]["Start"]["LineNumber"])
        folder = path.relative_to(rendered).parts[0]
        found.append((folder, match["Rule"]["Id"], f"cloudformation/{path.name}:{resource}", match["Message"]))
    return found


@pytest.fixture(scope="module")
def found_by_checkov(rendered):
    done = subprocess.run(
        [CHECKOV, "-d", rendered, "--framework", "cloudformation", "--compact", "--quiet", "-o", "json",
         "--skip-download"],
        capture_output=True, text=True, timeout=180)
    answer = json.loads(done.stdout)
    assert answer["summary"]["parsing_errors"] == 0
    assert answer["summary"]["passed"] > 1000, "checkov has seen too little"
    found = []
    for check in answer["results"]["failed_checks"]:
        folder, rest = check["file_path"].lstrip("/").split("/", 1)
        found.append((folder, check["check_id"], f"{rest}:{check['resource'].split('.')[-1]}", check["check_name"]))
    return found


def test_every_profile_has_templates(rendered):
    for folder in rendered.iterdir():
        assert len(list(folder.glob("cloudformation/*.json"))) >= 5, folder.name


# Processor seconds: those of the binary that is delivered, and of one without optimizing. A machine with other work, or one
# that is stopped for a while, makes none of it longer.
SECONDS = 1 if "release" in DEPLOY[0] else 2.5
# A price that no source gives is 2, a month above its budget 1.
QUICK = {"plan": {0}, "price": {0, 1, 2}, "lint": {0}, "render": {0}}
# Started by a small process: what a large one has of memory counts for its child too.
MEASURED = """import os, sys
_, status, used = os.wait4(os.posix_spawnp(sys.argv[1], sys.argv[1:], os.environ), 0)
print(os.waitstatus_to_exitcode(status), used.ru_utime + used.ru_stime, used.ru_maxrss // 1024, file=sys.stderr)"""


@pytest.mark.parametrize("verb", QUICK)
@pytest.mark.parametrize("profile", PROFILES)
def test_it_is_quick_and_small(verb, profile, tmp_path):
    """Under a second and 100 MB each; the better of two, as pages that are read the first time cost too."""
    more = {"plan": ["--offline"], "render": ["--out", str(tmp_path / "out")]}.get(verb, [])
    spent = []
    while not spent or (min(spent) >= SECONDS and len(spent) < 2):
        words = [*DEPLOY, verb, profile, "--environment", environments(profile)[-1], *more]
        told = subprocess.run([sys.executable, "-SIc", MEASURED, *words], cwd=ROOT, capture_output=True, text=True, timeout=120)
        status, seconds, megabytes = told.stderr.splitlines()[-1].split()
        assert int(status) in QUICK[verb], told.stderr
        assert int(megabytes) < 100
        spent.append(float(seconds))
    assert min(spent) < SECONDS, f"{min(spent):.2f} s of the processor"
    print(f"{verb} {profile}: {min(spent):.2f} s, {megabytes} MB")


def test_a_folder_of_others_is_left_alone(tmp_path):
    target = tmp_path / "out"
    words = [*DEPLOY, "render", "pixpos", "--environment", "prod", "--out", target]
    target.mkdir()
    (target / "mine.txt").write_text("mine")
    done = subprocess.run(words, cwd=ROOT, capture_output=True, text=True, timeout=60)
    assert done.returncode == 3 and "not empty" in done.stderr
    assert [file.name for file in target.iterdir()] == ["mine.txt"]
    (target / "mine.txt").unlink()
    for _ in range(2):
        assert subprocess.run(words, cwd=ROOT, capture_output=True, timeout=60).returncode == 0
    (target / "cloudformation/stale.json").write_text("{}")
    subprocess.run(words, cwd=ROOT, check=True, capture_output=True, timeout=60)
    assert not (target / "cloudformation/stale.json").exists()
    assert [file.name for file in tmp_path.iterdir()] == ["out"]


def test_nothing_is_found_that_is_not_waived(waivers, found_by_cfn_lint, found_by_checkov):
    open_findings = [
        f"{folder}: {rule}: {place}: {message}"
        for folder, rule, place, message in found_by_cfn_lint + found_by_checkov
        if not any(
            folder == where and rule == what and fnmatchcase(place, glob) for where, what, glob in waivers)
    ]
    assert not open_findings, "\n".join(open_findings)


def test_every_waiver_is_needed(waivers, found_by_cfn_lint, found_by_checkov):
    found = found_by_cfn_lint + found_by_checkov
    idle = [
        f"{where}: {what}: {glob}" for where, what, glob in waivers
        if not any(folder == where and rule == what and fnmatchcase(place, glob) for folder, rule, place, _ in found)
    ]
    assert not idle, "\n".join(idle)


@pytest.mark.skipif(shutil.which("shellcheck") is None, reason="not run: shellcheck is missing; tools/bootstrap.sh test installs it")
def test_scripts_are_clean(rendered, tmp_path):
    """Every shell script of every profile, each text once; a planted fault is found. What a script reads on its machine
    (SC1091) is not here."""
    texts = {}
    for path in sorted(rendered.rglob("*")):
        if path.is_file() and path.open("rb").read(64).startswith((b"#!/bin/sh", b"#!/bin/bash")):
            texts.setdefault(path.read_text(), path.relative_to(rendered))
    assert {"apply.sh", "build.sh", "stage.sh", "base.sh", "assemble.sh"} <= {path.name for path in texts.values()}
    check = lambda files: subprocess.run(["shellcheck", "--exclude=SC1091", *files], cwd=rendered, capture_output=True, text=True, timeout=120)
    assert check(texts.values()).stdout == ""
    (tmp_path / "planted.sh").write_text("#!/bin/sh\nrm $1\n")
    assert "SC2086" in check([tmp_path / "planted.sh"]).stdout
    print(f"shellcheck: {len(texts)} scripts, nothing found")


def test_a_planted_fault_is_found(rendered, tmp_path):
    """The linters themselves look: the same template with one fault each."""
    file = rendered / "pixpos.prod/cloudformation/data.eu-central-1.json"
    template = json.loads(file.read_text())
    template["Resources"]["Database"]["Properties"]["BackupRetentionPeriod"] = 36
    template["Resources"]["Database"]["Properties"]["PubliclyAccessible"] = True
    broken = tmp_path / "broken.json"
    broken.write_text(json.dumps(template))
    lint = subprocess.run([CFN_LINT, broken, "-r", "eu-central-1"], capture_output=True, text=True, timeout=60)
    assert "36 is greater than the maximum of 35" in lint.stdout
    check = subprocess.run(
        [CHECKOV, "-f", broken, "--framework", "cloudformation", "--check", "CKV_AWS_17", "-o", "json",
         "--skip-download"],
        capture_output=True, text=True, timeout=60)
    assert json.loads(check.stdout)["summary"]["failed"] == 1
