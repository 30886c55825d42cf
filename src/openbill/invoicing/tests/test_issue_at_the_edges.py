"""Drafts at the edges: too large in the books' currency, dated by their batch, older than what they correct."""

from datetime import date
from decimal import Decimal

import pytest
from tests.support.billing import a_billing_firm, a_line, drafted, issued, items_of, terms
from tests.support.customers import a_customer

from openbill.invoicing.commands.add_payment_terms import set_customer_terms
from openbill.invoicing.commands.credit_invoice import credit_invoice
from openbill.invoicing.commands.issue_invoices import issue_invoices
from openbill.invoicing.errors import CreditNotIssued
from openbill.ledger.commands.set_exchange_rates import set_exchange_rates
from openbill.ledger.types import RateToSet
from openbill.organizations.errors import LegalEntityUnknown
from openbill.primitives.identifiers import new_identifier

DAY = date(2026, 2, 1)


def test_one_that_is_too_large_in_the_books_currency_stops_no_other():
    firm = a_billing_firm()
    customer = a_customer(firm)
    set_exchange_rates(rates=[RateToSet("USD", "EUR", DAY, Decimal(900_000))], context=firm.context())
    good = drafted(firm, customer, [a_line("100.00")], document_date=DAY)
    bad = drafted(firm, customer, [a_line("90000000000.00", "900", tax_code="AE")], document_date=DAY, currency="USD")
    done = issue_invoices(invoice_ids=[bad, good], context=firm.context())
    assert [(failure.invoice_id, failure.code) for failure in done.failures] == [(bad, "figure_too_large")]
    assert done.numbers == {good: "INV-000001"}


def test_an_undated_draft_has_the_terms_of_the_day_on_which_it_is_issued():
    firm = a_billing_firm()
    customer = a_customer(firm)
    for code, days, valid_from in (("short", 5, date(2026, 1, 1)), ("long", 90, date(2026, 5, 1))):
        terms(firm, code, days=days)
        set_customer_terms(customer_id=customer, terms=code, valid_from=valid_from, context=firm.context())
    draft = drafted(firm, customer, [a_line("100.00")])
    issue_invoices(invoice_ids=[draft], document_date=DAY, context=firm.context())
    (item,) = items_of(firm, draft)
    assert item.due_date == date(2026, 2, 6)


def test_a_credit_note_is_not_older_than_its_invoice():
    firm = a_billing_firm()
    invoice = issued(firm, a_customer(firm), [a_line("100.00")], on="2026-02-01")
    with pytest.raises(CreditNotIssued, match="dated 2026-01-31, before the document that it corrects, of 2026-02-01"):
        credit_invoice(invoice_id=invoice, document_date=date(2026, 1, 31), context=firm.context())


def test_an_unknown_entity_is_named():
    firm = a_billing_firm()
    with pytest.raises(LegalEntityUnknown, match="Known are: MAIN"):
        drafted(firm, a_customer(firm), [a_line("1.00")], legal_entity_id=new_identifier())
