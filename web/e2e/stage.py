"""What the journeys share: a browser, the demo's logins, the list of checks, and words for what a person does."""
import json
import pathlib
import re
import time
import urllib.request
import uuid

from playwright.sync_api import expect

AXE_TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# Fields of a form that stand in a native widget of the browser, and the one-pixel text for screen readers.
TARGETS = """() => [...document.querySelectorAll('button, a[href], input, select, textarea, [role=tab]')]
  .filter(e => { const r = e.getBoundingClientRect(); const s = getComputedStyle(e);
    const modal = document.querySelector('dialog[open]');
    return r.width > 1 && r.height > 1 && s.visibility !== 'hidden' && s.opacity !== '0' && r.right > 0
      && (!modal || modal.contains(e)); })
  .map(e => { const r = e.getBoundingClientRect(); return [e.tagName, (e.getAttribute('aria-label') || e.textContent || '')
    .trim().slice(0, 30), Math.round(r.width), Math.round(r.height)]; }).filter(x => x[2] < 44 || x[3] < 44)"""
OBSERVE = """window.__m={lcp:0,cls:0,long:0};
new PerformanceObserver(l=>{for(const e of l.getEntries())__m.lcp=e.startTime}).observe({type:'largest-contentful-paint',buffered:true});
new PerformanceObserver(l=>{for(const e of l.getEntries())if(!e.hadRecentInput)__m.cls+=e.value}).observe({type:'layout-shift',buffered:true});
new PerformanceObserver(l=>{for(const e of l.getEntries())__m.long=Math.max(__m.long,e.duration)}).observe({type:'longtask',buffered:true});"""


class Stage:
    """One run: `check` writes a line, `till` gives a paired POS with somebody signed in."""

    def __init__(self, browser, base, demo, out, axe, data=None):
        self.browser, self.base, self.demo, self.out, self.axe = browser, base.rstrip("/"), demo, out, axe
        self.data = data
        self.passed, self.failed, self.noise = 0, [], []
        self.shots = 0

    # results

    def check(self, name, ok, detail=""):
        if ok:
            self.passed += 1
        else:
            self.failed.append(name)
        print(f"{'ok  ' if ok else 'FAIL'} {name}{'' if ok or not detail else f': {detail}'}", flush=True)
        return bool(ok)

    def sees(self, name, locator, timeout=8000):
        """A check that something is to be seen."""
        try:
            expect(locator.first).to_be_visible(timeout=timeout)
            return self.check(name, True)
        except AssertionError:
            page = locator.page
            page.screenshot(path=str(self.out / f"fail-{re.sub('[^a-z0-9]+', '-', name.lower())[:60]}.png"))
            return self.check(name, False, "not to be seen")

    def shot(self, page, name):
        self.shots += 1
        page.wait_for_timeout(150)
        page.screenshot(path=str(self.out / f"{self.shots:02d}-{name}.png"))

    # people and devices

    def person(self, role, branch=0):
        return next(p for p in self.demo["people"] if p["role"] == role and branch in p["branches"])

    def context(self, width=1280, height=800, **more):
        context = self.browser.new_context(viewport={"width": width, "height": height}, locale=more.pop("locale", "tr-TR"),
                                           **more)
        context.set_default_timeout(10_000)
        return context

    def page(self, context):
        page = context.new_page()
        page.on("pageerror", lambda fault: self.noise.append(f"page error: {fault}"))
        page.on("console", self._heard)
        return page

    def _heard(self, message):
        expected = "Failed to load resource" in message.text or "WebSocket connection" in message.text \
            or "registration blocked by Playwright" in message.text
        if message.type in ("error", "warning") and not expected:
            self.noise.append(f"{message.type}: {message.text}")

    def pair(self, page, app="pos", branch=0, name="Kasa"):
        page.goto(f"{self.base}/{app}/?code={self.demo['branches'][branch]['codes'][app]}")
        page.get_by_label("Cihazın adı").fill(f"{name} {uuid.uuid4().hex[:4]}")
        page.get_by_role("button", name="Eşle", exact=True).click()

    def enter(self, page, role="cashier", branch=0):
        person = self.person(role, branch)
        page.get_by_role("button", name=person["name"]).click()
        page.get_by_role("button", name="Giriş").wait_for()
        page.keyboard.type(person["pin"])
        page.keyboard.press("Enter")
        return person

    def till(self, role="manager", **more):
        """A paired POS at the tables."""
        context = self.context(**more)
        page = self.page(context)
        self.pair(page)
        self.enter(page, role)
        page.get_by_role("heading", name="Masalar").wait_for()
        page.get_by_text("Canlı").first.wait_for()
        return context, page

    # the API, for what a screen cannot say

    def call(self, method, path, body=None, token=None):
        headers = {"Accept-Language": "tr", "Idempotency-Key": str(uuid.uuid4())}
        if token:
            headers["Authorization"] = f"Bearer {token}"
        data = None
        if body is not None:
            data = json.dumps(body).encode()
            headers["Content-Type"] = "application/json"
        request = urllib.request.Request(self.base + path, data=data, method=method, headers=headers)
        with urllib.request.urlopen(request, timeout=20) as answer:
            return json.loads(answer.read() or b"null")

    def token(self, page):
        return page.evaluate("JSON.parse(sessionStorage.getItem('hesap.session.pos')).token")

    def api(self, page, path):
        branch = self.demo["branches"][0]["id"]
        return self.call("GET", f"/api/v1/branches/{branch}{path}", token=self.token(page))

    # what every screen must be

    def bar(self, page, name):
        """Accessibility of what is shown now: axe, target sizes, no sideways scroll."""
        page.wait_for_timeout(250)
        page.evaluate(self.axe)
        run = "async (tags) => (await axe.run(document, {runOnly: {type: 'tag', values: tags}, resultTypes: ['violations']})).violations"
        found = page.evaluate(run, AXE_TAGS)
        grave = [f for f in found if f["impact"] in ("serious", "critical")]
        said = "; ".join(f"{f['id']}: {f['nodes'][0]['target'][0]}" for f in found)
        self.check(f"{name}: axe finds nothing serious ({len(found)} in all)", not grave, said)
        if found and not grave:
            print(f"     {said}")
        small = page.evaluate(TARGETS)
        self.check(f"{name}: every target is at least 44 px", not small, str(small[:4]))
        wide = page.evaluate("document.documentElement.scrollWidth - innerWidth")
        self.check(f"{name}: nothing scrolls sideways", wide <= 0, f"{wide} px")


def until(work, seconds=8):
    """Waits until `work()` is true."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if work():
            return True
        time.sleep(0.1)
    return False


def read_demo(path, base):
    if path:
        return json.loads(pathlib.Path(path).read_text())
    raise SystemExit("--demo FILE is needed: demo.json in the server's data folder")
