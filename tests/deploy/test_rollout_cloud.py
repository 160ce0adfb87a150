"""Roll-outs in an account: ECS by the weights of the balancer's rules, Kubernetes by those of the Ingress. The emulators
keep what the tool writes; copies, targets and requests are the stand-in's (data_plane.py), which does what the rules say.
"""

import http.client
import json
import os
import pathlib
import re
import shutil
import signal
import subprocess
import threading
import time

import pytest
import yaml

import cluster_api
from emulated import TOOLS, Account, Cloud, free_port
from machine import settle

ROOT = pathlib.Path(__file__).resolve().parents[2]
KUBECTL = shutil.which("kubectl")
pytestmark = pytest.mark.skipif(
    os.environ.get("HESAP_SOAK") != "1" or not (TOOLS / "bin/ministack").exists(), reason="minutes: part of make soak, with the emulators"
)
AT_MOTO = ("elbv2", "cloudwatch", "ecr.describe-image-scan-findings")
FAST = ["--bake", "1s", "--hold", "1s", "--drain", "0s", "--settle", "5s"]


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
        command = [str(self.cloud.folder / "bin/aws"), *words, "--region", self.region, "--endpoint-url", url, "--output", "json"]
        answer = subprocess.run(command, env=self.account.environment, capture_output=True, text=True, timeout=60)
        assert answer.returncode == 0, f"{' '.join(words)}: {answer.stderr}"
        return json.loads(answer.stdout) if answer.stdout.strip() else {}

    def parameter(self, name, value=None):
        whole = f"/{self.system}/{self.environment}/release/{name}"
        if value is None:
            return self.aws("ssm", "get-parameter", "--name", whole)["Parameter"]["Value"]
        self.template.made[whole] = value
        self.aws("ssm", "put-parameter", "--name", whole, "--type", "String", "--overwrite", "--value", value)

    def release(self, first):
        """What `publish` and the first `apply` leave: repositories with images, parameters, the bucket of the lock."""
        self.aws("ecr", "create-repository", "--repository-name", self.repository)
        for digest in self.images:
            self.aws("ecr", "put-image", "--repository-name", self.repository, "--image-manifest", digest, "--image-digest", digest)
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


class Tasks(Place):
    """The payment system's backend on ECS, made from its own rendered templates."""

    workload, host, steps = "payment-system-production-backend", "payment.example.com", [10, 100]
    repository, images = "payment/backend", [image(kind) for kind in "abcdef"] + [image("e", 1)]

    def __init__(self, cloud, number="111122227777"):
        super().__init__(cloud, "payment-system", "production", "us-east-1", "backend", number)
        self.release(image("a"))
        template, made = self.template, self.template.made
        vpc, balancer = self.balancer()
        listener = self.aws(
            "elbv2", "create-listener", "--load-balancer-arn", balancer, "--protocol", "HTTP", "--port", "80", "--default-actions",
            json.dumps(template.properties("Listener")["DefaultActions"]))["Listeners"][0]["ListenerArn"]
        made["/payment-system/production/platform/Listener/ref"] = listener
        self.cluster = template.properties("Cluster")["ClusterName"]
        self.aws("ecs", "create-cluster", "--cluster-name", self.cluster)
        for name in template.of("AWS::ElasticLoadBalancingV2::TargetGroup", "Backend"):
            found = template.properties(name)
            words = ["--name", found["Name"], "--protocol", "HTTP", "--port", str(found["Port"]), "--target-type", "ip", "--vpc-id", vpc]
            made[name] = self.aws("elbv2", "create-target-group", *words, "--health-check-path", found["HealthCheckPath"])["TargetGroups"][0]["TargetGroupArn"]
        rules = {**template.of("AWS::ElasticLoadBalancingV2::ListenerRule", "Backend"), **template.of("AWS::ElasticLoadBalancingV2::ListenerRule", "Private")}
        for name in rules:
            found = template.properties(name)
            self.aws(
                "elbv2", "create-rule", "--listener-arn", listener, "--priority", str(found["Priority"]), "--conditions", json.dumps(found["Conditions"]),
                "--actions", json.dumps(found["Actions"]))
        for name in [*template.of("AWS::ECS::TaskDefinition", "Backend"), "MigrationDefinition"]:
            found = lowered(template.properties(name))
            found.pop("tags", None)
            made[name] = self.aws("ecs", "register-task-definition", "--cli-input-json", json.dumps(found))["taskDefinition"]["taskDefinitionArn"]
        for name in template.of("AWS::ECS::Service", "Backend"):
            found = lowered(template.properties(name))
            given = {key: found[key] for key in ("serviceName", "cluster", "taskDefinition", "loadBalancers", "networkConfiguration")}
            given["desiredCount"] = 2 if given["serviceName"] == self.name("blue") else 0
            self.aws("ecs", "create-service", "--cli-input-json", json.dumps(given), "--launch-type", "FARGATE")
        self.twins()
        services = [self.name("blue"), self.name("green")]
        self.stand_behind(
            cluster=self.cluster, services=services, migration="payment-system-production-migrate", listener=listener, balancer=balancer, watched=services[1])

    def twins(self):
        """moto scales services, and is told which there are."""
        moto = self.cloud.moto_url
        self.at(moto, "ecs", "create-cluster", "--cluster-name", self.cluster)
        self.at(moto, "ecs", "register-task-definition", "--family", "twin", "--container-definitions", '[{"name":"t","image":"t","memory":8}]')
        for colour in ("blue", "green"):
            self.at(moto, "ecs", "create-service", "--cluster", self.cluster, "--service-name", self.name(colour), "--task-definition", "twin", "--desired-count", "0")

    def standing(self):
        """What there is at an end: copies and images of each colour, weights in the rules and as written down."""
        services = self.aws("ecs", "describe-services", "--cluster", self.cluster, "--services", self.name("blue"), self.name("green"))["services"]
        result = {}
        for found in services:
            definition = self.aws("ecs", "describe-task-definition", "--task-definition", found["taskDefinition"])["taskDefinition"]
            colour = found["serviceName"].rpartition("-")[2]
            result[colour] = (found["desiredCount"], definition["containerDefinitions"][0]["image"].rpartition("@")[2], int(self.parameter(f"backend/{colour}-weight")))
        listener = self.template.made["/payment-system/production/platform/Listener/ref"]
        rules = self.aws("elbv2", "describe-rules", "--listener-arn", listener)["Rules"]
        forwards = [rule["Actions"][0]["ForwardConfig"] for rule in rules if len(rule["Actions"][0].get("ForwardConfig", {}).get("TargetGroups", [])) == 2]
        assert len(forwards) == 3
        weights = {tuple(int(each["Weight"]) for each in sorted(forward["TargetGroups"], key=lambda each: "green" in each["TargetGroupArn"])) for forward in forwards}
        assert weights == {(result["blue"][2], result["green"][2])}, weights
        # Whose requests stay together is left as the template says.
        assert all(forward["TargetGroupStickinessConfig"]["Enabled"] for forward in forwards), forwards
        return result


class Pods(Place):
    """PIXPOS' server in Kubernetes: its rendered objects, given to a cluster of the test's own by the real kubectl."""

    workload, host, steps = "pixpos-api", "api.pixpos.cloud", [10, 50, 100]
    repository, images = "pixpos/api", [image(kind) for kind in "abe"] + [image("e", 1)]

    def __init__(self, cloud, number="111122228888"):
        super().__init__(cloud, "pixpos", "prod", "eu-central-1", "api", number)
        self.cluster = cluster_api.serve(0)
        self.cluster.proxy = self.proxied
        self.account.environment |= {"HESAP_DEPLOY_KUBERNETES": self.cluster.url, "HOME": str(self.folder)}
        self.release(image("a"))
        vpc, balancer = self.balancer()
        objects = []
        for path in sorted(self.out.glob("kubernetes/eu-central-1/*/*.yaml")):
            texts = re.sub(r"\{\{resolve:ssm:([^}]+)\}\}", self.known, path.read_text())
            objects.append(yaml.safe_load(texts))
        groups = {}
        for colour in ("blue", "green"):
            words = ["--name", self.name(colour), "--protocol", "HTTP", "--port", "80", "--target-type", "ip", "--vpc-id", vpc]
            arn = self.aws("elbv2", "create-target-group", *words)["TargetGroups"][0]["TargetGroupArn"]
            groups[self.name(colour)] = arn
            objects.append({
                "apiVersion": "elbv2.k8s.aws/v1beta1", "kind": "TargetGroupBinding", "metadata": {"name": f"k8s-{colour}", "namespace": "pixpos"},
                "spec": {"serviceRef": {"name": self.name(colour), "port": 80}, "targetGroupARN": arn}})
        shares = [{"TargetGroupArn": arn, "Weight": 1} for arn in groups.values()]
        forward = json.dumps([{"Type": "forward", "ForwardConfig": {"TargetGroups": shares}}])
        self.aws("elbv2", "create-listener", "--load-balancer-arn", balancer, "--protocol", "HTTP", "--port", "80", "--default-actions", forward)
        manifest = self.folder / "objects.yaml"
        manifest.write_text(yaml.safe_dump_all(objects))
        self.kubectl("apply", "--server-side", "--field-manager=hesap", "-f", str(manifest))
        for name, count in ((self.name("blue"), 2), (self.name("green"), 0)):
            self.kubectl("scale", "deployment", name, f"--replicas={count}", "-n", "pixpos")
        self.stand_behind(
            kubernetes=self.cluster.url, namespace="pixpos", ingress="pixpos-ingress", groups=groups, balancer=balancer, watched=self.name("green"))

    def known(self, found):
        name = found[1].rpartition("/release/")[2]
        if name in ("ws/blue-weight", "ws/green-weight"):
            return "50"
        return self.template.made.get(found[1], self.whole(image("a")) if name.endswith("image") else "known-later")

    def kubectl(self, *words):
        done = subprocess.run(["kubectl", "--server", self.cluster.url, *words], env=self.account.environment, capture_output=True, text=True, timeout=60)
        assert done.returncode == 0, done.stderr
        return done.stdout

    def deployment(self, name):
        return self.cluster.objects["deployments", "pixpos", name]

    def proxied(self, _, name, path):
        """What a colour's own Service answers to the trial."""
        kind = self.deployment(name)["spec"]["template"]["spec"]["containers"][0]["image"].partition("sha256:")[2][0]
        return (500, f"{path} failed") if kind == "b" else (200, "ready")

    def standing(self):
        ingress = self.cluster.objects["ingresses", "pixpos", "pixpos-ingress"]
        action = json.loads(ingress["metadata"]["annotations"]["alb.ingress.kubernetes.io/actions.pixpos-api"])
        weights = {each["serviceName"].rpartition("-")[2]: each["weight"] for each in action["forwardConfig"]["targetGroups"]}
        result = {}
        for colour in ("blue", "green"):
            found = self.deployment(self.name(colour))["spec"]
            assert int(self.parameter(f"api/{colour}-weight")) == weights[colour]
            # A Service never selects another colour than its own: traffic moves by weight alone.
            assert self.cluster.objects["services", "pixpos", self.name(colour)]["spec"]["selector"]["hesap/colour"] == colour
            result[colour] = (found["replicas"], found["template"]["spec"]["containers"][0]["image"].rpartition("@")[2], weights[colour])
        return result

    def remove(self):
        super().remove()
        self.cluster.stop()


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


@pytest.fixture(scope="module")
def cloud():
    running = Cloud()
    running.endpoint += "".join(f",{service}={running.moto_url}" for service in AT_MOTO)
    try:
        yield running.start()
    finally:
        running.stop()
        shutil.rmtree(running.folder, ignore_errors=True)


@pytest.fixture(scope="module")
def tasks(cloud):
    place = Tasks(cloud)
    try:
        yield place
    finally:
        place.remove()


@pytest.fixture(scope="module")
def pods(cloud):
    if KUBECTL is None:
        pytest.skip("not run: kubectl is not in the PATH")
    place = Pods(cloud)
    try:
        yield place
    finally:
        place.remove()


def whole_way(place, goes_to):
    """A good version takes over step by step; nobody notices; the trial comes before the traffic."""
    before = place.seen()
    began = time.monotonic()
    with Load(place) as load:
        done = place.rollout(goes_to)
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


def test_ecs_a_good_version_takes_over_by_the_rules_weights(tasks):
    done = whole_way(tasks, image("e"))
    assert "serves as green" in done.stdout
    assert tasks.seen()["tried"] == [[tasks.name("green"), 200]]
    assert tasks.standing() == {"blue": (0, image("a"), 0), "green": (2, image("e"), 100)}
    assert tasks.parameter("backend/previous-image").endswith(image("a"))
    # Nights and peaks are the serving colour's: what rests follows neither the clock nor the load.
    for colour, rests in (("green", False), ("blue", True)):
        found = tasks.at(
            tasks.cloud.moto_url, "application-autoscaling", "describe-scalable-targets", "--service-namespace", "ecs", "--resource-ids",
            f"service/{tasks.cluster}/{tasks.name(colour)}")["ScalableTargets"][0]
        assert set(found["SuspendedState"].values()) == {rests} and found["MinCapacity"] == 2, found
        assert tasks.parameter(f"backend/{colour}-rests") == str(rests).lower()


def test_ecs_back_again_blue_is_tried_too_before_it_gets_traffic(tasks):
    with Load(tasks) as load:
        tasks.run("rollback", *FAST)
    assert load.failures == []
    assert tasks.seen()["tried"][-1] == [tasks.name("blue"), 200]
    assert tasks.standing() == {"blue": (2, image("a"), 100), "green": (0, image("e"), 0)}


@pytest.mark.parametrize("kind, said", [("b", "openapi.json"), ("c", "0 healthy")])
def test_ecs_a_bad_version_gets_no_traffic(tasks, kind, said):
    before = tasks.standing()
    shares = tasks.seen()["shares"]
    with Load(tasks) as load:
        done = tasks.rollout(image(kind), "--settle", "2s", "--no-migrate", check=1)
    assert said in done.stdout + done.stderr, done.stdout + done.stderr
    assert load.failures == [] and tasks.seen()["shares"] == shares
    after = tasks.standing()
    assert after["blue"] == before["blue"] and after["green"] == (0, image(kind), 0)


def test_ecs_errors_of_users_turn_it_back_by_the_balancers_figures(tasks):
    done = None
    with Load(tasks) as load:
        done = tasks.rollout(image("d"), "--bake", "8s", "--no-migrate", check=1)
    assert re.search(r"\d+ of \d+ requests failed", done.stdout + done.stderr), done.stdout + done.stderr
    assert 0 < len(load.failures) < load.requests / 10, (len(load.failures), load.requests)
    assert tasks.standing()["blue"] == (2, image("a"), 100)


def test_ecs_an_alarm_returns_the_weights_at_once(tasks):
    with Load(tasks) as load:
        tool = tasks.account.start(*tasks.words("rollout", "--image", image("f"), *FAST, "--bake", "20s", "--no-migrate"))
        settle(lambda: tasks.seen()["shares"][-1][tasks.name("green")] == 10, "no traffic moved")
        tasks.alarm("ALARM")
        said = tool.communicate(timeout=40)[0]
    assert tool.returncode == 1 and "api-5xx-errors is on" in said, said
    assert load.failures == []
    assert tasks.standing() == {"blue": (2, image("a"), 100), "green": (0, image("f"), 0)}
    # While it rings nothing is begun.
    refused = tasks.rollout(image("e"), check=3)
    tasks.alarm("OK")
    assert "api-5xx-errors is on" in refused.stdout + refused.stderr


def test_ecs_refusals(tasks):
    missing = tasks.rollout("sha256:" + "9" * 64, check=3)
    assert "has no image" in missing.stdout + missing.stderr
    unscanned = tasks.rollout(image("e"), check=3, profile=tasks.scanned)
    assert "not complete" in unscanned.stdout + unscanned.stderr
    holder = tasks.folder / "lock.json"
    holder.write_text(json.dumps({"owner": "ayse on laptop", "since": "2026-11-21T08:00:00Z", "token": "other"}))
    bucket = f"payment-system-production-{tasks.account.number}-hesap-state"
    tasks.aws("s3api", "put-object", "--bucket", bucket, "--key", "lock.json", "--body", str(holder))
    locked = tasks.rollout(image("e"), check=3)
    assert "ayse on laptop" in locked.stdout + locked.stderr
    tasks.aws("s3api", "delete-object", "--bucket", bucket, "--key", "lock.json")


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
            if tool.returncode == 0:
                break
            assert tool.returncode == -signal.SIGKILL, said
            kills += 1
            wanted = place.journal() + every
            assert kills < 40, said
        failures = load.failures
    assert failures == [], failures[:5]
    return kills


def test_ecs_killed_again_and_again_it_ends_the_same(tasks):
    began = time.monotonic()
    kills = killed_again_and_again(tasks, image("e", 1), 3)
    assert tasks.standing() == {"blue": (0, image("a"), 0), "green": (2, image("e", 1), 100)}
    print(f"\npayment-system: killed {kills} times in {time.monotonic() - began:.1f} s")
    assert kills >= 5


def test_kubernetes_a_good_version_takes_over_by_the_ingress_weights(pods):
    done = whole_way(pods, image("e"))
    assert "serves as green" in done.stdout
    assert pods.standing() == {"blue": (0, image("a"), 0), "green": (2, image("e"), 100)}
    # The other service's traffic stays as it was.
    ingress = pods.cluster.objects["ingresses", "pixpos", "pixpos-ingress"]
    assert '"weight":50' in ingress["metadata"]["annotations"]["alb.ingress.kubernetes.io/actions.pixpos-ws"]


def test_kubernetes_a_bad_version_gets_no_traffic_and_a_rollback_returns(pods):
    shares = pods.seen()["shares"]
    with Load(pods) as load:
        done = pods.rollout(image("b"), "--no-migrate", check=1)
        assert "failed" in done.stdout + done.stderr and pods.seen()["shares"] == shares
        assert pods.standing() == {"blue": (0, image("b"), 0), "green": (2, image("e"), 100)}
        pods.run("rollback", *FAST)
    assert load.failures == []
    assert pods.standing() == {"blue": (2, image("a"), 100), "green": (0, image("e"), 0)}


def test_kubernetes_killed_again_and_again_it_ends_the_same(pods):
    began = time.monotonic()
    kills = killed_again_and_again(pods, image("e", 1), 5)
    assert pods.standing() == {"blue": (0, image("a"), 0), "green": (2, image("e", 1), 100)}
    print(f"\npixpos: killed {kills} times in {time.monotonic() - began:.1f} s")
    assert kills >= 4
