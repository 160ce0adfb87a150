"""One profile in one environment of one account of the emulators, with its clusters."""

import json
import pathlib
import re
import shutil

import pytest
import read_back
from emulated import TOOLS, Account, Clusters

ROOT = pathlib.Path(__file__).resolve().parents[2]
IMAGE = "sha256:" + "a" * 64
KUBECTL = shutil.which("kubectl")
needs_emulators = pytest.mark.skipif(
    not (TOOLS / "bin/ministack").exists(), reason="the emulators are not installed: sh tools/bootstrap.sh emulators"
)
# Where the clusters of a profile stand.
CLUSTERS = {"globalpay": ["us-east-1", "eu-west-1"], "pixpos": ["eu-central-1"], "mega-pos": ["eu-central-1"]}


class System:
    """The profile's file with its own account, its folder of state, and the tool run on it."""

    def __init__(self, cloud, name, environment, number, more=()):
        self.cloud, self.name, self.environment, self.number = cloud, name, environment, number
        self.profile = self.changed(*more)
        self.account = Account(cloud, number)
        self.state = cloud.folder / f"state-{name}-{environment}-{number}"
        self.clusters = Clusters(self.account, CLUSTERS[name]) if name in CLUSTERS and KUBECTL else None
        if self.clusters:
            self.account.environment["HESAP_DEPLOY_KUBERNETES"] = self.clusters.places
        self.account.environment["HESAP_CALLS"] = str(cloud.folder / f"calls-{name}-{environment}-{number}")
        self.rendered = cloud.folder / f"rendered-{name}-{environment}-{number}"
        self.expected = read_back.Expected(self.profile, environment, self.rendered)
        self.words = ["--environment", environment, "--state", str(self.state), "--image", IMAGE]
        # Alarms of several measures: MiniStack's CloudFormation takes them and cannot make them.
        direct = [
            name for (name, _), resource in self.expected.resources.items()
            if resource["Type"] == "AWS::CloudWatch::Alarm" and "Metrics" in resource["Properties"]
        ]
        if direct:
            self.words += ["--direct-for", ",".join(direct)]

    def changed(self, *changes):
        """The profile's file with its own account, and with some words put for others."""
        text = re.sub(r"11112222\d{4}", self.number, (ROOT / f"deploy/profiles/{self.name}.yaml").read_text())
        for one, other in changes:
            assert one in text
            text = text.replace(one, other)
        path = self.cloud.folder / f"{self.name}-{self.environment}-{self.number}-{len(changes)}.yaml"
        path.write_text(text)
        return str(path)

    def run(self, verb, *more, check=0, **options):
        return self.account.hesap(verb, self.profile, *self.words, *more, check=check, **options)

    @property
    def folder(self):
        return self.state / self.name / self.environment

    def journal(self):
        path = self.folder / "journal.jsonl"
        return [json.loads(line) for line in path.read_text().splitlines()] if path.exists() else []

    def fill(self, said):
        """What people do on the day: the addresses of pagers go into their secrets. How many were asked for."""
        asked = set(re.findall(r"waits for a value of the secret (\S+):.* --region (\S+),", said))
        for secret, region in asked:
            value = self.cloud.folder / "pager.json"
            value.write_text(json.dumps({"url": "https://pager.example/planted-Zx81-integration"}))
            self.account.aws("secretsmanager", "put-secret-value", "--secret-id", secret, "--secret-string", f"file://{value}", region=region)
        return asked
