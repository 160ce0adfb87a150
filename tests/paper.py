"""A network printer, which is a small listener here, and a shop that prints on it."""

import socket
import threading
import time

from conftest import Till, free_port


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


def until(work, seconds=20, pause=0.1):
    """What `work` gives once it gives something."""
    end = time.monotonic() + seconds
    while not (found := work()):
        assert time.monotonic() < end, "it did not happen in time"
        time.sleep(pause)
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

    def paid(self, **line):
        check = self.till.open_check([{**self.till.line(), **line}]).json
        sent = self.till.post(f"{self.at}/checks/{check['id']}/send")
        assert sent.status == 200, sent.body
        self.till.pay_cash(check["id"], check["totals"]["total"])
        return check

    def print(self, check, document="receipt"):
        made = self.till.post(f"{self.at}/checks/{check['id']}/print", {"document": document})
        assert made.status == 201, made.body
        return made.json
