"""Servers that die over something whose outcome nobody heard. What becomes of it takes its time: a call to a terminal and
a paper are given up only when they must be dead. So the kills come early and what came of them is looked at later
(test_recovery.py), while other tests run."""

import http.client
import subprocess
import threading
import time
import urllib.error
import uuid

from conftest import Till, chance
from paper import Printer, Shop, until

BETWEEN_COMMITS = 10


def call(make):
    """The caller's side: no answer means asking again with the same key until there is one."""
    end = time.monotonic() + 60
    while time.monotonic() < end:
        try:
            reply = make()
            if reply.status < 500:
                return reply
        except (OSError, urllib.error.URLError, http.client.HTTPException):
            pass
        time.sleep(0.05)
    raise AssertionError("no answer for a minute")


class Cards:
    """Card sales whose terminal takes two seconds; the server dies meanwhile."""

    def __init__(self, server):
        self.server, self.till = server, Till(server)
        self.due, self.payments = {}, []
        dice = chance(9)
        for _ in range(BETWEEN_COMMITS):
            check, total, pay = self.sale()
            self.due[check] = total
            self.payments.append(pay)
            paying = threading.Thread(target=lambda: swallow(pay))
            paying.start()
            self.wait_until_reserved(check)
            time.sleep(dice.uniform(0, 1.2))
            server.kill()
            server.start()
            paying.join()
            again = call(pay)
            # Until the first try is surely dead its key is in use: the till asks again later.
            assert again.status in (200, 202) or again.json["code"] == "idempotency_key_in_use", again.body
        self.unasked = self.die_before_the_call()

    def die_before_the_call(self):
        """As many more, between the first commit and the second, which says that the terminal is about to be asked: the
        database is slow to take that one, and the server dies under all of them at once."""
        self.psql("create function slow() returns trigger language plpgsql as 'begin perform pg_sleep(30); return new; end'")
        self.psql("create trigger slow before update on payment_attempts for each row "
                  "when (old.state = 'created' and new.state = 'sent') execute function slow()")
        sales = [self.sale() for _ in range(BETWEEN_COMMITS)]
        payers = [threading.Thread(target=swallow, args=(pay,)) for (_, _, pay) in sales]
        [payer.start() for payer in payers]
        until(lambda: self.psql("select count(*) from pg_stat_activity where wait_event = 'PgSleep'") == str(len(sales)), 20, 0.05)
        self.server.kill()
        self.psql("select pg_terminate_backend(pid, 5000) from pg_stat_activity where wait_event = 'PgSleep'")
        self.psql("drop trigger slow on payment_attempts; drop function slow()")
        self.server.start()
        [payer.join() for payer in payers]
        for check, total, pay in sales:
            assert self.read(check)["tenders"][0]["state"] == "authorizing", "the first commit was lost"
            self.due[check] = total
            self.payments.append(pay)
        return {check for check, _, _ in sales}

    def psql(self, text):
        words = ["psql", "-h", str(self.server.data / "cluster/socket"), "-U", "postgres", "-d", "hesap", "-Atc", text]
        return subprocess.run(words, check=True, capture_output=True, text=True, timeout=30).stdout.strip()

    def sale(self):
        """A sent check, what is due, and its payment by the slow card: always with the same key and tender."""
        till = self.till
        opened = till.open_check([till.line()], kind="takeaway").json
        sent = till.post(f"{till.prefix}/checks/{opened['id']}/send").json
        total = sent["totals"]["total"]
        body = {"tenders": [{"id": str(uuid.uuid4()), "kind": "card", "amount": total, "card": "sim_slow_ok"}]}
        key = str(uuid.uuid4())
        return opened["id"], total, lambda: till.post(f"{till.prefix}/checks/{opened['id']}/payments", body, key=key)

    def read(self, check):
        return self.till.get(f"{self.till.prefix}/checks/{check}").json

    def wait_until_reserved(self, check):
        """The first commit is there: the tender stands on the check, the second one is not."""
        found = until(lambda: self.read(check)["tenders"], 10, 0.01)
        assert found[0]["state"] == "authorizing", found

    def outcomes(self):
        """What the background work makes of attempts whose answer nobody heard."""
        def over(check):
            return check["state"] == "closed" or check["tenders"][0]["state"] == "failed"

        def all_over():
            found = {check: self.read(check) for check in self.due}
            return all(over(check) for check in found.values()) and found

        return until(all_over, 180, 0.5)

    def answered(self, pay):
        """What the key's answer is in the end."""
        def answer():
            reply = call(pay)
            in_use = reply.status == 409 and reply.json["code"] == "idempotency_key_in_use"
            return None if in_use else reply

        return until(answer, 180, 0.5)


def swallow(pay):
    try:
        pay()
    except (OSError, urllib.error.URLError, http.client.HTTPException):
        pass  # the server died under it, as it should


class Papers:
    """Twelve bills on their way to a printer; the server dies after the first three."""

    def __init__(self, server):
        self.printer, self.shop = Printer().on(), Shop(server)
        self.shop.add(self.printer, "Yazici", receipts=True)
        checks = [self.shop.till.open_check([self.shop.till.line()]).json for _ in range(12)]
        self.jobs = {check["no"]: self.shop.print(check, "bill")["id"] for check in checks}
        until(lambda: len(self.printer.papers) >= 3)
        server.kill()
        server.start()
        self.shop.connect()
