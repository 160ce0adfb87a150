"""A small API server of Kubernetes: discovery, server-side apply, patches, scale, get, list, watch, delete and programs in
pods, kept in memory.

It knows the kinds that the profiles use, and refuses every other as a real server does. Fields belong to who applied
them: what a manager does not say any more goes, what another manager owns is a conflict unless the apply is forced.
"""

import base64
import copy
import datetime
import hashlib
import http.server
import json
import threading
import urllib.parse
import uuid

import yaml

KINDS = [
    ("", "v1", "namespaces", "Namespace", False, []), ("", "v1", "serviceaccounts", "ServiceAccount", True, ["sa"]),
    ("", "v1", "configmaps", "ConfigMap", True, ["cm"]), ("", "v1", "services", "Service", True, ["svc"]),
    ("apps", "v1", "deployments", "Deployment", True, ["deploy"]), ("batch", "v1", "jobs", "Job", True, []),
    ("networking.k8s.io", "v1", "networkpolicies", "NetworkPolicy", True, ["netpol"]),
    ("networking.k8s.io", "v1", "ingresses", "Ingress", True, ["ing"]),
    ("autoscaling", "v2", "horizontalpodautoscalers", "HorizontalPodAutoscaler", True, ["hpa"]),
    ("policy", "v1", "poddisruptionbudgets", "PodDisruptionBudget", True, ["pdb"]),
    ("external-secrets.io", "v1", "externalsecrets", "ExternalSecret", True, ["es"]),
    ("external-secrets.io", "v1", "secretstores", "SecretStore", True, ["ss"]),
    ("elbv2.k8s.aws", "v1beta1", "targetgroupbindings", "TargetGroupBinding", True, []),
    ("", "v1", "events", "Event", True, ["ev"]), ("", "v1", "pods", "Pod", True, ["po"]),
]
# What has a number of copies that others set.
SCALED = {("apps", "v1"): ["deployments"]}
VERBS = ["create", "delete", "get", "list", "patch", "update", "watch"]


def at_group(group, version):
    return f"/apis/{group}/{version}" if group else f"/api/{version}"


def paths(value, before=()):
    """Every leaf of an object, so that fields can have owners; lists are leaves."""
    if isinstance(value, dict) and value:
        for key, inner in value.items():
            yield from paths(inner, (*before, key))
    else:
        yield before, value


def lay(target, path, value):
    for key in path[:-1]:
        inner = target.get(key)
        if not isinstance(inner, dict):
            inner = target[key] = {}
        target = inner
    target[path[-1]] = copy.deepcopy(value)


def merged(value, patch):
    """A strategic merge as kubectl sends it: null takes away, lists of named things merge by name."""
    if isinstance(patch, dict) and isinstance(value, dict):
        result = {key: inner for key, inner in value.items() if key not in patch}
        for key, inner in patch.items():
            if inner is not None and not key.startswith("$"):
                result[key] = merged(value.get(key), inner)
        return result
    if isinstance(patch, list) and isinstance(value, list) and all(isinstance(each, dict) and "name" in each for each in patch + value):
        changes = {each["name"]: each for each in patch}
        known = [merged(each, changes.pop(each["name"], {})) for each in value]
        return known + list(changes.values())
    return copy.deepcopy(patch)


class Cluster:
    """The objects by kind, namespace and name, with what each manager applied."""

    def __init__(self):
        self.objects = {}
        self.applied = {}
        self.version = 0
        self.lock = threading.RLock()
        self.writes = self.asked = 0
        # What a Service answers that is asked through the server: (namespace, name, path) -> (status, text).
        self.proxy = lambda namespace, name, path: (503, "no endpoints available")
        # What a program in a pod does: (pod, container, words) -> (status, what it says, what it complains of).
        self.programs = lambda pod, container, words: (127, "", f"{words[0]}: not found")
        self.controller = lambda kind, body: None  # told of every object that comes, and of its name when it goes

    def apply(self, key, kind, body, manager, force, dry):
        with self.lock:
            applied = copy.deepcopy(self.applied.get(key, {}))
            mine = {path: value for path, value in paths(body) if path[0] not in ("status",)}
            for other, theirs in applied.items():
                shared = [path for path, value in mine.items() if path in theirs and theirs[path] != value]
                if other != manager and shared and not force:
                    return 409, f"conflict with {other}: .{'.'.join(shared[0])}"
                if other != manager:
                    applied[other] = {path: value for path, value in theirs.items() if path not in shared}
            applied[manager] = mine
            before = self.objects.get(key)
            merged = {}
            for fields in applied.values():
                for path, value in fields.items():
                    lay(merged, path, value)
            merged["metadata"] = {**merged["metadata"], **self.identity(before)}
            if before is not None and "status" in before:
                merged["status"] = before["status"]
            elif before is None:
                merged |= self.born(kind)
            if before == merged:
                return 200, before
            status = 201 if before is None else 200
            if dry:
                return status, merged
            self.version += 1
            self.writes += 1
            merged["metadata"]["resourceVersion"] = str(self.version)
            self.objects[key], self.applied[key] = merged, applied
            if before is None:
                self.controller(kind, merged)
            return status, merged

    def patch(self, key, patch, manager):
        """Changes an object as an update does: what it changes is its manager's from then on."""
        with self.lock:
            before = self.objects[key]
            after = merged(before, patch)
            if after == before:
                return before
            old, new = dict(paths(before)), dict(paths(after))
            changed = {path for path in old.keys() | new.keys() if old.get(path) != new.get(path)}
            for other, theirs in self.applied[key].items():
                self.applied[key][other] = {path: value for path, value in theirs.items() if path not in changed}
            mine = self.applied[key].setdefault(manager, {})
            mine.update({path: new[path] for path in changed if path in new and path[0] != "status"})
            self.version += 1
            self.writes += 1
            if any(path[0] == "spec" for path in changed):
                after["metadata"]["generation"] = before["metadata"].get("generation", 1) + 1
            after["metadata"]["resourceVersion"] = str(self.version)
            self.objects[key] = after
            return after

    def scale(self, key, body, manager):
        """The number of copies as its own small object."""
        if body is not None:
            self.patch(key, {"spec": {"replicas": body["spec"]["replicas"]}}, manager)
        found = self.objects[key]
        count = found["spec"].get("replicas", 1)
        names = ("name", "namespace", "uid", "resourceVersion", "creationTimestamp")
        identity = {name: found["metadata"][name] for name in names if name in found["metadata"]}
        return {"kind": "Scale", "apiVersion": "autoscaling/v1", "metadata": identity, "spec": {"replicas": count},
                "status": {"replicas": count}}

    def identity(self, before):
        if before is not None:
            kept = ("uid", "creationTimestamp", "resourceVersion", "generation")
            return {name: before["metadata"][name] for name in kept if name in before["metadata"]}
        now = datetime.datetime.now(datetime.timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")
        return {"uid": str(uuid.uuid4()), "creationTimestamp": now, "resourceVersion": "0", "generation": 1}

    def born(self, kind):
        """What controllers would say of it soon: secrets are there, the migration has ended well."""
        condition = {"ExternalSecret": "Ready", "Job": "Complete"}.get(kind)
        return {"status": {"conditions": [{"type": condition, "status": "True"}]}} if condition else {}


def selects(selector, labels):
    for term in filter(None, selector.split(",")):
        if "!=" in term:
            key, value = term.split("!=")
            if labels.get(key) == value:
                return False
        else:
            key, value = term.replace("==", "=").split("=")
            if labels.get(key) != value:
                return False
    return True


def frame(kind, data):
    """A whole message of a WebSocket, as a server sends it."""
    size = len(data)
    head = bytes([size]) if size < 126 else bytes([126]) + size.to_bytes(2, "big")
    return bytes([0x80 | kind]) + head + data


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    cluster = None

    def log_message(self, *_):
        pass

    def answer(self, status, body):
        data = json.dumps(body).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def refuse(self, status, reason, message):
        body = {"kind": "Status", "apiVersion": "v1", "status": "Failure", "code": status}
        self.answer(status, body | {"reason": reason, "message": message})

    def parts(self):
        url = urllib.parse.urlsplit(self.path)
        query = {name: values[0] for name, values in urllib.parse.parse_qs(url.query).items()}
        words = url.path.strip("/").split("/")
        size = 2 if words[0] == "api" else 3
        group, version = ("", words[1]) if size == 2 else (words[1], words[2])
        rest = words[size:]
        namespace = ""
        if len(rest) > 2 and rest[0] == "namespaces":
            namespace, rest = rest[1], rest[2:]
        kind = next((k for k in KINDS if k[:2] == (group, version) and rest and k[2] == rest[0]), None)
        self.part = "/".join(rest[2:])
        return kind, namespace, rest[1] if len(rest) > 1 else None, query

    def do_GET(self):
        self.cluster.asked += 1
        path = urllib.parse.urlsplit(self.path).path
        found = self.discovery(path.rstrip("/"))
        if found is not None:
            return self.answer(200, found)
        if path.startswith("/openapi"):
            return self.openapi(path)
        if not path.startswith(("/api/", "/apis/")):
            return self.refuse(404, "NotFound", "the server could not find the requested resource")
        kind, namespace, name, query = self.parts()
        if kind is None:
            return self.refuse(404, "NotFound", "the server could not find the requested resource")
        if kind[2] == "pods" and self.part == "exec":
            return self.execute(self.cluster.objects.get((kind[2], namespace, name)))
        if name is not None and self.part.startswith("proxy"):
            status, text = self.cluster.proxy(namespace, name.partition(":")[0], "/" + self.part.partition("/")[2])
            return self.answer(status, {"said": text}) if status == 200 else self.refuse(status, "ServiceUnavailable", text)
        if name is not None:
            found = self.cluster.objects.get((kind[2], namespace, name))
            if found is None:
                return self.refuse(404, "NotFound", f'{kind[2]} "{name}" not found')
            if self.part == "scale":
                return self.answer(200, self.cluster.scale((kind[2], namespace, name), None, ""))
            return self.answer(200, found)
        if query.get("watch") in ("1", "true"):
            return self.watch()
        chosen = self.chosen(kind, namespace, query)
        whole = {"kind": f"{kind[3]}List", "apiVersion": f"{kind[0]}/{kind[1]}".strip("/")}
        return self.answer(200, whole | {"metadata": {"resourceVersion": "1"}, "items": chosen})

    def execute(self, pod):
        """A program in a pod: what it says goes over a WebSocket, each channel by its number, its status last."""
        asked = [each.strip() for each in self.headers.get("Sec-WebSocket-Protocol", "").split(",")]
        if pod is None:
            return self.refuse(404, "NotFound", "pods not found")
        if "v5.channel.k8s.io" not in asked:
            return self.refuse(400, "BadRequest", "only v5.channel.k8s.io is spoken")
        query = urllib.parse.parse_qs(urllib.parse.urlsplit(self.path).query)
        status, said, complaint = self.cluster.programs(pod, query.get("container", [""])[0], query["command"])
        key = self.headers["Sec-WebSocket-Key"] + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11"
        self.send_response(101)
        for name, value in (("Upgrade", "websocket"), ("Connection", "Upgrade"), ("Sec-WebSocket-Protocol", "v5.channel.k8s.io"),
                            ("Sec-WebSocket-Accept", base64.b64encode(hashlib.sha1(key.encode()).digest()).decode())):
            self.send_header(name, value)
        self.end_headers()
        ended = {"metadata": {}, "status": "Success"} if status == 0 else {
            "metadata": {}, "status": "Failure", "reason": "NonZeroExitCode", "message": f"command terminated with exit code {status}",
            "details": {"causes": [{"reason": "ExitCode", "message": str(status)}]}}
        for channel, text in ((1, said), (2, complaint), (3, json.dumps(ended))):
            if text:
                self.wfile.write(frame(2, bytes([channel]) + text.encode()))
        self.wfile.write(frame(8, (1000).to_bytes(2, "big")))
        self.close_connection = True

    def chosen(self, kind, namespace, query):
        field = query.get("fieldSelector", "").removeprefix("metadata.name=")
        with self.cluster.lock:
            return [
                found for (plural, place, name), found in self.cluster.objects.items()
                if plural == kind[2] and namespace in ("", place) and (not field or field == name)
                and selects(query.get("labelSelector", ""), found["metadata"].get("labels", {}))
            ]

    def watch(self):
        """Nothing happens by itself here: a watch ends at once."""
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", "0")
        self.end_headers()

    def discovery(self, path):
        groups = sorted({kind[0] for kind in KINDS if kind[0]})
        if path == "/version":
            return {"major": "1", "minor": "35", "gitVersion": "v1.35.0", "platform": "linux/amd64"}
        if path == "/api":
            return {"kind": "APIVersions", "versions": ["v1"], "serverAddressByClientCIDRs": []}
        if path == "/apis":
            return {"kind": "APIGroupList", "apiVersion": "v1", "groups": [self.group(name) for name in groups]}
        kinds = [kind for kind in KINDS if at_group(*kind[:2]) == path]
        if not kinds:
            return None
        resources = [
            {"name": plural, "singularName": name.lower(), "namespaced": inside, "kind": name, "verbs": VERBS,
             "shortNames": short}
            for _, _, plural, name, inside, short in kinds
        ]
        resources += [
            {"name": f"{plural}/scale", "singularName": "", "namespaced": True, "group": "autoscaling", "version": "v1",
             "kind": "Scale", "verbs": ["get", "patch", "update"]}
            for plural in SCALED.get(kinds[0][:2], [])
        ]
        version = f"{kinds[0][0]}/{kinds[0][1]}".strip("/")
        return {"kind": "APIResourceList", "apiVersion": "v1", "groupVersion": version, "resources": resources}

    def group(self, name):
        versions = sorted({kind[1] for kind in KINDS if kind[0] == name})
        listed = [{"groupVersion": f"{name}/{version}", "version": version} for version in versions]
        return {"name": name, "versions": listed, "preferredVersion": listed[0]}

    def openapi(self, path):
        """Says that the server checks fields itself, so that kubectl does not."""
        groups = sorted({kind[:2] for kind in KINDS})
        if path == "/openapi/v3":
            urls = {at_group(*group)[1:]: {"serverRelativeURL": "/openapi/v3" + at_group(*group)} for group in groups}
            return self.answer(200, {"paths": urls})
        described = {}
        for group, version, plural, name, _, _ in KINDS:
            if path == "/openapi/v3" + at_group(group, version):
                parameter = {"name": "fieldValidation", "in": "query", "schema": {"type": "string"}}
                subject = {"group": group, "version": version, "kind": name}
                described[f"{at_group(group, version)}/{plural}/{{name}}"] = {
                    "patch": {"parameters": [parameter, parameter | {"name": "dryRun"}],
                              "x-kubernetes-group-version-kind": subject, "responses": {}}}
        body = {"openapi": "3.0.0", "info": {"title": "Kubernetes", "version": "v1.35.0"}, "paths": described}
        return self.answer(200, body)

    def do_PATCH(self):
        body = yaml.safe_load(self.rfile.read(int(self.headers["Content-Length"])))
        kind, namespace, name, query = self.parts()
        key = (kind[2], namespace, name) if kind else None
        how = self.headers["Content-Type"].partition(";")[0]
        if how in ("application/merge-patch+json", "application/strategic-merge-patch+json"):
            if key not in self.cluster.objects:
                return self.refuse(404, "NotFound", f'"{name}" not found')
            manager = query.get("fieldManager", "kubectl")
            if self.part == "scale":
                return self.answer(200, self.cluster.scale(key, body, manager))
            return self.answer(200, self.cluster.patch(key, body, manager))
        if kind is None or how != "application/apply-patch+yaml":
            return self.refuse(415, "UnsupportedMediaType", self.headers["Content-Type"])
        if namespace and ("namespaces", "", namespace) not in self.cluster.objects:
            return self.refuse(404, "NotFound", f'namespaces "{namespace}" not found')
        dry, force = "dryRun" in query, query.get("force") == "true"
        status, found = self.cluster.apply(key, kind[3], body, query["fieldManager"], force, dry)
        if status == 409:
            return self.refuse(409, "Conflict", found)
        return self.answer(status, found)

    def do_DELETE(self):
        self.rfile.read(int(self.headers.get("Content-Length") or 0))
        kind, namespace, name, query = self.parts()
        with self.cluster.lock:
            gone = self.cluster.objects.pop((kind[2], namespace, name), None)
            self.cluster.applied.pop((kind[2], namespace, name), None)
            if gone is not None:
                self.cluster.controller(kind[3], gone | {"gone": True})
        if gone is None:
            return self.refuse(404, "NotFound", f'{kind[2]} "{name}" not found')
        return self.answer(200, {"kind": "Status", "apiVersion": "v1", "status": "Success"})


def serve(port):
    """A cluster on a port of this machine; `stop()` ends it."""
    cluster = Cluster()
    handler = type("Bound", (Handler,), {"cluster": cluster})
    server = http.server.ThreadingHTTPServer(("127.0.0.1", port), handler)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    cluster.url = f"http://127.0.0.1:{server.server_address[1]}"
    cluster.stop = lambda: (server.shutdown(), server.server_close())
    return cluster
