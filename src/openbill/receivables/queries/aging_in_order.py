"""The rows of an aging one after another, from behind a place on."""

from datetime import date
from uuid import UUID

from django.db import connection

from openbill.foundation.behind import behind
from openbill.receivables.policies.age_bucket import labels
from openbill.receivables.queries.aged_balances import AgedFrom, AgingBy, aged_balances
from openbill.receivables.queries.aging import Aging, AgingRow


def aging_in_order(
    organization_id: UUID,
    as_of: date,
    *,
    by: AgingBy = AgingBy.CUSTOMER,
    aged_from: AgedFrom = AgedFrom.DUE_DATE,
    legal_entity_id: UUID | None = None,
    known_sequence: int | None = None,
    after: tuple[str, UUID] | None = None,
    limit: int = 50,
) -> Aging:
    """Up to `limit` rows of the aging with the usual bounds, by currency and the identifier of whose row it is.

    `after` is the currency and the identifier of the last one seen. Names are looked up for the rows of the page only.
    """
    balances = aged_balances(
        organization_id,
        as_of,
        by=by,
        aged_from=aged_from,
        legal_entity_id=legal_entity_id,
        known_sequence=known_sequence,
    )
    with connection.cursor() as cursor:
        cursor.execute(
            f"""
            WITH {balances.relations}, page AS (
                SELECT * FROM balance
                WHERE %(after_id)s::uuid IS NULL
                   OR (currency, shown_id) > (%(after)s::text, %(after_id)s::uuid)
                ORDER BY currency, shown_id LIMIT %(limit)s
            )
            SELECT {balances.shown}, balance.currency, {balances.amounts}
            FROM page AS balance {balances.names}
            ORDER BY balance.currency, balance.shown_id
            """,
            {**balances.parameters, **behind(after), "limit": limit},
        )
        rows = tuple(AgingRow(row) for row in cursor.fetchall())
    return Aging(as_of, labels(), rows)
