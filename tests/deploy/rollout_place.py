"""A place where a service of two colours is rolled out: an account of the emulators, which keep what the tool writes.
Copies, targets and requests are the stand-in's (data_plane.py), which does what the rules say.
"""

import http.client
import json
import os
import re
import shutil
import signal
import subprocess
import threading
import time

from emulated import ROOT, TOOLS, Account, Cloud, free_port, running
from machine import settle

RUNS = os.environ.get("HESAP_SOAK") == "1" and (TOOLS / "bin/ministack").exists()
WHY_NOT = "minutes: part of make soak, with the emulators"
AT_MOTO = ("elbv2", "cloudwatch", "ecr.describe-image-scan-findings")
FAST = ["--bake", "1s", "--hold", "1s", "--drain", "0s", "--settle", "5s"]


def emulators():
    """The emulators, with the balancers at the one that knows weights."""
    two = Cloud()
    two.endpoint += "".join(f",{service}={two.moto_url}" for service in AT_MOTO)
    return running(two)


def image(kind, number=0):
    """An image whose first digit says how its copies behave: a, e and f are good."""
    return "sha256:" + kind + f"{number:063d}"


def lowered(value):
    """A template's properties as the command line's own JSON has them."""
    if isinstance(value, dict):
        return {name[:1].lower() + name[1:]: lowered(inner) for name, inner in value.items()}
    return [lowered(inner) for inner in value] if isinstance(value, list) else value


class Template:
    """Resources of rendered templates, with references resolved to what this account made."""

    def __init__(self, folder):
        self.resources, self.made = {}, {}
        for path in sorted((folder / "cloudformation").glob("*.json")):
            for name, found in json.loads(path.read_text())["Resources"].items():
                self.resources.setdefault(name, found)

    def of(self, type_, prefix=""):
        return {name: found for name, found in self.resources.items() if found["Type"] == type_ and name.startswith(prefix)}

    def filled(self, value):
        if isinstance(value, dict):
            if list(value) == ["Ref"] or list(value) == ["Fn::GetAtt"]:
                name = value.get("Ref") or value["Fn::GetAtt"][0]
                return self.made.get(name, f"made-{name}")
            if list(value) == ["Fn::Join"]:
                return value["Fn::Join"][0].join(self.filled(value["Fn::Join"][1]))
            return {name: self.filled(inner) for name, inner in value.items()}
        if isinstance(value, list):
            return [self.filled(inner) for inner in value]
        if isinstance(value, str):
            whole = re.fullmatch(r"\{\{resolve:ssm:([^}]+)\}\}", value)
            value = re.sub(r"\{\{resolve:ssm:([^}]+)\}\}", lambda found: self.made.get(found[1], "made" + found[1].replace("/", "-")), value)
            return int(value) if whole and value.isdigit() else value
        return value

    def properties(self, name):
        return self.filled(self.resources[name]["Properties"])


class Place:
    """An account with two colours of one service, the stand-in behind it, and somebody who asks without pause."""

    def __init__(self, cloud, profile, environment, region, service, number):
        self.cloud, self.service, self.region, self.environment = cloud, service, region, environment
        self.account = Account(cloud, number)
        self.folder = cloud.folder / f"rollout-{number}"
        (self.folder / "bin").mkdir(parents=True)
        text = (ROOT / f"deploy/profiles/{profile}.yaml").read_text()
        self.text = re.sub(r'"11112222\d{4}"', f'"{number}"', text)
        self.profile, self.scanned = self.folder / "profile.yaml", self.folder / "scanned.yaml"
        self.scanned.write_text(self.text)
        self.profile.write_text(self.text + "images: {scan: false}\n")
        self.system = profile
        self.prefix = f"{profile}-{environment}"
        self.door = free_port()
        curl = self.folder / "bin/curl"
        curl.write_text(
            '#!/bin/bash\nargs=("$@") url=${args[-1]} rest=${url#https://}\n'
            f'exec {shutil.which("curl")} "${{args[@]:0:$#-1}}" -H "Host: ${{rest%%/*}}" "http://127.0.0.1:{self.door}/${{rest#*/}}"\n')
        curl.chmod(0o755)
        self.account.environment["PATH"] = f"{self.folder / 'bin'}:{self.account.environment['PATH']}"
        self.out = self.folder / "out"
        self.account.hesap("render", str(self.profile), "--environment", environment, "--out", str(self.out))
        self.template = Template(self.out)
        self.state = self.folder / "state"
        self.plane = None

    def aws(self, *words):
        url = self.cloud.moto_url if words[0] in ("elbv2", "cloudwatch") else self.cloud.url
        return self.at(url, *words)

    def at(self, url, *words):
        return self.account.aws(*words, region=self.region, url=url)

    def parameter(self, name, value=None):
        whole = f"/{self.system}/{self.environment}/release/{name}"
        if value is None:
            return self.aws("ssm", "get-parameter", "--name", whole)["Parameter"]["Value"]
        self.template.made[whole] = value
        self.aws("ssm", "put-parameter", "--name", whole, "--type", "String", "--overwrite", "--value", value)

    def release(self, first):
        """What `publish` and the first `apply` leave: repositories with images, parameters, the bucket of the lock."""
        self.hold(self.repository)
        for colour, weight in (("blue", "100"), ("green", "0")):
            self.parameter(f"{self.service}/{colour}-image", self.whole(first))
            self.parameter(f"{self.service}/{colour}-weight", weight)
        self.parameter("migrate/image", self.whole(first))
        bucket = f"{self.system}-{self.environment}-{self.account.number}-hesap-state"
        more = [] if self.region == "us-east-1" else ["--create-bucket-configuration", f"LocationConstraint={self.region}"]
        self.aws("s3api", "create-bucket", "--bucket", bucket, *more)
        self.aws(
            "cloudwatch", "put-metric-alarm", "--alarm-name", f"{self.prefix}-api-5xx-errors", "--namespace", "Venue",
            "--metric-name", "Errors", "--statistic", "Sum", "--period", "60", "--evaluation-periods", "1",
            "--threshold", "10", "--comparison-operator", "GreaterThanThreshold")

    def hold(self, repository):
        """A repository with every image."""
        self.aws("ecr", "create-repository", "--repository-name", repository)
        for digest in self.images:
            self.aws("ecr", "put-image", "--repository-name", repository, "--image-manifest", digest, "--image-digest", digest)

    def whole(self, digest):
        return f"{self.account.number}.dkr.ecr.{self.region}.amazonaws.com/{self.repository}@{digest}"

    def balancer(self):
        vpc = self.at(self.cloud.moto_url, "ec2", "create-vpc", "--cidr-block", "10.9.0.0/16")["Vpc"]["VpcId"]
        subnets = [
            self.at(self.cloud.moto_url, "ec2", "create-subnet", "--vpc-id", vpc, "--cidr-block", f"10.9.{i}.0/24", "--availability-zone", f"{self.region}{z}")["Subnet"]["SubnetId"]
            for i, z in enumerate("ab")
        ]
        found = self.aws("elbv2", "create-load-balancer", "--name", f"{self.prefix}-lb"[:32], "--subnets", *subnets)["LoadBalancers"][0]
        return vpc, found["LoadBalancerArn"]

    def stand_behind(self, **settings):
        settings |= {"moto": self.cloud.moto_url, "ministack": self.cloud.url, "region": self.region, "door": self.door}
        path = self.folder / "plane.json"
        path.write_text(json.dumps(settings))
        log = open(self.folder / "plane.log", "wb")
        self.plane = subprocess.Popen(
            [str(TOOLS / "bin/python"), str(ROOT / "tests/deploy/data_plane.py"), str(path)], env=self.account.environment, stdout=log, stderr=log)
        try:
            settle(self.serves, "the stand-in does not serve", wait=30)
        except AssertionError as fault:
            self.plane.kill()
            self.plane.wait()
            raise AssertionError(f"{fault}: {(self.folder / 'plane.log').read_text()[-2000:]}") from None

    def serves(self):
        try:
            return self.ask("GET") == 200
        except OSError:
            return False

    def ask(self, _, path="/api/v1/x"):
        line = http.client.HTTPConnection("127.0.0.1", self.door, timeout=5)
        line.request("GET", path, headers={"Host": self.host})
        answer = line.getresponse()
        answer.read()
        line.close()
        return answer.status

    def seen(self):
        line = http.client.HTTPConnection("127.0.0.1", self.door, timeout=5)
        line.request("GET", "/-/seen", headers={"Host": "-"})
        return json.load(line.getresponse())

    def words(self, verb, *more, profile=None):
        return [verb, str(profile or self.profile), "--environment", self.environment, "--service", self.service, "--state", str(self.state), *more]

    def run(self, verb, *more, check=0, **options):
        return self.account.hesap(*self.words(verb, *more, **options), check=check, timeout=60)

    def rollout(self, digest, *more, check=0, **options):
        return self.run("rollout", "--image", digest, *FAST, *more, check=check, **options)

    def journal(self):
        path = self.state / self.system / self.environment / "journal.jsonl"
        return path.read_bytes().count(b"\n") if path.exists() else 0

    def name(self, colour):
        return f"{self.workload}-{colour}"

    def alarm(self, state):
        self.aws("cloudwatch", "set-alarm-state", "--alarm-name", f"{self.prefix}-api-5xx-errors", "--state-value", state, "--state-reason", "the test says so")

    def remove(self):
        if self.plane:
            self.plane.kill()
            self.plane.wait()


class Load:
    """Asks without pause; what fails is counted."""

    def __init__(self, place):
        self.place, self.failures, self.requests = place, [], 0
        self.stopping = threading.Event()
        self.threads = [threading.Thread(target=self.ask, daemon=True) for _ in range(2)]

    def __enter__(self):
        for thread in self.threads:
            thread.start()
        return self

    def __exit__(self, *_):
        self.stopping.set()
        for thread in self.threads:
            thread.join(timeout=10)

    def ask(self):
        while not self.stopping.is_set():
            try:
                status = self.place.ask("GET")
                if status != 200:
                    self.failures.append(status)
            except OSError as error:
                self.failures.append(repr(error))
            self.requests += 1
            time.sleep(0.05)


def whole_way(place, goes_to, *more):
    """A good version takes over step by step; nobody notices; the trial comes before the traffic."""
    before = place.seen()
    began = time.monotonic()
    with Load(place) as load:
        done = place.rollout(goes_to, *more)
    seconds = time.monotonic() - began
    seen = place.seen()
    assert load.failures == [] and load.requests > 30, (load.failures[:5], load.requests)
    blue, green = place.name("blue"), place.name("green")
    shares = [each for each in seen["shares"][max(len(before["shares"]) - 1, 0):]]
    assert [each[green] for each in shares] == [0, *place.steps], shares
    assert all(each[blue] == 100 - each[green] for each in shares)
    assert seen["seen"][-1][:2] == ["migrated", place.whole(goes_to)]
    print(f"\n{place.system}: {load.requests} requests, none failed, shares {shares}, {seconds:.1f} s")
    return done


def killed_again_and_again(place, digest, every):
    """`kill -9` after so many more lines of the journal (going on writes one), and the same command again."""
    wanted, kills, failures = place.journal() + 1, 0, []
    with Load(place) as load:
        while True:
            tool = place.account.start(*place.words("rollout", "--image", digest, *FAST, "--bake", "0s", "--hold", "0s"))
            while tool.poll() is None:
                if place.journal() >= wanted:
                    tool.send_signal(signal.SIGKILL)
                    break
                time.sleep(0.002)
            said = tool.communicate()[0]
            # Killed after its last line it was done already.
            if tool.returncode == 0 or kills and tool.returncode == 3 and "serves already" in said:
                break
            assert tool.returncode == -signal.SIGKILL, said
            kills += 1
            wanted = place.journal() + every
            assert kills < 40, said
        failures = load.failures
    assert failures == [], failures[:5]
    return kills
