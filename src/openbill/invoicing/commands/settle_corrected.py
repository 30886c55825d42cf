"""Let credit notes settle what they correct."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from uuid import UUID

from openbill.foundation.context import Context
from openbill.foundation.events import publish
from openbill.foundation.staging import staged_rows
from openbill.invoicing.commands.price_drafts import ReadyToIssue
from openbill.invoicing.events import DebtsWereCredited
from openbill.invoicing.models import InvoiceItem
from openbill.invoicing.policies.spend_credit_note import CorrectedPart, spend_credit_note
from openbill.invoicing.types import DocumentKind
from openbill.primitives.identifiers import new_identifier
from openbill.receivables.commands.book_allocations import ALLOCATION_COLUMNS, book_allocations
from openbill.receivables.commands.lock_items import lock_items
from openbill.receivables.models import OpenItem


def settle_corrected(ready: Sequence[ReadyToIssue], *, context: Context) -> int:
    """Spend the credit notes among the issued on the open parts of the documents that they correct; count the uses.

    What is disputed is settled first: the credit note is the answer to the dispute, also where the part was paid
    meanwhile. Then the parts that fall due first. What is more than open stays a credit of the customer.
    """
    corrects = {
        each.draft.id: each.draft.corrects_id
        for each in ready
        if each.draft.kind is DocumentKind.CREDIT_NOTE and each.draft.corrects_id is not None
    }
    if not corrects:
        return 0
    parts = InvoiceItem.objects.filter(
        organization_id=context.organization_id, invoice_id__in=[*corrects, *corrects.values()]
    ).values_list("invoice_id", "item_id")
    locked = lock_items([item_id for _, item_id in parts], context=context)
    items: dict[UUID, list[OpenItem]] = defaultdict(list)
    for invoice_id, item_id in parts:
        items[invoice_id].append(locked[item_id])
    parts_of_debts = {item.id: CorrectedPart(item.id, item.open_minor, item.disputed_minor) for item in locked.values()}
    uses: list[tuple[UUID, UUID, UUID, int, date]] = []
    credited: list[tuple[UUID, int, str, date]] = []
    for credit_note_id, corrected_id in corrects.items():
        debts = sorted(items[corrected_id], key=lambda item: (item.due_date, item.id))
        for credit in items[credit_note_id]:
            spent = spend_credit_note(credit.open_minor, [parts_of_debts[debt.id] for debt in debts])
            on = credit.document_date
            uses += [(new_identifier(), item_id, credit.id, minor, on) for item_id, minor in spent.settled.items()]
            credited += [(item_id, minor, credit.currency, on) for told in spent for item_id, minor in told.items()]
    with staged_rows("corrections", ALLOCATION_COLUMNS, uses) as relation:
        book_allocations(relation, {}, context=context)
    if credited:
        publish(DebtsWereCredited(tuple(credited)), context=context)
    return len(uses)
