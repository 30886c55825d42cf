"""Issuing gives a document its number, its postings and its open items, and never changes it again."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import IntegrityError, connection
from tests.support.billing import a_billing_firm, a_line, document, drafted, issued, items_of, open_parts, paid, terms
from tests.support.customers import a_customer
from tests.support.organizations import AnOrganization

from openbill.customers.commands.merge_customers import merge_customers
from openbill.foundation.errors import PermissionMissing
from openbill.foundation.tenancy import scope
from openbill.invoicing.commands.add_tax_code import add_tax_rate
from openbill.invoicing.commands.credit_invoice import credit_invoice
from openbill.invoicing.commands.delete_draft import delete_draft
from openbill.invoicing.commands.issue_invoices import issue_invoices
from openbill.invoicing.errors import CreditNotIssued, DraftImpossible, InvoiceIsIssued, LineImpossible
from openbill.invoicing.types import EarlyDiscount, Instalment
from openbill.ledger.commands.set_exchange_rates import set_exchange_rates
from openbill.ledger.types import RateToSet
from openbill.receivables.commands.cancel_item import cancel_item
from openbill.receivables.errors import ItemHasItsOwnDocument
from openbill.receivables.queries.check_receivables import check_receivables


def balances(firm: AnOrganization) -> dict[str, int]:
    """What stands on each account in the entity's currency, by role."""
    with scope(firm.id), connection.cursor() as cursor:
        cursor.execute(
            "SELECT account.role, sum(line.functional_minor)::bigint FROM journal_line line JOIN account"
            " ON account.organization_id = line.organization_id AND account.id = line.account_id"
            " WHERE line.organization_id = %s GROUP BY 1 HAVING sum(line.functional_minor) <> 0",
            [firm.id],
        )
        return dict(cursor.fetchall())


def nothing_is_wrong(firm: AnOrganization) -> bool:
    with scope(firm.id):
        return list(check_receivables(firm.id)) == []


def test_an_invoice_is_numbered_posted_to_revenue_and_tax_and_owed():
    firm = a_billing_firm()
    customer = a_customer(firm)

    invoice_id = issued(firm, customer, [a_line("100.00", "3"), a_line("9.99", tax_code="R")])

    invoice = document(firm, invoice_id)
    assert (invoice.number, invoice.state, invoice.reference) == ("INV-000001", "issued", "RF69INV000001")
    assert (invoice.net_minor, invoice.tax_minor, invoice.gross_minor) == (309_99, 57_70, 367_69)
    (item,) = items_of(firm, invoice_id)
    assert (item.kind, item.document_number, item.due_date, item.open_minor) == (
        "invoice", "INV-000001", date(2026, 2, 14), 367_69,
    )  # fmt: skip
    assert balances(firm) == {"receivable": 367_69, "revenue": -309_99, "tax_payable": -57_70}
    assert nothing_is_wrong(firm)


def test_one_failing_draft_is_named_and_stops_no_other():
    firm = a_billing_firm()
    customer = a_customer(firm)
    good = drafted(firm, customer, [a_line("10.00")])
    without_rate = drafted(firm, customer, [a_line("10.00")], currency="USD")
    too_early = drafted(firm, customer, [a_line("10.00")], document_date=date(1999, 1, 1))
    negative = drafted(firm, customer, [a_line("-10.00")])
    also_good = drafted(firm, customer, [a_line("20.00")])

    done = issue_invoices(
        invoice_ids=[good, without_rate, too_early, negative, also_good],
        document_date=date(2026, 1, 15),
        context=firm.context(),
    )

    assert done.numbers == {good: "INV-000001", also_good: "INV-000002"}
    assert [(failure.invoice_id, failure.code) for failure in done.failures] == [
        (without_rate, "rate_of_the_day_missing"),
        (too_early, "tax_rate_missing"),
        (negative, "document_is_negative"),
    ]
    assert document(firm, without_rate).state == "draft"
    again = issue_invoices(invoice_ids=[good], context=firm.context())
    assert [failure.code for failure in again.failures] == ["invoice_is_issued"]


def test_the_parts_of_an_invoice_fall_due_one_by_one_and_add_up():
    firm = a_billing_firm()
    thirds = (
        Instalment(percent=Decimal("33.33")),
        Instalment(percent=Decimal("33.33"), months=1),
        Instalment(months=2),
    )
    code = terms(firm, "thirds", days=30, instalments=thirds)

    invoice_id = issued(firm, a_customer(firm), [a_line("100.00")], terms=code)

    assert [(item.instalment_number, item.due_date, item.open_minor) for item in items_of(firm, invoice_id)] == [
        (1, date(2026, 2, 14), 39_66),
        (2, date(2026, 3, 14), 39_67),
        (3, date(2026, 4, 14), 39_67),
    ]
    assert balances(firm) == {"receivable": 119_00, "revenue": -100_00, "tax_payable": -19_00}
    assert nothing_is_wrong(firm)


def test_a_foreign_invoice_keeps_the_rate_of_its_day():
    firm = a_billing_firm()
    set_exchange_rates(rates=[RateToSet("USD", "EUR", date(2026, 1, 2), Decimal("0.9"))], context=firm.context())

    invoice_id = issued(firm, a_customer(firm), [a_line("100.00")], currency="USD")

    assert document(firm, invoice_id).rate == Decimal("0.9")
    assert balances(firm) == {"receivable": 107_10, "revenue": -90_00, "tax_payable": -17_10}
    assert nothing_is_wrong(firm)


def test_a_discount_in_time_settles_the_debt_and_lessens_the_tax():
    firm = a_billing_firm()
    customer = a_customer(firm)
    code = terms(firm, "2/10", days=30, discounts=(EarlyDiscount(Decimal(2), 10, grace_days=3),))
    invoice_id = issued(firm, customer, [a_line("100.00")], terms=code)

    payment = paid(firm, customer, 116_62, "2026-01-28")

    assert (payment.applied.minor_units, payment.discount.minor_units, payment.unapplied.minor_units) == (
        116_62,
        2_38,
        0,
    )
    assert open_parts(firm, invoice_id) == [0]
    assert balances(firm) == {
        "cash_clearing": 116_62, "early_discount": 2_00, "revenue": -100_00, "tax_payable": -18_62,
    }  # fmt: skip
    assert nothing_is_wrong(firm)


def test_a_discount_taken_late_leaves_the_rest_owed():
    firm = a_billing_firm()
    customer = a_customer(firm)
    code = terms(firm, "2/10", days=30, discounts=(EarlyDiscount(Decimal(2), 10, grace_days=3),))
    invoice_id = issued(firm, customer, [a_line("100.00")], terms=code)

    payment = paid(firm, customer, 116_62, "2026-01-29")

    assert payment.discount.is_zero
    assert open_parts(firm, invoice_id) == [2_38]


def test_a_credit_note_larger_than_the_rest_leaves_a_credit():
    firm = a_billing_firm()
    customer = a_customer(firm)
    invoice_id = issued(firm, customer, [a_line("100.00")])
    paid(firm, customer, 100_00, "2026-01-20")

    credit_note_id = credit_invoice(
        invoice_id=invoice_id, lines=[a_line("50.00")], document_date=date(2026, 2, 1), context=firm.context()
    )

    assert document(firm, credit_note_id).number == "CN-000001"
    assert open_parts(firm, invoice_id) == [0]
    assert open_parts(firm, credit_note_id) == [40_50]
    assert balances(firm) == {
        "cash_clearing": 100_00, "receivable": -40_50, "revenue": -50_00, "tax_payable": -9_50,
    }  # fmt: skip
    with pytest.raises(CreditNotIssued, match=r"59.51 EUR is more than can still be credited of INV-000001: 59.50 EUR"):
        credit_invoice(invoice_id=invoice_id, lines=[a_line("50.01")], context=firm.context())
    assert nothing_is_wrong(firm)


def test_the_whole_of_an_invoice_is_credited_with_the_discount_that_it_had():
    firm = a_billing_firm()
    customer = a_customer(firm)
    invoice_id = issued(firm, customer, [a_line("33.33", "3")], discount_percent=Decimal("12.5"))

    credit_invoice(invoice_id=invoice_id, document_date=date(2026, 1, 20), context=firm.context())

    assert open_parts(firm, invoice_id) == [0]
    assert balances(firm) == {}
    assert nothing_is_wrong(firm)


def test_what_was_issued_is_never_changed_or_deleted():
    firm = a_billing_firm()
    invoice_id = issued(firm, a_customer(firm), [a_line("100.00")])

    with pytest.raises(InvoiceIsIssued):
        delete_draft(invoice_id=invoice_id, context=firm.context())
    for statement in (
        "UPDATE invoice SET text_after = 'x' WHERE id = %s",
        "DELETE FROM invoice_line WHERE invoice_id = %s",
        "DELETE FROM invoice WHERE id = %s",
    ):
        with pytest.raises(IntegrityError), scope(firm.id), connection.cursor() as cursor:
            cursor.execute(statement, [invoice_id])
    (item,) = items_of(firm, invoice_id)
    with pytest.raises(ItemHasItsOwnDocument):
        cancel_item(item_id=item.id, reason="wrong", context=firm.context())


def test_whoever_may_only_draft_does_not_issue():
    firm = a_billing_firm()
    invoice_id = drafted(firm, a_customer(firm), [a_line("1.00")])
    with pytest.raises(PermissionMissing):
        issue_invoices(invoice_ids=[invoice_id], context=firm.context(permissions=frozenset({"invoicing.draft"})))
    assert document(firm, invoice_id).state == "draft"


def test_a_correction_is_taxed_as_what_it_corrects():
    firm = a_billing_firm()
    invoice_id = issued(firm, a_customer(firm), [a_line("100.00")], on="2026-01-15")
    add_tax_rate(code="S", percent=Decimal(16), valid_from=date(2026, 7, 1), context=firm.context())

    credit_invoice(invoice_id=invoice_id, document_date=date(2026, 7, 10), context=firm.context())

    assert open_parts(firm, invoice_id) == [0]
    assert balances(firm) == {}
    later = issued(firm, a_customer(firm, "Bert"), [a_line("100.00")], on="2026-07-10")
    assert document(firm, later).tax_minor == 16_00


def test_a_credit_note_is_not_credited_and_an_untaxed_invoice_not_cancelled():
    firm = a_billing_firm()
    invoice_id = issued(firm, a_customer(firm), [a_line("100.00", tax_code="AE")])
    (item,) = items_of(firm, invoice_id)
    with pytest.raises(ItemHasItsOwnDocument):
        cancel_item(item_id=item.id, reason="wrong", context=firm.context())
    credit_note_id = credit_invoice(invoice_id=invoice_id, document_date=date(2026, 1, 20), context=firm.context())
    with pytest.raises(DraftImpossible, match="CN-000001 is a credit note"):
        credit_invoice(invoice_id=credit_note_id, context=firm.context())


def test_what_was_discounted_or_written_off_is_not_credited_again():
    firm = a_billing_firm()
    customer = a_customer(firm)
    code = terms(firm, "2/10", days=30, discounts=(EarlyDiscount(Decimal(2), 10),))
    invoice_id = issued(firm, customer, [a_line("100.00", tax_code="AE")], terms=code)
    paid(firm, customer, 98_00, "2026-01-20")
    with pytest.raises(CreditNotIssued, match=r"credited of INV-000001: 98\.00 EUR"):
        credit_invoice(
            invoice_id=invoice_id,
            lines=[a_line("100.00", tax_code="AE")],
            document_date=date(2026, 2, 1),
            context=firm.context(),
        )


def test_a_customer_that_was_merged_is_still_credited():
    firm = a_billing_firm()
    old, new = a_customer(firm, "Anna"), a_customer(firm, "Anna Ltd")
    invoice_id = issued(firm, old, [a_line("100.00")])
    merge_customers(customer_id=old, into_customer_id=new, context=firm.context())
    credit_invoice(invoice_id=invoice_id, document_date=date(2026, 1, 20), context=firm.context())
    assert open_parts(firm, invoice_id) == [0]


def test_figures_that_no_column_holds_and_negative_tax_stop_no_other_draft():
    firm = a_billing_firm()
    customer = a_customer(firm)
    code = terms(firm, "2/10", days=30, discounts=(EarlyDiscount(Decimal(2), 10),))
    with pytest.raises(LineImpossible, match="it comes to more than a document can be over"):
        drafted(firm, customer, [a_line("9999999999999", "99999999999")])
    huge = drafted(firm, customer, [a_line("99999999999999", "10")] * 2)
    only_tax = drafted(firm, customer, [a_line("119.00", tax_code="AE"), a_line("-100.00")])
    less_tax = drafted(firm, customer, [a_line("200.00", tax_code="AE"), a_line("-100.00")], terms=code)
    done = issue_invoices(
        invoice_ids=[huge, only_tax, less_tax], document_date=date(2026, 1, 15), context=firm.context()
    )
    assert [failure.code for failure in done.failures] == ["figure_too_large", "document_is_only_tax"]
    assert (document(firm, less_tax).tax_minor, open_parts(firm, less_tax)) == (-19_00, [81_00])
    assert nothing_is_wrong(firm)
