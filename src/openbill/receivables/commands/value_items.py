"""Value items that came into the books before an exchange rate was known."""

from django.db import connection

from openbill.foundation.command import command
from openbill.foundation.context import Context
from openbill.ledger.queries.functional_value import EXPONENTS, functional_value, rate_join
from openbill.receivables.commands.book_values import book_values
from openbill.receivables.commands.load_unvalued_items import load_unvalued_items
from openbill.receivables.policies.settled_groups import settled_groups
from openbill.receivables.policies.worths_of_group import worths_of_group


@command(permission="ledger.manage_rates")
def value_items(*, context: Context) -> int:
    """Value every open item that has no value yet and for whose day a rate is known by now; count them.

    Items that settled each other, wholly or in part, are valued together and their allocations with them, once
    the rates of all their days are known (policy `worths_of_group`): what is settled by now was a sale or a
    receipt as well.
    """
    _lock_unvalued_items(context)
    unvalued = load_unvalued_items(context=context)
    groups = [worths_of_group(group) for group in settled_groups(unvalued.items, unvalued.uses)]
    complete = [group for group in groups if group is not None]
    worths = {item_id: worth for group in complete for item_id, worth in group.items.items()}
    return book_values(
        f"({_NEVER_ALLOCATED} UNION ALL SELECT * FROM unnest(%(item_ids)s::uuid[], %(worths)s::bigint[]))",
        {"exponents": EXPONENTS, "item_ids": list(worths), "worths": list(worths.values())},
        allocations={use_id: parts for group in complete for use_id, parts in group.parts.items()},
        context=context,
    )


_VALUE = functional_value("item.amount_minor", "item.currency", "entity")

_NEVER_ALLOCATED = f"""
    SELECT item_id, functional_minor FROM (
        SELECT item.id AS item_id, {_VALUE} AS functional_minor
        FROM open_item item
        JOIN legal_entity entity
          ON entity.organization_id = item.organization_id AND entity.id = item.legal_entity_id
        {rate_join("item.currency", "item.document_date", "entity")}
        WHERE item.organization_id = %(organization)s AND NOT item.is_valued AND item.last_allocation_date IS NULL
    ) AS never_allocated
    WHERE functional_minor IS NOT NULL
"""


def _lock_unvalued_items(context: Context) -> None:
    """In key order and before anything is read, so that nobody settles meanwhile what is being valued."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM (SELECT FROM open_item WHERE organization_id = %s AND NOT is_valued"
            " ORDER BY organization_id, id FOR NO KEY UPDATE) AS locked",
            [context.organization_id],
        )
