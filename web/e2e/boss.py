"""BOSS on a running demo server: every screen in both languages and on a phone, with pictures and axe, and the journey of an
owner: today's figures, a day's checks down to one check's history, a product's price, a person with a PIN, a Z report, the
audit trail, a pairing code.

    python e2e/boss.py --base http://127.0.0.1:3000 --data data --out e2e/out [--quick]
"""
import argparse, json, pathlib, re, socket, threading, uuid
from playwright.sync_api import expect, sync_playwright
from axe_playwright_python.sync_playwright import Axe

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
PATHS = ["", "sales", "menu", "menu/categories", "menu/groups", "staff", "staff/roles", "till", "till/sessions", "till/x", "till/z", "audit", "devices"]
found, complaints = [], []


def expected(text):
    """Refusals that the journey asks for, and sockets that end with their page."""
    return any(part in text for part in ("404", "409", "422", "before the connection"))


def axe(page, name):
    # Without resultTypes axe describes every element that is right, too: seconds on a long table.
    options = {"runOnly": {"type": "tag", "values": TAGS}, "resultTypes": ["violations"]}
    for one in Axe().run(page, options=options).response["violations"]:
        nodes = [node["html"][:140] + " " + str((node.get("any") or [{}])[0].get("message", ""))[:140] for node in one["nodes"][:2]]
        found.append((name, one["id"], nodes))


def targets(page, name):
    """Controls under 44 px (links in a sentence, inputs inside a larger label and hidden ones apart); sideways scrolling."""
    small = page.evaluate("""() => [...document.querySelectorAll('button, a, select, input')].filter((one) => {
      const box = (one.closest('label') ?? one).getBoundingClientRect();
      return box.width > 1 && box.height > 1 && !one.closest('.unseen, .skip') && !one.matches('.skip, .unseen') && (box.height < 44 || box.width < 44);
    }).map((one) => one.outerHTML.slice(0, 90))""")
    wide = page.evaluate("() => document.documentElement.scrollWidth - innerWidth")
    if small: complaints.append((name, "small", small[:3]))
    if wide > 0: complaints.append((name, "wide", wide))


def enter(browser, base, owner, width, height, locale="tr-TR", dark=False):
    context = browser.new_context(viewport={"width": width, "height": height}, locale=locale, color_scheme="dark" if dark else "light")
    page = context.new_page()
    page.on("console", lambda m: m.type in ("error", "warning") and not expected(m.text) and complaints.append(("console", m.text[:200])))
    page.on("pageerror", lambda e: complaints.append(("pageerror", str(e)[:300])))
    page.goto(base + "/boss/")
    page.locator("input[type=email]").fill(owner["email"])
    page.locator("input[type=password]").fill(owner["password"])
    page.locator("button[type=submit]").click()
    page.locator(".b-value").first.wait_for(timeout=20_000)
    return page


def look(page, base, out, tag, with_axe=True):
    for path in PATHS:
        page.goto(f"{base}/boss/{path}")
        page.locator("h1").first.wait_for()
        page.locator(".b-card, .empty").first.wait_for(timeout=15_000)
        page.wait_for_timeout(500)
        name = f"{path.replace('/', '-') or 'today'}-{tag}"
        page.screenshot(path=str(out / f"boss-{name}.png"), full_page=False)
        if with_axe: axe(page, name)
        targets(page, name)


def journey(page, base, out):
    shot = lambda name: (page.wait_for_timeout(400), page.screenshot(path=str(out / f"boss-j-{name}.png")), axe(page, name))
    page.goto(base + "/boss/sales")
    page.get_by_role("button", name=re.compile("göster$")).last.click()  # a whole day, whatever the hour
    page.get_by_role("heading", name=re.compile("adisyonları")).wait_for()
    page.get_by_role("button", name=re.compile("Adisyon \\d+ göster")).first.click()
    page.locator(".sheet .b-line").first.wait_for(); page.locator(".b-event").first.wait_for(); shot("1-check")
    page.keyboard.press("Escape")

    page.goto(base + "/boss/menu")
    page.get_by_role("searchbox", name="Ara").fill("latte")
    page.get_by_role("button", name=re.compile("Latte.* düzenle")).first.click()
    price = page.locator(".sheet").get_by_label("Fiyat", exact=True).first
    price.wait_for(); shot("2-product")
    before = price.input_value(); after = str(int(before.split(",")[0]) + 1)
    price.fill("abc"); page.get_by_role("button", name="Kaydet").click()
    expect(page.get_by_text("12,50 gibi bir tutar.")).to_be_visible()
    price.fill(after); page.get_by_role("button", name="Kaydet").click()
    page.locator(".sheet").wait_for(state="detached"); page.wait_for_timeout(600)
    expect(page.locator("tbody tr").first).to_contain_text(after)

    page.goto(base + "/boss/staff")
    page.get_by_role("button", name="Yeni kişi").click()
    name = f"Deneme {uuid.uuid4().hex[:5]}"
    sheet = page.locator(".sheet")
    sheet.get_by_label("Ad", exact=False).first.fill(name); sheet.get_by_label("PIN").fill("1111")
    page.get_by_role("button", name="Kaydet").click(); page.locator(".sheet .banner-bad").wait_for(); shot("3-weak-pin")
    sheet.get_by_label("PIN").fill("4926"); page.get_by_role("button", name="Kaydet").click()
    sheet.wait_for(state="detached"); page.get_by_text(name).wait_for()
    page.get_by_role("button", name=f"{name} düzenle").click(); page.get_by_role("button", name="PIN kilidini aç").click()
    page.get_by_text("PIN her cihazda yeniden denenebilir.").wait_for()
    page.get_by_role("button", name="Erişimi kapat").click(); shot("4-person")
    page.get_by_role("button", name="Erişimi kapat").click(); sheet.wait_for(state="detached")
    page.get_by_role("button", name=f"{name} düzenle").click(); page.get_by_role("button", name="Erişimi yeniden aç").click()
    sheet.wait_for(state="detached")

    page.goto(base + "/boss/till/z")
    page.get_by_role("button", name=re.compile("Z \\d+ göster")).first.click(); page.locator(".b-report").wait_for(); shot("5-z")
    with page.expect_download(timeout=10_000) as got: page.get_by_role("button", name="PDF").click()
    assert pathlib.Path(got.value.path()).read_bytes()[:4] == b"%PDF"
    page.keyboard.press("Escape")

    page.goto(base + "/boss/audit")
    page.locator("tbody tr").first.wait_for()
    row = page.locator("tbody tr").first.bounding_box()  # its middle, as a finger would
    page.mouse.click(row["x"] + row["width"] / 2, row["y"] + row["height"] / 2, delay=40)
    page.locator(".sheet").wait_for(timeout=5000); shot("6-audit")
    page.keyboard.press("Escape")
    page.goto(base + "/boss/devices")
    page.get_by_role("button", name="Cihaz eşle").click(); page.get_by_role("button", name="Kod üret").click()
    page.locator(".b-code").wait_for(); shot("7-code")
    page.keyboard.press("Escape")
    printers(page, shot)


class Printer:
    """A network printer: whatever comes to its port is paper."""

    def __init__(self):
        self.line, self.papers = socket.create_server(("127.0.0.1", 0)), []
        self.port = self.line.getsockname()[1]
        threading.Thread(target=self.work, daemon=True).start()

    def work(self):
        while True:
            try: caller, _ = self.line.accept()
            except OSError: return
            paper = b""
            with caller:
                while piece := caller.recv(65536): paper += piece
            self.papers.append(paper)

    def off(self):
        self.line.shutdown(socket.SHUT_RDWR); self.line.close()


def printers(page, shot):
    """A printer is set up, tried, tried again while it is off, and taken away."""
    printer, name = Printer(), f"Bar {uuid.uuid4().hex[:4]}"
    page.get_by_role("button", name="Yazıcı ekle").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("Ad", exact=False).first.fill(name)
    dialog.get_by_label("Adres").fill("http://192.168.1.40"); dialog.get_by_role("button", name="Kaydet").click()
    dialog.locator(".banner-bad").wait_for()
    dialog.get_by_label("Adres").fill("127.0.0.1"); dialog.get_by_label("Port").fill(str(printer.port)); shot("8-printer")
    dialog.get_by_role("button", name="Kaydet").click(); dialog.wait_for(state="detached")
    row = page.locator("tr", has=page.get_by_text(name, exact=True)).first
    expect(row).to_contain_text("Adisyon ve fişler")
    row.get_by_role("button", name=f"Deneme sayfası: {name}").click()
    job = page.locator("tr", has_text="Deneme sayfası").filter(has=page.get_by_text(name, exact=True)).filter(has=page.locator(".chip"))
    expect(job.first).to_contain_text("Yazdırıldı", timeout=15_000)
    assert printer.papers and printer.papers[0].startswith(b"\x1b@"), "no paper came out"
    printer.off()
    row.get_by_role("button", name=f"Deneme sayfası: {name}").click()
    expect(job.first).to_contain_text("Yazıcı yanıt vermiyor", timeout=15_000); shot("9-off")
    row.get_by_role("button", name=f"Kaldır: {name}").click()
    row.get_by_role("button", name="Gerçekten kaldırılsın mı?").click()
    expect(page.get_by_role("button", name=f"Kaldır: {name}")).to_have_count(0)


def stale(browser, base, owner, out):
    """Two windows on one product: the later save is told, and loads the newer one."""
    one, two = (enter(browser, base, owner, 1440, 900) for _ in range(2))
    for page in (one, two):
        page.goto(base + "/boss/menu"); page.get_by_role("searchbox", name="Ara").fill("ayran")
        page.get_by_role("button", name=re.compile("Ayran.* düzenle")).first.click()
        page.locator(".sheet").get_by_label("Mutfaktaki adı").wait_for()
    for page, word in ((one, "AYRAN A"), (two, "AYRAN B")):
        page.locator(".sheet").get_by_label("Mutfaktaki adı").fill(f"{word} {uuid.uuid4().hex[:3]}")
    one.get_by_role("button", name="Kaydet").click(); one.locator(".sheet").wait_for(state="detached")
    two.get_by_role("button", name="Kaydet").click()
    expect(two.get_by_text("başka biri değiştirdi")).to_be_visible()
    two.screenshot(path=str(out / "boss-j-8-stale.png"))
    two.get_by_role("button", name="Yeniden yükle").click()
    for page in (one, two): page.context.close()


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--base", default="http://127.0.0.1:3000"); parser.add_argument("--data", default="data")
    parser.add_argument("--out", default="e2e/out"); parser.add_argument("--quick", action="store_true")
    given = parser.parse_args()
    out = pathlib.Path(given.out); out.mkdir(parents=True, exist_ok=True)
    owner = json.loads((pathlib.Path(given.data) / "demo.json").read_text())["owner"]
    with sync_playwright() as p:
        browser = p.chromium.launch(executable_path="/usr/bin/chromium")
        page = enter(browser, given.base, owner, 1440, 900)
        look(page, given.base, out, "1440")
        if not given.quick:
            journey(page, given.base, out)
            stale(browser, given.base, owner, out)
            look(enter(browser, given.base, owner, 390, 844), given.base, out, "390")
            look(enter(browser, given.base, owner, 1440, 900, dark=True), given.base, out, "dark")
        browser.close()
    for one in found + complaints: print(one)
    print(f"boss: {len(found)} axe violations, {len(complaints)} complaints")
    raise SystemExit(1 if found or complaints else 0)


if __name__ == "__main__":
    main()
