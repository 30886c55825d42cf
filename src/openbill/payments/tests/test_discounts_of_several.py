"""Early-payment discounts where more than one payment or invoice takes part."""

from datetime import date
from decimal import Decimal
from uuid import UUID

import pytest
from tests.support.billing import a_billing_firm, a_line, issued, items_of, open_parts, paid, terms
from tests.support.customers import a_customer
from tests.support.house_bank import balance
from tests.support.organizations import AnOrganization

from openbill.foundation.tenancy import scope
from openbill.invoicing.types import EarlyDiscount
from openbill.payments.commands.record_payments import record_payments
from openbill.payments.commands.return_payment import return_payment
from openbill.payments.types import NewPayment, PaymentRecorded, Shortfall, ShortfallKind
from openbill.primitives.money import Money
from openbill.receivables.commands.undo_allocation import undo_allocation
from openbill.receivables.models import Allocation
from openbill.receivables.types import Designation


@pytest.fixture
def firm() -> AnOrganization:
    firm = a_billing_firm()
    terms(firm, "2/10", days=30, discounts=(EarlyDiscount(Decimal(2), 10),))
    return firm


def an_invoice(firm: AnOrganization, customer: UUID) -> tuple[UUID, UUID]:
    """An invoice over 119.00 of 15 February, 2.38 less within ten days, and its open item."""
    invoice = issued(firm, customer, [a_line("100.00")], on="2026-02-15", terms="2/10")
    (item,) = items_of(firm, invoice)
    return invoice, item.id


def bounced(firm: AnOrganization, payment: PaymentRecorded, on: str) -> None:
    return_payment(payment_id=payment.payment_id, on=date.fromisoformat(on), reason="bounced", context=firm.context())


@pytest.mark.parametrize("named", [True, False])
def test_one_payment_takes_the_discounts_of_two_invoices(firm: AnOrganization, named: bool):
    customer = a_customer(firm)
    invoices = [an_invoice(firm, customer) for _ in range(2)]
    designations = tuple(Designation(item) for _, item in invoices) if named else ()
    paid(firm, customer, 2 * 116_62, "2026-02-17", designations=designations)
    assert [open_parts(firm, invoice) for invoice, _ in invoices] == [[0], [0]]


def test_what_is_less_than_both_allow_settles_the_first_and_a_part_of_the_second(firm: AnOrganization):
    customer = a_customer(firm)
    invoices = [an_invoice(firm, customer) for _ in range(2)]
    paid(firm, customer, 2 * 116_62 - 1, "2026-02-17")
    assert [open_parts(firm, invoice) for invoice, _ in invoices] == [[0], [4_77]]


def test_a_payment_that_bounced_does_not_make_the_next_one_late(firm: AnOrganization):
    customer = a_customer(firm)
    invoice, _ = an_invoice(firm, customer)
    bounced(firm, paid(firm, customer, 50_00, "2026-02-16"), "2026-02-27")
    paid(firm, customer, 116_62, "2026-02-24")
    assert open_parts(firm, invoice) == [0]


def test_a_bounce_does_not_hide_that_a_part_was_paid_late(firm: AnOrganization):
    customer = a_customer(firm)
    invoice, _ = an_invoice(firm, customer)
    bounced(firm, paid(firm, customer, 50_00, "2026-02-16"), "2026-02-27")
    paid(firm, customer, 50_00, "2026-03-05")
    paid(firm, customer, 66_62, "2026-02-24")
    assert open_parts(firm, invoice) == [2_38]


def test_a_late_part_in_the_same_batch_ends_the_offer(firm: AnOrganization):
    customer = a_customer(firm)
    invoice, _ = an_invoice(firm, customer)
    parts = [(100_00, date(2026, 4, 1)), (16_62, date(2026, 2, 20))]
    record_payments(
        payments=[NewPayment(customer, Money(minor, "EUR"), on) for minor, on in parts], context=firm.context()
    )
    assert open_parts(firm, invoice) == [2_38]


def test_undoing_a_part_loses_the_discount_that_another_part_earned(firm: AnOrganization):
    customer = a_customer(firm)
    invoice, _ = an_invoice(firm, customer)
    paid(firm, customer, 100_00, "2026-02-16")
    paid(firm, customer, 16_62, "2026-02-17")
    assert open_parts(firm, invoice) == [0]
    with scope(firm.id):
        first = Allocation.objects.get(organization_id=firm.id, amount_minor=100_00)
    undo_allocation(allocation_id=first.id, context=firm.context())
    assert open_parts(firm, invoice) == [102_38]


def test_a_discount_beside_another_reason_lessens_the_tax_as_it_was_offered(firm: AnOrganization):
    """2.38 of 119.00 with 19 % tax: 0.38 of it is tax, also where the payer keeps something else too."""
    customer = a_customer(firm)
    invoice, item = an_invoice(firm, customer)
    recorded = paid(
        firm,
        customer,
        106_62,
        "2026-02-17",
        designations=(Designation(item, Money(106_62, "EUR")),),
        shortfalls=(Shortfall(item, Money(2_38, "EUR"), ShortfallKind.DISCOUNT),),
        contested=(item,),
    )
    assert recorded.unapplied.is_zero
    assert open_parts(firm, invoice) == [10_00]
    assert balance(firm, "tax_payable") == -(19_00 - 38)
