"""Browser journeys against a running demo server.

    python web/e2e/run.py --base http://127.0.0.1:3000 --demo data/demo.json --out web/e2e/out [--only pos]

Prints a line per check and a closing line `N passed, N failed`; exit 1 when one failed. A file journey_<name>.py
has one function `run(stage)`.
"""
import argparse
import importlib
import pathlib
import sys
import traceback

import axe_playwright_python
from playwright.sync_api import sync_playwright

from stage import Stage, read_demo

HERE = pathlib.Path(__file__).resolve().parent


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--base", default="http://127.0.0.1:3000")
    parser.add_argument("--demo", default="data/demo.json", help="the demo's logins, written by the server")
    parser.add_argument("--out", default=str(HERE / "out"))
    parser.add_argument("--only", default="", help="journeys whose name contains this")
    given = parser.parse_args()
    out = pathlib.Path(given.out)
    out.mkdir(parents=True, exist_ok=True)
    axe = (pathlib.Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text()
    names = sorted(p.stem for p in HERE.glob("journey_*.py") if given.only in p.stem)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--disable-dev-shm-usage"])
        data = pathlib.Path(given.demo).resolve().parent
        stage = Stage(browser, given.base, read_demo(given.demo, given.base), out.resolve(), axe, data)
        for name in names:
            print(f"\n{name}", flush=True)
            try:
                importlib.import_module(name).run(stage)
            except Exception as fault:
                traceback.print_exc()
                for context in browser.contexts:
                    for page in context.pages:
                        page.screenshot(path=str(out / f"stopped-{name}.png"))
                stage.check(f"{name} goes to its end", False, str(fault).split("\n")[0])
            for context in list(browser.contexts):
                context.close()
        stage.check("the browsers' consoles stay clean", not stage.noise, "; ".join(dict.fromkeys(stage.noise))[:600])
        browser.close()
    print(f"\n{stage.passed} passed, {len(stage.failed)} failed")
    return 1 if stage.failed else 0


sys.path.insert(0, str(HERE))
sys.exit(main())
