"""A second drawer in the other branch, given to a till from the office: its cash goes there."""
import json
import re

import boss
from stage import until

NAME = "Bar kasası"


def run(stage):
    office = boss.enter(stage.browser, stage.base, stage.demo["owner"], 1280, 800)
    branch = stage.demo["branches"][1]
    office.get_by_label("Şube").select_option(label=branch["name"])
    office.goto(f"{stage.base}/boss/till")
    office.get_by_role("button", name="Kasa ekle").click()
    office.get_by_role("dialog").get_by_label("Ad", exact=False).fill(NAME)
    office.get_by_role("dialog").get_by_role("button", name="Kaydet").click()
    stage.sees("a drawer is added from the office", office.locator("tr", has_text=NAME).get_by_text("Kapalı"))
    page = stage.page(stage.context())
    stage.pair(page, branch=1)
    stage.enter(page, "manager", branch=1)
    page.get_by_role("heading", name="Masalar").wait_for()
    give(stage, office, page, NAME)
    sale(stage, page)
    shut = page.locator(".banner", has_text=NAME)
    stage.sees("cash is refused while the device's own drawer is closed", shut)
    shut.get_by_role("button", name="Kasalara git").click()
    own = page.locator(".drawer", has_text=NAME)
    stage.check("its own drawer stands first and says so", until(lambda: "Bu cihaz" in page.locator(".drawer").first.inner_text()))
    stage.bar(page, "two drawers")
    stage.shot(page, "own-drawer")
    own.get_by_role("button", name="Kasayı aç").click()
    page.get_by_role("dialog").get_by_role("button", name="Aç", exact=True).click()
    own.get_by_text("Açık", exact=True).wait_for()
    sale(stage, page)
    stage.sees("and taken once it is open", page.get_by_text("Ödendi").first)
    give(stage, office, page, "Kendi kasası yok")
    office.goto(f"{stage.base}/boss/audit")
    stage.sees("the audit trail has it", office.locator("tr", has_text="Cihaza kasa verdi").first)
    office.context.close()


def give(stage, office, page, drawer):
    """The office says which drawer the till uses; the till hears it at once."""
    device = json.loads(page.evaluate("localStorage.getItem('hesap.device.pos')"))["device"]["name"]
    office.goto(f"{stage.base}/boss/devices")
    office.get_by_role("button", name=f"{device}: kasası").click()
    dialog = office.get_by_role("dialog")
    dialog.get_by_label("Kasa", exact=True).select_option(label=drawer)
    stage.bar(office, "a device's drawer")
    dialog.get_by_role("button", name="Kaydet").click()
    dialog.wait_for(state="detached")
    stage.check("it is said once that it was saved", office.locator(".toast").count() == 1)
    button = office.get_by_role("button", name=f"{device}: kasası")
    stage.check(f"the device's row says {drawer}", until(lambda: button.inner_text() == drawer))


def sale(stage, page):
    if page.get_by_role("heading", name="Masalar").count() == 0:
        page.keyboard.press("F2")
        page.get_by_role("heading", name="Masalar").wait_for()
    page.keyboard.press("F4")
    page.locator(".grid .tile").first.wait_for()
    page.get_by_label("Ürün ara").fill("Ayran")
    page.locator(".grid .tile", has_text=re.compile("^Ayran")).first.click()
    page.locator(".line-row").wait_for()
    page.keyboard.press("Escape")
    page.keyboard.press("F9")
    page.locator(".pay-tenders").wait_for()
    page.wait_for_timeout(500)
    page.keyboard.press("F10")
