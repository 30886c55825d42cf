"""Let credit notes settle what they correct."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date
from uuid import UUID

from openbill.foundation.context import Context
from openbill.foundation.events import publish
from openbill.foundation.staging import staged_rows
from openbill.invoicing.commands.price_drafts import ReadyToIssue
from openbill.invoicing.events import DebtsWereCredited
from openbill.invoicing.models import InvoiceItem
from openbill.invoicing.types import DocumentKind
from openbill.primitives.identifiers import new_identifier
from openbill.receivables.commands.book_allocations import ALLOCATION_COLUMNS, book_allocations
from openbill.receivables.commands.lock_items import lock_items
from openbill.receivables.models import OpenItem


def settle_corrected(ready: Sequence[ReadyToIssue], *, context: Context) -> int:
    """Spend the credit notes among the issued on the open parts of the documents that they correct; count the uses.

    The parts that fall due first are settled first, disputed or not: the credit note is the answer to the dispute.
    What is more than open stays a credit of the customer.
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
    uses = list(_uses(corrects, items))
    with staged_rows("corrections", ALLOCATION_COLUMNS, uses) as relation:
        book_allocations(relation, {}, context=context)
    if uses:
        credited = tuple((debit_id, amount, on) for _, debit_id, _, amount, on in uses)
        publish(DebtsWereCredited(credited), context=context)
    return len(uses)


def _uses(
    corrects: dict[UUID, UUID], items: dict[UUID, list[OpenItem]]
) -> Iterator[tuple[UUID, UUID, UUID, int, date]]:
    left = {item.id: item.open_minor for parts in items.values() for item in parts}
    for credit_note_id, corrected_id in corrects.items():
        for credit in items[credit_note_id]:
            for debit in sorted(items[corrected_id], key=lambda item: (item.due_date, item.id)):
                amount = min(left[credit.id], left[debit.id])
                if amount > 0:
                    left[credit.id] -= amount
                    left[debit.id] -= amount
                    yield new_identifier(), debit.id, credit.id, amount, credit.document_date
