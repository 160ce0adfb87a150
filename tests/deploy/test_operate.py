"""The commands that work on a running system, on an account of an emulator (moto) that holds one: scaled, snapshot,
brought back, migrated, read, connected to; killed half-way and gone on with; secrets nowhere.
"""

import contextlib
import http.server
import json
import os
import pathlib
import re
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time

import pytest

import fast_aws
from emulated import ARTIFACTS, BINARY, ROOT, TOOLS, Account, Cloud

pytestmark = pytest.mark.skipif(
    not (TOOLS / "bin/moto_server").exists(), reason="the emulators are not installed: sh tools/bootstrap.sh emulators"
)

PASSWORD = "planted-Qm52-password-of-the-database"
TOKEN = "planted-Rk77-token-of-the-cache-which-is-long"
PORT = 22300
NUMBER = "111122223333"
REGION = "eu-central-1"
IMAGE = "sha256:" + "a" * 64


class OneCloud(Cloud):
    """moto alone."""

    def start(self):
        ARTIFACTS.mkdir(exist_ok=True)
        self.url, self.endpoint = self.moto_url, self.moto_url
        quiet = {**os.environ, "AWS_ACCESS_KEY_ID": "emulator", "AWS_SECRET_ACCESS_KEY": "emulator", "MOTO_ECS_SERVICE_RUNNING": "4", "MOTO_ACCOUNT_ID": NUMBER}
        self.run("moto-operate", [str(TOOLS / "bin/moto_server"), "-H", "127.0.0.1", "-p", str(self.moto_port)], quiet)
        server = self.folder / "aws.sock"
        self.run("aws-operate", [str(TOOLS / "bin/python"), str(ROOT / "tests/deploy/fast_aws.py"), "serve", str(server)], quiet)
        fast_aws.install(self.folder / "bin", server, TOOLS / "bin/python")
        self.wait("moto", lambda: socket.create_connection(("127.0.0.1", self.moto_port), 1).close())
        self.wait("aws", lambda: os.stat(server))
        return self


class System:
    """BiletPro as it stands after an apply, as far as these commands look at it."""

    profile, environment = "biletpro", "prod"

    def __init__(self, cloud):
        self.cloud, self.account = cloud, Account(cloud, NUMBER)
        self.state = cloud.folder / "state"
        self.made()

    def aws(self, *words, **more):
        return self.account.aws(*words, **more)

    def run(self, verb, *words, check=0, place=None, **more):
        verbs = [verb] if isinstance(verb, str) else list(verb)
        return self.account.hesap(
            *verbs, self.profile, "--environment", self.environment, "--state", str(place or self.state), *words, check=check, **more
        )

    def start(self, verb, *words):
        return self.account.start(verb, self.profile, "--environment", self.environment, "--state", str(self.state), *words)

    @staticmethod
    def wait(what, seconds=90, process=None):
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            found = what()
            if found:
                return found
            if process is not None and process.poll() is not None:
                break
            time.sleep(0.1)
        if process is not None:
            process.kill()
            raise AssertionError(process.communicate()[0])
        raise AssertionError("it did not come")

    def pushed(self, repository):
        """An image in a repository that is made for it, by its digest."""
        self.aws("ecr", "create-repository", "--repository-name", repository, check=False)
        manifest = json.dumps({"schemaVersion": 2, "mediaType": "application/vnd.docker.distribution.manifest.v2+json", "config": {
            "mediaType": "application/vnd.docker.container.image.v1+json", "size": 1, "digest": IMAGE}, "layers": []})
        put = self.aws("ecr", "put-image", "--repository-name", repository, "--image-tag", "r1", "--image-manifest", manifest)
        return put["image"]["imageId"]["imageDigest"]

    def image(self):
        """What serves is said to be an image that is there."""
        self.digest = self.pushed("biletpro/api")
        repository = f"{NUMBER}.dkr.ecr.{REGION}.amazonaws.com/biletpro/api"
        for name in ("auth", "organization"):
            self.put(f"release/{name}/blue-image", f"{repository}@{self.digest}")

    @contextlib.contextmanager
    def answering(self, answers):
        """`aws` answers commands that begin so by itself, with what no emulator says."""
        place = self.cloud.folder / "bin/aws"
        real = self.cloud.folder / "bin/aws.real"
        place.rename(real)
        known = [(start.split(), answer) for start, answer in answers.items()]
        place.write_text(
            f"#!{TOOLS}/bin/python -SIE\nimport os, sys\n"
            f"for words, answer in {known!r}:\n"
            f"    if sys.argv[1:len(words) + 1] != words:\n        continue\n"
            f"    query = sys.argv[sys.argv.index('--query') + 1] if '--query' in sys.argv else None\n"
            f"    sys.path += {[str(p) for p in (TOOLS / 'lib').glob('python*/site-packages')]!r}\n"
            f"    import json, jmespath\n"
            f"    found = jmespath.search(query, answer) if query else answer\n"
            f"    print(found if isinstance(found, str) else json.dumps(found))\n    sys.exit(0)\n"
            f"os.execv({str(real)!r}, sys.argv)\n"
        )
        place.chmod(0o755)
        try:
            yield
        finally:
            real.rename(place)

    @property
    def folder(self):
        return self.state / self.profile / self.environment

    def journal(self):
        path = self.folder / "journal.jsonl"
        return [json.loads(line) for line in path.read_text().splitlines()] if path.exists() else []

    def put(self, name, value):
        self.aws("ssm", "put-parameter", "--name", f"/biletpro/prod/{name}", "--type", "String", "--overwrite", "--value", value)

    def parameter(self, name):
        return self.aws("ssm", "get-parameter", "--name", f"/biletpro/prod/{name}")["Parameter"]["Value"]

    def made(self):
        aws = self.aws
        place = ["--create-bucket-configuration", f"LocationConstraint={REGION}"]
        aws("s3api", "create-bucket", "--bucket", f"biletpro-prod-{NUMBER}-hesap-state", *place)
        self.vpc = aws("ec2", "create-vpc", "--cidr-block", "10.2.0.0/16")["Vpc"]["VpcId"]
        aws("ec2", "modify-vpc-attribute", "--vpc-id", self.vpc, "--enable-dns-hostnames")
        self.subnets = [
            aws("ec2", "create-subnet", "--vpc-id", self.vpc, "--cidr-block", f"10.2.{i}.0/24", "--availability-zone", f"{REGION}{z}")["Subnet"]["SubnetId"]
            for i, z in enumerate("ab")
        ]
        group = lambda name: aws("ec2", "create-security-group", "--group-name", name, "--description", name, "--vpc-id", self.vpc)["GroupId"]
        self.group, workers, redis = group("biletpro-db-sg"), group("biletpro-workers"), group("biletpro-redis-sg")
        aws("rds", "create-db-subnet-group", "--db-subnet-group-name", "biletpro-db-subnet", "--db-subnet-group-description", "d", "--subnet-ids", *self.subnets)
        aws("rds", "create-db-parameter-group", "--db-parameter-group-name", "biletpro-db-parameters", "--db-parameter-group-family", "postgres17", "--description", "d")
        aws("rds", "create-db-instance", "--db-instance-identifier", "biletpro-db", "--db-instance-class", "db.r6g.large", "--engine", "postgres",
            "--engine-version", "17.6", "--allocated-storage", "100", "--master-username", "biletpro", "--master-user-password", "not-of-today",
            "--db-name", "biletpro", "--db-subnet-group-name", "biletpro-db-subnet", "--db-parameter-group-name", "biletpro-db-parameters",
            "--vpc-security-group-ids", self.group, "--multi-az", "--storage-encrypted", "--backup-retention-period", "14",
            "--preferred-backup-window", "01:00-02:00", "--preferred-maintenance-window", "sun:03:00-sun:04:00", "--deletion-protection")
        aws("elasticache", "create-cache-subnet-group", "--cache-subnet-group-name", "biletpro-cache-subnet", "--cache-subnet-group-description", "c", "--subnet-ids", *self.subnets)
        aws("elasticache", "create-replication-group", "--replication-group-id", "biletpro-redis", "--replication-group-description", "c",
            "--cache-node-type", "cache.t4g.small", "--num-cache-clusters", "2", "--engine", "redis", "--security-group-ids", redis)
        aws("secretsmanager", "create-secret", "--name", "biletpro/database", "--secret-string",
            json.dumps({"username": "biletpro", "password": PASSWORD, "database": "biletpro"}))
        aws("secretsmanager", "create-secret", "--name", "biletpro/redis", "--secret-string", json.dumps({"token": TOKEN}))
        self.zone = aws("route53", "create-hosted-zone", "--name", "biletpro.internal", "--caller-reference", "inside")["HostedZone"]["Id"].split("/")[-1]
        self.address = aws("rds", "describe-db-instances")["DBInstances"][0]["Endpoint"]["Address"]
        for name in ("database", "database-read"):
            self.point(f"{name}.biletpro.internal", self.address)
        self.put("network/PrivateZone/ref", self.zone)
        self.put("data/Cache/PrimaryEndPoint.Address", "redis.example.net")
        self.services(workers)

    def point(self, name, address):
        batch = {"Changes": [{"Action": "UPSERT", "ResourceRecordSet": {"Name": name, "Type": "CNAME", "TTL": 5, "ResourceRecords": [{"Value": address}]}}]}
        self.aws("route53", "change-resource-record-sets", "--hosted-zone-id", self.zone, "--change-batch", json.dumps(batch))

    def services(self, workers):
        self.aws("ecs", "create-cluster", "--cluster-name", "biletpro-cluster")
        network = {"awsvpcConfiguration": {"subnets": self.subnets, "securityGroups": [workers], "assignPublicIp": "DISABLED"}}
        repository = f"{NUMBER}.dkr.ecr.{REGION}.amazonaws.com/biletpro/api"
        for name in ("auth", "organization", "migrate"):
            container = {
                "name": "auth" if name == "migrate" else name, "image": f"{repository}@{IMAGE}", "memory": 512, "cpu": 256,
                "environment": [{"name": "REDIS_HOST", "value": "redis.example.net"}, {"name": "DATABASE_HOST", "value": "database.biletpro.internal"}],
            }
            family = "biletpro-migrate" if name == "migrate" else f"biletpro-{name}-blue"
            self.aws("ecs", "register-task-definition", "--family", family, "--network-mode", "awsvpc", "--requires-compatibilities", "FARGATE",
                     "--cpu", "256", "--memory", "512", "--container-definitions", json.dumps([container]))
            if name != "migrate":
                self.aws("logs", "create-log-group", "--log-group-name", f"/biletpro/prod/{name}")
                self.aws("ecs", "create-service", "--cluster", "biletpro-cluster", "--service-name", family, "--task-definition", family,
                         "--desired-count", "3", "--network-configuration", json.dumps(network), "--launch-type", "FARGATE")
                self.put(f"release/{name}/blue-weight", "100")
                self.put(f"release/{name}/green-weight", "0")
                self.put(f"release/{name}/blue-image", f"{repository}@{IMAGE}")
            self.put("release/migrate/image", f"{repository}@{IMAGE}")

    def database(self, name):
        return self.aws("rds", "describe-db-instances", "--db-instance-identifier", name)["DBInstances"][0]

    def leads(self, name):
        sets = self.aws("route53", "list-resource-record-sets", "--hosted-zone-id", self.zone)["ResourceRecordSets"]
        return next(one["ResourceRecords"][0]["Value"] for one in sets if one["Name"].rstrip(".") == name)


@pytest.fixture(scope="module")
def system():
    cloud = OneCloud()
    try:
        yield System(cloud.start())
    finally:
        cloud.stop()
        shutil.rmtree(cloud.folder, ignore_errors=True)


def test_a_service_gets_more_copies_within_its_bounds_and_the_price_is_said(system):
    trial = system.run("scale", "--service", "auth", "--to", "4", "--dry-run").stdout
    assert "auth: 3 → 4 copies" in trial and re.search(r"a month: \$[\d,.-]+ → \$[\d,.-]+ \(\+\$", trial), trial
    assert "register-scalable-target" in trial and "Nothing was done." in trial
    describe = lambda: system.aws("ecs", "describe-services", "--cluster", "biletpro-cluster", "--services", "biletpro-auth-blue")["services"][0]
    assert describe()["desiredCount"] == 3
    done = system.run("scale", "--service", "auth", "--to", "4").stdout
    assert "Done: 3 steps" in done, done
    assert describe()["desiredCount"] == 4
    target = system.aws("application-autoscaling", "describe-scalable-targets", "--service-namespace", "ecs")["ScalableTargets"]
    assert [(one["MinCapacity"], one["MaxCapacity"]) for one in target] == [(4, 10)]
    assert [line["kind"] for line in system.journal()][-1] == "end"
    refused = system.run("scale", "--service", "auth", "--to", "11", check=3).stderr
    assert "2 to 10 copies, not 11" in refused
    assert "not in this release" in system.run("scale", "--service", "sales", "--to", "4", check=3).stderr
    for words in (["--service", "sells", "--to", "4"], ["--service", "auth"], ["--service", "auth", "--to", "many"]):
        system.run("scale", *words, check=64)
    back = system.run("scale", "--service", "auth", "--back").stdout
    assert "4 → 2 up to 10" in back
    target = system.aws("application-autoscaling", "describe-scalable-targets", "--service-namespace", "ecs")["ScalableTargets"]
    assert target[0]["MinCapacity"] == 2
    nowhere = system.account.hesap("scale", "biletpro", "--service", "auth", "--to", "4", "--state", str(system.state), check=64)
    assert "--environment" in nowhere.stderr + nowhere.stdout


def test_snapshots_are_named_tagged_listed_and_kept_for_their_days(system):
    done = system.run("snapshot", "--name", "before-sale").stdout
    assert "biletpro-db-before-sale" in done and "biletpro-redis-before-sale" in done and "available" in done, done
    found = {one["DBSnapshotIdentifier"]: one for one in system.aws("rds", "describe-db-snapshots")["DBSnapshots"]}
    tags = {tag["Key"]: tag["Value"] for tag in found["biletpro-db-before-sale"]["TagList"]}
    assert (tags["hesap:system"], tags["hesap:environment"]) == ("biletpro", "prod"), tags
    assert re.fullmatch(r"\d{4}-\d\d-\d\d", tags["hesap:keep-until"])
    # One whose days are over, and one that nobody marked.
    for name, more in (("biletpro-db-old", ["Key=hesap:keep-until,Value=2026-01-01"]), ("biletpro-db-mine", ["Key=a,Value=b"])):
        system.aws("rds", "create-db-snapshot", "--db-instance-identifier", "biletpro-db", "--db-snapshot-identifier", name, "--tags", *more)
    later = system.run("snapshot").stdout
    names = {one["DBSnapshotIdentifier"] for one in system.aws("rds", "describe-db-snapshots")["DBSnapshots"]}
    assert "biletpro-db-old" not in names and {"biletpro-db-mine", "biletpro-db-before-sale"} <= names, names
    assert any(re.fullmatch(r"biletpro-db-\d{8}t\d{6}", name) for name in names), names
    listed = system.run("snapshot", "--list").stdout
    assert "biletpro-db-mine" in listed and "kept until deleted" in listed, listed
    system.run("snapshot", "--name", "Not--So", check=64)
    assert "Nothing was done." in system.run("snapshot", "--dry-run").stdout


class Tasks(threading.Thread):
    """Ends every task of the emulator as a machine would: at once, well."""

    def __init__(self, system):
        super().__init__(daemon=True)
        self.system, self.over, self.ended = system, threading.Event(), []

    def run(self):
        while not self.over.wait(0.3):
            for arn in self.system.aws("ecs", "list-tasks", "--cluster", "biletpro-cluster", "--desired-status", "RUNNING", check=False).get("taskArns", []):
                self.system.aws("ecs", "stop-task", "--cluster", "biletpro-cluster", "--task", arn)
                self.ended.append(arn)

    def __enter__(self):
        self.start()
        return self

    def __exit__(self, *_):
        self.over.set()
        self.join()


def test_a_migration_runs_with_the_release_by_its_digest_and_passes_its_status_on(system):
    stream = lambda text, task: (
        system.aws("logs", "create-log-stream", "--log-group-name", "/biletpro/prod/auth", "--log-stream-name", f"migrate/auth/{task}"),
        system.aws("logs", "put-log-events", "--log-group-name", "/biletpro/prod/auth", "--log-stream-name", f"migrate/auth/{task}",
                   "--log-events", json.dumps([{"timestamp": int(time.time() * 1000), "message": text}])),
    )
    system.aws("ecr", "create-repository", "--repository-name", "biletpro/api")
    assert "not in its repository" in system.run("migrate", check=3).stderr
    system.image()
    running = system.start("migrate")
    task = system.wait(lambda: system.aws("ecs", "list-tasks", "--cluster", "biletpro-cluster")["taskArns"], process=running)[0]
    stream("schema is at 41", task.split("/")[-1])
    other = system.run("migrate", check=None, environment={"HOME": "/nowhere"}, place=system.cloud.folder / "another")
    assert other.returncode == 3 and "runs already" in other.stderr, other
    system.aws("ecs", "stop-task", "--cluster", "biletpro-cluster", "--task", task)
    said = running.communicate(timeout=60)[0]
    assert running.returncode == 0 and "schema is at 41" in said and "up to date" in said, said
    used = system.aws("ecs", "describe-tasks", "--cluster", "biletpro-cluster", "--tasks", task)["tasks"][0]
    definition = system.aws("ecs", "describe-task-definition", "--task-definition", used["taskDefinitionArn"])["taskDefinition"]
    assert definition["containerDefinitions"][0]["image"].endswith(system.digest), definition
    # The emulator ends every task well: this answer alone is put in its place.
    with system.answering({"ecs describe-tasks": {"tasks": [{"lastStatus": "STOPPED", "containers": [{"exitCode": 7}]}]}}):
        failed = system.run("migrate", check=7)
    assert "status 7" in failed.stderr
    for task in system.aws("ecs", "list-tasks", "--cluster", "biletpro-cluster", "--desired-status", "RUNNING")["taskArns"]:
        system.aws("ecs", "stop-task", "--cluster", "biletpro-cluster", "--task", task)
    assert "by its digest" in system.run("migrate", "--image", "latest", check=64).stderr


def now(seconds=0):
    return time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(time.time() + seconds))


def test_the_database_and_redis_come_back_as_new_stores_are_proved_and_pointed_at(system):
    """Killed twice on the way: the same command goes on."""
    system.run("snapshot", "--name", "for-restore")
    late = system.run("restore", "--to", now(3600), "--yes", check=3).stderr
    assert "is outside of what can be restored" in late
    assert "is no time" in system.run("restore", "--to", "yesterday", "--yes", check=64).stderr
    assert "no snapshot nothing" in system.run("restore", "--snapshot", "nothing", "--yes", check=3).stderr
    for words in ([], ["--to", now(), "--undo"]):
        system.run("restore", *words, check=64)
    time.sleep(1)
    moment = now(-1)
    shown = system.run("restore", "--to", moment, check=3)
    assert "DATA LOSS: the database comes back as of " + moment[:-1] in shown.stdout and "Add --yes" in shown.stderr, shown
    assert len(system.aws("rds", "describe-db-instances")["DBInstances"]) == 1
    # moto does not say when a snapshot of Redis was taken; AWS does.
    snapshot = {"SnapshotName": "biletpro-redis-for-restore", "ReplicationGroupId": "biletpro-redis", "SnapshotStatus": "available",
                "SnapshotSource": "manual", "NodeSnapshots": [{"SnapshotCreateTime": now(-300)}]}
    with Tasks(system) as tasks, system.answering({"elasticache describe-snapshots": {"Snapshots": [snapshot]}}):
        for last in ("settled-", "fence-made-"):
            process = system.start("restore", "--to", moment, "--yes")
            begun = lambda: any(line["kind"] == "intent" and line["step"].startswith(last) for line in system.journal())
            system.wait(begun, 180, process)
            process.kill()
            process.communicate()
        beside = system.run("scale", "--service", "auth", "--to", "5", check=3).stderr
        assert "was begun and is not finished" in beside, beside
        done = system.run("restore", "--to", moment, "--yes").stdout
    assert "Going on with what was begun" in done and "Prove the books" in done, done
    assert len(tasks.ended) == 1, tasks.ended
    state = json.loads(system.parameter("restore/state"))
    fresh, old = system.database(state["database"]["now"]), system.database("biletpro-db")
    for same in ("DBSubnetGroup", "StorageEncrypted", "KmsKeyId", "DBInstanceClass", "MultiAZ", "BackupRetentionPeriod", "PreferredBackupWindow"):
        assert fresh.get(same) == old.get(same), same
    assert fresh["DBParameterGroups"][0]["DBParameterGroupName"] == "biletpro-db-parameters"
    assert [one["VpcSecurityGroupId"] for one in fresh["VpcSecurityGroups"]] == [system.group]
    assert fresh["DeletionProtection"] and not fresh.get("PubliclyAccessible")
    tags = {tag["Key"]: tag["Value"] for tag in fresh["TagList"]}
    assert (tags["hesap:system"], tags["hesap:restored-from"]) == ("biletpro", "biletpro-db")
    fence = system.aws("ec2", "describe-security-groups", "--filters", "Name=group-name,Values=biletpro-fence")["SecurityGroups"][0]
    assert fence["IpPermissions"] == [] and [one["VpcSecurityGroupId"] for one in old["VpcSecurityGroups"]] == [fence["GroupId"]]
    for name in ("database", "database-read"):
        assert system.leads(f"{name}.biletpro.internal") == fresh["Endpoint"]["Address"]
    # Redis: a group of its own, the parameter, and the running services' definitions.
    group = system.aws("elasticache", "describe-replication-groups", "--replication-group-id", state["cache"]["now"])["ReplicationGroups"][0]
    address = group["NodeGroups"][0]["PrimaryEndpoint"]["Address"]
    assert system.parameter("data/Cache/PrimaryEndPoint.Address") == address
    running = system.aws("ecs", "describe-services", "--cluster", "biletpro-cluster", "--services", "biletpro-auth-blue")["services"][0]
    definition = system.aws("ecs", "describe-task-definition", "--task-definition", running["taskDefinition"])["taskDefinition"]
    variables = {one["name"]: one["value"] for one in definition["containerDefinitions"][0]["environment"]}
    assert variables["REDIS_HOST"] == address and variables["DATABASE_HOST"] == "database.biletpro.internal"
    again = system.run("restore", "--to", moment, "--yes", check=3).stderr
    assert "is not confirmed" in again


def test_a_restore_is_undone_or_confirmed_and_the_stack_s_own_names_stay(system):
    if "restore/state" not in json.dumps(system.aws("ssm", "describe-parameters")):
        pytest.skip("nothing was restored")
    before = json.loads(system.parameter("restore/state"))
    assert "Add --yes" in system.run("restore", "--undo", check=3).stderr
    system.run("restore", "--undo", "--yes")
    assert system.leads("database.biletpro.internal") == system.address
    assert [one["VpcSecurityGroupId"] for one in system.database("biletpro-db")["VpcSecurityGroups"]] == [system.group]
    assert {one["DBInstanceIdentifier"] for one in system.aws("rds", "describe-db-instances")["DBInstances"]} == {"biletpro-db"}
    assert "No restore waits" in system.run("restore", "--confirm", "--yes", check=3).stderr
    # Once more from the snapshot, the database alone, and this time for good.
    with Tasks(system):
        system.run("restore", "--snapshot", "biletpro-db-for-restore", "--yes")
    after = json.loads(system.parameter("restore/state"))
    assert after["database"]["now"] != before["database"]["now"] and "cache" not in after
    system.run("restore", "--confirm", "--yes")
    only = system.aws("rds", "describe-db-instances")["DBInstances"]
    assert [one["DBInstanceIdentifier"] for one in only] == ["biletpro-db"]
    assert {tag["Key"] for tag in only[0]["TagList"]} >= {"hesap:restored-from"}
    assert system.leads("database.biletpro.internal") == only[0]["Endpoint"]["Address"]
    kept = [one["DBSnapshotIdentifier"] for one in system.aws("rds", "describe-db-snapshots")["DBSnapshots"]]
    assert any(name.startswith("biletpro-db-before-") and name.endswith("-last") for name in kept), kept


def test_logs_are_merged_by_time_filtered_and_without_secrets(system):
    at = int(time.time() * 1000)
    for service, shift, text in (
        ("organization", 20, '{"level":"error","msg":"second","password":"' + PASSWORD + '"}'), ("auth", 10, "first postgres://hesap:hunter22@db/x"),
        ("auth", 30, "third Authorization: Bearer eyJhbGciOiJFZERTQSJ9.eyJzdWIiOiIxIn0.c2ln"), ("auth", -7_200_000, "long ago"),
    ):
        stream = f"task/{service}/{shift}"
        system.aws("logs", "create-log-stream", "--log-group-name", f"/biletpro/prod/{service}", "--log-stream-name", stream)
        system.aws("logs", "put-log-events", "--log-group-name", f"/biletpro/prod/{service}", "--log-stream-name", stream,
                   "--log-events", json.dumps([{"timestamp": at + shift - 1000, "message": text}]))
    shown = system.run("logs", "--since", "5m").stdout
    words = [next((word for word in ("first", "second", "third") if word in line), None) for line in shown.splitlines()]
    assert [word for word in words if word] == ["first", "second", "third"], shown
    assert "long ago" not in shown and "***" in shown
    for secret in (PASSWORD, "hunter22", "eyJhbGci"):
        assert secret not in shown, secret
    only = system.run("logs", "--since", "3h", "--service", "auth", "--filter", "long").stdout
    assert "long ago" in only and "first" not in only, only
    system.run("logs", "--service", "sells", check=64)
    # Follow shows each line once, also one that comes later, and ends by Ctrl-C as a success.
    following = system.start("logs", "--since", "5m", "--follow", "--service", "organization")
    time.sleep(3)
    system.aws("logs", "put-log-events", "--log-group-name", "/biletpro/prod/organization", "--log-stream-name", "task/organization/20",
               "--log-events", json.dumps([{"timestamp": int(time.time() * 1000), "message": "fourth"}]))
    time.sleep(6)
    following.send_signal(signal.SIGINT)
    said = following.communicate(timeout=20)[0]
    assert following.returncode == 0 and said.count("second") == 1 and said.count("fourth") == 1, said


def test_screens_are_uploaded_hashed_first_pages_last_and_go_back(system):
    """BiletPro's screens are still to come: PIXPOS' own serve here."""
    web = system.cloud.folder / "dist"
    for app in ("pos", "boss", "kitchen"):
        (web / app).mkdir(parents=True)
        (web / app / "index.html").write_text(f"<!doctype html><script src=/assets/{app}/main-AAAA.js></script>")
        (web / "assets" / app).mkdir(parents=True)
        (web / "assets" / app / "main-AAAA.js").write_text("one")
        (web / "assets" / app / "main-AAAA.js.br").write_text("packed")
    (web / "pos/sw.js").write_text("worker one")
    pixpos = lambda *words, **more: system.account.hesap(*words[:1], "pixpos", "--environment", "prod", "--state", str(system.state), *words[1:], **more)
    place = ["--create-bucket-configuration", f"LocationConstraint={REGION}"]
    system.aws("s3api", "create-bucket", "--bucket", f"pixpos-prod-{NUMBER}-hesap-state", *place)
    buckets = {}
    for name in ("pos", "boss", "kitchen"):
        buckets[name] = f"pixpos-{name}-{NUMBER}"
        system.aws("s3api", "create-bucket", "--bucket", buckets[name], *place)
        config = {"CallerReference": name, "Comment": name, "Enabled": True,
                  "Origins": {"Quantity": 1, "Items": [{"Id": "bucket", "DomainName": f"{buckets[name]}.s3.amazonaws.com", "S3OriginConfig": {"OriginAccessIdentity": ""}}]},
                  "DefaultCacheBehavior": {"TargetOriginId": "bucket", "ViewerProtocolPolicy": "redirect-to-https", "MinTTL": 0, "ForwardedValues": {"QueryString": False, "Cookies": {"Forward": "none"}}}}
        made = system.aws("cloudfront", "create-distribution", "--distribution-config", json.dumps(config))["Distribution"]["Id"]
        system.aws("ssm", "put-parameter", "--name", f"/pixpos/prod/app/{name.capitalize()}Distribution/ref", "--type", "String", "--value", made)
        buckets[name + "-network"] = made
    missing = pixpos("screens", "--web", str(web / "nowhere"), check=2).stderr
    assert "build the screens first" in missing
    done = pixpos("screens", "--web", str(web)).stdout
    assert "pos.pixpos.cloud" in done, done
    head = lambda key, bucket="pos": system.aws("s3api", "head-object", "--bucket", buckets[bucket], "--key", key)
    assert "immutable" in head("assets/pos/main-AAAA.js")["CacheControl"]
    assert head("index.html")["CacheControl"] == head("config.json")["CacheControl"] == head("sw.js")["CacheControl"] == "no-cache"
    assert head("index.html")["ContentType"].startswith("text/html")
    keys = {one["Key"] for one in system.aws("s3api", "list-objects-v2", "--bucket", buckets["pos"])["Contents"]}
    assert not any(key.endswith(".br") for key in keys), keys
    assert "nothing to do" in pixpos("screens", "--web", str(web)).stdout.lower()
    facts = subprocess.run([str(system.cloud.folder / "bin/aws"), "s3", "cp", f"s3://{buckets['pos']}/config.json", "-", "--endpoint-url", system.cloud.url, "--region", REGION],
                           env=system.account.environment, capture_output=True, text=True).stdout
    assert json.loads(facts) == {"api": "https://api.pixpos.cloud", "socket": "wss://ws.pixpos.cloud"}
    order = [line for line in done.splitlines() if line.startswith("[") and "pos.pixpos.cloud" in line]
    titles = [re.sub(r"^\[\d+/\d+\] ", "", line).split(" (")[0] for line in order]
    assert titles.index("Upload what has a digest in its name") < titles.index("Upload the first page"), titles
    # A second build: the open till's files stay, the first page is new; back brings the old one.
    for app in ("pos", "boss", "kitchen"):
        (web / app / "index.html").write_text(f"<!doctype html><script src=/assets/{app}/main-BBBB.js></script>")
        (web / "assets" / app / "main-AAAA.js").unlink()
        (web / "assets" / app / "main-BBBB.js").write_text("two")
    pixpos("screens", "--web", str(web))
    page = lambda: subprocess.run([str(system.cloud.folder / "bin/aws"), "s3", "cp", f"s3://{buckets['pos']}/index.html", "-", "--endpoint-url", system.cloud.url, "--region", REGION],
                                  env=system.account.environment, capture_output=True, text=True).stdout
    assert "BBBB" in page() and head("assets/pos/main-AAAA.js") and head("assets/pos/main-BBBB.js")
    pixpos("screens", "--back")
    assert "AAAA" in page()
    invalidations = system.aws("cloudfront", "list-invalidations", "--distribution-id", buckets["pos-network"])["InvalidationList"]["Items"]
    assert len(invalidations) == 3
    one = system.aws("cloudfront", "get-invalidation", "--distribution-id", buckets["pos-network"], "--id", invalidations[0]["Id"])["Invalidation"]
    assert set(one["InvalidationBatch"]["Paths"]["Items"]) == {"/", "/index.html", "/sw.js", "/manifest.webmanifest", "/config.json"}


PLUGIN = """#!{python} -SIE
import json, os, socket, sys, threading
if sys.argv[1:] == ["--version"]:
    print("1.2.814.0"); sys.exit(0)
open({seen!r}, "a").write(json.dumps([sys.argv, dict(os.environ)]) + "\\n")
asked = json.loads(sys.argv[5])
listener = socket.create_server(("127.0.0.1", int(asked["Parameters"]["localPortNumber"][0])))
def pump(one, other):
    while data := one.recv(65536):
        other.sendall(data)
    other.shutdown(socket.SHUT_WR)
while True:
    near = listener.accept()[0]
    far = socket.create_connection(("127.0.0.1", {port}))
    for pair in ((near, far), (far, near)):
        threading.Thread(target=pump, args=pair, daemon=True).start()
"""


@pytest.fixture()
def behind(system):
    """A database that only a session reaches: a real PostgreSQL with the secret's password, the plugin that AWS's command
    line starts (of the test's own: it forwards a port), and what answers `StartSession`."""
    from clusters import Cluster

    os.chmod(system.cloud.folder, 0o755)
    cluster = Cluster(system.cloud.folder / "postgres", PORT, "behind").initialise().start()
    cluster.sql(f"create role biletpro login password '{PASSWORD}'")
    cluster.sql("create database biletpro owner biletpro")
    (cluster.data / "pg_hba.conf").write_text("local all all trust\nhost all postgres 127.0.0.1/32 trust\nhost all all 127.0.0.1/32 scram-sha-256\n")
    cluster.sql("select pg_reload_conf()")
    folder = system.cloud.folder / "sessions"
    folder.mkdir()
    seen = folder / "seen"
    for name, text in (
        ("session-manager-plugin", PLUGIN.format(python=sys.executable, seen=str(seen), port=PORT)),
        ("aws", f'#!/bin/sh\nif [ "$1 $2" = "ssm start-session" ]; then exec {TOOLS}/bin/aws "$@"; fi\nexec {system.cloud.folder}/bin/aws "$@"\n'),
    ):
        (folder / name).write_text(text)
        (folder / name).chmod(0o755)

    class Starts(http.server.BaseHTTPRequestHandler):
        asked = []

        def log_message(self, *_):
            pass

        def do_POST(self):
            self.asked.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
            body = json.dumps({"SessionId": "one", "TokenValue": "token", "StreamUrl": "wss://127.0.0.1/one"}).encode()
            self.send_response(200)
            self.send_header("Content-Type", "application/x-amz-json-1.1")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Starts)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    environment = {
        "PATH": f"{folder}:{os.environ['PATH']}", "PGSSLMODE": "prefer", "USER": "ayse",
        "HESAP_DEPLOY_ENDPOINT": f"{system.cloud.endpoint},ssm.start-session=http://127.0.0.1:{server.server_address[1]}",
    }
    try:
        yield environment, Starts.asked, seen
    finally:
        server.shutdown()
        server.server_close()
        cluster.remove()


class Watch(threading.Thread):
    """Reads every process's words, again and again, for a secret."""

    def __init__(self, secret):
        super().__init__(daemon=True)
        self.secret, self.over, self.found, self.rounds = secret.encode(), threading.Event(), [], 0

    def run(self):
        while not self.over.wait(0.05):
            for path in pathlib.Path("/proc").glob("[0-9]*/cmdline"):
                try:
                    words = path.read_bytes()
                except OSError:
                    continue
                if self.secret in words:
                    self.found.append(words)
            self.rounds += 1


def test_a_person_reaches_the_database_through_a_logged_session_with_a_reason_and_no_secret_in_sight(system, behind):
    environment, asked, seen = behind
    at = ["--port", str(PORT + 1), "--reason", "INC-7: a till counts twice"]
    tasks = {"ecs list-tasks": {"taskArns": [f"arn:aws:ecs:{REGION}:{NUMBER}:task/biletpro-cluster/0af1"]},
             "ecs describe-tasks": {"tasks": [{"containers": [{"runtimeId": "0af1-77"}]}]}}
    run = lambda *words, **more: system.run(("connect", "database"), *words, environment=environment, **more)
    assert "reason" in run("--port", str(PORT + 1), "--reason", "hm", check=64).stderr
    watch = Watch(PASSWORD)
    watch.start()
    with system.answering(tasks):
        done = run(*at, "--command", "select current_user || ' in ' || current_database(), pg_sleep(1)")
        failed = run(*at, "--command", "select nothing", check=None)
        shell = system.run(("connect", "shell"), "--reason", "INC-7: a till counts twice", "--dry-run", environment=environment).stderr
    watch.over.set()
    watch.join()
    assert "biletpro in biletpro" in done.stdout, done
    assert failed.returncode == 1 and 'column "nothing" does not exist' in failed.stderr, failed
    assert "ecs execute-command" in shell and "--task 0af1" in shell, shell
    assert asked[0]["DocumentName"] == "AWS-StartPortForwardingSessionToRemoteHost" and asked[0]["Reason"].startswith("INC-7")
    assert asked[0]["Target"] == "ecs:biletpro-cluster_0af1_0af1-77"
    assert asked[0]["Parameters"]["host"] == [system.database("biletpro-db")["Endpoint"]["Address"]]
    assert watch.rounds > 3 and not watch.found
    assert PASSWORD not in seen.read_text() + done.stdout + done.stderr + failed.stderr
    audit = [json.loads(line) for line in (system.folder / "audit.jsonl").read_text().splitlines()]
    assert [line["kind"] for line in audit] == ["begin", "intent", "result", "end"] * 2
    assert audit[0]["plan"] == "ayse: INC-7: a till counts twice" and audit[6]["status"] == 1
    with pytest.raises(OSError):
        socket.create_connection(("127.0.0.1", PORT + 1), 1)


@pytest.mark.skipif(shutil.which("kubectl") is None, reason="kubectl is not installed")
def test_in_a_cluster_a_service_is_scaled_and_a_migration_runs_as_a_job(system):
    import cluster_api

    cluster = cluster_api.serve(0)
    key = lambda kind, name: (kind, "pixpos", name)
    for kind, api, what, name, spec in (
        ("deployments", "apps/v1", "Deployment", "pixpos-api-blue", {"replicas": 2}),
        ("horizontalpodautoscalers", "autoscaling/v2", "HorizontalPodAutoscaler", "pixpos-api-hpa-blue", {"minReplicas": 2, "maxReplicas": 10}),
    ):
        body = {"apiVersion": api, "kind": what, "metadata": {"name": name, "namespace": "pixpos"}, "spec": spec}
        assert cluster.apply(key(kind, name), what, body, "hesap", True, False)[0] == 201
    cluster.objects[("namespaces", "", "pixpos")] = {"apiVersion": "v1", "kind": "Namespace", "metadata": {"name": "pixpos"}}
    cluster.objects[key("deployments", "pixpos-api-blue")]["status"] = {"readyReplicas": 4}
    run = lambda *words, **more: system.account.hesap(
        words[0], "pixpos", "--environment", "prod", "--state", str(system.state), *words[1:],
        environment={"HESAP_DEPLOY_KUBERNETES": cluster.url}, **more)
    place = ["--create-bucket-configuration", f"LocationConstraint={REGION}"]
    system.aws("s3api", "create-bucket", "--bucket", f"pixpos-prod-{NUMBER}-hesap-state", *place, check=False)
    try:
        done = run("scale", "--service", "api", "--to", "4").stdout
        assert "api: 2 → 4 copies" in done and "share of the nodes" in done and "Done: 3 steps" in done, done
        assert cluster.objects[key("deployments", "pixpos-api-blue")]["spec"]["replicas"] == 4
        assert cluster.objects[key("horizontalpodautoscalers", "pixpos-api-hpa-blue")]["spec"] == {"minReplicas": 4, "maxReplicas": 10}
        assert "2 to 10 copies" in run("scale", "--service", "api", "--to", "1", check=3).stderr
        whole = f"{NUMBER}.dkr.ecr.{REGION}.amazonaws.com/pixpos/api@{system.pushed('pixpos/api')}"
        put = lambda name, value: system.aws("ssm", "put-parameter", "--name", f"/pixpos/prod/{name}", "--type", "String", "--overwrite", "--value", value)
        put("release/api/blue-image", whole)
        put("existing/cache-endpoint", "redis.example.net")
        done = run("migrate").stdout
        assert "up to date" in done, done
        job = cluster.objects[key("jobs", "pixpos-migrate")]
        assert job["spec"]["template"]["spec"]["containers"][0]["image"] == whole
        job["status"] = {"active": 1}
        assert "runs already" in run("migrate", check=3).stderr
    finally:
        cluster.stop()


def test_a_drill_in_the_account_is_measured_and_leaves_nothing(system):
    before = [one["DBInstanceIdentifier"] for one in system.aws("rds", "describe-db-instances")["DBInstances"]]
    drill = lambda *words, **more: system.account.hesap(
        "drill", "deploy/profiles/biletpro.yaml", "--environment", "prod", "--state", str(system.state), *words, **more)
    done = drill().stdout
    assert re.search(r"Restored and writable after \d+\.\d s \(promised 3600 s\); \d+\.\d s of data behind", done), done
    assert "More than promised" in drill("--rto", "0s", check=1).stderr
    assert [one["DBInstanceIdentifier"] for one in system.aws("rds", "describe-db-instances")["DBInstances"]] == before


COUNTER = """system: counter
shape: host
regions: {primary: eu-central-1}
environment: {name: test, tier: economy, account: "111122223333"}
domains: {example.com: {zone: existing}}
services:
  api: {port: 22360, host: counter.example.com, scale: {min: 1, max: 2, cpu: 70}, uses: [database, jwt]}
data:
  database: {engine: postgres, version: "17", class: db.t3.micro, storage: 20, name: hesap, multi-az: false, backups: 7d}
  jwt: {secret: generated, length: 64}
alarms: {to: ops@example.com}
budget: {monthly: 100}
"""


class Machine:
    """One machine's folder, with a `slot` of the test's own."""

    def __init__(self, folder):
        self.folder = folder
        folder.mkdir()
        (folder / "counter.yaml").write_text(COUNTER)
        self.environment = {k: v for k, v in os.environ.items() if not k.startswith(("HESAP_", "AWS_", "PG"))}

    def run(self, *words, check=0, environment=None):
        start = [str(BINARY), *(("deploy",) if BINARY.name == "hesap" else ())]
        place = [str(self.folder / "counter.yaml"), "--environment", "test", "--folder", str(self.folder), "--state", str(self.folder / "state")]
        kind = 2 if words[0] == "connect" else 1
        done = subprocess.run([*start, *words[:kind], *place, *words[kind:]], env={**self.environment, **(environment or {})},
                              capture_output=True, text=True, timeout=120)
        assert check is None or done.returncode == check, f"{words}: {done.returncode}\n{done.stdout}\n{done.stderr}"
        return done


def test_a_drill_on_a_copy_of_the_standby_is_measured_and_touches_nothing(tmp_path):
    from clusters import Cluster

    os.chmod(tmp_path, 0o755)
    for parent in list(tmp_path.parents)[:3]:
        if str(parent).startswith("/tmp/"):
            os.chmod(parent, 0o755)
    machine = Machine(tmp_path / "machine")
    os.chmod(machine.folder, 0o777)
    first = Cluster(tmp_path / "a", PORT + 10, "a").initialise().start()
    second = None
    try:
        second = Cluster(tmp_path / "b", PORT + 11, "b").follow(first).start()
        first.sql("create database hesap")
        reach = ["setpriv", "--reuid=postgres", "--regid=postgres", "--init-groups"] if os.geteuid() == 0 else []
        from clusters import PROGRAMS
        (machine.folder / "cluster.json").write_text(json.dumps({
            "service": "hesap", "database": "hesap", "user": "postgres", "programs": str(PROGRAMS), "synchronous": False, "writer": "a", "beat": 50,
            "nodes": [{"name": node.name, "host": "127.0.0.1", "port": node.port, "data": str(node.data), "log": str(node.log), "reach": reach}
                      for node in (first, second)]}))
        (machine.folder / "pg_service.conf").write_text(f"[hesap]\nhost=127.0.0.1\nport={PORT + 10}\n")
        machine.run("heartbeat", "--count", "5")
        beats = first.sql("select count(*) from pg_stat_replication")
        done = machine.run("drill", "--port", str(PORT + 15)).stdout
        figures = re.search(r"writable after (\d+\.\d) s \(promised \d+ s\); (\d+\.\d) s of data behind", done)
        assert figures and 0 < float(figures[1]) < 60 and float(figures[2]) < 5, done
        assert first.sql("select pg_is_in_recovery()") == "f" and second.sql("select pg_is_in_recovery()") == "t"
        assert first.sql("select count(*) from pg_stat_replication") == beats == "1"
        with pytest.raises(OSError):
            socket.create_connection(("127.0.0.1", PORT + 15), 1)
        assert not list((machine.folder / "drill").glob("*"))
        assert "More than promised" in machine.run("drill", "--port", str(PORT + 15), "--rto", "0s", check=1).stderr
        told = next(machine.folder.rglob("journal.jsonl")).read_text().splitlines()
        assert sum('"rto"' in line for line in told) == 2 == sum('"begun"' in line for line in told), told
    finally:
        for one in (first, second):
            if one:
                one.remove()


def test_on_one_machine_copies_come_and_go_and_a_migration_passes_its_status_on(tmp_path):
    machine = Machine(tmp_path / "machine")
    slot = machine.folder / "slot"
    slot.write_text(
        f"#!/bin/sh\necho \"$*\" >> {machine.folder}/asked\n"
        'case $2 in migrate) echo "schema is at 41 password=hunter22"; exit ${STATUS:-0};; reload) exit ${RELOAD:-0};; esac\n'
    )
    slot.chmod(0o755)
    image = "sha256:" + "b" * 64
    assert "what serves now" in machine.run("scale", "--service", "api", "--to", "2", check=1).stderr
    (machine.folder / "api.serving.json").write_text(json.dumps({"slot": "blue", "image": image, "previous": ""}))
    (machine.folder / "api.upstream.conf").write_text("# before\n")

    class Ready(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            self.send_response(200)
            self.end_headers()

        def log_message(self, *_):
            pass

    copies = [http.server.ThreadingHTTPServer(("127.0.0.1", 22360 + i), Ready) for i in range(2)]
    for copy in copies:
        threading.Thread(target=copy.serve_forever, daemon=True).start()
    try:
        assert "Nothing was done." in machine.run("scale", "--service", "api", "--to", "2", "--dry-run").stdout
        done = machine.run("scale", "--service", "api", "--to", "2").stdout
        assert "1 → 2 copies" in done and "paid for already" in done, done
        upstream = (machine.folder / "api.upstream.conf").read_text()
        assert upstream.count("server 127.0.0.1:2236") == 2, upstream
        assert f"api start blue {image} 1 22361" in (machine.folder / "asked").read_text()
        machine.run("scale", "--service", "api", "--back", environment={"RELOAD": "1"}, check=1)
        assert (machine.folder / "api.upstream.conf").read_text() == upstream
        machine.run("scale", "--service", "api", "--back")
        assert (machine.folder / "asked").read_text().splitlines()[-1] == "api stop blue 1"
    finally:
        for copy in copies:
            copy.shutdown()
            copy.server_close()
    done = machine.run("migrate").stdout
    assert f"api migrate {image}" in done and "schema is at 41" in done and "hunter22" not in done, done
    assert "status 7" in machine.run("migrate", environment={"STATUS": "7"}, check=7).stderr
    shell = machine.run("connect", "shell", "--reason", "looking at the till", check=3).stderr
    assert "on this machine itself" in shell


def test_no_secret_is_in_a_plan_a_journal_or_a_word_of_a_program(system):
    system.run("snapshot", "--name", "for-the-search")
    shown = system.run("restore", "--snapshot", "biletpro-db-for-the-search", check=3)
    assert "its password" in shown.stdout and PASSWORD not in shown.stdout + shown.stderr
    files = [path for path in system.state.rglob("*") if path.is_file()]
    assert any(path.name == "plan.txt" for path in files) and any(path.name == "journal.jsonl" for path in files)
    for path in files:
        text = path.read_text(errors="replace")
        assert PASSWORD not in text and TOKEN not in text, path


def test_what_a_destruction_leaves_is_listed_with_its_price(system):
    """Last: the parameters go."""
    owned = [("hesap:system", "biletpro"), ("hesap:environment", "prod")]
    tags = [f"TagKey={key},TagValue={value}" for key, value in owned]
    going, staying = (system.aws("kms", "create-key", "--tags", *tags)["KeyMetadata"]["Arn"] for _ in range(2))
    system.aws("kms", "schedule-key-deletion", "--key-id", going.split("/")[-1], "--pending-window-in-days", "7")
    system.aws("rds", "create-db-snapshot", "--db-instance-identifier", "biletpro-db", "--db-snapshot-identifier", "biletpro-db-kept",
               "--tags", *[f"Key={key},Value={value}" for key, value in owned])
    shown = system.run("destroy", "--confirm", "biletpro").stdout
    lines = shown.splitlines()
    assert any(re.fullmatch(f"  {re.escape(going)}: scheduled for \\d{{4}}-\\d\\d-\\d\\d, not charged", line) for line in lines), shown
    paid = lines[lines.index("Left, and paid for:"):]
    assert f"  {staying}: $1.00 a month" in paid, shown
    assert any("snapshot:biletpro-db-kept: at most $" in line and "a month for 100 GB" in line for line in lines), shown
