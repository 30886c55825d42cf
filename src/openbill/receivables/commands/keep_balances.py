"""Add up ahead of the question what each customer owes."""

from datetime import date
from uuid import UUID

from django.db import connection

from openbill.foundation.locks import wait_for_turn
from openbill.foundation.tenancy import scope
from openbill.receivables.queries.balances_of_day import (
    BUCKETS,
    FIGURES,
    WEIGHTED_OVERDUE,
    derived,
    parameters_of_ages,
)
from openbill.receivables.queries.items_as_of import items_as_of
from openbill.receivables.queries.totals_of_day import TOTALS, totals_of


def keep_balances(organization_id: UUID, today: date) -> int:
    """Bring the kept balances of an organization to what is open now and the age of today; how many were written.

    All of them where the day has turned, else of the customers of whom an item has changed. It writes nothing that
    cannot be derived, so it is no command of the log; it may be called at any time, by several at once. A customer
    whose sums are more than an amount can be stays noted, so that it is added up, or refused, where somebody asks.
    """
    with scope(organization_id), connection.cursor() as cursor:
        items = items_as_of(organization_id, today, is_to_be_kept=True)
        parameters = {**items.parameters, **parameters_of_ages(today)}
        wait_for_turn("keep_balances", organization_id)
        cursor.execute("SELECT day FROM kept_day WHERE organization_id = %s", [organization_id])
        is_of_today = cursor.fetchone() == (today,)
        cursor.execute(
            f"""
            WITH day AS (
                INSERT INTO kept_day (organization_id, day) VALUES (%(organization)s, %(as_of)s)
                ON CONFLICT (organization_id) DO UPDATE SET day = excluded.day WHERE kept_day.day <> excluded.day
            ), stale AS (
                DELETE FROM stale_balance WHERE organization_id = %(organization)s RETURNING customer_id
            ), gone AS (
                DELETE FROM kept_balance
                WHERE organization_id = %(organization)s AND {_CHANGED if is_of_today else "true"}
                RETURNING 1
            ), balance AS MATERIALIZED (
                {derived(f"{items.relation} AS item", total="sum")}
                {f"WHERE item.{_CHANGED}" if is_of_today else ""} GROUP BY 1, 2
            ), too_large AS (
                INSERT INTO stale_balance (organization_id, id, customer_id)
                SELECT %(organization)s, new_identifier(), customer_id FROM balance WHERE NOT {_CAN_BE_HELD}
            )
            INSERT INTO kept_balance
                (organization_id, customer_id, currency, {", ".join(FIGURES)}, weighted_overdue_minor)
            SELECT %(organization)s, balance.*, {WEIGHTED_OVERDUE} FROM balance
            -- Asking for it makes the database remove the old rows first.
            CROSS JOIN (SELECT count(*) FROM gone) AS first
            WHERE {_CAN_BE_HELD}
            """,
            parameters,
        )
        written: int = cursor.rowcount
        cursor.execute(_KEEP_TOTALS, {"organization": organization_id})
    return written


# What is seen as stale and what is seen of the items is one view of the rows: a change that is committed meanwhile
# leaves its note for the next time.
_CHANGED = "customer_id IN (SELECT customer_id FROM stale)"
_OWED = " + ".join(f"{bucket}_minor" for bucket in BUCKETS)
_CAN_BE_HELD = f"{_OWED} < 2::numeric ^ 63 AND unapplied_minor < 2::numeric ^ 63"
_KEEP_TOTALS = f"""
    WITH gone AS (DELETE FROM kept_total WHERE organization_id = %(organization)s RETURNING 1)
    INSERT INTO kept_total (organization_id, currency, {", ".join(TOTALS)})
    SELECT %(organization)s, total.*
    FROM ({totals_of("(SELECT * FROM kept_balance WHERE organization_id = %(organization)s)")}) AS total
    CROSS JOIN (SELECT count(*) FROM gone) AS first
"""
