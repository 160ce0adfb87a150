"""The server is killed, again and again, in the middle of sales: what was acknowledged is there, and the books balance."""

import threading
import time
import uuid

import pytest

from conftest import Server, Till, chance
from interrupted import call

SALES = 200
KILLS = 12  # of the server, whatever is under way; between the commits of one command: interrupted.py


@pytest.fixture(scope="module")
def mortal():
    server = Server(days=0).start()
    yield server
    server.remove()


def sell(till, acknowledged):
    """One whole sale of four commands, each with its own key, repeated until answered."""
    check, line, tender = (str(uuid.uuid4()) for _ in range(3))
    keys = [str(uuid.uuid4()) for _ in range(3)]
    product = till.product()
    opening = {"id": check, "orderType": "quick", "guests": 1,
               "lines": [{"id": line, "product": product["id"], "quantity": 2000}]}
    path = f"{till.prefix}/checks"
    opened = call(lambda: till.post(path, opening, key=keys[0]))
    assert opened.status == 201, opened.body
    acknowledged.append((check, "open", None))
    sent = call(lambda: till.post(f"{path}/{check}/send", {}, key=keys[1]))
    assert sent.status == 200, sent.body
    acknowledged.append((check, "open", None))
    total = sent.json["totals"]["total"]
    pay = {"tenders": [{"id": tender, "kind": "cash", "amount": total, "tendered": total}]}
    paid = call(lambda: till.post(f"{path}/{check}/payments", pay, key=keys[2]))
    assert paid.status in (200, 201), paid.body
    acknowledged.append((check, "closed", total))


@pytest.mark.usefixtures("cards", "papers")  # they need time from here on: see interrupted.py
def test_killed_at_random_points_of_200_sales(mortal):
    till = Till(mortal)
    till.open_drawer()
    acknowledged, failures = [], []
    left, kills = SALES, 0
    lock = threading.Lock()

    def work():
        nonlocal left
        while True:
            with lock:
                if left <= 0 and kills == KILLS:
                    return
                left -= 1
            try:
                sell(till, acknowledged)
            except Exception as failure:  # kept for the report
                failures.append(failure)
                return

    threads = [threading.Thread(target=work) for _ in range(4)]
    [thread.start() for thread in threads]
    dice = chance(7)
    while kills < KILLS and not failures:
        time.sleep(dice.uniform(0.05, 0.35))
        mortal.kill()
        mortal.start()
        kills += 1
    [thread.join() for thread in threads]
    assert not failures, failures[0]
    totals = {}
    for check, state, total in acknowledged:
        if state == "closed":
            totals[check] = total
    assert len(totals) >= SALES
    for check, total in totals.items():
        found = till.get(f"{till.prefix}/checks/{check}").json
        assert found["state"] == "closed" and found["totals"]["paid"] == total
        assert len(found["lines"]) == 1 and len(found["tenders"]) == 1, "something was done twice"
    verified = mortal.run("ledger", "verify")
    assert verified.returncode == 0, verified.stdout + verified.stderr
    print(f"{len(totals)} sales over {kills} kills: nothing acknowledged was lost, the ledger balances")


def test_the_books_hold_exactly_what_was_sold(mortal):
    till = Till(mortal)
    report = till.get(f"{till.prefix}/x-report").json
    cash = [tender for tender in report["tenders"] if tender["kind"] == "cash"]
    assert cash and cash[0]["amount"] == report["net"] == sum(group["gross"] for group in report["kdv"])
