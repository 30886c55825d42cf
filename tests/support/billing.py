"""Documents and payments for tests, made by the real commands."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from uuid import UUID

from openbill.disputes.commands.open_dispute import open_dispute
from openbill.disputes.types import Contested, DisputeReason
from openbill.foundation.context import Actor, ActorKind
from openbill.foundation.tenancy import scope
from openbill.invoicing.commands.add_payment_terms import add_payment_terms, set_customer_terms
from openbill.invoicing.commands.add_tax_code import add_tax_code
from openbill.invoicing.commands.credit_invoice import credit_invoice
from openbill.invoicing.commands.draft_invoices import draft_invoices
from openbill.invoicing.commands.issue_invoices import issue_invoices
from openbill.invoicing.commands.set_document_series import set_document_series
from openbill.invoicing.models import Invoice, InvoiceItem
from openbill.invoicing.types import DocumentKind, EarlyDiscount, NewDraft, NewLine, PaymentTerms, TaxCategory
from openbill.payments.commands.record_payments import record_payments
from openbill.payments.commands.refund import approve_refund, request_refund
from openbill.payments.types import NewPayment, PaymentRecorded, Spread
from openbill.primitives.money import Money
from openbill.receivables.models import OpenItem
from openbill.receivables.types import Designation

from .organizations import AnOrganization, an_organization


def a_billing_firm(currency: str = "EUR", **details: str) -> AnOrganization:
    """A firm that bills: 19 % and 7 % VAT, no tax on exports, net 30 and 2/10 net 30."""
    firm = an_organization(currency, **details)
    begin = date(2000, 1, 1)
    for code, label, category, percent in (
        ("S", "VAT 19 %", TaxCategory.STANDARD, Decimal(19)),
        ("R", "VAT 7 %", TaxCategory.REDUCED, Decimal(7)),
        ("AE", "Reverse charge", TaxCategory.REVERSE_CHARGE, Decimal(0)),
    ):
        add_tax_code(
            code=code, label=label, category=category, percent=percent, valid_from=begin, context=firm.context()
        )
    return firm


def terms(firm: AnOrganization, code: str, **details: object) -> str:
    """Payment terms of a firm."""
    add_payment_terms(terms=PaymentTerms(code, code, **details), context=firm.context())  # type: ignore[arg-type]
    return code


def a_line(unit_price: str, quantity: str = "1", tax_code: str = "S", **details: object) -> NewLine:
    return NewLine("Lamp", Decimal(quantity), Decimal(unit_price), tax_code, **details)  # type: ignore[arg-type]


def drafted(firm: AnOrganization, customer_id: UUID, lines: Sequence[NewLine], **details: object) -> UUID:
    """One draft."""
    currency = str(details.pop("currency", firm.currency))
    draft = NewDraft(customer_id, currency, tuple(lines), **details)  # type: ignore[arg-type]
    (invoice_id,) = draft_invoices(drafts=[draft], context=firm.context())
    return invoice_id


def issued(
    firm: AnOrganization, customer_id: UUID, lines: Sequence[NewLine], on: str = "2026-01-15", **details: object
) -> UUID:
    """One issued document."""
    invoice_id = drafted(firm, customer_id, lines, document_date=date.fromisoformat(on), **details)
    done = issue_invoices(invoice_ids=[invoice_id], context=firm.context())
    assert not done.failures, done.failures
    return invoice_id


def document(firm: AnOrganization, invoice_id: UUID) -> Invoice:
    with scope(firm.id):
        return Invoice.objects.get(organization_id=firm.id, id=invoice_id)


def items_of(firm: AnOrganization, invoice_id: UUID) -> list[OpenItem]:
    """The open items of a document, in the order of its instalments."""
    with scope(firm.id):
        parts = InvoiceItem.objects.filter(organization_id=firm.id, invoice_id=invoice_id).order_by("instalment_number")
        return [OpenItem.objects.get(organization_id=firm.id, id=part.item_id) for part in parts]


def open_parts(firm: AnOrganization, invoice_id: UUID) -> list[int]:
    return [item.open_minor for item in items_of(firm, invoice_id)]


def paid(firm: AnOrganization, customer_id: UUID, minor: int, on: str, **details: object) -> PaymentRecorded:
    """One recorded payment."""
    currency = str(details.pop("currency", firm.currency))
    payment = NewPayment(customer_id, Money(minor, currency), date.fromisoformat(on), **details)  # type: ignore[arg-type]
    (recorded,) = record_payments(payments=[payment], context=firm.context())
    return recorded


def a_row_in_every_table_of_billing(firm: AnOrganization, customer_id: UUID) -> UUID:
    """Terms, documents, a discount taken, a credit note, a refund and a dispute; gives one of the documents."""
    firm_terms = terms(firm, "2/10", discounts=(EarlyDiscount(Decimal(2), 10),))
    add_tax_code(
        code="S",
        label="VAT",
        category=TaxCategory.STANDARD,
        percent=Decimal(19),
        valid_from=date(2000, 1, 1),
        context=firm.context(),
    )
    entity = firm.legal_entity_id
    set_document_series(legal_entity_id=entity, kind=DocumentKind.DEBIT_NOTE, prefix="DR", context=firm.context())
    set_customer_terms(customer_id=customer_id, terms=firm_terms, valid_from=date(2026, 1, 1), context=firm.context())
    discounted = issued(firm, customer_id, [a_line("100.00")], on="2026-03-01", terms=firm_terms)
    (item,) = items_of(firm, discounted)
    paid(firm, customer_id, 116_62, "2026-03-05", designations=(Designation(item.id),))
    credited = issued(firm, customer_id, [a_line("50.00")], on="2026-03-01", terms=firm_terms)
    (item,) = items_of(firm, credited)
    open_dispute(contested=[Contested(item.id)], reason=DisputeReason.QUALITY, context=firm.context())
    credit_invoice(invoice_id=credited, document_date=date(2026, 3, 2), context=firm.context())
    over = paid(firm, customer_id, 5_00, "2026-03-05", spread=Spread.UNAPPLIED)
    refund = request_refund(item_id=over.item_id, amount=Money(1_00, "EUR"), reason="-", context=firm.context())
    by_another = replace(firm.context(), actor=Actor(ActorKind.USER, UUID(int=1)))
    approve_refund(request_id=refund.request_id, on=date(2026, 3, 6), context=by_another)
    return credited
