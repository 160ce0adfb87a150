"""Budgets: bytes exactly, times as the median of three on a slow machine and net, at 1.5 times the budget."""
import statistics

from stage import OBSERVE

# (first contentful paint, largest contentful paint) in seconds, spec of the screens
BUDGETS = {"pos": (1.8, 2.2), "kitchen": (1.5, 2.0), "boss": (2.0, 2.5)}
ROOM = 1.5


def load(stage, app):
    context = stage.context(service_workers="block")
    page = stage.page(context)
    page.add_init_script(OBSERVE)
    session = context.new_cdp_session(page)
    session.send("Network.enable")
    session.send("Emulation.setCPUThrottlingRate", {"rate": 4})
    session.send("Network.emulateNetworkConditions",
                 {"offline": False, "latency": 150, "downloadThroughput": 1600 * 128, "uploadThroughput": 750 * 128})
    answer = page.goto(f"{stage.base}/{app}/")
    if answer.status != 200:
        context.close()
        return None
    page.wait_for_selector("main")
    page.wait_for_timeout(1200)
    figures = page.evaluate("""() => ({fcp: performance.getEntriesByName('first-contentful-paint')[0].startTime, ...__m,
      bytes: performance.getEntriesByType('resource').reduce((a, r) => a + r.transferSize, 0)})""")
    context.close()
    return figures


def run(stage):
    for app, (fcp, lcp) in BUDGETS.items():
        runs = [figures for figures in (load(stage, app) for _ in range(3)) if figures]
        if not runs:
            print(f"     /{app}/ is not there")
            continue
        middle = {key: statistics.median(run[key] for run in runs) for key in runs[0]}
        print(f"     {app}: FCP {middle['fcp']:.0f} ms, LCP {middle['lcp']:.0f} ms, CLS {middle['cls']:.3f}, "
              f"longest task {middle['long']:.0f} ms, {middle['bytes'] / 1000:.0f} KB")
        stage.check(f"{app}: first paint within {fcp} s × {ROOM}", middle["fcp"] <= fcp * 1000 * ROOM, f"{middle['fcp']:.0f} ms")
        stage.check(f"{app}: largest paint within {lcp} s × {ROOM}", middle["lcp"] <= lcp * 1000 * ROOM, f"{middle['lcp']:.0f} ms")
        stage.check(f"{app}: nothing jumps (CLS ≤ 0.02)", middle["cls"] <= 0.02, f"{middle['cls']:.3f}")
