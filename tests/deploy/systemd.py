#!/usr/bin/env python3
"""What a rendered `slot` asks of systemd, on a machine where systemd does not run: `systemctl restart|stop` and
`journalctl`, below one folder. A copy's words, files of settings, signals, patience and system calls are those of its
rendered unit; its user, its slice and the other walls around it (what hardens the unit) are not made."""

import ctypes
import errno
import fnmatch
import os
import pathlib
import resource
import shlex
import signal
import subprocess
import sys
import time

FOLDER = pathlib.Path(__file__).parent.parent
RUNNING = FOLDER / "run"


class Unit:
    """`counter@api-blue-0.service`: the template's settings with the instance put in."""

    def __init__(self, name):
        self.name = name
        template, _, instance = name.removesuffix(".service").partition("@")
        self.settings = {}
        for line in (FOLDER / f"{template}@.service").read_text().splitlines():
            key, equals, value = line.partition("=")
            if equals and not line.startswith("#"):
                self.settings.setdefault(key, []).append(value.replace("%i", instance).replace("%S", str(FOLDER / "state")))
        self.process_file = RUNNING / f"{name}.pid"

    def one(self, key):
        return self.settings[key][-1]

    def environment(self):
        """Nothing of ours but the path and where a debug build's libraries are."""
        made = {name: os.environ[name] for name in ("PATH", "LD_LIBRARY_PATH") if name in os.environ}
        made |= dict(line.split("=", 1) for line in self.settings.get("Environment", []))
        for path in self.settings["EnvironmentFile"]:
            for line in pathlib.Path(path).read_text().splitlines():
                if line and line[0] not in "#;":
                    name, value = line.split("=", 1)
                    made[name] = value[1:-1] if value[:1] in "\"'" and value[:1] == value[-1:] else value
        return made

    def calls(self):
        """The system calls that the filter allows, by systemd's own list of groups; nothing where that is not installed."""
        try:
            told = subprocess.run(["systemd-analyze", "syscall-filter", "--no-pager"], capture_output=True, text=True).stdout
            self.seccomp = ctypes.CDLL("libseccomp.so.2")
        except OSError:
            return set()
        groups, members = {}, []
        for line in told.splitlines():
            word = line.strip()
            if line.startswith("@"):
                members = groups[word] = []
            elif word and not word.startswith("#"):
                members.append(word)

        def whole(word):
            return set().union(*map(whole, groups.get(word, []))) if word.startswith("@") else {word}

        allowed = set()
        for line in self.settings["SystemCallFilter"]:
            named = set().union(*map(whole, line.removeprefix("~").split()))
            allowed = allowed - named if line.startswith("~") else allowed | named
        return allowed

    def wall(self):
        """As systemd has the kernel do it: what is not allowed is refused, or the process' end."""
        number = errno.__dict__.get(self.settings.get("SystemCallErrorNumber", [""])[-1])
        self.seccomp.seccomp_init.restype = ctypes.c_void_p
        filter = ctypes.c_void_p(self.seccomp.seccomp_init(ctypes.c_uint32(0x00050000 | number if number else 0x80000000)))
        for name in self.allowed:
            call = self.seccomp.seccomp_syscall_resolve_name(name.encode())
            if call >= 0:
                self.seccomp.seccomp_rule_add(filter, ctypes.c_uint32(0x7FFF0000), call, 0)
        if self.seccomp.seccomp_load(filter) != 0:
            os._exit(228)

    def prepare(self):
        most = int(self.one("LimitNOFILE"))
        resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
        os.umask(int(self.one("UMask"), 8))
        if self.allowed:
            self.wall()

    def start(self):
        """Leaves a keeper behind, and returns as soon as the copy runs, as with Type=simple."""
        RUNNING.mkdir(exist_ok=True)
        self.allowed = self.calls()
        for folder in self.settings["StateDirectory"]:
            (FOLDER / "state" / folder).mkdir(parents=True, exist_ok=True)
        if os.fork() == 0:
            os.setsid()
            log = os.open(RUNNING / f"{self.name}.log", os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o644)
            for stream, target in ((0, os.open(os.devnull, os.O_RDONLY)), (1, log), (2, log)):
                os.dup2(target, stream)
            try:
                self.keep()
            finally:
                self.process_file.unlink(missing_ok=True)
                os._exit(0)
        end = time.monotonic() + 10
        while not self.process_file.exists() and time.monotonic() < end:
            time.sleep(0.01)

    def keep(self):
        """Starts the copy again when it fails, as often as the unit says, until it is told to stop."""
        told = []
        signal.signal(signal.SIGTERM, lambda *_: told.append(True))
        for _ in range(int(self.one("StartLimitBurst"))):
            copy = subprocess.Popen(
                shlex.split(self.one("ExecStart")), env=self.environment(), cwd="/", preexec_fn=self.prepare)
            self.process_file.write_text(str(os.getpid()))
            while copy.poll() is None and not told:
                time.sleep(0.02)
            if told:
                return self.end(copy)
            if self.one("Restart") != "on-failure" or copy.returncode in (0, -signal.SIGTERM):
                return
            until = time.monotonic() + float(self.one("RestartSec"))
            while time.monotonic() < until and not told:
                time.sleep(0.02)
            if told:
                return

    def end(self, copy):
        if copy.poll() is None:
            copy.send_signal(signal.Signals[self.one("KillSignal")])
        try:
            copy.wait(timeout=float(self.one("TimeoutStopSec")))
        except subprocess.TimeoutExpired:
            copy.kill()

    def stop(self):
        try:
            os.kill(int(self.process_file.read_text()), signal.SIGTERM)
        except (OSError, ValueError):
            return
        end = time.monotonic() + float(self.one("TimeoutStopSec")) + 5
        while self.process_file.exists() and time.monotonic() < end:
            time.sleep(0.02)


def running(pattern):
    names = [path.name.removesuffix(".pid") for path in RUNNING.glob("*.pid")]
    return [Unit(name) for name in sorted(names) if fnmatch.fnmatchcase(name, pattern)]


def systemctl(verb, pattern):
    for unit in running(pattern):
        unit.stop()
    if verb == "restart":
        Unit(pattern).start()
    elif verb != "stop":
        sys.exit(f"systemctl {verb} is not made here")


def journalctl(words):
    unit, count = words[words.index("-u") + 1], int(words[words.index("-n") + 1])
    lines = (RUNNING / f"{unit}.log").read_text(errors="replace").splitlines()
    print("\n".join(lines[-count:]))


if __name__ == "__main__":
    if pathlib.Path(sys.argv[0]).name == "systemctl":
        systemctl(*sys.argv[1:])
    else:
        journalctl(sys.argv[1:])
