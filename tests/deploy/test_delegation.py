"""The wait for a delegation against a name server of the test's own, asked by the real dig: the wrong servers are none,
the wait survives `kill -9`, and the same command goes on as soon as the registrar points at the zone."""

import os
import signal
import socket
import struct
import threading
import time

import pytest

from emulated import TOOLS, Account
from machine import settle

pytestmark = pytest.mark.skipif(
    os.environ.get("HESAP_SOAK") != "1" or not (TOOLS / "bin/ministack").exists(),
    reason="part of make soak, with the emulators"
)
ZONE, NUMBER = "harbor.example.com", "111122225555"

PROFILE = """system: harbor
shape: ecs-fargate
regions: {primary: us-east-1}
environment: {name: prod, tier: economy, account: "111122225555"}
network: {cidr: 10.7.0.0/16, zones: 2, nat: single}
domains: {harbor.example.com: {zone: create}}
services:
  api:
    port: 8080
    host: api.harbor.example.com
    probes: {live: /livez, ready: /ready}
    size: {cpu: 0.25, memory: 512Mi}
    scale: {min: 1, max: 2, cpu: 60}
    uses: [database, jwt]
data:
  database: {engine: postgres, version: "17", class: db.t3.micro, storage: 20, name: harbor, multi-az: false, backups: 7d}
  jwt: {secret: generated, length: 64}
alarms: {to: ops@example.com}
budget: {monthly: 200}
waive:
  - {rule: single-replica, until: "2027-03-31", reason: "a test"}
  - {rule: no-multi-az, until: "2027-03-31", reason: "a test"}
"""


def name_of(text):
    return b"".join(bytes([len(part)]) + part.encode() for part in text.rstrip(".").split(".")) + b"\0"


class NameServer:
    """Answers every question for name servers with those that it was told."""

    def __init__(self):
        self.servers, self.asked = [], 0
        self.socket = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self.socket.bind(("127.0.0.1", 0))
        self.port = self.socket.getsockname()[1]
        threading.Thread(target=self.serve, daemon=True).start()

    def serve(self):
        while True:
            try:
                packet, who = self.socket.recvfrom(4096)
            except OSError:
                return
            end = packet.index(b"\0", 12) + 5
            kind = struct.unpack(">H", packet[end - 4:end - 2])[0]
            answers = [name_of(each) for each in self.servers] if kind == 2 else []
            self.asked += kind == 2
            head = packet[:2] + struct.pack(">HHHHH", 0x8580, 1, len(answers), 0, 0)
            records = b"".join(b"\xc0\x0c" + struct.pack(">HHIH", 2, 1, 60, len(each)) + each for each in answers)
            self.socket.sendto(head + packet[12:end] + records, who)


def test_the_wait_for_a_delegation_is_over_when_the_registrar_points_at_the_zone(cloud):
    account, server, tool = Account(cloud, NUMBER), NameServer(), None
    try:
        account.environment["HESAP_DEPLOY_RESOLVER"] = f"127.0.0.1#{server.port}"
        profile, state = cloud.folder / "harbor.yaml", cloud.folder / "state"
        profile.write_text(PROFILE)
        words = ["all", str(profile), "--environment", "prod", "--state", str(state), "--image", "sha256:" + "a" * 64, "--yes"]
        journal = state / "harbor/prod/journal.jsonl"

        def begun(step):
            return journal.exists() and f'"{step}"' in journal.read_text()

        delegated = "delegated-" + ZONE.replace(".", "-")
        server.servers = ["ns1.somebody-else.example."]
        tool = account.start(*words)
        settle(lambda: server.asked >= 1 or tool.poll() is not None, "nobody asked the name server", wait=60)
        assert tool.poll() is None, tool.communicate()[0]
        assert begun(delegated)
        lines = journal.read_text().count("\n")
        time.sleep(2)
        assert tool.poll() is None
        tool.send_signal(signal.SIGKILL)
        tool.communicate()
        assert journal.read_text().count("\n") == lines, "the wrong name servers were taken for ours"
        zones = account.aws("route53", "list-hosted-zones-by-name", "--dns-name", ZONE, region="us-east-1")["HostedZones"]
        zone = next(each["Id"] for each in zones if each["Name"] == ZONE + ".")
        server.servers = account.aws("route53", "get-hosted-zone", "--id", zone, region="us-east-1")["DelegationSet"]["NameServers"]
        asked = server.asked
        tool = account.start(*words)
        settle(lambda: tool.poll() is not None or journal.read_text().count("\n") > lines + 4, "it does not go on", wait=60)
        assert server.asked > asked
        assert journal.read_text().count("\n") > lines + 4, tool.communicate()[0]
    finally:
        if tool and tool.poll() is None:
            tool.kill()
            tool.communicate()
        server.socket.close()
