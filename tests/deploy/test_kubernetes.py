"""The objects of every profile: valid for three versions of Kubernetes, and taken by the real kubectl."""

import collections
import json
import os
import pathlib
import re
import shutil
import subprocess

import pytest
import yaml

from cluster_api import serve
from conftest import ROOT
from rendered import CLUSTERS, render, rendered

VERSIONS = ["1.35.0", "1.33.0", "1.37.0"]
PORT = 22200
CHECKER = pathlib.Path(os.environ.get("HESAP_KUBERNETES_VALIDATE", ROOT / ".cache/kubernetes/bin/python"))

# What External Secrets 0.17 and later serve, as far as the profiles use it.
NAME = {"type": "string", "minLength": 1}
PATH = re.compile(r"^[a-zA-Z0-9/_+=.@!-]{1,512}$").pattern


def exactly(required, **properties):
    return {"type": "object", "required": list(required), "properties": properties, "additionalProperties": False}


REMOTE = exactly(["key", "property"], key={"type": "string", "pattern": PATH}, property=NAME)
CUSTOM = {
    ("external-secrets.io/v1", "ExternalSecret"): exactly(
        ["refreshInterval", "secretStoreRef", "target", "data"],
        refreshInterval={"const": "1h"},
        secretStoreRef=exactly(["name", "kind"], name=NAME, kind={"enum": ["SecretStore", "ClusterSecretStore"]}),
        target=exactly(["name", "creationPolicy"], name=NAME, creationPolicy={"enum": ["Owner"]}),
        data={"type": "array", "minItems": 1,
              "items": exactly(["secretKey", "remoteRef"], secretKey=NAME, remoteRef=REMOTE)}),
    # As the controller's own identity, which passes itself on to a role; or by an account's token, never both: a role
    # beside an account's token would be assumed by that account.
    ("external-secrets.io/v1", "SecretStore"): exactly(
        ["provider"],
        provider=exactly(["aws"], aws=exactly(
            ["service", "region"], service={"enum": ["SecretsManager", "ParameterStore"]},
            region={"type": "string", "pattern": "^[a-z]{2}-[a-z]+-[0-9]$"},
            role={"type": "string", "pattern": "^arn:aws:iam::[0-9]{12}:role/"},
            auth=exactly(["jwt"], jwt=exactly(["serviceAccountRef"], serviceAccountRef=exactly(["name"], name=NAME)))
        ) | {"oneOf": [{"required": ["role"]}, {"required": ["auth"]}]})),
}

VALIDATE = """
import json, sys, jsonschema, kubernetes_validate
objects, versions, custom = json.load(sys.stdin)
custom = {tuple(key.split(" ")): schema for key, schema in custom.items()}
seen = set()
for place, body in objects:
    schema = custom.get((body["apiVersion"], body["kind"]))
    # Every object for the profiles' own version; the others get the first object of each kind.
    for version in versions[:1] if body["kind"] in seen else versions:
        try:
            if schema is not None:
                jsonschema.validate(body["spec"], schema)
            else:
                kubernetes_validate.validate(body, version, strict=True)
        except Exception as fault:
            print(place, version, type(fault).__name__, getattr(fault, "message", fault))
    seen.add(body["kind"])
"""


def objects(system):
    """Every object of a profile, with the file it stands in."""
    folder = rendered(system)
    for path in sorted(folder.glob("kubernetes/*/*/*.yaml")):
        yield str(path.relative_to(folder)), yaml.safe_load(path.read_text())


def of_kind(system, kind):
    return [body for _, body in objects(system) if body["kind"] == kind]


def faults(found):
    if not CHECKER.exists():
        pytest.skip("not run: kubernetes-validate is missing; tools/bootstrap.sh test installs it")
    custom = {" ".join(key): schema for key, schema in CUSTOM.items()}
    words = [str(CHECKER), "-c", VALIDATE]
    ran = subprocess.run(words, input=json.dumps([found, VERSIONS, custom]), capture_output=True, text=True)
    assert ran.returncode == 0, ran.stderr
    # A kind that the checker knows nothing of is a warning of its command; here it is a fault as every other.
    return ran.stdout.splitlines()


@pytest.mark.parametrize("system", CLUSTERS)
def test_every_object_is_valid(system):
    found = list(objects(system))
    assert len(found) > 20
    assert faults(found) == []
    print(f"{system}: {len(found)} objects, valid for {', '.join(VERSIONS)}")


def test_the_checker_sees_faults():
    """Old interfaces, misspelt fields and unknown kinds are found: a clean answer means something."""
    _, deployment = next(found for found in objects("pixpos") if found[1]["kind"] == "Deployment")
    misspelt = json.loads(json.dumps(deployment))
    misspelt["spec"]["template"]["spec"]["containers"][0]["livenesProbe"] = {}
    old = deployment | {"apiVersion": "extensions/v1beta1"}
    _, secret = next(found for found in objects("pixpos") if found[1]["kind"] == "ExternalSecret")
    beta = secret | {"apiVersion": "external-secrets.io/v1beta1"}
    seeded = [["misspelt", misspelt], ["old", old], ["beta", beta]]
    assert {line.split(" ")[0] for line in faults(seeded)} == {"misspelt", "old", "beta"}


@pytest.mark.parametrize("system", CLUSTERS)
def test_pods_keep_to_the_restricted_standard(system):
    for body in of_kind(system, "Deployment") + of_kind(system, "Job"):
        pod = body["spec"]["template"]["spec"]
        assert pod["securityContext"]["runAsUser"] == 10001
        assert pod["securityContext"]["seccompProfile"] == {"type": "RuntimeDefault"}
        for container in pod["containers"]:
            security = container["securityContext"]
            assert security["readOnlyRootFilesystem"] and not security["allowPrivilegeEscalation"]
            assert security["capabilities"] == {"drop": ["ALL"]}
            assert container["image"].startswith("{{resolve:ssm:/"), "an image is named by what was published"
            assert {"name": "tmp", "mountPath": "/tmp"} in container["volumeMounts"]


@pytest.mark.parametrize("system", CLUSTERS)
def test_every_name_that_an_object_points_at_exists(system):
    """Accounts, settings, secrets, Services, Deployments and the pods that selectors look for."""
    by_region = collections.defaultdict(list)
    for place, body in objects(system):
        by_region[place.split("/")[1]].append(body)
    for bodies in by_region.values():
        names = collections.defaultdict(set)
        for body in bodies:
            names[body["kind"]].add(body["metadata"]["name"])
        keys = {body["spec"]["target"]["name"]: {data["secretKey"] for data in body["spec"]["data"]}
                for body in bodies if body["kind"] == "ExternalSecret"}
        pods = [body["spec"]["template"] for body in bodies if body["kind"] in ("Deployment", "Job")]
        for pod in pods:
            assert pod["spec"]["serviceAccountName"] in names["ServiceAccount"]
            for container in pod["spec"]["containers"]:
                for source in container.get("envFrom", []):
                    assert source["configMapRef"]["name"] in names["ConfigMap"]
                for variable in container.get("env", []):
                    if "valueFrom" in variable:
                        secret = variable["valueFrom"]["secretKeyRef"]
                        assert secret["key"] in keys[secret["name"]]
        for body in bodies:
            if body["kind"] == "HorizontalPodAutoscaler":
                assert body["spec"]["scaleTargetRef"]["name"] in names["Deployment"]
            if body["kind"] in ("Service", "PodDisruptionBudget"):
                selector = body["spec"]["selector"]
                selector = selector.get("matchLabels", selector)
                # Which colour serves is written down by roll-outs.
                selector = {key: "blue" if value.endswith("/serving}}") else value for key, value in selector.items()}
                assert any(selector.items() <= pod["metadata"]["labels"].items() for pod in pods)
            if body["kind"] == "Ingress":
                for rule in body["spec"]["rules"]:
                    for path in rule["http"]["paths"]:
                        action = f"actions.{path['backend']['service']['name']}"
                        text = body["metadata"]["annotations"][f"alb.ingress.kubernetes.io/{action}"]
                        forward = json.loads(re.sub(r"\{\{[^}]+\}\}", "50", text))["forwardConfig"]
                        targets = [group["serviceName"] for group in forward["targetGroups"]]
                        assert len(targets) == 2 and set(targets) <= names["Service"]


@pytest.mark.parametrize("system", CLUSTERS)
def test_what_scales_states_no_number_and_traffic_moves_by_weight(system):
    scaled = {body["spec"]["scaleTargetRef"]["name"] for body in of_kind(system, "HorizontalPodAutoscaler")}
    for body in of_kind(system, "Deployment"):
        assert ("replicas" not in body["spec"]) == (body["metadata"]["name"] in scaled)
    selectors = [json.dumps(body["spec"]["selector"], sort_keys=True) for body in of_kind(system, "Deployment")]
    assert len(set(selectors)) * len(list(rendered(system).glob("kubernetes/*/"))) == len(selectors)


# The real kubectl against the small server.

KUBECTL = shutil.which("kubectl")
needs_kubectl = pytest.mark.skipif(KUBECTL is None, reason="not run: kubectl is not in the PATH")

AWS = """#!/bin/sh
# Answers how a cluster is reached, and for parameters: a weight, an image by digest, or a name.
if [ "$1" = eks ]; then
    [ -z "${REFUSES:-}" ] || { echo "$REFUSES" >&2; exit 255; }
    verb=$2
    while [ $# -gt 0 ]; do
        case $1 in --region) region=$2 ;; --name) name=$2 ;; --kubeconfig) file=$2 ;; esac
        shift
    done
    cluster=arn:aws:eks:$region:$ACCOUNT:cluster/$name
    if [ "$verb" = describe-cluster ]; then echo "$cluster"; exit; fi
    printf '{"apiVersion":"v1","kind":"Config","clusters":[{"name":"%s","cluster":{"server":"%s"}}],' \
        "$cluster" "$SERVER" > "$file"
    printf '"contexts":[{"name":"%s","context":{"cluster":"%s","user":"u"}}],"users":[{"name":"u","user":{}}]}' \
        "$cluster" "$cluster" >> "$file"
    exit
fi
for word in "$@"; do case $word in /*) name=$word ;; esac; done
case $name in
    */blue-weight) echo 100 ;;
    */green-weight) echo 0 ;;
    */blue-image|*/green-image|*/image) printf 'registry.example/hesap@sha256:%064d\\n' 7 ;;
    *) echo "value-of$name" | tr / - ;;
esac
"""


@pytest.fixture
def cluster():
    cluster = serve(PORT)
    yield cluster
    cluster.stop()


class Operator:
    """Somebody with kubectl, the rendered script, and parameters that a stand-in tells."""

    def __init__(self, cluster, folder):
        self.folder = folder
        (folder / "bin").mkdir()
        (folder / "bin/aws").write_text(AWS)
        (folder / "bin/aws").chmod(0o755)
        path = f"{folder}/bin:{os.environ['PATH']}"
        self.environment = {"PATH": path, "KUBECONFIG": str(folder / "kubeconfig"), "HOME": str(folder), "SERVER": cluster.url,
                            "ACCOUNT": "111122223333"}
        self.points(cluster)

    def points(self, cluster):
        """Where kubectl was pointed to last."""
        context = {"clusters": [{"name": "here", "cluster": {"server": cluster.url}}],
                   "contexts": [{"name": "here", "context": {"cluster": "here", "user": "nobody"}}],
                   "users": [{"name": "nobody", "user": {}}], "current-context": "here",
                   "apiVersion": "v1", "kind": "Config"}
        (self.folder / "kubeconfig").write_text(yaml.safe_dump(context))

    def run(self, *words, check=True):
        ran = subprocess.run(words, env=self.environment, capture_output=True, text=True, timeout=120)
        assert not check or ran.returncode == 0, f"{words}: {ran.stderr}{ran.stdout}"
        return ran


@needs_kubectl
@pytest.mark.parametrize("system", CLUSTERS)
def test_kubectl_applies_all_finds_no_difference_and_takes_away(system, cluster, tmp_path):
    operator = Operator(cluster, tmp_path)
    folder = rendered(system)
    region = sorted(path.name for path in folder.glob("kubernetes/*/"))[-1]
    expected = list(folder.glob(f"kubernetes/{region}/*/*.yaml"))

    # Somebody else's cluster is the one that kubectl was pointed to last: nothing goes there.
    elsewhere = serve(0)
    operator.points(elsewhere)
    operator.run("sh", str(folder / "kubernetes/apply.sh"), region)
    assert elsewhere.asked == 0
    elsewhere.stop()
    operator.points(cluster)
    assert len(cluster.objects) == len(expected)
    assert "{{resolve" not in json.dumps(list(cluster.objects.values()))
    # The second set of copies rests until a roll-out needs it.
    resting = {key[2]: found["spec"].get("replicas") for key, found in cluster.objects.items() if key[0] == "deployments"}
    assert any(name.endswith("-green") for name in resting)
    assert all((count == 0) == name.endswith("-green") for name, count in resting.items()), resting

    # A number of copies that somebody else set stays; an object that is not asked for any more goes; beside the job,
    # which is made anew, nothing is written.
    name = next(key for key in cluster.objects if key[0] == "deployments" and key[2].endswith("-blue"))
    patch = {"apiVersion": "apps/v1", "kind": "Deployment", "metadata": {"name": name[2]}, "spec": {"replicas": 4}}
    cluster.apply(name, "Deployment", patch, "scaler", False, False)
    settings = next(folder.glob(f"kubernetes/{region}/1-base/20-*-config.yaml"))
    stale = tmp_path / "stale.yaml"
    old = yaml.safe_load(settings.read_text())
    old["metadata"]["name"] = "of-an-earlier-profile"
    old["metadata"]["labels"]["hesap/render"] = "0" * 16
    stale.write_text(yaml.safe_dump(old))
    operator.run("kubectl", "apply", "--server-side", "--field-manager=hesap", "-f", str(stale))
    assert any(key[2] == "of-an-earlier-profile" for key in cluster.objects)
    writes = cluster.writes
    operator.run("sh", str(folder / "kubernetes/apply.sh"), region)
    assert cluster.writes - writes == sum(key[0] == "jobs" for key in cluster.objects)
    assert not any(key[2] == "of-an-earlier-profile" for key in cluster.objects)
    assert cluster.objects[name]["spec"]["replicas"] == 4
    assert len(cluster.objects) == len(expected)

    # No difference is found where there is none, and one is found where there is one.
    clean = [path for path in expected if "{{" not in path.read_text()]
    words = ["kubectl", "diff", "--server-side", "--field-manager=hesap", "--force-conflicts"]
    assert operator.run(*words, *[f"-f{path}" for path in clean], check=False).returncode == 0
    changed = tmp_path / "changed.yaml"
    changed.write_text(settings.read_text().replace("LOG_LEVEL: info", "LOG_LEVEL: debug"))
    seen = operator.run(*words, f"-f{changed}", check=False)
    assert seen.returncode == 1 and "LOG_LEVEL: debug" in seen.stdout
    print(f"{system} {region}: {len(expected)} objects applied by kubectl, 0 differences, pruned")


@needs_kubectl
def test_the_script_goes_to_the_cluster_that_it_was_rendered_for_or_nowhere(cluster, tmp_path):
    operator = Operator(cluster, tmp_path)
    script = str(rendered("globalpay") / "kubernetes/apply.sh")

    def refused(*words, **environment):
        operator.environment |= environment
        done = operator.run("sh", script, *words, check=False)
        assert cluster.asked == 0, "a cluster was asked"
        return done.returncode, done.stderr

    assert refused() == refused("eu-north-1") == (64, "usage: apply.sh us-east-1|eu-west-1\n")
    status, said = refused("us-east-1", ACCOUNT="999900001111")
    assert status == 3 and "arn:aws:eks:us-east-1:111122223333:cluster/globalpay-prod" in said and "999900001111" in said, said
    status, said = refused("us-east-1", REFUSES="No cluster found")
    assert status == 255 and "No cluster found" in said


@needs_kubectl
def test_kubectl_refuses_what_the_cluster_does_not_serve(cluster, tmp_path):
    operator = Operator(cluster, tmp_path)
    (tmp_path / "namespace.yaml").write_text("apiVersion: v1\nkind: Namespace\nmetadata: {name: pixpos}\n")
    operator.run("kubectl", "apply", "--server-side", "-f", str(tmp_path / "namespace.yaml"))
    _, secret = next(found for found in objects("pixpos") if found[1]["kind"] == "ExternalSecret")
    (tmp_path / "beta.yaml").write_text(yaml.safe_dump(secret | {"apiVersion": "external-secrets.io/v1beta1"}))
    refused = operator.run("kubectl", "apply", "--server-side", "--validate=false", "-f", str(tmp_path / "beta.yaml"), check=False)
    assert refused.returncode == 1 and "ensure CRDs are installed first" in refused.stderr


def test_a_service_less_is_an_object_less(tmp_path):
    """The render's label follows the profile, so that pruning finds what is left over."""
    text = (ROOT / "deploy/profiles/pixpos.yaml").read_text()
    lines = [line for line in text.splitlines() if not line.startswith("  ws: ")]
    (tmp_path / "pixpos.yaml").write_text("\n".join(lines) + "\n")
    before = {path.name for path in rendered("pixpos").glob("kubernetes/*/*/*.yaml")}
    smaller = render(tmp_path / "pixpos.yaml", tmp_path / "out", "prod")
    after = {path.name for path in smaller.glob("kubernetes/*/*/*.yaml")}
    assert after < before and all("ws" in name for name in before - after)
    label = re.compile(r"hesap/render: '?([0-9a-f]{16})")
    found = [{label.search(path.read_text()).group(1) for path in folder.glob("kubernetes/*/*/*.yaml")}
             for folder in (rendered("pixpos"), smaller)]
    assert len(found[0]) == len(found[1]) == 1 and found[0] != found[1]
