"""The rendered rules and routes of the alerts, judged by Prometheus' and Alertmanager's own tools: they are valid, the
burn-rate alerts ring when they should and are quiet when they should, and each alert gets to its receiver."""

import os
import pathlib
import shutil
import subprocess

import pytest
import yaml

from rendered import rendered

ROOT = pathlib.Path(__file__).resolve().parents[2]
TOOLS = pathlib.Path(os.environ.get("HESAP_ALERT_TOOLS", ROOT / ".cache/alerts/usr/bin"))
SYSTEMS = {"pixpos": None, "mega-pos": "mvp", "globalpay": None, "biletpro": None, "payment-system": "production"}


def tool(name):
    return str(TOOLS / name) if (TOOLS / name).exists() else shutil.which(name)


promtool, amtool = tool("promtool"), tool("amtool")
needs_promtool = pytest.mark.skipif(promtool is None, reason="not run: promtool is not installed (sh tools/bootstrap.sh test)")
needs_amtool = pytest.mark.skipif(amtool is None, reason="not run: amtool is not installed (sh tools/bootstrap.sh test)")


def folder(system):
    environment = SYSTEMS[system]
    return (rendered(system, environment) if environment else rendered(system)) / "observability"


def run(*words, check=0):
    done = subprocess.run(words, capture_output=True, text=True, timeout=60)
    assert done.returncode == check, f"{words}: {done.stdout}{done.stderr}"
    return done.stdout


@needs_promtool
@pytest.mark.parametrize("system", SYSTEMS)
def test_rules_are_valid(system, tmp_path):
    rules = sorted((folder(system) / "rules").glob("*.yml"))
    assert rules
    said = run(promtool, "check", "rules", *map(str, rules))
    assert "SUCCESS" in said
    # A broken expression is found, or the check sees nothing.
    broken = tmp_path / "broken.yml"
    broken.write_text(rules[0].read_text().replace("sum by (service) (", "sum by (service) ((", 1))
    run(promtool, "check", "rules", str(broken), check=1)


@needs_amtool
@pytest.mark.parametrize("system", SYSTEMS)
def test_routes_are_valid_and_each_alert_has_its_receiver(system):
    path = str(folder(system) / "alertmanager.yml")
    assert "SUCCESS" in run(amtool, "check-config", path)
    receivers = {each["name"] for each in yaml.safe_load(pathlib.Path(path).read_text())["receivers"]}
    for severity in ("page", "ticket"):
        found = run(amtool, "config", "routes", "test", f"--config.file={path}", f"severity={severity}", "service=api").split()
        assert found and set(found) <= receivers, found
    assert run(amtool, "config", "routes", "test", f"--config.file={path}", "severity=none").split() == ["nobody"]


def series(per_minute, minutes):
    """A counter that grows by so much a minute."""
    return f"0+{per_minute}x{minutes}"


def burning(errors, minutes):
    """A thousand requests a minute, so many of them failed, for so long."""
    return [
        {"series": 'hesap_requests_total{service="api",status="200"}', "values": series(1000 - errors, minutes)},
        {"series": 'hesap_requests_total{service="api",status="500"}', "values": series(errors, minutes)},
    ]


def expected(alert, severity, summary, runbook="5xx"):
    return {
        "exp_labels": {"severity": severity, "service": "api"},
        "exp_annotations": {"summary": summary, "description": f"See the runbook, page {runbook}."},
    }


@needs_promtool
def test_burn_rate_alerts_ring_when_the_budget_burns_and_not_before(tmp_path):
    rules = next((folder("payment-system") / "rules").glob("*.yml"))
    fast = expected("ErrorBudgetBurns1h", "page", "api: requests fail 14.4 times as fast as 0.1 % allows")
    slow = expected("ErrorBudgetBurns6h", "page", "api: requests fail 6 times as fast as 0.1 % allows")
    day = expected("ErrorBudgetBurns1d", "ticket", "api: requests fail 3 times as fast as 0.1 % allows")

    def rings(minutes, alert, *what):
        return {"eval_time": f"{minutes}m", "alertname": alert, "exp_alerts": list(what)}

    tests = [
        # 2 % fail: 20 times the budget. Quiet before `for`, then it pages.
        {"interval": "1m", "input_series": burning(20, 120), "alert_rule_test": [
            rings(1, "ErrorBudgetBurns1h"), rings(70, "ErrorBudgetBurns1h", fast)]},
        # 1 %: 10 times the budget is no matter of the fast alert, but of the one over six hours.
        {"interval": "1m", "input_series": burning(10, 420), "alert_rule_test": [
            rings(100, "ErrorBudgetBurns1h"), rings(400, "ErrorBudgetBurns6h", slow)]},
        # 0.4 %: a ticket after a day, no page.
        {"interval": "1m", "input_series": burning(4, 1600), "alert_rule_test": [
            rings(1500, "ErrorBudgetBurns6h"), rings(1560, "ErrorBudgetBurns1d", day)]},
        # 0.05 %: within the budget; nothing ever rings.
        {"interval": "1m", "input_series": [
            {"series": 'hesap_requests_total{service="api",status="200"}', "values": "0+19990x300"},
            {"series": 'hesap_requests_total{service="api",status="500"}', "values": "0+10x300"}],
         "alert_rule_test": [rings(minutes, alert) for minutes in (60, 240) for alert in ("ErrorBudgetBurns1h", "ErrorBudgetBurns6h")]},
        # It was bad and is good again: the short window ends the alert within minutes.
        {"interval": "1m", "input_series": [
            {"series": 'hesap_requests_total{service="api",status="200"}', "values": "0+950x60 57950+1000x60"},
            {"series": 'hesap_requests_total{service="api",status="500"}', "values": "0+50x60 3000+0x60"}],
         "alert_rule_test": [rings(58, "ErrorBudgetBurns1h", fast), rings(75, "ErrorBudgetBurns1h")]},
        # A copy that is gone, and nobody watched at all.
        {"interval": "1m", "input_series": [{"series": 'up{job="payment-system",service="api",instance="a"}', "values": "1x3 0x10"}],
         "alert_rule_test": [
             rings(3, "ServerIsGone"),
             {"eval_time": "8m", "alertname": "ServerIsGone", "exp_alerts": [{
                 "exp_labels": {"severity": "page", "service": "api", "job": "payment-system", "instance": "a"},
                 "exp_annotations": {"summary": "api: a copy does not answer", "description": "See the runbook, page copies."}}]}]},
    ]
    path = tmp_path / "tests.yml"
    path.write_text(yaml.safe_dump({"rule_files": [str(rules)], "evaluation_interval": "2m", "tests": tests}))
    assert "SUCCESS" in run(promtool, "test", "rules", str(path))
    # Without errors in the input the same expectation fails, or the test sees nothing.
    tests[0]["input_series"] = burning(0, 120)
    path.write_text(yaml.safe_dump({"rule_files": [str(rules)], "evaluation_interval": "2m", "tests": tests[:1]}))
    run(promtool, "test", "rules", str(path), check=1)
