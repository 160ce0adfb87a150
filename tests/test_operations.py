"""Probes, figures, logs, spans, keys, backup: what the people who run Hesap rely on."""

import http.server
import json
import pathlib
import re
import shutil
import subprocess
import tempfile
import threading
import time
import uuid

import pytest

from conftest import ROOT, Client, Server, Till, free_port


def test_probes(server):
    anyone = Client(server.base)
    assert anyone.get("/livez").status == 200
    assert anyone.get("/ready").json["status"] in ("up", "degraded")
    health = anyone.get("/health").json
    names = {part["name"] for part in health["components"]}
    assert {"database", "redis", "memory", "disk", "queue"} <= names
    for path in ("/api/v1/actuator/health", "/api/v1/actuator/health/liveness", "/api/v1/actuator/health/readiness"):
        assert anyone.get(path).json == {"status": "UP"}


def test_metrics_tell_of_the_business_too(server, till):
    check = till.open_check([till.line()]).json
    till.pay_cash(check["id"], check["totals"]["total"])
    text = Client(server.base, "m" * 32).get("/metrics").body.decode()
    for name in ("hesap_requests_total", "hesap_request_seconds_bucket", "hesap_sales_", "hesap_sockets", "hesap_outbox"):
        assert name in text, name
    assert re.search(r"^# TYPE ", text, re.M)
    assert Client(server.base, "wrong" * 8).get("/metrics").status in (401, 404)


def test_what_waits_is_told_by_role():
    """A server without the role that works it off tells how much waits: copies of that role follow it."""
    server = Server(days=0, environment={"HESAP_ROLES": "gateway,realtime"}).start()
    try:
        till = Till(server)
        check = till.open_check([till.line()]).json
        till.pay_cash(check["id"], check["totals"]["total"])
        end, waiting = time.monotonic() + 30, {}
        while not waiting.get("processor") and time.monotonic() < end:
            text = Client(server.base, "m" * 32).get("/metrics").body.decode()
            waiting = {role: int(number) for role, number in re.findall(r'^hesap_backlog\{role="(\w+)"\} (\d+)$', text, re.M)}
            time.sleep(0.5)
    finally:
        server.stop()
    assert waiting["processor"] > 0, waiting
    assert set(waiting) == {"gateway", "realtime", "processor", "reconciler", "notifier", "analytics", "relay", "web"}


def test_logs_are_json_and_name_no_one(server, till):
    check = till.open_check([till.line()]).json
    till.pay_cash(check["id"], check["totals"]["total"])
    lines = [line for line in open(server.log.name, encoding="utf-8") if line.startswith("{")]
    assert lines
    for line in lines:
        json.loads(line)
    text = "".join(lines)
    for person in server.demo["people"]:
        assert person["name"] not in text
    assert server.demo["owner"]["email"] not in text and server.demo["owner"]["password"] not in text


def test_spans_reach_a_collector():
    taken = []

    class Collector(http.server.BaseHTTPRequestHandler):
        def do_POST(self):
            taken.append((self.path, json.loads(self.rfile.read(int(self.headers["Content-Length"])))))
            self.send_response(200)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *_):
            pass

    port = free_port()
    collector = http.server.ThreadingHTTPServer(("127.0.0.1", port), Collector)
    threading.Thread(target=collector.serve_forever, daemon=True).start()
    server = Server(days=0, environment={"OTEL_EXPORTER_OTLP_ENDPOINT": f"http://127.0.0.1:{port}"}).start()
    try:
        trace = uuid.uuid4().hex
        till = Till(server)
        till.call("GET", f"{till.prefix}/floor", headers={"traceparent": f"00-{trace}-{uuid.uuid4().hex[:16]}-01"})
        end = time.monotonic() + 15
        found = None
        while not found and time.monotonic() < end:
            spans = [
                span for _, body in taken for resource in body["resourceSpans"]
                for scope in resource["scopeSpans"] for span in scope["spans"]
            ]
            found = next((span for span in spans if span["traceId"] == trace), None)
            time.sleep(0.2)
        assert found, "the caller's trace never arrived"
        assert all(path == "/v1/traces" for path, _ in taken)
    finally:
        server.remove()
        collector.shutdown()


def test_a_key_opens_the_api_and_is_shown_once(server):
    made = server.run("key", "create", "--organization", "demo", "--mode", "test")
    assert made.returncode == 0, made.stderr
    key = re.search(r"sk_test_\S+", made.stdout).group(0)
    session = Client(server.base, key).get("/api/v1/session")
    assert session.status == 200 and session.json["organization"]["slug"] == "demo"


def test_verify_commands_run_beside_the_server(server):
    for command in ("ledger", "audit"):
        done = server.run(command, "verify")
        assert done.returncode == 0, done.stdout + done.stderr


def test_usage_errors_have_status_64(server):
    assert server.run("nonsense").returncode == 64
    assert server.run("key", "create").returncode == 64


def test_configuration_faults_are_told_all_at_once():
    server = Server(environment={"JWT_LIFETIME": "soon", "CORS_ORIGINS": "nonsense", "DB_PORT": "x"})
    with pytest.raises(RuntimeError):
        server.start(wait=20)
    text = open(server.log.name, encoding="utf-8").read()
    for name in ("JWT_LIFETIME", "CORS_ORIGINS", "DB_PORT"):
        assert name in text
    shutil.rmtree(server.data, ignore_errors=True)


def metric(server, name):
    text = Client(server.base, "m" * 32).get("/metrics").body.decode()
    return float(re.search(rf"^{name} (\S+)$", text, re.M).group(1))


def until(work, seconds):
    end = time.monotonic() + seconds
    while not work():
        assert time.monotonic() < end, "it did not happen in time"
        time.sleep(0.5)


def fill_a_segment(server):
    """Ends the WAL's segment, so that the archive is asked to take it."""
    words = ["psql", "-h", str(server.data / "cluster/socket"), "-U", "postgres", "-d", "hesap", "-c",
             "select pg_logical_emit_message(true, 'probe', 'x')", "-c", "select pg_switch_wal()"]
    subprocess.run(words, check=True, capture_output=True, timeout=30)


def test_an_archive_that_takes_no_more_raises_an_alarm_and_ends_it():
    server = Server(days=0).start()
    place = pathlib.Path(tempfile.mkdtemp(prefix="hesap-backup-"))
    try:
        made = server.run("backup", str(place / "copy"))
        assert made.returncode == 0, made.stderr
        assert metric(server, "hesap_wal_archive_failing") == 0
        # As when the disk or share of the archive is gone.
        (place / "copy").rename(place / "away")
        fill_a_segment(server)
        until(lambda: metric(server, "hesap_wal_archive_failing") == 1, 90)
        log = pathlib.Path(server.log.name)
        assert "the archive takes no WAL" in log.read_text(encoding="utf-8")
        (place / "away").rename(place / "copy")
        fill_a_segment(server)
        until(lambda: metric(server, "hesap_wal_archive_failing") == 0, 150)
        assert "the archive takes WAL again" in log.read_text(encoding="utf-8")
    finally:
        server.remove()
        shutil.rmtree(place, ignore_errors=True)


def test_a_running_server_shows_screens_that_were_built_anew(tmp_path):
    screens = tmp_path / "dist"
    shutil.copytree(ROOT / "web/dist", screens)
    server = Server(days=0, web=screens).start()
    try:
        before = Client(server.base).get("/pos/")
        page = screens / "pos/index.html"
        page.write_text(page.read_text(encoding="utf-8").replace("</head>", "<meta name=built content=anew></head>"),
                        encoding="utf-8")
        for packed in (screens / "pos").glob("index.html.*"):
            packed.unlink()
        (screens / "assets/anew.js").write_text("// anew", encoding="utf-8")
        assert Client(server.base).get("/assets/anew.js").status == 404
        # What the build writes last.
        (screens / ".state").write_text(uuid.uuid4().hex)
        until(lambda: b"content=anew" in Client(server.base).get("/pos/").body, 15)
        after = Client(server.base).get("/pos/")
        assert after.headers["ETag"] != before.headers["ETag"]
        assert Client(server.base).get("/assets/anew.js").body == b"// anew"
    finally:
        server.remove()


def test_a_backup_restores_to_a_moment_and_the_books_balance():
    server = Server(days=0).start()
    copy = tempfile.mkdtemp(prefix="hesap-backup-")
    restored = tempfile.mkdtemp(prefix="hesap-restored-")
    shutil.rmtree(copy)
    shutil.rmtree(restored)
    try:
        till = Till(server)
        till.open_drawer()

        def sale():
            check = till.open_check([till.line()]).json
            assert till.pay_cash(check["id"], check["totals"]["total"]).json["state"] == "closed"
            return check["id"]

        before = sale()
        done = server.run("backup", copy)
        assert done.returncode == 0, done.stdout + done.stderr
        between = sale()
        time.sleep(1.1)
        moment = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime())
        time.sleep(1.1)
        after = sale()
        server.stop()
        import subprocess

        from conftest import BINARY

        done = subprocess.run(
            [str(BINARY), "restore", copy, "--to", moment, "--data", restored], capture_output=True, text=True, timeout=180
        )
        assert done.returncode == 0, done.stdout + done.stderr
        second = Server(data=restored, demo=False).start()
        try:
            second.demo = server.demo
            assert second.run("ledger", "verify").returncode == 0
            again = Client(second.base)
            login = server.demo["owner"]
            token = again.post("/api/v1/sign-in", {"email": login["email"], "password": login["password"]}, key=False)
            owner = Client(second.base, token.json["token"])
            assert owner.get(f"{till.prefix}/checks/{before}").status == 200
            assert owner.get(f"{till.prefix}/checks/{between}").status == 200
            assert owner.get(f"{till.prefix}/checks/{after}").status == 404
        finally:
            second.stop()
    finally:
        server.remove()
        shutil.rmtree(copy, ignore_errors=True)
        shutil.rmtree(restored, ignore_errors=True)
