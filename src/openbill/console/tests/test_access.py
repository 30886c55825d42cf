"""Every address of the console by every role: who may, sees; who may not, learns nothing; others see none of it."""

import re
from urllib.parse import urlencode
from uuid import UUID

import pytest
from django.test import Client
from tests.support.billing import a_billing_firm
from tests.support.everything import Theirs, everything_of
from tests.support.members import a_member
from tests.support.organizations import AnOrganization, an_organization
from tests.support.unchanged import nothing_changes
from tests.support.web import a_visitor, at_work, signed_in

from openbill.console.page import Route
from openbill.console.urls import ROUTES
from openbill.organizations.policies.default_roles import DEFAULT_ROLES
from openbill.primitives.identifiers import new_identifier

PAGES = [route for route in ROUTES if not route.is_act]
ACTS = [route for route in ROUTES if route.is_act or route.act]
BARE_ACTS = [route for route in ROUTES if route.is_act]
ASKED_FOR_A_CUSTOMER = (
    *("new-draft", "new-payment", "invoices", "payments"),
    *("drafts", "outbox", "tasks", "promises", "disputes"),
    *("mandates", "new-mandate", "returned-debits", "refunds"),
    *("online", "tried", "new-request", "unclaimed", "payer-accounts", "withheld-tax"),
)
"""Pages at whose address a customer may stand."""
NAME = "Zauberhaft Werke"
"""A name that stands nowhere else."""


def address_of(route: Route, theirs: Theirs) -> str:
    return "/" + re.sub(r"<[a-z]+:([a-z_]+)>", lambda place: str(getattr(theirs, place[1])), route.path)


@pytest.fixture(scope="module")
def firm() -> AnOrganization:
    return a_billing_firm()


@pytest.fixture(scope="module")
def members(firm: AnOrganization) -> dict[str, UUID]:
    return {role: a_member(firm, role) for role in DEFAULT_ROLES}


@pytest.fixture(scope="module")
def theirs(firm: AnOrganization, members: dict[str, UUID]) -> Theirs:
    return everything_of(firm, members["sales"], NAME)


@pytest.fixture(scope="module")
def people(members: dict[str, UUID]) -> dict[str, Client]:
    return {role: signed_in(person) for role, person in members.items()}


@pytest.fixture(scope="module")
def stranger() -> Client:
    """The owner of another organization, who only looks."""
    return at_work(an_organization())


@pytest.mark.parametrize("route", PAGES, ids=lambda route: route.name)
@pytest.mark.parametrize("role", DEFAULT_ROLES)
def test_a_page_opens_for_those_who_may(route: Route, role: str, theirs: Theirs, people: dict[str, Client]):
    answer = people[role].get(address_of(route, theirs))

    may = not route.permission or route.permission in DEFAULT_ROLES[role]
    assert answer.status_code == (200 if may else 403)
    assert may or NAME not in answer.content.decode(errors="replace")


@pytest.mark.parametrize("route", ROUTES, ids=lambda route: route.name)
def test_who_is_not_signed_in_is_asked_to(route: Route, theirs: Theirs):
    visitor = a_visitor()
    for method in route.methods:
        answer = visitor.generic(method, address_of(route, theirs))
        assert answer.status_code == 302
        address = "/" if route.is_act else address_of(route, theirs)
        assert answer["Location"] == f"/account/login/?{urlencode({'next': address}, safe='/')}"


@pytest.mark.parametrize("route", ROUTES, ids=lambda route: route.name)
def test_a_part_of_a_page_is_told_that_nobody_is_signed_in(route: Route, theirs: Theirs):
    for method in route.methods:
        answer = a_visitor().generic(method, address_of(route, theirs), headers={"hx-request": "true"})
        assert (answer.status_code, answer.content) == (401, b"")


@pytest.mark.parametrize("route", PAGES, ids=lambda route: route.name)
def test_another_organization_sees_nothing(route: Route, firm: AnOrganization, theirs: Theirs, stranger: Client):
    with nothing_changes(firm.id):
        answer = stranger.get(address_of(route, theirs), {"q": NAME, "customer": str(theirs.customer_id)})
        as_file = stranger.get(address_of(route, theirs), {"format": "csv"})

    names_a_customer = "<uuid:" in route.path or route.name in ASKED_FOR_A_CUSTOMER
    assert answer.status_code == (404 if names_a_customer else 200)
    text = answer.content.decode(errors="replace")
    assert NAME not in text.replace(f"“{NAME}”", "").replace(f'value="{NAME}"', "")
    assert "120.00" not in text
    assert NAME not in as_file.content.decode(errors="replace")


@pytest.mark.parametrize("route", PAGES, ids=lambda route: route.name)
def test_a_page_is_only_read(route: Route, theirs: Theirs, firm: AnOrganization, people: dict[str, Client]):
    with nothing_changes(firm.id):
        people["owner"].get(address_of(route, theirs))
        assert people["owner"].post(address_of(route, theirs)).status_code == (422 if route.act else 405)


@pytest.mark.parametrize("route", BARE_ACTS, ids=lambda route: route.name)
def test_an_act_is_not_done_by_a_link(route: Route, theirs: Theirs, people: dict[str, Client]):
    assert people["owner"].get(address_of(route, theirs)).status_code == 405


@pytest.mark.parametrize("role", DEFAULT_ROLES)
def test_an_act_is_for_those_who_may(role: str, theirs: Theirs, firm: AnOrganization, people: dict[str, Client]):
    forbidden = [route for route in ACTS if route.permission and route.permission not in DEFAULT_ROLES[role]]
    assert forbidden or role == "owner"

    with nothing_changes(firm.id):
        for route in forbidden:
            assert people[role].post(address_of(route, theirs), {"all": "1"}).status_code == 403, route.name


@pytest.mark.parametrize("route", ACTS, ids=lambda route: route.name)
def test_an_act_reaches_nothing_of_another_organization(route: Route, theirs: Theirs, firm: AnOrganization):
    stranger = at_work(an_organization())

    with nothing_changes(firm.id):
        stranger.post(address_of(route, theirs), {"chosen": str(theirs.message_id), "organization": str(firm.id)})
        stranger.post(address_of(route, theirs), {"all": "1"})


@pytest.mark.parametrize("route", ACTS, ids=lambda route: route.name)
def test_an_act_wants_the_token_of_its_form(route: Route, theirs: Theirs, firm: AnOrganization):
    client = Client(headers={"host": "localhost"}, enforce_csrf_checks=True)
    client.cookies = signed_in(a_member(firm)).cookies

    answer = client.post(address_of(route, theirs))

    assert answer.status_code == 403
    assert "The form has expired" in answer.content.decode()


def test_a_customer_that_is_not_there_is_not_found(people: dict[str, Client]):
    answer = people["owner"].get(f"/customers/{new_identifier()}")

    assert answer.status_code == 404
    assert "There is no customer" in answer.content.decode()


def test_who_was_removed_is_out_at_once(firm: AnOrganization):
    from openbill.organizations.commands.remove_member import remove_member

    person = a_member(firm, "collector")
    client = signed_in(person)
    assert client.get("/customers").status_code == 200

    remove_member(user_id=person, context=firm.context())

    answer = client.get("/customers")
    assert answer.status_code == 403
    assert "You have no part in any organization" in answer.content.decode()


def test_a_session_that_is_forged_or_over_is_none(firm: AnOrganization):
    client = at_work(firm)
    client.cookies["openbill_session"] = "forged"
    assert client.get("/customers").status_code == 302

    other = at_work(firm)
    other.session.flush()
    assert other.get("/customers").status_code == 302


def test_nobody_works_in_an_organization_of_others(firm: AnOrganization, theirs: Theirs):
    own = an_organization()
    client = at_work(own)

    answer = client.post("/organization", {"organization": str(firm.id)})
    assert answer.status_code == 403

    session = client.session
    session["organization_id"] = str(firm.id)
    session.save()
    assert client.get(f"/customers/{theirs.customer_id}").status_code == 404


def test_a_person_of_two_organizations_chooses_one(firm: AnOrganization):
    other = an_organization(name=f"Second of {firm.id}")
    email = f"{new_identifier().hex}@example.com"
    person = a_member(firm, email=email)
    a_member(other, email=email)
    client = signed_in(person)

    client.post("/organization", {"organization": str(other.id)})
    assert f"Second of {firm.id}" in client.get("/customers").content.decode()

    client.post("/organization", {"organization": str(firm.id)})
    assert NAME in client.get("/customers").content.decode()
