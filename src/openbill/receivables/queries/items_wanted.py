"""Which of the open items of a day are asked for, as SQL."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

ITEMS_WANTED = """(%(customer)s::uuid IS NULL OR shown.shown_id = %(customer)s)
              AND (%(currency)s::text IS NULL OR item.currency = %(currency)s)
              AND (%(side)s::text IS NULL OR item.side = %(side)s)
              AND (%(from_days)s::int IS NULL OR item.due_date <= %(as_of)s::date - %(from_days)s::int)
              AND (%(to_days)s::int IS NULL OR item.due_date >= %(as_of)s::date - %(to_days)s::int)"""
"""Of the relations `item` (see `items_as_of`) and `shown` (see `shown_customers`)."""


def items_wanted(
    customer_id: UUID | None, currency: str | None, side: str | None, days_past_due: tuple[int | None, int | None]
) -> Mapping[str, Any]:
    """The parameters of ITEMS_WANTED: None asks for all, and leaves a span of days past due without that bound."""
    return {
        "customer": customer_id,
        "currency": currency,
        "side": side,
        "from_days": days_past_due[0],
        "to_days": days_past_due[1],
    }
