"""Bills, receipts and kitchen slips on their way to a network printer, which is a small listener here."""

import re
import socket
import threading
import time

import pytest

from conftest import Client, Server, Till, free_port


class Printer:
    """A printer on its port: what each connection brought, whole; it can be switched off."""

    def __init__(self):
        self.port = free_port()
        self.papers, self.line = [], None

    def on(self):
        self.line = socket.create_server(("127.0.0.1", self.port))
        threading.Thread(target=self.work, args=(self.line,), daemon=True).start()
        return self

    def off(self):
        self.line.shutdown(socket.SHUT_RDWR)
        self.line.close()

    def work(self, line):
        while True:
            try:
                caller, _ = line.accept()
            except OSError:
                return
            with caller:
                caller.settimeout(10)
                paper = b""
                while piece := caller.recv(65536):
                    paper += piece
            self.papers.append(paper)


def until(work, seconds=20):
    end = time.monotonic() + seconds
    while not (found := work()):
        assert time.monotonic() < end, "it did not happen in time"
        time.sleep(0.1)
    return found


class Shop:
    def __init__(self, server):
        self.server = server
        self.connect()
        self.till.open_drawer()

    def connect(self):
        self.till = Till(self.server, role="owner")
        self.till.language = "tr"
        self.at = self.till.prefix

    def add(self, printer, name, receipts=False, stations=()):
        body = {"name": name, "host": "127.0.0.1", "port": printer.port, "receipts": receipts, "stations": list(stations)}
        made = self.till.post(f"{self.at}/printers", body)
        assert made.status == 201, made.body
        return made.json

    def job(self, job):
        listed = self.till.get(f"{self.at}/print-jobs?limit=200").json["items"]
        return next(one for one in listed if one["id"] == job)

    def paid(self):
        check = self.till.open_check([self.till.line()]).json
        sent = self.till.post(f"{self.at}/checks/{check['id']}/send")
        assert sent.status == 200, sent.body
        self.till.pay_cash(check["id"], check["totals"]["total"])
        return check

    def print(self, check, document="receipt"):
        made = self.till.post(f"{self.at}/checks/{check['id']}/print", {"document": document})
        assert made.status == 201, made.body
        return made.json


@pytest.fixture(scope="module")
def shop():
    server = Server(days=0).start()
    yield Shop(server)
    server.remove()


def test_without_a_printer_the_till_is_told(shop):
    check = shop.paid()
    refused = shop.till.post(f"{shop.at}/checks/{check['id']}/print", {"document": "receipt"})
    assert refused.status == 409 and refused.json["code"] == "no_receipt_printer"


def test_receipts_and_slips_come_out_once_where_they_belong(shop):
    till, kitchen = Printer().on(), Printer().on()
    stations = [one["id"] for one in shop.till.get(f"{shop.at}/stations").json["items"]]
    shop.add(till, "Kasa yazicisi", receipts=True)
    shop.add(kitchen, "Mutfak yazicisi", stations=stations)
    check = shop.paid()
    slip = until(lambda: kitchen.papers)[0]
    # ESC @ first, a cut last; the kitchen's capitals in code page 857.
    assert slip.startswith(b"\x1b@") and slip.endswith(b"\x1dVB\x03")
    job = shop.print(check)
    paper = until(lambda: till.papers)[0]
    assert str(check["no"]).encode() in paper and b" TL" in paper and b"KOPYA" not in paper
    until(lambda: shop.job(job["id"])["state"] == "done")
    shop.print(check)
    assert b"KOPYA" in until(lambda: till.papers[1:])[0]
    time.sleep(1.5)
    assert len(till.papers) == 2 and len(kitchen.papers) == 1
    till.off()
    kitchen.off()


def test_a_printer_that_is_off_gets_its_paper_when_it_is_on_again(shop):
    for printer in shop.till.get(f"{shop.at}/printers").json["items"]:
        shop.till.post(f"{shop.at}/printers/{printer['id']}/remove")
    printer = Printer()
    shop.add(printer, "Kapali yazici", receipts=True)
    job = shop.print(shop.paid())
    until(lambda: shop.job(job["id"])["failure"] == "unreachable")
    printer.on()
    until(lambda: printer.papers, 30)
    until(lambda: shop.job(job["id"])["state"] == "done")
    assert len(printer.papers) == 1
    printer.off()


def test_a_kill_loses_no_paper_and_prints_none_twice(shop):
    for one in shop.till.get(f"{shop.at}/printers").json["items"]:
        shop.till.post(f"{shop.at}/printers/{one['id']}/remove")
    printer = Printer().on()
    shop.add(printer, "Yazici", receipts=True)
    checks = [shop.till.open_check([shop.till.line()]).json for _ in range(12)]
    jobs = {check["no"]: shop.print(check, "bill")["id"] for check in checks}
    until(lambda: len(printer.papers) >= 3)
    shop.server.kill()
    shop.server.start()
    shop.connect()
    until(lambda: all(shop.job(job)["state"] in ("done", "failed") for job in jobs.values()), 90)
    for number, job in jobs.items():
        state = shop.job(job)
        printed = sum(bool(re.search(rb"Adisyon no\s+%d\n" % number, paper)) for paper in printer.papers)
        if state["state"] == "failed":
            # Who knows what came out? It waits for a person, who gets a copy.
            assert state["failure"] == "uncertain" and printed <= 1, state
            again = shop.till.post(f"{shop.at}/print-jobs/{job}/retry")
            assert again.status == 200, again.body
            until(lambda: shop.job(job)["state"] == "done")
            until(lambda: b"KOPYA" in printer.papers[-1])
        else:
            assert printed == 1, (number, printed)
    printer.off()


def test_printers_are_the_owners_to_set_up_and_nobody_elses_to_see(shop):
    printer = Printer()
    cashier = Till(shop.server, role="cashier")
    body = {"name": "X", "host": "127.0.0.1", "port": printer.port}
    assert cashier.post(f"{shop.at}/printers", body).status == 403
    for bad in ({"host": "a b"}, {"port": 0}, {"host": "http://x"}):
        refused = shop.till.post(f"{shop.at}/printers", {**body, **bad})
        assert refused.status in (400, 422), refused.body
    assert Client(shop.server.base).get(f"{shop.at}/printers").status == 401
