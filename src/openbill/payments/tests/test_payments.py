"""Payments settle what their payer named, else the oldest debts; returned ones are owed again."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from uuid import UUID

import pytest
from tests.support.billing import a_billing_firm, a_line, issued, items_of, open_parts, paid, terms
from tests.support.customers import a_customer
from tests.support.organizations import AnOrganization, an_organization

from openbill.disputes.commands.open_dispute import open_dispute
from openbill.disputes.commands.withdraw_dispute import withdraw_dispute
from openbill.disputes.errors import MoreContestedThanOpen
from openbill.disputes.types import Contested, DisputeReason
from openbill.foundation.context import Actor, ActorKind
from openbill.foundation.tenancy import scope
from openbill.invoicing.commands.credit_invoice import credit_invoice
from openbill.invoicing.types import EarlyDiscount
from openbill.ledger.queries.trial_balance import trial_balance
from openbill.organizations.errors import LegalEntityUnknown
from openbill.payments.commands.record_payments import record_payments
from openbill.payments.commands.refund import approve_refund, decline_refund, request_refund
from openbill.payments.commands.return_payment import return_payment
from openbill.payments.errors import (
    NothingToRefund,
    PaymentIsNotPositive,
    PaymentNotPossible,
    PaymentOfTheFuture,
    PaymentWasRefunded,
    RefundApproverIsRequester,
    RefundOfTheFuture,
)
from openbill.payments.types import NewPayment, PaymentMethod, Spread
from openbill.primitives.identifiers import new_identifier
from openbill.primitives.lifecycle import NotPossibleInState
from openbill.primitives.money import Money
from openbill.receivables.commands.cancel_item import cancel_item
from openbill.receivables.commands.undo_allocation import undo_allocation
from openbill.receivables.errors import CreditWasCancelled
from openbill.receivables.models import Allocation, OpenItem
from openbill.receivables.queries.aging import aging
from openbill.receivables.queries.check_receivables import check_receivables
from openbill.receivables.types import Designation


def nothing_is_wrong(firm: AnOrganization) -> bool:
    with scope(firm.id):
        return list(check_receivables(firm.id)) == []


def total(firm: AnOrganization, as_of: date) -> int:
    with scope(firm.id):
        return sum(row.total_minor for row in aging(firm.id, as_of).rows)


def test_a_batch_settles_debts_one_payment_after_the_other():
    firm = a_billing_firm()
    customer = a_customer(firm)
    first = issued(firm, customer, [a_line("100.00", tax_code="AE")], on="2026-01-01")
    second = issued(firm, customer, [a_line("100.00", tax_code="AE")], on="2026-01-02")
    (named,) = items_of(firm, second)

    recorded = record_payments(
        payments=[
            NewPayment(customer, Money(70_00, "EUR"), date(2026, 2, 1)),
            NewPayment(
                customer,
                Money(50_00, "EUR"),
                date(2026, 2, 1),
                designations=(Designation(named.id, Money(40_00, "EUR")),),
            ),
            NewPayment(customer, Money(60_00, "EUR"), date(2026, 2, 2), PaymentMethod.CHEQUE),
            NewPayment(customer, Money(5_00, "EUR"), date(2026, 2, 2), spread=Spread.UNAPPLIED),
        ],
        context=firm.context(),
    )

    assert [(each.applied.minor_units, each.unapplied.minor_units) for each in recorded] == [
        (70_00, 0), (40_00, 10_00), (60_00, 0), (0, 5_00),
    ]  # fmt: skip
    assert (open_parts(firm, first), open_parts(firm, second)) == ([0], [30_00])
    assert nothing_is_wrong(firm)


def test_an_impossible_payment_is_named_and_nothing_of_the_batch_recorded():
    firm = a_billing_firm()
    customer = a_customer(firm)
    good = NewPayment(customer, Money(1_00, "EUR"), date(2026, 2, 1))
    for wrong, refusal in (
        (replace(good, amount=Money(0, "EUR")), PaymentIsNotPositive),
        (replace(good, received_date=date(2100, 1, 1)), PaymentOfTheFuture),
        (replace(good, designations=(Designation(new_identifier()),)), PaymentNotPossible),
    ):
        with pytest.raises(refusal, match="Payment 2 "):
            record_payments(payments=[good, wrong], context=firm.context())
    with scope(firm.id):
        assert not OpenItem.objects.filter(organization_id=firm.id).exists()


def test_a_bounced_cheque_makes_its_debts_owed_again_from_that_day_on():
    firm = a_billing_firm()
    customer = a_customer(firm)
    code = terms(firm, "2/10", days=30, discounts=(EarlyDiscount(Decimal(2), 10),))
    invoice = issued(firm, customer, [a_line("100.00")], on="2026-01-01", terms=code)
    payment = paid(firm, customer, 116_62, "2026-01-10", method=PaymentMethod.CHEQUE)
    assert open_parts(firm, invoice) == [0]

    return_payment(payment_id=payment.payment_id, on=date(2026, 1, 20), reason="no funds", context=firm.context())

    assert open_parts(firm, invoice) == [119_00]
    assert (total(firm, date(2026, 1, 19)), total(firm, date(2026, 1, 20))) == (0, 119_00)
    assert nothing_is_wrong(firm)
    with pytest.raises(NotPossibleInState):
        return_payment(payment_id=payment.payment_id, on=date(2026, 1, 21), reason="again", context=firm.context())


def test_an_overpayment_is_given_back_when_a_second_person_approves():
    firm = a_billing_firm()
    customer = a_customer(firm)
    issued(firm, customer, [a_line("100.00", tax_code="AE")])
    payment = paid(firm, customer, 110_00, "2026-01-20")
    maria, paul = (Actor(ActorKind.USER, new_identifier()) for _ in range(2))
    by_maria, by_paul = (replace(firm.context(), actor=actor) for actor in (maria, paul))

    with pytest.raises(NothingToRefund, match=r"10.01 EUR is more than is unapplied of PAY-000001: 10.00 EUR"):
        request_refund(item_id=payment.item_id, amount=Money(10_01, "EUR"), reason="asked for it", context=by_maria)
    asked = request_refund(item_id=payment.item_id, amount=Money(10_00, "EUR"), reason="asked for it", context=by_maria)
    with pytest.raises(RefundApproverIsRequester):
        approve_refund(request_id=asked.request_id, context=by_maria)
    assert total(firm, date(2026, 1, 20)) == -10_00
    with pytest.raises(RefundOfTheFuture):
        approve_refund(request_id=asked.request_id, on=date(2100, 1, 1), context=by_paul)
    approve_refund(request_id=asked.request_id, on=date(2026, 1, 25), context=by_paul)

    assert (total(firm, date(2026, 1, 24)), total(firm, date(2026, 1, 25))) == (-10_00, 0)
    with pytest.raises(PaymentWasRefunded):
        return_payment(payment_id=payment.payment_id, on=date(2026, 2, 1), reason="bounced", context=firm.context())
    assert nothing_is_wrong(firm)


def test_a_declined_refund_leaves_the_credit_where_it_is():
    firm = a_billing_firm()
    payment = paid(firm, a_customer(firm), 10_00, "2026-01-20")
    asked = request_refund(item_id=payment.item_id, amount=Money(10_00, "EUR"), reason="-", context=firm.context())
    decline_refund(request_id=asked.request_id, context=firm.context())
    assert total(firm, date(2026, 1, 20)) == -10_00


def test_a_disputed_part_is_left_alone_until_the_dispute_is_withdrawn():
    firm = a_billing_firm()
    customer = a_customer(firm)
    invoice = issued(firm, customer, [a_line("100.00", tax_code="AE")])
    (item,) = items_of(firm, invoice)
    dispute = open_dispute(
        contested=[Contested(item.id, Money(30_00, "EUR"))], reason=DisputeReason.QUALITY, context=firm.context()
    )
    with pytest.raises(MoreContestedThanOpen, match=r"71.00 EUR of INV-000001 cannot be contested: 70.00 EUR"):
        open_dispute(
            contested=[Contested(item.id, Money(71_00, "EUR"))], reason=DisputeReason.PRICE, context=firm.context()
        )
    assert paid(firm, customer, 100_00, "2026-02-01").unapplied == Money(30_00, "EUR")

    withdraw_dispute(dispute_id=dispute, outcome="they found the parcel", context=firm.context())

    (item,) = items_of(firm, invoice)
    assert (item.open_minor, item.disputed_minor) == (30_00, 0)


def a_discounted_invoice(firm: AnOrganization) -> tuple[UUID, UUID]:
    """An invoice of 1,000.00 of which 20.00 come off until 2026-01-11."""
    customer = a_customer(firm)
    code = terms(firm, "2/10", days=30, discounts=(EarlyDiscount(Decimal(2), 10),))
    return customer, issued(firm, customer, [a_line("1000.00", tax_code="AE")], on="2026-01-01", terms=code)


def test_a_discount_is_lost_with_the_allocation_that_earned_it_and_taken_once():
    firm = a_billing_firm()
    customer, invoice = a_discounted_invoice(firm)
    payment = paid(firm, customer, 980_00, "2026-01-05")
    with scope(firm.id):
        use = Allocation.objects.get(organization_id=firm.id, credit_item_id=payment.item_id)

    undo_allocation(allocation_id=use.id, context=firm.context())

    assert open_parts(firm, invoice) == [1_000_00]
    assert total(firm, date(2026, 1, 6)) == 20_00
    again = paid(firm, customer, 960_00, "2026-01-06")
    assert again.discount.is_zero
    assert nothing_is_wrong(firm)


def test_a_credit_note_takes_its_share_of_the_offered_discount_along():
    firm = a_billing_firm()
    customer, invoice = a_discounted_invoice(firm)
    credit_invoice(
        invoice_id=invoice, lines=[a_line("900.00", tax_code="AE")], document_date=date(2026, 1, 2),
        context=firm.context(),
    )  # fmt: skip
    assert paid(firm, customer, 80_00, "2026-01-05").discount.is_zero
    assert open_parts(firm, invoice) == [20_00]
    assert paid(firm, customer, 18_00, "2026-01-06").discount == Money(2_00, "EUR")


def test_who_paid_a_part_late_earns_nothing_by_a_cent_in_time():
    firm = a_billing_firm()
    customer, invoice = a_discounted_invoice(firm)
    paid(firm, customer, 980_00, "2026-01-30")
    assert paid(firm, customer, 1, "2026-01-05").discount.is_zero
    assert open_parts(firm, invoice) == [19_99]


def test_who_overpays_or_contests_a_part_is_not_given_a_discount_on_it():
    firm = a_billing_firm()
    customer, invoice = a_discounted_invoice(firm)
    (item,) = items_of(firm, invoice)
    open_dispute(
        contested=[Contested(item.id, Money(20_00, "EUR"))], reason=DisputeReason.PRICE, context=firm.context()
    )
    assert paid(firm, customer, 5_000_00, "2026-01-05").discount.is_zero
    assert open_parts(firm, invoice) == [20_00]


def test_a_payment_that_was_cancelled_is_not_returned_again():
    firm = a_billing_firm()
    payment = paid(firm, a_customer(firm), 10_00, "2026-01-05")
    cancel_item(item_id=payment.item_id, reason="twice", context=firm.context())
    with pytest.raises(CreditWasCancelled):
        return_payment(payment_id=payment.payment_id, on=date(2026, 1, 9), reason="bounced", context=firm.context())


def test_a_refund_leaves_by_the_account_by_which_the_payment_came():
    firm = an_organization(books="mirror")
    customer = a_customer(firm)
    payment = paid(firm, customer, 100_00, "2026-01-20")
    asked = request_refund(item_id=payment.item_id, amount=Money(100_00, "EUR"), reason="asked", context=firm.context())
    by_paul = replace(firm.context(), actor=Actor(ActorKind.USER, new_identifier()))
    approve_refund(request_id=asked.request_id, on=date(2026, 1, 25), context=by_paul)
    with scope(firm.id):
        assert all(
            row.functional_balance_minor == 0 for row in trial_balance(firm.legal_entity_id, date(2026, 2, 1)).rows
        )


def test_a_payment_for_an_unknown_entity_is_refused():
    firm = a_billing_firm()
    with pytest.raises(LegalEntityUnknown, match="Known are: MAIN"):
        paid(firm, a_customer(firm), 1_00, "2026-01-20", legal_entity_id=new_identifier())
