"""AWS stood in for: MiniStack (CloudFormation and most services) and moto (what MiniStack lacks), on loopback."""

import contextlib
import json
import os
import pathlib
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time

import cluster_api
import fast_aws

ROOT = pathlib.Path(__file__).resolve().parents[2]
BINARY = pathlib.Path(os.environ.get("HESAP_DEPLOY_BINARY", os.environ.get("HESAP_BINARY", ROOT / ".build/debug/hesap")))
TOOLS = pathlib.Path(os.environ.get("HESAP_EMULATORS", ROOT / ".cache/emulators"))
ARTIFACTS = ROOT / "artifacts"
# What MiniStack does not speak goes to moto.
AT_MOTO = ("application-autoscaling", "shield", "guardduty", "securityhub", "configservice", "wafv2.put-logging-configuration",
           "wafv2.delete-logging-configuration", "ecr.put-replication-configuration")
SECRET = "planted-Zx81-credential-of-the-test"


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Account:
    """One account of its own: the emulators tell accounts apart by the access key."""

    def __init__(self, cloud, number):
        self.cloud, self.number = cloud, number
        self.environment = {
            **{k: v for k, v in os.environ.items() if not k.startswith(("AWS_", "HESAP_", "KUBE"))},
            "PATH": f"{cloud.folder / 'bin'}:{os.environ['PATH']}",
            "AWS_ACCESS_KEY_ID": number,
            "AWS_SECRET_ACCESS_KEY": SECRET,
            "AWS_CONFIG_FILE": "/dev/null",
            "AWS_SHARED_CREDENTIALS_FILE": "/dev/null",
            "AWS_EC2_METADATA_DISABLED": "true",
            "HESAP_DEPLOY_TEST": "1",
            "HESAP_DEPLOY_ENDPOINT": cloud.endpoint,
        }

    @property
    def own(self):
        """For calls of the test's own, which are none of the tool's."""
        return {name: value for name, value in self.environment.items() if name != "HESAP_CALLS"}

    def aws(self, *words, region="eu-central-1", check=True, url=None):
        at_moto = {words[0], ".".join(words[:2])} & set(AT_MOTO)
        url = url or (self.cloud.moto_url if at_moto else self.cloud.url)
        command = [str(self.cloud.folder / "bin/aws"), *words, "--region", region, "--endpoint-url", url, "--output", "json"]
        answer = subprocess.run(command, env=self.own, capture_output=True, text=True, timeout=180)
        if check and answer.returncode:
            raise AssertionError(f"{' '.join(words)}: {answer.stderr}")
        return json.loads(answer.stdout) if answer.stdout.strip() else {}

    def answers(self, words, url):
        """Whether an emulator knows a command at all."""
        command = [str(self.cloud.folder / "bin/aws"), *words, "--region", "us-east-1", "--endpoint-url", url]
        return subprocess.run(command, env=self.own, capture_output=True, text=True, timeout=180).returncode == 0

    def hesap(self, *words, check=0, timeout=600, environment=None):
        command = [str(BINARY), *(("deploy",) if BINARY.name == "hesap" else ()), *words]
        answer = subprocess.run(
            command, env={**self.environment, **(environment or {})}, capture_output=True, text=True, timeout=timeout, cwd=ROOT
        )
        if check is not None:
            assert answer.returncode == check, f"{words}: {answer.returncode}\n{answer.stdout[-3000:]}\n{answer.stderr[-3000:]}"
        return answer

    def start(self, *words):
        command = [str(BINARY), *(("deploy",) if BINARY.name == "hesap" else ()), *words]
        return subprocess.Popen(
            command, env=self.environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, cwd=ROOT
        )


class Cloud:
    """The two emulators and the loaded command line."""

    def __init__(self):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="hesap-cloud-"))
        (self.folder / "bin").mkdir()
        self.port, self.moto_port = free_port(), free_port()
        self.url, self.moto_url = f"http://127.0.0.1:{self.port}", f"http://127.0.0.1:{self.moto_port}"
        self.endpoint = ",".join([self.url] + [f"{service}={self.moto_url}" for service in AT_MOTO])
        self.processes, self.shared, self.turn = [], {}, threading.Lock()

    def start(self):
        ARTIFACTS.mkdir(exist_ok=True)
        bin = TOOLS / "bin"
        quiet = {**os.environ, "BIND_HOST": "127.0.0.1", "GATEWAY_PORT": str(self.port), "IOT_MTLS_ENABLED": "0"}
        quiet.update(AWS_ACCESS_KEY_ID="emulator", AWS_SECRET_ACCESS_KEY="emulator", MOTO_IAM_LOAD_MANAGED_POLICIES="true")
        self.run("ministack", [str(bin / "ministack")], quiet)
        self.run("moto", [str(bin / "moto_server"), "-H", "127.0.0.1", "-p", str(self.moto_port)], quiet)
        server = self.folder / "aws.sock"
        self.run("aws", [str(bin / "python"), str(ROOT / "tests/deploy/fast_aws.py"), "serve", str(server)], quiet)
        fast_aws.install(self.folder / "bin", server, bin / "python")
        for what, port in (("MiniStack", self.port), ("moto", self.moto_port)):
            self.wait(what, lambda: socket.create_connection(("127.0.0.1", port), 1).close())
        self.wait("aws", lambda: os.stat(server))
        return self

    def run(self, name, command, environment):
        log = open(ARTIFACTS / f"emulator-{name}.log", "wb")
        self.processes.append(
            subprocess.Popen(command, env=environment, stdout=log, stderr=subprocess.STDOUT, start_new_session=True)
        )

    @staticmethod
    def wait(what, probe, seconds=180):
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            try:
                return probe()
            except OSError:
                time.sleep(0.1)
        raise AssertionError(f"{what} did not start")

    def stop(self):
        for process in self.processes:
            os.killpg(process.pid, signal.SIGTERM)
        for process in self.processes:
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, signal.SIGKILL)
                process.wait()


@contextlib.contextmanager
def running(cloud):
    """The emulators for as long as they are needed."""
    try:
        yield cloud.start()
    finally:
        cloud.stop()
        shutil.rmtree(cloud.folder, ignore_errors=True)


SHARED = "eu-central-1"  # where the cluster of two products stands
ZONES = {"mega-pos": "hsdcore.com", "biletpro": "biletpro.com", "payment-system": "payment.example.com"}


def somebody_elses(account, profile, environment):
    """What a profile says exists already: another product's cluster and cache, a zone; and, where no cluster is asked,
    what a cluster's own controller would make, a load balancer."""
    if profile in ("pixpos", "mega-pos") and account.number not in account.cloud.shared:
        another_products(account)
    if profile in ("biletpro", "payment-system"):
        twins(account, profile, environment)
    if profile in ZONES:
        account.aws("route53", "create-hosted-zone", "--name", ZONES[profile], "--caller-reference", f"before-{profile}-{environment}")


def another_products(account):
    tags = "ResourceType=subnet,Tags=[{Key=kubernetes.io/cluster/hsd-monitoring,Value=shared},{Key=kubernetes.io/role/internal-elb,Value=1}]"
    account.cloud.shared[account.number] = two_subnets(account, SHARED, "--tag-specifications", tags)
    account.aws(
        "eks", "create-cluster", "--name", "hsd-monitoring", "--role-arn", f"arn:aws:iam::{account.number}:role/eks",
        "--resources-vpc-config", "subnetIds=" + ",".join(account.cloud.shared[account.number]),
    )
    account.aws("eks", "create-addon", "--cluster-name", "hsd-monitoring", "--addon-name", "eks-pod-identity-agent")
    account.aws(
        "elasticache", "create-replication-group", "--replication-group-id", "shared-redis",
        "--replication-group-description", "another product's", "--cache-node-type", "cache.t3.small",
    )


def two_subnets(account, region, *words):
    vpc = account.aws("ec2", "create-vpc", "--cidr-block", "10.9.0.0/16", region=region)["Vpc"]["VpcId"]
    return [
        account.aws(
            "ec2", "create-subnet", "--vpc-id", vpc, "--cidr-block", f"10.9.{i}.0/24", "--availability-zone", f"{region}{zone}",
            *words, region=region,
        )["Subnet"]["SubnetId"]
        for i, zone in enumerate("ab")
    ]


def twins(account, profile, environment):
    """moto knows autoscaling but no services of the other emulator: it is told of them."""
    page = account.hesap("plan", profile, "--environment", environment, "--offline", "--state", str(account.cloud.folder / "offline"), "--direct-for", "AWS::ApplicationAutoScaling::ScalableTarget").stdout
    region = "us-east-1" if profile == "payment-system" else "eu-central-1"
    url = ["--endpoint-url", account.cloud.moto_url, "--region", region]

    def run(*words):
        subprocess.run(
            [str(account.cloud.folder / "bin/aws"), "ecs", *words, *url], env=account.own, capture_output=True, check=True
        )

    services = [name.split("/") for name in sorted(set(re.findall(r'"ResourceId":"service/([^"]+)"', page)))]
    run("register-task-definition", "--family", "twin", "--container-definitions", '[{"name":"t","image":"t","memory":8}]')
    for cluster in {cluster for cluster, _ in services}:
        run("create-cluster", "--cluster-name", cluster)
    for cluster, service in services:
        run("create-service", "--cluster", cluster, "--service-name", service, "--task-definition", "twin", "--desired-count", "0")


class Clusters:
    """The stand-ins for the clusters' own interfaces, one a region, with a controller that makes load balancers of what
    an Ingress asks for."""

    def __init__(self, account, regions):
        self.account, self.subnets = account, {}
        self.servers = {region: cluster_api.serve(0) for region in regions}
        for region, server in self.servers.items():
            server.controller = lambda kind, body, region=region: self.controlled(kind, body, region)

    @property
    def places(self):
        return ",".join(f"{region}={server.url}" for region, server in self.servers.items())

    def controlled(self, kind, body, region):
        if kind != "Ingress":
            return
        name = body["metadata"]["annotations"]["alb.ingress.kubernetes.io/load-balancer-name"]
        if body.get("gone"):
            found = self.account.aws("elbv2", "describe-load-balancers", "--names", name, region=region)["LoadBalancers"]
            self.account.aws("elbv2", "delete-load-balancer", "--load-balancer-arn", found[0]["LoadBalancerArn"], region=region)
        else:
            if region not in self.subnets:
                self.subnets[region] = two_subnets(self.account, region)
            self.account.aws("elbv2", "create-load-balancer", "--name", name, "--subnets", *self.subnets[region], region=region)

    def objects(self):
        return {(region, *key): body for region, server in self.servers.items() for key, body in server.objects.items()}

    def stop(self):
        for server in self.servers.values():
            server.stop()
