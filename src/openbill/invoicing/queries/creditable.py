"""How much of an issued document can still be credited."""

from uuid import UUID

from django.db.models import Sum

from openbill.foundation.tenancy import current_organization_id
from openbill.invoicing.errors import InvoiceIsDraft, InvoiceUnknown
from openbill.invoicing.models import Invoice
from openbill.invoicing.queries.document_items import document_items
from openbill.primitives.money import Money
from openbill.receivables.queries.settled_by import settled_by

GIVEN_UP = ("discount", "write_off")


def creditable_amount(invoice_id: UUID) -> tuple[str, Money]:
    """The number of a document, and its gross amount less what was credited, discounted and written off of it.

    Raises InvoiceUnknown and InvoiceIsDraft.
    """
    documents = Invoice.objects.filter(organization_id=current_organization_id())
    corrected = documents.filter(id=invoice_id).first()
    if corrected is None:
        raise InvoiceUnknown(invoice_id=invoice_id)
    if corrected.number is None:
        raise InvoiceIsDraft
    credited = documents.filter(corrects_id=invoice_id, kind="credit_note", state="issued").aggregate(
        minor=Sum("gross_minor")
    )["minor"]
    (item_ids,) = document_items([invoice_id]).values() or ([],)
    given_up = settled_by(item_ids, GIVEN_UP)
    return corrected.number, Money(corrected.gross_minor - int(credited or 0) - given_up, corrected.currency)
