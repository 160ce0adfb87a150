"""nginx' logs on one machine: turned away each day without losing a line, kept as long as the profile says."""

import collections
import gzip
import http.client
import http.server
import os
import pathlib
import re
import shutil
import socket
import ssl
import subprocess
import tempfile
import threading
import time

import pytest

from front import front, rendered_user
from machine import settle
from rendered import PROFILES, rendered

FRONT, PLAIN, BACK = 22260, 22261, 22262
HOST = "api.pixpos.cloud"
DAYS = {("globalpay", "prod"): 400, ("payment-system", "production"): 400}
LOGROTATE = shutil.which("logrotate", path=f"{os.environ['PATH']}:/usr/sbin")

pytestmark = pytest.mark.skipif(LOGROTATE is None or os.geteuid() != 0, reason="not run: logrotate or root is missing")


@pytest.mark.parametrize("system,environment", PROFILES)
def test_logs_stay_as_long_as_the_profile_says(system, environment, tmp_path):
    written = rendered(system, environment) / "host/logrotate"
    path = tmp_path / system
    shutil.copy(written, path)
    path.chmod(0o644)
    told = subprocess.run([LOGROTATE, "-d", str(path)], capture_output=True, text=True)
    assert told.returncode == 0 and "error" not in told.stderr, told.stderr
    days = DAYS.get((system, environment), 90)
    assert f"({days} rotations)" in told.stderr and f"maxage {days}\n" in written.read_text()
    logs = set(re.findall(r"access_log (\S+/)[^/]+ ", (written.parent / "nginx.conf").read_text()))
    assert logs == {re.search(r"^(/\S+/)\*\.log {", written.read_text(), re.M)[1]}, "every log of nginx is turned away"


class Place:
    """nginx with the rendered user and configuration, before one backend; and the rendered rotation."""

    def __init__(self):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="hesap-logs-"))
        self.folder.chmod(0o755)
        host = rendered("pixpos") / "host"
        for path in host.glob("*.upstream.conf"):
            text = re.sub(r"127\.0\.0\.1:\d+", f"127.0.0.1:{BACK}", path.read_text())
            (self.folder / path.name).write_text(text)
        front(host, "pixpos", self.folder, FRONT, PLAIN, rendered_user())
        text = (host / "logrotate").read_text().replace("/etc/pixpos", str(self.folder))
        self.rotation = self.folder / "rotation"
        self.rotation.write_text(text.replace("/run/nginx.pid", str(self.folder / "nginx.pid")))
        self.rotation.chmod(0o644)
        self.backend = http.server.ThreadingHTTPServer(("127.0.0.1", BACK), Backend)
        self.backend.daemon_threads = True
        threading.Thread(target=self.backend.serve_forever, daemon=True).start()
        self.nginx = subprocess.Popen(["nginx", "-c", str(self.folder / "nginx.conf"), "-g", "daemon off;"])
        settle((self.folder / "nginx.pid").exists, "nginx runs")

    def rotate(self):
        """As at midnight; gives back when nothing of nginx writes to what was turned away."""
        words = [LOGROTATE, "-f", "-s", str(self.folder / "state"), str(self.rotation)]
        done = subprocess.run(words, capture_output=True, text=True, timeout=30)
        assert done.returncode == 0 and done.stderr == "", done.stderr
        settle(lambda: not any(target.endswith(".log.1") for target in self.open_files()), "nginx writes to its new logs")

    def open_files(self):
        number = self.nginx.pid
        children = subprocess.run(["pgrep", "-P", str(number)], capture_output=True, text=True).stdout.split()
        for process in [str(number), *children]:
            for entry in pathlib.Path(f"/proc/{process}/fd").iterdir():
                try:
                    yield os.readlink(entry)
                except OSError:
                    continue

    def lines(self, log):
        """Of a log and of all that was turned away of it."""
        for path in self.folder.glob(f"{log}*"):
            with gzip.open(path, "rt") if path.suffix == ".gz" else open(path) as text:
                yield from text

    def remove(self):
        self.nginx.terminate()
        self.nginx.wait(timeout=10)
        self.backend.shutdown()
        self.backend.server_close()
        shutil.rmtree(self.folder)


class Backend(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *_):
        pass

    def do_GET(self):
        self.send_response(200)
        self.send_header("Content-Length", "0")
        self.end_headers()


@pytest.fixture
def place():
    made = Place()
    yield made
    made.remove()


class Load:
    """Four clients that ask until they are told to stop; each request has a path of its own."""

    def __init__(self):
        self.asked, self.over = [], threading.Event()
        self.clients = [threading.Thread(target=self.ask, args=(number,)) for number in range(4)]

    def ask(self, number):
        context = ssl.create_default_context()
        context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
        connection = http.client.HTTPConnection("127.0.0.1", FRONT, timeout=10)
        connection.sock = context.wrap_socket(socket.create_connection(("127.0.0.1", FRONT), timeout=10), server_hostname=HOST)
        count = 0
        while not self.over.is_set():
            count += 1
            path = f"/of-{number}/{count}"
            connection.request("GET", path, headers={"Host": HOST})
            assert connection.getresponse().read() == b""
            self.asked.append(path)
            time.sleep(0.001)
        connection.close()

    def __enter__(self):
        for client in self.clients:
            client.start()
        return self

    def __exit__(self, *_):
        self.over.set()
        for client in self.clients:
            client.join()


def test_no_line_is_lost_when_logs_are_turned_away_under_load(place):
    with Load() as load:
        for _ in range(3):
            time.sleep(0.15)
            place.rotate()
        time.sleep(0.15)
    assert len(load.asked) > 100
    settle(lambda: len(list(place.lines("api.access.log"))) >= len(load.asked), "every request is in the log")
    assert len(list(place.lines("api.access.log"))) == len(load.asked)
    written = collections.Counter(re.search(r'"path":"([^"]+)"', line)[1] for line in place.lines("requests.log"))
    assert written == collections.Counter(load.asked)
    names = {path.name for path in place.folder.glob("requests.log*")}
    assert names == {"requests.log", "requests.log.1", "requests.log.2.gz", "requests.log.3.gz"}, names
    assert (place.folder / "requests.log").stat().st_mode & 0o777 == 0o640, "no log of addresses and paths is everybody's"


def test_what_is_older_than_the_profile_keeps_goes(place):
    log = place.folder / "requests.log"
    log.write_text("today\n")
    for number in range(1, 91):
        path = log.with_name(f"requests.log.{number}" + (".gz" if number > 1 else ""))
        path.write_bytes(b"yesterday\n" if number == 1 else gzip.compress(b"earlier\n"))
        if number > 40:
            os.utime(path, (time.time() - 95 * 86400,) * 2)
    place.rotate()
    left = {int(re.search(r"log\.(\d+)", path.name)[1]) for path in place.folder.glob("requests.log.*")}
    assert left == set(range(1, 42)), left
    assert log.read_text() == "" and log.with_name("requests.log.1").read_text() == "today\n"
