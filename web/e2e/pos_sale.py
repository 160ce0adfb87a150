"""Sales at the POS: two tills on one table, options, and a whole sale by keyboard."""
import re

from playwright.sync_api import TimeoutError as PlaywrightTimeout

import pos
from stage import until


def signing_in(stage):
    context = stage.context()
    page = stage.page(context)
    page.goto(f"{stage.base}/pos/")
    stage.sees("a new device asks for its code", page.get_by_label("Eşleme kodu"))
    stage.bar(page, "pairing")
    stage.shot(page, "pairing")
    stage.pair(page)
    stage.sees("the branch's people are shown", page.get_by_text("Kim çalışıyor?"))
    stage.bar(page, "people")
    stage.shot(page, "people")
    person = stage.person("manager")
    page.get_by_role("button", name=person["name"]).click()
    page.keyboard.type("9081")
    page.keyboard.press("Enter")
    stage.sees("a wrong PIN is told", page.get_by_text("PIN yanlış"))
    stage.bar(page, "pin")
    page.keyboard.type(person["pin"])
    page.keyboard.press("Enter")
    stage.sees("the right PIN opens the tables", page.get_by_role("heading", name="Masalar"))
    stage.sees("the connection is live", page.get_by_text("Canlı"))
    page.locator(".table-tile").first.wait_for()
    stage.shot(page, "tables")
    stage.bar(page, "tables")
    return context, page


def whole_sale(stage, page, other):
    name = pos.free_table(page)
    first, second, third = pos.plain_products(stage, page)
    for product in (first, second, first):
        pos.tap(page, product)
    stage.check("two taps on one product are one line of two",
                until(lambda: "2" in page.locator(".line", has_text=first["name"]["tr"]).locator(".line-qty").inner_text()))
    pos.settled(page)
    due = first["price"] * 2 + second["price"]
    stage.check("the total is the sum of the menu's prices", until(lambda: pos.total(page) == due), f"{pos.total(page)} for {due}")
    page.locator(".line-row", has_text=second["name"]["tr"]).click()
    stage.shot(page, "order")
    stage.bar(page, "order")
    page.get_by_role("button", name="Not", exact=True).click()
    page.get_by_role("dialog").get_by_role("button", name="Tuzsuz").click()
    page.get_by_role("dialog").get_by_role("button", name="Kaydet").click()
    stage.sees("a note stands under its line", page.get_by_text("Tuzsuz"))
    tile = other.locator(".table-tile", has=other.locator(".table-name", has_text=re.compile(f"^{re.escape(name)}$")))
    stage.sees("the other till shows the table with its unsent lines", tile.get_by_text("gönderilmedi"))
    page.keyboard.press("F8")
    stage.sees("what was sent stands under its round", page.get_by_text("Mutfağa gönderildi"))
    pos.settled(page)
    tile.click()
    stage.sees("the other till opens the same check", other.locator(".line-row", has_text=first["name"]["tr"]))
    pos.tap(other, third)
    stage.sees("a line of the other till appears here", page.locator(".line-row", has_text=third["name"]["tr"]))
    pos.settled(other)
    due += third["price"]
    stage.check("both tills show the same total", until(lambda: pos.total(page) == due == pos.total(other)))
    page.get_by_role("button", name="Yazdır").click()
    stage.sees("the bill is shown in TL", page.get_by_role("dialog").get_by_text(" TL").first)
    stage.shot(page, "bill")
    page.keyboard.press("Escape")
    pos.pay(page)
    page.wait_for_timeout(500)
    stage.sees("paying sends what was unsent and shows what is left", page.locator(".pay-figures", has_text=pos.money(due)))
    stage.shot(page, "pay")
    stage.bar(page, "payment")
    handed = (due // 20000 + 1) * 20000
    page.keyboard.type(str(handed))
    stage.sees("the change is shown before it is given", page.locator(".pay-figures", has_text=pos.money(handed - due)))
    page.get_by_role("button", name="Nakit").click()
    stage.sees("paid", page.get_by_text("Ödendi"))
    stage.sees("the change is large", page.locator(".done-change", has_text=pos.money(handed - due)))
    stage.sees("the receipt has TL and no fiscal value", page.locator(".done-paper").get_by_text("mali değeri yoktur"))
    stage.shot(page, "paid")
    stage.bar(page, "paid")
    try:
        with page.expect_download(timeout=5000) as download:
            page.get_by_role("button", name="PDF").click()
        stage.check("the receipt comes as PDF", download.value.suggested_filename.endswith(".pdf"))
    except PlaywrightTimeout:
        stage.check("the receipt comes as PDF", False, "no download")
    page.get_by_role("button", name="Masalar").last.click()
    mine = page.locator(".table-tile", has=page.locator(".table-name", has_text=re.compile(f"^{re.escape(name)}$")))
    stage.check("the table is free again", until(lambda: "table-free" in (mine.get_attribute("class") or "")))


def options(stage, page):
    menu = stage.api(page, "/menu")
    groups = {g["id"]: g for g in menu["groups"]}
    asks = lambda p: any(groups[g]["min"] > 0 for g in p["groups"])
    product = next((p for p in menu["products"] if p["available"] == "on" and asks(p) and not p["weighed"]), None)
    if not stage.check("the demo has a product with a required choice", product is not None):
        return
    answered = all(groups[g]["min"] <= sum(1 for o in groups[g]["options"] if o["default"]) for g in product["groups"])
    pos.tables(page)
    page.keyboard.press("F4")
    page.locator(".grid .tile").first.wait_for()
    pos.tap(page, product)
    dialog = page.get_by_role("dialog")
    if answered:
        stage.sees("usual choices make one tap enough", page.locator(".line-below"))
        pos.settled(page)
        page.locator(".line-row").first.click()
        page.get_by_role("button", name="Seçenek").click()
        dialog.wait_for()
        stage.shot(page, "options")
        stage.bar(page, "options")
        group = next(groups[g] for g in product["groups"] if groups[g]["min"] > 0)
        other = next(o for o in group["options"] if o["available"] and not o["default"])
        dialog.get_by_role("button", name=other["name"]["tr"]).first.click()
        dialog.get_by_role("button", name="Kaydet").click()
        stage.sees("another choice stands under the line", page.locator(".line-below", has_text=other["name"]["tr"]))
        pos.settled(page)
        taken_back(stage, page)
        return
    stage.check("without the required choice it cannot be added", dialog.get_by_role("button", name="Ekle").is_disabled())
    stage.shot(page, "options")
    stage.bar(page, "options")
    for group in sorted((groups[g] for g in product["groups"]), key=lambda g: g["min"] == 0):
        if group["min"] > 0:
            option = next(o for o in group["options"] if o["available"])
            dialog.get_by_role("button", name=option["name"]["tr"]).first.click()
    dialog.get_by_role("button", name="Ekle").click()
    stage.sees("the product stands on the check with its choice", page.locator(".line-below"))
    page.locator(".line-row").first.click()
    taken_back(stage, page)


def taken_back(stage, page):
    page.get_by_role("button", name="Sil", exact=True).click()
    stage.sees("a deleted line can be taken back", page.get_by_role("button", name="Geri al"))
    page.get_by_role("button", name="Geri al").click()
    stage.sees("and is there again", page.locator(".line-row"))
    pos.settled(page)
    page.locator(".line-row").first.click()
    page.get_by_role("button", name="Sil", exact=True).click()
    pos.settled(page)
    page.keyboard.press("Escape")


def keyboard_sale(stage, page):
    """A whole sale without touching the screen."""
    menu = stage.api(page, "/menu")
    plain = {p["id"] for p in pos.plain_products(stage, page, 200)}
    product = next((p for p in menu["products"] if p.get("plu") and p["id"] in plain), None)
    pos.tables(page)
    page.keyboard.press("F4")
    page.locator(".grid .tile").first.wait_for()
    if stage.check("the demo has products with numbers", product is not None):
        for digit in product["plu"].lstrip("0") or "0":
            page.keyboard.press(digit, delay=60)
            page.wait_for_timeout(60)
        page.keyboard.press("Enter")
        stage.sees("a typed number and Enter take the product", page.locator(".line-row", has_text=product["name"]["tr"]))
        page.keyboard.press("+")
        stage.check("plus makes it two", until(lambda: page.locator(".line-qty").first.inner_text() == "2"))
        page.keyboard.press("-")
        stage.check("minus makes it one", until(lambda: page.locator(".line-qty").first.inner_text() == "1"))
    coded = next((p for p in menu["products"] if p.get("barcode") and p["id"] in plain), None)
    if coded:
        scan(page, coded)
        stage.sees("a scanned code takes the product", page.locator(".line-row", has_text=coded["name"]["tr"]))
    page.keyboard.press("/")
    stage.check("slash goes to the search", page.evaluate("document.activeElement.type") == "search")
    page.keyboard.press("Escape")
    page.evaluate("document.activeElement.blur()")
    pos.settled(page)
    page.keyboard.press("F9")
    page.locator(".pay-tenders").wait_for()
    if coded:
        scan(page, coded)
        stage.check("a code scanned while paying is one more product, no amount of cash",
                    until(lambda: page.locator(".line-row", has_text=coded["name"]["tr"]).count() == 2))
        pos.settled(page)
        page.keyboard.press("F9")
        page.locator(".pay-tenders").wait_for()
    page.wait_for_timeout(600)
    page.keyboard.press("F10")
    stage.sees("F9 and F10 take exact cash", page.get_by_text("Ödendi"))
    if coded:
        scan(page, coded)
        stage.sees("a code scanned after paying begins the next sale", page.locator(".line-row", has_text=coded["name"]["tr"]))
        pos.settled(page)
        page.keyboard.press("F9")
        page.locator(".pay-tenders").wait_for()
        page.wait_for_timeout(600)
        page.keyboard.press("F10")
        page.get_by_text("Ödendi").first.wait_for()
    page.keyboard.press("Enter")
    stage.sees("Enter goes back to the tables", page.get_by_role("heading", name="Masalar"))


def scan(page, product):
    """A scanner's burst of keys."""
    page.wait_for_timeout(200)
    page.evaluate("""code => { const at = k => window.dispatchEvent(new KeyboardEvent('keydown', {key: k, bubbles: true}));
      for (const k of code) at(k); at('Enter'); }""", product["barcode"])
