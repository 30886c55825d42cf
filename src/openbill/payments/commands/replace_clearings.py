"""Let recorded payments take the place of what another system says was settled."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from uuid import UUID

from openbill.foundation.context import Context
from openbill.foundation.staging import staged_rows
from openbill.payments.policies.spread_payments import Cleared
from openbill.primitives.money import Money
from openbill.receivables.commands.clear_provisionally import clear_provisionally, withdraw_provisional_clearings
from openbill.receivables.queries.provisional_clearings import provisional_clearings


def withdraw_clearings(debit_item_ids: Iterable[UUID], *, context: Context) -> Mapping[UUID, list[Cleared]]:
    """Take back every provisional clearing of locked debts, and say by the debt what it was, oldest first."""
    cleared: dict[UUID, list[Cleared]] = defaultdict(list)
    for each in provisional_clearings(debit_item_ids=debit_item_ids):
        cleared[each.debit_item_id].append(Cleared(each.on, Money(each.amount_minor, each.currency)))
    if cleared:
        rows = ((item_id, None) for item_id in cleared)
        with staged_rows("clearings_to_withdraw", "item_id uuid, economic_date date", rows) as relation:
            withdraw_provisional_clearings(relation, {}, context=context)
    return dict(cleared)


def clear_again(still_cleared: Iterable[tuple[UUID, Cleared]], *, context: Context) -> None:
    """Clear what no payment took the place of, each part on its own day."""
    rows = [(item_id, part.amount.minor_units, part.on) for item_id, part in still_cleared]
    if rows:
        columns = "item_id uuid, amount_minor bigint, economic_date date"
        with staged_rows("clearings_again", columns, rows) as relation:
            clear_provisionally(relation, {}, context=context)
