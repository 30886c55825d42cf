"""A credit note without lines takes back all that is left of a document, whatever happened to it before."""

from datetime import date
from decimal import Decimal
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.support.billing import a_billing_firm, a_line, document, issued, items_of, open_parts, paid, terms
from tests.support.customers import a_customer
from tests.support.organizations import AnOrganization

from openbill.foundation.tenancy import scope
from openbill.invoicing.commands.credit_invoice import credit_invoice
from openbill.invoicing.errors import NothingLeftToCredit
from openbill.invoicing.models import InvoiceLine
from openbill.invoicing.queries.check_invoicing import check_invoicing
from openbill.invoicing.queries.creditable import creditable
from openbill.invoicing.types import EarlyDiscount
from openbill.ledger.queries.trial_balance import trial_balance
from openbill.organizations.commands.change_settings import change_settings
from openbill.primitives.money import Money
from openbill.receivables.commands.write_off import write_off
from openbill.receivables.queries.check_receivables import check_receivables

LATER = date(2026, 2, 1)


def a_firm() -> AnOrganization:
    firm = a_billing_firm()
    terms(firm, "2/10", discounts=(EarlyDiscount(Decimal(2), 10),))
    change_settings(write_off_limit=Money.of("10000.00", "EUR"), context=firm.context())
    return firm


def the_rest_credited(firm: AnOrganization, invoice: UUID) -> UUID:
    return credit_invoice(invoice_id=invoice, document_date=LATER, context=firm.context())


def written_off(firm: AnOrganization, invoice: UUID, amount: str) -> None:
    (item,) = items_of(firm, invoice)
    write_off(item_id=item.id, amount=Money.of(amount, "EUR"), reason="Too small.", on=LATER, context=firm.context())


def balance(firm: AnOrganization, account: str) -> int:
    with scope(firm.id):
        assert [*check_invoicing(), *check_receivables(firm.id)] == []
        rows = trial_balance(firm.legal_entity_id, date(2026, 12, 31)).rows
    return sum(row.functional_balance_minor for row in rows if row.name == account)


def test_after_a_part_was_credited():
    firm = a_firm()
    invoice = issued(firm, a_customer(firm), [a_line("10.03")] * 3)
    credit_invoice(invoice_id=invoice, lines=[a_line("10.03")], document_date=LATER, context=firm.context())
    rest = document(firm, the_rest_credited(firm, invoice))
    assert (rest.net_minor, rest.tax_minor) == (20_06, 3_81)
    with scope(firm.id):
        (line,) = InvoiceLine.objects.filter(organization_id=firm.id, invoice_id=rest.id)
    assert (line.description, line.unit_price) == ("What is left of INV-000001", Decimal("20.06"))
    assert open_parts(firm, invoice) == [0]
    assert (balance(firm, "Revenue"), balance(firm, "Sales tax payable")) == (0, 0)


def test_after_a_discount_was_earned():
    firm = a_firm()
    customer = a_customer(firm)
    lines = [a_line("100.00"), a_line("100.00", tax_code="R")]
    invoice = issued(firm, customer, lines, on="2026-01-15", terms="2/10")
    paid(firm, customer, 221_48, "2026-01-20")
    rest = document(firm, the_rest_credited(firm, invoice))
    assert (rest.net_minor, rest.tax_minor, rest.gross_minor) == (196_00, 25_48, 221_48)
    assert balance(firm, "Sales tax payable") == 0
    assert balance(firm, "Revenue") + balance(firm, "Early-payment discounts") == 0


def test_after_a_part_was_written_off():
    firm = a_firm()
    invoice = issued(firm, a_customer(firm), [a_line("100.00")])
    written_off(firm, invoice, "19.00")
    rest = document(firm, the_rest_credited(firm, invoice))
    assert (rest.net_minor, rest.tax_minor) == (84_03, 15_97)
    assert open_parts(firm, invoice) == [0]


def test_a_discount_on_the_whole_document_is_not_taken_twice():
    firm = a_firm()
    invoice = issued(firm, a_customer(firm), [a_line("100.00")], discount_percent=Decimal(10))
    credit_invoice(invoice_id=invoice, lines=[a_line("40.00")], document_date=LATER, context=firm.context())
    assert document(firm, the_rest_credited(firm, invoice)).net_minor == 50_00


def test_what_is_credited_wholly_is_not_credited_again():
    firm = a_firm()
    invoice = issued(firm, a_customer(firm), [a_line("100.00")])
    the_rest_credited(firm, invoice)
    with pytest.raises(NothingLeftToCredit, match="INV-000001"):
        the_rest_credited(firm, invoice)
    assert balance(firm, "Revenue") == 0


cents = st.integers(1, 99_999)


@settings(max_examples=25, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.lists(st.tuples(cents, st.sampled_from(("S", "R", "AE"))), min_size=1, max_size=4),
    st.booleans(),
    st.integers(0, 100),
    st.integers(0, 100),
)
def test_whatever_was_given_back_before_the_rest_is_just_the_rest(
    lines: list[tuple[int, str]], is_discounted: bool, credited_percent: int, written_off_percent: int
):
    firm = a_firm()
    customer = a_customer(firm)
    billed = [a_line(f"{minor // 100}.{minor % 100:02}", tax_code=code) for minor, code in lines]
    invoice = issued(firm, customer, billed, on="2026-01-15", terms="2/10")
    gross = document(firm, invoice).gross_minor
    if is_discounted and (offered := round(gross * 0.02)) > 1:
        paid(firm, customer, gross - offered, "2026-01-20")
    with scope(firm.id):
        left = creditable(invoice)
    first = min(left.left.values(), key=lambda each: each.gross.minor_units)
    part = first.base.minor_units * credited_percent // 100
    if part:
        codes = {Decimal(19): "S", Decimal(7): "R", Decimal(0): "AE"}
        credit_invoice(
            invoice_id=invoice,
            lines=[a_line(str(Money(part, "EUR").as_decimal()), tax_code=codes[first.percent])],
            document_date=LATER,
            context=firm.context(),
        )
    (still_open,) = open_parts(firm, invoice)
    if lost := still_open * written_off_percent // 100:
        written_off(firm, invoice, str(Money(lost, "EUR").as_decimal()))
    with scope(firm.id):
        left = creditable(invoice)
    assert all(not each.base.is_negative and not each.tax.is_negative for each in left.left.values())
    if sum(each.gross.minor_units for each in left.left.values()):
        the_rest_credited(firm, invoice)
        with scope(firm.id):
            assert all(each.gross.is_zero for each in creditable(invoice).left.values())
    if not lost:
        assert balance(firm, "Sales tax payable") == 0
    assert open_parts(firm, invoice) == [0]
