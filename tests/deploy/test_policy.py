"""The deployer's policies name only actions that AWS knows, by the list that cfn-lint carries; they are written as IAM
reads them, and those of the documents are what the tool says today."""

import json
import subprocess

import pytest

from conftest import ROOT
from rendered import DEPLOY, PROFILES


FORM = {"Sid": str, "Effect": str, "Action": list, "Resource": list, "Condition": dict}


def known():
    found = list((ROOT / ".cache/cfn-lint").glob("lib/python3*/site-packages/cfnlint/data/AdditionalSpecs/Policies.json"))
    if not found:
        pytest.skip("not run: cfn-lint is not installed")
    return json.loads(found[0].read_text())


@pytest.mark.parametrize("system, environment", PROFILES)
def test_every_action_exists(system, environment, tmp_path):
    services = known()
    subprocess.run(
        [*DEPLOY, "policy", system, "--environment", environment, "--out", str(tmp_path)],
        check=True, capture_output=True, cwd=ROOT, text=True,
    )
    files = sorted(tmp_path.glob("*.json"))
    assert files
    assert {one.name for one in files} == {one.name for one in (ROOT / "docs/deploy/iam").glob(f"{system}-{environment}-*.json")}
    for file in files:
        document = json.loads(file.read_text())
        assert len(json.dumps(document, separators=(",", ":"))) <= 6144
        written = ROOT / "docs/deploy/iam" / file.name
        assert written.read_text() == file.read_text(), f"{written} is not what `hesap deploy policy` says"
        for statement in document["Statement"]:
            for name, value in statement.items():
                assert isinstance(value, FORM[name]) and value, (file.name, statement["Sid"], name, value)
            for action in statement["Action"]:
                service, verb = action.split(":")
                assert verb.lower() in services[service]["Actions"], action
