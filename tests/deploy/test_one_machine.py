"""A system on one machine: copies come and go, a migration passes its status on, a drill on a copy of the standby."""

import http.server
import json
import os
import re
import socket
import subprocess
import threading

import pytest

from clusters import PROGRAMS, Cluster
from machine import DEPLOY, Machine

PORT = 22310


class Counter(Machine):
    """A machine with a `slot` of the test's own."""

    def __init__(self, folder):
        folder.mkdir()
        super().__init__(folder, PORT + 50, most=2)

    def run(self, verb, *more, check=0, environment=None):
        verbs = [verb] if isinstance(verb, str) else verb
        done = subprocess.run([*DEPLOY, *verbs, *self.words, *more], env={**self.environment, **(environment or {})},
                              capture_output=True, text=True, timeout=120)
        assert check is None or done.returncode == check, f"{verb} {more}: {done.returncode}\n{done.stdout}\n{done.stderr}"
        return done


def test_a_drill_on_a_copy_of_the_standby_is_measured_and_touches_nothing(tmp_path):
    os.chmod(tmp_path, 0o755)
    for parent in list(tmp_path.parents)[:3]:
        if str(parent).startswith("/tmp/"):
            os.chmod(parent, 0o755)
    machine = Counter(tmp_path / "machine")
    os.chmod(machine.folder, 0o777)
    first = Cluster(tmp_path / "a", PORT, "a").initialise().start()
    second = None
    try:
        second = Cluster(tmp_path / "b", PORT + 1, "b").follow(first).start()
        first.sql("create database hesap")
        reach = ["setpriv", "--reuid=postgres", "--regid=postgres", "--init-groups"] if os.geteuid() == 0 else []
        (machine.folder / "cluster.json").write_text(json.dumps({
            "service": "hesap", "database": "hesap", "user": "postgres", "programs": str(PROGRAMS), "synchronous": False, "writer": "a", "beat": 50,
            "nodes": [{"name": node.name, "host": "127.0.0.1", "port": node.port, "data": str(node.data), "log": str(node.log), "reach": reach}
                      for node in (first, second)]}))
        (machine.folder / "pg_service.conf").write_text(f"[hesap]\nhost=127.0.0.1\nport={PORT}\n")
        machine.run("heartbeat", "--count", "5")
        beats = first.sql("select count(*) from pg_stat_replication")
        done = machine.run("drill", "--port", str(PORT + 5)).stdout
        figures = re.search(r"writable after (\d+\.\d) s \(promised \d+ s\); (\d+\.\d) s of data behind", done)
        assert figures and 0 < float(figures[1]) < 60 and float(figures[2]) < 5, done
        assert first.sql("select pg_is_in_recovery()") == "f" and second.sql("select pg_is_in_recovery()") == "t"
        assert first.sql("select count(*) from pg_stat_replication") == beats == "1"
        with pytest.raises(OSError):
            socket.create_connection(("127.0.0.1", PORT + 5), 1)
        assert not list((machine.folder / "drill").glob("*"))
        assert "More than promised" in machine.run("drill", "--port", str(PORT + 5), "--rto", "0s", check=1).stderr
        told = next(machine.folder.rglob("journal.jsonl")).read_text().splitlines()
        assert sum('"rto"' in line for line in told) == 2 == sum('"begun"' in line for line in told), told
    finally:
        for one in (first, second):
            if one:
                one.remove()


def test_on_one_machine_copies_come_and_go_and_a_migration_passes_its_status_on(tmp_path):
    machine = Counter(tmp_path / "machine")
    slot = machine.folder / "slot"
    slot.write_text(
        f"#!/bin/sh\necho \"$*\" >> {machine.folder}/asked\n"
        'case $2 in migrate) echo "schema is at 41 password=hunter22"; exit ${STATUS:-0};; reload) exit ${RELOAD:-0};; esac\n'
    )
    slot.chmod(0o755)
    image = "sha256:" + "b" * 64
    assert "what serves now" in machine.run("scale", "--service", "api", "--to", "2", check=1).stderr
    (machine.folder / "api.serving.json").write_text(json.dumps({"slot": "blue", "image": image, "previous": ""}))
    (machine.folder / "api.upstream.conf").write_text("# before\n")

    class Ready(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            self.send_response(200)
            self.end_headers()

        def log_message(self, *_):
            pass

    copies = [http.server.ThreadingHTTPServer(("127.0.0.1", PORT + 50 + i), Ready) for i in range(2)]
    for copy in copies:
        threading.Thread(target=copy.serve_forever, daemon=True).start()
    try:
        assert "Nothing was done." in machine.run("scale", "--service", "api", "--to", "2", "--dry-run").stdout
        done = machine.run("scale", "--service", "api", "--to", "2").stdout
        assert "1 → 2 copies" in done and "paid for already" in done, done
        upstream = (machine.folder / "api.upstream.conf").read_text()
        assert upstream.count("server 127.0.0.1:223") == 2, upstream
        assert f"api start blue {image} 1 {PORT + 51}" in (machine.folder / "asked").read_text()
        machine.run("scale", "--service", "api", "--back", environment={"RELOAD": "1"}, check=1)
        assert (machine.folder / "api.upstream.conf").read_text() == upstream
        machine.run("scale", "--service", "api", "--back")
        assert (machine.folder / "asked").read_text().splitlines()[-1] == "api stop blue 1"
    finally:
        for copy in copies:
            copy.shutdown()
            copy.server_close()
    done = machine.run("migrate").stdout
    assert f"api migrate {image}" in done and "schema is at 41" in done and "hunter22" not in done, done
    assert "status 7" in machine.run("migrate", environment={"STATUS": "7"}, check=7).stderr
    shell = machine.run(("connect", "shell"), "--reason", "looking at the till", check=3).stderr
    assert "on this machine itself" in shell
