"""Every operation of the description, asked for by those who must not have it: nobody, another organization, a paired
device with nobody signed in, and people whose role allows nothing, or everything but one action."""

import json
import re
import uuid

import pytest
import requests

from conftest import Client, Server
from venue import Venue, fresh, good_call

# What a token is not needed for.
OPEN = {"signIn", "menuPage", "branchMenuPage", "publicMenu"}
# What a device alone may call: the locked screen; and a kitchen's screen, which serves whoever stands before it.
LOCKED = {"currentSession", "pinSignIn", "listBranchPeople"}
COOKING = {"getMenu", "setAvailability", "listStations", "getKitchen", "startItem", "bumpItem", "recallItem", "serveItem",
           "confirmVoid", "bumpTicket", "recallTicket", "serveTicket"}
# What everybody who has signed in may do.
READS = {"currentSession", "listBankTerminals", "listBranchPeople", "getBranch", "getMenu", "getFloor", "listChecks", "getCheck", "getReceipt",
         "listStations", "getKitchen", "listDrawers", "getDrawerSession", "listPrinters", "listPrintJobs"}
OWN = {"signOut", "pinSignIn", "approve"}
# What may be over before its right is asked for: the terminal has answered in the meantime.
OVER = {("resolveTender", "payment_not_unknown")}
METHODS = ("get", "post", "put", "patch", "delete")


@pytest.fixture(scope="module")
def place():
    running = Server(days=0).start()
    yield running
    running.remove()


@pytest.fixture(scope="module")
def venue(place):
    return Venue(place)


@pytest.fixture(scope="module")
def operations(place):
    """Name, method, path and whether a token is needed."""
    document = requests.get(f"{place.base}/openapi.json", timeout=30).json()
    return [(one["operationId"], method.upper(), path, bool(one.get("security")))
            for path, methods in document["paths"].items() for method, one in methods.items() if method in METHODS]


@pytest.fixture(scope="module")
def calls(venue, operations):
    """A good call of each operation on things that there are."""
    made = {}
    for name, method, path, guarded in operations:
        if guarded:
            values, body = good_call(venue, name)
            values = {"branch": venue.till.branch, "person": venue.server.demo["people"][0]["id"], **values}
            filled = re.sub(r"{(\w+)}", lambda m: str(values.get(m.group(1), fresh())), path)
            made[name] = (method, filled, body if method != "GET" else None, "{" in path)
    return made


def ask(client, call):
    method, path, body, _ = call
    return client.call(method, path, body=body if method == "GET" else body or {})


def told(faults):
    assert not faults, "\n".join(faults)


def test_without_a_token_nothing_is_answered(place, operations, calls):
    told([f"{name}: {reply.status}" for name, call in calls.items()
          if (reply := ask(Client(place.base), call)).status != 401])
    needless = {name for name, _, path, guarded in operations if not guarded and path.startswith("/api/v1/")}
    assert needless - OPEN <= {name for name in needless if name.startswith(("health", "actuator"))} | {"pairDevice"}, needless


def test_another_organization_finds_nothing(place, venue, calls):
    """Its owner may do everything, on its own things: none of these is there for them."""
    made = place.run("organization", "create", "--name", "Komşu", "--slug", f"komsu-{uuid.uuid4().hex[:8]}",
                     "--email", f"{uuid.uuid4().hex[:8]}@example.com", "--json")
    assert made.returncode == 0, made.stderr
    other = json.loads(made.stdout)
    login = {"email": other["email"], "password": other["password"]}
    stranger = Client(place.base, Client(place.base).post("/api/v1/sign-in", login, key=False).json["token"])
    ours = {venue.till.branch, *re.findall(r"[0-9a-f-]{36}", json.dumps(place.demo))}
    faults = []
    for name, call in calls.items():
        if name in OWN:
            continue
        reply = ask(stranger, call)
        if call[3] and reply.status not in (404, 422) and name != "setGrants":
            faults.append(f"{name}: {reply.status} {reply.body[:200]}")
        if reply.status < 300 and any(one in reply.body.decode(errors="replace") for one in ours):
            faults.append(f"{name} tells of ours: {reply.body[:300]}")
        # The same things named under a branch of their own.
        elsewhere = call[1].replace(venue.till.branch, other["branch"]).replace(venue.other.split("/")[-1], other["branch"])
        if elsewhere != call[1]:
            reply = ask(stranger, (call[0], elsewhere, *call[2:]))
            if reply.status < 300 and any(one in reply.body.decode(errors="replace") for one in ours):
                faults.append(f"{name} under their branch tells of ours: {reply.body[:300]}")
            if reply.status >= 500:
                faults.append(f"{name} under their branch: {reply.status}")
    told(faults)


@pytest.mark.parametrize("kind", ["pos", "waiter", "boss", "kitchen"])
def test_a_device_with_nobody_signed_in_has_what_its_locked_screen_needs(place, venue, calls, kind):
    device = Client(place.base, venue.device(kind)["token"])
    may = LOCKED | (COOKING if kind == "kitchen" else set())
    told([f"{name}: {reply.status}" for name, call in calls.items()
          if ((reply := ask(device, call)).status == 401) == (name in may) and name != "pinSignIn"])


def test_who_may_nothing_does_nothing(place, venue, calls):
    """A role that denies every action: each write is refused, and says for which action."""
    role = "cook"
    before = next(one for one in venue.owner.get("/api/v1/roles").json["items"] if one["id"] == role)
    denied = {action: {"permission": "deny", "limit": None} for action in before["grants"]}
    venue.made(venue.owner.call("PUT", f"/api/v1/roles/{role}/grants", {"grants": denied}))
    person = venue.person(role)
    login = {"email": person["email"], "password": person["password"]}
    nobody = Client(place.base, Client(place.base).post("/api/v1/sign-in", login, key=False).json["token"])
    faults, open_reads = [], []
    for name, call in calls.items():
        if name in OWN:
            continue
        reply = ask(nobody, call)
        if call[0] == "GET":
            if reply.status == 200:
                open_reads.append(name)
        elif (reply.status != 403 or reply.json["code"] != "forbidden") and (name, reply.json["code"]) not in OVER:
            faults.append(f"{name}: {reply.status} {reply.body[:200]}")
    venue.made(venue.owner.call("PUT", f"/api/v1/roles/{role}/grants", {"grants": before["grants"]}))
    told(faults)
    told([f"{name} can be read" for name in open_reads if name not in READS])
