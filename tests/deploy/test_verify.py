"""Checks of public doors on real TLS: a good machine passes, and each fault is found by its check."""

import json
import os
import pathlib
import shutil
import subprocess
import tempfile
import time

import pytest

from conftest import Server, free_port
from machine import DEPLOY, PROFILE

HOST = "counter.example.com"

GOOD = {
    "protocols": "TLSv1.2 TLSv1.3", "redirect": "return 301 https://$host$request_uri;", "metrics": "return 404;",
    "forwarded": "203.0.113.9",
    "headers": 'add_header Strict-Transport-Security "max-age=63072000" always;', "up": "", "certificate": "good",
}

NGINX = """
worker_processes 1;
pid {folder}/nginx.pid;
error_log {folder}/nginx.log warn;
events {{ worker_connections 128; }}
http {{
    access_log off;
    client_body_temp_path {folder}/tmp; proxy_temp_path {folder}/tmp; fastcgi_temp_path {folder}/tmp;
    uwsgi_temp_path {folder}/tmp; scgi_temp_path {folder}/tmp;
    server {{ listen 127.0.0.1:{plain}; location / {{ {redirect} }} }}
    server {{
        listen 127.0.0.1:{secure} ssl;
        ssl_certificate {folder}/{certificate}.pem;
        ssl_certificate_key {folder}/key.pem;
        ssl_protocols {protocols};
        ssl_ciphers DEFAULT@SECLEVEL=0;
        {headers}
        location /metrics {{ {metrics} }}
        location / {{ {up} proxy_pass {server}; proxy_set_header Host $host; proxy_set_header X-Forwarded-Proto https;
            proxy_set_header X-Forwarded-For "{forwarded}"; }}
    }}
}}
"""


def openssl(*words, **more):
    done = subprocess.run(["openssl", *map(str, words)], capture_output=True, text=True, **more)
    assert done.returncode == 0, done.stderr
    return done.stdout


class Door:
    """nginx with certificates of an authority of our own, before the running demo."""

    def __init__(self, server):
        self.server = server
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="hesap-verify-"))
        os.chmod(self.folder, 0o755)
        (self.folder / "tmp").mkdir(mode=0o777)
        self.plain, self.secure = free_port(), free_port()
        (self.folder / "counter.yaml").write_text(PROFILE.format(port=22180, most=1))
        openssl("req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", self.folder / "ca.key", "-out", self.folder / "ca.pem",
                "-subj", "/CN=Test authority", "-days", "90")
        openssl("req", "-newkey", "rsa:2048", "-nodes", "-keyout", self.folder / "key.pem", "-out", self.folder / "request.pem", "-subj", f"/CN={HOST}")
        for name, host, days in (("good", HOST, 60), ("old", HOST, 10), ("foreign", "other.example.com", 60)):
            names = self.folder / "names"
            names.write_text(f"subjectAltName=DNS:{host}\n")
            openssl("x509", "-req", "-in", self.folder / "request.pem", "-CA", self.folder / "ca.pem", "-CAkey", self.folder / "ca.key",
                    "-CAcreateserial", "-days", days, "-extfile", names, "-out", self.folder / f"{name}.pem")
        self.nginx = None

    def serve(self, **changes):
        self.stop()
        text = NGINX.format(folder=self.folder, plain=self.plain, secure=self.secure, server=self.server.base, **{**GOOD, **changes})
        (self.folder / "nginx.conf").write_text(text)
        self.nginx = subprocess.Popen(["nginx", "-c", str(self.folder / "nginx.conf"), "-g", "daemon off;"])
        end = time.monotonic() + 5
        while time.monotonic() < end:
            if subprocess.run(["bash", "-c", f"exec 3<>/dev/tcp/127.0.0.1/{self.secure}"], capture_output=True).returncode == 0:
                return
            time.sleep(0.02)
        raise AssertionError((self.folder / "nginx.log").read_text())

    def verify(self, *more):
        doors = f"{HOST}=127.0.0.1:{self.secure},http:{HOST}=127.0.0.1:{self.plain}"
        done = subprocess.run(
            [*DEPLOY, "verify", str(self.folder / "counter.yaml"), "--environment", "test", "--at", doors, "--json", *more],
            capture_output=True, text=True, timeout=60,
            env={**os.environ, "SSL_CERT_FILE": str(self.folder / "ca.pem"), "CURL_CA_BUNDLE": str(self.folder / "ca.pem")},
        )
        return done, {check["check"].split()[0]: check for check in json.loads(done.stdout)["checks"]} if done.stdout.startswith("{") else {}

    def stop(self):
        if self.nginx:
            self.nginx.terminate()
            self.nginx.wait(timeout=10)
            self.nginx = None

    def remove(self):
        self.stop()
        shutil.rmtree(self.folder, ignore_errors=True)


@pytest.fixture(scope="module")
def door():
    server = Server(days=0, environment={"TRUSTED_PROXIES": "127.0.0.1"}).start()
    made = Door(server)
    try:
        yield made
    finally:
        made.remove()
        server.remove()


def test_a_good_machine_passes(door):
    door.serve()
    done, checks = door.verify()
    bad = {name: check for name, check in checks.items() if check["verdict"] != "pass"}
    assert not bad and done.returncode == 0, (bad, done.stderr)
    assert {"certificate", "old-tls", "https", "headers", "health", "private-details"} <= set(checks)
    assert all(check["evidence"] and check["milliseconds"] >= 0 and check["item"] for check in checks.values())


@pytest.mark.parametrize("check, said, change", [
    ("old-tls", "tls1", {"protocols": "TLSv1 TLSv1.1 TLSv1.2"}),
    ("certificate", "less than 21 days", {"certificate": "old"}),
    ("certificate", "", {"certificate": "foreign"}),
    ("https", "http answers", {"redirect": "return 200 plain;"}),
    ("headers", "strict-transport-security", {"headers": "proxy_hide_header Strict-Transport-Security;"}),
    ("health", "502", {"up": "return 502;"}),
    ("private-details", "/metrics", {"metrics": "return 200 figures;"}),
    # A proxy that hides who asks lets everybody pass for this machine itself.
    ("private-details", "/health tells details", {"forwarded": ""}),
])
def test_each_fault_is_found_by_its_check(door, check, said, change):
    door.serve(**change)
    done, checks = door.verify("--only", check)
    assert checks[check]["verdict"] == "fail" and said in checks[check]["evidence"], checks
    assert done.returncode == 1


def test_a_closed_door_fails_and_a_missing_program_is_no_verdict(door):
    door.stop()
    done, checks = door.verify("--only", "health,certificate")
    assert done.returncode == 1 and {check["verdict"] for check in checks.values()} == {"fail"}
    bare = subprocess.run(
        [*DEPLOY, "verify", str(door.folder / "counter.yaml"), "--environment", "test", "--only", "health"],
        capture_output=True, text=True, env={"PATH": "/nowhere"}, timeout=30,
    )
    assert bare.returncode == 2 and "could-not-run" in bare.stdout, bare.stdout + bare.stderr
