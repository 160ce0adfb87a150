"""The services of a running system: more and fewer copies, a migration with the release; tasks and pods."""

import json
import re
import shutil
import time

import pytest

from operated import HAS_EMULATORS, NO_EMULATORS, NUMBER, REGION

pytestmark = pytest.mark.skipif(not HAS_EMULATORS, reason=NO_EMULATORS)


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
