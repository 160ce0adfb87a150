"""A failover from one region to another and back: the account is the emulators', the instances of the database are real
PostgreSQL clusters behind them. A writer that never stops asks the private name where to write; what was acknowledged
must be in the new writer, and the old one must take nothing any more."""

import http.server
import json
import os
import re
import signal
import subprocess
import sys
import threading
import time
import urllib.parse
import urllib.request

import pytest

from clusters import PROGRAMS, Cluster
from emulated import TOOLS, Account, Cloud, free_port, running
from machine import settle

pytestmark = pytest.mark.skipif(
    os.environ.get("HESAP_SOAK") != "1" or not (TOOLS / "bin/ministack").exists(), reason="minutes: part of make soak, with the emulators"
)
FIRST, SECOND, NUMBER = "us-east-1", "eu-west-1", "111122229999"
AT_MOTO = ("ec2", "route53", "cloudwatch")
IMAGE = "sha256:" + "a" * 64

PROFILE = """system: ferry
shape: ecs-fargate
regions: {primary: us-east-1, standby: eu-west-1, later: [ap-southeast-2]}
environment: {name: prod, tier: standard, account: "111122229999"}
network: {cidr: {us-east-1: 10.7.0.0/16, eu-west-1: 10.8.0.0/16, ap-southeast-2: 10.9.0.0/16}, zones: 2, nat: single}
domains: {ferry.example.com: {zone: create}}
services:
  api:
    port: 8080
    host: api.ferry.example.com
    probes: {live: /livez, ready: /ready}
    size: {cpu: 0.25, memory: 512Mi}
    scale: {min: 2, max: 4, cpu: 60}
    uses: [database, jwt]
data:
  database: {engine: postgres, version: "17", class: db.r6g.large, storage: 100, name: ferry, multi-az: true, backups: 14d,
    replicas: [{region: eu-west-1, class: same}, {region: ap-southeast-2, class: same}]}
  keys: {kms: {data: multi-region, secrets: multi-region}, rotate: 365d}
  jwt: {secret: generated, length: 64}
dr: {rto: 1h, rpo: 1m, mode: warm, dns: health-check, drill: quarterly}
alarms: {to: ops@example.com}
budget: {monthly: 900}
"""


class Databases:
    """RDS as moto keeps it, with real clusters behind the instances: a promotion promotes, a replica follows, and an
    instance whose security group lets nobody in is reached by nobody."""

    def __init__(self, folder, moto):
        self.folder, self.moto, self.clusters, self.promoted = folder, moto, {}, set()
        self.lock = threading.Lock()
        databases = self

        class Front(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def log_message(self, *_):
                pass

            def do_POST(self):
                body = self.rfile.read(int(self.headers["Content-Length"]))
                with databases.lock:
                    status, answer = databases.answer(body, dict(self.headers))
                self.send_response(status)
                self.send_header("Content-Length", str(len(answer)))
                self.end_headers()
                self.wfile.write(answer)

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Front)
        self.server.daemon_threads = True
        self.url = f"http://127.0.0.1:{self.server.server_address[1]}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def answer(self, body, headers):
        headers = {name: value for name, value in headers.items() if name.lower() not in ("host", "content-length")}
        request = urllib.request.Request(self.moto, data=body, headers=headers, method="POST")
        try:
            with urllib.request.urlopen(request, timeout=30) as found:
                status, answer = found.status, found.read()
        except urllib.error.HTTPError as error:
            return error.code, error.read()
        asked = {name: values[0] for name, values in urllib.parse.parse_qs(body.decode()).items()}
        self.follow(asked)
        text = answer.decode()
        for name in self.promoted:
            block = rf"(<DBInstance>(?:(?!</DBInstance>).)*<DBInstanceIdentifier>{name}</DBInstanceIdentifier>.*?</DBInstance>)"
            source = r"<ReadReplicaSourceDBInstanceIdentifier>.*?</ReadReplicaSourceDBInstanceIdentifier>"
            text = re.sub(block, lambda found: re.sub(source, "", found[1]), text, flags=re.S)
        return status, text.encode()

    def follow(self, asked):
        """Does to the clusters what the call means."""
        name, action = asked.get("DBInstanceIdentifier", ""), asked.get("Action")
        if action == "PromoteReadReplica" and name not in self.promoted:
            self.promoted.add(name)
            self.clusters[name].run("pg_ctl", "promote", "-w", "-t", "30", "-D", self.clusters[name].data, check=False)
        elif action == "CreateDBInstanceReadReplica" and name not in self.clusters:
            source = self.clusters[asked["SourceDBInstanceIdentifier"].rpartition(":")[2]]
            self.clusters[name] = Cluster(self.folder / name, free_port(), name).follow(source).start()
        elif action == "CreateDBInstance":
            self.clusters[name] = Cluster(self.folder / name, free_port(), name).initialise("synchronous_commit = on").start()
        elif action == "ModifyDBInstance" and "VpcSecurityGroupIds.VpcSecurityGroupId.1" in asked:
            # Who is connected stays connected; who is not comes in no more.
            with open(self.clusters[name].data / "postgresql.conf", "a") as settings:
                settings.write("listen_addresses = ''\n")
        elif action == "RebootDBInstance":
            self.clusters[name].stop("fast")
            self.clusters[name].start()

    def stop(self):
        self.server.shutdown()
        for cluster in self.clusters.values():
            cluster.remove()


GETENT = """#!{python}
# What the public names answer: a region whose health check is off and turned round is out; the first one wins otherwise.
import json, subprocess, sys
words = ["{aws}", "route53", "list-health-checks", "--region", "us-east-1", "--endpoint-url", "{moto}", "--output", "json"]
checks = json.loads(subprocess.run(words, capture_output=True, text=True).stdout)["HealthChecks"]
config = {{check["HealthCheckConfig"]["FullyQualifiedDomainName"]: check["HealthCheckConfig"] for check in checks}}
places = {{"api-us-east-1.ferry.example.com": "10.1.0.1", "api-eu-west-1.ferry.example.com": "10.2.0.1"}}
out = {{name for name, found in config.items() if found.get("Disabled") and found.get("Inverted")}}
host = sys.argv[-1]
print((places[host] if host in places else next(place for name, place in places.items() if name not in out)) + " STREAM")
"""


class World:
    """Two regions with what `apply` leaves there, as far as a failover asks for it."""

    def __init__(self, cloud):
        self.cloud, self.folder = cloud, cloud.folder
        os.chmod(cloud.folder, 0o755)
        self.databases = Databases(cloud.folder, cloud.moto_url)
        cloud.endpoint += f",rds={self.databases.url}" + "".join(f",{service}={cloud.moto_url}" for service in AT_MOTO)
        self.account = Account(cloud, NUMBER)
        self.profile, self.state = self.folder / "ferry.yaml", self.folder / "state"
        self.profile.write_text(PROFILE)
        tools = self.folder / "tools"
        tools.mkdir()
        (tools / "curl").write_text("#!/bin/sh\nprintf 200\n")
        (tools / "getent").write_text(GETENT.format(python=sys.executable, aws=cloud.folder / "bin/aws", moto=cloud.moto_url))
        for name in ("curl", "getent"):
            (tools / name).chmod(0o755)
        self.account.environment["PATH"] = f"{tools}:{self.account.environment['PATH']}"
        self.make()

    def aws(self, region, *words, check=True):
        url = self.databases.url if words[0] == "rds" else self.cloud.moto_url if words[0] in AT_MOTO else self.cloud.url
        return self.account.aws(*words, region=region, url=url, check=check)

    def make(self):
        self.aws(FIRST, "s3api", "create-bucket", "--bucket", f"ferry-prod-{NUMBER}-hesap-state")
        self.zones = {}
        for region, part in ((FIRST, ""), (SECOND, "EuWest1")):
            zone = self.aws(region, "route53", "create-hosted-zone", "--name", "ferry.internal", "--caller-reference", region)["HostedZone"]["Id"].rpartition("/")[2]
            self.zones[region] = zone
            self.parameter(region, f"network/PrivateZone{part}/ref", zone)
            self.parameter(region, "release/api/blue-image", f"{NUMBER}.dkr.ecr.{region}.amazonaws.com/ferry/hesap@{IMAGE}")
            for secret in ("ferry-prod/database", "ferry-prod/jwt", "ferry-prod/metrics"):
                self.aws(region, "secretsmanager", "create-secret", "--name", secret, "--secret-string", "drawn-by-the-test")
            vpc = self.aws(region, "ec2", "create-vpc", "--cidr-block", "10.9.0.0/16")["Vpc"]["VpcId"]
            subnets = [
                self.aws(region, "ec2", "create-subnet", "--vpc-id", vpc, "--cidr-block", f"10.9.{i}.0/24", "--availability-zone", f"{region}{z}")["Subnet"]["SubnetId"]
                for i, z in enumerate("ab")]
            self.aws(
                region, "rds", "create-db-subnet-group", "--db-subnet-group-name", "ferry-prod-db-subnet", "--db-subnet-group-description", "for the test",
                "--subnet-ids", *subnets)
            self.aws(region, "ecr", "create-repository", "--repository-name", "ferry/hesap")
            self.aws(region, "ecr", "put-image", "--repository-name", "ferry/hesap", "--image-manifest", "{}", "--image-digest", IMAGE)
            self.aws(region, "acm", "request-certificate", "--domain-name", "api.ferry.example.com", "--validation-method", "DNS")
            self.aws(region, "ecs", "create-cluster", "--cluster-name", "ferry-prod-cluster")
            self.aws(region, "ecs", "register-task-definition", "--family", "ferry-api-blue", "--container-definitions", '[{"name":"api","image":"x","memory":64}]')
            count = "2" if region == FIRST else "0"
            self.aws(region, "ecs", "create-service", "--cluster", "ferry-prod-cluster", "--service-name", "ferry-api-blue", "--task-definition", "ferry-api-blue", "--desired-count", count)
            config = {"Type": "HTTPS", "FullyQualifiedDomainName": f"api-{region}.ferry.example.com", "Port": 443, "ResourcePath": "/ready"}
            self.aws(FIRST, "route53", "create-health-check", "--caller-reference", region, "--health-check-config", json.dumps(config))
        self.aws(
            FIRST, "rds", "create-db-instance", "--db-instance-identifier", "ferry-prod-db", "--engine", "postgres", "--db-instance-class", "db.r6g.large",
            "--allocated-storage", "100", "--master-username", "ferry", "--master-user-password", "drawn-by-the-test")
        self.clusters["ferry-prod-db"].sql("create table rows (n bigint primary key)")
        arn = self.instance(FIRST, "ferry-prod-db")["DBInstanceArn"]
        self.aws(SECOND, "rds", "create-db-instance-read-replica", "--db-instance-identifier", "ferry-prod-replica-eu", "--source-db-instance-identifier", arn, "--db-instance-class", "db.r6g.large")
        self.point(FIRST, "ferry-prod-db")
        self.lag("ferry-prod-replica-eu", SECOND, 0)

    @property
    def clusters(self):
        return self.databases.clusters

    def parameter(self, region, name, value=None):
        if value is None:
            return self.aws(region, "ssm", "get-parameter", "--name", f"/ferry/prod/{name}")["Parameter"]["Value"]
        self.aws(region, "ssm", "put-parameter", "--name", f"/ferry/prod/{name}", "--type", "String", "--overwrite", "--value", value)

    def instance(self, region, name):
        return self.aws(region, "rds", "describe-db-instances", "--db-instance-identifier", name)["DBInstances"][0]

    def point(self, region, name):
        change = {"Changes": [{"Action": "UPSERT", "ResourceRecordSet": {
            "Name": "database.ferry.internal", "Type": "CNAME", "TTL": 5, "ResourceRecords": [{"Value": self.instance(region, name)["Endpoint"]["Address"]}]}}]}
        self.aws(region, "route53", "change-resource-record-sets", "--hosted-zone-id", self.zones[region], "--change-batch", json.dumps(change))

    def points_to(self, region):
        records = self.aws(region, "route53", "list-resource-record-sets", "--hosted-zone-id", self.zones[region])["ResourceRecordSets"]
        found = [each["ResourceRecords"][0]["Value"] for each in records if each["Name"].startswith("database.")]
        return found[0].partition(".")[0] if found else None

    def lag(self, name, region, seconds):
        data = [{"MetricName": "ReplicaLag", "Dimensions": [{"Name": "DBInstanceIdentifier", "Value": name}], "Value": seconds, "Unit": "Seconds"}]
        self.aws(region, "cloudwatch", "put-metric-data", "--namespace", "AWS/RDS", "--metric-data", json.dumps(data))

    def words(self, *more):
        return ["failover", str(self.profile), "--environment", "prod", "--state", str(self.state), *more]

    def failover(self, *more, check=0):
        return self.account.hesap(*self.words(*more), check=check, timeout=120)

    def lines(self):
        path = self.state / "ferry/prod/journal.jsonl"
        return path.read_bytes().count(b"\n") if path.exists() else 0


class Writer:
    """Writes rows to whatever instance the private name of its region means."""

    def __init__(self, world):
        self.world, self.place, self.acknowledged, self.times = world, "ferry-prod-db", [], []
        self.stopping = threading.Event()
        self.thread = threading.Thread(target=self.write, daemon=True)
        self.thread.start()

    def write(self):
        number = 0
        while not self.stopping.is_set():
            number += 1
            cluster = self.world.clusters[self.place]
            done = subprocess.run(
                [str(PROGRAMS / "psql"), "-XAtq", "-h", "127.0.0.1", "-p", str(cluster.port), "-U", "postgres", "-c", f"insert into rows values ({number})"],
                capture_output=True, env={**os.environ, "PGCONNECT_TIMEOUT": "2"})
            if done.returncode == 0:
                self.acknowledged.append(number)
                self.times.append(time.monotonic())
            time.sleep(0.03)

    def stop(self):
        self.stopping.set()
        self.thread.join(timeout=10)


@pytest.fixture(scope="module")
def world():
    with running(Cloud()) as cloud:
        made = World(cloud)
        try:
            yield made
        finally:
            made.databases.stop()


def test_a_lag_that_nobody_accepted_is_refused_and_nothing_is_touched(world):
    world.lag("ferry-prod-replica-eu", SECOND, 90)
    refused = world.failover(check=3)
    assert "--accept-loss 90s" in refused.stdout + refused.stderr, refused.stdout + refused.stderr
    assert world.points_to(SECOND) is None and not world.databases.promoted
    assert world.clusters["ferry-prod-db"].sql("select 1") == "1"


def test_a_region_without_what_it_needs_is_refused_by_name(world):
    refused = world.failover("--to", "ap-southeast-2", check=3)
    said = refused.stdout + refused.stderr
    assert "ferry-prod-replica-ap cannot be seen" in said and not world.databases.promoted, said


def test_killed_again_and_again_it_fails_over_without_losing_an_acknowledged_row(world):
    world.lag("ferry-prod-replica-eu", SECOND, 0)
    writer, kills, wanted, began = Writer(world), 0, 1, time.monotonic()
    try:
        settle(lambda: len(writer.acknowledged) >= 20, "no rows are written")
        wanted = world.lines() + 1
        while True:
            tool = world.account.start(*world.words("--accept-loss", "120s"))
            while tool.poll() is None:
                if world.lines() >= wanted:
                    tool.send_signal(signal.SIGKILL)
                    break
                if world.points_to(SECOND) if kills > 4 else False:
                    writer.place = "ferry-prod-replica-eu"
                time.sleep(0.01)
            said = tool.communicate()[0]
            if tool.returncode == 0:
                break
            assert tool.returncode == -signal.SIGKILL, said
            # What had touched nothing looks anew: an order and what was seen, two lines.
            kills, wanted = kills + 1, world.lines() + 3
            assert kills < 15, said
        writer.place = world.points_to(SECOND)
        count = len(writer.acknowledged)
        settle(lambda: len(writer.acknowledged) > count + 5, "the new writer takes no row")
    finally:
        writer.stop()
    kept = set(map(int, world.clusters["ferry-prod-replica-eu"].sql("select n from rows").split()))
    lost = [number for number in writer.acknowledged if number not in kept]
    gap = max(after - before for before, after in zip(writer.times, writer.times[1:]))
    print(f"\nregions: killed {kills} times in {time.monotonic() - began:.0f} s; {len(writer.acknowledged)} rows acknowledged, "
          f"{len(lost)} lost, none written for {gap:.1f} s\n{said.splitlines()[-1]}")
    assert lost == [] and kills >= 3
    assert re.search(r"RTO \d+\.\d{3} s", said), said


def test_the_old_writer_is_cut_off_and_stays_so_when_it_comes_back(world):
    old = world.instance(FIRST, "ferry-prod-db")
    groups = [each["VpcSecurityGroupId"] for each in old["VpcSecurityGroups"]]
    fence = world.aws(FIRST, "ec2", "describe-security-groups", "--filters", "Name=group-name,Values=ferry-prod-fence")["SecurityGroups"]
    assert groups == [fence[0]["GroupId"]] and fence[0]["IpPermissions"] == []
    world.clusters["ferry-prod-db"].stop()
    world.clusters["ferry-prod-db"].start()
    refused = world.clusters["ferry-prod-db"].sql("insert into rows values (-1)", check=False)
    assert refused.returncode != 0 and "refused" in refused.stderr
    # Traffic does not go back by itself either.
    checks = {each["HealthCheckConfig"]["FullyQualifiedDomainName"].split(".")[0]: each["HealthCheckConfig"]
              for each in world.aws(FIRST, "route53", "list-health-checks")["HealthChecks"]}
    assert checks["api-us-east-1"]["Disabled"] and checks["api-us-east-1"]["Inverted"]
    assert not checks["api-eu-west-1"].get("Disabled")
    assert world.points_to(SECOND) == "ferry-prod-replica-eu"
    assert world.parameter(SECOND, "failover/writer") == "ferry-prod-replica-eu"
    running = world.aws(SECOND, "ecs", "describe-services", "--cluster", "ferry-prod-cluster", "--services", "ferry-api-blue")["services"][0]
    assert running["desiredCount"] == 2


def test_back_again_the_reverse_replica_takes_over(world):
    back = world.parameter(FIRST, "failover/replica")
    assert world.instance(FIRST, back)["ReadReplicaSourceDBInstanceIdentifier"].endswith("ferry-prod-replica-eu")
    world.clusters["ferry-prod-replica-eu"].sql("insert into rows values (1000000)")
    settle(lambda: world.clusters[back].sql("select count(*) from rows where n = 1000000") == "1", "the reverse replica does not follow")
    world.lag(back, FIRST, 0)
    done = world.failover("--to", FIRST, "--accept-loss", "120s")
    assert "RTO" in done.stdout
    assert world.points_to(FIRST) == back and back in world.databases.promoted
    assert world.clusters[back].sql("insert into rows values (1000001) returning n") == "1000001"
    assert world.clusters["ferry-prod-replica-eu"].sql("select 1", check=False).returncode != 0
