"""A cashier's day at the POS, on two tills at once."""
import contextlib
import re
import time

from playwright.sync_api import TimeoutError as PlaywrightTimeout

import pos
from stage import until


def run(stage):
    context, page = signing_in(stage)
    pos.open_drawers(stage, page)
    stage.sees("the till is open", page.get_by_text("Açık", exact=True))
    stage.shot(page, "till")
    stage.bar(page, "till")
    other_context, other = stage.till(role="cashier")
    whole_sale(stage, page, other)
    other_context.close()
    options(stage, page)
    keyboard_sale(stage, page)
    cards(stage, page)
    mixed(stage, page)
    corrections(stage, page)
    approvals(stage)
    merging(stage, page)
    offline(stage, context, page)
    languages(stage, page)
    locked(stage, page)
    day(stage, page)


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


def quick_lines(stage, page, count=1):
    pos.tables(page)
    page.keyboard.press("F4")
    page.locator(".grid .tile").first.wait_for()
    for product in pos.plain_products(stage, page, count):
        pos.tap(page, product)
    pos.settled(page)
    return pos.total(page)


def quick(stage, page, count=1):
    due = quick_lines(stage, page, count)
    pos.pay(page)
    page.wait_for_timeout(500)
    return due


def cards(stage, page):
    quick(stage, page)
    page.get_by_label("Terminal").select_option("sim_declined")
    page.get_by_role("button", name="Kart", exact=False).first.click()
    stage.sees("a declined card is told, and that nothing was booked", page.get_by_text("Hiçbir şey işlenmedi"))
    stage.shot(page, "declined")
    stage.bar(page, "declined")
    page.get_by_label("Terminal").select_option("sim_ok")
    page.get_by_role("button", name="Kart", exact=False).first.click()
    stage.sees("another card pays", page.get_by_text("Ödendi"))
    pos.tables(page)
    quick(stage, page)
    page.get_by_label("Terminal").select_option("sim_timeout")
    page.get_by_role("button", name="Kart", exact=False).first.click()
    stage.sees("no answer is said to be no answer", page.get_by_text("Sonuç bekleniyor"))
    stage.shot(page, "unknown")
    stage.bar(page, "unknown")
    stage.check("there is no second charge button", page.locator(".pay-tenders").count() == 0)
    page.get_by_role("button", name="Tekrar sor").click()
    stage.sees("asking again finds the payment", page.get_by_text("Ödendi"))
    pos.tables(page)
    quick(stage, page)
    page.get_by_label("Terminal").select_option("sim_timeout_declined")
    page.get_by_role("button", name="Kart", exact=False).first.click()
    page.get_by_role("button", name="Elle doğrula").click()
    page.get_by_role("dialog").get_by_role("button", name="Ödeme alınmadı").click()
    page.get_by_role("dialog").get_by_role("button", name="Terminal fişi").click()
    page.get_by_role("dialog").get_by_role("button", name="Kaydet").click()
    stage.sees("verified by hand as not paid, it is due again", page.locator(".pay-tenders"))
    page.keyboard.press("F10")
    stage.sees("and cash pays it", page.get_by_text("Ödendi"))


def mixed(stage, page):
    due = quick(stage, page, 3)
    part = due // 3
    page.keyboard.type(str(part))
    page.keyboard.press("F7")
    page.get_by_role("dialog").get_by_role("button", name="Multinet").wait_for()
    page.keyboard.press("1")
    stage.sees("a part waits until the rest is covered", page.get_by_text("Alınacaklar"))
    stage.sees("what is left is told", page.locator(".pay-figures", has_text=pos.money(due - part)))
    stage.shot(page, "mixed")
    page.get_by_role("button", name="Nakit").click()
    stage.sees("voucher and cash pay together", page.get_by_text("Ödendi"))
    stage.sees("both stand on the receipt", page.locator(".done-paper", has_text=re.compile("multinet", re.I)))


@contextlib.contextmanager
def kitchen_first(stage, page):
    """The kitchen finishes a dish of this check between the press of a void and its arrival: the version is another."""
    branch = f"/api/v1/branches/{stage.demo['branches'][0]['id']}"
    token = stage.token(page)
    done = []

    def hold(route):
        if not done:
            check = route.request.url.split("/checks/")[1].split("/")[0]
            line = route.request.url.split("/lines/")[1].split("/")[0]
            shown = stage.call("GET", f"{branch}/kitchen", token=token)["tickets"]
            tickets = [one for one in shown if one["check"] == check]
            item = next(i for t in tickets for i in t["items"] if i["line"] != line)
            stage.call("POST", f"{branch}/kitchen/items/{item['id']}/bump", {}, token=token)
            done.append(item)
        route.continue_()

    page.route("**/void", hold)
    yield
    page.unroute("**/void")
    stage.check("the kitchen was the first", len(done) == 1)


def corrections(stage, page):
    pos.free_table(page)
    first, second, third = pos.plain_products(stage, page)
    for product in (first, second, third):
        pos.tap(page, product)
    page.keyboard.press("F8")
    page.get_by_text("Mutfağa gönderildi").first.wait_for()
    pos.settled(page)
    page.locator(".line-row", has_text=first["name"]["tr"]).click()
    page.get_by_role("button", name="İptal", exact=True).click()
    stage.bar(page, "void")
    page.get_by_role("dialog").get_by_role("button", name="Misafir vazgeçti").click()
    with kitchen_first(stage, page):
        page.get_by_role("dialog").get_by_role("button", name="İptal", exact=True).click()
        stage.sees("a void line is struck, though the kitchen finished another dish at that instant",
                   page.locator(".line-name.struck", has_text=first["name"]["tr"]))
    page.locator(".line-row", has_text=second["name"]["tr"]).click()
    page.get_by_role("button", name="İkram", exact=True).click()
    page.get_by_role("dialog").get_by_role("group", name="Neden").get_by_role("button", name="İkram", exact=True).click()
    page.get_by_role("dialog").locator(".dialog-foot").get_by_role("button", name="İkram", exact=True).click()
    stage.sees("a line on the house says so", page.locator(".line").get_by_text("İkram", exact=True))
    stage.check("void and comp leave one line to pay", until(lambda: pos.total(page) == third["price"]))
    before = pos.total(page)
    page.get_by_role("button", name="Diğer").click()
    stage.bar(page, "more")
    page.get_by_role("dialog").get_by_role("button", name="İndirim").click()
    page.get_by_role("dialog").get_by_role("button", name="%10").click()
    page.get_by_role("dialog").get_by_role("button", name="Kampanya").click()
    page.get_by_role("dialog").get_by_role("button", name="Uygula").click()
    stage.check("a discount of 10 % takes 10 %", until(lambda: abs(pos.total(page) - before * 0.9) <= 1),
                f"{pos.total(page)} of {before}")
    page.get_by_role("button", name="Diğer").click()
    page.get_by_role("dialog").get_by_role("button", name="Başka masaya taşı").click()
    target = page.get_by_role("dialog").locator(".targets button").first
    name = target.inner_text()
    target.click()
    stage.sees("the check moves to another table", page.get_by_role("heading", name=name, exact=True))
    page.get_by_role("button", name="Böl").click()
    stage.sees("equal shares are shown", page.get_by_text("1. pay"))
    stage.bar(page, "split")
    page.get_by_role("dialog").get_by_role("button", name=re.compile("payını öde")).click()
    page.locator(".pay-tenders").wait_for()
    page.wait_for_timeout(400)
    page.get_by_role("button", name="Nakit").click()
    page.get_by_role("button", name=re.compile("şimdi al")).click()
    stage.sees("a share is taken and the rest stays due", page.get_by_text("Ödendi", exact=True))
    page.locator(".tender:enabled").first.wait_for()  # the socket may tell it before the answer has come
    page.keyboard.press("F10")
    stage.sees("the rest closes the check", page.locator(".done-main"))


def approvals(stage):
    """A cashier's discount over the limit needs somebody else's PIN."""
    context, page = stage.till(role="cashier")
    due = quick_lines(stage, page, 1)
    page.get_by_role("button", name="Diğer").click()
    page.get_by_role("dialog").get_by_role("button", name="İndirim").click()
    page.get_by_role("dialog").get_by_role("button", name="%50").click()
    page.get_by_role("dialog").get_by_role("button", name="Sürekli misafir").click()
    page.get_by_role("dialog").get_by_role("button", name="Uygula").click()
    if stage.sees("over the limit an approval is asked for", page.get_by_text("Onay gerekiyor")):
        about = page.locator(".approval-about").inner_text()
        stage.check("it says what, for which reason, and why it is asked", all(
            words in about for words in ("İndirim %50", "Adisyon", "Neden: Sürekli misafir", "Kendi sınırınız %10")), about)
        stage.bar(page, "approval")
        stage.shot(page, "approval")
        manager = stage.person("manager")
        page.get_by_role("button", name=manager["name"]).click()
        page.keyboard.type(manager["pin"])
        page.keyboard.press("Enter")
        stage.check("with the manager's PIN it is given", until(lambda: abs(pos.total(page) - due / 2) <= 1))
    pos.pay(page)
    page.wait_for_timeout(500)
    page.keyboard.press("F10")
    stage.sees("and the cashier takes what is left", page.get_by_text("Ödendi"))
    page.goto(f"{stage.base}/pos/till")
    page.get_by_role("tab", name="X raporu").click()
    stage.sees("who will count the cash is not told of it before", page.locator(".done-paper").get_by_text("sayılıp kapatılınca"))
    stage.check("by no line of the X report, nor by a sum that tells it to who has the card slips", not any(
        page.locator(".done-paper").get_by_text(words, exact=True).count()
        for words in ("Nakit satış", "Net satış", "Brüt satış", "Kart", "Bahşiş", "Beklenen")))
    context.close()


def merging(stage, page):
    """Two tables sit together: one check for both."""
    names = []
    for product in pos.plain_products(stage, page, 2):
        names.append(pos.free_table(page))
        pos.tap(page, product)
        page.keyboard.press("F8")
        page.get_by_text("Mutfağa gönderildi").first.wait_for()
        pos.settled(page)
    second = pos.total(page)
    page.get_by_role("button", name="Diğer").click()
    page.get_by_role("dialog").get_by_role("button", name="Başka adisyonla birleştir").click()
    page.get_by_role("dialog").locator(".targets button", has_text=re.compile(f"Masa {names[0]} ")).first.click()
    stage.sees("two checks become one", page.get_by_role("heading", name=f"Masa {names[0]}", exact=True))
    stage.check("with the lines of both", until(lambda: page.locator(".line-row").count() == 2 and pos.total(page) > second))
    pos.pay(page)
    page.wait_for_timeout(500)
    page.keyboard.press("F10")
    page.locator(".done-main").wait_for()
    page.emulate_media(media="print")
    shown = page.evaluate("[getComputedStyle(document.getElementById('app')).display, "
                          "getComputedStyle(document.querySelector('.paper')).display]")
    stage.check("only the receipt goes to paper", shown == ["none", "block"], str(shown))
    page.emulate_media(media="screen")


def offline(stage, context, page):
    pos.free_table(page)
    first, second = pos.plain_products(stage, page, 2)
    pos.tap(page, first)
    pos.settled(page)
    context.set_offline(True)
    pos.tap(page, second)
    page.keyboard.press("F8")
    stage.sees("without a connection the writes are counted", page.get_by_text(re.compile("bekliyor$")))
    stage.check("the connection is not called live", until(lambda: page.get_by_text("Canlı").count() == 0))
    stage.sees("and shown on the check", page.locator(".line-row", has_text=second["name"]["tr"]))
    stage.shot(page, "offline")
    page.evaluate("navigator.serviceWorker.ready.then(() => 1)")
    began = time.monotonic()
    page.reload()
    stage.sees("the till starts without a connection", page.locator(".line-row", has_text=second["name"]["tr"]))
    stage.check("and within two seconds", time.monotonic() - began < 2, f"{time.monotonic() - began:.1f} s")
    stage.sees("what waits is still counted", page.get_by_text(re.compile("bekliyor$")))
    context.set_offline(False)
    stage.check("they go out when it is back", until(lambda: page.get_by_text(re.compile("bekliyor$")).count() == 0, 30))
    stage.check("nothing was refused", page.get_by_text("Gönderilemedi").count() == 0)
    page.reload()
    stage.sees("the server has both", page.locator(".line-row", has_text=second["name"]["tr"]))
    page.get_by_text("Mutfağa gönderildi").first.wait_for()
    pos.pay(page)
    page.wait_for_timeout(400)
    page.keyboard.press("F10")
    page.get_by_text("Ödendi").first.wait_for()


def languages(stage, page):
    pos.tables(page)
    page.locator(".top-tools button").last.click()
    page.get_by_role("tab", name="English").click()
    stage.bar(page, "user menu")
    page.get_by_role("tab", name="Dark").click()
    page.keyboard.press("Escape")
    stage.sees("English at once", page.get_by_role("heading", name="Tables"))
    stage.check("the page says its language", page.evaluate("document.documentElement.lang") == "en")
    stage.shot(page, "tables-en-dark")
    stage.bar(page, "tables, English, dark")
    page.keyboard.press("F4")
    page.locator(".grid .tile").first.wait_for()
    stage.shot(page, "order-en-dark")
    stage.bar(page, "order, English, dark")
    page.locator(".top-tools button").last.click()
    page.get_by_role("tab", name="Türkçe").click()
    page.get_by_role("tab", name="Sistem").click()
    page.keyboard.press("Escape")
    for width, height in ((1024, 768), (390, 844)):
        page.set_viewport_size({"width": width, "height": height})
        stage.shot(page, f"order-{width}")
        stage.bar(page, f"order at {width}")
    page.set_viewport_size({"width": 1280, "height": 800})


def locked(stage, page):
    product = pos.plain_products(stage, page, 1)[0]
    pos.tap(page, product)
    pos.settled(page)
    page.locator(".top-tools button").last.click()
    page.get_by_role("button", name="Ekranı kilitle").click()
    stage.sees("a locked screen asks for the PIN", page.get_by_role("button", name="Giriş"))
    page.keyboard.type(stage.person("manager")["pin"])
    page.keyboard.press("Enter")
    stage.sees("and keeps what was on it", page.locator(".line-row", has_text=product["name"]["tr"]))
    page.keyboard.press("F9")
    page.locator(".pay-tenders").wait_for()
    page.wait_for_timeout(500)
    page.keyboard.press("F10")
    page.get_by_text("Ödendi").first.wait_for()


def day(stage, page):
    page.goto(f"{stage.base}/pos/till")
    page.get_by_role("tab", name="Kapananlar").click()
    page.locator(".table-open button").first.click()
    stage.sees("a closed check's receipt can be seen again", page.locator(".done-paper .slip"))
    page.get_by_role("button", name=re.compile("iadesi$")).first.click()
    page.get_by_role("dialog").get_by_role("button", name="Son haneyi sil").click()
    page.get_by_role("dialog").get_by_role("button", name="Şikâyet").click()
    page.get_by_role("dialog").get_by_role("button", name="İade", exact=True).click()
    stage.sees("money can be given back", page.get_by_text("İade edildi"))
    stage.shot(page, "closed-checks")
    stage.bar(page, "closed checks")
    page.get_by_role("tab", name="X raporu").click()
    stage.sees("the X report has the day's cash", page.locator(".done-paper").get_by_text("Nakit satış"))
    stage.shot(page, "x-report")
    stage.bar(page, "X report")
    page.get_by_role("tab", name="Kasa").click()
    page.get_by_role("button", name="Para çıkışı").first.click()
    for key in ("2", "00", "00"):
        page.get_by_role("dialog").get_by_role("button", name=key, exact=True).click()
    page.get_by_role("dialog").get_by_role("button", name="Küçük gider").click()
    page.get_by_role("dialog").locator(".dialog-foot").get_by_role("button", name="Para çıkışı").click()
    stage.check("cash can be taken out with a reason", until(lambda: page.get_by_role("dialog").count() == 0))
    while page.get_by_role("button", name="Say", exact=True).count() > 0:
        count = page.get_by_role("button", name="Say", exact=True).count()
        page.get_by_role("button", name="Say", exact=True).first.click()
        page.get_by_role("dialog").get_by_label("₺200 adedi").fill("3")
        stage.bar(page, "count")
        page.get_by_role("dialog").get_by_role("button", name="Kaydet").click()
        if not until(lambda: page.get_by_role("button", name="Say", exact=True).count() < count):
            break
        page.get_by_role("button", name="Kasayı kapat").first.click()
        if not stage.sees("after closing the difference is told", page.get_by_text("Fark", exact=True)):
            break
    stage.shot(page, "closed")
    _, page = stage.till(role="cashier")
    page.goto(f"{stage.base}/pos/till")
    page.get_by_role("tab", name="Z raporları").click()
    page.get_by_role("switch").wait_for()
    page.locator(".switch").click()
    page.get_by_role("button", name="Günü kapat").click()
    stage.sees("a cashier closes the day with somebody's approval", page.get_by_text("Onay gerekiyor"))
    manager = stage.person("manager")
    page.get_by_role("button", name=manager["name"]).click()
    page.keyboard.type(manager["pin"])
    page.keyboard.press("Enter")
    stage.sees("the day is closed under a Z number", page.get_by_text(re.compile(r"^Z \d+ alındı")))
    stage.sees("the Z report can be read", page.locator(".done-paper").get_by_text("Z raporu"))
    stage.shot(page, "z-report")
    stage.bar(page, "Z reports")
