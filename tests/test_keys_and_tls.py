"""Token keys that are rotated, and HTTPS by a certificate file: a whole running server each."""

import base64
import hashlib
import hmac
import json
import pathlib
import signal
import ssl
import subprocess
import sys
import time
import urllib.error
import urllib.request

import pytest
from websockets.sync.client import connect

from conftest import Client, Server

OLD = "eski-" + "a" * 40


def sign_in(server):
    login = server.demo["owner"]
    signed = Client(server.base).post(
        "/api/v1/sign-in", {"email": login["email"], "password": login["password"]}, key=False)
    assert signed.status == 200, signed.body
    return signed.json["token"]


def status(server, token):
    return Client(server.base, token).get("/api/v1/session").status


def part(text):
    return json.loads(base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)))


def forged(token, secret):
    """The same claims under the same key's name, signed with another secret."""
    head, claims, _ = token.split(".")
    signature = hmac.new(secret.encode(), f"{head}.{claims}".encode(), hashlib.sha256).digest()
    return f"{head}.{claims}." + base64.urlsafe_b64encode(signature).decode().rstrip("=")


@pytest.fixture(scope="module")
def key_pair(tmp_path_factory):
    path = tmp_path_factory.mktemp("keys") / "token.pem"
    subprocess.run(["openssl", "genpkey", "-algorithm", "ed25519", "-out", str(path)], check=True, capture_output=True)
    return path


def test_tokens_outlive_one_rotation_of_the_key_and_no_second_one(key_pair):
    server = Server(days=0, environment={"JWT_SECRET": OLD}).start()
    try:
        old = sign_in(server)
        assert part(old.split(".")[0])["alg"] == "HS256" and status(server, old) == 200
        assert status(server, forged(old, "kimsenin-bilmedigi-" + "c" * 30)) == 401
        interrupted(server)
        # From the secret to a key pair; the secret's tokens still hold.
        server.environment = {"JWT_PRIVATE_KEY_FILE": str(key_pair), "JWT_PREVIOUS_SECRET": OLD}
        server.start()
        new = sign_in(server)
        assert part(new.split(".")[0])["alg"] == "EdDSA"
        assert status(server, old) == 200 and status(server, new) == 200
        server.stop()
        # The old secret is gone.
        server.environment = {"JWT_PRIVATE_KEY_FILE": str(key_pair)}
        server.start()
        assert status(server, old) == 401 and status(server, new) == 200
    finally:
        server.remove()


def interrupted(server):
    """Ctrl-C ends all of it: the server without a fault, and its PostgreSQL."""
    cluster = int((server.data / "cluster/cluster/postmaster.pid").read_text().split()[0])
    server.process.send_signal(signal.SIGINT)
    assert server.process.wait(timeout=30) == 0
    assert not pathlib.Path(f"/proc/{cluster}").exists() and not (server.data / "cluster/cluster/postmaster.pid").exists()
    assert pathlib.Path(server.log.name).read_text(encoding="utf-8").rstrip().endswith("Stopped.")


def certificate(chain, key):
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2",
         "-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost,IP:127.0.0.1", "-keyout", str(key),
         "-out", str(chain)], check=True, capture_output=True)


@pytest.fixture(scope="module")
def secure(tmp_path_factory):
    folder = tmp_path_factory.mktemp("tls")
    chain, key = folder / "chain.pem", folder / "key.pem"
    certificate(chain, key)
    server = Server(days=0, environment={"TLS_CERT_FILE": str(chain), "TLS_KEY_FILE": str(key)})
    server.base = server.base.replace("http://", "https://")
    server.trust = ssl.create_default_context(cafile=str(chain))
    server.files = chain, key
    server.start()
    yield server
    server.remove()


def ask(server, path, **headers):
    request = urllib.request.Request(server.base + path, headers=headers)
    return urllib.request.urlopen(request, timeout=10, context=server.trust)


def test_pages_and_calls_come_over_tls_and_browsers_are_told_to_stay(secure):
    for path in ("/menu/demo", "/pos/", "/livez", "/openapi.json"):
        with ask(secure, path) as answer:
            assert answer.status == 200
            assert answer.headers["Strict-Transport-Security"] == "max-age=31536000", path


def test_an_old_tls_is_refused(secure):
    weak = ssl.create_default_context()
    weak.check_hostname, weak.verify_mode = False, ssl.CERT_NONE
    weak.maximum_version = ssl.TLSVersion.TLSv1_1
    weak.minimum_version = ssl.TLSVersion.TLSv1_1
    with pytest.raises((urllib.error.URLError, ConnectionError, ssl.SSLError)):
        urllib.request.urlopen(secure.base + "/livez", timeout=5, context=weak)


def hello(server):
    login = server.demo["owner"]
    body = json.dumps({"email": login["email"], "password": login["password"]}).encode()
    request = urllib.request.Request(
        server.base + "/api/v1/sign-in", data=body, headers={"Content-Type": "application/json"})
    with urllib.request.urlopen(request, timeout=10, context=server.trust) as answer:
        token = json.load(answer)["token"]
    return json.dumps({"hello": {"token": token, "branch": server.demo["branches"][0]["id"], "screen": "boss"}})


def heard(socket, what, seconds=15):
    """Whether a message of that kind came."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if what in json.loads(socket.recv(timeout=10)):
            return True
    return False


def test_the_socket_speaks_tls_too(secure):
    with connect(secure.base.replace("https", "wss") + "/ws", ssl=secure.trust, open_timeout=10) as socket:
        socket.send(hello(secure))
        assert heard(socket, "live")


def test_a_renewed_certificate_is_shown_without_a_restart(secure):
    address = ("127.0.0.1", secure.port)
    chain, key = secure.files
    before = ssl.get_server_certificate(address)
    with connect(secure.base.replace("https", "wss") + "/ws", ssl=secure.trust, open_timeout=10) as socket:
        socket.send(hello(secure))
        assert heard(socket, "live")
        # Half of a renewal: the earlier pair stays.
        key.write_text("half a key")
        time.sleep(3)
        assert ssl.get_server_certificate(address) == before
        certificate(chain, key)
        end = time.monotonic() + 20
        while ssl.get_server_certificate(address) == before:
            assert time.monotonic() < end, "the new certificate is not shown"
            time.sleep(0.2)
        # Whoever was connected stays so.
        assert heard(socket, "heartbeat")
    secure.trust = ssl.create_default_context(cafile=str(chain))
    with ask(secure, "/livez") as answer:
        assert answer.status == 200


DEAF = """import sys, ssl
from websockets.sync.client import connect
with connect(sys.argv[1], ssl=ssl.create_default_context(cafile=sys.argv[2])) as socket:
    socket.send(sys.argv[3])
    print(socket.recv(timeout=10), flush=True)
    sys.stdin.read()
"""


def shutdowns(server):
    """How often the cluster was told to stop."""
    return (server.data / "cluster/postgresql.log").read_bytes().count(b"received fast shutdown request")


def test_a_stop_does_not_wait_for_screens_that_are_gone(secure):
    """A screen that is asleep, one that was killed; what was acknowledged before the stop is there after it."""
    words = [sys.executable, "-c", DEAF, secure.base.replace("https", "wss") + "/ws", str(secure.files[0]), hello(secure)]
    screens = [subprocess.Popen(words, stdin=subprocess.PIPE, stdout=subprocess.PIPE) for _ in range(2)]
    try:
        for screen in screens:
            assert screen.stdout.readline()
        screens[0].send_signal(signal.SIGSTOP)
        screens[1].kill()
        before = shutdowns(secure)
        began = time.monotonic()
        secure.process.send_signal(signal.SIGTERM)
        closed = None
        while secure.process.poll() is None:
            assert time.monotonic() - began < 30
            if closed is None and shutdowns(secure) > before:
                closed = time.monotonic() - began
            time.sleep(0.02)
        # What follows is PostgreSQL's own checkpoint, as quick as the disk.
        assert closed is not None and closed < 2, closed
    finally:
        for screen in screens:
            screen.kill()
            screen.wait()
    secure.start()
    assert ask(secure, "/livez").status == 200
