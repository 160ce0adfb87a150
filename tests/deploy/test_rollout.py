"""Two versions behind nginx under load: our way fails no request; the bad ways do, or the test would see nothing."""

import contextlib
import hashlib
import http.client
import json
import os
import pathlib
import re
import shutil
import signal
import ssl
import subprocess
import sys
import tempfile
import threading
import time

import pytest
from websockets.exceptions import ConnectionClosed, InvalidHandshake
from websockets.sync.client import connect

from clusters import Cluster
from conftest import BINARY, ROOT, Client, Server, Till
from front import front, rendered_user
from machine import Machine, settle
from rendered import render

FRONT, PLAIN, BLUE, DATABASE = 22105, 22106, 22110, 22101
GREEN = BLUE + 10
# What a shell would take apart, systemd does not: a roll-out's migration must read the file as the copies do.
SECRETS = {"DATABASE_PORT": str(DATABASE), "DATABASE_PASSWORD": "p&ss $HOME 'word", "JWT_SECRET": "j&$j; " * 8 + "j"}

class Venue:
    """A machine: PostgreSQL, two releases of the server, and what the tool renders for it: nginx' configuration, the
    program `slot`, the unit of a copy and the settings. Made up are systemd, the certificate, folders and ports."""

    place = None  # below the machine's folder of temporary files

    def __init__(self):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="hesap-rollout-", dir=self.place))
        os.chmod(self.folder, 0o755)
        self.cluster = Cluster(self.folder / "pg", DATABASE, "primary").initialise("fsync = off\nmax_connections = 120").start()
        self.cluster.sql("create role counter_admin login createrole")
        self.cluster.sql("create database hesap owner counter_admin")
        (self.folder / "releases").mkdir()
        self.machine = Machine(
            self.folder, BLUE, HESAP_DEPLOY_LOOPBACK="1", SLOT_FOLDER=str(self.folder),
            PATH=f"{self.folder}/bin:{os.environ['PATH']}")
        self.environment = self.machine.environment
        self.install(render(self.machine.profile, self.folder / "rendered", "test") / "host")
        self.programs()
        self.first, self.second = self.release(b""), self.release(b"\nversion 2")
        self.nginx = None

    def install(self, host):
        """Puts what was rendered where a machine's owner puts it, and writes the one file that is the owner's: secrets."""
        for path in [host / "slot", host / "environment", host / "counter@.service", host / "api.upstream.conf"]:
            text = path.read_text().replace("/etc/counter", str(self.folder))
            (self.folder / path.name).write_text(text)
        (self.folder / "slot").chmod(0o755)
        (self.folder / "web").symlink_to(ROOT / "web/dist")
        secrets = [f"{name}={value}" for name, value in SECRETS.items()]
        (self.folder / "secrets").write_text("# of this machine\n" + "\n".join(secrets) + "\n")
        (self.folder / "secrets").chmod(0o600)
        front(host, "counter", self.folder, FRONT, PLAIN, rendered_user())
        self.authority = str(self.folder / "tls/counter.example.com/fullchain.pem")

    def programs(self):
        """systemd's words, and nginx told where its configuration lies."""
        folder = self.folder / "bin"
        folder.mkdir()
        text = (pathlib.Path(__file__).parent / "systemd.py").read_text()
        for name in ("systemctl", "journalctl"):
            (folder / name).write_text(text.replace("#!/usr/bin/env python3", f"#!{sys.executable} -S"))
        (folder / "nginx").write_text(f'#!/bin/sh\nexec {shutil.which("nginx")} -c {self.folder}/nginx.conf "$@"\n')
        for path in folder.iterdir():
            path.chmod(0o755)

    def release(self, more):
        """The same server in another file: bytes after a program's end change its digest and nothing else."""
        return self.put(BINARY.read_bytes() + more)

    def broken_release(self):
        """A version that cannot reach its database."""
        return self.put(f"#!/bin/sh\nDATABASE_NAME=nowhere exec {BINARY} \"$@\"\n".encode())

    def put(self, content):
        digest = hashlib.sha256(content).hexdigest()
        path = self.folder / "releases" / digest
        path.mkdir(exist_ok=True)
        (path / "hesap").write_bytes(content)
        (path / "hesap").chmod(0o755)
        return f"sha256:{digest}"

    def slot(self, *words):
        return subprocess.run(
            [str(self.folder / "slot"), "api", *words], env=self.environment, check=True, timeout=90, capture_output=True)

    def weigh(self, **ports):
        lines = [f"server 127.0.0.1:{port} weight={weight} max_fails=0;" for port, weight in ports.values()]
        (self.folder / "api.upstream.conf").write_text("\n".join(lines) + "\n")

    @contextlib.contextmanager
    def without_retries(self):
        """A proxy that asks no other copy: without it nginx covers up what a bad way does to those who ask again."""
        path = self.folder / "nginx.conf"
        whole = path.read_text()
        path.write_text(re.sub(r"proxy_next_upstream error[^;]*;", "proxy_next_upstream off;", whole))
        assert path.read_text() != whole
        self.slot("reload")
        yield
        path.write_text(whole)
        self.slot("reload")

    def seed(self):
        """A demo organization in the database."""
        settings = {"DATABASE_HOST": "127.0.0.1", "DATABASE_NAME": "hesap", "DATABASE_USERNAME": "counter_admin", **SECRETS}
        seeding = Server(data=self.folder / "data", days=0, environment=settings)
        seeding.start()
        self.demo = seeding.demo
        seeding.stop()

    def start_front(self):
        self.nginx = subprocess.Popen(["nginx", "-c", str(self.folder / "nginx.conf"), "-g", "daemon off;"])
        settle((self.folder / "nginx.pid").exists, "nginx runs")

    @property
    def base(self):
        return f"https://127.0.0.1:{FRONT}"

    def wait_ready(self, port, wait=30):
        end = time.monotonic() + wait
        while time.monotonic() < end:
            try:
                if Client(f"http://127.0.0.1:{port}").get("/ready", timeout=2).status == 200:
                    return
            except OSError:
                time.sleep(0.05)
        raise AssertionError(f"port {port} was not ready: {list((self.folder / 'run').glob('*.log'))}")

    def rollout(self, image):
        return self.machine.deploy("rollout", "--image", image, "--bake", "2s", "--hold", "2s", "--drain", "6s", "--settle", "20s")

    @property
    def serving(self):
        return json.loads((self.folder / "api.serving.json").read_text())

    def remove(self):
        for slot in ("blue", "green"):
            self.slot("stop", slot)
        if self.nginx:
            self.nginx.terminate()
            self.nginx.wait(timeout=10)
        self.cluster.remove()
        shutil.rmtree(self.folder, ignore_errors=True)


class Load:
    """Guests, tills and screens that never stop asking; what fails is counted."""

    def __init__(self, venue):
        self.venue, self.failures, self.requests, self.sales, self.frames, self.reconnects = venue, [], 0, 0, 0, 0
        self.stopping = threading.Event()
        self.lock = threading.Lock()
        self.context = ssl.create_default_context(cafile=venue.authority)
        self.till = Till(venue, role="owner")
        self.till.open_drawer()
        jobs = [self.fresh, self.fresh, self.kept, self.kept, self.sell, self.listen, self.listen]
        self.threads = [threading.Thread(target=job, daemon=True) for job in jobs]

    def __enter__(self):
        for thread in self.threads:
            thread.start()
        time.sleep(0.5)
        return self

    def __exit__(self, *_):
        self.stopping.set()
        for thread in self.threads:
            thread.join(timeout=20)

    def count(self, what, failure=None):
        with self.lock:
            self.requests += 1
            if failure:
                self.failures.append(f"{time.strftime('%H:%M:%S')} {what}: {failure}")

    def judge(self, what, status):
        self.count(what, None if 200 <= status < 400 else f"status {status}")

    def line(self):
        return http.client.HTTPSConnection("127.0.0.1", FRONT, timeout=20, context=self.context)

    def fresh(self):
        """A connection for each request."""
        while not self.stopping.is_set():
            line = self.line()
            try:
                line.request("GET", "/api/v1/public/menus/demo", headers={"Connection": "close"})
                answer = line.getresponse()
                answer.read()
                self.judge("GET, own connection", answer.status)
            except (OSError, http.client.HTTPException) as error:
                self.count("GET, own connection", repr(error))
                time.sleep(0.01)
            finally:
                line.close()

    def kept(self):
        """A connection kept as browsers do: closed while idle and before an answer's first byte, it is opened anew
        (RFC 9112 section 9.3.1)."""
        line, used = None, False
        while not self.stopping.is_set():
            if line is None:
                line, used = self.line(), False
            try:
                line.request("GET", f"{self.till.prefix}/floor", headers={"Authorization": f"Bearer {self.till.token}"})
                answer = line.getresponse()
                answer.read()
                self.judge("GET, kept connection", answer.status)
                used = True
                if answer.will_close:
                    line.close()
                    line = None
            except (http.client.RemoteDisconnected, ConnectionResetError, BrokenPipeError) as error:
                if not used:
                    self.count("GET, kept connection", repr(error))
                line.close()
                line = None
            except (OSError, http.client.HTTPException) as error:
                self.count("GET, kept connection", repr(error))
                line.close()
                line = None
                time.sleep(0.01)

    def sell(self):
        """Opens a check, sells for cash: writes, never asked twice."""
        while not self.stopping.is_set():
            try:
                opened = self.till.open_check([self.till.line()])
                self.judge("open check", opened.status)
                if opened.status >= 300:
                    continue
                paid = self.till.pay_cash(opened.json["id"], opened.json["totals"]["total"])
                self.judge("pay", paid.status)
                self.sales += paid.status < 300
            except (OSError, http.client.HTTPException) as error:
                self.count("sale", repr(error))
                time.sleep(0.01)

    def listen(self):
        """A screen: told to go (1001) it connects again and asks for what came since; no frame may be missing."""
        last = epoch = None
        while not self.stopping.is_set():
            try:
                with connect(f"wss://127.0.0.1:{FRONT}/ws", ssl=self.context, max_size=None, close_timeout=0.2) as socket:
                    hello = {"token": self.till.token, "branch": self.till.branch, "screen": "pos"}
                    if last is not None:
                        hello |= {"lastSeq": last, "epoch": epoch}
                    socket.send(json.dumps({"hello": hello}))
                    while not self.stopping.is_set():
                        try:
                            message = json.loads(socket.recv(timeout=0.5))
                        except TimeoutError:
                            continue
                        if "snapshot" in message:
                            if last is not None:
                                self.count("socket", "a snapshot although the number was known")
                            last, epoch = message["snapshot"]["seq"], message["snapshot"]["epoch"]
                        elif "frame" in message:
                            frame = message["frame"]
                            if frame["prev"] > last:
                                self.count("socket", f"a hole before {frame['seq']}")
                            last = max(last, frame["seq"])
                            self.frames += 1
            except ConnectionClosed as closed:
                self.reconnects += 1
                if closed.rcvd is None or closed.rcvd.code != 1001:
                    self.count("socket", f"closed without a word: {closed!r}")
            except (OSError, InvalidHandshake) as error:
                self.count("socket", f"no connection: {error!r}")
                time.sleep(0.05)


@contextlib.contextmanager
def standing(made):
    """A venue with its people behind its front, whose authority is trusted for as long."""
    os.environ["SSL_CERT_FILE"] = made.authority
    try:
        made.seed()
        made.start_front()
        yield made
    finally:
        del os.environ["SSL_CERT_FILE"]
        made.remove()


@pytest.fixture(scope="module")
def venue():
    with standing(Venue()) as made:
        yield made


def report(name, load, began):
    print(f"\n{name}: {len(load.failures)} failed of {load.requests} requests, {load.sales} sales, "
          f"{load.frames} frames, {load.reconnects} reconnections, {time.monotonic() - began:.1f} s")


def test_the_first_version_comes_by_a_roll_out_too(venue):
    """On a machine that serves nothing yet all of the traffic goes to it at once."""
    done = venue.machine.deploy("rollout", "--image", venue.first, "--bake", "0s", "--hold", "0s", "--settle", "20s")
    assert done.returncode == 0, done.stdout + done.stderr
    assert venue.serving == {"slot": "blue", "image": venue.first, "previous": ""}
    answer = Client(venue.base).get("/ready")
    assert answer.status == 200 and "max-age" in answer.headers["Strict-Transport-Security"]
    assert venue.machine.deploy("rollback").returncode == 3, "nothing served before"


def test_our_way_fails_no_request(venue):
    began = time.monotonic()
    with Load(venue) as load:
        done = venue.rollout(venue.second)
        time.sleep(0.5)
    report("roll-out", load, began)
    assert done.returncode == 0, done.stdout + done.stderr
    assert load.failures == []
    assert load.requests > 500 and load.sales > 20 and load.frames > 20 and load.reconnects >= 1
    assert venue.serving == {"slot": "green", "image": venue.second, "previous": venue.first}
    assert Client(f"http://127.0.0.1:{GREEN}").get("/ready").status == 200
    with pytest.raises(OSError):
        Client(f"http://127.0.0.1:{BLUE}").get("/ready")


def test_a_tool_that_is_killed_goes_on_and_rollback_returns(venue):
    began = time.monotonic()
    with Load(venue) as load:
        words = ["rollback", "--bake", "2s", "--hold", "1s", "--drain", "6s"]
        tool = venue.machine.start(*words, stdout=subprocess.PIPE, text=True)
        for line in tool.stdout:
            if "% of the traffic" in line:
                break
        time.sleep(0.3)
        tool.send_signal(signal.SIGKILL)
        tool.wait()
        assert venue.serving["image"] == venue.second
        again = venue.machine.deploy(*words)
        time.sleep(0.5)
    report("rollback, killed once", load, began)
    assert again.returncode == 0, again.stdout + again.stderr
    assert "broken off" in again.stdout
    assert load.failures == []
    assert venue.serving["image"] == venue.first and venue.serving["slot"] == "blue"


def test_a_version_that_never_gets_ready_gets_no_traffic(venue):
    with Load(venue) as load:
        done = venue.machine.deploy("rollout", "--image", venue.broken_release(), "--settle", "3s", "--no-migrate")
    assert done.returncode == 1, done.stdout + done.stderr
    assert load.failures == []
    assert "nowhere" in done.stdout, "the failing copy's own words are kept: " + done.stdout
    assert venue.serving["image"] == venue.first


def test_refusals_touch_nothing(venue):
    before = (venue.folder / "api.upstream.conf").read_text()
    missing = venue.rollout("sha256:" + "0" * 64)
    assert missing.returncode == 3 and "no release" in missing.stdout + missing.stderr
    bare = venue.rollout("latest")
    assert bare.returncode in (3, 64) and "digest" in bare.stdout + bare.stderr
    same = venue.rollout(venue.first)
    assert same.returncode == 3 and "serves already" in same.stdout + same.stderr
    assert (venue.folder / "api.upstream.conf").read_text() == before


# ---- The bad ways: each must fail requests under the same load.


def test_stopping_and_starting_in_place_fails(venue):
    began = time.monotonic()
    with Load(venue) as load:
        venue.slot("stop", "blue")
        venue.slot("start", "blue", venue.first, "0", str(BLUE))
        venue.wait_ready(BLUE)
    report("stop, start in place", load, began)
    assert load.failures


def test_switching_before_it_is_ready_fails(venue):
    began = time.monotonic()
    with Load(venue) as load:
        venue.weigh(green=(GREEN, 100))
        venue.slot("reload")
        venue.slot("start", "green", venue.second, "0", str(GREEN))
        venue.wait_ready(GREEN)
    report("switch before ready", load, began)
    assert load.failures
    venue.slot("stop", "blue")


def test_rolling_without_leaving_the_rotation_first_fails(venue):
    venue.slot("start", "blue", venue.first, "0", str(BLUE))
    venue.wait_ready(BLUE)
    venue.weigh(blue=(BLUE, 50), green=(GREEN, 50))
    venue.slot("reload")
    began = time.monotonic()
    with venue.without_retries(), Load(venue) as load:
        for slot, port in (("blue", BLUE), ("green", GREEN)):
            venue.slot("stop", slot)
            venue.slot("start", slot, venue.first, "0", str(port))
            venue.wait_ready(port)
    report("rolling, gated, not deregistered", load, began)
    assert load.failures
