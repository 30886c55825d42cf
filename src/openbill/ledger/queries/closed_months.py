"""The closed months of a legal entity's books."""

from datetime import date
from uuid import UUID

from openbill.ledger.queries.closed_through import closed_through
from openbill.primitives.calendar import month_starts


def closed_months(legal_entity_id: UUID, *, since: date) -> frozenset[date]:
    """The first day of each closed month, from the month of `since` on.

    Before the last closed month all are closed, however long ago: hence the beginning has to be said.
    """
    last = closed_through(legal_entity_id)
    return frozenset() if last is None else frozenset(month_starts(since, last))
