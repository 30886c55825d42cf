"""Lock open items in one order, whoever settles them."""

from collections.abc import Iterable
from uuid import UUID

from openbill.customers.queries.with_merged import with_merged
from openbill.foundation.context import Context
from openbill.foundation.locks import lock_rows
from openbill.receivables.errors import CreditAlreadyApplied, ItemUnknown, NotACredit
from openbill.receivables.models import OpenItem
from openbill.receivables.types import Side


def lock_items(item_ids: Iterable[UUID], *, context: Context) -> dict[UUID, OpenItem]:
    """Lock items in key order and read them as they are then. Raises ItemUnknown."""
    wanted = set(item_ids)
    for missing in wanted - set(lock_rows(OpenItem, wanted)):
        raise ItemUnknown(item_id=missing)
    rows = OpenItem.objects.filter(organization_id=context.organization_id, id__one_of=wanted)
    return {item.id: item for item in rows}


def lock_credit_and_debts(credit_item_id: UUID, *, context: Context) -> tuple[OpenItem, list[OpenItem]]:
    """Lock a credit and every open debt of its customer, legal entity and currency.

    Customers that were merged are one: a credit of either settles the debts of both.
    All of them in key order in one go, so that two allocations for one customer wait for each other and never
    deadlock; what was read before the lock is only which rows to lock.
    Raises ItemUnknown, NotACredit and CreditAlreadyApplied.
    """
    credit = read_credit(credit_item_id, context=context)
    debt_ids = OpenItem.objects.filter(
        organization_id=context.organization_id,
        customer_id__in=with_merged([credit.customer_id]),
        legal_entity_id=credit.legal_entity_id,
        currency=credit.currency,
        side=Side.DEBIT,
        open_minor__gt=0,
    ).values_list("id", flat=True)
    locked = lock_items([credit_item_id, *debt_ids], context=context)
    credit = locked.pop(credit_item_id)
    if credit.open_minor == 0:
        raise CreditAlreadyApplied(document_number=credit.document_number)
    return credit, [debt for debt in locked.values() if debt.open_minor > 0]


def read_credit(credit_item_id: UUID, *, context: Context) -> OpenItem:
    """One credit, unlocked. Raises ItemUnknown and NotACredit."""
    credit = OpenItem.objects.filter(organization_id=context.organization_id, id=credit_item_id).first()
    if credit is None:
        raise ItemUnknown(item_id=credit_item_id)
    if credit.side != Side.CREDIT:
        raise NotACredit(item_id=credit_item_id)
    return credit
