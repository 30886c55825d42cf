"""Issued documents are rendered in their customers' languages, once, and one that cannot be stops no other."""

from datetime import date
from decimal import Decimal
from uuid import UUID

from pypdf import PdfReader
from tests.support.billing import a_billing_firm, a_line, issued, terms
from tests.support.customers import a_customer
from tests.support.organizations import AnOrganization

from openbill.customers.commands.set_address import set_address
from openbill.documents.queries.stored_file import stored_file
from openbill.foundation.tenancy import scope
from openbill.invoicing.commands.credit_invoice import credit_invoice
from openbill.invoicing.commands.render_invoices import render_invoices
from openbill.invoicing.types import EarlyDiscount
from openbill.organizations.commands.add_bank_account import add_bank_account


def text_of(firm: AnOrganization, file_id: UUID) -> str:
    from io import BytesIO

    with scope(firm.id):
        content = stored_file(file_id).content
    return "\n".join(page.extract_text() for page in PdfReader(BytesIO(content)).pages).replace("\u00a0", " ")


def test_an_invoice_says_what_is_owed_until_when_and_how_to_pay():
    firm = a_billing_firm()
    add_bank_account(
        legal_entity_id=firm.legal_entity_id, name="Bank", iban="DE89370400440532013000", currency="EUR",
        context=firm.context(),
    )  # fmt: skip
    customer = a_customer(firm, "Anna Ltd")
    set_address(customer_id=customer, street="High Street 1", city="Leeds", context=firm.context())
    code = terms(firm, "2/10", days=30, discounts=(EarlyDiscount(Decimal(2), 10),))
    invoice_id = issued(firm, customer, [a_line("100.00", "3"), a_line("9.99", tax_code="R")], terms=code)

    done = render_invoices([invoice_id], processes=1, context=firm.context())

    text = text_of(firm, done.files[invoice_id])
    for words in ("INV-000001", "Anna Ltd", "High Street 1", "367.69", "14 Feb 2026", "RF69 INV0 0000 1", "DE89 3704"):
        assert words in text, words
    again = render_invoices([invoice_id], processes=1, context=firm.context())
    assert again.files == done.files


def test_germans_get_german_pages_and_credit_notes_name_what_they_correct():
    firm = a_billing_firm()
    customer = a_customer(firm, "Anna GmbH", language="de")
    invoice_id = issued(firm, customer, [a_line("1000.00")])
    credit_note_id = credit_invoice(invoice_id=invoice_id, document_date=date(2026, 2, 1), context=firm.context())
    done = render_invoices([invoice_id, credit_note_id], processes=2, context=firm.context())
    assert "1.190,00" in text_of(firm, done.files[invoice_id])
    assert "INV-000001" in text_of(firm, done.files[credit_note_id])


def test_what_no_font_can_print_is_named_and_stops_no_other():
    firm = a_billing_firm()
    good = issued(firm, a_customer(firm), [a_line("1.00")])
    bad = issued(firm, a_customer(firm, "漢字 Ltd"), [a_line("1.00")])
    done = render_invoices([good, bad], processes=1, context=firm.context())
    assert set(done.files) == {good}
    assert [(failure.invoice_id, failure.code) for failure in done.failures] == [(bad, "glyphs_missing")]
