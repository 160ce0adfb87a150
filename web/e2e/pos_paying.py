"""Paying at the POS: cards with every outcome, and mixed payments."""
import re

import pos
from stage import until


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
