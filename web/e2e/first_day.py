"""A venue's first day, by screens alone: an owner who has nothing but a login draws the floor, sets up the kitchen, a
product, a drawer, a PIN and a till, sells from a table, counts the drawer and closes the day with Z 1.

    python e2e/first_day.py --base http://127.0.0.1:3000 --email E-MAIL --password PASSWORD --out e2e/out [--looks]

The server has an organization that was just made (`hesap organization create`), and no demo. --looks also takes pictures
of the venue's screens: in English, in the dark and on a phone.
"""
import argparse, pathlib, re, sys
from playwright.sync_api import expect, sync_playwright
from axe_playwright_python.sync_playwright import Axe

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
PIN = "4926"


class Day:
    def __init__(self, browser, given):
        self.browser, self.base, self.given = browser, given.base, given
        self.out = pathlib.Path(given.out)
        self.out.mkdir(parents=True, exist_ok=True)
        self.faults = []

    def page(self, **more):
        context = self.browser.new_context(**{"viewport": {"width": 1280, "height": 800}, "locale": "tr-TR", **more})
        context.set_default_timeout(8000)
        page = context.new_page()
        page.on("pageerror", lambda e: self.faults.append(f"page error: {e}"))
        page.on("console", lambda m: m.type == "error" and "409" not in m.text and self.faults.append(m.text[:200]))
        return page

    def look(self, page, name, axe=True):
        page.screenshot(path=str(self.out / f"first-{name}.png"))
        if not axe: return
        options = {"runOnly": {"type": "tag", "values": TAGS}, "resultTypes": ["violations"]}
        for one in Axe().run(page, options=options).response["violations"]:
            self.faults.append(f"{name}: {one['id']} {one['nodes'][0]['html'][:160]}")

    def office(self, **more):
        page = self.page(**more)
        page.goto(self.base + "/boss/")
        page.locator("input[type=email]").fill(self.given.email)
        page.locator("input[type=password]").fill(self.given.password)
        page.locator("button[type=submit]").click()
        page.locator(".b-kpi, .empty").first.wait_for()
        return page


def saved(page, scope=".dialog, .sheet"):
    page.locator(scope).get_by_role("button", name="Kaydet").click()
    page.locator(scope).wait_for(state="detached")


def steps_left(page):
    return page.locator(".b-steps li:not(.b-step-done)").count()


def venue(day, page):
    """The branch, the floor with its tables, the kitchen, how cards are taken."""
    page.get_by_role("link", name=re.compile("Katı ve masaları")).click()
    page.get_by_role("button", name="Kat ekle").click()
    page.locator(".dialog").get_by_label("Ad").fill("Salon"); saved(page)
    page.get_by_role("button", name="Masa ekle").click()
    dialog = page.locator(".dialog")
    dialog.get_by_label("Adlar").fill("1-12"); day.look(page, "tables-dialog")
    dialog.get_by_role("button", name="Masa ekle · 12").click(); dialog.wait_for(state="detached")
    table = page.get_by_role("button", name=re.compile("^Masa 12,")); table.wait_for()
    box = table.bounding_box()
    page.mouse.move(box["x"] + 20, box["y"] + 20); page.mouse.down()
    page.mouse.move(box["x"] + 20 + 32, box["y"] + 20 + 3 * 32, steps=4); page.mouse.up()
    page.get_by_role("button", name="Masa 12, 4 kişilik, sütun 17, sıra 7").wait_for()
    page.keyboard.press("ArrowRight"); page.keyboard.press("Shift+ArrowRight")
    panel = page.locator(".b-panel"); expect(panel.get_by_label("En", exact=True)).to_have_value("3")
    panel.get_by_label("Kişi").fill("8"); panel.get_by_label("Biçim").select_option("round")
    panel.get_by_role("button", name="Kaydet").click()
    page.get_by_role("button", name="Masa 12, 8 kişilik, sütun 18, sıra 7").wait_for()
    day.look(page, "plan")
    page.locator(".switch").click(); page.locator(".plan").wait_for(); day.look(page, "plan-as-till", axe=False)
    page.get_by_role("tab", name="Mutfak").click()
    page.get_by_role("button", name="İstasyon ekle").click()
    page.locator(".sheet").get_by_label("Ad (Türkçe)").fill("Mutfak"); saved(page)
    page.get_by_role("button", name="Mutfak düzenle").wait_for()
    page.get_by_role("tab", name="Şube").click()
    page.get_by_label("Adres").fill("Moda Cad. 12\nKadıköy / İstanbul")
    page.get_by_label("Vergi dairesi").fill("Kadıköy"); page.get_by_label("Vergi numarası").fill("1234567890")
    save = page.locator(".b-card", has=page.get_by_label("Adres")).get_by_role("button", name="Kaydet")
    save.click(); expect(save).to_be_disabled()
    day.look(page, "branch")
    page.get_by_role("tab", name="Kartlar").click()
    page.get_by_role("button", name="Banka POS'u düzenle").click()
    page.locator(".dialog").get_by_label("Ad").fill("Garanti POS"); saved(page)
    expect(page.get_by_role("radio").first).to_be_checked()
    day.look(page, "cards")


def product(page, base):
    page.goto(base + "/boss/menu/categories")
    page.get_by_role("button", name="Yeni kategori").click()
    page.locator(".sheet").get_by_label("Ad (Türkçe)").fill("Kahveler"); saved(page)
    page.goto(base + "/boss/menu")
    page.get_by_role("button", name="Yeni ürün").click()
    sheet = page.locator(".sheet")
    sheet.get_by_label("Ad (Türkçe)").first.fill("Türk kahvesi"); sheet.get_by_label("Fiyat", exact=True).first.fill("95")
    saved(page)
    page.get_by_text("Türk kahvesi").first.wait_for()


def people_and_money(day, page, base):
    """A PIN for the owner; a drawer that is renamed, and one that goes out of use; a code for the till."""
    page.goto(base + "/boss/staff")
    page.get_by_role("button", name=re.compile("düzenle$")).first.click()
    page.locator(".sheet").get_by_label("PIN").fill(PIN); saved(page)
    page.goto(base + "/boss/till")
    for name in ("Kasa", "Bar"):
        page.get_by_role("button", name="Kasa ekle").click()
        page.locator(".dialog").get_by_label("Ad").fill(name); saved(page)
        page.get_by_role("cell", name=name, exact=True).wait_for()
    page.get_by_role("button", name="Kasa düzenle").click()
    page.locator(".dialog").get_by_label("Ad").fill("Kasa 1"); saved(page)
    page.get_by_role("button", name="Bar düzenle").click()
    for _ in range(2): page.get_by_role("button", name="Kullanımdan kaldır").click()
    page.locator(".dialog").wait_for(state="detached")
    page.get_by_role("cell", name="Bar", exact=True).wait_for(state="detached")
    page.goto(base + "/boss/devices")
    page.get_by_role("button", name="Cihaz eşle").click(); page.get_by_role("button", name="Kod üret").click()
    return page.locator(".b-code").inner_text().strip()


def till(day, code):
    page = day.page()
    page.goto(f"{day.base}/pos/?code={code}")
    page.get_by_label("Cihazın adı").fill("Kasa"); page.get_by_role("button", name="Eşle", exact=True).click()
    page.get_by_text("Kim çalışıyor?").wait_for()
    page.get_by_role("button", name=re.compile("Çınar")).first.click()
    page.get_by_role("button", name="Giriş").wait_for()
    page.keyboard.type(PIN); page.keyboard.press("Enter")
    page.get_by_role("heading", name="Masalar").wait_for()
    page.goto(day.base + "/pos/till")
    page.get_by_role("button", name="Kasayı aç").click()
    for key in "50000": page.get_by_role("dialog").get_by_role("button", name=key, exact=True).click()
    page.get_by_role("dialog").get_by_role("button", name="Aç", exact=True).click()
    page.get_by_role("button", name="Say", exact=True).wait_for()
    page.keyboard.press("F2")
    page.locator(".table-tile").nth(11).wait_for()
    return page


def sale(day, page, office):
    """From the table to the receipt; BOSS knows meanwhile that the table is taken, and adds one that the till sees."""
    tile = lambda name: page.locator(".table-tile", has=page.locator(".table-name", has_text=re.compile(f"^{name}$")))
    tile("12").click()
    page.locator(".grid .tile", has_text="Türk kahvesi").click()
    page.locator(".line-row").first.wait_for()
    office.goto(day.base + "/boss/venue")
    office.get_by_role("button", name=re.compile("^Masa 12,")).click()
    office.get_by_text("Masada misafir var").wait_for()
    expect(office.locator(".b-panel").get_by_role("button", name="Kullanımdan kaldır")).to_have_count(0)
    office.get_by_role("button", name=re.compile("^Masa 11,")).click()
    for _ in range(2): office.locator(".b-panel").get_by_role("button", name="Kullanımdan kaldır").click()
    office.get_by_role("button", name=re.compile("^Masa 11,")).wait_for(state="detached")
    office.get_by_role("button", name="Masa ekle").click()
    office.locator(".dialog").get_by_label("Adlar").fill("VIP")
    office.locator(".dialog").get_by_role("button", name="Masa ekle · 1").click()
    page.keyboard.press("F8"); page.get_by_text(re.compile("^Mutfağa gönderildi")).wait_for()
    page.keyboard.press("F9"); page.locator(".pay-tenders").wait_for()
    page.keyboard.type("5000"); page.get_by_role("button", name=re.compile("^Kart ₺")).click()
    page.get_by_text("Kart · Garanti POS").first.wait_for()
    day.look(page, "pay")
    page.keyboard.type("10000"); page.get_by_role("button", name="Nakit").click()
    page.get_by_text("Ödendi").wait_for()
    for words in ("Moda Cad. 12", "1234567890", "Garanti POS"): page.locator(".done-paper").get_by_text(words).first.wait_for()
    day.look(page, "receipt", axe=False)
    page.get_by_role("button", name="Masalar").last.click()
    tile("VIP").wait_for(); tile("11").wait_for(state="detached")
    day.look(page, "till", axe=False)


def close(day, page):
    page.goto(day.base + "/pos/till")
    page.get_by_role("button", name="Say", exact=True).click()
    page.get_by_role("dialog").get_by_label("₺200 adedi").fill("2")
    page.get_by_role("dialog").get_by_role("button", name="Kaydet").click()
    page.get_by_role("button", name="Kasayı kapat").click()
    page.get_by_text("Fark", exact=True).wait_for()
    page.get_by_role("tab", name="Z raporları").click()
    page.get_by_role("button", name="Günü kapat").click()
    page.get_by_text(re.compile("Z (raporu )?(no )?:? ?1")).first.wait_for()
    day.look(page, "z", axe=False)


def looks(day):
    """The venue's screens in English, in the dark and on a phone, with axe."""
    for tag, more in (("en", {"locale": "en-GB"}), ("dark", {"color_scheme": "dark"}),
                      ("phone", {"viewport": {"width": 390, "height": 844}})):
        context = dict(more)
        page = day.office(**context)
        if tag == "en":
            page.locator("header button").last.click(); page.get_by_text("English").last.click(); page.keyboard.press("Escape")
        for path in ("venue", "venue/kitchen", "venue/branch", "venue/cards", "venue/old", "menu/taxes", "till"):
            page.goto(f"{day.base}/boss/{path}")
            page.locator(".b-card").first.wait_for(); page.wait_for_timeout(500)
            if path == "venue": page.locator(".b-table").first.click()
            if page.locator("details").count(): page.locator("summary").first.click()
            day.look(page, f"{path.replace('/', '-')}-{tag}")
            wide = page.evaluate("() => document.documentElement.scrollWidth - innerWidth")
            if wide > 0: day.faults.append(f"{path} {tag}: {wide} px too wide")
        page.context.close()


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--base", default="http://127.0.0.1:3000")
    parser.add_argument("--email", required=True)
    parser.add_argument("--password", required=True)
    parser.add_argument("--out", default="e2e/out")
    parser.add_argument("--looks", action="store_true")
    given = parser.parse_args()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--disable-dev-shm-usage"])
        day = Day(browser, given)
        try:
            office = day.office()
            office.locator(".b-steps").wait_for(); day.look(office, "nothing")
            if steps_left(office) != 6: day.faults.append(f"{steps_left(office)} steps at first")
            venue(day, office)
            product(office, day.base)
            code = people_and_money(day, office, day.base)
            page = till(day, code)
            office.goto(day.base + "/boss/")
            office.locator(".b-kpi").first.wait_for()
            if office.locator(".b-steps").count(): day.faults.append("steps are left")
            sale(day, page, office)
            close(day, page)
            if given.looks: looks(day)
        except Exception:
            for context in browser.contexts:
                for at, page in enumerate(context.pages): page.screenshot(path=str(day.out / f"first-stopped-{at}.png"))
            raise
        finally:
            browser.close()
    for fault in day.faults: print(fault)
    print("the first day: " + (f"{len(day.faults)} faults" if day.faults else "from nothing to Z 1"))
    return 1 if day.faults else 0


sys.exit(main())
