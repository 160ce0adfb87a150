"""Screens in a bucket, the API elsewhere: sign-in, calls and the socket work across origins, and only from ours."""

import functools
import http.server
import json
import shutil
import threading
import uuid

import pytest
from playwright.sync_api import expect, sync_playwright
from websockets.exceptions import InvalidStatus
from websockets.sync.client import connect

from conftest import ARTIFACTS, ROOT, Client, Server, free_port

TURKISH = {"locale": "tr-TR", "viewport": {"width": 1280, "height": 800}}


class Bucket(http.server.SimpleHTTPRequestHandler):
    """Files and nothing else, as a bucket behind a CDN gives them."""

    def log_message(self, *_):
        pass


@pytest.fixture(scope="module")
def bucket(tmp_path_factory):
    folder = tmp_path_factory.mktemp("bucket") / "screens"
    shutil.copytree(ROOT / "web/dist", folder)
    port = free_port()
    serving = http.server.ThreadingHTTPServer(("127.0.0.1", port), functools.partial(Bucket, directory=str(folder)))
    threading.Thread(target=serving.serve_forever, daemon=True).start()
    yield folder, f"http://127.0.0.1:{port}"
    serving.shutdown()


@pytest.fixture(scope="module")
def api(bucket):
    folder, origin = bucket
    running = Server(days=0, environment={"CORS_ORIGINS": origin}).start()
    for app in ("pos", "kitchen", "boss"):
        if (folder / app).is_dir():
            (folder / app / "config.json").write_text(json.dumps({"api": running.base, "socket": running.base.replace("http", "ws")}))
    yield running
    running.remove()


def test_a_cashier_signs_in_from_another_origin(bucket, api):
    _, origin = bucket
    person = next(p for p in api.demo["people"] if p["role"] == "manager" and 0 in p["branches"])
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--disable-dev-shm-usage"])
        page = browser.new_context(**TURKISH).new_page()
        sockets, calls = [], []
        page.on("websocket", lambda socket: sockets.append(socket.url))
        page.on("request", lambda request: calls.append(request.url))
        page.goto(f"{origin}/pos/index.html?code={api.demo['branches'][0]['codes']['pos']}")
        page.get_by_label("Cihazın adı").fill(f"Kova {uuid.uuid4().hex[:4]}")
        page.get_by_role("button", name="Eşle", exact=True).click()
        page.get_by_role("button", name=person["name"]).click()
        page.get_by_role("button", name="Giriş").wait_for()
        page.keyboard.type(person["pin"])
        page.keyboard.press("Enter")
        expect(page.get_by_role("heading", name="Masalar")).to_be_visible(timeout=15_000)
        expect(page.get_by_text("Canlı").first).to_be_visible(timeout=15_000)
        ARTIFACTS.mkdir(exist_ok=True)
        page.screenshot(path=str(ARTIFACTS / "two-origins.png"))
        browser.close()
    assert any(url.startswith(f"{api.base}/api/v1/") for url in calls)
    assert not any(url.startswith(f"{origin}/api/") for url in calls)
    assert sockets and all(url == f"{api.base.replace('http', 'ws')}/ws" for url in sockets)


def test_only_the_named_origin_may_call(bucket, api):
    _, origin = bucket
    path = "/api/v1/sign-in"
    asking = {"Access-Control-Request-Method": "POST", "Access-Control-Request-Headers": "content-type,authorization,idempotency-key"}
    allowed = Client(api.base).call("OPTIONS", path, key=False, headers={"Origin": origin, **asking})
    assert allowed.headers["Access-Control-Allow-Origin"] == origin
    for name in ("authorization", "content-type", "idempotency-key"):
        assert name in allowed.headers["Access-Control-Allow-Headers"].lower()
    strange = Client(api.base).call("OPTIONS", path, key=False, headers={"Origin": "http://elsewhere.example", **asking})
    assert strange.headers["Access-Control-Allow-Origin"] is None
    reply = Client(api.base).get("/health", headers={"Origin": "http://elsewhere.example"})
    assert reply.headers["Access-Control-Allow-Origin"] is None


def test_a_socket_of_a_strange_origin_is_refused(bucket, api):
    _, origin = bucket
    url = f"{api.base.replace('http', 'ws')}/ws"
    with pytest.raises(InvalidStatus) as refused:
        connect(url, origin="http://elsewhere.example")
    assert refused.value.response.status_code == 403
    with connect(url, origin=origin) as socket:
        socket.send(json.dumps({"hello": {"token": "nonsense", "branch": str(uuid.uuid4()), "screen": "pos"}}))
        assert "refused" in json.loads(socket.recv(timeout=10))
