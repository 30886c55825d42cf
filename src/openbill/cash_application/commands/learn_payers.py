"""Learn from whose account customers pay, and unlearn it where that was wrong."""

from collections import Counter
from collections.abc import Iterable
from datetime import date
from typing import Any
from uuid import UUID

from django.db import connection

from openbill.cash_application.policies.taught_payers import Payer
from openbill.foundation.context import Context

Paid = tuple[Payer, date]
"""An account with the customer for whom it paid, and the day of the bank line."""


def confirm_payers(paid: Iterable[Paid], *, context: Context) -> None:
    """Count that these accounts paid for these customers; inside the running command."""
    cases: Counter[Payer] = Counter()
    days: dict[Payer, date] = {}
    for payer, day in paid:
        cases[payer] += 1
        days[payer] = max(day, days.get(payer, day))
    if not cases:
        return
    with connection.cursor() as cursor:
        # In key order, so that two who learn the same never deadlock.
        cursor.execute(
            """
            INSERT INTO payer_account (organization_id, id, account, customer_id, confirmed, corrected, last_paid_date)
            SELECT %(organization)s, new_identifier(), account, customer_id, cases, 0, day
            FROM unnest(%(accounts)s::text[], %(customers)s::uuid[], %(cases)s::integer[], %(days)s::date[])
                 AS told (account, customer_id, cases, day)
            ORDER BY account, customer_id
            ON CONFLICT (organization_id, account, customer_id) DO UPDATE
            SET confirmed = payer_account.confirmed + excluded.confirmed,
                last_paid_date = greatest(payer_account.last_paid_date, excluded.last_paid_date)
            """,
            {**_told(cases, context.organization_id), "days": [days[payer] for payer in cases]},
        )


def correct_payers(payers: Iterable[Payer], *, context: Context) -> None:
    """Count that it was wrong: as many confirmations less, and remembered as corrected.

    What was forgotten meanwhile stays forgotten. Inside the running command.
    """
    cases = Counter(payers)
    if not cases:
        return
    with connection.cursor() as cursor:
        cursor.execute(
            """
            UPDATE payer_account known
            SET confirmed = greatest(known.confirmed - wrong.cases, 0), corrected = known.corrected + wrong.cases
            FROM (
                SELECT learned.id, told.cases
                FROM unnest(%(accounts)s::text[], %(customers)s::uuid[], %(cases)s::integer[])
                     AS told (account, customer_id, cases)
                JOIN payer_account learned ON learned.organization_id = %(organization)s
                                          AND learned.account = told.account
                                          AND learned.customer_id = told.customer_id
                ORDER BY told.account, told.customer_id
                FOR UPDATE OF learned
            ) AS wrong
            WHERE known.organization_id = %(organization)s AND known.id = wrong.id
            """,
            _told(cases, context.organization_id),
        )


def _told(cases: Counter[Payer], organization_id: UUID) -> dict[str, Any]:
    return {
        "organization": organization_id,
        "accounts": [payer.account for payer in cases],
        "customers": [payer.customer_id for payer in cases],
        "cases": list(cases.values()),
    }
