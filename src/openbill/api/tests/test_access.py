"""Every endpoint by every role and from another organization: who may, is answered; others learn and write nothing."""

from dataclasses import replace
from functools import cache

import pytest
from tests.support.api import Answer, Program, a_program
from tests.support.api_samples import NAME, FullFirm, a_full_firm, address_of, body_of
from tests.support.organizations import an_organization
from tests.support.unchanged import nothing_changes

from openbill.api import keys
from openbill.api.endpoint import JSON, Endpoint
from openbill.api.table import ENDPOINTS
from openbill.organizations.policies.default_roles import ALL_PERMISSIONS, DEFAULT_ROLES

QUESTIONS = [endpoint for endpoint in ENDPOINTS if endpoint.is_read]
NOWHERE = "0190a000-0000-7000-8000-00000000dead"
ACTS = [endpoint for endpoint in ENDPOINTS if not endpoint.is_read]


def called(endpoint: Endpoint) -> str:
    return f"{endpoint.method} {endpoint.path}"


@pytest.fixture(autouse=True)
def _no_limit(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(keys, "REQUESTS", 1_000_000)


@pytest.fixture(scope="module")
def full() -> FullFirm:
    return a_full_firm()


@pytest.fixture(scope="module")
def own() -> FullFirm:
    """One that changes with each test."""
    return a_full_firm()


@pytest.fixture(scope="module")
def programs(full: FullFirm) -> dict[str, Program]:
    return {role: a_program(full.firm, role) for role in DEFAULT_ROLES}


@cache
def a_stranger() -> Program:
    return a_program(an_organization())


def content_type(endpoint: Endpoint) -> str:
    return endpoint.takes if not endpoint.is_read else JSON


def ask(program: Program, endpoint: Endpoint, full: FullFirm) -> Answer:
    path, body = address_of(endpoint, full), body_of(endpoint, full)
    return program.call(endpoint.method, path, body, content_type=content_type(endpoint))


def test_each_endpoint_needs_a_permission_that_there_is():
    open_to_all = [endpoint.path for endpoint in ENDPOINTS if not endpoint.permission]

    assert open_to_all == ["/permissions"]
    assert {endpoint.permission for endpoint in ENDPOINTS} - {""} <= ALL_PERMISSIONS.keys()


def test_each_endpoint_has_a_name_of_its_own():
    names = [endpoint.name for endpoint in ENDPOINTS]
    assert len(names) == len(set(names)) > 100


@pytest.mark.parametrize("role", DEFAULT_ROLES)
def test_a_question_is_answered_to_those_who_may(role: str, full: FullFirm, programs: dict[str, Program]):
    with nothing_changes(full.firm.id):
        for endpoint in QUESTIONS:
            answer = ask(programs[role], endpoint, full)
            may = not endpoint.permission or endpoint.permission in DEFAULT_ROLES[role]
            sees_all = "customers.view_all" in DEFAULT_ROLES[role]
            found = 200 if sees_all or not endpoint.places or endpoint.permission == "" else 404
            assert answer.status == (found if may else 403), (called(endpoint), answer.said)
            if not (may and sees_all) and endpoint.path != "/templates":  # a text of the firm, which names it
                assert NAME.encode() not in answer.content, called(endpoint)


def test_a_key_that_sees_own_customers_only_is_nobodys_salesperson(full: FullFirm, programs: dict[str, Program]):
    answer = programs["sales"].call("GET", "/customers")

    assert (answer.status, answer.said["data"]) == (200, [])


@pytest.mark.parametrize("role", DEFAULT_ROLES)
def test_an_act_is_for_those_who_may(role: str, full: FullFirm, programs: dict[str, Program]):
    forbidden = [endpoint for endpoint in ACTS if endpoint.permission not in DEFAULT_ROLES[role]]
    assert forbidden or role == "owner"

    with nothing_changes(full.firm.id):
        for endpoint in forbidden:
            answer = ask(programs[role], endpoint, full)
            assert (answer.status, answer.code) == (403, "permission_missing"), called(endpoint)


@pytest.mark.parametrize("endpoint", ENDPOINTS, ids=called)
def test_nobody_is_answered_without_a_key(endpoint: Endpoint, full: FullFirm):
    assert ask(Program(), endpoint, full).status == 401


@pytest.mark.parametrize("endpoint", QUESTIONS, ids=called)
def test_another_organization_is_told_nothing(endpoint: Endpoint, full: FullFirm):
    answer = ask(a_stranger(), endpoint, full)

    names_a_row = bool(set(endpoint.places)) or "currency" in address_of(endpoint, full)
    assert answer.status == (404 if endpoint.places else answer.status), (called(endpoint), answer.said)
    assert answer.status in ((404, 422) if names_a_row else (200,)), (called(endpoint), answer.said)
    for secret in (NAME, "333.33", "120.00", "77.70", full.firm.id.hex, "zauberhaft.example"):
        assert secret.encode() not in answer.content or secret == NAME in answer.said.get("detail", "")


@pytest.mark.parametrize("endpoint", ACTS, ids=called)
def test_an_act_reaches_nothing_of_another_organization(endpoint: Endpoint, full: FullFirm):
    with nothing_changes(full.firm.id):
        answer = ask(a_stranger(), endpoint, full)

    assert answer.status < 500, answer.said
    assert b"333.33" not in answer.content
    if set(endpoint.places) - {"role", "code"}:
        assert answer.status in (404, 422), (called(endpoint), answer.said)


@pytest.mark.parametrize("endpoint", ACTS, ids=called)
def test_an_act_of_the_owner_ends_well_or_is_refused(endpoint: Endpoint, own: FullFirm):
    answer = ask(a_program(own.firm), endpoint, own)

    assert answer.status < 500, answer.said
    assert answer.status == endpoint.success or answer.code not in ("endpoint_unknown", "request_unreadable")


STANDING_IN = ("refund_request_id", "draft_id", "debit_batch_id", "debit_file_id", "refund_batch_id")
"""Of several kinds of one name, those that `address_of` puts in its place."""

PLACES = [(endpoint, place) for endpoint in ENDPOINTS for place in endpoint.places]


@pytest.mark.parametrize(("endpoint", "place"), PLACES, ids=[f"{called(each)} {place}" for each, place in PLACES])
def test_a_place_that_is_not_there_is_404(endpoint: Endpoint, place: str, full: FullFirm, programs: dict[str, Program]):
    elsewhere = replace(full, places=full.places | dict.fromkeys((place, *STANDING_IN), NOWHERE))
    path, body = address_of(endpoint, elsewhere), body_of(endpoint, full)

    with nothing_changes(full.firm.id):
        answer = programs["owner"].call(endpoint.method, path, body, content_type=content_type(endpoint))

    assert answer.status == 404, answer.said


def test_what_the_body_names_and_is_not_there_is_422(own: FullFirm):
    program = a_program(own.firm)
    unknown = set()
    for endpoint in (each for each in ACTS if each.places and each.body_model):
        body = body_of(endpoint, own)
        for name in (name for name, value in body.items() if isinstance(value, str)):
            answer = program.call(endpoint.method, address_of(endpoint, own), {**body, name: NOWHERE})
            if answer.status >= 400 and answer.code.endswith("_unknown") and NOWHERE in answer.said["detail"]:
                assert answer.status == 422, (called(endpoint), name, answer.said)
                unknown.add((endpoint.path, name))

    # Whether the country of a mandate is come to depends on what the acts before have left of the mandate.
    assert unknown - {("/mandates/{mandate_id}", "debtor_country")} == {
        ("/bank-lines/{line_id}/return", "payment_id"),
        ("/customers/{customer_id}", "country"),
        ("/customers/{customer_id}", "language"),
        ("/customers/{customer_id}", "salesperson_id"),
        ("/customers/{customer_id}", "time_zone"),
        ("/customers/{customer_id}/address", "purpose"),
        ("/customers/{customer_id}/calls", "outcome"),
        ("/customers/{customer_id}/merge", "into_customer_id"),
        ("/customers/{customer_id}/parent", "parent_id"),
        ("/customers/{customer_id}/terms", "terms"),
        ("/legal-entities/{legal_entity_id}", "country"),
        ("/legal-entities/{legal_entity_id}", "time_zone"),
        ("/members/{user_id}/roles", "role"),
        ("/remittances/{remittance_id}/link", "line_id"),
    }
