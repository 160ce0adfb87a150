"""One machine: nginx takes the rendered configuration and does what it says; units, slot and compose hold together."""

import base64
import hashlib
import http.client
import http.server
import os
import pathlib
import re
import shutil
import socket
import ssl
import subprocess
import threading
import time

import pytest
import yaml

from front import front
from rendered import PROFILES, rendered

FRONT, PLAIN, BACK = 22220, 22221, 22230
KEY = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11"


class Stub(http.server.BaseHTTPRequestHandler):
    """A backend that tells what it was asked, and speaks enough WebSocket to send bytes back."""

    protocol_version = "HTTP/1.1"
    asked = 0
    failing = False

    def log_message(self, *_):
        pass

    def do_GET(self):
        type(self).asked += 1
        if self.headers.get("Upgrade", "").lower() == "websocket":
            return self.socket()
        status = 503 if type(self).failing else 200
        body = "\n".join(f"{name}: {value}" for name, value in self.headers.items()).encode()
        body += f"\nnumber: {type(self).asked}\npath: {self.path}\n".encode()
        self.send_response(status)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def do_POST(self):
        self.rfile.read(int(self.headers["Content-Length"]))
        self.do_GET()

    def socket(self):
        accept = base64.b64encode(hashlib.sha1((self.headers["Sec-WebSocket-Key"] + KEY).encode()).digest()).decode()
        self.send_response(101)
        for name, value in [("Upgrade", "websocket"), ("Connection", "Upgrade"), ("Sec-WebSocket-Accept", accept)]:
            self.send_header(name, value)
        self.end_headers()
        self.wfile.flush()
        self.connection.sendall(b"<" + self.connection.recv(64) + b">")
        self.close_connection = True


def backend(port):
    handler = type("Here", (Stub,), {"asked": 0, "failing": False})
    server = http.server.ThreadingHTTPServer(("127.0.0.1", port), handler)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    handler.stop = lambda: (server.shutdown(), server.server_close())
    return handler


def configured(system, environment, folder):
    """The rendered configuration with this machine's folder and ports instead of /etc, 443 and 80."""
    host = rendered(system, environment) / "host"
    for path in host.glob("*.upstream.conf"):
        shutil.copy(path, folder)
    return front(host, system, folder, FRONT, PLAIN)


@pytest.mark.parametrize("system,environment", PROFILES)
def test_nginx_takes_the_configuration(system, environment, tmp_path):
    assert configured(system, environment, tmp_path)
    ran = subprocess.run(["nginx", "-t", "-c", str(tmp_path / "nginx.conf")], capture_output=True, text=True)
    assert ran.returncode == 0 and "[warn]" not in ran.stderr, ran.stderr


@pytest.fixture
def machine(tmp_path):
    """nginx before stubs of BiletPro's services."""
    configured("biletpro", "prod", tmp_path)
    stubs = {}
    for path in sorted(tmp_path.glob("*.upstream.conf")):
        port = BACK + len(stubs)
        path.write_text(re.sub(r"127\.0\.0\.1:\d+", f"127.0.0.1:{port}", path.read_text()))
        stubs[path.name.split(".")[0]] = backend(port)
    nginx = subprocess.Popen(["nginx", "-c", str(tmp_path / "nginx.conf"), "-g", "daemon off;"])
    end = time.monotonic() + 10
    while time.monotonic() < end and not (tmp_path / "nginx.pid").exists():
        time.sleep(0.05)
    yield stubs, tmp_path
    nginx.terminate()
    nginx.wait(timeout=10)
    for stub in stubs.values():
        stub.stop()


def secure(host="api.biletpro.com"):
    context = ssl.create_default_context()
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    raw = socket.create_connection(("127.0.0.1", FRONT), timeout=10)
    return context.wrap_socket(raw, server_hostname=host)


def ask(path, method="GET", host="api.biletpro.com", body=None, **headers):
    connection = http.client.HTTPConnection("127.0.0.1", FRONT, timeout=10)
    connection.sock = secure(host)
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    connection.request(method, path, body=body, headers={"Host": host, **named})
    answer = connection.getresponse()
    content = answer.read().decode()
    connection.close()
    return answer, content


def test_requests_reach_their_service_with_what_it_must_know(machine):
    stubs, folder = machine
    answer, told = ask("/api/v1/auth/me", X_Forwarded_For="6.6.6.6", X_Forwarded_Proto="http")
    assert answer.status == 200 and stubs["auth"].asked == 1
    assert "X-Forwarded-Proto: https" in told and "X-Forwarded-For: 127.0.0.1" in told and "6.6.6.6" not in told
    assert "Host: api.biletpro.com" in told and answer.getheader("Strict-Transport-Security")
    assert ask("/api/v1/sales/orders")[0].status == 200 and stubs["sales"].asked == 1
    assert ask("/api/v1/other")[0].status == 200 and stubs["organization"].asked == 1
    line = (folder / "auth.access.log").read_text().split()
    assert line[1] == "200" and float(line[2]) >= 0 and line[3].startswith("127.0.0.1:")
    with socket.create_connection(("127.0.0.1", PLAIN), timeout=5) as plain:
        plain.sendall(b"GET /x?y=1 HTTP/1.0\r\nHost: api.biletpro.com\r\n\r\n")
        moved = plain.recv(4096).decode()
    assert " 301 " in moved and "Location: https://api.biletpro.com/x?y=1" in moved
    old = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    old.check_hostname, old.verify_mode = False, ssl.CERT_NONE
    old.set_ciphers("ALL:@SECLEVEL=0")
    old.minimum_version = old.maximum_version = ssl.TLSVersion.TLSv1_1
    with pytest.raises((ssl.SSLError, ConnectionError)):
        old.wrap_socket(socket.create_connection(("127.0.0.1", FRONT), timeout=5), server_hostname="api.biletpro.com")


def test_a_socket_is_upgraded(machine):
    connection = secure()
    connection.sendall(
        b"GET /api/v1/ws HTTP/1.1\r\nHost: api.biletpro.com\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
        b"Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n")
    answer = connection.recv(4096)
    assert b" 101 " in answer and b"s3pPLMBiTxaQ9kYGzzhZRbK+xOo=" in answer
    connection.sendall(b"hello")
    assert connection.recv(64) == b"<hello>"
    connection.close()


def test_more_than_the_profile_allows_is_refused(machine):
    """A hundred a minute with a burst of twenty; ten a minute with a burst of five where tickets are sold."""
    stubs, _ = machine
    began = time.monotonic()
    answers = []
    while len(answers) < 400 and not any(answer.status == 429 for answer in answers):
        answers.append(ask("/api/v1/auth/me")[0])
    good = [answer.status for answer in answers].count(200)
    assert 20 <= good <= 23 + (time.monotonic() - began) * 100 / 60, good
    refused = next(answer for answer in answers if answer.status != 200)
    assert refused.status == 429 and refused.getheader("Retry-After") == "60"
    assert refused.getheader("Content-Type") == "application/problem+json"
    assert stubs["auth"].asked == good


def test_checkout_has_its_own_limit(machine):
    stubs, _ = machine
    began = time.monotonic()
    statuses = [ask("/api/v1/sales/orders", "POST", body=b"{}")[0].status for _ in range(12)]
    assert 5 <= statuses.count(200) <= 7 + (time.monotonic() - began) / 6 and statuses.count(429) == 12 - statuses.count(200)
    assert stubs["sales"].asked == statuses.count(200), "a POST is never sent twice"


def test_public_answers_are_kept_for_each_host_apart_and_private_ones_never(machine):
    stubs, _ = machine
    first, told = ask("/api/v1/events/list")
    again, told_again = ask("/api/v1/events/list")
    assert (first.getheader("X-Cache"), again.getheader("X-Cache")) == ("MISS", "HIT") and told == told_again
    for _ in range(2):
        private, _ = ask("/api/v1/events/list", Authorization="Bearer t")
        assert private.getheader("X-Cache") == "BYPASS"
    assert stubs["event"].asked == 3
    stubs["event"].failing = True
    assert ask("/api/v1/events/other")[0].status == 503 and ask("/api/v1/events/other")[0].status == 503
    assert ask("/api/v1/events/other")[0].getheader("X-Cache") == "MISS", "a refusal is never kept"


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="not run: systemd-analyze is missing")
def test_systemd_understands_the_units(tmp_path):
    host = rendered("biletpro") / "host"
    units = tmp_path / "units"
    units.mkdir()
    unit = (host / "biletpro@.service").read_text()
    # The programs and files of a machine do not stand on this one.
    here = tmp_path / "etc"
    for name in ("slots/sales-blue-0", ):
        (here / name).mkdir(parents=True)
        shutil.copy("/bin/true", here / name / "hesap")
    (units / "biletpro@.service").write_text(unit.replace("/etc/biletpro", str(here)))
    shutil.copy(host / "biletpro.slice", units)
    words = ["systemd-analyze", "verify", "--man=no", str(units / "biletpro@sales-blue-0.service")]
    (units / "biletpro@sales-blue-0.service").symlink_to("biletpro@.service")
    ran = subprocess.run(words, capture_output=True, text=True, env={**os.environ, "SYSTEMD_UNIT_PATH": f"{units}:"})
    ours = [line for line in ran.stderr.splitlines() if "biletpro" in line]
    assert ran.returncode == 0 and ours == [], ran.stderr
    exposure = subprocess.run(
        ["systemd-analyze", "security", "--offline=yes", "--threshold=25", str(units / "biletpro@sales-blue-0.service")],
        capture_output=True, text=True)
    assert exposure.returncode == 0, exposure.stdout[-300:] + exposure.stderr


@pytest.mark.parametrize("system,environment", PROFILES)
def test_slot_is_a_program_that_a_shell_takes(system, environment, tmp_path):
    slot = rendered(system, environment) / "host/slot"
    subprocess.run(["sh", "-n", str(slot)], check=True)
    for name in ("systemctl", "journalctl", "nginx"):
        (tmp_path / name).write_text(f'#!/bin/sh\necho {name} "$@" >> {tmp_path}/calls\n')
        (tmp_path / name).chmod(0o755)
    settings = {**os.environ, "PATH": f"{tmp_path}:{os.environ['PATH']}", "SLOT_FOLDER": str(tmp_path / "etc")}
    service = next(iter(sorted((rendered(system, environment) / "host").glob("*.upstream.conf")))).name.split(".")[0]
    digest = "sha256:" + "7" * 64

    def call(*words):
        return subprocess.run(["sh", str(slot), *words], env=settings, capture_output=True, text=True)

    assert call(service, "start", "green", digest, "1", "5011").returncode == 0
    place = tmp_path / f"etc/slots/{service}-green-1"
    assert "PORT=5011" in (place / "environment").read_text() and "HESAP_ROLES=" in (place / "environment").read_text()
    assert os.readlink(place / "hesap") == str(tmp_path / "etc/releases" / ("7" * 64) / "hesap")
    assert call(service, "stop", "green").returncode == 0 and call(service, "reload").returncode == 0
    calls = (tmp_path / "calls").read_text().splitlines()
    assert calls[0] == f"systemctl restart {system}@{service}-green-1.service"
    assert calls[-1] == "nginx -s reload"
    assert call("nothing", "start", "blue", digest, "0", "5000").returncode == 64
    assert call(service, "dance").returncode == 64


@pytest.mark.parametrize("system,environment", PROFILES)
def test_compose_is_hardened_and_whole(system, environment):
    body = yaml.safe_load((rendered(system, environment) / "host/compose.yaml").read_text())
    assert set(body) == {"name", "services", "networks", "volumes"}, "compose takes no version any more"
    services = body["services"]
    for name, service in services.items():
        assert "sha256:DIGEST" in service["image"]
        if name != "database":
            assert service["read_only"] is True and service["cap_drop"] == ["ALL"] and service["user"] == "10001:10001"
        for needed in service.get("depends_on", {}):
            assert needed in services
        for port in service.get("ports", []):
            assert port.startswith("127.0.0.1:")
    ports = [port for service in services.values() for port in service.get("ports", [])]
    assert len({port.split(":")[1] for port in ports}) == len(ports)
    upstream = pathlib.Path(rendered(system, environment) / "host")
    blue = {re.search(r":(\d+) ", path.read_text()).group(1) for path in upstream.glob("*.upstream.conf")}
    assert blue <= {port.split(":")[1] for port in ports}


def test_docker_compose_reads_it(tmp_path):
    docker = shutil.which("docker")
    if docker is None or subprocess.run([docker, "compose", "version"], capture_output=True).returncode != 0:
        pytest.skip("not run: docker compose is missing")
    host = rendered("biletpro") / "host"
    for name in ("compose.yaml", "environment"):
        shutil.copy(host / name, tmp_path)
    (tmp_path / "secrets").write_text("JWT_SECRET=x\n")
    settings = {**os.environ, "HESAP_IMAGE": "hesap@sha256:" + "1" * 64, "DATABASE_IMAGE": "postgres@sha256:" + "2" * 64}
    words = [docker, "compose", "-f", str(tmp_path / "compose.yaml"), "--profile", "green", "config", "--quiet"]
    ran = subprocess.run(words, env=settings, capture_output=True, text=True)
    assert ran.returncode == 0, ran.stderr
