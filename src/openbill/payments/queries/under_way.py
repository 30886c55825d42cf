"""What of debts is being collected: by a debit that the bank has, or a payment that a gateway works on."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import connection

from openbill.foundation.identifier_array import identifier_array
from openbill.foundation.tenancy import current_organization_id
from openbill.payments.types import Way
from openbill.primitives.money import Money

_LARGEST = 2**63 - 1


@dataclass(frozen=True, slots=True)
class UnderWay:
    """A debt of which something is being collected, how, and by when an answer is expected."""

    item_id: UUID
    number: str
    way: Way
    amount: Money
    until_date: date


def is_under_way(item_id: str) -> str:
    """Whether something of a debt, an expression for its identifier, is being collected `on` a day, as SQL."""
    return _live(item_id, "")


def is_collected(item_id: str) -> str:
    """Whether we are collecting a debt `on` a day, by a debit or a saved method: its payer need not send it, as SQL."""
    return _live(item_id, f"AND under_way.way <> '{Way.PAYER.value}'")


def _live(item_id: str, only: str) -> str:
    return f"""EXISTS (
        SELECT FROM money_under_way under_way
        WHERE under_way.organization_id = %(organization)s AND under_way.item_id = {item_id} AND under_way.is_live
          AND under_way.until_date >= %(on)s {only})"""


def under_way_parts(day: str, of_items: str = "") -> str:
    """The relation (item_id, under_way_minor) of debts that are being collected on a day, as SQL.

    `day` is an expression for it, `of_items` a statement for the identifiers of the debts that are asked for.
    """
    only = f"AND item_id IN ({of_items})" if of_items else ""
    return f"""(
        SELECT item_id, least(sum(amount_minor), {_LARGEST})::bigint AS under_way_minor
        FROM money_under_way
        WHERE organization_id = %(organization)s AND is_live AND until_date >= {day} {only}
        GROUP BY item_id
    )"""


def under_way_of_items(item_ids: Collection[UUID], on: date) -> list[UnderWay]:
    """What of debts is being collected on a day, the first answer first."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT item.id, item.document_number, way.way, way.amount_minor, item.currency, way.until_date
            FROM money_under_way way
            JOIN open_item item ON item.organization_id = way.organization_id AND item.id = way.item_id
            WHERE way.organization_id = %(organization)s AND way.item_id = ANY(%(items)s::uuid[]) AND way.is_live
              AND way.until_date >= %(on)s
            ORDER BY way.until_date, item.document_number, way.id
            """,
            {"organization": current_organization_id(), "items": identifier_array(item_ids), "on": on},
        )
        return [
            UnderWay(item_id, number, Way(way), Money(minor, currency), until)
            for item_id, number, way, minor, currency, until in cursor.fetchall()
        ]
