"""Real things of a running demo to call the API with: one made for each operation, so that a good call succeeds."""

import random
import time
import uuid

from conftest import Client, Till


def fresh():
    return str(uuid.uuid4())


class Venue:
    """The owner at a paired till of the first branch; drawers and days of the second one are played with."""

    def __init__(self, server):
        self.server = server
        self.till = Till(server, role="owner")
        self.till.open_drawer()
        login = server.demo["owner"]
        signed = Client(server.base).post("/api/v1/sign-in", login, key=False)
        assert signed.status == 200, signed.body
        self.owner = Client(server.base, signed.json["token"])
        self.other = f"/api/v1/branches/{server.demo['branches'][1]['id']}"
        self.editor = self.owner.get("/api/v1/menu/editor").json
        self.chance = random.Random(11)

    def made(self, reply):
        assert reply.status in (200, 201, 202), reply.body
        return reply.json

    # checks

    def check(self, sent=False, lines=1, kind="takeaway", table=None):
        opened = self.made(self.till.open_check([self.till.line() for _ in range(lines)], table, kind))
        if sent:
            opened = self.made(self.till.post(f"{self.at(opened)}/send"))
        return opened

    def at(self, check):
        return f"{self.till.prefix}/checks/{check['id']}"

    def free_tables(self):
        floor = self.till.get(f"{self.till.prefix}/floor").json
        return [table["id"] for table in floor["tables"] if table["state"] == "free"]

    def paid(self, card=None):
        check = self.check(sent=True)
        tender = {"id": fresh(), "kind": "card" if card else "cash", "amount": check["totals"]["total"]}
        tender |= {"card": card} if card else {"tendered": check["totals"]["total"]}
        self.made(self.till.post(f"{self.at(check)}/payments", {"tenders": [tender]}))
        return {"check": check["id"], "tender": tender["id"]}, check["totals"]["total"]

    def ticket(self, *steps, void=False):
        check = self.check(sent=True)
        if void:
            body = {"reason": "yanlış", "version": check["version"]}
            self.made(self.till.post(f"{self.at(check)}/lines/{check['lines'][0]['id']}/void", body))
        kitchen = self.till.get(f"{self.till.prefix}/kitchen").json
        ticket = next(ticket for ticket in kitchen["tickets"] if ticket["check"] == check["id"])
        item = ticket["items"][0]["id"]
        for step in steps:
            self.made(self.till.post(f"{self.till.prefix}/kitchen/items/{item}/{step}"))
        return {"ticket": ticket["id"], "item": item}

    # the menu

    def category(self):
        return self.made(self.owner.post("/api/v1/menu/categories", {"name": {"tr": "Deneme", "en": "Trial"}}))

    def product(self):
        return self.made(self.owner.post("/api/v1/menu/products", self.product_draft()))

    def product_draft(self):
        return {
            "category": self.editor["categories"][0]["id"], "name": {"tr": "Deneme", "en": "Trial"},
            "taxClass": self.editor["products"][0]["taxClass"],
            "portions": [{"name": {"tr": "Tek", "en": "Single"}, "price": 1000, "default": True}],
        }

    def group_draft(self):
        return {"name": {"tr": "Ek", "en": "Extra"}, "min": 0, "max": 1,
                "options": [{"name": {"tr": "Az", "en": "Less"}, "kind": "plain", "price": 0}]}

    def group(self):
        return self.made(self.owner.post("/api/v1/menu/groups", self.group_draft()))

    # people and devices

    def new_pin(self):
        while True:
            pin = "".join(self.chance.sample("1234567890", 6))
            if pin not in "12345678901" and pin not in "09876543210":
                return pin

    def person(self, role="waiter"):
        login = {"email": f"{uuid.uuid4().hex[:12]}@example.com", "password": f"deniz-{uuid.uuid4().hex[:8]}"}
        pin = self.new_pin()
        body = {"name": f"Deneme {uuid.uuid4().hex[:5]}", "role": role, "pin": pin, **login}
        return {**self.made(self.owner.post("/api/v1/people", body)), **login, "pin": pin}

    def code(self, kind="pos"):
        return self.made(self.owner.post(f"{self.till.prefix}/device-codes", {"kind": kind}))["code"]

    def device(self, kind="pos"):
        body = {"code": self.code(kind), "kind": kind, "name": f"Deneme {uuid.uuid4().hex[:5]}"}
        return self.made(Client(self.server.base).post("/api/v1/devices/pair", body, key=False))

    def drawer(self):
        return self.owner.get(f"{self.till.prefix}/drawers").json["items"][0]["id"]

    # drawers of the second branch

    def drawer_session(self, *steps):
        drawer = self.free_drawer()
        session = fresh()
        self.made(self.owner.post(f"{self.other}/drawers/{drawer}/sessions", {"id": session, "float": 1000}))
        for step in steps:
            body = {"counted": 1000} if step == "count" else {}
            self.made(self.owner.post(f"{self.other}/drawer-sessions/{session}/{step}", body))
        return {"branch": self.other.split("/")[-1], "session": session}

    def free_drawer(self):
        drawers = self.owner.get(f"{self.other}/drawers").json["items"]
        for drawer in drawers:
            if drawer["session"]:
                self.close(drawer["session"])
        return drawers[0]["id"]

    def close(self, session):
        path = f"{self.other}/drawer-sessions/{session['id']}"
        if session["state"] == "open":
            self.made(self.owner.post(f"{path}/count", {"counted": session["float"]}))
        self.made(self.owner.post(f"{path}/close"))


def good_call(venue, operation):
    """Path, query and body of a call that succeeds for somebody who may make it; none for an unknown operation."""
    recipe = RECIPES.get(operation)
    return recipe(venue) if recipe else ({}, None)


def _check(body=None, **how):
    def recipe(venue):
        check = venue.check(**how)
        return {"check": check["id"]}, body(venue, check) if body else {}
    return recipe


def _line(body, **how):
    def recipe(venue):
        check = venue.check(**how)
        return {"check": check["id"], "line": check["lines"][0]["id"]}, body(check)
    return recipe


def _reason(check):
    return {"reason": "deneme", "version": check["version"]}


def _kitchen(*steps, **how):
    return lambda venue: (venue.ticket(*steps, **how), {})


def _dine_in(venue):
    here, there = venue.free_tables()[:2]
    check = venue.check(kind="dine_in", table=here)
    return {"check": check["id"]}, {"table": there, "version": check["version"]}


def _billed(venue):
    check = venue.check(sent=True)
    billed = venue.made(venue.till.post(f"{venue.at(check)}/bill"))
    return {"check": check["id"]}, {"version": billed["version"]}


def _discounted(venue):
    check = venue.check()
    body = {"kind": "percent", "value": 500, **_reason(check)}
    given = venue.made(venue.till.post(f"{venue.at(check)}/discounts", body))
    return {"check": check["id"], "discount": given["discounts"][0]["id"]}, {"version": given["version"]}


def _emptied(venue):
    check = venue.check()
    left = venue.made(venue.till.post(f"{venue.at(check)}/lines/{check['lines'][0]['id']}/delete"))
    return {"check": check["id"]}, _reason(left)


def _merged(venue):
    into = venue.check()
    check = venue.check()
    return {"check": check["id"]}, {"into": into["id"], "version": check["version"]}


def _payment(venue, check):
    total = check["totals"]["total"]
    return {"tenders": [{"id": fresh(), "kind": "cash", "amount": total, "tendered": total}]}


def _refund(venue):
    path, amount = venue.paid()
    return path, {"amount": amount, "reason": "iade"}


def _approval(venue):
    approver = venue.person("manager")
    return {}, {"person": approver["id"], "pin": approver["pin"], "action": "line.comp", "subject": fresh(),
                "terms": {"amount": 900, "quantity": 1000, "reason": "ikram"}}


def _pin(venue):
    person = venue.person()
    return {}, {"person": person["id"], "pin": person["pin"]}


def _sign_in(venue):
    person = venue.person("manager")
    return {}, {"email": person["email"], "password": person["password"]}


def _grants(venue):
    role = next(role for role in venue.owner.get("/api/v1/roles").json["items"] if role["id"] == "waiter")
    return {"role": "waiter"}, {"grants": role["grants"]}


def _z_report(venue):
    listed = venue.owner.get(f"{venue.other}/z-reports").json["items"]
    if not listed:
        listed = [venue.made(venue.owner.post(f"{venue.other}/z-reports", {"carryOver": True}))]
    return {"branch": venue.other.split("/")[-1], "no": listed[0]["no"]}, None


def _printer(venue):
    body = {"name": f"Deneme {uuid.uuid4().hex[:8]}", "host": "127.0.0.1", "port": 9}
    return venue.made(venue.owner.post(f"{venue.till.prefix}/printers", body))


def _failed_job(venue):
    """What waited for a printer that was taken away fails at once."""
    printer = _printer(venue)
    job = venue.made(venue.owner.post(f"{venue.till.prefix}/printers/{printer['id']}/test"))
    venue.made(venue.owner.post(f"{venue.till.prefix}/printers/{printer['id']}/remove"))
    end = time.monotonic() + 30
    while time.monotonic() < end:
        failed = venue.owner.get(f"{venue.till.prefix}/print-jobs?state=failed&limit=200").json["items"]
        if any(one["id"] == job["id"] for one in failed):
            return {"job": job["id"]}, {}
        time.sleep(0.3)
    raise AssertionError("the job did not fail")


def _printed_check(venue):
    path, _ = venue.paid()
    if not any(one["receipts"] for one in venue.owner.get(f"{venue.till.prefix}/printers").json["items"]):
        body = {"name": "Fiş", "host": "127.0.0.1", "port": 9, "receipts": True}
        venue.made(venue.owner.post(f"{venue.till.prefix}/printers", body))
    return {"check": path["check"]}, {"document": "receipt"}


def _closed_day(venue):
    venue.free_drawer()
    return {"branch": venue.other.split("/")[-1]}, {"carryOver": True}


def _set_up(make, body):
    """Something of the second branch that was just made, and a call on it; nothing is sold there."""
    def recipe(venue):
        made = make(venue)
        return {"branch": venue.other.split("/")[-1], made.pop("kind"): made["id"]}, body(made)
    return recipe


def _made(kind, path, body):
    return lambda venue: {**venue.made(venue.owner.post(f"{venue.other}/{path}", body())), "kind": kind}


def _table(venue):
    draft = {"name": "1", "x": 0, "y": 0}
    made = venue.made(venue.owner.post(f"{venue.other}/floors/{_floor(venue)['id']}/tables", {"tables": [draft]}))
    return {**made["items"][0], "kind": "table"}


def _order(path):
    return lambda v: ({"branch": v.other.split("/")[-1]},
                      {"items": [one["id"] for one in v.owner.get(f"{v.other}/{path}").json["floors" if path == "floor" else "items"]]})


def _others(path):
    return lambda v: ({"branch": v.other.split("/")[-1]}, v.owner.get(f"{v.other}{path}").json)


_trial = lambda: {"name": f"Deneme {uuid.uuid4().hex[:8]}"}
_floor = _made("floor", "floors", _trial)
_station = _made("station", "stations", lambda: {"name": {"tr": "Deneme"}})
_terminal = _made("terminal", "bank-terminals", _trial)
_spare_drawer = _made("drawer", "drawers", _trial)
_renamed = lambda one: {"name": f"Yeni {uuid.uuid4().hex[:8]}", "version": one["version"]}
_version = lambda one: {"version": one["version"]}



def _gone(make, path, version="version"):
    """Something that was just made and taken out of use."""
    def made(venue):
        one = make(venue)
        answer = venue.owner.post(f"{venue.other}/{path}/{one['id']}/archive", {version: one[version]})
        return {**venue.made(answer), "kind": one["kind"]}
    return made


def _tax_rate(venue):
    taxes = venue.owner.get("/api/v1/menu/tax-classes").json["items"]
    return {"taxClass": taxes[0]["id"]}, {"validFrom": f"2199-{venue.chance.randint(1, 12):02}-15", "rate": 1000}


RECIPES = {
    "changeBranch": lambda v: (_others("")(v)[0], {**_version(_others("")(v)[1]), "address": "Moda Cad. 12"}),
    "addFloor": lambda v: ({"branch": v.other.split("/")[-1]}, _trial()),
    "orderFloors": _order("floor"),
    "renameFloor": _set_up(_floor, _renamed),
    "archiveFloor": _set_up(_floor, _version),
    "addTables": _set_up(_floor, lambda one: {"tables": [{"name": "1", "x": 0, "y": 0}, {"name": "2", "x": 3, "y": 0}]}),
    "changeTable": _set_up(_table, lambda one: {"arranged": one["arranged"], "seats": 6, "x": 5}),
    "archiveTable": _set_up(_table, lambda one: {"arranged": one["arranged"]}),
    "addStation": lambda v: ({"branch": v.other.split("/")[-1]}, {"name": {"tr": "Deneme"}}),
    "orderStations": _order("stations"),
    "changeStation": _set_up(_station, lambda one: {**_version(one), "warnMinutes": 4}),
    "archiveStation": _set_up(_station, _version),
    "giveStationPrinter": _set_up(_station, lambda one: {"printer": None}),
    "getRouting": _others("/routing"),
    "setRouting": _others("/routing"),
    "addBankTerminal": lambda v: ({"branch": v.other.split("/")[-1]}, _trial()),
    "renameBankTerminal": _set_up(_terminal, _renamed),
    "archiveBankTerminal": _set_up(_terminal, _version),
    "restoreBankTerminal": _set_up(_gone(_terminal, "bank-terminals"), _version),
    "restoreDrawer": _set_up(_gone(_spare_drawer, "drawers"), _version),
    "restoreStation": _set_up(_gone(_station, "stations"), _version),
    "restoreFloor": _set_up(_gone(_floor, "floors"), _version),
    "restoreTable": _set_up(_gone(_table, "tables", "arranged"), lambda one: {"arranged": one["arranged"]}),
    "changeOrganization": lambda v: ({}, {"name": "Çınaraltı", **_version(v.owner.get("/api/v1/organization").json)}),
    "openBranch": lambda v: ({}, _trial()),
    "setTaxRate": _tax_rate,
    "renameDrawer": _set_up(_spare_drawer, _renamed),
    "archiveDrawer": _set_up(_spare_drawer, _version),
    "menuPage": lambda v: ({"slug": "demo"}, None),
    "branchMenuPage": lambda v: ({"slug": "demo"}, None),
    "publicMenu": lambda v: ({"slug": "demo"}, None),
    "signIn": _sign_in,
    "pairDevice": lambda v: ({}, {"code": v.code(), "kind": "pos", "name": "Deneme"}),
    "pinSignIn": _pin,
    "approve": _approval,
    "createDeviceCode": lambda v: ({}, {"kind": "kitchen"}),
    "revokeDevice": lambda v: ({"device": v.device()["device"]["id"]}, {}),
    "assignDrawer": lambda v: ({"device": v.device()["device"]["id"]}, {"drawer": v.drawer()}),
    "addCategory": lambda v: ({}, {"name": {"tr": "Deneme", "en": "Trial"}}),
    "changeCategory": lambda v: (lambda c: ({"category": c["id"]}, {"version": c["version"], "position": 7}))(v.category()),
    "archiveCategory": lambda v: (lambda c: ({"category": c["id"]}, {"version": c["version"]}))(v.category()),
    "addProduct": lambda v: ({}, v.product_draft()),
    "changeProduct": lambda v: (lambda p: ({"product": p["id"]}, {"version": p["version"], "favorite": True}))(v.product()),
    "archiveProduct": lambda v: (lambda p: ({"product": p["id"]}, {"version": p["version"]}))(v.product()),
    "addGroup": lambda v: ({}, v.group_draft()),
    "changeGroup": lambda v: (lambda g: ({"group": g["id"]}, {"version": g["version"], "max": 1}))(v.group()),
    "archiveGroup": lambda v: (lambda g: ({"group": g["id"]}, {"version": g["version"]}))(v.group()),
    "setAvailability": lambda v: ({"subject": v.product()["id"]}, {"state": "counted", "remaining": 5}),
    "openCheck": lambda v: ({}, {"id": fresh(), "orderType": "takeaway", "lines": [v.till.line()]}),
    "getCheck": _check(),
    "getReceipt": lambda v: (v.paid()[0], None),
    "addLines": _check(lambda v, check: {"lines": [v.till.line()]}),
    "sendLines": _check(),
    "billCheck": _check(sent=True),
    "unbillCheck": _billed,
    "moveCheck": _dine_in,
    "mergeCheck": _merged,
    "voidCheck": _emptied,
    "setGuests": _check(lambda v, check: {"guests": 3}),
    "giveDiscount": _check(lambda v, check: {"kind": "percent", "value": 500, **_reason(check)}),
    "removeDiscount": _discounted,
    "changeLine": _line(lambda check: {"quantity": 3000}),
    "deleteLine": _line(lambda check: {}),
    "voidLine": _line(_reason, sent=True),
    "compLine": _line(_reason, sent=True),
    "payCheck": _check(_payment, sent=True),
    "inquireTender": lambda v: (v.paid("sim_timeout")[0], {}),
    "resolveTender": lambda v: (v.paid("sim_timeout_declined")[0], {"outcome": "failed", "reason": "fiş yok"}),
    "refundTender": _refund,
    "startItem": _kitchen(),
    "bumpItem": _kitchen(),
    "recallItem": _kitchen("bump"),
    "serveItem": _kitchen("bump"),
    "confirmVoid": _kitchen(void=True),
    "bumpTicket": _kitchen(),
    "recallTicket": _kitchen("bump"),
    "serveTicket": _kitchen("bump"),
    "addPrinter": lambda v: ({}, {"name": f"Deneme {uuid.uuid4().hex[:8]}", "host": "127.0.0.1", "port": 9}),
    "removePrinter": lambda v: ({"printer": _printer(v)["id"]}, {}),
    "testPrinter": lambda v: ({"printer": _printer(v)["id"]}, {}),
    "retryPrintJob": _failed_job,
    "printCheck": _printed_check,
    "addDrawer": lambda v: ({}, {"name": f"Deneme {uuid.uuid4().hex[:8]}"}),
    "openDrawer": lambda v: ({"branch": v.other.split("/")[-1], "drawer": v.free_drawer()}, {"id": fresh(), "float": 1000}),
    "getDrawerSession": lambda v: (v.drawer_session(), None),
    "moveDrawerCash": lambda v: (v.drawer_session(), {"id": fresh(), "kind": "pay_in", "amount": 500, "reason": "bozuk"}),
    "countDrawer": lambda v: (v.drawer_session(), {"counted": 1000}),
    "recountDrawer": lambda v: (v.drawer_session("count"), {}),
    "closeDrawer": lambda v: (v.drawer_session("count"), {}),
    "closeDay": _closed_day,
    "getZReport": _z_report,
    "addPerson": lambda v: ({}, {"name": "Deneme", "role": "waiter", "pin": v.new_pin()}),
    "changePerson": lambda v: ({"person": v.person()["id"]}, {"name": "Deniz"}),
    "setPin": lambda v: ({"person": v.person()["id"]}, {"pin": v.new_pin()}),
    "unlockPin": lambda v: ({"person": v.person()["id"]}, {}),
    "disablePerson": lambda v: ({"person": v.person()["id"]}, {}),
    "enablePerson": lambda v: ({"person": v.person()["id"]}, {}),
    "setGrants": _grants,
}
