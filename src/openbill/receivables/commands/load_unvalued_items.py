"""Read items without a value that settled others, with all that they settled, as the policies see them."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import connection

from openbill.foundation.context import Context
from openbill.ledger.queries.functional_value import EXPONENTS, functional_value, rate_join
from openbill.receivables.policies.worths_of_group import WORTH_WHAT_THEY_SETTLE
from openbill.receivables.types import UnvaluedItem, UnvaluedUse


@dataclass(frozen=True, slots=True)
class UnvaluedItems:
    """Items in the order of their identifiers, and the allocations between them."""

    items: tuple[UnvaluedItem, ...]
    uses: tuple[UnvaluedUse, ...]


def load_unvalued_items(*, among: Collection[UUID] | None = None, context: Context) -> UnvaluedItems:
    """Every item without a value that was ever allocated, or those among some identifiers, allocated or not.

    They were locked before, so that what is read of them stays as it is.
    """
    parameters: dict[str, Any] = {
        "organization": context.organization_id,
        "exponents": EXPONENTS,
        "among": None if among is None else list(among),
    }
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT id, debit_item_id, credit_item_id, amount_minor, effective_date, undoes_id
            FROM allocation
            WHERE organization_id = %(organization)s AND NOT is_valued
              AND (%(among)s::uuid[] IS NULL OR debit_item_id = ANY(%(among)s))
            ORDER BY id
            """,
            parameters,
        )
        uses = tuple(UnvaluedUse(*row) for row in cursor.fetchall())
        cursor.execute(
            f"""
            SELECT item.id, item.amount_minor, {functional_value("item.amount_minor", "item.currency", "entity")},
                   item.kind, item.counters_id
            FROM open_item item
            JOIN legal_entity entity
              ON entity.organization_id = item.organization_id AND entity.id = item.legal_entity_id
            {rate_join("item.currency", "item.document_date", "entity")}
            WHERE item.organization_id = %(organization)s AND NOT item.is_valued
              AND CASE WHEN %(among)s::uuid[] IS NULL THEN item.last_allocation_date IS NOT NULL
                       ELSE item.id = ANY(%(among)s) END
            ORDER BY item.id
            """,
            parameters,
        )
        rows: list[tuple[UUID, int, int | None, str, UUID | None]] = cursor.fetchall()
    settled = _settled_by(uses, {item_id: counters_id for item_id, _, _, _, counters_id in rows})
    items = tuple(
        UnvaluedItem(item_id, amount, worth, settled.get(item_id) if kind in WORTH_WHAT_THEY_SETTLE else None)
        for item_id, amount, worth, kind, _ in rows
    )
    return UnvaluedItems(items, uses)


def _settled_by(uses: Collection[UnvaluedUse], counters: dict[UUID, UUID | None]) -> dict[UUID, UUID]:
    """The item that each one met first, other than by its own cancellation."""
    settled: dict[UUID, UUID] = {}
    for use in uses:
        for item_id, other_id in (
            (use.debit_item_id, use.credit_item_id),
            (use.credit_item_id, use.debit_item_id),
        ):
            if counters[other_id] != item_id:
                settled.setdefault(item_id, other_id)
    return settled
