"""The guest's menu as a browser gets it: kept current, small, in both languages, and kind to a wrong address."""

import gzip
import time
import uuid

from conftest import Client


def page(server, path="/menu/demo", language="tr", **headers):
    return Client(server.base, language=language).get(path, headers=headers)


def until(server, sees, seconds=5, path="/menu/demo"):
    """The page once it shows what is expected; a page is at most half a second old."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        text = page(server, path).body.decode()
        if sees(text):
            return text
        time.sleep(0.1)
    raise AssertionError("the page did not change in time")


def dish(text, name):
    """The list entry of a product."""
    return next(entry for entry in text.split("<li") if f"<h3>{name}</h3>" in entry)


def new_product(owner, name, price=123400):
    editor = owner.get("/api/v1/menu/editor").json
    made = owner.post("/api/v1/menu/products", {
        "category": editor["categories"][0]["id"], "name": {"tr": name, "en": name},
        "taxClass": editor["products"][0]["taxClass"], "portions": [{"price": price, "default": True}],
    })
    assert made.status == 201, made.body
    return made.json


def test_a_page_that_is_known_is_not_sent_again(server):
    first = page(server)
    assert first.status == 200 and "<html lang=\"tr\">" in first.body.decode()
    again = page(server, **{"If-None-Match": first.headers["ETag"]})
    assert again.status == 304 and not again.body
    assert again.headers["ETag"] == first.headers["ETag"]


def test_it_is_small_and_packed_for_whom_takes_it(server):
    plain = page(server)
    packed = page(server, **{"Accept-Encoding": "gzip"})
    assert len(plain.body) < 60_000
    assert packed.headers["Content-Encoding"] == "gzip" and "Accept-Encoding" in packed.headers["Vary"]
    assert gzip.decompress(packed.body) == plain.body and len(packed.body) < len(plain.body) / 2
    assert packed.headers["ETag"] != plain.headers["ETag"]
    assert page(server, **{"Accept-Encoding": "gzip", "If-None-Match": packed.headers["ETag"]}).status == 304
    menu = page(server, "/api/v1/public/menus/demo", **{"Accept-Encoding": "gzip"})
    assert menu.headers["Content-Encoding"] == "gzip" and len(menu.body) < 15_000


def test_it_speaks_the_language_that_is_asked_for(server):
    assert "<html lang=\"en\">" in page(server, "/menu/demo?lang=en").body.decode()
    assert "<html lang=\"en\">" in page(server, language="en-GB,en;q=0.9").body.decode()
    assert "<html lang=\"tr\">" in page(server, "/menu/demo?lang=tr", language="en").body.decode()


def test_what_is_sold_out_is_marked_within_seconds(server, till, owner):
    name = f"Tadımlık {uuid.uuid4().hex[:6]}"
    product = new_product(owner, name)["id"]
    assert "Bugün bitti" not in dish(until(server, lambda text: name in text), name)
    off = till.call("PUT", f"{till.prefix}/availability/{product}", {"state": "off"})
    assert off.status == 200, off.body
    until(server, lambda text: "Bugün bitti" in dish(text, name))
    menu = till.get(f"{till.prefix}/menu")
    assert next(one for one in menu.json["products"] if one["id"] == product)["available"] == "off"
    till.call("PUT", f"{till.prefix}/availability/{product}", {"state": "on"})
    until(server, lambda text: "Bugün bitti" not in dish(text, name))


def test_a_new_price_is_on_the_page_and_on_the_tills_at_once(server, till, owner):
    name = f"Pahalı {uuid.uuid4().hex[:6]}"
    product = new_product(owner, name)
    until(server, lambda text: name in text and "1.234,00" in dish(text, name))
    before = till.get(f"{till.prefix}/menu")
    known = till.get(f"{till.prefix}/menu", headers={"If-None-Match": before.headers["ETag"]})
    assert known.status == 304
    portion = product["portions"][0]["id"]
    changed = owner.call("PATCH", f"/api/v1/menu/products/{product['id']}", {
        "version": product["version"], "portions": [{"id": portion, "price": 432100, "default": True}]})
    assert changed.status == 200, changed.body
    now = till.get(f"{till.prefix}/menu", headers={"If-None-Match": before.headers["ETag"]})
    assert now.status == 200
    assert next(one for one in now.json["products"] if one["id"] == product["id"])["price"] == 432100
    until(server, lambda text: "4.321,00" in dish(text, name))


def test_a_wrong_address_gets_a_page_that_helps(server):
    for language, words in (("tr", "Bu adreste menü yok"), ("en", "There is no menu at this address")):
        answer = page(server, "/menu/yok-boyle-yer", language=language)
        assert answer.status == 404 and answer.headers["Content-Type"] == "text/html; charset=utf-8"
        assert words in answer.body.decode()
    assert page(server, f"/menu/demo/{uuid.uuid4()}").status == 404


def test_an_answer_has_one_request_id(till):
    answer = till.get("/api/v1/session", headers={"X-Request-Id": "deneme-1"})
    assert answer.headers.get_all("X-Request-Id") == ["deneme-1"]
