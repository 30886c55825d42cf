"""Where the pages of issued documents are kept."""

from collections.abc import Sequence
from typing import NamedTuple
from uuid import UUID

from django.db import connection

from openbill.foundation.identifier_array import identifier_array
from openbill.foundation.tenancy import current_organization_id
from openbill.invoicing.models import InvoiceFile


def invoice_files(invoice_ids: Sequence[UUID]) -> dict[UUID, UUID]:
    """The kept file of each of the documents that has one: the first that was rendered."""
    files = InvoiceFile.objects.filter(
        organization_id=current_organization_id(), invoice_id__in=list(invoice_ids)
    ).order_by("-id")
    return dict(files.values_list("invoice_id", "file_id"))


class KeptPages(NamedTuple):
    """The PDF of the document that an open item is a part of."""

    document_number: str
    file_id: UUID


def pages_of_items(item_ids: Sequence[UUID]) -> dict[UUID, KeptPages]:
    """The kept PDF behind each open item whose document was issued here and rendered: the first that was."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT DISTINCT ON (part.item_id) part.item_id, invoice.number, file.file_id
            FROM invoice_item part
            JOIN invoice ON invoice.organization_id = part.organization_id AND invoice.id = part.invoice_id
            JOIN invoice_file file ON file.organization_id = part.organization_id AND file.invoice_id = part.invoice_id
            WHERE part.organization_id = %(organization)s AND part.item_id = ANY(%(items)s::uuid[])
            ORDER BY part.item_id, file.id
            """,
            {"organization": current_organization_id(), "items": identifier_array(item_ids)},
        )
        return {item_id: KeptPages(number, file_id) for item_id, number, file_id in cursor.fetchall()}
