"""A person at the database of a running system: through a session that is logged, with a reason, no open door and no secret."""

import http.server
import json
import os
import pathlib
import socket
import sys
import threading

import pytest

from clusters import Cluster
from emulated import TOOLS
from operated import HAS_EMULATORS, NO_EMULATORS, NUMBER, PASSWORD, REGION

pytestmark = pytest.mark.skipif(not HAS_EMULATORS, reason=NO_EMULATORS)
PORT = 22300


PLUGIN = """#!{python} -SIE
import json, os, socket, sys, threading
if sys.argv[1:] == ["--version"]:
    print("1.2.814.0"); sys.exit(0)
open({seen!r}, "a").write(json.dumps([sys.argv, dict(os.environ)]) + "\\n")
asked = json.loads(sys.argv[5])
listener = socket.create_server(("127.0.0.1", int(asked["Parameters"]["localPortNumber"][0])))
def pump(one, other):
    while data := one.recv(65536):
        other.sendall(data)
    other.shutdown(socket.SHUT_WR)
while True:
    near = listener.accept()[0]
    far = socket.create_connection(("127.0.0.1", {port}))
    for pair in ((near, far), (far, near)):
        threading.Thread(target=pump, args=pair, daemon=True).start()
"""


@pytest.fixture()
def behind(system):
    """A database that only a session reaches: a real PostgreSQL with the secret's password, the plugin that AWS's command
    line starts (of the test's own: it forwards a port), and what answers `StartSession`."""
    os.chmod(system.cloud.folder, 0o755)
    cluster = Cluster(system.cloud.folder / "postgres", PORT, "behind").initialise().start()
    cluster.sql(f"create role biletpro login password '{PASSWORD}'")
    cluster.sql("create database biletpro owner biletpro")
    (cluster.data / "pg_hba.conf").write_text("local all all trust\nhost all postgres 127.0.0.1/32 trust\nhost all all 127.0.0.1/32 scram-sha-256\n")
    cluster.sql("select pg_reload_conf()")
    folder = system.cloud.folder / "sessions"
    folder.mkdir()
    seen = folder / "seen"
    for name, text in (
        ("session-manager-plugin", PLUGIN.format(python=sys.executable, seen=str(seen), port=PORT)),
        ("aws", f'#!/bin/sh\nif [ "$1 $2" = "ssm start-session" ]; then exec {TOOLS}/bin/aws "$@"; fi\nexec {system.cloud.folder}/bin/aws "$@"\n'),
    ):
        (folder / name).write_text(text)
        (folder / name).chmod(0o755)

    class Starts(http.server.BaseHTTPRequestHandler):
        asked = []

        def log_message(self, *_):
            pass

        def do_POST(self):
            self.asked.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
            body = json.dumps({"SessionId": "one", "TokenValue": "token", "StreamUrl": "wss://127.0.0.1/one"}).encode()
            self.send_response(200)
            self.send_header("Content-Type", "application/x-amz-json-1.1")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Starts)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    environment = {
        "PATH": f"{folder}:{os.environ['PATH']}", "PGSSLMODE": "prefer", "USER": "ayse",
        "HESAP_DEPLOY_ENDPOINT": f"{system.cloud.endpoint},ssm.start-session=http://127.0.0.1:{server.server_address[1]}",
    }
    try:
        yield environment, Starts.asked, seen
    finally:
        server.shutdown()
        server.server_close()
        cluster.remove()


class Watch(threading.Thread):
    """Reads every process's words, again and again, for a secret."""

    def __init__(self, secret):
        super().__init__(daemon=True)
        self.secret, self.over, self.found, self.rounds = secret.encode(), threading.Event(), [], 0

    def run(self):
        while not self.over.wait(0.05):
            for path in pathlib.Path("/proc").glob("[0-9]*/cmdline"):
                try:
                    words = path.read_bytes()
                except OSError:
                    continue
                if self.secret in words:
                    self.found.append(words)
            self.rounds += 1


def test_a_person_reaches_the_database_through_a_logged_session_with_a_reason_and_no_secret_in_sight(system, behind):
    environment, asked, seen = behind
    at = ["--port", str(PORT + 1), "--reason", "INC-7: a till counts twice"]
    tasks = {"ecs list-tasks": {"taskArns": [f"arn:aws:ecs:{REGION}:{NUMBER}:task/biletpro-cluster/0af1"]},
             "ecs describe-tasks": {"tasks": [{"containers": [{"runtimeId": "0af1-77"}]}]}}
    run = lambda *words, **more: system.run(("connect", "database"), *words, environment=environment, **more)
    assert "reason" in run("--port", str(PORT + 1), "--reason", "hm", check=64).stderr
    watch = Watch(PASSWORD)
    watch.start()
    with system.answering(tasks):
        done = run(*at, "--command", "select current_user || ' in ' || current_database(), pg_sleep(1)")
        failed = run(*at, "--command", "select nothing", check=None)
        shell = system.run(("connect", "shell"), "--reason", "INC-7: a till counts twice", "--dry-run", environment=environment).stderr
    watch.over.set()
    watch.join()
    assert "biletpro in biletpro" in done.stdout, done
    assert failed.returncode == 1 and 'column "nothing" does not exist' in failed.stderr, failed
    assert "ecs execute-command" in shell and "--task 0af1" in shell, shell
    assert asked[0]["DocumentName"] == "AWS-StartPortForwardingSessionToRemoteHost" and asked[0]["Reason"].startswith("INC-7")
    assert asked[0]["Target"] == "ecs:biletpro-cluster_0af1_0af1-77"
    assert asked[0]["Parameters"]["host"] == [system.database("biletpro-db")["Endpoint"]["Address"]]
    assert watch.rounds > 3 and not watch.found
    assert PASSWORD not in seen.read_text() + done.stdout + done.stderr + failed.stderr
    audit = [json.loads(line) for line in (system.folder / "audit.jsonl").read_text().splitlines()]
    assert [line["kind"] for line in audit] == ["begin", "intent", "result", "end"] * 2
    assert audit[0]["plan"] == "ayse: INC-7: a till counts twice" and audit[6]["status"] == 1
    with pytest.raises(OSError):
        socket.create_connection(("127.0.0.1", PORT + 1), 1)
