"""Proof that the kept balances are what the open items say: part of `openbill verify`."""

from collections.abc import Iterator

from django.db import connection

from openbill.foundation.finding import Finding
from openbill.foundation.prove import FINDINGS_SHOWN
from openbill.foundation.tenancy import current_organization_id
from openbill.receivables.queries.balances_of_day import FIGURES, WEIGHTED_OVERDUE, derived, parameters_of_ages
from openbill.receivables.queries.items_as_of import items_as_of
from openbill.receivables.queries.totals_of_day import TOTALS, totals_of

INVARIANT = "kept_balances_are_those_of_the_items"


def check_kept_balances() -> Iterator[Finding]:
    """Every balance of the organization in force that is kept otherwise than its items say, and every total of them.

    Who has changed since the balances were kept is added up at each question, and so not compared.
    """
    organization_id = current_organization_id()
    with connection.cursor() as cursor:
        cursor.execute("SELECT day FROM kept_day WHERE organization_id = %s", [organization_id])
        row = cursor.fetchone()
        if row is None:
            return
        items = items_as_of(organization_id, row[0])
        cursor.execute(
            f"""
            WITH kept AS MATERIALIZED (
                SELECT customer_id, currency, {", ".join(FIGURES)}, weighted_overdue_minor
                FROM kept_balance WHERE organization_id = %(organization)s AND {_IS_FRESH}
            ), derived AS MATERIALIZED (
                SELECT balance.*, {WEIGHTED_OVERDUE}
                FROM ({derived(f"{items.relation} AS item")} WHERE item.{_IS_FRESH} GROUP BY 1, 2) AS balance
            )
            SELECT 'Kept, and not in the items: ' || (wrong)::text, wrong.customer_id
            FROM (SELECT * FROM kept EXCEPT SELECT * FROM derived) AS wrong
            UNION ALL
            SELECT 'In the items, and not kept: ' || (missing)::text, missing.customer_id
            FROM (SELECT * FROM derived EXCEPT SELECT * FROM kept) AS missing
            ORDER BY 2, 1 LIMIT %(limit)s
            """,
            {**items.parameters, **parameters_of_ages(row[0]), "limit": FINDINGS_SHOWN},
        )
        for what, customer_id in cursor.fetchall():
            yield Finding(INVARIANT, what, f"customer {customer_id}")
        cursor.execute(_WRONG_TOTALS, {"organization": organization_id})
        for what, currency in cursor.fetchall():
            yield Finding(INVARIANT, what, f"total of {currency}")


_IS_FRESH = "customer_id NOT IN (SELECT customer_id FROM stale_balance WHERE organization_id = %(organization)s)"

_WRONG_TOTALS = f"""
    WITH kept AS (SELECT currency, {", ".join(TOTALS)} FROM kept_total WHERE organization_id = %(organization)s),
    derived AS ({totals_of("(SELECT * FROM kept_balance WHERE organization_id = %(organization)s)")})
    SELECT 'Kept, and not the sum of the balances: ' || (wrong)::text, wrong.currency
    FROM (SELECT * FROM kept EXCEPT SELECT * FROM derived) AS wrong
    UNION ALL
    SELECT 'The sum of the balances, and not kept: ' || (missing)::text, missing.currency
    FROM (SELECT * FROM derived EXCEPT SELECT * FROM kept) AS missing
    ORDER BY 2, 1
"""
