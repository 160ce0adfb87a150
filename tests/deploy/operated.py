"""A system that runs: BiletPro in an account of an emulator (moto), as an apply leaves it."""

import contextlib
import json
import os
import shutil
import socket
import time
import urllib.request

import fast_aws
from emulated import ARTIFACTS, ROOT, TOOLS, Account, Cloud

HAS_EMULATORS = (TOOLS / "bin/moto_server").exists()
NO_EMULATORS = "the emulators are not installed: sh tools/bootstrap.sh emulators"
PASSWORD = "planted-Qm52-password-of-the-database"
TOKEN = "planted-Rk77-token-of-the-cache-which-is-long"
NUMBER = "111122223333"
REGION = "eu-central-1"
IMAGE = "sha256:" + "a" * 64


class OneCloud(Cloud):
    """moto alone, a fuller one."""

    def start(self):
        ARTIFACTS.mkdir(exist_ok=True)
        self.url, self.endpoint = self.moto_url, self.moto_url
        quiet = {**os.environ, "AWS_ACCESS_KEY_ID": "emulator", "AWS_SECRET_ACCESS_KEY": "emulator", "MOTO_ECS_SERVICE_RUNNING": "4", "MOTO_ACCOUNT_ID": NUMBER}
        python = str(TOOLS / "bin/python")
        self.run("moto-operate", [python, str(ROOT / "tests/deploy/fuller_moto.py"), "-H", "127.0.0.1", "-p", str(self.moto_port)], quiet)
        server = self.folder / "aws.sock"
        self.run("aws-operate", [python, str(ROOT / "tests/deploy/fast_aws.py"), "serve", str(server)], quiet)
        fast_aws.install(self.folder / "bin", server, TOOLS / "bin/python")
        self.wait("moto", lambda: socket.create_connection(("127.0.0.1", self.moto_port), 1).close())
        self.wait("aws", lambda: os.stat(server))
        return self

    def forget(self):
        """Takes away everything in the account."""
        urllib.request.urlopen(urllib.request.Request(f"{self.moto_url}/moto-api/reset", method="POST"), timeout=30).close()


class System:
    """BiletPro as it stands after an apply, as far as these commands look at it."""

    profile, environment = "biletpro", "prod"

    def __init__(self, cloud):
        self.cloud, self.account = cloud, Account(cloud, NUMBER)
        self.state = cloud.folder / "state"
        cloud.forget()
        shutil.rmtree(self.state, ignore_errors=True)
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
        self.put("data/Cache/PrimaryEndPoint.Address", self.caches()["biletpro-redis"])
        self.services(workers)

    def point(self, name, address):
        batch = {"Changes": [{"Action": "UPSERT", "ResourceRecordSet": {"Name": name, "Type": "CNAME", "TTL": 5, "ResourceRecords": [{"Value": address}]}}]}
        self.aws("route53", "change-resource-record-sets", "--hosted-zone-id", self.zone, "--change-batch", json.dumps(batch))

    def services(self, workers):
        self.aws("ecs", "create-cluster", "--cluster-name", "biletpro-cluster")
        network = {"awsvpcConfiguration": {"subnets": self.subnets, "securityGroups": [workers], "assignPublicIp": "DISABLED"}}
        repository = f"{NUMBER}.dkr.ecr.{REGION}.amazonaws.com/biletpro/api"
        for name, colour in (("auth", "blue"), ("auth", "green"), ("organization", "blue"), ("organization", "green"), ("migrate", "")):
            container = {
                "name": "auth" if name == "migrate" else name, "image": f"{repository}@{IMAGE}", "memory": 512, "cpu": 256,
                "environment": [{"name": "REDIS_HOST", "value": self.caches()["biletpro-redis"]}, {"name": "DATABASE_HOST", "value": "database.biletpro.internal"}],
            }
            family = "biletpro-migrate" if name == "migrate" else f"biletpro-{name}-{colour}"
            self.aws("ecs", "register-task-definition", "--family", family, "--network-mode", "awsvpc", "--requires-compatibilities", "FARGATE",
                     "--cpu", "256", "--memory", "512", "--container-definitions", json.dumps([container]))
            if name != "migrate":
                self.aws("ecs", "create-service", "--cluster", "biletpro-cluster", "--service-name", family, "--task-definition", family,
                         "--desired-count", "3" if colour == "blue" else "0", "--network-configuration", json.dumps(network), "--launch-type", "FARGATE")
            if colour == "blue":
                self.aws("logs", "create-log-group", "--log-group-name", f"/biletpro/prod/{name}")
                self.put(f"release/{name}/blue-weight", "100")
                self.put(f"release/{name}/green-weight", "0")
                self.put(f"release/{name}/blue-image", f"{repository}@{IMAGE}")
            self.put("release/migrate/image", f"{repository}@{IMAGE}")

    def redis(self):
        """Where all that says where Redis is says that it is: the parameter, and the newest definition of every service."""
        found = {self.parameter("data/Cache/PrimaryEndPoint.Address")}
        for name in ("auth", "organization"):
            for colour in ("blue", "green"):
                definition = self.aws("ecs", "describe-task-definition", "--task-definition", f"biletpro-{name}-{colour}")["taskDefinition"]
                found |= {one["value"] for one in definition["containerDefinitions"][0]["environment"] if one["name"] == "REDIS_HOST"}
        return found

    def caches(self):
        """The groups of Redis, by name, with the address of each."""
        groups = self.aws("elasticache", "describe-replication-groups")["ReplicationGroups"]
        return {one["ReplicationGroupId"]: one["NodeGroups"][0]["PrimaryEndpoint"]["Address"] for one in groups}

    def database(self, name):
        return self.aws("rds", "describe-db-instances", "--db-instance-identifier", name)["DBInstances"][0]

    def leads(self, name):
        sets = self.aws("route53", "list-resource-record-sets", "--hosted-zone-id", self.zone)["ResourceRecordSets"]
        return next(one["ResourceRecords"][0]["Value"] for one in sets if one["Name"].rstrip(".") == name)

    def told(self):
        """Every file that the tool wrote of what it did."""
        return [path for path in self.state.rglob("*") if path.is_file()]

    def has_told_no_secret(self):
        for path in self.told():
            text = path.read_text(errors="replace")
            assert PASSWORD not in text and TOKEN not in text, path
