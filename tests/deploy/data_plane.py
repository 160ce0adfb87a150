"""What stands behind an account and is in no emulator: copies that run, targets that are registered and a balancer that
shares requests as the rules say. It only reads what a roll-out wrote, through the services' own interfaces.

    data_plane.py SETTINGS.json    (run by the emulators' python, which has boto3)

How a copy behaves is in the first digit of its image's digest: `b` answers every request with 500, `c` never gets
healthy, `d` fails every third request of users, but not the trial; any other is good.
"""

import fnmatch
import http.server
import json
import sys
import threading
import time
import urllib.request

import boto3


class Plane:
    """Copies by target group, the balancer's rules, and what was served by which colour."""

    def __init__(self, settings):
        self.settings, self.lock = settings, threading.Lock()
        self.rules, self.groups, self.since, self.turns = [], {}, {}, {}
        self.served, self.failed, self.tried, self.shares, self.seen = {}, 0, [], [], []
        self.counted = {}
        self.running, self.copied, self.inside, self.selector = {}, {}, [], None
        session = boto3.session.Session()
        # moto's word for the account; the other emulator goes by the access key.
        number = session.get_credentials().access_key
        session.events.register("before-send", lambda request, **_: request.headers.__setitem__("x-moto-account-id", number))
        client = lambda name, at: session.client(name, region_name=settings["region"], endpoint_url=settings[at])
        self.elb, self.watch = client("elbv2", "moto"), client("cloudwatch", "moto")
        self.ecs = client("ecs", "ministack")

    # -- Copies: as many targets as the service runs, each with the behaviour of its image.

    def copies(self, name, group, count, image):
        """Registers and deregisters as an agent does: first out of the group, then gone."""
        good = "c" != image.partition("sha256:")[2][:1]
        start = self.since.setdefault((name, image), time.monotonic())
        alive = count if good and time.monotonic() - start > 0.2 else 0
        wanted = [{"Id": f"10.0.{len(name)}.{copy + 1}", "Port": 8080} for copy in range(alive)]
        with self.lock:
            before = self.groups.get(group, {"targets": []})["targets"]
            self.groups[group] = {"targets": wanted, "image": image, "name": name}
        gone = [target for target in before if target not in wanted]
        new = [target for target in wanted if target not in before]
        if gone:
            self.elb.deregister_targets(TargetGroupArn=group, Targets=gone)
        if new:
            self.elb.register_targets(TargetGroupArn=group, Targets=new)

    def tasks(self):
        cluster = self.settings["cluster"]
        services = self.ecs.describe_services(cluster=cluster, services=self.settings["services"])["services"]
        for service in services:
            definition = self.ecs.describe_task_definition(taskDefinition=service["taskDefinition"])["taskDefinition"]
            image = definition["containerDefinitions"][0]["image"]
            self.copies(service["serviceName"], service["loadBalancers"][0]["targetGroupArn"], service["desiredCount"], image)
        for task in self.ecs.list_tasks(cluster=cluster, family=self.settings["migration"])["taskArns"]:
            found = self.ecs.describe_tasks(cluster=cluster, tasks=[task])["tasks"][0]
            if found["lastStatus"] != "STOPPED":
                definition = self.ecs.describe_task_definition(taskDefinition=found["taskDefinitionArn"])["taskDefinition"]
                self.seen.append(["migrated", definition["containerDefinitions"][0]["image"]])
                self.ecs.stop_task(cluster=cluster, task=task)

    def listener(self):
        rules = self.elb.describe_rules(ListenerArn=self.settings["listener"])["Rules"]
        ordered = sorted((rule for rule in rules if not rule["IsDefault"]), key=lambda rule: int(rule["Priority"]))
        self.follow([(rule["Conditions"], rule["Actions"][0]) for rule in ordered])

    # -- Kubernetes: what its own controllers and the balancer's would do.

    def ask(self, method, path, body=None):
        how = {"APPLY": "application/apply-patch+yaml", "PATCH": "application/merge-patch+json"}.get(method, "application/json")
        request = urllib.request.Request(
            self.settings["kubernetes"] + path, method="PATCH" if method == "APPLY" else method, data=json.dumps(body).encode() if body else None,
            headers={"Content-Type": how},
        )
        with urllib.request.urlopen(request, timeout=5) as answer:
            return json.load(answer)

    def pods(self):
        space = self.settings["namespace"]
        deployments = self.ask("GET", f"/apis/apps/v1/namespaces/{space}/deployments")["items"]
        for found in deployments:
            name, spec = found["metadata"]["name"], found["spec"]
            count, image = spec.get("replicas", 1), spec["template"]["spec"]["containers"][0]["image"]
            group = self.settings["groups"].get(name)
            if group:
                self.copies(name, group, count, image)
            good = image.partition("sha256:")[2][:1] != "c"
            self.follow_copies(found, count if good else 0)
            status = {"observedGeneration": found["metadata"]["generation"], "replicas": count, "updatedReplicas": count,
                      "readyReplicas": count if good else 0, "availableReplicas": count if good else 0}
            if found.get("status") != status:
                self.ask("PATCH", f"/apis/apps/v1/namespaces/{space}/deployments/{name}?fieldManager=controller", {"status": status})
        for job in self.ask("GET", f"/apis/batch/v1/namespaces/{space}/jobs")["items"]:
            entry = ["migrated", job["spec"]["template"]["spec"]["containers"][0]["image"], job["metadata"]["uid"]]
            if entry not in self.seen:
                self.seen.append(entry)
                self.ask("PATCH", f"/apis/batch/v1/namespaces/{space}/jobs/{job['metadata']['name']}?fieldManager=controller",
                         {"status": {"succeeded": 1, "conditions": [{"type": "Complete", "status": "True"}]}})

    def follow_copies(self, deployment, count):
        """The pods of a Deployment, named one by one: what does not run is there as well, and not ready."""
        space, name, template = self.settings["namespace"], deployment["metadata"]["name"], deployment["spec"]["template"]
        wanted = (deployment["spec"].get("replicas", 1), template["spec"]["containers"][0]["image"])
        before = self.running.get(name, (0, None))
        place = f"/api/v1/namespaces/{space}/pods/{name}"
        for copy in range(wanted[0]) if before != wanted else []:
            body = {"apiVersion": "v1", "kind": "Pod", "metadata": {"name": f"{name}-{copy}", "namespace": space, "labels": template["metadata"]["labels"]},
                    "spec": template["spec"]}
            self.ask("APPLY", f"{place}-{copy}?fieldManager=controller&force=true", body)
            self.ask("PATCH", f"{place}-{copy}?fieldManager=controller", {"status": {"phase": "Running"}})
        for copy in range(wanted[0], before[0]):
            self.ask("DELETE", f"{place}-{copy}")
        self.running[name] = wanted
        service, _, colour = name.rpartition("-")
        if colour not in ("blue", "green"):
            return
        with self.lock:
            self.groups[name] = {"targets": [1] * count, "image": wanted[1], "name": name, "labels": template["metadata"]["labels"]}
            mine = [len(self.groups.get(f"{service}-{each}", {"targets": []})["targets"]) for each in ("blue", "green")]
            told = self.copied.setdefault(service, [])
            if any(mine) and told[-1:] != [mine]:
                told.append(mine)

    def neighbours(self):
        """Whom a Service inside selects."""
        found = self.ask("GET", f"/api/v1/namespaces/{self.settings['namespace']}/services/{self.settings['inside']}")
        with self.lock:
            self.selector = found["spec"]["selector"]
            names = sorted(each["name"] for each in self.selected())
            if self.inside[-1:] != [names]:
                self.inside.append(names)

    def selected(self):
        return [each for each in self.groups.values() if each["targets"] and "labels" in each and self.selector.items() <= each["labels"].items()]

    def answer_inside(self):
        """One of the copies that are ready, in turn."""
        with self.lock:
            found = self.selected() if self.selector else []
            if not found:
                return 503, None
            turn = self.turns["inside"] = self.turns.get("inside", 0) + 1
            chosen = found[turn % len(found)]
            return self.behave(chosen, False), chosen["name"]

    def ingress(self):
        space = self.settings["namespace"]
        found = self.ask("GET", f"/apis/networking.k8s.io/v1/namespaces/{space}/ingresses/{self.settings['ingress']}")
        rules = []
        for rule in found["spec"]["rules"]:
            for path in rule["http"]["paths"]:
                key = f"alb.ingress.kubernetes.io/actions.{path['backend']['service']['name']}"
                action = json.loads(found["metadata"]["annotations"][key])
                shares = [{"TargetGroupArn": self.settings["groups"].get(each["serviceName"], each["serviceName"]), "Weight": each["weight"]}
                          for each in action["forwardConfig"]["targetGroups"]]
                conditions = [{"Field": "host-header", "HostHeaderConfig": {"Values": [rule["host"]]}},
                              {"Field": "path-pattern", "PathPatternConfig": {"Values": [path["path"].rstrip("/") + "*"]}}]
                rules.append((conditions, {"Type": "forward", "ForwardConfig": {"TargetGroups": shares}}))
        self.follow(rules)

    def follow(self, rules):
        """New rules; the shares of the service that is looked at are remembered when they change."""
        mark = self.settings["watched"]
        for conditions, action in rules:
            groups = action.get("ForwardConfig", {}).get("TargetGroups", [])
            names = {self.groups.get(each["TargetGroupArn"], {}).get("name"): each["Weight"] for each in groups}
            if len(names) == 2 and mark in names:
                if not self.shares or self.shares[-1] != names:
                    self.shares.append(names)
                break
        with self.lock:
            self.rules = rules

    # -- Requests.

    def route(self, host, path, headers):
        for conditions, action in self.rules:
            if all(self.holds(condition, host, path, headers) for condition in conditions):
                return action
        return None

    @staticmethod
    def holds(condition, host, path, headers):
        field = condition["Field"]
        if field == "host-header":
            return any(fnmatch.fnmatch(host, value) for value in condition["HostHeaderConfig"]["Values"])
        if field == "path-pattern":
            return any(fnmatch.fnmatchcase(path, value) for value in condition["PathPatternConfig"]["Values"])
        if field == "http-header":
            config = condition["HttpHeaderConfig"]
            return headers.get(config["HttpHeaderName"]) in config["Values"]
        raise AssertionError(field)

    def answer(self, host, path, headers):
        """The status and the colour that answered; by weights, evenly."""
        with self.lock:
            action = self.route(host, path, headers)
            if action is None or action["Type"] != "forward":
                return 404, None
            shares = action["ForwardConfig"]["TargetGroups"]
            key = tuple(each["TargetGroupArn"] for each in shares)
            owed = self.turns.setdefault(key, [0] * len(key))
            total = sum(int(each["Weight"]) for each in shares)
            for place, each in enumerate(shares):
                owed[place] += int(each["Weight"])
            chosen = max(range(len(key)), key=lambda place: owed[place])
            owed[chosen] -= total
            found = self.groups.get(key[chosen], {"targets": [], "image": "", "name": None})
            trial = len(shares) == 1
            status = self.behave(found, trial)
            if trial:
                self.tried.append([found["name"], status])
            else:
                self.count(key[chosen], found["name"], status)
            return status, found["name"]

    def behave(self, found, trial):
        kind = found["image"].partition("sha256:")[2][:1]
        if not found["targets"]:
            return 503
        if kind == "b" or (kind == "d" and not trial and self.served.get(found["name"], 0) % 3 == 0):
            return 500
        return 200

    def count(self, group, name, status):
        self.served[name] = self.served.get(name, 0) + 1
        self.failed += status >= 500
        requests, errors = self.counted.get(group, (0, 0))
        self.counted[group] = (requests + 1, errors + (status >= 500))

    def measure(self):
        """What the balancer tells CloudWatch."""
        with self.lock:
            counted, self.counted = self.counted, {}
        for group, (requests, errors) in counted.items():
            where = [{"Name": "TargetGroup", "Value": group[group.index("targetgroup/"):]},
                     {"Name": "LoadBalancer", "Value": self.settings["balancer"].partition("loadbalancer/")[2]}]
            data = [{"MetricName": name, "Dimensions": where, "Value": value, "Unit": "Count"}
                    for name, value in (("RequestCount", requests), ("HTTPCode_Target_5XX_Count", errors))]
            self.watch.put_metric_data(Namespace="AWS/ApplicationELB", MetricData=data)

    def live(self):
        turn = 0
        while True:
            try:
                self.pods() if "kubernetes" in self.settings else self.tasks()
                if "inside" in self.settings:
                    self.neighbours()
                else:
                    self.ingress() if "kubernetes" in self.settings else self.listener()
                turn += 1
                if turn % 3 == 0:
                    self.measure()
            except Exception as fault:  # a plane never ends because an answer was late
                print(repr(fault), flush=True)
            time.sleep(0.15)


class Door(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    plane = None

    def log_message(self, *_):
        pass

    def do_GET(self):
        if self.path == "/-/seen":
            plane = self.plane
            with plane.lock:
                body = {"served": plane.served, "failed": plane.failed, "tried": plane.tried, "shares": plane.shares,
                        "seen": plane.seen, "rules": len(plane.rules), "inside": plane.inside, "copies": plane.copied}
            status = 200
        else:
            host = self.headers["Host"].partition(":")[0]
            is_inside = host == self.plane.settings.get("inside")
            status, name = self.plane.answer_inside() if is_inside else self.plane.answer(host, self.path, self.headers)
            body = {"colour": name}
        data = json.dumps(body).encode()
        self.send_response(status)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)


def main():
    plane = Plane(json.load(open(sys.argv[1])))
    Door.plane = plane
    threading.Thread(target=plane.live, daemon=True).start()
    server = http.server.ThreadingHTTPServer(("127.0.0.1", plane.settings["door"]), Door)
    server.daemon_threads = True
    server.serve_forever()


if __name__ == "__main__":
    main()
