"""Pictures of the POS with made-up answers, for work on its looks without a server.

    python e2e/looks.py --dist dist --out e2e/out [--port 22010]

Serves dist under the content policy of the real server and answers /api and /ws here. Journeys on the real server are
in run.py; nothing of this file is part of the product.
"""
import argparse, http.server, json, mimetypes, pathlib, threading
from datetime import datetime, timedelta, timezone
from playwright.sync_api import sync_playwright

CSP = ("default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; font-src 'self'; "
       "connect-src 'self'; manifest-src 'self'; worker-src 'self'; media-src 'self' blob:; base-uri 'none'; "
       "form-action 'self'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types app")
NOW = datetime.now(timezone.utc)
ago = lambda minutes: (NOW - timedelta(minutes=minutes)).strftime("%Y-%m-%dT%H:%M:%S.000Z")
B = "00000000-0000-7000-8000-00000000000b"


def serve(dist, port):
    class Files(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            path = self.path.split("?")[0]
            file = dist / path.lstrip("/")
            if path.count("/") > 1 and "." not in path.rsplit("/", 1)[1]:
                file = dist / path.split("/")[1] / "index.html"
            if not file.is_file():
                self.send_response(404); self.end_headers(); return
            body = file.read_bytes()
            self.send_response(200)
            self.send_header("Content-Type", mimetypes.guess_type(str(file))[0] or "application/octet-stream")
            self.send_header("Content-Security-Policy", CSP)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers(); self.wfile.write(body)
        def log_message(self, *_): pass
    server = http.server.ThreadingHTTPServer(("127.0.0.1", port), Files)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server


CATS = ["Kahvaltı", "Çorba", "Izgara", "Pide & Lahmacun", "Meze", "Tatlı", "Sıcak içecek", "Soğuk içecek"]
ROWS = [("Serpme kahvaltı", 52000, 0), ("Menemen", 16500, 0), ("Mercimek çorbası", 9500, 1), ("Adana kebap", 38500, 2),
        ("Kuzu şiş", 42000, 2), ("Tavuk kanat", 31000, 2), ("Kıymalı pide", 21000, 3), ("Lahmacun", 11000, 3),
        ("Haydari", 9500, 4), ("Acılı ezme", 9000, 4), ("Fırın sütlaç", 12000, 5), ("Künefe", 19000, 5), ("Çay", 2500, 6),
        ("Türk kahvesi", 7000, 6), ("Ayran", 4500, 7), ("Şalgam", 5000, 7), ("Maden suyu", 4000, 7), ("Kola 33 cl", 6500, 7),
        ("Su 0,5 l", 2000, 7), ("Mevsim salata", 13000, 4), ("Latte", 9500, 6)]
MENU = {"version": 1, "currency": "TRY",
        "categories": [{"id": f"c{i}", "name": {"tr": n, "en": n}, "position": i, "color": i} for i, n in enumerate(CATS)],
        "products": [{"id": f"p{i}", "category": f"c{c}", "name": {"tr": n, "en": n}, "price": p, "taxRate": 1000,
                      "plu": str(100 + i), "barcode": None, "weighed": False, "favorite": True,
                      "groups": ["g1", "g2"] if n == "Latte" else ["g3"] if n == "Adana kebap" else [], "allergens": [],
                      "alcohol": False, "pork": False, "available": "off" if n == "Kuzu şiş" else "on", "position": i}
                     for i, (n, p, c) in enumerate(ROWS)],
        "groups": [{"id": "g1", "name": {"tr": "Boy", "en": "Size"}, "min": 1, "max": 1, "free": 0, "options": [
                       {"id": "o1", "name": {"tr": "Küçük", "en": "Small"}, "price": 0, "available": True, "default": False},
                       {"id": "o2", "name": {"tr": "Orta", "en": "Medium"}, "price": 1000, "available": True, "default": False},
                       {"id": "o3", "name": {"tr": "Büyük", "en": "Large"}, "price": 2000, "available": True, "default": False}]},
                   {"id": "g2", "name": {"tr": "Ekstra", "en": "Extras"}, "min": 0, "max": 3, "free": 1, "options": [
                       {"id": "o4", "name": {"tr": "Vanilya şurubu", "en": "Vanilla"}, "price": 1500, "available": True, "default": False},
                       {"id": "o5", "name": {"tr": "Ekstra shot", "en": "Extra shot"}, "price": 2000, "available": True, "default": False},
                       {"id": "o6", "name": {"tr": "Yulaf sütü", "en": "Oat milk"}, "price": 1500, "available": False, "default": False}]},
                   {"id": "g3", "name": {"tr": "Acı", "en": "Heat"}, "min": 0, "max": 1, "free": 0, "options": [
                       {"id": "o7", "name": {"tr": "az acılı", "en": "mild"}, "price": 0, "available": True, "default": False},
                       {"id": "o8", "name": {"tr": "çok acılı", "en": "hot"}, "price": 0, "available": True, "default": False}]}]}
STATES = ["free", "ordered", "ready", "billed", "seated", "free", "ordered", "free", "free", "ready", "free", "ordered"]
PERSON = {"id": "u1", "name": "Meltem Kaya"}


def line(i, product, quantity, state, note=None, options=()):
    row = next(r for r in MENU["products"] if r["name"]["tr"] == product)
    gross = row["price"] * quantity
    return {"id": f"l{i}", "product": row["id"], "name": row["name"], "quantity": quantity * 1000, "unitPrice": row["price"],
            "options": list(options), "note": note, "seat": None, "course": None, "state": state, "voidedQuantity": 0,
            "gross": gross, "discount": 0, "net": gross, "taxRate": 1000, "addedBy": PERSON, "addedAt": ago(12),
            "round": None if state == "new" else 1}


LINES = [line(1, "Mercimek çorbası", 2, "ready"), line(2, "Haydari", 1, "in_prep"),
         line(3, "Adana kebap", 2, "new", "1 porsiyon pilavsız", [{"option": "o7", "name": {"tr": "az acılı", "en": "mild"}, "price": 0, "count": 1}]),
         line(4, "Ayran", 1, "new"), line(5, "Çay", 2, "new")]


def totals(lines, paid=0):
    total = sum(one["net"] for one in lines)
    return {"gross": total, "discount": 0, "comp": 0, "total": total, "paid": paid, "remaining": total - paid, "tips": 0,
            "kdv": [{"rate": 1000, "gross": total, "kdv": round(total * 1000 / 11000)}]}


CHECK = {"id": "k1", "no": 1042, "version": 7, "state": "open", "orderType": "dine_in", "table": {"id": "t1", "name": "2"},
         "guests": 4, "waiter": {"id": "u2", "name": "Elif"}, "openedAt": ago(24), "businessDay": "2026-11-21",
         "currency": "TRY", "lines": LINES, "discounts": [], "tenders": [], "totals": totals(LINES)}
QUICK = {**CHECK, "id": "k2", "no": 1044, "orderType": "quick", "table": None, "lines": [line(9, "Türk kahvesi", 2, "new")],
         "totals": totals([line(9, "Türk kahvesi", 2, "new")]), "openedAt": ago(3)}
TABLES = [{"id": f"t{i}", "floor": "f1", "name": str(i + 1), "seats": 4, "shape": "round" if i % 5 == 3 else "square",
           "x": (i % 4) * 3, "y": (i // 4) * 2, "width": 2, "height": 2, "version": 1, "state": s,
           "check": None if s == "free" else {"id": f"k{i}", "no": 1040 + i, "total": 38000 + i * 7700, "guests": 2 + i % 4,
                                              "openedAt": ago(8 + i * 9), "waiter": "Elif", "newLines": 2 if i == 1 else 0,
                                              "readyItems": 2 if s == "ready" else 0}} for i, s in enumerate(STATES)]
ORG = {"id": "o", "slug": "demo", "name": "Ada Lokantası", "currency": "TRY"}
BRANCH = {"id": B, "name": "Kadıköy", "timeZone": "Europe/Istanbul"}
ME = {"token": "jwt", "person": {"id": "u1", "name": "Meltem Kaya", "language": "tr"}, "organization": ORG, "branches": [BRANCH],
      "role": "Kasiyer", "grants": {"menu.availability": {"permission": "allow"}, "report.z": {"permission": "allow"}}}
PEOPLE = [{"id": f"u{i}", "name": n, "role": r, "initials": "".join(w[0] for w in n.split())} for i, (n, r) in enumerate(
    [("Deniz Acar", "Yönetici"), ("Meltem Kaya", "Kasiyer"), ("Elif Demir", "Garson"), ("Can Yıldız", "Garson"), ("Hakan Usta", "Aşçı")])]


def answer(method, path, body):
    if path.endswith("/devices/pair"):
        return 201, {"token": "dev_x", "device": {"id": "d", "name": "POS 1", "kind": "pos"}, "branch": BRANCH, "organization": ORG}
    if path.endswith("/people"): return 200, {"items": PEOPLE}
    if path.endswith("/pin-sign-in"):
        return (200, ME) if body["pin"] == "1234" else (401, {"code": "wrong_pin", "title": "Wrong", "left": 4})
    if path.endswith("/menu"): return 200, MENU
    if path.endswith("/floor"): return 200, {"floors": [{"id": "f1", "name": "Salon", "position": 0}, {"id": "f2", "name": "Bahçe", "position": 1}], "tables": TABLES, "seq": 1}
    if path.endswith("/drawers"): return 200, {"items": [{"id": "w", "name": "Kasa 1", "session": {"id": "s", "drawer": "w", "state": "open", "openedAt": ago(240), "float": 50000}}]}
    if path.endswith("/payments"):
        tender = {**body["tenders"][0]}
        if tender.get("card") == "sim_declined": return 402, {"code": "card_declined", "title": "Declined", "reason": "card_declined"}
        unknown = tender.get("card") == "sim_timeout"
        done = {"id": "x", "kind": tender["kind"], "state": "unknown" if unknown else "captured", "amount": tender["amount"], "tendered": tender.get("tendered"),
                "change": max(0, tender.get("tendered", tender["amount"]) - tender["amount"]), "tip": tender.get("tip", 0), "at": ago(0), "refunded": 0}
        lines = [{**one, "state": "served"} for one in LINES]
        return (202 if unknown else 201), {**CHECK, "version": 20, "state": "open" if unknown else "closed", "closedAt": ago(0), "lines": lines, "tenders": [done],
                     "totals": totals(LINES, 0 if unknown else CHECK["totals"]["total"])}
    if "/checks/k1" in path:
        sent = [{**one, "state": "sent" if one["state"] == "new" else one["state"], "round": one["round"] or 2} for one in LINES]
        return 200, {**CHECK, "version": 8, "lines": sent if path.endswith("/send") else LINES}
    return 404, {"code": "not_found", "title": "Not found"}


def wire(page):
    def handle(route):
        request = route.request
        body = json.loads(request.post_data) if request.post_data else None
        status, data = answer(request.method, request.url.split("?")[0].split(":22010")[-1], body)
        route.fulfill(status=status, content_type="application/json", body=json.dumps(data))
    page.route("**/api/**", handle)
    def socket(ws):
        def said(text):
            if "hello" in text:
                ws.send(json.dumps({"snapshot": {"seq": 5, "epoch": "e", "data": {"checks": [CHECK, QUICK], "tables": TABLES, "availability": [], "drawers": []}}}))
                ws.send(json.dumps({"live": {"seq": 5, "epoch": "e"}}))
        ws.on_message(said)
    page.route_web_socket("**/ws", socket)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--dist", default="dist"); parser.add_argument("--out", default="e2e/out")
    parser.add_argument("--port", type=int, default=22010); parser.add_argument("--size", default="1280x800")
    parser.add_argument("--dark", action="store_true")
    given = parser.parse_args()
    out = pathlib.Path(given.out); out.mkdir(parents=True, exist_ok=True)
    serve(pathlib.Path(given.dist), given.port)
    width, height = map(int, given.size.split("x"))
    base = f"http://127.0.0.1:{given.port}"
    tag = f"{given.size}{'-dark' if given.dark else ''}"
    with sync_playwright() as p:
        browser = p.chromium.launch(executable_path="/usr/bin/chromium")
        context = browser.new_context(viewport={"width": width, "height": height}, locale="tr-TR", service_workers="block",
                                      color_scheme="dark" if given.dark else "light")
        page = context.new_page()
        page.on("console", lambda m: m.type in ("error", "warning") and print("console:", m.text))
        page.on("pageerror", lambda e: print("pageerror:", e))
        wire(page)
        shot = lambda name: page.screenshot(path=str(out / f"looks-{name}-{tag}.png"))
        page.goto(base + "/pos/"); page.get_by_label("Eşleme kodu").wait_for(); shot("1-pair")
        page.get_by_label("Eşleme kodu").fill("ABCD-1234"); page.get_by_role("button", name="Eşle", exact=True).click()
        page.get_by_text("Kim çalışıyor?").wait_for(); page.get_by_text("Meltem").wait_for(); shot("2-people")
        page.get_by_text("Meltem Kaya").click(); page.get_by_text("PIN").first.wait_for()
        page.keyboard.type("1234"); shot("3-pin"); page.keyboard.press("Enter")
        page.get_by_role("heading", name="Masalar").wait_for(); page.wait_for_timeout(400); shot("4-floor")
        page.get_by_role("button", name="2", exact=False).filter(has_text="gönderilmedi").first.click()
        page.get_by_role("heading", name="Masa 2").wait_for(); page.wait_for_timeout(200); shot("5-order")
        if width >= 820:
            page.locator(".line-row", has_text="Adana kebap").click(); shot("6-line")
        page.get_by_role("button", name="Latte").click(); page.get_by_text("Boy").wait_for(); shot("7-options")
        page.keyboard.press("Escape")
        page.get_by_role("button", name="Öde").locator("visible=true").first.click()
        page.get_by_text("Kalan").first.wait_for(); page.wait_for_timeout(300); shot("8-pay")
        page.keyboard.type("150000"); shot("9-pay-typed")
        page.get_by_role("button", name="Nakit").click(); page.get_by_text("Ödendi").first.wait_for(); shot("10-done")
        page.goto(base + "/pos/till"); page.get_by_text("Kasa 1").wait_for(); shot("11-till")
        browser.close()


main()
