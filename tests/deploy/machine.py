"""One machine that runs a system of shape `host`: its profile, the words of the tool, a clean environment."""

import os
import subprocess
import time

from conftest import BINARY

DEPLOY = [os.environ["HESAP_DEPLOY"]] if "HESAP_DEPLOY" in os.environ else [str(BINARY), "deploy"]

PROFILE = """system: counter
shape: host
regions: {{primary: eu-central-1}}
environment: {{name: test, tier: economy, account: "111122223333"}}
domains: {{example.com: {{zone: existing}}}}
services:
  api:
    roles: [gateway, realtime, processor]
    port: {port}
    host: counter.example.com
    probes: {{live: /livez, ready: /ready}}
    scale: {{min: 1, max: {most}, cpu: 70}}
    migrate: {{run: "hesap migrate", when: before}}
    uses: [database, jwt]
data:
  database: {{engine: postgres, version: "17", class: db.t3.micro, storage: 20, name: hesap, multi-az: false, backups: 7d}}
  jwt: {{secret: generated, length: 64}}
rollout: {{strategy: canary, steps: [10, 50, 100], bake: 1m, abort-on: ["5xx>0.1%"]}}
alarms: {{to: ops@example.com}}
budget: {{monthly: 100}}
"""


def clean_environment(**more):
    """This process' variables without what would point a server somewhere else."""
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("HESAP_", "DATABASE_", "PG"))}
    return {**kept, **more}


def settle(condition, what, wait=20):
    """Waits until a condition holds; what is missing is said when it does not."""
    end = time.monotonic() + wait
    while time.monotonic() < end:
        if condition():
            return
        time.sleep(0.05)
    raise AssertionError(f"after {wait} s: {what}")


class Machine:
    """The folder of a machine, in which the profile lies and the tool keeps its own state."""

    def __init__(self, folder, port, most=1, **environment):
        self.folder = folder
        self.profile = folder / "counter.yaml"
        self.profile.write_text(PROFILE.format(port=port, most=most))
        self.environment = clean_environment(**environment)

    @property
    def words(self):
        return [str(self.profile), "--environment", "test", "--folder", str(self.folder), "--state", str(self.folder)]

    def command(self, verb, *more):
        return [*DEPLOY, verb, *self.words, *more]

    def deploy(self, verb, *more, timeout=120):
        return subprocess.run(self.command(verb, *more), env=self.environment, capture_output=True, text=True, timeout=timeout)

    def start(self, verb, *more, **options):
        return subprocess.Popen(self.command(verb, *more), env=self.environment, **options)
