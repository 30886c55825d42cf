"""The payment terms that were given to a customer."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from pydantic import TypeAdapter

from openbill.foundation.tenancy import current_organization_id
from openbill.invoicing.models import CustomerTerms
from openbill.invoicing.types import PaymentTerms


@dataclass(frozen=True, slots=True)
class TermsFromDay:
    """Terms of a customer, and the day from which they hold until the next ones do."""

    valid_from: date
    terms: PaymentTerms


def terms_of_customer(customer_id: UUID) -> list[TermsFromDay]:
    """All terms that a customer was given, the latest first."""
    rows = CustomerTerms.objects.filter(organization_id=current_organization_id(), customer_id=customer_id)
    read = TypeAdapter(PaymentTerms)
    return [
        TermsFromDay(valid_from, read.validate_python(definition, strict=False))
        for valid_from, definition in rows.order_by("-valid_from").values_list("valid_from", "terms__definition")
    ]
