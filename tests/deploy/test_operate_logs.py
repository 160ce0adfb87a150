"""The logs of a running system, read from many places as one."""

import json
import signal
import time

import pytest

from operated import HAS_EMULATORS, NO_EMULATORS, PASSWORD

pytestmark = pytest.mark.skipif(not HAS_EMULATORS, reason=NO_EMULATORS)


def test_logs_are_merged_by_time_filtered_and_without_secrets(system):
    at = int(time.time() * 1000)
    for service, shift, text in (
        ("organization", 20, '{"level":"error","msg":"second","password":"' + PASSWORD + '"}'), ("auth", 10, "first postgres://hesap:hunter22@db/x"),
        ("auth", 30, "third Authorization: Bearer eyJhbGciOiJFZERTQSJ9.eyJzdWIiOiIxIn0.c2ln"), ("auth", -7_200_000, "long ago"),
    ):
        stream = f"task/{service}/{shift}"
        system.aws("logs", "create-log-stream", "--log-group-name", f"/biletpro/prod/{service}", "--log-stream-name", stream)
        system.aws("logs", "put-log-events", "--log-group-name", f"/biletpro/prod/{service}", "--log-stream-name", stream,
                   "--log-events", json.dumps([{"timestamp": at + shift - 1000, "message": text}]))
    shown = system.run("logs", "--since", "5m").stdout
    words = [next((word for word in ("first", "second", "third") if word in line), None) for line in shown.splitlines()]
    assert [word for word in words if word] == ["first", "second", "third"], shown
    assert "long ago" not in shown and "***" in shown
    for secret in (PASSWORD, "hunter22", "eyJhbGci"):
        assert secret not in shown, secret
    only = system.run("logs", "--since", "3h", "--service", "auth", "--filter", "long").stdout
    assert "long ago" in only and "first" not in only, only
    system.run("logs", "--service", "sells", check=64)
    # Follow shows each line once, also one that comes later, and ends by Ctrl-C as a success.
    following = system.start("logs", "--since", "5m", "--follow", "--service", "organization")
    time.sleep(3)
    system.aws("logs", "put-log-events", "--log-group-name", "/biletpro/prod/organization", "--log-stream-name", "task/organization/20",
               "--log-events", json.dumps([{"timestamp": int(time.time() * 1000), "message": "fourth"}]))
    time.sleep(6)
    following.send_signal(signal.SIGINT)
    said = following.communicate(timeout=20)[0]
    assert following.returncode == 0 and said.count("second") == 1 and said.count("fourth") == 1, said
