"""Two versions behind nginx under load: our way fails no request; the bad ways do, or the test would see nothing."""

import hashlib
import http.client
import json
import os
import pathlib
import shutil
import signal
import subprocess
import tempfile
import threading
import time

import pytest
from websockets.exceptions import ConnectionClosed, InvalidHandshake
from websockets.sync.client import connect

from clusters import Cluster
from conftest import BINARY, ROOT, Client, Server, Till
from machine import Machine

FRONT, BLUE, DATABASE = 22105, 22110, 22101
GREEN = BLUE + 10

SLOT = """#!/bin/sh
# What starts and stops the copies here; on a real machine systemd's words stand in its place.
set -eu
cd "$(dirname "$0")"
verb=$2
shift 2
alive() { [ -f "run/$1.pid" ] && kill -0 "$(cat "run/$1.pid")" 2>/dev/null; }
case $verb in
start)
    if alive "$1-$3"; then exit 0; fi
    setsid "releases/${2#*:}/hesap" serve --port "$4" --data "$PWD/data" --web "$HESAP_WEB" \\
        >> "run/$1-$3.log" 2>&1 < /dev/null &
    echo $! > "run/$1-$3.pid" ;;
stop)
    for file in run/"$1"-*.pid; do
        [ -f "$file" ] || continue
        name=$(basename "$file" .pid)
        kill -TERM "$(cat "$file")" 2>/dev/null || true
        n=0
        while alive "$name" && [ $n -lt 300 ]; do sleep 0.1; n=$((n + 1)); done
        rm -f "$file"
    done ;;
migrate) "releases/${1#*:}/hesap" migrate ;;
reload) nginx -q -t -c "$PWD/nginx.conf" && kill -HUP "$(cat nginx.pid)" ;;
log) tail -n 12 "run/$1-$2.log" ;;
esac
"""

NGINX = """
worker_processes 2;
pid {folder}/nginx.pid;
error_log {folder}/nginx.log warn;
events {{ worker_connections 1024; }}
http {{
    log_format hesap '$msec $status $request_time $upstream_addr';
    access_log {folder}/api.access.log hesap;
    client_body_temp_path {folder}/tmp; proxy_temp_path {folder}/tmp; fastcgi_temp_path {folder}/tmp;
    uwsgi_temp_path {folder}/tmp; scgi_temp_path {folder}/tmp;
    map $http_upgrade $connection_upgrade {{ default upgrade; '' close; }}
    upstream api {{ include {folder}/api.upstream.conf; }}
    server {{
        listen 127.0.0.1:{front};
        location / {{
            proxy_pass http://api;
            proxy_http_version 1.1;
            proxy_set_header Host $host;
            proxy_set_header X-Forwarded-For $remote_addr;
            proxy_set_header Upgrade $http_upgrade;
            proxy_set_header Connection $connection_upgrade;
            proxy_next_upstream off;
            proxy_read_timeout 1h;
        }}
    }}
}}
"""

class Venue:
    """A machine: PostgreSQL, nginx, two releases of the server, and the slots they run in."""

    def __init__(self):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="hesap-rollout-"))
        os.chmod(self.folder, 0o755)
        self.cluster = Cluster(self.folder / "pg", DATABASE, "primary").initialise("fsync = off").start()
        self.cluster.sql("create database hesap")
        for name in ("run", "releases", "data", "tmp"):
            (self.folder / name).mkdir()
        os.chmod(self.folder / "tmp", 0o777)
        self.machine = Machine(
            self.folder, BLUE, DATABASE_URL=f"postgres://postgres@127.0.0.1:{DATABASE}/hesap", JWT_SECRET="j" * 40,
            HESAP_WEB=str(ROOT / "web/dist"), HESAP_DEPLOY_LOOPBACK="1", DATABASE_POOL_SIZE="8", HOST="127.0.0.1",
            TRUSTED_PROXIES="127.0.0.1",
        )
        self.environment = self.machine.environment
        (self.folder / "slot").write_text(SLOT)
        (self.folder / "slot").chmod(0o755)
        (self.folder / "nginx.conf").write_text(NGINX.format(folder=self.folder, front=FRONT))
        self.first, self.second = self.release(b""), self.release(b"\nversion 2")
        self.nginx = None

    def release(self, more):
        """The same server in another file: bytes after a program's end change its digest and nothing else."""
        content = BINARY.read_bytes() + more
        digest = hashlib.sha256(content).hexdigest()
        path = self.folder / "releases" / digest
        path.mkdir()
        (path / "hesap").write_bytes(content)
        (path / "hesap").chmod(0o755)
        return f"sha256:{digest}"

    def broken_release(self):
        """A version that cannot reach its database."""
        content = f"#!/bin/sh\nDATABASE_URL=postgres://postgres@127.0.0.1:{DATABASE}/nowhere exec {BINARY} \"$@\"\n".encode()
        digest = hashlib.sha256(content).hexdigest()
        path = self.folder / "releases" / digest
        path.mkdir(exist_ok=True)
        (path / "hesap").write_bytes(content)
        (path / "hesap").chmod(0o755)
        return f"sha256:{digest}"

    def slot(self, *words):
        return subprocess.run([str(self.folder / "slot"), "api", *words], env=self.environment, check=True, timeout=60, capture_output=True)

    def weigh(self, **ports):
        lines = [f"server 127.0.0.1:{port} weight={weight} max_fails=0;" for port, weight in ports.values()]
        (self.folder / "api.upstream.conf").write_text("\n".join(lines) + "\n")

    def serve_first(self):
        """The first version in blue with all of the traffic."""
        seeding = Server(data=self.folder / "data", days=0, environment={
            k: v for k, v in self.environment.items() if k.startswith(("DATABASE_", "JWT_"))})
        seeding.start()
        self.demo = seeding.demo
        seeding.stop()
        self.slot("start", "blue", self.first, "0", str(BLUE))
        self.wait_ready(BLUE)
        self.weigh(blue=(BLUE, 100))
        (self.folder / "api.serving.json").write_text(json.dumps({"slot": "blue", "image": self.first, "previous": ""}))
        self.nginx = subprocess.Popen(["nginx", "-c", str(self.folder / "nginx.conf"), "-g", "daemon off;"])
        end = time.monotonic() + 5
        while not (self.folder / "nginx.pid").exists() and time.monotonic() < end:
            time.sleep(0.02)

    @property
    def base(self):
        return f"http://127.0.0.1:{FRONT}"

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

    def fresh(self):
        """A connection for each request."""
        while not self.stopping.is_set():
            line = http.client.HTTPConnection("127.0.0.1", FRONT, timeout=20)
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
                line, used = http.client.HTTPConnection("127.0.0.1", FRONT, timeout=20), False
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
                with connect(f"ws://127.0.0.1:{FRONT}/ws", max_size=None, close_timeout=0.2) as socket:
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


@pytest.fixture(scope="module")
def venue():
    made = Venue()
    try:
        made.serve_first()
        yield made
    finally:
        made.remove()


def report(name, load, began):
    print(f"\n{name}: {len(load.failures)} failed of {load.requests} requests, {load.sales} sales, "
          f"{load.frames} frames, {load.reconnects} reconnections, {time.monotonic() - began:.1f} s")


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
        venue.slot("start", "green", venue.second, "0", str(GREEN))
        venue.slot("reload")
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
    with Load(venue) as load:
        for slot, port in (("blue", BLUE), ("green", GREEN)):
            venue.slot("stop", slot)
            venue.slot("start", slot, venue.first, "0", str(port))
            venue.wait_ready(port)
    report("rolling, gated, not deregistered", load, began)
    assert load.failures
