"""A system of three regions in a cluster is brought back on an emulator (moto): its database with the copies that
follow it, Redis, and the pods that must learn of it; undone, confirmed, and killed half-way.
"""

import json
import shutil
import time

import pytest
import yaml

import cluster_api
from emulated import Account
from operated import HAS_EMULATORS, NO_EMULATORS, NUMBER
from rendered import rendered

pytestmark = [
    pytest.mark.skipif(not HAS_EMULATORS, reason=NO_EMULATORS),
    pytest.mark.skipif(shutil.which("kubectl") is None, reason="not run: kubectl is missing"),
]

HOME, STANDBY, LATER = "us-east-1", "eu-west-1", "ap-southeast-2"
BEHIND = {HOME: "", STANDBY: "EuWest1", LATER: "ApSoutheast2"}
COPIES = {HOME: "globalpay-prod-replica-1", STANDBY: "globalpay-prod-replica-eu", LATER: "globalpay-prod-replica-ap"}
CACHE, DATABASE = "globalpay-prod-redis", "globalpay-prod-primary"
INSIDE = ("database.globalpay.internal", "database-read.globalpay.internal")


def moment(seconds=0):
    return time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(time.time() + seconds))


class System:
    """GlobalPay as it stands after an apply, as far as a restore looks at it."""

    def __init__(self, cloud):
        self.cloud, self.account, self.zones, self.groups = cloud, Account(cloud, NUMBER), {}, {}
        self.state = cloud.folder / "state"
        shutil.rmtree(self.state, ignore_errors=True)
        self.cluster = cluster_api.serve(0)
        self.deployed()
        for region in BEHIND:
            self.ground(region)
        self.stores()

    def aws(self, *words, region=HOME, **more):
        return self.account.aws(*words, region=region, **more)

    def words(self, *words):
        return ["restore", "globalpay", "--environment", "prod", "--state", str(self.state), *words]

    def run(self, *words, check=0):
        return self.account.hesap(*self.words(*words), check=check, environment={"HESAP_DEPLOY_KUBERNETES": self.cluster.url})

    def killed_at(self, step, *words):
        """Starts a restore and ends it, as a power cut would, when a step is begun."""
        self.account.environment["HESAP_DEPLOY_KUBERNETES"] = self.cluster.url
        process = self.account.start(*self.words(*words))
        end = time.monotonic() + 120
        while not any(line["kind"] == "intent" and line["step"].startswith(step) for line in self.journal()):
            assert process.poll() is None and time.monotonic() < end, process.communicate()[0]
            time.sleep(0.05)
        process.kill()
        process.communicate()

    def journal(self):
        path = self.state / "globalpay/prod/journal.jsonl"
        return [json.loads(line) for line in path.read_text().splitlines()] if path.exists() else []

    def put(self, name, value, region=HOME):
        self.aws("ssm", "put-parameter", "--name", f"/globalpay/prod/{name}", "--type", "String", "--overwrite", "--value", value, region=region)

    def parameter(self, name):
        return self.aws("ssm", "get-parameter", "--name", f"/globalpay/prod/{name}")["Parameter"]["Value"]

    def deployed(self):
        """The objects of the home region's cluster, as they are rendered."""
        self.cluster.objects[("namespaces", "", "globalpay")] = {"apiVersion": "v1", "kind": "Namespace", "metadata": {"name": "globalpay"}}
        for path in sorted((rendered("globalpay") / f"kubernetes/{HOME}").rglob("*.yaml")):
            for body in yaml.safe_load_all(path.read_text()):
                kinds = {"ConfigMap": "configmaps", "Deployment": "deployments"}
                if body and body["kind"] in kinds:
                    key = (kinds[body["kind"]], body["metadata"]["namespace"], body["metadata"]["name"])
                    assert self.cluster.apply(key, body["kind"], body, "hesap", True, False)[0] == 201

    def object(self, kind, name):
        return self.cluster.objects[(kind, "globalpay", name)]

    def restarted(self):
        note = "kubectl.kubernetes.io/restartedAt"
        return {
            key[2]: body["spec"]["template"]["metadata"].get("annotations", {}).get(note)
            for key, body in self.cluster.objects.items() if key[0] == "deployments"
        }

    def ground(self, region):
        aws = lambda *words: self.aws(*words, region=region)
        vpc = aws("ec2", "create-vpc", "--cidr-block", "10.2.0.0/16")["Vpc"]["VpcId"]
        aws("ec2", "modify-vpc-attribute", "--vpc-id", vpc, "--enable-dns-hostnames")
        subnets = [
            aws("ec2", "create-subnet", "--vpc-id", vpc, "--cidr-block", f"10.2.{i}.0/24", "--availability-zone", f"{region}{z}")["Subnet"]["SubnetId"]
            for i, z in enumerate("ab")
        ]
        group = aws("ec2", "create-security-group", "--group-name", "globalpay-db-sg", "--description", "d", "--vpc-id", vpc)["GroupId"]
        self.groups[region] = group
        aws("rds", "create-db-subnet-group", "--db-subnet-group-name", "globalpay-db-subnet-group", "--db-subnet-group-description", "d", "--subnet-ids", *subnets)
        aws("rds", "create-db-parameter-group", "--db-parameter-group-name", "globalpay-postgres17", "--db-parameter-group-family", "postgres17", "--description", "d")
        zone = aws("route53", "create-hosted-zone", "--name", "globalpay.internal", "--caller-reference", region)["HostedZone"]["Id"].split("/")[-1]
        self.zones[region] = zone
        self.put(f"network/PrivateZone{BEHIND[region]}/ref", zone, region)
        if region == HOME:
            aws("elasticache", "create-cache-subnet-group", "--cache-subnet-group-name", "globalpay-cache-subnet-group",
                "--cache-subnet-group-description", "c", "--subnet-ids", *subnets)

    def stores(self):
        aws = self.aws
        aws("s3api", "create-bucket", "--bucket", f"globalpay-prod-{NUMBER}-hesap-state")
        aws("rds", "create-db-instance", "--db-instance-identifier", DATABASE, "--db-instance-class", "db.r6g.2xlarge", "--engine", "postgres",
            "--engine-version", "17.6", "--allocated-storage", "500", "--master-username", "globalpay_admin", "--master-user-password", "not-of-today",
            "--db-name", "globalpay", "--db-subnet-group-name", "globalpay-db-subnet-group", "--db-parameter-group-name", "globalpay-postgres17",
            "--vpc-security-group-ids", self.groups[HOME], "--multi-az", "--storage-encrypted", "--backup-retention-period", "35", "--deletion-protection")
        source = self.database(DATABASE)["DBInstanceArn"]
        for region, name in COPIES.items():
            # moto would give the copy in another region a group of the source's.
            aws("rds", "create-db-instance-read-replica", "--db-instance-identifier", name, "--source-db-instance-identifier", DATABASE if region == HOME else source,
                "--db-instance-class", "db.r6g.2xlarge", "--db-parameter-group-name", "globalpay-postgres17", "--db-subnet-group-name",
                "globalpay-db-subnet-group", "--vpc-security-group-ids", self.groups[region], "--deletion-protection", region=region)
            for host in INSIDE:
                leads = DATABASE if region == HOME and host == INSIDE[0] else name
                self.point(host, self.database(leads, HOME if leads == DATABASE else region)["Endpoint"]["Address"], region)
        aws("elasticache", "create-replication-group", "--replication-group-id", CACHE, "--replication-group-description", "c",
            "--cache-node-type", "cache.r6g.xlarge", "--num-cache-clusters", "3", "--engine", "redis")
        for name, content in (
            ("database/credentials", {"username": "globalpay_admin", "password": "planted-Qm53-password"}), ("redis/auth-token", {"token": "planted-Rk78-token"}),
        ):
            aws("secretsmanager", "create-secret", "--name", f"globalpay/prod/{name}", "--secret-string", json.dumps(content))
        self.put("data/Cache/PrimaryEndPoint.Address", self.cache(CACHE))
        self.put("release/migrate/image", f"{NUMBER}.dkr.ecr.{HOME}.amazonaws.com/globalpay/api-gateway@sha256:" + "a" * 64)

    def point(self, name, address, region):
        batch = {"Changes": [{"Action": "UPSERT", "ResourceRecordSet": {"Name": name, "Type": "CNAME", "TTL": 5, "ResourceRecords": [{"Value": address}]}}]}
        self.aws("route53", "change-resource-record-sets", "--hosted-zone-id", self.zones[region], "--change-batch", json.dumps(batch))

    def leads(self, region):
        sets = self.aws("route53", "list-resource-record-sets", "--hosted-zone-id", self.zones[region])["ResourceRecordSets"]
        found = {one["Name"].rstrip("."): one["ResourceRecords"][0]["Value"] for one in sets if one["Type"] == "CNAME"}
        return [found[name] for name in INSIDE]

    def database(self, name, region=HOME):
        return self.aws("rds", "describe-db-instances", "--db-instance-identifier", name, region=region)["DBInstances"][0]

    def databases(self, region):
        return {one["DBInstanceIdentifier"]: one for one in self.aws("rds", "describe-db-instances", region=region)["DBInstances"]}

    def address(self, name, region=HOME):
        return self.database(name, region)["Endpoint"]["Address"]

    def caches(self):
        return {one["ReplicationGroupId"] for one in self.aws("elasticache", "describe-replication-groups")["ReplicationGroups"]}

    def cache(self, name):
        found = self.aws("elasticache", "describe-replication-groups", "--replication-group-id", name)["ReplicationGroups"][0]
        return found["NodeGroups"][0]["PrimaryEndpoint"]["Address"]

    def snapshots(self):
        return {one["SnapshotName"] for one in self.aws("elasticache", "describe-snapshots")["Snapshots"]}

    def everywhere(self, address):
        """Whether all that says where Redis is says this."""
        told = self.object("configmaps", "globalpay-config")["data"]["REDIS_HOST"]
        return self.parameter("data/Cache/PrimaryEndPoint.Address") == told == address


@pytest.fixture(scope="module")
def system(one_cloud):
    one_cloud.forget()
    made = System(one_cloud)
    try:
        yield made
    finally:
        made.cluster.stop()


def snapshot(system, name):
    system.aws("elasticache", "create-snapshot", "--replication-group-id", CACHE, "--snapshot-name", f"{CACHE}-{name}")
    time.sleep(1.1)
    return moment()


def test_pods_learn_of_what_was_brought_back_and_an_undoing_leaves_everything_as_it_was(system):
    before = {region: system.leads(region) for region in BEHIND}
    calm = system.restarted()
    done = system.run("--to", snapshot(system, "first"), "--yes").stdout
    assert "Prove the books" in done and f"follow the old database until restore --confirm" in done, done
    state = json.loads(system.parameter("restore/state"))
    fresh, redis = state["database"]["now"], state["cache"]["now"]
    assert system.leads(HOME) == [system.address(fresh)] * 2
    job = system.object("jobs", "globalpay-prove-books")["spec"]["template"]["spec"]["containers"][0]
    assert job["args"] == ["ledger", "verify"]
    assert {one["name"]: one.get("value") for one in job["env"]}["DATABASE_HOST"] == system.address(fresh)
    assert system.caches() == {CACHE, redis} and system.everywhere(system.cache(redis))
    anew = {name for name, at in system.restarted().items() if at != calm[name]}
    assert anew == {f"{name}-{colour}" for name in ("api-gateway", "payment-processor") for colour in ("blue", "green")}, anew
    for region in (STANDBY, LATER):
        assert system.leads(region) == before[region]
        assert system.database(COPIES[region], region)["ReadReplicaSourceDBInstanceIdentifier"].endswith(f":{DATABASE}")
    system.run("--undo", "--yes")
    assert {region: system.leads(region) for region in BEHIND} == before
    assert system.caches() == {CACHE} and system.everywhere(system.cache(CACHE))
    assert set(system.databases(HOME)) == {DATABASE, COPIES[HOME]}
    assert [one["VpcSecurityGroupId"] for one in system.database(DATABASE)["VpcSecurityGroups"]] == [system.groups[HOME]]
    kept = system.snapshots()
    assert any(name.startswith(f"{redis}-last-") for name in kept), kept


def test_confirmed_the_copies_of_every_region_follow_what_was_brought_back(system):
    """Killed twice on the way: while the copies are made, and when Redis moves back under its own name."""
    system.run("--to", snapshot(system, "second"), "--yes")
    state = json.loads(system.parameter("restore/state"))
    shown = system.run("--confirm", check=3).stdout
    for region, name in COPIES.items():
        assert f"{name} in {region} follows the old database: it is made anew from {DATABASE}" in shown, shown
    system.killed_at(f"copied-{COPIES[STANDBY]}", "--confirm", "--yes")
    system.killed_at(f"deleted-{CACHE}", "--confirm", "--yes")
    assert "was begun and is not finished" in system.run("--undo", "--yes", check=3).stderr
    done = system.run("--confirm", "--yes").stdout
    assert "Going on with what was begun" in done, done
    for region, name in COPIES.items():
        found = system.databases(region)
        assert set(found) == ({DATABASE, name} if region == HOME else {name}), found.keys()
        copy, tags = found[name], {tag["Key"]: tag["Value"] for tag in found[name]["TagList"]}
        assert copy["ReadReplicaSourceDBInstanceIdentifier"].split(":")[-1] == DATABASE and copy["DeletionProtection"]
        assert tags["hesap:restored-from"].endswith(DATABASE) and tags["hesap:system"] == "globalpay"
        assert copy["DBParameterGroups"][0]["DBParameterGroupName"] == "globalpay-postgres17"
        assert [one["VpcSecurityGroupId"] for one in copy["VpcSecurityGroups"]] == [system.groups[region]]
        there = copy["Endpoint"]["Address"]
        assert system.leads(region) == ([system.address(DATABASE), there] if region == HOME else [there, there])
    followers = system.database(DATABASE)["ReadReplicaDBInstanceIdentifiers"]
    assert {one.split(":")[-1] for one in followers} == set(COPIES.values()), followers
    kept = [one["DBSnapshotIdentifier"] for one in system.aws("rds", "describe-db-snapshots")["DBSnapshots"]]
    assert any(name.startswith(f"{DATABASE}-before-") and name.endswith("-last") for name in kept), kept
    # Redis has its own name again, from what the one in its place held last.
    assert system.caches() == {CACHE} and system.everywhere(system.cache(CACHE))
    kept = system.snapshots()
    assert f"{state['cache']['now']}-moved" in kept and any(name.startswith(f"{CACHE}-last-") for name in kept), kept
    assert "No restore waits" in system.run("--confirm", "--yes", check=3).stderr


def test_no_secret_was_written_down(system):
    folder = system.state / "globalpay"
    for path in folder.rglob("*"):
        if path.is_file():
            assert b"planted-" not in path.read_bytes(), path
