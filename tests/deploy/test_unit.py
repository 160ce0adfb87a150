"""The rendered unit under the real systemd, which runs in namespaces of its own on a copy-on-write view of this machine:
its user, its walls and its restarts, and a roll-out between two versions under load."""

import contextlib
import os
import pathlib
import shutil
import subprocess
import time

import pytest

from conftest import Client
from machine import settle
from test_rollout import BLUE, GREEN, Load, Venue, report, standing

INIT = pathlib.Path("/lib/systemd/systemd")
GROUPS = pathlib.Path("/sys/fs/cgroup")
UNIFIED = (GROUPS / "cgroup.controllers").exists()
pytestmark = pytest.mark.skipif(
    os.environ.get("HESAP_SOAK") != "1" or os.geteuid() != 0 or not INIT.exists() or not (UNIFIED or (GROUPS / "systemd").is_dir()),
    reason="not run: part of make soak, as root, where systemd is installed")

ENTER = """#!/bin/sh
set -e
echo $$ > {group}/cgroup.procs
exec unshare --mount --pid --fork --uts --ipc --cgroup sh {folder}/boot
"""

BOOT = """set -e
mount --make-rprivate /
view={view}/root
mount -t tmpfs tmpfs {view}
mkdir {view}/upper {view}/work $view
mount -t overlay overlay -o lowerdir=/,upperdir={view}/upper,workdir={view}/work $view
mount -t proc proc $view/proc
mount -t sysfs -o ro sysfs $view/sys
if [ {unified} = True ]; then
    mount -t cgroup2 cgroup2 $view/sys/fs/cgroup
else
    mount -t tmpfs -o mode=755 tmpfs $view/sys/fs/cgroup
    mkdir $view/sys/fs/cgroup/systemd
    mount -t cgroup -o none,name=systemd cgroup $view/sys/fs/cgroup/systemd
fi
mount -t tmpfs -o mode=755 tmpfs $view/dev
for device in null zero full random urandom tty; do touch $view/dev/$device; mount --bind /dev/$device $view/dev/$device; done
mkdir $view/dev/shm $view/dev/pts
mount -t devpts -o newinstance,ptmxmode=0666 devpts $view/dev/pts
ln -s pts/ptmx $view/dev/ptmx
ln -s /proc/self/fd $view/dev/fd
for place in dev/shm run tmp; do mount -t tmpfs -o mode=1777 tmpfs $view/$place; done
chmod 755 $view/run
mount --bind {folder} $view{folder}
cp {folder}/counter@.service {folder}/counter.slice {folder}/lab.target $view/etc/systemd/system/
exec env -i container=oci PATH=/usr/sbin:/usr/bin:/sbin:/bin chroot $view {init} --system --unit=lab.target --log-target=journal
"""


class Walled(Venue):
    """The same machine, its services kept by systemd itself."""

    place = "/srv"

    def install(self, host):
        super().install(host)
        shutil.copy(host / "counter.slice", self.folder)
        # Below temporary folders a unit with PrivateTmp sees nothing.
        assert not str(self.folder).startswith(("/tmp", "/var/tmp"))

    def programs(self):
        super().programs()
        self.group = GROUPS / ("" if UNIFIED else "systemd") / f"{self.folder.name}"
        self.group.mkdir()
        self.view = self.folder / "view"
        self.view.mkdir()
        (self.folder / "lab.target").write_text("[Unit]\nDescription=A machine\nRequires=basic.target\nAfter=basic.target\n")
        values = {"folder": self.folder, "view": self.view, "group": self.group, "unified": UNIFIED, "init": INIT}
        (self.folder / "boot").write_text(BOOT.format(**values))
        (self.folder / "enter").write_text(ENTER.format(**values))
        self.log = open(self.folder / "systemd.log", "wb")
        self.outside = subprocess.Popen(["sh", str(self.folder / "enter")], stdout=self.log, stderr=self.log, stdin=subprocess.DEVNULL)
        settle(lambda: self.init is not None, "systemd does not start")
        for name in ("systemctl", "journalctl"):
            path = self.folder / "bin" / name
            path.write_text(f"#!/bin/sh\nexec nsenter -t {self.init} -m -p -u -i -C chroot {self.view}/root /bin/{name} \"$@\"\n")
            path.chmod(0o755)
        settle(lambda: self.systemctl("is-active", "basic.target") == "active", "the machine does not come up: " + (self.folder / "systemd.log").read_text())

    @property
    def init(self):
        """The process that is systemd: the child of `unshare`, into which the shell has turned."""
        with contextlib.suppress(OSError):
            children = pathlib.Path(f"/proc/{self.outside.pid}/task/{self.outside.pid}/children").read_text().split()
            if children and pathlib.Path(f"/proc/{children[0]}/comm").read_text().strip() == "systemd":
                return int(children[0])
        return None

    def systemctl(self, *words):
        done = subprocess.run([str(self.folder / "bin/systemctl"), *words], capture_output=True, text=True, timeout=60)
        return done.stdout.strip()

    def journal(self, unit):
        words = [str(self.folder / "bin/journalctl"), "--no-pager", "-u", unit, "-n", "30"]
        return subprocess.run(words, capture_output=True, text=True).stdout

    def told(self, unit, name):
        return self.systemctl("show", "-p", name, "--value", unit)

    def within(self, unit, script):
        """As root, inside the walls of a copy."""
        process = self.told(unit, "MainPID")
        lines = f'grep -lx "NSpid:.*[[:space:]]{process}" /proc/[0-9]*/status | cut -d/ -f3'
        outer = [each for each in subprocess.run(["sh", "-c", lines], capture_output=True, text=True).stdout.split()
                 if os.readlink(f"/proc/{each}/ns/pid") == os.readlink(f"/proc/{self.init}/ns/pid")]
        assert len(outer) == 1, outer
        return int(outer[0]), subprocess.run(["nsenter", "-t", outer[0], "-m", "-r", "sh", "-c", script], capture_output=True, text=True)

    def remove(self):
        try:
            super().remove()
        finally:
            if self.init:
                os.kill(self.init, 9)
            self.outside.wait(timeout=20)
            self.log.close()
            for path in sorted(self.group.rglob("*"), key=lambda path: -len(path.parts)):
                if path.is_dir():
                    path.rmdir()
            self.group.rmdir()
            shutil.rmtree(self.folder, ignore_errors=True)


@pytest.fixture(scope="module")
def walled():
    with standing(Walled()) as made:
        yield made


def test_a_copy_runs_as_nobody_in_particular_behind_its_walls(walled):
    done = walled.machine.deploy("rollout", "--image", walled.first, "--bake", "0s", "--hold", "0s", "--settle", "30s")
    unit = "counter@api-blue-0.service"
    assert done.returncode == 0, done.stdout + done.stderr + walled.journal(unit)
    assert walled.told(unit, "ActiveState") == "active" and walled.told(unit, "NRestarts") == "0"
    process, tried = walled.within(unit, "for place in /etc /usr /srv /var/lib; do touch $place/x && echo $place; done; ls /home; ls /root; ls -A /tmp")
    status = dict(line.split(":\t", 1) for line in pathlib.Path(f"/proc/{process}/status").read_text().splitlines() if ":\t" in line)
    users = {int(number) for number in status["Uid"].split()}
    assert len(users) == 1 and 61184 <= users.pop() <= 65519, status["Uid"]
    assert int(status["CapEff"], 16) == int(status["CapBnd"], 16) == 0 and status["NoNewPrivs"] == "1" and status["Seccomp"] == "2", status
    assert tried.stdout == "" and tried.stderr.count("Read-only file system") == 4, tried
    limits = pathlib.Path(f"/proc/{process}/limits").read_text()
    assert "16384" in next(line for line in limits.splitlines() if line.startswith("Max open files"))
    assert walled.told(unit, "ControlGroup").startswith("/counter.slice/")


def test_a_roll_out_under_the_real_systemd_fails_no_request(walled):
    began = time.monotonic()
    with Load(walled) as load:
        done = walled.rollout(walled.second)
        time.sleep(0.5)
    report("roll-out, real systemd", load, began)
    assert done.returncode == 0, done.stdout + done.stderr
    assert load.failures == []
    assert load.requests > 300 and load.sales > 10 and load.reconnects >= 1
    assert walled.serving["image"] == walled.second
    assert walled.told("counter@api-blue-0.service", "ActiveState") == "inactive"
    assert walled.told("counter@api-blue-0.service", "Result") == "success", "it ended in time and by itself"
    with pytest.raises(OSError):
        Client(f"http://127.0.0.1:{BLUE}").get("/ready")


def test_a_copy_that_dies_comes_back_by_itself(walled):
    unit = "counter@api-green-0.service"
    process, _ = walled.within(unit, "true")
    os.kill(process, 9)
    settle(lambda: walled.told(unit, "NRestarts") == "1" and walled.told(unit, "ActiveState") == "active", "it stays away")
    walled.wait_ready(GREEN)
