"""Learn from whose account customers pay, and unlearn it where that was wrong."""

from collections import Counter
from collections.abc import Iterable
from uuid import UUID

from django.db import connection

from openbill.foundation.context import Context
from openbill.foundation.identifier_array import identifier_array
from openbill.foundation.text_array import text_array

Payer = tuple[str, UUID]
"""An account, and the customer for whom it paid."""


def confirm_payers(payers: Iterable[Payer], *, context: Context) -> None:
    """Count that these accounts paid for these customers; inside the running command."""
    _count(payers, "confirmed = payer_account.confirmed + excluded.confirmed", context)


def correct_payers(payers: Iterable[Payer], *, context: Context) -> None:
    """Count that it was wrong: as many confirmations less, and remembered as corrected."""
    _count(
        payers,
        "confirmed = greatest(payer_account.confirmed - excluded.confirmed, 0),"
        " corrected = payer_account.corrected + excluded.confirmed",
        context,
    )


def _count(payers: Iterable[Payer], change: str, context: Context) -> None:
    cases = Counter(payers)
    if not cases:
        return
    with connection.cursor() as cursor:
        # In key order, so that two who learn the same never deadlock.
        cursor.execute(
            f"""
            INSERT INTO payer_account (organization_id, id, account, customer_id, confirmed, corrected)
            SELECT %(organization)s, new_identifier(), account, customer_id, cases, 0
            FROM unnest(%(accounts)s::text[], %(customers)s::uuid[], %(cases)s::integer[])
                 AS told (account, customer_id, cases)
            ORDER BY account, customer_id
            ON CONFLICT (organization_id, account, customer_id) DO UPDATE SET {change}
            """,
            {
                "organization": context.organization_id,
                "accounts": text_array(account for account, _ in cases),
                "customers": identifier_array(customer_id for _, customer_id in cases),
                "cases": list(cases.values()),
            },
        )
