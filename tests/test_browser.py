"""One whole sale on two screens at once, in Debian's Chromium, in both languages; web/e2e has the longer journeys."""

import pathlib
import re

import axe_playwright_python
import pytest
from playwright.sync_api import expect, sync_playwright

from conftest import ARTIFACTS, Server, Till

SHOTS = ARTIFACTS / "screens"


@pytest.fixture(scope="module")
def shop():
    running = Server(days=3).start()
    yield running
    running.remove()


WORDS = {
    "tr": {"pair": "Eşle", "name": "Cihazın adı", "enter": "Giriş", "tables": "Masalar", "live": "Canlı", "all": "Tüm istasyonlar",
           "pay": "Ödendi"},
    "en": {"pair": "Pair", "name": "Name of this device", "enter": "Enter", "tables": "Tables", "live": "Live", "all": "All stations",
           "pay": "Paid"},
}


@pytest.mark.parametrize("language", ["tr", "en"])
def test_a_whole_sale_on_two_screens_at_once(shop, language):
    """Opened on a table at the POS, seen and cooked in the kitchen, paid at the POS."""
    words = WORDS[language]
    till = Till(shop)
    till.open_drawer()
    person = next(p for p in shop.demo["people"] if p["role"] == "manager" and 0 in p["branches"])
    product = till.product()
    axe = (pathlib.Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text()
    SHOTS.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--disable-dev-shm-usage"])
        locale = {"tr": "tr-TR", "en": "en-GB"}[language]
        pos = browser.new_context(locale=locale, viewport={"width": 1280, "height": 800}).new_page()
        kitchen = browser.new_context(locale=locale, viewport={"width": 1920, "height": 1080}).new_page()
        faults = []
        pages = {"pos": pos, "kitchen": kitchen}
        for page in pages.values():
            page.set_default_timeout(15_000)
            page.on("pageerror", lambda fault: faults.append(str(fault)))
        codes = shop.demo["branches"][0]["codes"]
        kitchen.goto(f"{shop.base}/kitchen/?code={codes['kitchen']}")
        kitchen.get_by_role("button", name=words["pair"], exact=True).click()
        kitchen.get_by_role("button", name=words["all"]).click()
        pos.goto(f"{shop.base}/pos/?code={codes['pos']}")
        pos.get_by_label(words["name"]).fill(f"Kasa {language}")
        pos.get_by_role("button", name=words["pair"], exact=True).click()
        pos.get_by_role("button", name=person["name"]).click()
        pos.get_by_role("button", name=words["enter"]).wait_for()
        pos.keyboard.type(person["pin"])
        pos.keyboard.press("Enter")
        pos.locator(".table-tile").first.wait_for()
        if pos.evaluate("document.documentElement.lang") != language:
            # The screen speaks the person's language until they choose another one.
            pos.locator(".top-tools button").last.click()
            pos.get_by_role("tab", name={"tr": "Türkçe", "en": "English"}[language]).click()
            pos.keyboard.press("Escape")
        tile = pos.locator(".table-tile.table-free").first
        table = tile.locator(".table-name").inner_text()
        tile.click()
        pos.locator(".grid .tile").first.wait_for()
        pos.get_by_role("searchbox").first.fill(product["name"][language])
        pos.locator(".grid .tile", has_text=re.compile(f"^{re.escape(product['name'][language])}")).first.click()
        pos.locator(".line-row", has_text=product["name"][language]).wait_for()
        pos.keyboard.press("Escape")
        pos.keyboard.press("F8")
        card = kitchen.locator(".k-card", has=kitchen.locator(".k-title", has_text=re.compile(rf"(^|\s){re.escape(table)}\b")))
        expect(card).to_be_visible(timeout=15_000)
        for name, page in pages.items():
            page.screenshot(path=str(SHOTS / f"two-{name}-{language}.png"))
            page.evaluate(axe)
            grave = page.evaluate("async () => (await axe.run()).violations.filter(v => ['serious', 'critical'].includes(v.impact)).map(v => v.id)")
            assert not grave, (name, grave)
            assert page.evaluate("document.documentElement.lang") == language
        card.locator(".k-foot").click()
        expect(card.locator(".k-foot-serve")).to_be_visible()
        kitchen.wait_for_timeout(800)  # sooner it would be the same finger, bouncing
        card.locator(".k-foot-serve").click()
        expect(card).to_have_count(0)
        pos.keyboard.press("F9")
        pos.locator(".pay-tenders").wait_for()
        pos.wait_for_timeout(600)
        pos.keyboard.press("F10")
        expect(pos.get_by_text(words["pay"], exact=True).first).to_be_visible()
        pos.screenshot(path=str(SHOTS / f"two-paid-{language}.png"))
        browser.close()
    assert not faults, faults
    newest = till.get(f"{till.prefix}/checks?state=closed&limit=1").json["items"][0]
    assert newest["state"] == "closed" and newest["total"] == product["price"]
