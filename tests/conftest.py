"""A running demo server for the tests that look at Hesap from outside."""

import json
import os
import pathlib
import random
import shutil
import signal
import socket
import subprocess
import tempfile
import time
import uuid

import pytest
import urllib.error
import urllib.request

ROOT = pathlib.Path(__file__).resolve().parent.parent
BINARY = pathlib.Path(os.environ.get("HESAP_BINARY", ROOT / ".build/debug/hesap"))
ARTIFACTS = ROOT / "artifacts"


def chance(seed):
    """Randomness that can be repeated; `make soak` runs other seeds."""
    return random.Random(int(os.environ.get("HESAP_SEED", seed)))


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Server:
    """One `hesap serve --demo` with a data folder of its own."""

    def __init__(self, data=None, days=1, environment=None, arguments=(), demo=True, web=None):
        self.data = pathlib.Path(data or tempfile.mkdtemp(prefix="hesap-test-"))
        self.owns_data = data is None
        self.port = free_port()
        self.base = f"http://127.0.0.1:{self.port}"
        self.days = days
        self.environment = environment or {}
        self.arguments = list(arguments)
        self.web = web or ROOT / "web/dist"
        self.demo_wanted = demo
        self.process = None
        self.trust = None  # for a server that speaks TLS: whom to believe

    def start(self, wait=120):
        ARTIFACTS.mkdir(exist_ok=True)
        command = [str(BINARY), "serve", "--port", str(self.port), "--data", str(self.data)]
        if self.demo_wanted:
            command += ["--demo", "--demo-days", str(self.days)]
        command += ["--web", str(self.web), *self.arguments]
        self.log = open(ARTIFACTS / f"server-{self.port}.log", "ab")
        clean = {k: v for k, v in os.environ.items() if not k.startswith(("HESAP_", "DATABASE_", "PG"))}
        self.process = subprocess.Popen(
            command, stdout=self.log, stderr=self.log, cwd=ROOT, env={**clean, "HESAP_METRICS_TOKEN": "m" * 32, **self.environment}
        )
        end = time.monotonic() + wait
        while time.monotonic() < end:
            if self.process.poll() is not None:
                raise RuntimeError(f"the server ended with {self.process.returncode}: see {self.log.name}")
            try:
                with urllib.request.urlopen(self.base + "/ready", timeout=2, context=self.trust) as answer:
                    if answer.status == 200:
                        break
            except (urllib.error.URLError, OSError):
                time.sleep(0.05)
        else:
            self.stop()
            raise RuntimeError(f"the server was not ready in time: see {self.log.name}")
        if self.demo_wanted:
            self.demo = json.loads((self.data / "demo.json").read_text())
        return self

    def kill(self):
        """As a power cut would."""
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()

    def stop(self):
        if self.process and self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
            try:
                self.process.wait(timeout=30)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()
        if getattr(self, "log", None):
            self.log.close()

    def remove(self):
        """Ends the server and takes its data away, the private cluster included: at once, since nobody needs them again."""
        if not self.owns_data:
            return self.stop()
        if self.process and self.process.poll() is None:
            self.kill()
        if getattr(self, "log", None):
            self.log.close()
        end_cluster(self.data / "cluster/cluster")
        shutil.rmtree(self.data, ignore_errors=True)

    def run(self, *arguments, timeout=120):
        """Runs another command of the binary beside the server."""
        return subprocess.run(
            [str(BINARY), *arguments, "--data", str(self.data)], capture_output=True, text=True, timeout=timeout
        )


def end_cluster(folder):
    """Ends PostgreSQL there as a crash would."""
    try:
        postmaster = int((folder / "postmaster.pid").read_text().split()[0])
        os.kill(postmaster, signal.SIGQUIT)
    except (OSError, ValueError, IndexError):
        return
    end = time.monotonic() + 10
    while pathlib.Path(f"/proc/{postmaster}").exists() and time.monotonic() < end:
        time.sleep(0.02)


class Reply:
    def __init__(self, status, headers, body):
        self.status, self.headers, self.body = status, headers, body

    @property
    def json(self):
        return json.loads(self.body)


class Client:
    """A caller with a token; every write gets a fresh key unless one is given."""

    def __init__(self, base, token=None, language="en"):
        self.base, self.token, self.language = base, token, language

    def call(self, method, path, body=None, key=None, headers=None, raw=None, timeout=30):
        sent = {"Accept-Language": self.language, **(headers or {})}
        data = raw
        if body is not None:
            data = json.dumps(body).encode()
        if data is not None:
            sent.setdefault("Content-Type", "application/json")
        if self.token:
            sent.setdefault("Authorization", f"Bearer {self.token}")
        if method != "GET" and key is not False:
            sent.setdefault("Idempotency-Key", key or str(uuid.uuid4()))
        while True:
            reply = self.once(urllib.request.Request(self.base + path, data=data, method=method, headers=sent), timeout)
            if reply.status != 429:
                return reply
            time.sleep(1)  # the limit of writes that one address may make without a token

    @staticmethod
    def once(request, timeout):
        try:
            with urllib.request.urlopen(request, timeout=timeout) as answer:
                return Reply(answer.status, answer.headers, answer.read())
        except urllib.error.HTTPError as answer:
            return Reply(answer.code, answer.headers, answer.read())

    def get(self, path, **more):
        return self.call("GET", path, **more)

    def post(self, path, body=None, **more):
        return self.call("POST", path, {} if body is None else body, **more)


class Till(Client):
    """A paired POS with somebody signed in by PIN."""

    def __init__(self, server, branch=0, role="manager"):
        demo = server.demo
        self.branch = demo["branches"][branch]["id"]
        self.prefix = f"/api/v1/branches/{self.branch}"
        paired = Client(server.base).post(
            "/api/v1/devices/pair",
            {"code": demo["branches"][branch]["codes"]["pos"], "kind": "pos", "name": f"Till {uuid.uuid4().hex[:6]}"},
            key=False,
        )
        assert paired.status == 201, paired.body
        device = paired.json["token"]
        self.device_token = device
        person = next(p for p in demo["people"] if p["role"] == role and branch in p["branches"])
        signed = Client(server.base, device).post(
            "/api/v1/pin-sign-in", {"person": person["id"], "pin": person["pin"]}, key=False
        )
        assert signed.status == 200, signed.body
        super().__init__(server.base, signed.json["token"])
        self.menu = self.get(f"{self.prefix}/menu").json
        self.drawers = self.get(f"{self.prefix}/drawers").json["items"]

    def product(self, tax=None, groups=False):
        """A product that is to be had; without required choices unless asked for."""
        for product in self.menu["products"]:
            if product["available"] == "on" and bool(product["groups"]) == groups and not product["weighed"]:
                if tax is None or product["taxRate"] == tax:
                    return product
        raise LookupError("no such product in the demo menu")

    def open_drawer(self):
        """The branch's first drawer, when none is open."""
        drawers = self.get(f"{self.prefix}/drawers").json["items"]
        if not any(drawer["session"] for drawer in drawers):
            body = {"id": str(uuid.uuid4()), "float": 50000}
            made = self.post(f"{self.prefix}/drawers/{drawers[0]['id']}/sessions", body)
            assert made.status == 201, made.body

    def line(self, product=None, quantity=1000):
        return {"id": str(uuid.uuid4()), "product": (product or self.product())["id"], "quantity": quantity}

    def open_check(self, lines=(), table=None, kind="quick"):
        body = {"id": str(uuid.uuid4()), "orderType": kind, "guests": 1, "lines": list(lines)}
        if table:
            body["table"] = table
        return self.post(f"{self.prefix}/checks", body)

    def pay_cash(self, check, amount):
        tender = {"id": str(uuid.uuid4()), "kind": "cash", "amount": amount, "tendered": amount}
        return self.post(f"{self.prefix}/checks/{check}/payments", {"tenders": [tender]})


@pytest.fixture(scope="session")
def server():
    running = Server().start()
    yield running
    running.remove()


@pytest.fixture(scope="session")
def till(server):
    made = Till(server)
    made.open_drawer()
    return made


@pytest.fixture(scope="session")
def owner(server):
    login = server.demo["owner"]
    signed = Client(server.base).post(
        "/api/v1/sign-in", {"email": login["email"], "password": login["password"]}, key=False
    )
    assert signed.status == 200, signed.body
    return Client(server.base, signed.json["token"])


@pytest.fixture(scope="session")
def cards():
    """Card payments over which their server died."""
    from interrupted import Cards

    server = Server(days=0).start()
    yield Cards(server)
    server.remove()


@pytest.fixture(scope="session")
def papers():
    """Papers over which their server died."""
    from interrupted import Papers

    server = Server(days=0).start()
    made = Papers(server)
    yield made
    made.printer.off()
    server.remove()


@pytest.fixture(scope="session")
def cloud():
    """The emulators of AWS, one pair for all tests of deployments."""
    from emulated import Cloud, running

    with running(Cloud()) as made:
        yield made


@pytest.fixture(scope="session")
def rolling():
    """The emulators on which services are rolled out."""
    from rollout_place import emulators

    with emulators() as made:
        yield made


@pytest.fixture(scope="session")
def one_cloud():
    """The emulator that keeps a running system."""
    from emulated import running
    from operated import OneCloud

    with running(OneCloud()) as made:
        yield made


@pytest.fixture(scope="module")
def system(one_cloud):
    """A running system in an account, new for each file of tests; whatever they did, no secret was told."""
    from operated import System

    made = System(one_cloud)
    yield made
    made.has_told_no_secret()
