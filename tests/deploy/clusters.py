"""Real PostgreSQL clusters on loopback: started, killed, promoted, followed."""

import os
import pathlib
import pwd
import shutil
import signal
import subprocess
import time

PROGRAMS = pathlib.Path(subprocess.run(["pg_config", "--bindir"], capture_output=True, text=True).stdout.strip() or "/usr/lib/postgresql/15/bin")
if not (PROGRAMS / "initdb").exists():
    PROGRAMS = sorted(pathlib.Path("/usr/lib/postgresql").glob("*/bin"))[-1]


def as_owner(words):
    """PostgreSQL refuses to run as root."""
    if os.geteuid() != 0:
        return [str(word) for word in words]
    owner = pwd.getpwnam("postgres")
    return ["setpriv", f"--reuid={owner.pw_uid}", f"--regid={owner.pw_gid}", "--init-groups", *map(str, words)]


def give(path):
    """Makes a folder that the clusters' owner may write."""
    path = pathlib.Path(path)
    path.mkdir(parents=True, exist_ok=True)
    if os.geteuid() == 0:
        owner = pwd.getpwnam("postgres")
        os.chown(path, owner.pw_uid, owner.pw_gid)
    return path


class Cluster:
    """One cluster in a folder, listening on a port of loopback and on a socket in its folder."""

    def __init__(self, folder, port, name):
        self.folder, self.port, self.name = give(folder), port, name
        self.data = self.folder / "data"
        self.log = self.folder / "log"

    def run(self, program, *words, check=True, timeout=60):
        done = subprocess.run(
            as_owner([PROGRAMS / program, *words]), capture_output=True, text=True, timeout=timeout, cwd="/tmp",
            stdin=subprocess.DEVNULL,
        )
        assert not check or done.returncode == 0, f"{program} {words}: {done.stdout}{done.stderr}"
        return done

    def initialise(self, settings=""):
        self.run("initdb", "-D", self.data, "-U", "postgres", "--locale=C", "--encoding=UTF8", "--auth=trust", "--no-sync", "--data-checksums", "--wal-segsize=1")
        self.configure(settings)
        return self

    def follow(self, other, settings="", extra=()):
        """A standby of another cluster, made by a base backup."""
        self.run(
            "pg_basebackup", "-D", self.data, "-d", f"host=127.0.0.1 port={other.port} user=postgres application_name={self.name}",
            "-R", "-c", "fast", "--no-sync", *extra, timeout=120,
        )
        self.configure(settings)
        return self

    def configure(self, settings):
        with open(self.data / "postgresql.conf", "a") as file:
            file.write(
                f"\nlisten_addresses = '127.0.0.1'\nport = {self.port}\nunix_socket_directories = '{self.folder}'\n"
                "max_connections = 60\nshared_buffers = 32MB\nwal_level = replica\nhot_standby = on\nwal_log_hints = on\n"
                f"logging_collector = off\n{settings}\n"
            )

    def start(self):
        self.run("pg_ctl", "start", "-w", "-t", "30", "-D", self.data, "-l", self.log)
        return self

    def stop(self, mode="fast"):
        self.run("pg_ctl", "stop", "-w", "-t", "30", "-m", mode, "-D", self.data, check=False)

    @property
    def process(self):
        try:
            return int((self.data / "postmaster.pid").read_text().split("\n")[0])
        except (FileNotFoundError, ValueError):
            return None

    def kill(self):
        """As a power cut would: every process of the cluster at once."""
        master = self.process
        children = subprocess.run(["ps", "-o", "pid=", "--ppid", str(master)], capture_output=True, text=True).stdout.split()
        for process in [master, *map(int, children)]:
            try:
                os.kill(process, signal.SIGKILL)
            except ProcessLookupError:
                pass
        end = time.monotonic() + 10
        while pathlib.Path(f"/proc/{master}").exists() and time.monotonic() < end:
            time.sleep(0.02)

    def sql(self, text, database="postgres", check=True):
        done = subprocess.run(
            [str(PROGRAMS / "psql"), "-XAtq", "-v", "ON_ERROR_STOP=1", "-h", "127.0.0.1", "-p", str(self.port), "-U", "postgres", "-d", database, "-c", text],
            capture_output=True, text=True, timeout=60, env={**os.environ, "PGCONNECT_TIMEOUT": "3"},
        )
        assert not check or done.returncode == 0, f"{text}: {done.stderr}"
        return done.stdout.strip() if check else done

    def remove(self):
        self.stop("immediate")
        shutil.rmtree(self.folder, ignore_errors=True)
