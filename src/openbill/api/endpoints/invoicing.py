"""Drafts, issued documents, credit notes; taxes and terms."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal
from uuid import UUID

from openbill.api.endpoint import PDF, FileAnswer, act, ask
from openbill.api.pages import ROWS, Page, checked_limit, page, place_of, whole
from openbill.documents.queries.stored_file import stored_file
from openbill.documents.rendering.render_pdf import render_pdf
from openbill.foundation.context import Context
from openbill.invoicing.commands.add_payment_terms import add_payment_terms, set_customer_terms
from openbill.invoicing.commands.add_tax_code import add_tax_code, add_tax_rate
from openbill.invoicing.commands.credit_invoice import credit_invoice
from openbill.invoicing.commands.delete_draft import delete_draft
from openbill.invoicing.commands.draft_invoices import draft_invoices
from openbill.invoicing.commands.issue_invoices import issue_invoices
from openbill.invoicing.commands.set_document_series import set_document_series
from openbill.invoicing.errors import InvoiceIsDraft
from openbill.invoicing.queries.billing_codes import TaxCodeDetails, payment_terms, tax_codes
from openbill.invoicing.queries.document_series import SeriesInForce, document_series
from openbill.invoicing.queries.documents_in_order import DocumentInOrder, DocumentsWanted, documents_in_order
from openbill.invoicing.queries.invoice_files import invoice_files
from openbill.invoicing.queries.invoice_sheets import invoice_sheets
from openbill.invoicing.queries.whole_document import DocumentDetails, whole_document
from openbill.invoicing.types import DocumentKind, DocumentsIssued, PaymentTerms
from openbill.organizations.queries.legal_entities import legal_entity_of


@dataclass(frozen=True, slots=True)
class Issued:
    """A document that got its number."""

    invoice_id: UUID
    number: str


@dataclass(frozen=True, slots=True)
class IssueFailure:
    """A draft that was not issued: its place in the request, from 0, and why."""

    index: int
    invoice_id: UUID
    code: str
    reason: str


@dataclass(frozen=True, slots=True)
class BatchIssued:
    """What a batch issued, in the order of the numbers, and what it did not."""

    issued: tuple[Issued, ...]
    failures: tuple[IssueFailure, ...]


def list_invoices(
    *,
    customer_id: UUID | None = None,
    kind: DocumentKind | None = None,
    state: Literal["draft", "issued"] | None = None,
    number: str | None = None,
    currency: str | None = None,
    from_date: date | None = None,
    to_date: date | None = None,
    after: str | None = None,
    limit: int = ROWS,
) -> Page[DocumentInOrder]:
    """Drafts and issued documents of every kind, the last drafted first."""
    place = place_of(after, UUID)
    wanted = DocumentsWanted(customer_id, kind, state, number, currency, from_date, to_date)
    rows = documents_in_order(wanted, after=place[0] if place else None, limit=checked_limit(limit) + 1)
    return page(rows, limit, lambda row: (row.id,))


def show_invoice(*, invoice_id: UUID) -> DocumentDetails:
    """A document with its lines, taxes and instalments."""
    return whole_document(invoice_id)


def render_invoice(*, invoice_id: UUID) -> FileAnswer:
    """The PDF of an issued document: the kept one, else as it would be kept now."""
    document = whole_document(invoice_id)
    if not document.number:
        raise InvoiceIsDraft
    name = "".join(each if each.isascii() and (each.isalnum() or each in "-_.") else "-" for each in document.number)
    kept = invoice_files([invoice_id])
    if kept:
        return FileAnswer(stored_file(kept[invoice_id]).content, PDF, f"{name}.pdf")
    (found,) = invoice_sheets([invoice_id])
    return FileAnswer(render_pdf(found.sheet), PDF, f"{name}.pdf")


def issue_drafts(*, invoice_ids: Sequence[UUID], document_date: date | None = None, context: Context) -> BatchIssued:
    """Issue a batch of drafts; one that cannot be issued is named with its place, and stops no other."""
    done: DocumentsIssued = issue_invoices(invoice_ids=invoice_ids, document_date=document_date, context=context)
    places = {invoice_id: place for place, invoice_id in enumerate(invoice_ids)}
    return BatchIssued(
        tuple(Issued(invoice_id, number) for invoice_id, number in done.numbers.items()),
        tuple(
            IssueFailure(places[failed.invoice_id], failed.invoice_id, failed.code, failed.reason)
            for failed in done.failures
        ),
    )


def list_tax_codes() -> Page[TaxCodeDetails]:
    """The tax codes with their rates."""
    return whole(tax_codes())


def list_document_series(*, legal_entity_id: UUID) -> Page[SeriesInForce]:
    """How a company's documents are numbered, and which number comes next."""
    return whole(document_series(legal_entity_of(legal_entity_id).id))


def list_payment_terms() -> Page[PaymentTerms]:
    """The payment terms that drafts can name."""
    return whole(payment_terms())


ENDPOINTS = (
    ask("/invoices", "invoicing.view", list_invoices),
    act("POST", "/drafts", draft_invoices, "Keep drafts, all of them or none", status=201),
    act("DELETE", "/drafts/{invoice_id}", delete_draft),
    act("POST", "/drafts/issue", issue_invoices, by=issue_drafts),
    ask("/invoices/{invoice_id}", "invoicing.view", show_invoice),
    ask("/invoices/{invoice_id}/file.pdf", "invoicing.view", render_invoice, media=PDF),
    act("POST", "/invoices/{invoice_id}/credit", credit_invoice, status=201, example={"reason": "Damaged"}),
    ask("/tax-codes", "invoicing.view", list_tax_codes),
    act(
        "POST",
        "/tax-codes",
        add_tax_code,
        status=201,
        example={
            "code": "DE19",
            "label": "VAT 19 %",
            "category": "standard",
            "percent": "19",
            "valid_from": "2021-01-01",
        },
    ),
    act("POST", "/tax-codes/{code}/rates", add_tax_rate, example={"percent": "20", "valid_from": "2027-01-01"}),
    ask("/payment-terms", "invoicing.view", list_payment_terms),
    act("POST", "/payment-terms", add_payment_terms, status=201),
    act("PUT", "/customers/{customer_id}/terms", set_customer_terms),
    ask("/legal-entities/{legal_entity_id}/document-series", "invoicing.view", list_document_series),
    act(
        "PUT",
        "/legal-entities/{legal_entity_id}/document-series/{kind}",
        set_document_series,
        example={"prefix": "RE-2027"},
    ),
)
