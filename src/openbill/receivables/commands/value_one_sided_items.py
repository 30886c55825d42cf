"""Value the side that has no value of what is about to settle a side that has one."""

from collections.abc import Collection
from dataclasses import replace
from fractions import Fraction
from uuid import UUID

from django.db import connection

from openbill.foundation.context import Context
from openbill.foundation.locks import lock_rows
from openbill.primitives.rounding import round_half_away
from openbill.receivables.commands.book_values import book_values
from openbill.receivables.commands.load_unvalued_items import load_unvalued_items
from openbill.receivables.models import OpenItem
from openbill.receivables.policies.settled_groups import settled_groups
from openbill.receivables.policies.worths_of_group import worths_of_group
from openbill.receivables.types import GroupWorths, UnvaluedGroup


def value_one_sided_items(wanted: str, *, context: Context) -> int:
    """Value the unvalued side of wanted allocations (debit_item_id, credit_item_id) whose other side has a value.

    At the rate of the item's own day where one is known, else at the rate of the other side: what settles a
    debt is then worth what the debt is, and no exchange difference is invented. Whatever the item settled before, or is
    about to settle in the same batch, is valued with it.
    """
    rates = _rates_of_the_other_side(wanted, context)
    if not rates:
        return 0
    pairs = _unvalued_pairs(wanted, context)
    unvalued = load_unvalued_items(among=_lock_with_settled(rates.keys(), pairs, context), context=context)
    groups = [_worths_of(group, rates) for group in settled_groups(unvalued.items, unvalued.uses, pairs)]
    worths = {item_id: worth for group in groups for item_id, worth in group.items.items()}
    return book_values(
        "(SELECT * FROM unnest(%(item_ids)s::uuid[], %(worths)s::bigint[]) AS valued (item_id, functional_minor))",
        {"item_ids": list(worths), "worths": list(worths.values())},
        allocations={use_id: parts for group in groups for use_id, parts in group.parts.items()},
        context=context,
    )


def _worths_of(group: UnvaluedGroup, rates: dict[UUID, Fraction]) -> GroupWorths:
    """An item that meets one with a value takes that one's rate, the rest of the group the first of these."""
    meeting = [item for item in group.items if item.item_id in rates]
    items = [
        replace(item, worth_minor=round_half_away(item.amount_minor * rates[item.item_id]))
        if item.worth_minor is None and item.item_id in rates
        else item
        for item in group.items
    ]
    worths = worths_of_group(replace(group, items=tuple(items)), else_at=rates[meeting[0].item_id])
    assert worths is not None, "There is a rate for every item of the group."
    return worths


def _rates_of_the_other_side(wanted: str, context: Context) -> dict[UUID, Fraction]:
    """For each item without a value that is to settle one with a value: what a minor unit of that one is worth."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"""
            SELECT DISTINCT ON (meeting.item_id) meeting.item_id, other.functional_minor, other.amount_minor
            FROM (
                SELECT CASE WHEN debit.is_valued THEN credit.id ELSE debit.id END AS item_id,
                       CASE WHEN debit.is_valued THEN debit.id ELSE credit.id END AS other_id
                FROM {_joined(wanted)} WHERE debit.is_valued <> credit.is_valued
            ) AS meeting
            JOIN open_item other ON other.organization_id = %(organization)s AND other.id = meeting.other_id
            ORDER BY meeting.item_id, other.id
            """,
            {"organization": context.organization_id},
        )
        return {item_id: Fraction(worth, amount) for item_id, worth, amount in cursor.fetchall()}


def _unvalued_pairs(wanted: str, context: Context) -> list[tuple[UUID, UUID]]:
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT debit.id, credit.id FROM {_joined(wanted)} WHERE NOT debit.is_valued AND NOT credit.is_valued",
            {"organization": context.organization_id},
        )
        return [(debit_id, credit_id) for debit_id, credit_id in cursor.fetchall()]


def _joined(wanted: str) -> str:
    return f"""
        {wanted} AS wanted
        JOIN open_item debit ON debit.organization_id = %(organization)s AND debit.id = wanted.debit_item_id
        JOIN open_item credit ON credit.organization_id = %(organization)s AND credit.id = wanted.credit_item_id
    """


def _lock_with_settled(item_ids: Collection[UUID], pairs: Collection[tuple[UUID, UUID]], context: Context) -> set[UUID]:
    """Lock items with everything that they settled, and that settled, and so on."""
    locked: set[UUID] = set()
    wanted = _reached_from(item_ids, pairs, context)
    # While one waits for a lock somebody else may have settled one of them with yet another item.
    while wanted - locked:
        lock_rows(OpenItem, wanted - locked)
        locked |= wanted
        wanted = _reached_from(locked, pairs, context)
    return locked


def _reached_from(item_ids: Collection[UUID], pairs: Collection[tuple[UUID, UUID]], context: Context) -> set[UUID]:
    reached: set[UUID] = set()
    wanted = set(item_ids)
    while wanted - reached:
        reached = _settled_with(wanted, context)
        wanted = reached | {item_id for pair in pairs if not reached.isdisjoint(pair) for item_id in pair}
    return reached


def _settled_with(item_ids: Collection[UUID], context: Context) -> set[UUID]:
    with connection.cursor() as cursor:
        cursor.execute(
            """
            WITH RECURSIVE reached AS (
                SELECT unnest(%(items)s::uuid[]) AS item_id
                UNION
                SELECT other.item_id FROM reached
                CROSS JOIN LATERAL (
                    SELECT credit_item_id AS item_id FROM allocation
                    WHERE organization_id = %(organization)s AND debit_item_id = reached.item_id AND NOT is_valued
                    UNION ALL
                    SELECT debit_item_id FROM allocation
                    WHERE organization_id = %(organization)s AND credit_item_id = reached.item_id AND NOT is_valued
                ) AS other
            )
            SELECT item_id FROM reached
            """,
            {"organization": context.organization_id, "items": list(item_ids)},
        )
        return {row[0] for row in cursor.fetchall()}
