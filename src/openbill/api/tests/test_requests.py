"""Whatever a request holds, the answer is what was asked for, or a problem that names the place."""

import pytest
from tests.support.api import Program, a_program
from tests.support.organizations import AnOrganization, an_organization
from tests.support.unchanged import nothing_changes

from openbill.primitives.identifiers import new_identifier


@pytest.fixture(scope="module")
def firm() -> AnOrganization:
    return an_organization()


@pytest.fixture(scope="module")
def program(firm: AnOrganization) -> Program:
    return a_program(firm)


UNREADABLE = {
    "nothing closed": b'{"name": ',
    "no JSON": b"name=x",
    "another encoding": '{"name": "ä"}'.encode("utf-16"),
    "Latin letters": '{"name": "ä"}'.encode("latin-1"),
    "deep": b"[" * 100_000,
    "not a number": b'{"terms_days": NaN}',
    "a lone surrogate": b'{"name": "\\ud800"}',
}


@pytest.mark.parametrize("content", UNREADABLE.values(), ids=UNREADABLE)
def test_what_is_no_json_is_a_problem(content: bytes, firm: AnOrganization, program: Program):
    with nothing_changes(firm.id):
        answer = program.post("/roles", content)

    assert answer.headers["Content-Type"] == "application/problem+json"
    assert (answer.status, answer.code) in {(400, "request_unreadable"), (422, "request_wrong")}


WRONG = {
    "an array": (b"[]", "/"),
    "a text": (b'"x"', "/"),
    "nothing": (b"{}", "/name"),
    "a word too many": (b'{"name": "x", "permissions": [], "colour": "red"}', "/colour"),
    "another type": (b'{"name": 5, "permissions": []}', "/name"),
    "a list of others": (b'{"name": "x", "permissions": [1]}', "/permissions/0"),
    "a NUL": (b'{"name": "a\\u0000b", "permissions": []}', "/name"),
    "a long text": (b'{"name": "' + b"x" * 20_000 + b'", "permissions": []}', "/name"),
    "a long list": (b'{"name": "x", "permissions": [' + b'"a",' * 1_000 + b'"a"]}', "/permissions"),
}


@pytest.mark.parametrize(("content", "pointer"), WRONG.values(), ids=WRONG)
def test_what_is_wrong_is_named_by_its_place(content: bytes, pointer: str, firm: AnOrganization, program: Program):
    with nothing_changes(firm.id):
        answer = program.post("/roles", content)

    assert (answer.status, answer.code) == (422, "request_wrong")
    assert answer.said["errors"][0]["pointer"] == pointer


def test_a_value_is_named_with_what_would_be_right(program: Program):
    answer = program.call("PATCH", "/organization", {"write_off_limit": {"amount": "1.005", "currency": "EUR"}})

    assert answer.said["errors"] == [
        {
            "pointer": "/write_off_limit",
            "detail": "1.005 has more decimals than EUR knows. EUR amounts have 2 decimals.",
        }
    ]


@pytest.mark.parametrize("amount", [1.5, 15, "1e5", "NaN", "١", "9" * 30, "", " 1", "1,50"])
def test_amounts_are_plain_decimal_strings(amount: object, firm: AnOrganization, program: Program):
    with nothing_changes(firm.id):
        answer = program.call("PATCH", "/organization", {"write_off_limit": {"amount": amount, "currency": "EUR"}})

    assert answer.status == 422
    assert answer.said["errors"][0]["pointer"].startswith("/write_off_limit")


@pytest.mark.parametrize("day", ["2026-02-30", "2026-1-1", "20260101", "1767225600", "1899-12-31", "2026-01-01T00:00"])
def test_days_are_written_in_one_way(day: str, firm: AnOrganization, program: Program):
    with nothing_changes(firm.id):
        answer = program.call("PATCH", f"/legal-entities/{firm.legal_entity_id}", {"cut_over_date": day})

    assert (answer.status, answer.said["errors"][0]["pointer"]) == (422, "/cut_over_date")


def test_another_type_of_body_and_another_charset_are_refused(program: Program):
    for content_type in ("text/plain", "application/x-www-form-urlencoded", "", "application/json; charset=utf-16"):
        answer = program.post("/roles", b'{"name": "x", "permissions": []}', content_type=content_type)
        assert (answer.status, answer.code) == (415, "content_type_wrong"), content_type


def test_a_huge_body_is_refused_and_not_read(program: Program):
    answer = program.post("/roles", b'{"name": "' + b"x" * (2 * 2**20) + b'"}')

    assert (answer.status, answer.code) == (413, "request_too_large")


def test_a_body_of_no_stated_length_is_refused(program: Program):
    answer = program.call("POST", "/roles", None, **{"transfer-encoding": "chunked"})

    assert (answer.status, answer.code) == (411, "length_missing")


@pytest.mark.parametrize("path", ["/nothing", "/api/", "/api/v2/organization", "/organization/", "/api/v1"])
def test_what_is_not_there_is_a_problem(path: str, program: Program):
    answer = program.get(path)

    assert (answer.status, answer.code) == (404, "endpoint_unknown")
    assert answer.headers["Content-Type"] == "application/problem+json"


def test_an_address_that_holds_no_identifier_is_not_there(program: Program):
    for place in ("x", "0", "%00", "..%2f", "0" * 400):
        assert program.call("DELETE", f"/api-keys/{place}").status == 404, place


def test_another_method_is_refused_and_the_right_ones_are_named(program: Program):
    answer = program.call("DELETE", "/organization")

    assert (answer.status, answer.code) == (405, "method_wrong")
    assert answer.headers["Allow"] == "GET, PATCH"


def test_parameters_that_nobody_knows_and_those_said_twice_are_refused(program: Program):
    unknown, twice = program.get("/members?colour=red"), program.get("/members?a=1&a=2")

    assert (unknown.status, twice.status) == (422, 422)
    assert [fault["pointer"] for fault in unknown.said["errors"]] == ["colour"]
    assert twice.said["errors"] == [{"pointer": "a", "detail": "It is said more than once."}]


def test_a_key_of_idempotency_is_plain_text(program: Program):
    for key in (" ", "x" * 201, "ä"):
        answer = program.post("/roles", {"name": "never", "permissions": []}, **{"idempotency-key": key})
        assert (answer.status, answer.code) == (400, "idempotency_key_wrong")


def test_a_write_under_one_key_is_done_once(program: Program):
    first = program.post("/roles", {"name": "reader", "permissions": ["customers.view"]}, key="r1")
    again = program.post("/roles", {"name": "reader", "permissions": ["customers.view"]}, key="r1")
    other = program.post("/roles", {"name": "writer", "permissions": ["customers.view"]}, key="r1")

    assert (first.status, again.status) == (201, 201)
    assert first.said == again.said
    assert (first.headers["Idempotency-Replayed"], again.headers["Idempotency-Replayed"]) == ("false", "true")
    assert (other.status, other.code) == (409, "key_used_for_other_input")
    assert [role["name"] for role in program.get("/roles").said["data"]].count("reader") == 1


def test_a_request_under_another_name_is_a_problem(program: Program):
    answer = program.get("/organization", host="evil.example")

    assert (answer.status, answer.code) == (400, "host_wrong")


def test_a_fault_of_ours_tells_nothing_about_itself(program: Program, monkeypatch: pytest.MonkeyPatch):
    def fail(*_: object) -> None:
        raise RuntimeError("the password is 1234")

    monkeypatch.setattr("openbill.api.answering._written", fail)
    answer = program.get("/organization")

    assert (answer.status, answer.code) == (500, "fault_of_ours")
    assert b"1234" not in answer.content


def test_a_row_that_is_named_and_not_there_is_unknown(firm: AnOrganization, program: Program):
    customer = program.post("/customers", {"name": "Adler"}).said["customer_id"]
    nobody = str(new_identifier())
    item = {"kind": "invoice", "amount": {"amount": "5.00", "currency": "EUR"}, "customer_id": customer,
            "document_date": "2026-01-01", "due_date": "2026-01-31", "legal_entity_id": nobody}  # fmt: skip
    payment = {"customer_id": customer, "amount": {"amount": "5.00", "currency": "EUR"},
               "received_date": "2026-01-01", "legal_entity_id": nobody}  # fmt: skip

    with nothing_changes(firm.id):
        answers = [
            program.call("PUT", f"/customers/{nobody}/terms", {"terms": "x", "valid_from": "2026-01-01"}),
            program.post("/revaluations", {"legal_entity_id": nobody, "closing_date": "2026-01-31"}),
            program.post("/items", {"items": [item]}),
            program.post("/payments", {"payments": [payment]}),
        ]

    assert [(answer.status, answer.code) for answer in answers] == [
        (404, "customer_unknown"),
        (422, "legal_entity_unknown"),
        (422, "legal_entity_unknown"),
        (422, "legal_entity_unknown"),
    ]
