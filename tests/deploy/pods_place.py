"""Services in Kubernetes that are rolled out: a profile's rendered objects, given to a cluster of the test's own by the
real kubectl, and run there by the stand-in."""

import json
import re
import shutil
import subprocess

import yaml

import cluster_api
from rollout_place import Place, image

KUBECTL = shutil.which("kubectl")
NO_KUBECTL = "not run: kubectl is not in the PATH"


class Pods(Place):
    """A profile's objects in a region's cluster."""

    images = [image(kind) for kind in "abe"] + [image("e", 1)]

    def __init__(self, cloud, *place):
        super().__init__(cloud, *place)
        self.tried = []
        self.cluster = cluster_api.serve(0)
        self.cluster.proxy, self.cluster.programs = self.proxied, self.program
        self.account.environment |= {"HESAP_DEPLOY_KUBERNETES": self.cluster.url, "HOME": str(self.folder)}
        self.release(image("a"))

    def known(self, found):
        name = found[1].rpartition("/release/")[2]
        if found[1] in self.template.made:
            return self.template.made[found[1]]
        if name.endswith("-weight"):
            return "50"
        return self.whole(image("a")) if name.endswith("image") else "known-later"

    def give(self, *more):
        """The rendered objects, and others, with two copies of each blue Deployment."""
        objects = []
        for path in sorted(self.out.glob(f"kubernetes/{self.region}/*/*.yaml")):
            text = re.sub(r"\{\{resolve:ssm:([^}]+)\}\}", self.known, path.read_text())
            objects.append(yaml.safe_load(text))
        manifest = self.folder / "objects.yaml"
        manifest.write_text(yaml.safe_dump_all([*objects, *more]))
        self.kubectl("apply", "--server-side", "--field-manager=hesap", "-f", str(manifest))
        for kind, _, name in list(self.cluster.objects):
            if kind == "deployments" and name.endswith(("-blue", "-green")):
                self.kubectl("scale", "deployment", name, f"--replicas={2 if name.endswith('-blue') else 0}", "-n", self.namespace)

    def kubectl(self, *words):
        done = subprocess.run(["kubectl", "--server", self.cluster.url, *words], env=self.account.environment, capture_output=True, text=True, timeout=180)
        assert done.returncode == 0, done.stderr
        return done.stdout

    def found(self, kind, name):
        return self.cluster.objects[kind, self.namespace, name]

    def copies(self, colour):
        """How many copies of which image."""
        found = self.found("deployments", self.name(colour))["spec"]
        return found["replicas"], found["template"]["spec"]["containers"][0]["image"].rpartition("@")[2]

    @staticmethod
    def kind(body):
        return body["spec"]["containers"][0]["image"].partition("sha256:")[2][0]

    def proxied(self, _, name, path):
        """What a colour's own Service answers to the trial."""
        kind = self.kind(self.found("deployments", name)["spec"]["template"])
        return (500, f"{path} failed") if kind == "b" else (200, "ready")

    def program(self, pod, container, words):
        """The server's own program beside a copy: it asks the copy, and nobody else can."""
        self.tried.append((pod["metadata"]["name"].rpartition("-")[0], words))
        assert container == self.workload and words[:3] == ["/usr/local/bin/hesap", "probe", "--port"], (container, words)
        return (1, "", f"{words[-1]}: 500\n") if self.kind(pod) == "b" else (0, "", "")

    def remove(self):
        super().remove()
        self.cluster.stop()


class Door(Pods):
    """PIXPOS' server: traffic comes through the Ingress."""

    workload, host, steps, namespace = "pixpos-api", "api.pixpos.cloud", [10, 50, 100], "pixpos"
    repository = "pixpos/api"

    def __init__(self, cloud, number="111122228888"):
        super().__init__(cloud, "pixpos", "prod", "eu-central-1", "api", number)
        vpc, balancer = self.balancer()
        groups, bindings = {}, []
        for colour in ("blue", "green"):
            words = ["--name", self.name(colour), "--protocol", "HTTP", "--port", "80", "--target-type", "ip", "--vpc-id", vpc]
            arn = self.aws("elbv2", "create-target-group", *words)["TargetGroups"][0]["TargetGroupArn"]
            groups[self.name(colour)] = arn
            bindings.append({
                "apiVersion": "elbv2.k8s.aws/v1beta1", "kind": "TargetGroupBinding", "metadata": {"name": f"k8s-{colour}", "namespace": "pixpos"},
                "spec": {"serviceRef": {"name": self.name(colour), "port": 80}, "targetGroupARN": arn}})
        shares = [{"TargetGroupArn": arn, "Weight": 1} for arn in groups.values()]
        forward = json.dumps([{"Type": "forward", "ForwardConfig": {"TargetGroups": shares}}])
        self.aws("elbv2", "create-listener", "--load-balancer-arn", balancer, "--protocol", "HTTP", "--port", "80", "--default-actions", forward)
        self.give(*bindings)
        self.stand_behind(
            kubernetes=self.cluster.url, namespace="pixpos", ingress="pixpos-ingress", groups=groups, balancer=balancer, watched=self.name("green"))

    def standing(self):
        ingress = self.found("ingresses", "pixpos-ingress")
        action = json.loads(ingress["metadata"]["annotations"]["alb.ingress.kubernetes.io/actions.pixpos-api"])
        weights = {each["serviceName"].rpartition("-")[2]: each["weight"] for each in action["forwardConfig"]["targetGroups"]}
        for colour in ("blue", "green"):
            assert int(self.parameter(f"api/{colour}-weight")) == weights[colour]
            # A Service never selects another colour than its own: traffic moves by weight alone.
            assert self.found("services", self.name(colour))["spec"]["selector"]["hesap/colour"] == colour
        return {colour: (*self.copies(colour), weights[colour]) for colour in ("blue", "green")}


class Inside(Pods):
    """GlobalPay's services that nobody reaches from outside: one that its neighbours ask, and one that takes work from
    queues. `turn` says which of them is rolled out."""

    host = workload = "payment-processor"
    worker, namespace = "reconciliation-engine", "globalpay"

    def __init__(self, cloud, number="111122226666"):
        super().__init__(cloud, "globalpay", "prod", "us-east-1", "payment-processor", number)
        self.hold(f"globalpay/{self.worker}")
        for name in (self.workload, self.worker):
            self.parameter(f"{name}/serving", "blue")
        for colour, weight in (("blue", "100"), ("green", "0")):
            self.parameter(f"{self.worker}/{colour}-image", self.whole(image("a")))
            self.parameter(f"{self.worker}/{colour}-weight", weight)
        self.give()
        self.stand_behind(
            kubernetes=self.cluster.url, namespace=self.namespace, groups={}, inside=self.workload, balancer="", watched="")

    @property
    def repository(self):
        return f"globalpay/{self.service}"

    def turn(self, service):
        self.service = self.workload = service
        return self

    def words(self, verb, *more, **options):
        return super().words(verb, "--region", self.region, *more, **options)

    def standing(self):
        """Copies, images and who was written down as serving; neighbours ask exactly those."""
        serving = "green" if int(self.parameter(f"{self.service}/green-weight")) == 100 else "blue"
        if self.service != self.worker:
            assert self.found("services", self.workload)["spec"]["selector"] == {"app": self.workload, "hesap/colour": serving}
            assert self.parameter(f"{self.service}/serving") == serving
        return {"serving": serving} | {colour: self.copies(colour) for colour in ("blue", "green")}
