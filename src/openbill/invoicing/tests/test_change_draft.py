"""A draft is written anew, wholly or not at all."""

from uuid import UUID

import pytest
from tests.support.billing import a_billing_firm, a_line, document, drafted, issued, terms
from tests.support.organizations import AnOrganization, an_organization
from tests.support.receivables import a_customer
from tests.support.unchanged import nothing_changes

from openbill.foundation.tenancy import scope
from openbill.invoicing.commands.change_draft import change_draft
from openbill.invoicing.commands.draft_invoices import draft_invoices
from openbill.invoicing.commands.issue_invoices import issue_invoices
from openbill.invoicing.commands.preview_draft import preview_draft
from openbill.invoicing.errors import InvoiceIsIssued, InvoiceUnknown, TaxCodeUnknown
from openbill.invoicing.queries.whole_document import whole_document
from openbill.invoicing.types import NewDraft
from openbill.primitives.identifiers import new_identifier


@pytest.fixture
def firm() -> AnOrganization:
    return a_billing_firm()


@pytest.fixture
def anna(firm: AnOrganization) -> UUID:
    return a_customer(firm)


def test_a_draft_says_what_it_was_changed_to(firm: AnOrganization, anna: UUID):
    draft = drafted(firm, anna, [a_line("10.00"), a_line("20.00")], buyer_reference="old")
    net10 = terms(firm, "N10", days=10)

    changed = NewDraft(anna, "EUR", (a_line("7.00", "3", "R"),), terms=net10, text_after="Thank you")
    change_draft(invoice_id=draft, draft=changed, context=firm.context())

    with scope(firm.id):
        found = whole_document(draft)
    assert [(line.tax_code, line.net_minor) for line in found.lines] == [("R", 21_00)]
    assert (found.terms, found.text_after, found.buyer_reference) == ("N10", "Thank you", "")


def test_what_is_issued_or_impossible_is_not_changed(firm: AnOrganization, anna: UUID):
    draft, invoice = drafted(firm, anna, [a_line("10.00")]), issued(firm, anna, [a_line("10.00")])
    fine = NewDraft(anna, "EUR", (a_line("7.00"),))
    unknown = NewDraft(anna, "EUR", (a_line("7.00", tax_code="X"),))
    stranger = an_organization()

    with nothing_changes(firm.id, stranger.id):
        with pytest.raises(InvoiceIsIssued):
            change_draft(invoice_id=invoice, draft=fine, context=firm.context())
        with pytest.raises(TaxCodeUnknown):
            change_draft(invoice_id=draft, draft=unknown, context=firm.context())
        with pytest.raises(InvoiceUnknown):
            change_draft(invoice_id=new_identifier(), draft=fine, context=firm.context())
        with pytest.raises(InvoiceUnknown):
            change_draft(invoice_id=draft, draft=fine, context=stranger.context())


def test_a_preview_is_what_the_issue_would_be_and_keeps_nothing(firm: AnOrganization, anna: UUID):
    draft = NewDraft(anna, "EUR", (a_line("100.00"), a_line("50.00", tax_code="R")))
    with nothing_changes(firm.id):
        ready = preview_draft(draft, context=firm.context())
        with pytest.raises(TaxCodeUnknown):
            preview_draft(NewDraft(anna, "EUR", (a_line("1.00", tax_code="X"),)), context=firm.context())

    assert (ready.priced.totals.net.minor_units, ready.priced.totals.gross.minor_units) == (150_00, 172_50)
    (invoice,) = draft_invoices(drafts=[draft], context=firm.context())
    issue_invoices(invoice_ids=[invoice], context=firm.context())
    assert document(firm, invoice).gross_minor == 172_50
