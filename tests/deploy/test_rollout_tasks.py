"""Roll-outs on ECS by the weights of the balancer's rules."""

import json
import re
import time

import pytest

from machine import settle
from rollout_place import FAST, RUNS, WHY_NOT, Load, Place, image, killed_again_and_again, lowered, whole_way

pytestmark = pytest.mark.skipif(not RUNS, reason=WHY_NOT)


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


@pytest.fixture(scope="module")
def tasks(rolling):
    place = Tasks(rolling)
    try:
        yield place
    finally:
        place.remove()


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


def test_ecs_killed_again_and_again_it_ends_the_same(tasks):
    began = time.monotonic()
    kills = killed_again_and_again(tasks, image("e", 1), 3)
    assert tasks.standing() == {"blue": (0, image("a"), 0), "green": (2, image("e", 1), 100)}
    print(f"\npayment-system: killed {kills} times in {time.monotonic() - began:.1f} s")
    assert kills >= 5


def test_ecs_after_redis_was_brought_back_the_next_roll_out_finds_it(tasks):
    """What a restore leaves: a newer definition of each colour, which knows the new place; what rests was not started."""
    fresh = "master.payment-system-redis-brought-back.cache.amazonaws.com"
    for colour in ("blue", "green"):
        found = tasks.aws("ecs", "describe-task-definition", "--task-definition", tasks.name(colour))["taskDefinition"]
        given = {key: found[key] for key in (
            "family", "containerDefinitions", "cpu", "memory", "networkMode", "requiresCompatibilities", "executionRoleArn", "taskRoleArn") if key in found}
        told = [one for one in given["containerDefinitions"][0]["environment"] if one["name"] == "REDIS_HOST"]
        assert len(told) == 1 and told[0]["value"] != fresh
        told[0]["value"] = fresh
        tasks.aws("ecs", "register-task-definition", "--cli-input-json", json.dumps(given))
    with Load(tasks) as load:
        tasks.rollout(image("a"), "--no-migrate")
    assert load.failures == []
    colour = next(colour for colour, standing in tasks.standing().items() if standing == (2, image("a"), 100))
    serving = tasks.aws("ecs", "describe-services", "--cluster", tasks.cluster, "--services", tasks.name(colour))["services"][0]["taskDefinition"]
    variables = tasks.aws("ecs", "describe-task-definition", "--task-definition", serving)["taskDefinition"]["containerDefinitions"][0]["environment"]
    assert [one["value"] for one in variables if one["name"] == "REDIS_HOST"] == [fresh]
