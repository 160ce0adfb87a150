"""The line between a server and its PostgreSQL, as an outsider in between: it reads the protocol's messages, stops where
a test says, and can cut the line there."""

import pathlib
import socket
import struct
import threading

SSL_REQUEST, GSS_REQUEST, CANCEL = 80877103, 80877104, 80877102


class Cut(Exception):
    """The line is cut here."""


class Batch:
    """What goes out in one round trip: the messages up to their sync, and the statements that they run."""

    def __init__(self, line, data, statements):
        self.line, self.data, self.statements = line, data, statements

    @property
    def opens_group(self):
        return any("pg_current_xact_id" in text for text in self.statements)

    @property
    def commits(self):
        return bool(self.statements) and self.statements[-1].strip() == "commit"

    def half(self):
        """The messages before the middle one: whole messages, no sync, no commit."""
        ends, place = [], 0
        while place < len(self.data):
            place += 1 + struct.unpack_from("!I", self.data, place + 1)[0]
            ends.append(place)
        return self.data[: ends[len(ends) // 2 - 1]]

    def holds(self, texts):
        """Which of these texts are among its values."""
        return [text for text in texts if text.encode() in self.data]


class Line:
    """One connection: the server's side and PostgreSQL's."""

    def __init__(self, wire, near):
        self.wire, self.near = wire, near
        self.far = socket.socket(socket.AF_UNIX)
        self.far.connect(wire.target)
        self.texts, self.backend, self.in_group = {}, None, False

    def run(self):
        try:
            self.greet()
            threading.Thread(target=self.answers, daemon=True).start()
            self.calls()
        except (OSError, Cut, EOFError):
            pass
        finally:
            self.close()

    def close(self):
        for side in (self.near, self.far):
            try:
                side.shutdown(socket.SHUT_RDWR)
            except OSError:
                pass
            side.close()

    def greet(self):
        while True:
            head = exactly(self.near, 8)
            length, kind = struct.unpack("!II", head)
            body = exactly(self.near, length - 8)
            if kind in (SSL_REQUEST, GSS_REQUEST):
                self.near.sendall(b"N")
                continue
            self.far.sendall(head + body)
            if kind == CANCEL:
                raise Cut
            return

    def calls(self):
        pending, statements = b"", []
        while True:
            head = exactly(self.near, 5)
            body = exactly(self.near, struct.unpack("!I", head[1:])[0] - 4)
            pending += head + body
            kind = head[:1]
            if kind == b"P":
                name, text = body.split(b"\0", 2)[:2]
                self.texts[name] = text.decode()
            elif kind == b"B":
                statements.append(self.texts.get(body.split(b"\0", 2)[1], ""))
            elif kind == b"Q":
                statements.append(body.rstrip(b"\0").decode())
            # A group's writes are one batch with its commit, though the database is asked to answer them first.
            if kind in (b"S", b"Q", b"p", b"X") or (kind == b"H" and not self.in_group):
                self.forward(Batch(self, pending, statements))
                pending, statements = b"", []

    def forward(self, batch):
        if batch.opens_group:
            self.in_group = True
            self.wire.pause("proof", batch)
        elif self.in_group:
            self.in_group = False
            if batch.commits:
                self.wire.pause("write", batch)
                if self.wire.wants("answer"):
                    self.held = batch
        self.far.sendall(batch.data)

    held = None

    def answers(self):
        try:
            while True:
                head = exactly(self.far, 5)
                body = exactly(self.far, struct.unpack("!I", head[1:])[0] - 4)
                if head[:1] == b"K":
                    self.backend = struct.unpack("!I", body[:4])[0]
                if self.held and head[:1] in (b"Z", b"1", b"2"):
                    # The group's first answer may come before its commit: only the last one says that it is durable.
                    self.gather(head + body)
                    continue
                self.near.sendall(head + body)
        except (OSError, Cut, EOFError):
            self.close()

    def gather(self, begun):
        """Reads the whole answer of the held batch, and stops before its first byte goes on."""
        while begun[-6:-1] != b"Z\0\0\0\5":
            head = exactly(self.far, 5)
            begun += head + exactly(self.far, struct.unpack("!I", head[1:])[0] - 4)
        batch, self.held = self.held, None
        self.wire.pause("answer", batch)
        self.near.sendall(begun)


def exactly(side, count):
    data = b""
    while len(data) < count:
        piece = side.recv(count - len(data))
        if not piece:
            raise EOFError
        data += piece
    return data


class Stop:
    """A place where the wire waits, once: until `go` or `cut` is called."""

    def __init__(self, place, wanted):
        self.place, self.wanted = place, wanted
        self.batch, self.reached, self.over, self.is_cut = None, threading.Event(), threading.Event(), False

    def wait(self, seconds=20):
        assert self.reached.wait(seconds), f"nothing came to the {self.place}"
        return self.batch

    def go(self):
        self.over.set()

    def cut(self):
        """Nothing more goes either way."""
        self.is_cut = True
        self.over.set()


class Wire:
    """Listens on a port of its own and carries everything to the cluster of a data folder."""

    def __init__(self, data):
        self.target = str(pathlib.Path(data) / "cluster/socket/.s.PGSQL.5432")
        self.socket = socket.create_server(("127.0.0.1", 0))
        self.port = self.socket.getsockname()[1]
        self.url = f"postgres://hesap@127.0.0.1:{self.port}/hesap?sslmode=disable&gssencmode=disable"
        self.stops, self.lock = [], threading.Lock()
        threading.Thread(target=self.listen, daemon=True).start()

    def listen(self):
        while True:
            try:
                near, _ = self.socket.accept()
            except OSError:
                return
            near.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            threading.Thread(target=Line(self, near).run, daemon=True).start()

    def close(self):
        for stop in self.stops:
            stop.cut()
        self.socket.close()

    def stop(self, place, wanted=lambda batch: True):
        """Stops the next batch that comes to this place: "proof" and "write" before they are sent, "answer" after the
        commit has answered."""
        made = Stop(place, wanted)
        with self.lock:
            self.stops.append(made)
        return made

    def wants(self, place):
        with self.lock:
            return any(stop.place == place and not stop.reached.is_set() for stop in self.stops)

    def pause(self, place, batch):
        with self.lock:
            found = next((s for s in self.stops if s.place == place and not s.reached.is_set() and s.wanted(batch)), None)
            if not found:
                return
            found.batch = batch
            found.reached.set()
        found.over.wait(120)
        if found.is_cut:
            raise Cut
