"""Bills, receipts and kitchen slips on their way to a network printer, which is a small listener here."""

import time

import pytest

from conftest import Client, Server, Till
from paper import Printer, Shop, until


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
    check = shop.paid(allergy="fıstık")
    slip = until(lambda: kitchen.papers)[0]
    # ESC @ first, a cut last; the kitchen's capitals in code page 857.
    assert slip.startswith(b"\x1b@") and slip.endswith(b"\x1dVB\x03")
    assert b"*** ALERJ\x98: FISTIK ***" in slip, slip
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


def test_printers_are_the_owners_to_set_up_and_nobody_elses_to_see(shop):
    printer = Printer()
    cashier = Till(shop.server, role="cashier")
    body = {"name": "X", "host": "127.0.0.1", "port": printer.port}
    assert cashier.post(f"{shop.at}/printers", body).status == 403
    for bad in ({"host": "a b"}, {"port": 0}, {"host": "http://x"}):
        refused = shop.till.post(f"{shop.at}/printers", {**body, **bad})
        assert refused.status in (400, 422), refused.body
    assert Client(shop.server.base).get(f"{shop.at}/printers").status == 401
