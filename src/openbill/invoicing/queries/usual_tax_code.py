"""By which tax code a customer is usually billed."""

from uuid import UUID

from openbill.foundation.tenancy import current_organization_id
from openbill.invoicing.models import InvoiceLine


def usual_tax_code(customer_id: UUID) -> str:
    """The tax code by which a customer was billed last; blank where it never was."""
    lines = InvoiceLine.objects.filter(
        organization_id=current_organization_id(), invoice__customer_id=customer_id, invoice__state="issued"
    )
    last = lines.order_by("-invoice__document_date", "-invoice_id", "position")
    return last.values_list("tax_code__code", flat=True).first() or ""
