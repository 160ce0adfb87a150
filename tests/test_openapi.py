"""The description is kept: whatever anybody sends, in every role, the answer is one that it describes.

schemathesis makes the calls and judges the answers; half of the writes are good calls with one thing made wrong, on
real checks, lines, people and drawers, so that they get past the first look.
"""

import collections
import copy
import json
import re
import subprocess
import uuid

import pytest
import requests
import schemathesis
from hypothesis import HealthCheck, Phase, Verbosity, given, settings
from schemathesis import GenerationMode
from schemathesis.core.failures import FailureGroup
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance, response_headers_conformance, response_schema_conformance, status_code_conformance,
)

from conftest import ARTIFACTS, ROOT, Client, Server, Till, chance
from venue import Venue, good_call

CHECKS = [not_a_server_error, status_code_conformance, content_type_conformance, response_headers_conformance,
          response_schema_conformance]
MADE = 4  # calls made up by schemathesis, an operation and a way (right and wrong)
MUTATED = 3  # good calls made wrong, an operation and a role
# Calls that end what the test stands on: only the good call, on a thing made for it.
ALONE = {"signOut", "setGrants"}


@pytest.fixture(scope="module")
def demo():
    running = Server(days=2).start()
    yield running
    running.remove()


@pytest.fixture(scope="module")
def description(demo):
    return requests.get(f"{demo.base}/openapi.json", timeout=30).json()


def schemas(node, at="#"):
    if isinstance(node, dict):
        kinds = node.get("type")
        if kinds == "object" or (isinstance(kinds, list) and "object" in kinds):
            yield at, node
        for name, below in node.items():
            yield from schemas(below, f"{at}/{name}")
    elif isinstance(node, list):
        for index, below in enumerate(node):
            yield from schemas(below, f"{at}/{index}")


def test_every_schema_says_all_of_its_members(description):
    found = list(schemas(description["components"])) + list(schemas(description["paths"]))
    loose = [at for at, schema in found if "properties" not in schema or schema.get("additionalProperties") is not False]
    assert found and not loose
    empty = [at for at, schema in found if not schema["properties"]]
    assert empty == ["#/schemas/Empty"], "only the empty body has no members"


def callers(demo, venue):
    """A token for each role; the cook is the kitchen's paired screen."""
    made = demo.run("key", "create", "--organization", "demo", "--mode", "test")
    assert made.returncode == 0, made.stderr
    return {
        "owner": venue.owner.token,
        "manager": Till(demo, role="manager").token,
        "cashier": Till(demo, role="cashier").token,
        "waiter": Till(demo, role="waiter").token,
        "cook": venue.device("kitchen")["token"],
        "key": re.search(r"sk_test_\S+", made.stdout).group(0),
        "nobody": None,
    }


def made_up(operation):
    """Calls by the description, and calls against it."""
    cases = []
    for mode in (GenerationMode.POSITIVE, GenerationMode.NEGATIVE):
        @settings(max_examples=MADE, phases=[Phase.generate], derandomize=True, database=None, deadline=None,
                  suppress_health_check=list(HealthCheck), verbosity=Verbosity.quiet)
        @given(operation.as_strategy(generation_mode=mode))
        def keep(case):
            cases.append(case)

        try:
            keep()
        except Exception as nothing:  # an operation without anything to be wrong about
            if mode is GenerationMode.POSITIVE:
                raise nothing
    return cases


def made_wrong(body, dice):
    """A good body with one thing wrong about it."""
    body = copy.deepcopy(body)
    if not isinstance(body, dict) or not body:
        return {"more": 1}
    name = dice.choice(list(body))
    if isinstance(body[name], list) and body[name] and isinstance(body[name][0], dict) and dice.random() < 0.7:
        body[name][0] = made_wrong(body[name][0], dice)
        return body
    wrong = [None, "", "x" * 300, -1, 0, 2**53, 1.5, True, [], {}, [None], str(uuid.uuid4()), "4111111111111111", "İı\u2028"]
    what = dice.randrange(len(wrong) + 2)
    if what == len(wrong):
        del body[name]
    elif what == len(wrong) + 1:
        body["more"] = 1
    else:
        body[name] = wrong[what]
    return body


class Run:
    """Calls and answers, counted."""

    def __init__(self, base):
        self.base, self.session = base, requests.Session()
        self.answers = collections.Counter()
        self.reached = collections.defaultdict(set)
        self.faults = {}

    def call(self, role, operation, case, token):
        headers = {"Accept-Language": "tr"}
        if token:
            headers["Authorization"] = f"Bearer {token}"
        try:
            response = case.call(base_url=self.base, session=self.session, headers=headers, timeout=30)
        except (requests.exceptions.InvalidHeader, UnicodeError):
            return  # no client can send it
        self.answers[role, response.status_code] += 1
        if 200 <= response.status_code < 300:
            self.reached[role].add(operation)
        try:
            case.validate_response(response, checks=CHECKS)
        except FailureGroup as fault:
            said = " / ".join(re.sub(r"\s+", " ", str(one))[:500] for one in fault.exceptions)
            self.faults.setdefault((operation, response.status_code), f"{role}: {said}")


def test_every_answer_is_one_that_the_description_names(demo, description):
    # What goes wrong is told in full here, so the library need not print it.
    schema = schemathesis.openapi.from_dict(description)
    venue = Venue(demo)
    tokens = callers(demo, venue)
    run = Run(demo.base)
    dice = chance(20261121)
    operations = {}
    for found in schema.get_all_operations():
        operation = found.ok()
        operations[operation.definition.raw["operationId"]] = operation
    for name, operation in operations.items():
        cases = [] if name in ALONE else made_up(operation)
        for role, token in tokens.items():
            path, body = good_call(venue, name)
            path = {"branch": venue.till.branch, **path}
            path = {key: path.get(key, str(uuid.uuid4())) for key in re.findall(r"{(\w+)}", operation.path)}
            if name == "signOut":
                person = venue.person("manager")
                login = {"email": person["email"], "password": person["password"]}
                token = token and Client(demo.base).post("/api/v1/sign-in", login, key=False).json["token"]
            good = {"path_parameters": path}
            if operation.definition.raw.get("requestBody"):
                good |= {"body": {} if body is None else body, "media_type": "application/json"}

            def made(**more):
                key = {"Idempotency-Key": str(uuid.uuid4())} if operation.method.upper() != "GET" else {}
                return operation.Case(**{"headers": key, **good, **more})

            run.call(role, name, made(), token)
            if name in ALONE:
                continue
            for _ in range(MUTATED if "body" in good else 1):
                if "body" in good:
                    run.call(role, name, made(body=made_wrong(good["body"], dice)), token)
                else:
                    query = {dice.choice(["limit", "after", "day", "format", "from", "no"]): dice.choice(["", "0", "ğ", "-1"])}
                    run.call(role, name, made(query=query), token)
            for case in dice.sample(cases, min(len(cases), 3)):
                if dice.random() < 0.7:
                    case.path_parameters = path
                run.call(role, name, case, token)
    report(run, operations, tokens)
    everywhere = set().union(*run.reached.values())
    assert not run.faults, "\n".join(f"{where}: {what}" for where, what in sorted(run.faults.items()))
    assert not [status for (_, status), _ in run.answers.items() if status >= 500]
    assert len(everywhere) >= 0.6 * len(operations), sorted(set(operations) - everywhere)


def report(run, operations, tokens):
    lines = []
    for role in tokens:
        total = sum(count for (who, _), count in run.answers.items() if who == role)
        classes = collections.Counter()
        for (who, status), count in run.answers.items():
            if who == role:
                classes[f"{status // 100}xx"] += count
        told = ", ".join(f"{name} {count}" for name, count in sorted(classes.items()))
        lines.append(f"{role}: {total} calls ({told}), {len(run.reached[role])} of {len(operations)} operations reached")
    everywhere = set().union(*run.reached.values())
    lines.append(f"all: {sum(run.answers.values())} calls, {len(everywhere)} of {len(operations)} operations reach a 2xx, "
                 f"never: {', '.join(sorted(set(operations) - everywhere)) or 'none'}")
    ARTIFACTS.mkdir(exist_ok=True)
    (ARTIFACTS / "openapi.txt").write_text("\n".join(lines) + "\n")
    print("\n" + "\n".join(lines))


# Kinds of journals, frames and news, which are no events of the audit trail.
NO_EVENTS = {"cash.captured", "cash.refunded", "drawer.emptied", "drawer.float", "drawer.variance", "payment.captured",
             "payment.late", "payment.refunded", "payment.resolved", "payment.unknown", "print.done", "print.failed",
             "print.queued", "checks.id"}
AUDITED = "Checks Drawers Fiscal Kitchen Menu Organizations Payments Printing".split()


def test_boss_has_words_for_the_whole_audit_trail(demo, tmp_path):
    """For every event that the sources name, and every field and code that all operations and two days have left."""
    named = set()
    for module in AUDITED:
        for file in (ROOT / "Sources" / module).rglob("*.swift"):
            named |= set(re.findall(r'(?<!type: )(?<!topic: )(?<!kind: )(?<!= )"([a-z_]+\.[a-z_]+)"', file.read_text()))
    entries = [{"action": event, "entity": "check"} for event in sorted(named - NO_EVENTS)]
    assert len(entries) > 80, entries
    query = "select json_build_object('action', action, 'entity', entity, 'before', before, 'after', after) from audit_events"
    kept = subprocess.run(["psql", "-h", str(demo.data / "cluster/socket"), "-U", "postgres", "-d", "hesap", "-Atc", query],
                          capture_output=True, text=True, check=True, timeout=60).stdout
    entries += [json.loads(line) for line in kept.strip("\n").split("\n")]
    (tmp_path / "entries.json").write_text(json.dumps(entries))
    done = subprocess.run(["node", str(ROOT / "web/tools/audit-words.mjs"), str(tmp_path / "entries.json")],
                          capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stdout + done.stderr
    print(done.stdout.splitlines()[-1])
