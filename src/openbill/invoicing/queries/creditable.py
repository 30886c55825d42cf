"""How much of an issued document can still be credited."""

from uuid import UUID

from django.db.models import Sum

from openbill.foundation.tenancy import current_organization_id
from openbill.invoicing.errors import InvoiceIsDraft, InvoiceUnknown
from openbill.invoicing.models import Invoice
from openbill.primitives.money import Money


def creditable_amount(invoice_id: UUID) -> tuple[str, Money]:
    """The number of a document, and its gross amount less what was credited. Raises InvoiceUnknown, InvoiceIsDraft."""
    documents = Invoice.objects.filter(organization_id=current_organization_id())
    corrected = documents.filter(id=invoice_id).first()
    if corrected is None:
        raise InvoiceUnknown(invoice_id=invoice_id)
    if corrected.number is None:
        raise InvoiceIsDraft
    credited = documents.filter(corrects_id=invoice_id, kind="credit_note", state="issued").aggregate(
        minor=Sum("gross_minor")
    )["minor"]
    return corrected.number, Money(corrected.gross_minor - int(credited or 0), corrected.currency)
