"""Roll-outs in Kubernetes: through the Ingress' weights where users come in; through the Service that neighbours ask, and
beside each other where work is taken from queues."""

import json
import time

import pytest

import screens
from pods_place import KUBECTL, NO_KUBECTL, Door, Inside
from rollout_place import FAST, RUNS, WHY_NOT, Load, image, killed_again_and_again, whole_way

pytestmark = [pytest.mark.skipif(not RUNS, reason=WHY_NOT), pytest.mark.skipif(KUBECTL is None, reason=NO_KUBECTL)]


@pytest.fixture(scope="module")
def pods(rolling):
    place = Door(rolling)
    try:
        yield place
    finally:
        place.remove()


@pytest.fixture(scope="module")
def inside(rolling):
    place = Inside(rolling)
    try:
        yield place
    finally:
        place.remove()


def buckets(place):
    """A bucket and a content network for each screen, as an apply leaves them."""
    for app in screens.APPS:
        name = f"pixpos-{app}-{place.account.number}"
        place.aws("s3api", "create-bucket", "--bucket", name, "--create-bucket-configuration", f"LocationConstraint={place.region}")
        behaviour = {"TargetOriginId": "bucket", "ViewerProtocolPolicy": "redirect-to-https", "CachePolicyId": "658327ea-f89d-4fab-a63d-7e88639e58f6"}
        origin = {"Id": "bucket", "DomainName": f"{name}.s3.amazonaws.com", "S3OriginConfig": {"OriginAccessIdentity": ""}}
        config = {"CallerReference": name, "Comment": name, "Enabled": True, "Origins": {"Quantity": 1, "Items": [origin]}, "DefaultCacheBehavior": behaviour}
        network = place.aws("cloudfront", "create-distribution", "--distribution-config", json.dumps(config))["Distribution"]["Id"]
        place.aws("ssm", "put-parameter", "--name", f"/pixpos/prod/app/{app.capitalize()}Distribution/ref", "--type", "String", "--value", network)


def test_kubernetes_a_good_version_takes_over_by_the_ingress_weights(pods, tmp_path):
    """The screens, on origins of their own, follow the server."""
    buckets(pods)
    done = whole_way(pods, image("e"), "--web", screens.build(tmp_path / "build", "EEEE5555"))
    assert done.stdout.index("serves as green") < done.stdout.index("Upload what has a digest in its name")
    facts = {"api": "https://api.pixpos.cloud", "socket": "wss://ws.pixpos.cloud"}
    for app in screens.APPS:
        screens.Bucket(pods.account, f"pixpos-{app}-{pods.account.number}", tmp_path).serves(app, "", "EEEE5555", facts)
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
    kills = killed_again_and_again(pods, image("e", 1), 3)
    assert pods.standing() == {"blue": (0, image("a"), 0), "green": (2, image("e", 1), 100)}
    print(f"\npixpos: killed {kills} times in {time.monotonic() - began:.1f} s")
    assert kills >= 4


def probed(place, colour, path):
    """The words by which a copy of a colour was asked by the program beside it."""
    return place.name(colour), ["/usr/local/bin/hesap", "probe", "--port", "3000", "--path", path]


def test_what_neighbours_ask_is_tried_beside_its_copies_then_answers_from_both_colours_then_from_the_new(inside):
    inside.turn("payment-processor")
    with Load(inside) as load:
        done = inside.rollout(image("e"))
    assert load.failures == [] and load.requests > 30, (load.failures[:5], load.requests)
    assert "serves as green" in done.stdout
    assert inside.tried == [probed(inside, "green", path) for path in ("/ready", "/livez")]
    seen = inside.seen()
    # Who answered, in its order: there was no moment of nobody.
    assert seen["inside"] == [["payment-processor-blue"], ["payment-processor-blue", "payment-processor-green"], ["payment-processor-green"]]
    assert inside.standing() == {"serving": "green", "blue": (0, image("a")), "green": (2, image("e"))}
    print(f"\nglobalpay inside: {load.requests} requests, none failed")


def test_what_neighbours_ask_stays_with_the_old_when_the_new_fails_its_trial_and_goes_back_when_asked(inside):
    inside.turn("payment-processor")
    before, answered = inside.standing(), inside.seen()["inside"]
    with Load(inside) as load:
        done = inside.rollout(image("b"), "--no-migrate", check=1)
        assert "/ready: 500" in done.stdout + done.stderr, done.stdout + done.stderr
        assert inside.seen()["inside"] == answered
        assert inside.standing() == before | {"blue": (0, image("b"))}
        inside.run("rollback", *FAST)
    assert load.failures == []
    assert inside.standing() == {"serving": "blue", "blue": (2, image("a")), "green": (0, image("e"))}


def test_what_takes_work_from_queues_runs_in_both_colours_until_the_new_ones_have_proved_themselves(inside):
    inside.turn("reconciliation-engine")
    inside.tried.clear()
    done = inside.rollout(image("e"), "--no-migrate")
    assert "serves as green" in done.stdout
    assert inside.tried == [probed(inside, "green", path) for path in ("/ready", "/livez")]
    # Copies that take work, blue and green, in their order: never none.
    at_work = inside.seen()["copies"]["reconciliation-engine"]
    assert at_work == [[2, 0], [2, 2], [0, 2]], at_work
    assert inside.standing() == {"serving": "green", "blue": (0, image("a")), "green": (2, image("e"))}
    # New ones that fail are taken away, and the old ones go on.
    inside.rollout(image("b"), "--no-migrate", check=1)
    assert inside.standing() == {"serving": "green", "blue": (0, image("b")), "green": (2, image("e"))}
    assert all(green == 2 for _, green in inside.seen()["copies"]["reconciliation-engine"][2:])


def test_inside_killed_again_and_again_it_ends_the_same(inside):
    inside.turn("payment-processor")
    began = time.monotonic()
    kills = killed_again_and_again(inside, image("e", 1), 3)
    assert inside.standing() == {"serving": "green", "blue": (0, image("a")), "green": (2, image("e", 1))}
    print(f"\nglobalpay inside: killed {kills} times in {time.monotonic() - began:.1f} s")
    assert kills >= 3
