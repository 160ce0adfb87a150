"""The rendered Dockerfile: built without network from a Debian base, run as nobody with a read-only root, and it sells.

The image of this test holds the debug binary with Swift's libraries beside it; `make image` builds the one with Swift's
libraries inside. The Dockerfile and its scripts are the same.
"""

import hashlib
import json
import os
import pathlib
import shutil
import signal
import stat
import subprocess
import tempfile
import time

import pytest

from clusters import Cluster
from conftest import BINARY, ROOT, Client, Server, Till
from rendered import rendered

PORT, DATABASE = 22210, 22211
WEB = pathlib.Path(os.environ.get("HESAP_WEB_DIST", ROOT / "web/dist"))
KEPT = pathlib.Path(os.environ.get("HESAP_IMAGE_CACHE", ROOT / ".cache/image"))

# The image's root is read-only but for /tmp, as Kubernetes and compose mount it; then root's rights are given up.
ENTER = """
set -e
mount --bind "$1" "$1"
mount -t tmpfs -o mode=1777,size=256m tmpfs "$1/tmp"
mount -t proc proc "$1/proc"
mount -t tmpfs -o mode=755,size=64k tmpfs "$1/dev"
for node in null zero random urandom; do touch "$1/dev/$node"; mount --bind "/dev/$node" "$1/dev/$node"; done
mount -o remount,bind,ro "$1"
shift
exec "$@"
"""


def missing():
    if os.geteuid() != 0:
        return "building and changing the root need root"
    absent = [name for name in ("buildah", "debootstrap", "unshare", "setpriv", "mount") if shutil.which(name) is None]
    return f"{', '.join(absent)} cannot be found" if absent else None


pytestmark = pytest.mark.skipif(missing() is not None, reason=f"not run: {missing()}")


class Image:
    """The image of a test run, in a storage of its own."""

    def __init__(self):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="hesap-image-"))
        # The layers are copied several times over: in memory this takes no time.
        subprocess.run(["mount", "-t", "tmpfs", "-o", "mode=755,size=4g", "tmpfs", str(self.folder)], check=True)
        self.storage = f"--root {self.folder}/store --runroot {self.folder}/run --storage-driver vfs"
        # Whose day it is does not matter here: the updates of the day are left to the soak.
        self.environment = {**os.environ, "STORAGE": self.storage, "BUILDAH_ISOLATION": "chroot", "SECURITY": ""}
        self.scripts = rendered("pixpos") / "container"
        self.base = self.script("base.sh", KEPT)
        self.script("stage.sh", BINARY, WEB, self.folder / "context")
        self.digest = self.build()

    def script(self, name, *words):
        command = ["sh", str(self.scripts / name), *map(str, words)]
        ran = subprocess.run(command, env=self.environment, capture_output=True, text=True, timeout=300)
        assert ran.returncode == 0, f"{name}: {ran.stdout}{ran.stderr}"
        return ran.stdout.strip()

    def build(self):
        return self.script("build.sh", self.folder / "context", self.base, "localhost/hesap:test")

    def buildah(self, *words):
        command = ["buildah", *self.storage.split(), *words]
        return subprocess.run(command, check=True, capture_output=True, text=True, timeout=120).stdout.strip()

    def unpack(self):
        self.container = self.buildah("from", "--pull-never", "localhost/hesap:test")
        self.root = pathlib.Path(self.buildah("mount", self.container))
        told = json.loads(self.buildah("inspect", "--type", "image", "localhost/hesap:test"))
        self.settings = told["OCIv1"]["config"]
        return self

    def start(self, *words, **environment):
        """The image's entry point with these words, as a container runtime would start it."""
        given = dict(entry.split("=", 1) for entry in self.settings["Env"]) | environment
        command = ["unshare", "--mount", "--propagation", "private", "sh", "-c", ENTER, "enter", str(self.root)]
        command += [shutil.which("env"), "-i", *(f"{name}={value}" for name, value in given.items())]
        command += [shutil.which("setpriv"), "--clear-groups", "--no-new-privs", shutil.which("unshare")]
        command += [f"--root={self.root}", "--wd=/tmp", "--setgid", "10001", "--setuid", "10001"]
        log = open(self.folder / "log", "ab")
        return subprocess.Popen(
            [*command, *self.settings["Entrypoint"], *words], stdout=log, stderr=log, stdin=subprocess.DEVNULL)

    def remove(self):
        subprocess.run(["buildah", *self.storage.split(), "umount", "--all"], capture_output=True)
        subprocess.run(["umount", "--lazy", str(self.folder)], check=True)
        self.folder.rmdir()


@pytest.fixture(scope="module")
def image():
    made = Image()
    try:
        yield made.unpack()
    finally:
        made.remove()


@pytest.fixture(scope="module")
def cluster():
    folder = pathlib.Path(tempfile.mkdtemp(prefix="hesap-image-db-"))
    os.chmod(folder, 0o755)
    made = Cluster(folder / "pg", DATABASE, "image").initialise("fsync = off").start()
    made.sql("create database hesap")
    yield made
    made.remove()
    shutil.rmtree(folder, ignore_errors=True)


def test_the_same_parts_give_the_same_image(image):
    """Twice the same digest; a base that is not named by its digest is refused."""
    assert image.build() == image.digest
    assert image.digest.startswith("localhost/hesap@sha256:") and len(image.digest.split(":")[-1]) == 64
    refused = subprocess.run(
        ["sh", str(image.scripts / "build.sh"), str(image.folder / "context"), "debian:bookworm", "localhost/no"],
        env=image.environment, capture_output=True, text=True)
    assert refused.returncode == 64 and "no image by digest" in refused.stderr


@pytest.mark.skipif(os.environ.get("HESAP_SOAK") != "1", reason="not run: HESAP_SOAK=1 runs it")
def test_two_bases_of_a_day_are_the_same_and_have_its_updates(image):
    """Fetched twice, with the security updates, and nothing of the day or of the machine is left in it."""
    updated = {name: value for name, value in image.environment.items() if name != "SECURITY"}
    digests, sums = set(), set()
    for name in ("one", "two"):
        folder = image.folder / name
        ran = subprocess.run(["sh", str(image.scripts / "base.sh"), str(folder)], env=updated, capture_output=True, text=True, timeout=1500)
        assert ran.returncode == 0, ran.stderr[-3000:]
        digests.add(ran.stdout.strip())
        sums.add(hashlib.sha256((folder / "base.tar").read_bytes()).hexdigest())
        told = subprocess.run(["tar", "-xOf", str(folder / "base.tar"), "./var/lib/dpkg/status"], check=True, capture_output=True, text=True).stdout
        names = subprocess.run(["tar", "-tf", str(folder / "base.tar")], check=True, capture_output=True, text=True).stdout.split()
        assert "./etc/resolv.conf" not in names and "./etc/hostname" not in names and "Package: libssl3" in told
        shutil.rmtree(folder)
    assert len(digests) == len(sums) == 1 and "@sha256:" in digests.pop(), (digests, sums)


def test_the_image_runs_as_nobody_and_checks_its_health(image):
    assert image.settings["User"] == "10001:10001"
    assert image.settings["Entrypoint"] == ["/usr/local/bin/hesap"] and image.settings["Cmd"] == ["serve"]
    assert image.settings["StopSignal"] == "SIGTERM"
    # The OCI format has no place for it: it is for Docker's own builder.
    assert 'CMD ["/usr/local/bin/hesap", "probe"]' in (image.scripts / "Dockerfile").read_text()


def test_nothing_else_is_inside(image):
    """No shell, no package manager, nothing that changes its user, nothing to write but /tmp."""
    names, risky, size = set(), [], 0
    for place, folders, files in os.walk(image.root):
        for name in folders + files:
            path = pathlib.Path(place) / name
            mode = path.lstat().st_mode
            inside = "/" + str(path.relative_to(image.root))
            if stat.S_ISREG(mode):
                names.add(name)
                size += path.lstat().st_size
            if mode & (stat.S_ISUID | stat.S_ISGID):
                risky.append(f"{inside} changes its user")
            if mode & stat.S_IWOTH and not stat.S_ISLNK(mode) and inside != "/tmp":
                risky.append(f"{inside} can be written by all")
    assert risky == []
    assert names.isdisjoint({"sh", "bash", "dash", "busybox", "apt", "apt-get", "dpkg", "perl", "curl", "su", "mount"})
    programs = [path for path in image.root.rglob("*") if path.parent.name in ("bin", "sbin") and path.is_file()]
    assert [path.name for path in programs] == ["hesap"]
    print(f"image: {len(names)} names, {size >> 20} MiB")


def test_it_sells_with_a_read_only_root(image, cluster):
    url = f"postgres://postgres@127.0.0.1:{DATABASE}/hesap"
    settings = {
        "DATABASE_URL": url, "JWT_SECRET": "j" * 40, "ENVIRONMENT": "production", "PORT": str(PORT),
        "HOST": "127.0.0.1", "DATABASE_POOL_SIZE": "8",
    }
    migration = image.start("migrate", **settings)
    assert migration.wait(timeout=60) == 0, (image.folder / "log").read_text()

    # A venue with a menu, put there by the binary outside; the sale is the image's alone.
    seeding = Server(days=0, environment={"DATABASE_URL": url, "JWT_SECRET": "j" * 40})
    seeding.start()
    demo = seeding.demo
    seeding.remove()

    process = image.start("serve", **settings)
    try:
        venue = running(process, demo, image)
        till = Till(venue)
        till.open_drawer()
        check = till.open_check([till.line()]).json
        paid = till.pay_cash(check["id"], check["totals"]["total"])
        assert paid.status in (200, 201), paid.body
        assert cluster.sql("select count(*) from tenders where kind = 'cash'", database="hesap").strip() == "1"
        assert Client(venue.base).get("/pos/").status == 200
        assert image.start("probe", PORT=str(PORT)).wait(timeout=20) == 0
        assert image.start("probe", PORT="22219").wait(timeout=20) == 1
        confined(process)
    finally:
        process.send_signal(signal.SIGTERM)
        assert process.wait(timeout=30) == 0


class Venue:
    pass


def running(process, demo, image):
    venue = Venue()
    venue.base, venue.demo = f"http://127.0.0.1:{PORT}", demo
    end = time.monotonic() + 30
    while time.monotonic() < end:
        assert process.poll() is None, (image.folder / "log").read_text()[-2000:]
        try:
            if Client(venue.base).get("/ready", timeout=2).status == 200:
                return venue
        except OSError:
            time.sleep(0.05)
    raise AssertionError((image.folder / "log").read_text()[-2000:])


def confined(process):
    """What the kernel says of the running server: who it is, what it may, and where it can write."""
    status = pathlib.Path(f"/proc/{process.pid}/status").read_text()
    facts = dict(line.split(":\t", 1) for line in status.splitlines() if ":\t" in line)
    assert facts["Uid"].split() == ["10001"] * 4 and facts["Gid"].split() == ["10001"] * 4
    assert facts["NoNewPrivs"] == "1" and int(facts["CapEff"], 16) == 0 and facts["Groups"].strip() == ""
    root = f"/proc/{process.pid}/root"
    for place in ("/", "/etc", "/usr/local/bin"):
        with pytest.raises(OSError) as fault:
            pathlib.Path(f"{root}{place}/planted").write_text("x")
        assert fault.value.strerror == "Read-only file system"
    pathlib.Path(f"{root}/tmp/planted").write_text("x")
