"""The command line of deployments as somebody meets it who knows it little: help, slips, and what is not there."""

import os
import re
import subprocess

import pytest

from conftest import ROOT
from rendered import DEPLOY


def deploy(*words):
    environment = {name: value for name, value in os.environ.items() if name != "ENVIRONMENT"}
    return subprocess.run([*DEPLOY, *words], cwd=ROOT, env=environment, capture_output=True, text=True, timeout=60)


def test_each_command_explains_itself_and_no_other():
    whole = deploy("--help").stdout
    verbs = {verb for found in re.findall(r"hesap deploy ([a-z|]+)", whole) for verb in found.split("|")}
    assert len(verbs) >= 30, verbs
    for verb in sorted(verbs):
        told = deploy(verb, "--help")
        usage, _, rest = told.stdout.partition("\n\n")
        assert told.returncode == 0 and usage.startswith("Usage: hesap deploy "), told
        for line in usage.splitlines():
            assert verb in re.search(r"hesap deploy ([a-z|]+)", line)[1].split("|"), (verb, line)
        assert rest.startswith(f"{verb} ") and "Exit status: 0 done" in rest, (verb, rest)
        explained = {line.split()[0] for line in rest.splitlines() if line[:1].isalpha()}
        assert not explained & (verbs - {verb}), (verb, explained)


@pytest.mark.parametrize("words,status,said", [
    (["plan", "pixpo"], 2, 'no profile pixpo: no such file, and none of that name in deploy/profiles; did you mean "pixpos"?'),
    (["plan", "something-else"], 2, "known here: biletpro, globalpay, mega-pos, payment-system, pixpos"),
    (["pla", "pixpos"], 64, "no command pla; did you mean plan?\nTry: hesap deploy --help"),
    (["plan", "pixpos", "--explan"], 64, "no option --explan here; did you mean --explain?\nTry: hesap deploy plan --help"),
    (["plan", "pixpos", "--environment", "staging"], 1, 'no environment "staging"; this file has prod'),
    (["verify", "pixpos"], 64, "--environment (or ENVIRONMENT) is missing; deploy/profiles/pixpos.yaml has prod."),
    (["scale", "payment-system", "--service", "backend", "--to", "3"], 64, "has staging, production."),
    (["scale", "pixpos", "--environment", "prod", "--service", "apii", "--to", "3"], 64, "no service apii; it has api, ws."),
    (["render", "pixpos", "--environment", "prod", "--out", "/dev/null/x"], 2, "/dev/null/x cannot be written: its folder must be one"),
    # A check that there is not would have passed.
    (["verify", "pixpos", "--environment", "prod", "--only", "certificat"], 64, 'no check certificat here; did you mean "certificate"?'),
    (["diagnose", "pixpos", "--environment", "prod", "--only", "high-latency,slow"], 64, "no check slow here; known here: certificate-issues,"),
])
def test_a_slip_is_named_with_what_was_probably_meant(words, status, said):
    told = deploy(*words)
    assert (told.returncode, told.stdout) == (status, "") and said in told.stderr, told
