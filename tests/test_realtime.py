"""Screens resume from their sequence number: no frame is lost or doubled, however often the line is cut."""

import json
import threading
import time
import uuid

import pytest
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import connect

from conftest import Till, chance


def url(server):
    return f"ws://127.0.0.1:{server.port}/ws"


def hello(till, screen="pos", last=None, epoch=None):
    body = {"token": till.token, "branch": till.branch, "screen": screen}
    if last is not None:
        body |= {"lastSeq": last, "epoch": epoch}
    return json.dumps({"hello": body})


class Screen:
    """What a screen keeps: its last number, its epoch, every frame it applied, and the entities."""

    def __init__(self, server, till, screen="pos"):
        self.server, self.till, self.screen = server, till, screen
        self.last = self.epoch = None
        self.sequences, self.checks, self.holes = [], {}, 0

    def listen(self, seconds, until=None):
        """Connects, applies for so long (until the number `until`, at the longest), and cuts the line without a word."""
        with connect(url(self.server), max_size=None, close_timeout=0.1) as socket:
            socket.send(hello(self.till, self.screen, self.last, self.epoch))
            end = time.monotonic() + seconds
            try:
                while until is None or self.last is None or self.last < until:
                    # The first words of a screen that knows nothing may take their time.
                    left = 20 if self.last is None else end - time.monotonic()
                    self.hear(json.loads(socket.recv(timeout=max(left, 0))))
            except TimeoutError:
                return

    def hear(self, message):
        if "snapshot" in message:
            assert self.last is None, "a snapshot although the sequence was known"
            self.last, self.epoch = message["snapshot"]["seq"], message["snapshot"]["epoch"]
            self.checks = {check["id"]: check for check in message["snapshot"]["data"].get("checks", [])}
        elif "frame" in message:
            self.apply(message["frame"])
        elif "heartbeat" in message and self.last is not None:
            self.last = max(self.last, message["heartbeat"]["seq"])

    def apply(self, frame):
        assert frame["seq"] > self.last, f"{frame['seq']} after {self.last}"
        if frame["prev"] > self.last:
            self.holes += 1
        self.sequences.append(frame["seq"])
        self.last = frame["seq"]
        if frame["entity"] == "check":
            known = self.checks.get(frame["id"])
            if known is None or frame["version"] > known["version"]:
                self.checks[frame["id"]] = frame["data"]


@pytest.fixture(scope="module", autouse=True)
def idle(server):
    """One socket that never says hello, and one whose person signs out and is never heard again; looked at last."""
    person = Till(server, role="waiter")
    with connect(url(server)) as silent, connect(url(server), max_size=None, max_queue=None) as signed_out:
        signed_out.send(hello(person))
        while "live" not in json.loads(signed_out.recv(timeout=20)):
            pass
        assert person.post("/api/v1/sign-out", key=False).status == 200
        yield silent, signed_out


def test_a_hundred_cuts_lose_nothing(server, till):
    screen = Screen(server, till)
    screen.listen(0.5)
    first = screen.last
    made, stop = [], threading.Event()

    def sell():
        while not stop.is_set():
            check = till.open_check([till.line(), till.line()]).json
            till.post(f"{till.prefix}/checks/{check['id']}/send")
            made.append(check["id"])

    seller = threading.Thread(target=sell)
    seller.start()
    dice = chance(20261121)
    for _ in range(100):
        screen.listen(dice.uniform(0.001, 0.08))
    stop.set()
    seller.join()
    fresh = Screen(server, till)
    fresh.listen(0.5)
    while screen.last < fresh.last:
        screen.listen(5.0, until=fresh.last)
    assert screen.holes == 0
    assert len(screen.sequences) == len(set(screen.sequences))
    assert screen.sequences == sorted(screen.sequences)
    for check in made:
        assert screen.checks[check] == fresh.checks[check], "the screen and the server differ"
    assert screen.last > first
    print(f"{len(screen.sequences)} frames over 100 cuts, none lost, none doubled")


def test_a_forged_number_is_reset(server, till):
    screen = Screen(server, till)
    screen.listen(0.5)
    with connect(url(server)) as socket:
        socket.send(hello(till, last=screen.last + 9999, epoch=screen.epoch))
        assert "reset" in json.loads(socket.recv(timeout=5))
    with connect(url(server), max_size=None) as socket:
        socket.send(hello(till, last=screen.last, epoch="another"))
        assert "snapshot" in json.loads(socket.recv(timeout=5))


def test_a_screen_without_token_or_of_another_branch_is_refused(server, till):
    for body, code in [
        ({"token": "nonsense", "branch": till.branch, "screen": "pos"}, 4401),
        ({"token": till.token, "branch": str(uuid.uuid4()), "screen": "pos"}, 4404),
        ({"token": till.token, "branch": till.branch, "screen": "moon"}, 4400),
        # A paired till with nobody signed in hears no checks, and no figures.
        ({"token": till.device_token, "branch": till.branch, "screen": "pos"}, 4400),
        ({"token": till.device_token, "branch": till.branch, "screen": "boss"}, 4400),
    ]:
        with connect(url(server)) as socket:
            socket.send(json.dumps({"hello": body}))
            try:
                while True:
                    socket.recv(timeout=5)
            except ConnectionClosed as closed:
                assert closed.rcvd.code == code


def test_the_days_figures_are_told_to_who_may_read_reports_alone(server, till):
    cashier = Till(server, role="cashier")
    with connect(url(server), max_size=None) as theirs, connect(url(server), max_size=None) as ours:
        theirs.send(hello(cashier, "boss"))
        ours.send(hello(till, "boss"))
        check = till.open_check([till.line()]).json["id"]
        heard = {}
        while "tick" not in heard:
            heard = json.loads(ours.recv(timeout=20))
        heard = {}
        while "heartbeat" not in heard and heard.get("frame", {}).get("id") != check:
            heard = json.loads(theirs.recv(timeout=20))
            assert "tick" not in heard
        time.sleep(0.3)  # theirs would have been sent at the same moment
        try:
            while True:
                assert "tick" not in json.loads(theirs.recv(timeout=0))
        except TimeoutError:
            pass


def test_the_kitchen_hears_only_what_concerns_it(server, till):
    kitchen = Screen(server, till, "kitchen")
    kitchen.listen(0.5)
    before = kitchen.last
    check = till.open_check([till.line()]).json
    till.post(f"{till.prefix}/checks/{check['id']}/send")
    kitchen.listen(1.0)
    assert kitchen.last > before and not kitchen.checks.get(check["id"])


def test_two_tills_add_to_one_check_and_no_line_is_lost(server, till):
    other = Till(server)
    check = till.open_check([till.line()]).json
    path = f"{till.prefix}/checks/{check['id']}/lines"
    failures = []

    def add(caller):
        for _ in range(40):
            reply = caller.post(path, {"lines": [till.line()]})
            if reply.status != 200:
                failures.append(reply.body)

    threads = [threading.Thread(target=add, args=(caller,)) for caller in (till, other)]
    [thread.start() for thread in threads]
    [thread.join() for thread in threads]
    assert not failures, failures[:1]
    assert len(till.get(f"{till.prefix}/checks/{check['id']}").json["lines"]) == 81


def test_who_says_nothing_is_let_go_and_who_signed_out_hears_no_more(idle):
    for socket, code in zip(idle, (1008, 4401)):
        try:
            while True:
                socket.recv(timeout=40)
        except ConnectionClosed as closed:
            assert closed.rcvd.code == code
