"""The browser journeys of web/e2e, on a demo server of their own: they close the day at their end."""

import subprocess
import sys

from conftest import ARTIFACTS, BINARY, ROOT, Server


def test_types_of_the_screens_are_those_of_the_server(tmp_path):
    document = tmp_path / "openapi.json"
    document.write_bytes(subprocess.run([str(BINARY), "openapi"], capture_output=True, check=True, timeout=60).stdout)
    check = ["node", str(ROOT / "web/tools/openapi-ts.mjs"), str(document), "--check", str(ROOT / "web/lib/api.gen.ts")]
    done = subprocess.run(check, capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr


def test_journeys_on_the_screens():
    server = Server().start()
    try:
        command = [
            sys.executable, str(ROOT / "web/e2e/run.py"), "--base", server.base,
            "--demo", str(server.data / "demo.json"), "--out", str(ARTIFACTS / "screens"),
        ]
        done = subprocess.run(command, capture_output=True, text=True, timeout=900)
        (ARTIFACTS / "screens.txt").write_text(done.stdout + done.stderr)
        lines = done.stdout.strip().splitlines()
        failed = [line for line in lines if line.startswith("FAIL")]
        assert done.returncode == 0, "\n".join(failed or lines[-5:])
        print(lines[-1])
    finally:
        server.remove()
