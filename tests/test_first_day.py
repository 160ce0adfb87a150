"""A venue that is not the demo: from `hesap organization create` to its first Z report, by screens alone."""

import json
import subprocess
import sys

from conftest import ARTIFACTS, ROOT, Server


def test_an_owner_with_nothing_but_a_login_comes_to_the_first_z_report():
    server = Server(demo=False).start()
    try:
        made = server.run("organization", "create", "--name", "Çınar Kafe", "--slug", "cinar", "--email", "sahip@cinar.test",
                          "--branch", "Moda", "--person", "Ayşe Çınar", "--json")
        assert made.returncode == 0, made.stderr
        owner = json.loads(made.stdout)
        command = [
            sys.executable, str(ROOT / "web/e2e/first_day.py"), "--base", server.base, "--email", owner["email"],
            "--password", owner["password"], "--out", str(ARTIFACTS / "screens"),
        ]
        done = subprocess.run(command, capture_output=True, text=True, timeout=180)
        assert done.returncode == 0, (done.stdout + done.stderr)[-1500:]
        for ledger in (server.run("ledger", "verify"), server.run("audit", "verify")):
            assert ledger.returncode == 0, ledger.stdout + ledger.stderr
    finally:
        server.remove()
