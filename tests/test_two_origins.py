"""The screens from one origin, the API on another: what a bucket behind a CDN would be."""

import functools
import http.server
import json
import shutil
import threading

import pytest
from playwright.sync_api import sync_playwright

from conftest import ROOT, Server, free_port


class Files(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_):
        pass


@pytest.fixture
def bucket(tmp_path):
    folder = tmp_path / "bucket"
    shutil.copytree(ROOT / "web/dist", folder)
    port = free_port()
    handler = functools.partial(Files, directory=str(folder))
    files = http.server.ThreadingHTTPServer(("127.0.0.1", port), handler)
    threading.Thread(target=files.serve_forever, daemon=True).start()
    yield folder, f"http://127.0.0.1:{port}"
    files.shutdown()


def test_sign_in_menu_and_socket_work_across_origins(bucket):
    folder, screens = bucket
    server = Server(days=0, environment={"CORS_ORIGINS": screens}).start()
    try:
        (folder / "pos/config.json").write_text(json.dumps({"api": server.base}))
        person = next(p for p in server.demo["people"] if p["role"] == "cashier" and 0 in p["branches"])
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path="/usr/bin/chromium")
            page = browser.new_page(locale="tr-TR")
            page.goto(f"{screens}/pos/?code={server.demo['branches'][0]['codes']['pos']}")
            page.get_by_role("button", name="Eşle", exact=True).click()
            page.get_by_role("button", name=person["name"]).click()
            page.get_by_role("button", name="Giriş").wait_for()
            page.keyboard.type(person["pin"])
            page.keyboard.press("Enter")
            page.get_by_text("Canlı").first.wait_for()
            page.get_by_role("button", name="Hızlı satış").click()
            page.locator(".grid .tile").first.click()
            page.get_by_text("Adisyon 1").first.wait_for()
            browser.close()
    finally:
        server.remove()
