"""Refuse what would give more of a document back than it comes to."""

from uuid import UUID

from django.db.models import Sum

from openbill.foundation.context import Context
from openbill.invoicing.errors import GivenBackTwice
from openbill.invoicing.models import Invoice
from openbill.invoicing.queries.creditable import GIVEN_UP
from openbill.invoicing.queries.document_items import document_items
from openbill.invoicing.queries.document_of_item import document_of_item
from openbill.primitives.money import Money
from openbill.receivables.queries.settled_by import settled_by


def refuse_giving_back_twice(item_id: UUID, *, context: Context) -> None:
    """Inside an act that gave a debt up: credits of its document and what was given up stay within its amount.

    A debt of another system, or without a document, is not looked at. Raises GivenBackTwice.
    """
    invoice_id = document_of_item(item_id)
    if invoice_id is None:
        return
    issued = Invoice.objects.filter(organization_id=context.organization_id, state="issued")
    document = issued.get(id=invoice_id)
    credit_notes = issued.filter(corrects_id=invoice_id, kind="credit_note")
    credited = int(credit_notes.aggregate(minor=Sum("gross_minor"))["minor"] or 0)
    (item_ids,) = document_items([invoice_id]).values()
    given_up = settled_by(item_ids, GIVEN_UP)
    if credited and credited + given_up > document.gross_minor:
        gross, back, lost = (Money(minor, document.currency) for minor in (document.gross_minor, credited, given_up))
        raise GivenBackTwice(number=document.number, gross=gross, credited=back, given_up=lost)
