"""What a destruction leaves."""

import re

import pytest

from operated import HAS_EMULATORS, NO_EMULATORS

pytestmark = pytest.mark.skipif(not HAS_EMULATORS, reason=NO_EMULATORS)


def test_what_a_destruction_leaves_is_listed_with_its_price(system):
    owned = [("hesap:system", "biletpro"), ("hesap:environment", "prod")]
    tags = [f"TagKey={key},TagValue={value}" for key, value in owned]
    going, staying = (system.aws("kms", "create-key", "--tags", *tags)["KeyMetadata"]["Arn"] for _ in range(2))
    system.aws("kms", "schedule-key-deletion", "--key-id", going.split("/")[-1], "--pending-window-in-days", "7")
    system.aws("rds", "create-db-snapshot", "--db-instance-identifier", "biletpro-db", "--db-snapshot-identifier", "biletpro-db-kept",
               "--tags", *[f"Key={key},Value={value}" for key, value in owned])
    shown = system.run("destroy", "--confirm", "biletpro").stdout
    lines = shown.splitlines()
    assert any(re.fullmatch(f"  {re.escape(going)}: scheduled for \\d{{4}}-\\d\\d-\\d\\d, not charged", line) for line in lines), shown
    paid = lines[lines.index("Left, and paid for:"):]
    assert f"  {staying}: $1.00 a month" in paid, shown
    assert any("snapshot:biletpro-db-kept: at most $" in line and "a month for 100 GB" in line for line in lines), shown
