"""Whatever is sent, the answer has a stable code and nothing changes."""

import http.client
import json
import uuid

import pytest

from conftest import Client, Till


def problem(reply, status, code):
    assert reply.status == status, reply.body
    assert reply.headers["Content-Type"] == "application/problem+json"
    body = reply.json
    assert code in (body["code"], "any"), body
    assert body["status"] == status and body["title"] and body["detail"]
    return body


def test_malformed_json(till):
    problem(till.call("POST", f"{till.prefix}/checks", raw=b'{"id": '), 400, "malformed_json")
    problem(till.call("POST", f"{till.prefix}/checks", raw=b'{"id":1,"id":2}'), 400, "malformed_json")
    problem(till.call("POST", f"{till.prefix}/checks", raw=b'{"note":"\xff"}'), 400, "malformed_json")
    problem(till.call("POST", f"{till.prefix}/checks", raw=b'{"note":"\\u0000"}'), 400, "malformed_json")


def test_every_wrong_member_is_named(till):
    body = {"id": "no", "orderType": "picnic", "guests": 1.5, "tip": 1, "lines": [{"product": str(uuid.uuid4())}]}
    answer = problem(till.post(f"{till.prefix}/checks", body), 422, "validation_failed")
    faults = {fault["pointer"]: fault["code"] for fault in answer["errors"]}
    assert faults == {
        "/tip": "unknown_field", "/id": "not_a_uuid", "/orderType": "not_allowed", "/guests": "wrong_type",
        "/lines/0/id": "required", "/lines/0/quantity": "required",
    }


def test_numbers_and_texts_out_of_range(till):
    line = {**till.line(), "quantity": 0}
    answer = problem(till.open_check([line]), 422, "validation_failed")
    assert answer["errors"][0]["pointer"] == "/lines/0/quantity"
    line = {**till.line(), "note": "x" * 201}
    answer = problem(till.open_check([line]), 422, "validation_failed")
    assert answer["errors"][0]["code"] == "too_long"


@pytest.mark.parametrize("query", ["state=%ff", "%ff=1", "state=%", "after=%00"])
def test_a_query_that_is_no_text_is_refused_and_not_passed_over(till, query):
    problem(till.get(f"{till.prefix}/checks?{query}"), 400, "bad_request")


@pytest.mark.parametrize("list", ["checks", "audit", "drawer-sessions", "z-reports"])
def test_a_cursor_that_no_page_gave_out_begins_no_list_anew(till, list):
    problem(till.get(f"{till.prefix}/{list}?after=nonsense"), 422, "cursor_invalid")


def test_body_over_its_limit(till):
    problem(till.call("POST", f"{till.prefix}/checks", raw=b"[" + b"1," * 600_000 + b"1]"), 413, "body_too_large")


def test_wrong_media_type(till):
    reply = till.call("POST", f"{till.prefix}/checks", raw=b"a=1", headers={"Content-Type": "text/plain"})
    problem(reply, 415, "unsupported_media_type")


def test_wrong_method_and_unknown_route(till):
    reply = till.call("DELETE", f"{till.prefix}/checks", {})
    problem(reply, 405, "method_not_allowed")
    assert "POST" in reply.headers["Allow"]
    problem(till.get("/api/v1/nothing"), 404, "not_found")
    problem(till.get(f"{till.prefix}/checks/not-a-uuid"), 404, "not_found")


def test_no_token_and_bad_token(server, till):
    problem(Client(server.base).get(f"{till.prefix}/floor"), 401, "unauthenticated")
    assert Client(server.base, "nonsense").get(f"{till.prefix}/floor").status == 401


def test_key_is_required_and_bound_to_its_body(till):
    body = {"id": str(uuid.uuid4()), "orderType": "quick", "guests": 1}
    problem(till.post(f"{till.prefix}/checks", body, key=False), 400, "idempotency_key_required")
    key = str(uuid.uuid4())
    first = till.post(f"{till.prefix}/checks", body, key=key)
    assert first.status == 201
    again = till.post(f"{till.prefix}/checks", body, key=key)
    assert again.status == 201 and again.body == first.body and again.headers["Idempotent-Replayed"] == "true"
    problem(till.post(f"{till.prefix}/checks", {**body, "guests": 2}, key=key), 422, "idempotency_mismatch")


def test_another_organizations_ids_are_not_there(server, till):
    made = server.run("organization", "create", "--name", "Komşu", "--slug", f"komsu-{uuid.uuid4().hex[:8]}",
                      "--email", f"{uuid.uuid4().hex[:8]}@example.com", "--json")
    assert made.returncode == 0, made.stderr
    other = json.loads(made.stdout)
    signed = Client(server.base).post(
        "/api/v1/sign-in", {"email": other["email"], "password": other["password"]}, key=False)
    stranger = Client(server.base, signed.json["token"])
    check = till.open_check([till.line()]).json["id"]
    problem(stranger.get(f"{till.prefix}/checks/{check}"), 404, "not_found")
    problem(stranger.get(f"{till.prefix}/floor"), 404, "not_found")
    own = f"/api/v1/branches/{other['branch']}"
    problem(stranger.get(f"{own}/checks/{check}"), 404, "unknown_check")
    problem(stranger.post(f"{own}/checks/{check}/send"), 404, "unknown_check")


def test_stale_version_and_illegal_transition(till):
    check = till.open_check([till.line()]).json
    path = f"{till.prefix}/checks/{check['id']}"
    stale = {"kind": "percent", "value": 1000, "reason": "x", "version": check["version"] + 7}
    problem(till.post(f"{path}/discounts", stale), 409, "stale_version")
    paid = till.pay_cash(check["id"], check["totals"]["total"])
    assert paid.status == 200 and paid.json["state"] == "closed", paid.body
    answer = till.post(f"{path}/lines", {"lines": [till.line()]})
    assert answer.status == 409 and answer.json["state"] == "closed"


def test_wrong_pin_locks_after_five(server):
    till = Till(server, branch=1)
    device = Client(server.base, till.device_token)
    person = next(p for p in server.demo["people"] if p["role"] == "cashier" and 1 in p["branches"])
    wrong = {"person": person["id"], "pin": "0000" if person["pin"] != "0000" else "1111"}
    codes = [device.post("/api/v1/pin-sign-in", wrong, key=False).json["code"] for _ in range(6)]
    assert codes[:4] == ["wrong_pin"] * 4 and codes[5] == "pin_locked", codes
    right = {"person": person["id"], "pin": person["pin"]}
    problem(device.post("/api/v1/pin-sign-in", right, key=False), 401, "pin_locked")
    unlock = f"/api/v1/people/{person['id']}/pin/unlock"
    assert Till(server, branch=1, role="waiter").post(unlock, {}).status == 403
    assert till.post(unlock, {}).json["id"] == person["id"]
    assert device.post("/api/v1/pin-sign-in", right, key=False).status == 200


def test_an_approval_that_nobody_could_give_is_refused(till):
    roles = till.get("/api/v1/roles").json["items"]
    assert all("line.comp" in role["approvable"] and "check.pay" not in role["approvable"] for role in roles)
    nobody = {"grants": {"check.pay": {"permission": "approve"}}}
    answer = problem(till.call("PUT", "/api/v1/roles/cook/grants", nobody), 422, "not_approvable")
    assert answer["action"] == "check.pay"
    assert till.get("/api/v1/roles").json["items"] == roles


def test_messages_are_in_the_callers_language(server, till):
    turkish = Client(server.base, till.token, language="tr-TR,tr;q=0.9,en;q=0.5").get("/api/v1/nothing").json
    assert turkish["title"] == "Bulunamadı"
    assert till.get("/api/v1/nothing").json["title"] == "Not found"
    wrong = {"id": "no", "orderType": "picnic", "guests": 0, "tip": 1, "lines": 3}
    answer = Client(server.base, till.token, language="tr").post(f"{till.prefix}/checks", wrong).json
    assert {fault["message"] for fault in answer["errors"]} == {
        "Geçerli bir UUID değil.", "Şunlardan biri olmalı: dine_in, takeaway, delivery, quick.", "Böyle bir alan yok.",
        "Değer izin verilen aralıkta değil: 1–200.", "Bir liste olmalı."}


def test_head_answers_like_get_without_a_body(server):
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=10)
    connection.request("HEAD", "/pos/")
    head = connection.getresponse()
    assert head.status == 200 and head.read() == b"" and int(head.headers["Content-Length"]) > 0


@pytest.mark.parametrize("path", ["/pos/../../etc/passwd", "/assets/%2e%2e/%2e%2e/etc/passwd", "/pos/%00"])
def test_no_path_leads_out_of_the_screens(server, path):
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=10)
    connection.request("GET", path)
    answer = connection.getresponse()
    assert answer.status in (400, 404) and b"root:" not in answer.read()
