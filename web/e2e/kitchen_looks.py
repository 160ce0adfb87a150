"""The kitchen with made-up tickets: pictures, axe, and how fast it paints with 80 tickets on a slow processor.

    python e2e/kitchen_looks.py --dist dist --out e2e/out [--port 26010] [--speed]

Serves dist under the content policy of the real server and plays the server's part of the socket here. The journey on the
real server is in kitchen.py; nothing of this file is part of the product.
"""
import argparse, http.server, json, mimetypes, pathlib, statistics, threading
from datetime import datetime, timedelta, timezone
from playwright.sync_api import sync_playwright

CSP = ("default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; font-src 'self'; "
       "connect-src 'self'; manifest-src 'self'; worker-src 'self'; media-src 'self' blob:; base-uri 'none'; "
       "form-action 'self'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types app")
stamp = lambda when: when.strftime("%Y-%m-%dT%H:%M:%S.000Z")
ago = lambda seconds: stamp(datetime.now(timezone.utc) - timedelta(seconds=seconds))
BRANCH = {"id": "b", "name": "Kadıköy", "timeZone": "Europe/Istanbul"}
ORG = {"id": "o", "slug": "demo", "name": "Ada Lokantası", "currency": "TRY"}
STATIONS = [{"id": f"s{i}", "name": {"tr": n, "en": n}, "warnMinutes": 5, "lateMinutes": 8, "position": i, "paused": False,
             "version": 1} for i, n in enumerate(["Izgara", "Soğuk", "Bar", "Tatlı"])]
FIELDS = ("quantity", "name", "modifiers", "note", "allergens", "state", "seat", "course")


def item(key, quantity, name, modifiers=(), note=None, allergens=(), state="sent", seat=None, course=None):
    return {"id": key, "line": f"l{key}", "quantity": quantity * 1000, "name": name, "note": note, "seat": seat,
            "course": course, "modifiers": [{"text": text, "kind": kind} for text, kind in modifiers],
            "allergens": list(allergens), "state": state, "voidConfirmed": False}


def ticket(key, label, seconds, items, station="s0", waiter="Elif", also=(), kind="dine_in", check=None, state="open", no=300):
    return {"id": key, "version": 1, "station": station, "check": check or f"k{key}", "label": label, "no": no,
            "orderType": kind, "waiter": waiter, "round": 1, "placedAt": ago(seconds), "bumpedAt": ago(30) if state == "done" else None,
            "recalledAt": None, "alsoAt": list(also), "state": state, "items": items}


def made_up():
    return [
        ticket("1", "12", 860, [item("1a", 2, "Adana kebap", [("az acılı", "plain"), ("pilav", "remove")], seat=1),
                                item("1b", 1, "Kuzu şiş", state="ready"), item("1c", 2, "Lahmacun", [("maydanoz", "add")])], also=["Bar", "Soğuk"]),
        ticket("2", "4", 400, [item("2a", 1, "Kıymalı pide", allergens=["peanuts", "gluten"]), item("2b", 2, "Mercimek çorbası", state="ready")], waiter="Can"),
        ticket("3", "#318", 350, [item("3a", 3, "Tavuk kanat", note="fıstık alerjisi var"), item("3b", 1, "Ezme")], waiter="QR", kind="takeaway"),
        ticket("4", "7", 220, [item("4a", 4, "Adana kebap"), item("4b", 4, "Ayran"), item("4c", 1, "Haydari")]),
        ticket("5", "2", 118, [item("5a", 2, "Künefe", [("kaymak", "remove")])], waiter="Can"),
        ticket("6", "9", 41, [item("6a", 1, "Serpme kahvaltı", [("2 kişilik", "plain")]), item("6b", 2, "Menemen", [("soğan", "remove")])], waiter="QR"),
        ticket("7", "15", 12, [item("7a", 1, "Izgara köfte"), item("7b", 1, "Şiş", state="voided")], waiter="Deniz"),
        ticket("8", "12", 5, [item("8a", 2, "Kuzu pirzola", state="held", course=2), item("8b", 1, "Mantar", state="held", course=2)]),
        ticket("9", "3", 700, [item("9a", 1, "Adana kebap", state="ready")], state="done"),
        ticket("10", "12", 860, [item("10a", 3, "Ayran", state="ready"), item("10b", 1, "Şalgam")], station="s2", check="k1"),
        ticket("11", "6", 300, [item("11a", 2, "Mevsim salata", state="ready")], station="s1", state="done")]


def serve(dist, port):
    class Files(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            path = self.path.split("?")[0]
            file = dist / path.lstrip("/")
            if path.count("/") > 1 and "." not in path.rsplit("/", 1)[1]:
                file = dist / path.split("/")[1] / "index.html"
            if not file.is_file():
                self.send_response(404); self.end_headers(); return
            packed = pathlib.Path(str(file) + ".gz")
            body = packed.read_bytes() if packed.is_file() else file.read_bytes()
            self.send_response(200)
            if packed.is_file(): self.send_header("Content-Encoding", "gzip")
            self.send_header("Content-Type", mimetypes.guess_type(str(file))[0] or "application/octet-stream")
            self.send_header("Content-Security-Policy", CSP)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers(); self.wfile.write(body)
        def log_message(self, *_): pass
    server = http.server.ThreadingHTTPServer(("127.0.0.1", port), Files)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server


class Kitchen:
    """The server's part: tickets, the socket's frames, the answers to taps."""
    def __init__(self, page, tickets):
        self.tickets = {one["id"]: one for one in tickets}
        self.seq, self.sockets = 1, []
        page.route("**/api/**", self.answer)
        page.route_web_socket("**/ws", self.join)

    def join(self, socket):
        def said(text):
            if "hello" not in text: return
            self.sockets = [socket]
            data = {"tickets": list(self.tickets.values()), "availability": [], "stations": []}
            socket.send(json.dumps({"snapshot": {"seq": self.seq, "epoch": "e", "data": data}}))
            socket.send(json.dumps({"live": {"seq": self.seq, "epoch": "e"}}))
        socket.on_message(said)

    def show(self, one):
        one["version"] += 1
        self.tickets[one["id"]] = one
        prev, self.seq = self.seq, self.seq + 1
        frame = {"seq": self.seq, "prev": prev, "ts": ago(0), "epoch": "e", "type": "ticket.changed", "entity": "ticket",
                 "id": one["id"], "version": one["version"], "data": one}
        for socket in self.sockets: socket.send(json.dumps({"frame": frame}))

    def answer(self, route):
        path = route.request.url.split("?")[0]
        if path.endswith("/devices/pair"):
            body = {"token": "dev_x", "device": {"id": "d", "name": "Mutfak 1", "kind": "kitchen"}, "branch": BRANCH, "organization": ORG}
            return route.fulfill(status=201, content_type="application/json", body=json.dumps(body))
        if path.endswith("/stations"):
            return route.fulfill(content_type="application/json", body=json.dumps({"items": STATIONS}))
        if path.endswith("/menu"):
            names = ["Adana kebap", "Ayran", "Künefe", "Kuzu şiş", "Menemen"]
            products = [{"id": f"p{i}", "category": "c", "name": {"tr": n, "en": n}, "price": 100, "taxRate": 1000, "weighed": False, "favorite": False,
                         "groups": [], "allergens": [], "alcohol": False, "pork": False, "available": ["on", "counted", "off", "on", "on"][i],
                         "remaining": 5 if i == 1 else None, "position": i} for i, n in enumerate(names)]
            return route.fulfill(content_type="application/json", body=json.dumps({"version": 1, "currency": "TRY", "categories": [], "products": products, "groups": []}))
        kind, key, verb = path.split("/")[-3:]
        return self.move(route, kind, key, verb)

    def move(self, route, kind, key, verb):
        one = self.tickets.get(key) if kind == "tickets" else next(
            (t for t in self.tickets.values() if any(i["id"] == key for i in t["items"])), None)
        if one is None:
            return route.fulfill(status=404, content_type="application/json", body='{"code":"not_found","title":"x"}')
        for dish in one["items"]:
            if kind == "items" and dish["id"] != key: continue
            if verb == "bump" and dish["state"] in ("sent", "in_prep"): dish["state"] = "ready"
            elif verb == "recall" and dish["state"] in ("ready", "served"): dish["state"] = "in_prep"
            elif verb == "serve" and dish["state"] == "ready": dish["state"] = "served"
            elif verb == "confirm-void": dish["voidConfirmed"] = True
        work = any(d["state"] in ("sent", "in_prep", "held") or (d["state"] == "voided" and not d["voidConfirmed"]) for d in one["items"])
        one["state"], one["bumpedAt"] = ("open", None) if work else ("done", one["bumpedAt"] or ago(0))
        self.show(one)
        return route.fulfill(content_type="application/json", body=json.dumps(one))


def enter(page, base, station="Izgara"):
    page.goto(base + "/kitchen/")
    page.get_by_label("Eşleme kodu").fill("ABCD-1234")
    page.get_by_role("button", name="Eşle", exact=True).click()
    page.get_by_role("button", name=station).click()
    page.locator(".k-card").first.wait_for()


def axe(page, name):
    from axe_playwright_python.sync_playwright import Axe
    tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
    found = Axe().run(page, options={"runOnly": {"type": "tag", "values": tags}, "resultTypes": ["violations"]}).response["violations"]
    for one in found:
        print("axe", name, one["id"], [node["html"][:160] + str(node.get("any", [{}])[0].get("message", ""))[:160] for node in one["nodes"][:3]])
    return len(found)


def pictures(browser, base, out):
    count = 0
    for width, height in ((1920, 1080), (1280, 800)):
        page = browser.new_context(viewport={"width": width, "height": height}, locale="tr-TR", service_workers="block").new_page()
        page.on("console", lambda m: m.type in ("error", "warning") and print("console:", m.text))
        page.on("pageerror", lambda e: print("pageerror:", e))
        kitchen = Kitchen(page, made_up())
        shot = lambda name: page.screenshot(path=str(out / f"kitchen-{name}-{width}.png"))
        page.goto(base + "/kitchen/"); page.get_by_label("Eşleme kodu").wait_for(); shot("0-pair")
        page.get_by_label("Eşleme kodu").fill("ABCD-1234"); page.get_by_role("button", name="Eşle", exact=True).click()
        page.get_by_role("button", name="Izgara").wait_for(); shot("1-station"); count += axe(page, "station")
        page.get_by_role("button", name="Izgara").click(); page.locator(".k-card").first.wait_for()
        page.wait_for_timeout(500); shot("2-board"); count += axe(page, "board")
        before = page.locator("[data-card='6']").bounding_box()
        page.locator("[data-card='1'] .k-foot").click(); page.wait_for_timeout(300)
        assert page.locator("[data-card='1']").count() == 0
        assert page.locator("[data-card='6']").bounding_box() == before, "a card moved"
        kitchen.show(ticket("20", "8", 1, [item("20a", 2, "Adana kebap")])); page.wait_for_timeout(400); shot("3-after"); count += axe(page, "after")
        page.keyboard.press("2"); page.keyboard.press("a"); page.keyboard.press("a"); page.wait_for_timeout(100); shot("4-chosen")
        page.get_by_role("button", name="Tükenen").click(); page.get_by_text("Künefe").last.wait_for(); shot("5-soldout"); count += axe(page, "soldout"); page.keyboard.press("Escape")
        page.get_by_role("button", name="Bitenler").click(); page.wait_for_timeout(200); shot("6-bumped"); count += axe(page, "bumped"); page.keyboard.press("Escape")
        page.get_by_role("button", name="Menü").click(); page.wait_for_timeout(200); shot("7-menu"); count += axe(page, "menu")
        page.get_by_role("button", name="İstasyon değiştir").click()
        page.get_by_role("button", name="Tüm istasyonlar").click(); page.wait_for_timeout(300); shot("8-pass"); count += axe(page, "pass")
    print(f"axe: {count} violations")


def speed(browser, base):
    page = browser.new_context(viewport={"width": 1920, "height": 1080}, locale="tr-TR", service_workers="block").new_page()
    many = [ticket(f"m{n}", str(n + 1), 900 - n * 10, [item(f"m{n}-{i}", 1 + i % 3, f"Yemek {i}", [("az acılı", "plain")] if i % 2 else []) for i in range(6)]) for n in range(80)]
    kitchen = Kitchen(page, many)
    enter(page, base)
    page.wait_for_timeout(1500)
    page.evaluate("""() => { window.__paints = [];
      new MutationObserver((all) => { const cards = new Set(all.map((one) => (one.target.nodeType === 1 ? one.target : one.target.parentElement)?.closest('[data-card]')?.dataset.card).filter(Boolean));
        window.__touched = [...new Set([...(window.__touched ?? []), ...cards])]; }).observe(document.body, { subtree: true, childList: true, attributes: true, characterData: true }); }""")
    session = page.context.new_cdp_session(page)
    session.send("Emulation.setCPUThrottlingRate", {"rate": 6})
    times = []
    for turn in range(9):
        took = page.evaluate("""(turn) => new Promise((resolve) => {
          const line = document.querySelectorAll('[data-card="m' + (10 + turn) + '"] .k-line')[1];
          const from = performance.now();
          line.click();
          requestAnimationFrame(() => setTimeout(() => resolve(performance.now() - from), 0)); })""", turn)
        times.append(took); page.wait_for_timeout(600)
    print("tap → painted, 80 tickets, CPU ×6:", [round(t) for t in times], "median", round(statistics.median(times)), "ms")
    page.evaluate("() => { window.__touched = []; }")
    frames = []
    for turn in range(9):
        page.evaluate("""(key) => { const from = performance.now(); window.__seen = new Promise((resolve) => {
          const card = document.querySelector('[data-card="' + key + '"]');
          new MutationObserver((all, me) => { me.disconnect(); requestAnimationFrame(() => setTimeout(() => resolve([from, performance.now()]), 0)); }).observe(card, { subtree: true, childList: true, attributes: true }); }); }""", f"m{30 + turn}")
        one = kitchen.tickets[f"m{30 + turn}"]
        one["items"][2]["state"] = "ready"
        page.evaluate("() => { window.__sent = performance.now(); }")
        kitchen.show(one)
        frames.append(page.evaluate("() => window.__seen.then(([, to]) => to - window.__sent)")); page.wait_for_timeout(400)
    print("frame → painted (with the test's own way there):", [round(t) for t in frames], "median", round(statistics.median(frames)), "ms")
    nodes = page.evaluate("() => document.querySelectorAll('*').length")
    print("elements:", nodes)
    session.send("Emulation.setCPUThrottlingRate", {"rate": 1})


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--dist", default="dist"); parser.add_argument("--out", default="e2e/out")
    parser.add_argument("--port", type=int, default=26010); parser.add_argument("--speed", action="store_true")
    given = parser.parse_args()
    out = pathlib.Path(given.out); out.mkdir(parents=True, exist_ok=True)
    serve(pathlib.Path(given.dist), given.port)
    with sync_playwright() as p:
        browser = p.chromium.launch(executable_path="/usr/bin/chromium")
        base = f"http://127.0.0.1:{given.port}"
        if given.speed: speed(browser, base)
        else: pictures(browser, base, out)
        browser.close()


if __name__ == "__main__":
    main()
