"""What came of cards and papers whose server died over them (interrupted.py)."""

import re

from interrupted import BETWEEN_COMMITS
from paper import until


def test_killed_between_the_two_commits_of_a_card_payment(cards):
    """The money is neither lost nor taken twice; where the terminal was not asked yet, none is taken."""
    due, till = cards.due, cards.till
    resolved = cards.outcomes()
    assert all(resolved[check]["state"] != "closed" for check in cards.unasked)
    taken = {check: total for check, total in due.items() if resolved[check]["state"] == "closed"}
    for check, total in due.items():
        totals, states = resolved[check]["totals"], [tender["state"] for tender in resolved[check]["tenders"]]
        if check in taken:
            assert totals["paid"] == total and states == ["captured"], resolved[check]
        else:  # it died before the terminal was asked: nothing was taken, and all of it is due again
            assert totals["remaining"] == total and states == ["failed"], resolved[check]
    for (check, pay) in zip(due, cards.payments):
        answer = cards.answered(pay)
        assert (answer.status == 200) == (check in taken), answer.body
    found = [row for row in till.get(f"{till.prefix}/x-report").json["tenders"] if row["kind"] == "card"]
    assert len(found) == 1 and found[0]["count"] == len(taken) and found[0]["amount"] == sum(taken.values()), found
    verified = cards.server.run("ledger", "verify")
    assert verified.returncode == 0, verified.stdout + verified.stderr
    print(f"{BETWEEN_COMMITS} kills between reserve and call, {BETWEEN_COMMITS} between call and book: {len(taken)} cards charged once, "
          f"{len(due) - len(taken)} not at all, the ledger balances")


def test_a_kill_loses_no_paper_and_prints_none_twice(papers):
    shop, printer = papers.shop, papers.printer
    until(lambda: all(shop.job(job)["state"] in ("done", "failed") for job in papers.jobs.values()), 90)
    for number, job in papers.jobs.items():
        state = shop.job(job)
        printed = sum(bool(re.search(rb"Adisyon no\s+%d\n" % number, paper)) for paper in printer.papers)
        if state["state"] == "failed":
            # Who knows what came out? It waits for a person, who gets a copy.
            assert state["failure"] == "uncertain" and printed <= 1, state
            again = shop.till.post(f"{shop.at}/print-jobs/{job}/retry")
            assert again.status == 200, again.body
            until(lambda: shop.job(job)["state"] == "done")
            until(lambda: b"KOPYA" in printer.papers[-1])
        else:
            assert printed == 1, (number, printed)
