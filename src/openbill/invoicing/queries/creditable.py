"""How much of an issued document can still be credited, at each of its tax codes."""

from collections.abc import Sequence
from dataclasses import replace
from uuid import UUID

from openbill.foundation.tenancy import current_organization_id
from openbill.invoicing.errors import InvoiceIsDraft, InvoiceUnknown
from openbill.invoicing.models import Invoice, InvoiceTax
from openbill.invoicing.policies.left_to_credit import less_given_up
from openbill.invoicing.queries.document_items import document_items
from openbill.invoicing.types import Creditable, TaxLeft
from openbill.primitives.money import Money
from openbill.receivables.queries.discounts_taken import taxed_discounts_taken
from openbill.receivables.queries.settled_by import settled_by

GIVEN_UP = ("discount", "bank_charge", "small_difference", "write_off")


def creditable(invoice_id: UUID) -> Creditable:
    """What of a document was neither credited nor discounted nor written off.

    Raises InvoiceUnknown and InvoiceIsDraft.
    """
    documents = Invoice.objects.filter(organization_id=current_organization_id())
    corrected = documents.filter(id=invoice_id).first()
    if corrected is None:
        raise InvoiceUnknown(invoice_id=invoice_id)
    if corrected.number is None:
        raise InvoiceIsDraft
    credit_notes = documents.filter(corrects_id=invoice_id, kind="credit_note", state="issued")
    credit_note_ids = list(credit_notes.values_list("id", flat=True))
    currency = corrected.currency
    charged = {tax.tax_code_id: _left(tax, currency) for tax in _taxes([invoice_id])}
    left = dict(charged)
    for tax in _taxes(credit_note_ids):
        nothing = TaxLeft(tax.percent, Money.zero(currency), Money.zero(currency))
        charged.setdefault(tax.tax_code_id, nothing)
        before, taken = left.get(tax.tax_code_id, nothing), _left(tax, currency)
        left[tax.tax_code_id] = replace(before, base=before.base - taken.base, tax=before.tax - taken.tax)
    (item_ids,) = document_items([invoice_id]).values() or ([],)
    given_up = settled_by(item_ids, GIVEN_UP)
    discounts = taxed_discounts_taken(item_ids).values()
    discounted = sum(discount.amount_minor for discount in discounts)
    lessened_tax = sum(discount.tax_minor for discount in discounts)
    left = less_given_up(left, charged, Money(discounted, currency), Money(lessened_tax, currency))
    left = less_given_up(left, charged, Money(given_up - discounted, currency))
    return Creditable(corrected.number, left, is_whole=not credit_note_ids and not given_up)


def _left(tax: InvoiceTax, currency: str) -> TaxLeft:
    return TaxLeft(tax.percent, Money(tax.base_minor, currency), Money(tax.tax_minor, currency))


def _taxes(invoice_ids: Sequence[UUID]) -> list[InvoiceTax]:
    return list(InvoiceTax.objects.filter(organization_id=current_organization_id(), invoice_id__in=invoice_ids))
