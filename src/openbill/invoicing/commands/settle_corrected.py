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
    uses, answered = _spend(corrects, items)
    with staged_rows("corrections", ALLOCATION_COLUMNS, uses) as relation:
        book_allocations(relation, {}, context=context)
    credited = (*((debit_id, amount, on) for _, debit_id, _, amount, on in uses), *answered)
    if credited:
        publish(DebtsWereCredited(credited), context=context)
    return len(uses)


def _spend(
    corrects: dict[UUID, UUID], items: dict[UUID, list[OpenItem]]
) -> tuple[list[tuple[UUID, UUID, UUID, int, date]], list[tuple[UUID, int, date]]]:
    """What each credit note settles, and what it answers of parts that were paid while they were disputed."""
    left = {item.id: item.open_minor for parts in items.values() for item in parts}
    disputed = {item.id: item.disputed_minor for parts in items.values() for item in parts}
    spent: dict[tuple[UUID, UUID], int] = defaultdict(int)
    days: dict[UUID, date] = {}
    answered: list[tuple[UUID, int, date]] = []
    for credit_note_id, corrected_id in corrects.items():
        debts = sorted(items[corrected_id], key=lambda item: (item.due_date, item.id))
        for credit in items[credit_note_id]:
            days[credit.id] = credit.document_date
            for most in (disputed, left):
                for debt in debts:
                    amount = min(left[credit.id], left[debt.id], most[debt.id])
                    if amount > 0:
                        spent[debt.id, credit.id] += amount
                        left[credit.id] -= amount
                        left[debt.id] -= amount
                        disputed[debt.id] -= min(amount, disputed[debt.id])
            unspent = left[credit.id]
            for debt in debts:
                amount = min(unspent, disputed[debt.id])
                if amount > 0:
                    answered.append((debt.id, amount, credit.document_date))
                    disputed[debt.id] -= amount
                    unspent -= amount
    uses = [
        (new_identifier(), debit_id, credit_id, amount, days[credit_id])
        for (debit_id, credit_id), amount in spent.items()
    ]
    return uses, answered
