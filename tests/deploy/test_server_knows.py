"""What the rendered files ask of the server exists in the server: its words, its environment, its paths, its figures."""

import json
import re
import subprocess

import pytest
import yaml

from conftest import BINARY, ROOT, Client, Server
from rendered import PROFILES, rendered

# Keys of third parties that a document names; the release has no connector that reads them.
NOT_IN_RELEASE = {"STRIPE_KEY", "PLAID_KEY"}
# What the collector and the machine's own services read, not the server.
OTHERS = {"AOT_CONFIG_CONTENT"}
# What Prometheus itself and its rules make.
MADE = re.compile(r"^(service:|up$)")
FIGURE = re.compile(r"\b(hesap_[a-z_]+|service:hesap_[a-z_0-9:]+)")

IDS = [f"{system}-{environment}" for system, environment in PROFILES]
each = pytest.mark.parametrize("system, environment", PROFILES, ids=IDS)


@pytest.fixture(scope="module")
def told():
    """The names of the figures that a running server tells."""
    server = Server(days=0, demo=False).start()
    try:
        text = Client(server.base, "m" * 32).get("/metrics").body.decode()
    finally:
        server.stop()
    names = re.findall(r"^# TYPE (\S+) (\S+)$", text, re.M)
    return {name for name, _ in names} | {
        f"{name}_{part}" for name, kind in names if kind == "histogram" for part in ("bucket", "sum", "count")}


def known_settings():
    """Every name that the server reads of its environment, from the only place that does."""
    text = "".join(path.read_text() for path in sorted((ROOT / "Sources/Base").glob("Configuration*.swift")))
    return set(re.findall(r'"([A-Z][A-Z0-9_]{3,})"', text))


def containers(folder):
    """Every container of the server: of pods, tasks and compose; with its words and the names of its environment."""
    settings = {}
    for path in sorted(folder.glob("kubernetes/*/*/*.yaml")):
        body = yaml.safe_load(path.read_text())
        if body["kind"] == "ConfigMap":
            settings[body["metadata"]["name"]] = set(body["data"])
    for path in sorted(folder.glob("kubernetes/*/*/*.yaml")):
        body = yaml.safe_load(path.read_text())
        if body["kind"] not in ("Deployment", "Job"):
            continue
        for container in body["spec"]["template"]["spec"]["containers"]:
            if container["name"] == "collector":
                continue
            names = {each["name"] for each in container.get("env", [])}
            for source in container.get("envFrom", []):
                names |= settings[source["configMapRef"]["name"]]
            yield path.name, container.get("args", []), names
    for path in sorted(folder.glob("cloudformation/*.json")):
        for name, resource in json.loads(path.read_text())["Resources"].items():
            if resource["Type"] != "AWS::ECS::TaskDefinition":
                continue
            for container in resource["Properties"]["ContainerDefinitions"]:
                if container["Name"] == "collector":
                    continue
                names = {each["Name"] for each in container.get("Environment", []) + container.get("Secrets", [])}
                yield f"{path.name}:{name}", container["Command"], names
    compose = folder / "host/compose.yaml"
    if compose.exists():
        for name, service in yaml.safe_load(compose.read_text())["services"].items():
            if "hesap" in str(service.get("image", "")):
                variables = service.get("environment", {})
                names = set(variables) if isinstance(variables, dict) else {v.split("=")[0] for v in variables}
                yield f"compose:{name}", service.get("command", []), names


@each
def test_the_server_reads_every_setting_that_it_is_given(system, environment):
    known = known_settings()
    assert {"DATABASE_HOST", "KAFKA_PASSWORD", "HESAP_METRICS_TOKEN"} <= known
    found = list(containers(rendered(system, environment)))
    assert found
    for place, _, names in found:
        assert names - known - NOT_IN_RELEASE - OTHERS == set(), place


@each
def test_the_server_takes_every_word_that_it_is_started_with(system, environment):
    for place, words, _ in containers(rendered(system, environment)):
        words = words.split() if isinstance(words, str) else words
        assert words and words[0] in ("serve", "migrate"), (place, words)
        for word in words[1:]:
            assert word.startswith("--"), (place, words)


def test_a_word_that_the_server_does_not_know_is_refused():
    """So a container with a wrong word would not start: the words above are judged by the server, not by a list."""
    ran = subprocess.run([str(BINARY), "serve", "--routes", "auth"], capture_output=True, text=True, timeout=30)
    assert ran.returncode == 64 and "--routes" in ran.stderr


@each
def test_every_figure_that_is_watched_is_told_by_the_server(system, environment, told):
    folder = rendered(system, environment)
    recorded, asked = set(), {}
    for path in sorted(folder.rglob("*")):
        if path.suffix not in (".yml", ".yaml", ".json") or not path.is_file():
            continue
        text = path.read_text()
        recorded |= set(re.findall(r"record: '?(service:hesap_[a-z_0-9:]+)", text))
        for name in FIGURE.findall(text):
            asked.setdefault(name, path.name)
    # Database roles and the label of the render are no figures.
    asked = {name: place for name, place in asked.items() if name not in ("hesap_app", "hesap_system", "hesap_frames")}
    assert asked
    unknown = {name: place for name, place in asked.items() if name not in told and name not in recorded}
    assert unknown == {}


@each
def test_copies_follow_a_figure_that_somebody_brings_them(system, environment, told):
    """Scaling by backlog: the server tells it by role, and the adapter or the collector brings just those roles."""
    folder = rendered(system, environment)
    roles = set(re.findall(r"case ([a-z]+)$", (ROOT / "Sources/Base/Configuration.swift").read_text(), re.M))
    wanted = []
    for path in sorted(folder.glob("kubernetes/*/*/*horizontalpodautoscaler*.yaml")):
        for metric in yaml.safe_load(path.read_text())["spec"]["metrics"]:
            if metric["type"] == "External":
                region = path.parts[-3]
                values = (folder / f"charts/{region}/prometheus-adapter.values.yaml").read_text()
                rules = yaml.safe_load(values)["rules"]["external"]
                name, = [rule["name"]["as"] for rule in rules]
                expression, = metric["external"]["metric"]["selector"]["matchExpressions"]
                assert (metric["external"]["metric"]["name"], expression["key"]) == (name, "role")
                assert "by (role)" in rules[0]["metricsQuery"]
                wanted.append((name, expression["values"]))
    for path in sorted(folder.glob("cloudformation/app-*.json")):
        resources = json.loads(path.read_text())["Resources"]
        for resource in resources.values():
            body = resource["Properties"].get("TargetTrackingScalingPolicyConfiguration", {})
            metrics = body.get("CustomizedMetricSpecification", {}).get("Metrics", [])
            ours = [m["MetricStat"]["Metric"] for m in metrics if m["Id"].startswith("waits")]
            if not ours:
                continue
            collected = [
                json.loads(variable["Value"]) for task in resources.values()
                if task["Type"] == "AWS::ECS::TaskDefinition"
                for container in task["Properties"]["ContainerDefinitions"] if container["Name"] == "collector"
                for variable in container["Environment"]]
            exported = collected[0]["exporters"]["awsemf"]
            declared, = exported["metric_declarations"]
            for metric in ours:
                assert metric["Namespace"] == exported["namespace"]
                assert [re.fullmatch(p, metric["MetricName"]) for p in declared["metric_name_selectors"]] != [None]
                assert sorted(d["Name"] for d in metric["Dimensions"]) == sorted(declared["dimensions"][0])
            named = [d["Value"] for metric in ours for d in metric["Dimensions"] if d["Name"] == "role"]
            wanted.append((ours[0]["MetricName"], named))
    for name, named in wanted:
        assert name in told and set(named) <= roles, (name, named)
    assert bool(wanted) == (system in ("globalpay", "biletpro"))


@each
def test_every_path_that_is_asked_is_the_servers(system, environment):
    """Probes of pods and balancers, and the scraper's path."""
    folder = rendered(system, environment)
    own = {"/livez", "/ready", "/health", "/metrics"}
    source = (ROOT / "Sources/API/Endpoints/OperationsEndpoints.swift").read_text()
    assert all(f'"{path}"' in source for path in own)
    paths = set()
    for path in folder.rglob("*"):
        if path.suffix not in (".yml", ".yaml", ".json") or not path.is_file():
            continue
        text = path.read_text()
        paths |= set(re.findall(r'"(?:HealthCheckPath|ResourcePath)": "([^"]+)"', text))
        paths |= set(re.findall(r"(?:healthcheck-path|metrics_path): '?([^'\s]+)", text))
        if "3-services" in str(path) and "collector" not in path.name:
            paths |= set(re.findall(r"httpGet:\s+path: '?([^'\s]+)", text))
    assert "/ready" in paths and paths <= own, paths
