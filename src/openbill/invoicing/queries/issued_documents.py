"""Which documents were issued under which numbers."""

from collections.abc import Sequence
from typing import NamedTuple
from uuid import UUID

from openbill.foundation.tenancy import current_organization_id
from openbill.invoicing.errors import DocumentNumberUnknown
from openbill.invoicing.models import Invoice


class IssuedDocument(NamedTuple):
    id: UUID
    number: str
    legal_entity: str


def issued_of_numbers(numbers: Sequence[str]) -> list[IssuedDocument]:
    """The issued documents of numbers, in their order. Raises DocumentNumberUnknown.

    Legal entities number on their own: where two have the same number, both are meant.
    """
    issued = Invoice.objects.filter(organization_id=current_organization_id(), state="issued", number__in=numbers)
    rows = issued.order_by("number", "id").values_list("id", "number", "legal_entity__code")
    found = [IssuedDocument(invoice_id, number or "", code) for invoice_id, number, code in rows]
    known = {document.number for document in found}
    for number in numbers:
        if number not in known:
            raise DocumentNumberUnknown(number=number)
    return sorted(found, key=lambda document: numbers.index(document.number))
