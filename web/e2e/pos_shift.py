"""A shift at the POS beyond its sales: without the network, in another language, locked, and its end."""
import re
import time

import pos
from stage import until


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
