"""A credit note takes back at each tax code what was charged at it, to the last minor unit and never more."""

from datetime import date
from decimal import Decimal
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.support.billing import a_billing_firm, a_line, document, drafted, issued, open_parts
from tests.support.customers import a_customer
from tests.support.organizations import AnOrganization

from openbill.foundation.tenancy import scope
from openbill.invoicing.commands.add_tax_code import add_tax_rate
from openbill.invoicing.commands.credit_invoice import credit_invoice
from openbill.invoicing.commands.issue_invoices import issue_invoices
from openbill.invoicing.errors import CreditNotIssued
from openbill.invoicing.models import InvoiceTax
from openbill.invoicing.queries.check_invoicing import check_invoicing
from openbill.invoicing.types import DocumentKind, NewLine

LATER = date(2026, 2, 1)


def credited(firm: AnOrganization, invoice: UUID, *lines: NewLine) -> UUID:
    return credit_invoice(invoice_id=invoice, lines=lines, document_date=LATER, context=firm.context())


def figures(firm: AnOrganization, invoice: UUID) -> tuple[int, int]:
    """The net and the tax of a document."""
    row = document(firm, invoice)
    return row.net_minor, row.tax_minor


def test_tax_that_was_never_charged_is_not_taken_back():
    firm = a_billing_firm()
    invoice = issued(firm, a_customer(firm), [a_line("119.00", tax_code="AE")])
    with pytest.raises(CreditNotIssued, match=r"100\.00 EUR net at VAT 19 % .* of INV-000001: 0\.00 EUR"):
        credited(firm, invoice, a_line("100.00", tax_code="S"))
    assert open_parts(firm, invoice) == [119_00]


def test_one_code_is_not_credited_at_the_expense_of_another():
    firm = a_billing_firm()
    invoice = issued(firm, a_customer(firm), [a_line("100.00"), a_line("100.00", tax_code="R")])
    with pytest.raises(CreditNotIssued, match=r"100\.01 EUR net at VAT 19 % .*: 100\.00 EUR"):
        credited(firm, invoice, a_line("100.01"))
    assert figures(firm, credited(firm, invoice, a_line("100.00"))) == (100_00, 19_00)
    with pytest.raises(CreditNotIssued, match=r"10\.00 EUR net at VAT 19 % .*: 0\.00 EUR"):
        credited(firm, invoice, a_line("10.00"))
    assert figures(firm, credited(firm, invoice, a_line("100.00", tax_code="R"))) == (100_00, 7_00)
    assert open_parts(firm, invoice) == [0]


def test_three_equal_lines_are_credited_one_by_one():
    firm = a_billing_firm()
    invoice = issued(firm, a_customer(firm), [a_line("10.03")] * 3)
    assert figures(firm, invoice) == (30_09, 5_72)
    taken = [figures(firm, credited(firm, invoice, a_line("10.03"))) for _ in range(3)]
    assert taken == [(10_03, 1_91), (10_03, 1_91), (10_03, 1_90)]
    assert open_parts(firm, invoice) == [0]


def test_credit_notes_of_one_batch_count_for_each_other():
    firm = a_billing_firm()
    customer = a_customer(firm)
    invoice = issued(firm, customer, [a_line("10.03")] * 3)
    drafts = [
        drafted(firm, customer, [a_line("10.03")], kind=DocumentKind.CREDIT_NOTE, corrects_id=invoice) for _ in range(4)
    ]
    done = issue_invoices(invoice_ids=drafts, document_date=LATER, context=firm.context())
    assert [failure.code for failure in done.failures] == ["credit_exceeds_invoice"]
    assert [figures(firm, each)[1] for each in drafts[:3]] == [1_91, 1_91, 1_90]


def test_what_takes_something_back_on_an_invoice_is_credited_with_it():
    firm = a_billing_firm()
    invoice = issued(firm, a_customer(firm), [a_line("10.00"), a_line("-11.00", tax_code="AE")])
    assert open_parts(firm, invoice) == [90]
    with pytest.raises(CreditNotIssued, match=r"11\.90 EUR is more than can still be credited"):
        credited(firm, invoice, a_line("10.00"))
    assert figures(firm, credited(firm, invoice, a_line("10.00"), a_line("-11.00", tax_code="AE"))) == (-1_00, 1_90)
    assert open_parts(firm, invoice) == [0]


def test_a_rate_that_is_entered_afterwards_does_not_change_what_is_taken_back():
    firm = a_billing_firm()
    invoice = issued(firm, a_customer(firm), [a_line("100.00")], on="2026-01-15")
    add_tax_rate(code="S", percent=Decimal(16), valid_from=date(2026, 1, 1), context=firm.context())
    credit_note = credited(firm, invoice, a_line("50.00"))
    assert figures(firm, credit_note) == (50_00, 9_50)
    with scope(firm.id):
        assert InvoiceTax.objects.get(organization_id=firm.id, invoice_id=credit_note).percent == 19


cents = st.integers(1, 9_999)


@settings(max_examples=25, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.tuples(cents, st.sampled_from(("S", "R", "AE"))), min_size=1, max_size=6))
def test_line_by_line_the_parts_add_up_to_the_whole(lines: list[tuple[int, str]]):
    firm = a_billing_firm()
    billed = [a_line(f"{minor // 100}.{minor % 100:02}", tax_code=code) for minor, code in lines]
    invoice = issued(firm, a_customer(firm), billed)
    taken = [figures(firm, credited(firm, invoice, line)) for line in billed]
    assert (sum(net for net, _ in taken), sum(tax for _, tax in taken)) == figures(firm, invoice)
    assert open_parts(firm, invoice) == [0]
    with scope(firm.id):
        assert list(check_invoicing()) == []
