"""A promise is kept where what was owed of it was paid in time, whoever paid, and whatever the money was for."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from uuid import UUID

import pytest
from django.db import transaction
from tests.support.billing import a_billing_firm, a_line, issued, items_of, paid, terms
from tests.support.collecting import a_promise, day_done, tasks
from tests.support.customers import a_contact, a_customer
from tests.support.organizations import AnOrganization
from tests.support.threads import InTheBackground

from openbill.collections.commands.judge_promises import judge_promises
from openbill.collections.models import Promise
from openbill.foundation.context import Actor, ActorKind
from openbill.foundation.tenancy import scope
from openbill.invoicing.commands.credit_invoice import credit_invoice
from openbill.invoicing.types import EarlyDiscount
from openbill.payments.commands.note_under_way import note_under_way
from openbill.payments.commands.refund import approve_refund, request_refund
from openbill.payments.commands.return_payment import return_payment
from openbill.payments.types import PaymentRecorded, SentOff, Spread, Way
from openbill.primitives.identifiers import new_identifier
from openbill.primitives.money import Money
from openbill.receivables.commands.allocate_credit import allocate_credit
from openbill.receivables.commands.undo_allocation import undo_allocation
from openbill.receivables.models import Allocation
from openbill.receivables.types import Designation


@pytest.fixture
def firm() -> AnOrganization:
    return a_billing_firm()


def an_invoice(firm: AnOrganization, customer: UUID, **details: object) -> tuple[UUID, UUID]:
    """An invoice over 119.00 of 15 January, and its open item."""
    invoice = issued(firm, customer, [a_line("100.00")], **details)
    (item,) = items_of(firm, invoice)
    return invoice, item.id


def states(firm: AnOrganization) -> list[str]:
    """In the order in which the promises were given."""
    with scope(firm.id):
        return list(Promise.objects.filter(organization_id=firm.id).order_by("id").values_list("state", flat=True))


def test_a_renewed_promise_and_the_one_before_are_kept_by_one_payment(firm: AnOrganization):
    customer = a_customer(firm)
    _, item = an_invoice(firm, customer)
    a_promise(firm, item, by="2026-02-20", given_on="2026-02-16")
    a_promise(firm, item, by="2026-02-27", given_on="2026-02-18")
    paid(firm, customer, 119_00, "2026-02-20")
    day_done(firm, "2026-03-10")
    assert states(firm) == ["kept", "kept"]
    assert tasks(firm) == []


def test_a_parent_may_pay(firm: AnOrganization):
    parent, customer = a_customer(firm, "Parent"), a_customer(firm, "Child")
    _, item = an_invoice(firm, customer)
    a_promise(firm, item, by="2026-02-20", given_on="2026-02-16")
    paid(firm, parent, 119_00, "2026-02-18", designations=(Designation(item),))
    day_done(firm, "2026-03-10")
    assert states(firm) == ["kept"]


def test_money_on_account_may_be_used(firm: AnOrganization):
    customer = a_customer(firm)
    _, item = an_invoice(firm, customer)
    payment = paid(firm, customer, 119_00, "2026-02-10", spread=Spread.UNAPPLIED)
    a_promise(firm, item, by="2026-02-20", given_on="2026-02-16")
    allocate_credit(credit_item_id=payment.item_id, on=date(2026, 2, 17), context=firm.context())
    day_done(firm, "2026-03-10")
    assert states(firm) == ["kept"]


@pytest.mark.parametrize("net", ["100.00", "50.00"])
def test_what_was_credited_of_one_promise_takes_no_money_from_another(firm: AnOrganization, net: str):
    customer = a_customer(firm)
    invoice, first = an_invoice(firm, customer)
    _, second = an_invoice(firm, customer)
    a_promise(firm, first, by="2026-02-20", given_on="2026-02-16")
    a_promise(firm, second, by="2026-02-21", given_on="2026-02-16")
    credit_invoice(invoice_id=invoice, lines=[a_line(net)], document_date=date(2026, 2, 17), context=firm.context())
    paid(firm, customer, 119_00 if net == "100.00" else 178_50, "2026-02-18")
    day_done(firm, "2026-03-10")
    assert states(firm) == ["lapsed" if net == "100.00" else "kept", "kept"]


def test_a_discount_is_not_missing(firm: AnOrganization):
    customer = a_customer(firm)
    two_ten = terms(firm, "2/10", days=30, discounts=(EarlyDiscount(Decimal(2), 10),))
    _, first = an_invoice(firm, customer, on="2026-02-15", terms=two_ten)
    _, second = an_invoice(firm, customer, on="2026-02-15")
    a_promise(firm, first, by="2026-02-20", given_on="2026-02-16")
    a_promise(firm, second, by="2026-02-21", given_on="2026-02-16")
    for amount, item in ((116_62, first), (119_00, second)):
        paid(firm, customer, amount, "2026-02-18", designations=(Designation(item),))
    day_done(firm, "2026-03-10")
    assert states(firm) == ["kept", "kept"]


def test_what_was_given_back_did_not_come_in(firm: AnOrganization):
    customer = a_customer(firm)
    _, item = an_invoice(firm, customer)
    a_promise(firm, item, by="2026-02-20", given_on="2026-02-16")
    payment = paid(firm, customer, 119_00, "2026-02-18", spread=Spread.UNAPPLIED)
    asked = request_refund(item_id=payment.item_id, amount=payment.unapplied, reason="asked", context=firm.context())
    somebody = replace(firm.context(), actor=Actor(ActorKind.USER, new_identifier()))
    approve_refund(request_id=asked.request_id, on=date(2026, 2, 19), context=somebody)
    day_done(firm, "2026-03-10")
    assert states(firm) == ["broken"]


def test_a_receipt_that_is_recorded_late_mends_the_verdict_and_ends_its_task(firm: AnOrganization):
    customer = a_customer(firm)
    a_contact(firm, customer, email="kim@example.com")
    _, item = an_invoice(firm, customer)
    a_promise(firm, item, by="2026-02-20", given_on="2026-02-16")
    paid(firm, customer, 19_00, "2026-02-17")
    day_done(firm, "2026-02-24")
    assert (states(firm), tasks(firm)) == (
        ["part_kept"],
        [("broken_promise", "Promised 119.00 EUR by 2026-02-20; 19.00 EUR came in.")],
    )
    paid(firm, customer, 100_00, "2026-02-20")
    day_done(firm, "2026-02-25")
    assert (states(firm), tasks(firm)) == (["kept"], [])


def test_who_pays_late_has_broken_it_all_the_same(firm: AnOrganization):
    customer = a_customer(firm)
    _, item = an_invoice(firm, customer)
    a_promise(firm, item, by="2026-02-20", given_on="2026-02-16")
    day_done(firm, "2026-02-24")
    paid(firm, customer, 119_00, "2026-02-25")
    day_done(firm, "2026-02-26")
    assert states(firm) == ["broken"]


def test_a_return_beside_a_run_is_seen_by_one_of_them(firm: AnOrganization):
    customer = a_customer(firm)
    _, item = an_invoice(firm, customer)
    a_promise(firm, item, by="2026-02-20", given_on="2026-02-16")
    payment = paid(firm, customer, 119_00, "2026-02-18")
    with scope(firm.id), transaction.atomic():
        judge_promises(day=date(2026, 2, 19), context=firm.context())
        returned = InTheBackground(
            lambda: return_payment(
                payment_id=payment.payment_id, on=date(2026, 2, 19), reason="no cover", context=firm.context()
            )
        )
        returned.wait_until_it_waits()
    returned.finish()
    day_done(firm, "2026-02-24")
    assert states(firm) == ["broken"]


def test_two_promises_over_parts_of_a_debt_are_not_kept_by_one_part(firm: AnOrganization):
    customer = a_customer(firm)
    _, item = an_invoice(firm, customer)
    a_promise(firm, item, by="2026-02-20", minor=60_00, given_on="2026-02-16")
    a_promise(firm, item, by="2026-03-20", minor=59_00, given_on="2026-02-16")
    paid(firm, customer, 60_00, "2026-02-20")
    day_done(firm, "2026-02-24")
    assert states(firm) == ["kept", "open"]
    day_done(firm, "2026-03-24")
    assert states(firm) == ["kept", "broken"]


def test_money_on_account_adds_to_what_another_paid(firm: AnOrganization):
    parent, customer = a_customer(firm, "Parent"), a_customer(firm, "Child")
    _, item = an_invoice(firm, customer)
    a_promise(firm, item, by="2026-02-20", given_on="2026-02-16")
    paid(firm, parent, 60_00, "2026-02-18", designations=(Designation(item, Money(60_00, "EUR")),))
    paid(firm, customer, 59_00, "2026-02-18", spread=Spread.UNAPPLIED)
    day_done(firm, "2026-03-10")
    assert states(firm) == ["kept"]


def test_what_was_paid_before_the_promise_on_its_day_keeps_nothing(firm: AnOrganization):
    customer = a_customer(firm)
    _, item = an_invoice(firm, customer)
    paid(firm, customer, 60_00, "2026-02-16")
    a_promise(firm, item, by="2026-02-27", given_on="2026-02-16")
    day_done(firm, "2026-02-17")
    assert states(firm) == ["open"]
    day_done(firm, "2026-03-10")
    assert states(firm) == ["broken"]


def test_the_return_of_older_money_takes_nothing_from_a_promise(firm: AnOrganization):
    parent, customer = a_customer(firm, "Parent"), a_customer(firm, "Child")
    _, item = an_invoice(firm, customer)
    older = paid(firm, customer, 50_00, "2026-02-01")
    a_promise(firm, item, by="2026-02-27", given_on="2026-02-16")
    returned(firm, older, "2026-02-18")
    paid(firm, parent, 69_00, "2026-02-20", designations=(Designation(item, Money(69_00, "EUR")),))
    day_done(firm, "2026-03-10")
    assert states(firm) == ["kept"]


def test_a_receipt_named_for_another_promise_does_not_stand_in_for_one_returned(firm: AnOrganization):
    customer = a_customer(firm)
    (_, first), (_, second) = an_invoice(firm, customer), an_invoice(firm, customer)
    a_promise(firm, first, by="2026-02-20", given_on="2026-02-16")
    a_promise(firm, second, by="2026-02-27", given_on="2026-02-19")
    bounced = paid(firm, customer, 119_00, "2026-02-17", designations=(Designation(first),))
    paid(firm, customer, 119_00, "2026-02-20", designations=(Designation(second),))
    day_done(firm, "2026-02-21")
    assert states(firm) == ["kept", "kept"]
    returned(firm, bounced, "2026-02-22")
    day_done(firm, "2026-03-10")
    assert states(firm) == ["broken", "kept"]


@pytest.mark.parametrize("loss", ["returned", "undone", "refunded"])
def test_a_kept_promise_is_judged_anew_when_what_kept_it_is_gone(firm: AnOrganization, loss: str):
    parent, customer = a_customer(firm, "Parent"), a_customer(firm, "Child")
    _, item = an_invoice(firm, customer)
    a_promise(firm, item, by="2026-02-20", given_on="2026-02-16")
    if loss == "refunded":
        payment = paid(firm, customer, 119_00, "2026-02-18", spread=Spread.UNAPPLIED)
    else:
        payment = paid(firm, parent, 119_00, "2026-02-18", designations=(Designation(item),))
    day_done(firm, "2026-02-19")
    assert states(firm) == ["kept"]
    if loss == "returned":
        returned(firm, payment, "2026-02-20")
    elif loss == "undone":
        with scope(firm.id):
            use = Allocation.objects.get(organization_id=firm.id)
        undo_allocation(allocation_id=use.id, context=firm.context())
    else:
        asked = request_refund(
            item_id=payment.item_id, amount=payment.unapplied, reason="asked", context=firm.context()
        )
        somebody = replace(firm.context(), actor=Actor(ActorKind.USER, new_identifier()))
        approve_refund(request_id=asked.request_id, on=date(2026, 2, 19), context=somebody)
    day_done(firm, "2026-03-10")
    assert states(firm) == ["broken"]
    assert [kind for kind, _ in tasks(firm) if kind == "broken_promise"] == ["broken_promise"]


def returned(firm: AnOrganization, payment: PaymentRecorded, on: str) -> None:
    return_payment(payment_id=payment.payment_id, on=date.fromisoformat(on), reason="bounced", context=firm.context())


def test_what_a_gateway_is_still_working_on_is_waited_for(firm: AnOrganization):
    _, item = an_invoice(firm, a_customer(firm))
    a_promise(firm, item, by="2026-02-20", given_on="2026-02-16")
    sent = SentOff(item, Way.PAYER, new_identifier(), Money.of("119.00", "EUR"), date(2026, 3, 6))
    with scope(firm.id), transaction.atomic():
        note_under_way([sent], today=date(2026, 2, 20), context=firm.context())
    day_done(firm, "2026-03-02")
    assert (states(firm), tasks(firm)) == (["open"], [])
    day_done(firm, "2026-03-07")
    assert states(firm) == ["broken"]
