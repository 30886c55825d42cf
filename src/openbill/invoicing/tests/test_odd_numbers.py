"""Dates and percentages that make no sense are refused in a sentence, and stop nothing else."""

from datetime import date
from decimal import Decimal

import pytest
from tests.support.billing import a_billing_firm, a_line, drafted, items_of, terms
from tests.support.customers import a_customer
from tests.support.unchanged import nothing_changes

from openbill.invoicing.commands.add_tax_code import add_tax_code, add_tax_rate
from openbill.invoicing.commands.issue_invoices import issue_invoices
from openbill.invoicing.errors import TaxRateImpossible, TermsImpossible
from openbill.invoicing.types import EarlyDiscount, Instalment, TaxCategory

NO_NUMBERS = [Decimal("NaN"), Decimal("sNaN"), Decimal("Infinity"), Decimal("-Infinity")]


@pytest.mark.parametrize("day", [date.min, date(1899, 12, 31), date(2201, 1, 1), date.max])
def test_a_day_that_no_document_has_is_named_for_its_draft_and_stops_no_other(day: date):
    firm = a_billing_firm()
    customer = a_customer(firm)
    undated = drafted(firm, customer, [a_line("10.00")])
    dated = drafted(firm, customer, [a_line("10.00")], document_date=date(2026, 1, 15))
    done = issue_invoices(invoice_ids=[undated, dated], document_date=day, context=firm.context())
    (failure,) = done.failures
    assert (failure.invoice_id, failure.code) == (undated, "document_date_impossible")
    assert failure.reason.startswith(f"A document cannot be dated {day}: dates lie in the years 1900 to 2200.")
    assert done.numbers == {dated: "INV-000001"}


def test_the_last_day_of_all_has_a_due_date_even_on_the_longest_terms():
    firm = a_billing_firm()
    longest = (Instalment(percent=Decimal(50)), Instalment(days=3_650, months=120))
    terms(firm, "longest", days=3_650, instalments=longest)
    draft = drafted(firm, a_customer(firm), [a_line("10.00")], terms="longest")
    assert issue_invoices(invoice_ids=[draft], document_date=date(2200, 12, 31), context=firm.context()).numbers
    assert items_of(firm, draft)[-1].due_date.year == 2230


@pytest.mark.parametrize("percent", NO_NUMBERS)
def test_terms_with_a_share_that_is_no_number_are_refused(percent: Decimal):
    firm = a_billing_firm()
    with nothing_changes(firm.id):
        with pytest.raises(TermsImpossible, match="a discount is over 0 and under 100 %"):
            terms(firm, "x", discounts=(EarlyDiscount(percent, 10),))
        for share in (Instalment(percent=percent), Instalment(amount=percent)):
            with pytest.raises(TermsImpossible, match="the share of an instalment is a number"):
                terms(firm, "x", instalments=(share, Instalment(months=1)))


@pytest.mark.parametrize("grace_days", [-1, 367, 10**9])
def test_days_of_grace_have_a_limit(grace_days: int):
    firm = a_billing_firm()
    with pytest.raises(TermsImpossible, match="days of grace lie between 0 and 366"):
        terms(firm, "x", discounts=(EarlyDiscount(Decimal(2), 10, grace_days=grace_days),))
    terms(firm, "x", discounts=(EarlyDiscount(Decimal(2), 10, grace_days=366),))


@pytest.mark.parametrize("percent", [*NO_NUMBERS, Decimal(-5), Decimal(0), Decimal("100.01"), Decimal("19.00001")])
def test_a_tax_rate_that_is_no_percentage_is_refused(percent: Decimal):
    firm = a_billing_firm()
    with nothing_changes(firm.id):
        with pytest.raises(TaxRateImpossible, match="is not a rate of the category standard"):
            add_tax_code(
                code="Q",
                label="Q",
                category=TaxCategory.STANDARD,
                percent=percent,
                valid_from=date(2020, 1, 1),
                context=firm.context(),
            )
        with pytest.raises(TaxRateImpossible):
            add_tax_rate(code="S", percent=percent, valid_from=date(2026, 1, 1), context=firm.context())


@pytest.mark.parametrize("percent", [*NO_NUMBERS, Decimal(1)])
def test_what_is_not_taxed_has_no_rate_but_zero(percent: Decimal):
    firm = a_billing_firm()
    with pytest.raises(TaxRateImpossible, match="is not a rate of the category reverse_charge"):
        add_tax_rate(code="AE", percent=percent, valid_from=date(2026, 1, 1), context=firm.context())
