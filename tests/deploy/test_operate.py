"""The commands that work on a running system, on an account of an emulator (moto) that holds one: scaled, snapshot,
brought back, migrated, read, connected to; killed half-way and gone on with; secrets nowhere.
"""

import contextlib
import json
import os
import pathlib
import re
import shutil
import signal
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
        import socket
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
    def wait(what, seconds=30, process=None):
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

    def image(self):
        """An image in the repository; what serves is said to be it."""
        manifest = json.dumps({"schemaVersion": 2, "mediaType": "application/vnd.docker.distribution.manifest.v2+json", "config": {
            "mediaType": "application/vnd.docker.container.image.v1+json", "size": 1, "digest": IMAGE}, "layers": []})
        put = self.aws("ecr", "put-image", "--repository-name", "biletpro/api", "--image-tag", "r1", "--image-manifest", manifest)
        self.digest = put["image"]["imageId"]["imageDigest"]
        repository = f"{NUMBER}.dkr.ecr.{REGION}.amazonaws.com/biletpro/api"
        for name in ("auth", "organization"):
            self.put(f"release/{name}/blue-image", f"{repository}@{self.digest}")

    @contextlib.contextmanager
    def answering(self, start, answer):
        """`aws` answers a command that begins so by itself, with what no emulator says."""
        place = self.cloud.folder / "bin/aws"
        real = self.cloud.folder / "bin/aws.real"
        place.rename(real)
        words = start.split()
        place.write_text(
            f"#!{TOOLS}/bin/python -SIE\nimport os, sys\n"
            f"if sys.argv[1:{len(words) + 1}] == {words!r}:\n"
            f"    query = sys.argv[sys.argv.index('--query') + 1] if '--query' in sys.argv else None\n"
            f"    sys.path += {[str(p) for p in (TOOLS / 'lib').glob('python*/site-packages')]!r}\n"
            f"    import json, jmespath\n    answer = json.loads({json.dumps(answer)!r})\n"
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
    system.aws("logs", "create-log-group", "--log-group-name", "/biletpro/prod/auth")
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
    with system.answering("ecs describe-tasks", {"tasks": [{"lastStatus": "STOPPED", "containers": [{"exitCode": 7}]}]}):
        failed = system.run("migrate", check=7)
    assert "status 7" in failed.stderr
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
    with Tasks(system) as tasks, system.answering("elasticache describe-snapshots", {"Snapshots": [snapshot]}):
        for last in ("settled-", "fence-made-"):
            process = system.start("restore", "--to", moment, "--yes")
            begun = lambda: any(line["kind"] == "intent" and line["step"].startswith(last) for line in system.journal())
            system.wait(begun, 60, process)
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
    assert fresh["DeletionProtection"] and not fresh["PubliclyAccessible"]
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


def test_no_secret_is_in_a_plan_a_journal_or_a_word_of_a_program(system):
    files = [path for path in system.state.rglob("*") if path.is_file()]
    assert any(path.name == "plan.txt" for path in files) and any(path.name == "journal.jsonl" for path in files)
    for path in files:
        assert PASSWORD not in path.read_text(errors="replace"), path
