"""All five profiles against accounts that start empty: applied with one command, every resource read back through its
own service, planned again, changed, destroyed; secrets nowhere."""

import concurrent.futures
import json
import pathlib
import re
import subprocess
import time

import pytest
import yaml

import read_back
import rights
import screens
from applied import IMAGE, KUBECTL, ROOT, System, needs_emulators
from emulated import SECRET, ZONES, Account, somebody_elses

# The accounts: an account has one recorder of changes and one registry, so that each system has its own; two share a
# cluster and thus an account.
PROFILES = {
    ("globalpay", "prod"): "111122220001", ("biletpro", "prod"): "111122220002",
    ("payment-system", "production"): "111122220003", ("payment-system", "staging"): "111122220004",
    ("pixpos", "prod"): "111122220005", ("mega-pos", "mvp"): "111122220005",
}

# What neither emulator has: type → why. Anything else that is left out is a failure, and so is one of these that they have.
NOT_EMULATED = {
    "AWS::MSK::Replicator": "neither emulator has replicators of Kafka",
    "AWS::DLM::LifecyclePolicy": "neither emulator has Data Lifecycle Manager",
}
# The commands that would make or find one of them.
ASKED = {
    "AWS::MSK::Replicator": ["kafka", "list-replicators"], "AWS::DLM::LifecyclePolicy": ["dlm", "get-lifecycle-policies"],
}

pytestmark = needs_emulators


def lines(text, start):
    return [line for line in text.splitlines() if line.startswith(start)]


def whole_life(cloud, name, environment, number):
    """Applied from nothing, read back, planned again."""
    system = System(cloud, name, environment, number)
    with cloud.turn:
        somebody_elses(system.account, name, environment)
    began = time.monotonic()
    applied = system.run("all", "--yes", timeout=1200)
    seconds = time.monotonic() - began
    system.left = {line.split()[2] for line in lines(applied.stdout, "not emulated:")}
    asked = system.fill(applied.stdout)
    if asked:
        system.run("all", "--yes")
    steps = sum(1 for line in system.journal() if line["kind"] == "result")
    secrets = {(secret, "url"): "https://pager.example/planted-Zx81-integration" for secret, _ in asked}
    system.count, system.properties, system.wrong = read_back.read_back(system, NOT_EMULATED, secrets)
    system.again = system.run("plan").stdout
    system.report = (
        f"{name}/{environment}: {steps} steps in {seconds:.0f} s, {system.count} resources read back with {system.properties} properties"
    )
    return system


@pytest.fixture(scope="module")
def systems(cloud):
    """All, two at a time."""
    with concurrent.futures.ThreadPoolExecutor(2) as pool:
        done = list(pool.map(lambda each: whole_life(cloud, *each[0], each[1]), PROFILES.items()))
    yield {(system.name, system.environment): system for system in done}
    for system in done:
        if system.clusters:
            system.clusters.stop()


def test_every_profile_is_applied_and_every_resource_is_read_back(systems):
    assert set(systems) == set(PROFILES)
    forgotten = set()
    for system in systems.values():
        print(system.report, *[f"\n  not emulated: {name}: {NOT_EMULATED[name]}" for name in sorted(system.left & set(NOT_EMULATED))])
        assert system.left <= set(NOT_EMULATED), f"{system.name}: left out without a reason: {system.left - set(NOT_EMULATED)}"
        assert not system.wrong, "\n".join([f"{system.name}:", *system.wrong])
        forgotten |= system.found.forgotten
    unneeded = set(read_back.FORGOTTEN) - forgotten
    assert not unneeded, f"the emulators do keep: {unneeded}"


def test_what_is_said_not_to_be_emulated_is_not(systems):
    """An emulator that has learnt something takes its name off the list."""
    left = set().union(*(system.left for system in systems.values()))
    assert left == set(NOT_EMULATED)
    account = systems["globalpay", "prod"].account
    for kind, words in ASKED.items():
        for url in (account.cloud.url, account.cloud.moto_url):
            assert not account.answers(words, url), f"{url} knows {kind}"


def test_a_second_plan_has_nothing_to_do(systems):
    for system in systems.values():
        assert "Nothing to do" in system.again, (system.name, system.again[-3000:])
        assert system.run("outputs", "--json").stdout.startswith("{")


@pytest.mark.skipif(KUBECTL is None, reason="not run: kubectl is not in the PATH")
def test_the_objects_of_the_clusters_are_what_is_rendered(systems):
    for system in filter(lambda one: one.clusters, systems.values()):
        wanted = {}
        for path in system.rendered.glob("kubernetes/*/*/*.yaml"):
            body = yaml.safe_load(path.read_text())
            wanted[path.relative_to(system.rendered).parts[1], body["kind"], body["metadata"]["name"]] = body
        found = {(key[0], body["kind"], body["metadata"]["name"]): body for key, body in system.clusters.objects().items()}
        assert set(found) == set(wanted), system.name
        for key, body in wanted.items():
            resolved = system.found.resolved(body, key[0])
            wrong = [d for d in read_back.differences(resolved, found[key]) if d[0] not in ("spec.replicas",)]
            assert not wrong, (key, wrong)
            assert "{{resolve" not in json.dumps(found[key]), key
        print(f"{system.name}: {len(found)} objects in {len(system.clusters.servers)} clusters")


def test_values_are_copied_between_the_three_regions(systems):
    """GlobalPay: what one region tells, others have under the same name; the third could take over."""
    system = systems["globalpay", "prod"]
    found, copied = system.found, 0
    intents = [line for line in system.journal() if line["kind"] == "intent" and line["step"].startswith("copy-")]
    for line in intents:
        home = re.search(r'"Name":"([^"]+)".*"Value":"([^"]*)"', line["command"])
        region = re.search(r"--region (\S+)", line["command"]).group(1)
        assert found.told[region, home.group(1)] == home.group(2), line
        others = {value for (place, name), value in found.told.items() if name == home.group(1)}
        assert others == {home.group(2)}, (home.group(1), others)
        copied += 1
    assert copied >= 10, copied
    third = "ap-southeast-2"
    there = {kind for kind, regions in found.found.items() if regions.get(third)}
    for kind in ("AWS::EC2::VPC", "AWS::RDS::DBInstance", "AWS::KMS::ReplicaKey", "AWS::ECR::Repository", "AWS::Route53::HostedZone"):
        assert kind in there, f"{kind} is missing in {third}"
    copies = [
        resource["Properties"] for (_, region), resource in system.expected.resources.items()
        if resource["Type"] == "AWS::RDS::DBInstance" and region == third
    ]
    keys = {key["Arn"] for key in found.found["AWS::KMS::ReplicaKey"][third].values()}
    assert copies and all(found.resolved(each["KmsKeyId"], third) in keys for each in copies)
    ours = {name: each for name, each in found.found["AWS::SecretsManager::Secret"]["us-east-1"].items() if "globalpay" in name}
    for name in ours:
        wanted = system.expected.of("AWS::SecretsManager::Secret", "us-east-1", name)
        if wanted and "ReplicaRegions" in wanted:
            assert set(ours[name]["copies"]) >= {each["Region"] for each in wanted["ReplicaRegions"]}, (name, ours[name])
    print(f"globalpay: {copied} values copied between regions")


CHANGES = {
    ("globalpay", "prod"): ("backups: 35d", "backups: 34d"), ("biletpro", "prod"): ("backups: 14d", "backups: 13d"),
    ("payment-system", "production"): ("backups: 30d", "backups: 29d"), ("payment-system", "staging"): ("backups: 30d", "backups: 29d"),
    ("pixpos", "prod"): ("backups: 7d", "backups: 9d"), ("mega-pos", "mvp"): ("backups: 7d", "backups: 9d"),
}


@pytest.mark.parametrize("name", CHANGES)
def test_a_changed_line_plans_only_its_own_change(systems, name):
    system = systems[name]
    plan = system.account.hesap("plan", system.changed(CHANGES[name]), *system.words).stdout
    changes = [line.strip() for line in plan.splitlines() if re.match(r"\s+[+~-] (AWS::|\w+ )", line)]
    # Copies in other regions keep as many backups as the first.
    copies = ["DatabaseReplica1EuWest1", "DatabaseReplica1ApSoutheast2"] if name[0] == "globalpay" else []
    assert changes == [f"~ AWS::RDS::DBInstance {each}" for each in ("Database", *copies)], changes


def test_a_changed_line_is_applied_alone_and_an_old_plan_is_stale(systems, tmp_path):
    """The screens follow an apply and an `all` that name a build."""
    system = systems["mega-pos", "mvp"]
    text = system.changed(("backups: 7d", "backups: 9d"))
    plan = system.account.hesap("plan", text, *system.words).stdout
    changes = [line.strip() for line in plan.splitlines() if re.match(r"\s+[+~-] AWS::", line)]
    assert changes == ["~ AWS::RDS::DBInstance Database"], changes
    digest = re.search(r"Plan ([0-9a-f]{64})", plan).group(1)
    stale = system.account.hesap("apply", text, *system.words, "--plan", "0" * 64, check=3)
    assert digest in stale.stderr + stale.stdout
    served = screens.Bucket(system.account, "mega-pos-frontend-hsdcore", tmp_path)
    done = system.account.hesap("apply", text, *system.words, "--plan", digest, "--web", screens.build(tmp_path / "one", "AAAA1111"))
    assert "cafe.hsdcore.com/waiter/ is not in this release" in done.stdout, done.stdout
    for app in screens.APPS:
        served.serves(app, f"{app}/", "AAAA1111", {})
    screens.in_order(system.journal(), "all")
    found = system.account.aws("rds", "describe-db-instances")["DBInstances"]
    assert [each["BackupRetentionPeriod"] for each in found if each["DBInstanceIdentifier"].startswith("mega-pos")] == [9]
    again = system.account.hesap("plan", text, *system.words).stdout
    assert "Nothing to do" in again
    # Back to the profile as it is; the old digest is stale now and names what differs.
    stale = system.account.hesap("apply", system.profile, *system.words, "--plan", digest, check=3)
    assert "stale" in stale.stderr + stale.stdout
    system.run("all", "--yes", "--web", screens.build(tmp_path / "two", "BBBB2222"))
    for app in screens.APPS:
        served.serves(app, f"{app}/", "BBBB2222", {})
        assert f"assets/{app}/main-AAAA1111.js" in served.keys(), "a till that is open goes on"
    screens.in_order(system.journal(), "all")


def test_an_image_is_published_by_digest_and_the_screens_follow(systems, tmp_path):
    system = systems["mega-pos", "mvp"]
    image = tmp_path / "image"
    image.mkdir()
    (image / "image").write_text("localhost/mega-pos@sha256:" + "c" * 64 + "\n")
    words = ["publish", system.profile, *system.words[:4], "--image", str(image), "--web", screens.build(tmp_path / "three", "CCCC3333")]
    # Neither what is pushed nor its scan is known to MiniStack.
    other = {"PATH": f"{screens.builder(tmp_path, system.cloud)}:{system.account.environment['PATH']}",
             "HESAP_DEPLOY_ENDPOINT": f"{system.cloud.endpoint},ecr={system.cloud.moto_url}",
             # Who publishes has rights of their own.
             "HESAP_CALLS": str(tmp_path / "calls")}
    done = system.account.hesap(*words, environment=other).stdout
    digest = (image / "digest").read_text().strip()
    assert re.fullmatch(r"sha256:[0-9a-f]{64}", digest) and digest in done and "c" * 64 not in digest, done
    served = screens.Bucket(system.account, "mega-pos-frontend-hsdcore", tmp_path)
    for app in screens.APPS:
        served.serves(app, f"{app}/", "CCCC3333", {})
    network = system.account.aws("ssm", "get-parameter", "--name", "/mega-pos/mvp/app/AllDistribution/ref")["Parameter"]["Value"]
    told = system.account.aws("cloudfront", "list-invalidations", "--distribution-id", network)["InvalidationList"]["Items"]
    assert len(told) == 3, told
    one = system.account.aws("cloudfront", "get-invalidation", "--distribution-id", network, "--id", told[0]["Id"])["Invalidation"]
    names = ("", "index.html", "sw.js", "manifest.webmanifest", "config.json")
    assert set(one["InvalidationBatch"]["Paths"]["Items"]) == {f"/{app}/{name}" for app in screens.APPS for name in names}
    again = system.account.hesap(*words, environment=other).stdout
    assert digest in again and "nothing to do" in again.lower(), again
    without = [word for word in words[:-1] if word != "--web"] + ["--no-screens"]
    assert "assets" not in system.account.hesap(*without, environment=other).stdout


def test_what_somebody_changed_by_hand_is_drift(systems):
    system = systems["mega-pos", "mvp"]
    assert "No drift" in system.run("drift").stdout
    queue = [r for r in system.account.aws("logs", "describe-log-groups")["logGroups"] if "mega" in r["logGroupName"]]
    assert queue, system.account.aws("logs", "describe-log-groups")
    system.account.aws("logs", "put-retention-policy", "--log-group-name", queue[0]["logGroupName"], "--retention-in-days", "1")
    drifted = system.run("drift", check=4)
    assert "was changed by hand" in drifted.stdout
    stack = [s for s in system.account.aws("cloudformation", "describe-stacks")["Stacks"] if s["StackName"].startswith("mega-pos")]
    assert stack
    days = next(r for r in queue if r["logGroupName"] == queue[0]["logGroupName"]).get("retentionInDays")
    system.account.aws(
        "logs", "put-retention-policy", "--log-group-name", queue[0]["logGroupName"], "--retention-in-days", str(days)
    )


def test_no_secret_is_in_an_output_a_journal_a_template_or_a_process_list(systems):
    system = systems["pixpos", "prod"]
    process = system.account.start("plan", system.profile, *system.words)
    listed = ""
    while process.poll() is None:
        listed += subprocess.run(["ps", "-eo", "args"], capture_output=True, text=True).stdout
        time.sleep(0.1)
    seen = process.stdout.read()
    assert SECRET not in listed and SECRET not in seen
    for kept in systems.values():
        secrets = [SECRET]
        for region in ("eu-central-1", "us-east-1"):
            for secret in kept.account.aws("secretsmanager", "list-secrets", region=region).get("SecretList", []):
                value = kept.account.aws("secretsmanager", "get-secret-value", "--secret-id", secret["ARN"], region=region)
                text = value.get("SecretString", "")
                # A secret also says what it opens: its host and the database's name are no secrets.
                found = json.loads(text) if text.startswith("{") else {"secret": text}
                open_facts = {"host", "database", "dbname", "dbInstanceIdentifier", "engine", "username", "port"}
                secrets += [str(v) for k, v in found.items() if k not in open_facts and len(str(v)) >= 12]
        assert len(secrets) > 1
        for path in kept.state.rglob("*"):
            if path.is_file():
                text = path.read_text(errors="replace")
                assert not any(secret in text for secret in secrets), f"{path} holds a secret"


def test_bad_worlds_are_named(systems):
    system = systems["mega-pos", "mvp"]
    nowhere = system.run("plan", "--endpoint-url", "http://127.0.0.1:9", check=2)
    assert "nothing answers there" in nowhere.stderr + nowhere.stdout
    real = system.run("plan", "--endpoint-url", "https://cloudformation.amazonaws.com", check=3)
    assert "this machine alone" in real.stderr + real.stdout
    other = Account(system.cloud, "999999999999")
    wrong = other.hesap("plan", system.profile, *system.words, check=3)
    assert "account 999999999999" in wrong.stderr + wrong.stdout
    bare = {**system.account.environment, "PATH": "/nowhere"}
    missing = system.account.hesap("plan", system.profile, *system.words, check=2, environment=bare)
    assert "aws cannot be run" in missing.stderr + missing.stdout
    nameless = system.account.hesap("all", system.profile, "--yes", check=64)
    assert "--environment" in nameless.stderr + nameless.stdout
    journal = system.folder / "journal.jsonl"
    good = journal.read_text()
    journal.write_text(good.replace('"kind":"begin"', '"kind":"begun"', 1))
    damaged = system.run("all", "--yes", check=2)
    assert "journal.jsonl:1:" in damaged.stderr + damaged.stdout
    journal.write_text(good)


def test_a_lock_of_somebody_else_is_respected(systems):
    system = systems["mega-pos", "mvp"]
    bucket = f"mega-pos-mvp-{system.account.number}-hesap-state"
    lock = system.cloud.folder / "lock.json"
    lock.write_text(json.dumps({"owner": "ayse on laptop", "since": "2026-11-21T08:00:00Z", "token": "other"}))
    system.account.aws("s3api", "put-object", "--bucket", bucket, "--key", "lock.json", "--body", str(lock))
    before = system.run("destroy", check=3)
    refused = system.run("destroy", "--confirm", "mega-pos", check=3)
    assert "ayse on laptop" in refused.stderr + refused.stdout and "Nothing was destroyed" in before.stderr + before.stdout
    system.account.aws("s3api", "delete-object", "--bucket", bucket, "--key", "lock.json")


def destroyed(system):
    first = system.run("destroy", "--with-data", check=3)
    assert "Nothing was destroyed" in first.stderr + first.stdout
    done = system.run("destroy", "--with-data", "--confirm", system.name, timeout=1200)
    # A key goes some days after it was given up, the last snapshots are kept; everything else is gone at once.
    parts, part = {}, []
    for line in done.stdout.splitlines():
        if line.endswith(":") and not line.startswith((" ", "[")):
            parts[line] = part = []
        elif line.startswith("  arn:"):
            part.append(re.match(r"  (arn:\S+): ", line).group(1))
    assert not parts.get("Left, and paid for:"), (system.name, parts)
    for name in parts.get("Goes by itself:", []):
        assert name.startswith("arn:aws:kms:"), name
        key = system.account.aws("kms", "describe-key", "--key-id", name, region=name.split(":")[3])["KeyMetadata"]
        assert key["KeyState"] == "PendingDeletion", key
    kept = parts.get("Last snapshots, kept:", [])
    assert kept and all(":snapshot:" in name and name.endswith("-last") for name in kept), (system.name, parts)
    assert "Nothing that bears the system's tags is left." in done.stdout, done.stdout[-2000:]
    return read_back.still_there(system)


# What an emulator lets nobody take away: type → why.
STAYS = {"AWS::MSK::Configuration": "MiniStack has no DeleteConfiguration"}


def test_destroyed_nothing_is_left(systems):
    """Last: whatever bears the system's tags goes, somebody else's cluster and zone stay."""
    with concurrent.futures.ThreadPoolExecutor(2) as pool:
        left = dict(zip(systems, pool.map(destroyed, systems.values())))
    kinds = {one.split()[0].rstrip(":") for each in left.values() for one in each}
    assert kinds - set(NOT_EMULATED) == set(STAYS), left
    for system in filter(lambda one: one.clusters, systems.values()):
        assert not system.clusters.objects(), system.clusters.objects().keys()
    account = systems["pixpos", "prod"].account
    assert account.aws("eks", "describe-cluster", "--name", "hsd-monitoring")["cluster"]["status"] == "ACTIVE"
    for name, zone in ZONES.items():
        for system in (one for one in systems.values() if one.name == name):
            zones = {each["Name"] for each in system.account.aws("route53", "list-hosted-zones")["HostedZones"]}
            assert f"{zone}." in zones, (name, zones)


# Rights that neither a command of a plan nor CloudFormation's own register asks for: why they are given.
GIVEN = {
    "cloudformation:UpdateTerminationProtection": "the stack is protected in a later step, or let go in a destruction",
    "cloudformation:DescribeStackEvents": "asked when a stack fails, to say why",
    "cloudformation:DeleteChangeSet": "a change set that changes nothing, or that a cut apply left",
    "cloudformation:DetectStackDrift": "`drift` is asked of one system here",
    "cloudformation:DescribeStackDriftDetectionStatus": "as the last",
    "cloudformation:DescribeStackResourceDrifts": "as the last",
    "eks:DescribeAddonVersions": "asked, and answered beside the emulators, which know no versions",
    "kafka-cluster:Connect": "no emulator's Kafka has topics: their steps are left out there",
    "kafka-cluster:CreateTopic": "as the last",
    "kafka-cluster:DescribeTopic": "as the last",
    "kafka:PutClusterPolicy": "no emulator has replicators: what they need of a cluster is left out there",
    "kafka:GetClusterPolicy": "as the last",
    "secretsmanager:PutResourcePolicy": "who hands a secret to Kafka lets Kafka read it",
    "secretsmanager:GetResourcePolicy": "as the last",
    "secretsmanager:DeleteResourcePolicy": "as the last",
    "kms:GenerateDataKey": "who makes a secret has its value sealed by the secret's own key",
    "kms:Decrypt": "as the last",
    "cloudfront:CreateInvalidation": "one system's screens are uploaded here, the others' would be",
    "cloudfront:GetInvalidation": "as the last",
    "ssm:GetParameter": "as the last",
    "s3:GetObject": "a lock that somebody else holds is read, to say whose it is",
}


def test_the_deployers_rights_are_what_was_called(systems):
    """After all of the above: every call of these systems' plans is allowed, and nothing else is."""
    register = rights.registers(ROOT / ".cache/cfn-lint", {r["Type"] for s in systems.values() for r in s.expected.resources.values()})
    wrong = []
    for system in systems.values():
        folder = system.cloud.folder / f"policy-{system.name}-{system.environment}"
        folder.mkdir()
        system.account.hesap("policy", system.profile, "--environment", system.environment, "--out", str(folder))
        statements = [one for path in sorted(folder.glob("*.json")) for one in json.loads(path.read_text())["Statement"]]
        calls = [json.loads(line) for line in pathlib.Path(system.account.environment["HESAP_CALLS"]).read_text().splitlines()]
        # What is made by commands here is made by stacks at AWS.
        made = {kind for kind in system.expected.kinds()}
        where = f"{system.name}/{system.environment}"
        refused = rights.refused(calls, statements, system.number, rights.made_directly(system.journal()))
        wrong += [f"{where} may not: {one}" for one in refused]
        called = {right.lower() for call in calls for right in rights.rights(call)}
        asked = called | {one.lower() for one in GIVEN} | {"iam:passrole"} | set().union(*(register.get(kind, set()) for kind in made))
        for statement in statements:
            for action in statement["Action"]:
                known = action.lower() in asked or any(one.endswith("*") and action.lower().startswith(one[:-1]) for one in asked)
                if not known and register:
                    wrong.append(f"{where}: nobody calls {action}")
        print(f"{where}: {len(calls)} calls of {len(called)} kinds, all allowed")
    assert not wrong, "\n".join(wrong)
