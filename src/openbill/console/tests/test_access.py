"""Every address of the console by every role: who may, sees; who may not, learns nothing; others see none of it."""

import re
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode
from uuid import UUID

import pytest
from django.test import Client
from tests.support.billing import a_billing_firm, a_line, drafted, issued, paid
from tests.support.cash import a_row_in_every_table_of_cash
from tests.support.debits import a_row_in_every_table_of_debits
from tests.support.members import a_member, acting_as
from tests.support.organizations import AnOrganization, an_organization
from tests.support.paying import a_row_in_every_table_of_gateways
from tests.support.receivables import a_customer, a_debit
from tests.support.unchanged import nothing_changes
from tests.support.unclaimed import a_row_in_every_table_of_unclaimed
from tests.support.web import a_visitor, at_work, signed_in
from tests.support.withholding import a_row_in_every_table_of_withholding

from openbill.cash_application.queries.find_payer_accounts import find_payer_accounts
from openbill.collections.commands.give_promise import give_promise
from openbill.collections.commands.log_call import log_call
from openbill.collections.commands.run_day import run_day
from openbill.collections.queries.open_tasks import open_tasks
from openbill.collections.queries.reminders_in_state import reminders_in_state
from openbill.collections.types import Promised
from openbill.console.page import Route
from openbill.console.urls import ROUTES
from openbill.customers.commands.add_contact import add_contact
from openbill.customers.commands.change_customer import change_customer
from openbill.disputes.commands.open_dispute import open_dispute
from openbill.disputes.types import Contested, DisputeReason
from openbill.foundation.tenancy import scope
from openbill.gateways.models import GatewayNotice, PaymentAttempt, PaymentRequest, Payout, SavedMethod
from openbill.importing.commands.hold_snapshot import hold_snapshot
from openbill.importing.commands.keep_upload import keep_upload
from openbill.importing.commands.move_upload import bring_upload_in, check_upload
from openbill.importing.commands.run_upload import run_upload
from openbill.importing.types.choices import UploadChoices
from openbill.invoicing.commands.render_invoices import render_invoices
from openbill.invoicing.queries.billing_codes import tax_codes
from openbill.ledger.commands.export_to_gl import export_to_gl
from openbill.ledger.queries.journal import journal_page
from openbill.ledger.types import JournalFilter
from openbill.organizations.commands.create_api_key import create_api_key
from openbill.organizations.commands.keep_view import keep_view
from openbill.organizations.policies.default_roles import DEFAULT_ROLES
from openbill.organizations.queries.permission_matrix import permission_matrix
from openbill.payments.commands.refund import request_refund
from openbill.payments.types import Spread
from openbill.primitives.identifiers import new_identifier
from openbill.primitives.money import Money
from openbill.receivables.commands.write_off import write_off

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


@dataclass(frozen=True)
class Theirs:
    """What a firm has, so that every address can be asked for."""

    customer_id: UUID
    message_id: UUID
    task_id: UUID
    legal_entity_id: UUID
    user_id: UUID
    role_id: UUID
    api_key_id: UUID
    upload_id: UUID
    entry_id: UUID
    batch_id: UUID
    invoice_id: UUID
    draft_id: UUID
    payment_id: UUID
    item_id: UUID
    request_id: UUID
    run_id: UUID
    dispute_id: UUID
    promise_id: UUID
    view_id: UUID
    call_id: UUID
    tax_code_id: UUID
    contact_id: UUID
    line_id: UUID
    remittance_id: UUID
    bank_account_id: UUID
    debit_batch_id: UUID
    submitted_batch_id: UUID
    debit_id: UUID
    mandate_id: UUID
    refund_batch_id: UUID
    refund_account_id: UUID
    unclaimed_id: UUID
    hand_over_id: UUID
    owner_contact_id: UUID
    payment_request_id: UUID
    attempt_id: UUID
    payout_id: UUID
    method_id: UUID
    account_id: UUID
    notice_id: UUID
    withheld_id: UUID
    certificate_id: UUID
    payer_account_id: UUID
    position: int = 1
    list_name: str = "invoices"
    purpose: str = "billing"
    kind: str = "invoice"
    stage: str = "due"
    language: str = "en"
    jurisdiction: str = "US-TX"


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
    """A debt of 120.00 that is reminded of, and a task for a customer without an address."""
    customer, other = a_customer(firm, name=NAME), a_customer(firm, name=f"Other {NAME}")
    change_customer(customer_id=customer, salesperson_id=members["sales"], context=firm.context())
    person = {"name": NAME, "email": "a@b.example"}
    contact = add_contact(customer_id=customer, **person, context=firm.context())
    for owner in (customer, other):
        a_debit(firm, owner, "120.00", on="2026-01-01", due="2026-01-31")
    run_day(day=date(2026, 2, 14), context=firm.context())
    with scope(firm.id):
        (reminder,) = reminders_in_state("held").rows
        (task,) = open_tasks()
        tax_code_id = tax_codes()[0].id
        role_id = next(role.id for role in permission_matrix() if role.name == "sales")
    member = a_member(firm, "sales", email=f"{new_identifier().hex}@example.com")
    key = create_api_key(name=NAME, role="auditor", context=firm.context())
    upload = an_upload_with_rejects(firm)
    with scope(firm.id):
        entry = journal_page(JournalFilter(), limit=1).entries[0]
    batch = export_to_gl(legal_entity_id=firm.legal_entity_id, through_date=date(2026, 1, 31), context=firm.context())
    cash = a_row_in_every_table_of_cash(firm, customer, NAME)
    withheld = a_row_in_every_table_of_withholding(firm, customer)
    return Theirs(
        customer_id=customer,
        message_id=reminder.message_id,
        task_id=task.id,
        legal_entity_id=firm.legal_entity_id,
        user_id=member,
        role_id=role_id,
        api_key_id=key.api_key_id,
        upload_id=upload,
        entry_id=entry.entry_id,
        batch_id=batch.batch_id,
        call_id=log_call(customer_id=customer, outcome="reached", note=NAME, context=firm.context()),
        tax_code_id=tax_code_id,
        contact_id=contact.contact_id,
        view_id=keep_view(list_name="invoices", name=NAME, address="", context=acting_as(firm, members["sales"])),
        line_id=cash.open_line_id,
        remittance_id=cash.remittance_id,
        withheld_id=withheld.withheld_id,
        certificate_id=withheld.certificate_id,
        bank_account_id=cash.bank_account_id,
        payer_account_id=payer_account_of(firm),
        **online_of(firm),
        **money_of(firm, customer),
        **debits_of(firm),
        **unclaimed_of(firm),
    )


def unclaimed_of(firm: AnOrganization) -> dict[str, UUID]:
    """What the addresses of unclaimed credits name."""
    unclaimed = a_row_in_every_table_of_unclaimed(firm, NAME)
    return {
        "unclaimed_id": unclaimed.letter_due_id,
        "hand_over_id": unclaimed.hand_over_id,
        "owner_contact_id": unclaimed.contact_id,
    }


def payer_account_of(firm: AnOrganization) -> UUID:
    with scope(firm.id):
        return find_payer_accounts().rows[0].id


def debits_of(firm: AnOrganization) -> dict[str, UUID]:
    """What the addresses of direct debits and refunds name."""
    debited = a_row_in_every_table_of_debits(firm, NAME)
    return {
        "debit_batch_id": debited.batch_id,
        "submitted_batch_id": debited.submitted_batch_id,
        "debit_id": debited.debit_id,
        "mandate_id": debited.mandate_id,
        "refund_batch_id": debited.refund_batch_id,
        "refund_account_id": debited.account_id,
    }


def online_of(firm: AnOrganization) -> dict[str, UUID]:
    """Somebody who paid by a link and had the card kept, a payout, and a notice that is not understood."""
    desk = a_row_in_every_table_of_gateways(firm, NAME)
    with scope(firm.id):
        first = {
            name: model.objects.filter(organization_id=firm.id).order_by("id").values_list("id", flat=True)[0]
            for name, model in (
                ("payment_request_id", PaymentRequest),
                ("attempt_id", PaymentAttempt),
                ("payout_id", Payout),
                ("method_id", SavedMethod),
                ("notice_id", GatewayNotice),
            )
        }
    return {**first, "account_id": desk.account_id}


def an_upload_with_rejects(firm: AnOrganization) -> UUID:
    """A file of which nothing could be brought in."""
    rows = f"customer name,invoice number,invoice date,amount\n{NAME},N-1,2026-01-01,nothing\n"
    upload_id = keep_upload(file_name=f"{NAME}.csv", content=rows.encode(), context=firm.context())
    check_upload(upload_id=upload_id, choices=UploadChoices(currency="EUR"), context=firm.context())
    run_upload(upload_id, context=firm.context())
    bring_upload_in(upload_id=upload_id, context=firm.context())
    run_upload(upload_id, context=firm.context())
    return upload_id


def money_of(firm: AnOrganization, customer: UUID) -> dict[str, UUID]:
    """An issued document that is kept as PDF, a draft, a payment, a debt that is promised, contested and given up."""
    invoice = issued(firm, customer, [a_line("100.00")])
    render_invoices([invoice], processes=1, context=firm.context())
    payment = paid(firm, customer, 120_00, "2026-02-15", spread=Spread.UNAPPLIED)
    item = a_debit(firm, customer, "120.00", on="2026-02-14", due="2026-03-14")
    contested = [Contested(item, Money.of("1.00", "EUR"))]
    held = hold_snapshot(
        legal_entity_id=firm.legal_entity_id,
        digest=str(new_identifier()),
        file_name=f"{NAME}.csv",
        source="erp",
        as_of=date(2026, 2, 1),
        totals={"EUR": 120_00},
        context=firm.context(),
    )
    request_refund(item_id=payment.item_id, amount=Money.of("1.00", "EUR"), reason=NAME, context=firm.context())
    return {
        "invoice_id": invoice,
        "draft_id": drafted(firm, customer, [a_line("120.00")]),
        "payment_id": payment.payment_id,
        "item_id": item,
        "request_id": write_off(item_id=item, reason=NAME, context=firm.context()).request_id,
        "run_id": held,
        "dispute_id": open_dispute(contested=contested, reason=DisputeReason.PRICE, context=firm.context()),
        "promise_id": give_promise(
            promised=[Promised(item)], promised_date=firm.context().today(), context=firm.context()
        ),
    }


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
