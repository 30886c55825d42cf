"""Aging against a plain hand-written SQL over the same million items."""

import statistics
import time
from collections.abc import Callable, Iterator
from datetime import date
from uuid import UUID

import psycopg
from django.db import connection
from tests.performance.bench_import import a_firm
from tests.performance.figures import Figure
from tests.performance.server import url

from openbill.foundation.tenancy import scope
from openbill.receivables.queries.aging import aging

TODAY, A_YEAR_AGO = date(2026, 11, 23), date(2025, 11, 23)
RUNS = 5
TURNS = 15

# What somebody would write by hand who knows the tables: today from the open amounts ...
PLAIN_TODAY = """
    SELECT customer.number, customer.name, item.currency,
           sum(open_minor) FILTER (WHERE side = 'credit'),
           sum(open_minor) FILTER (WHERE side = 'debit' AND due_date >= %(day)s),
           sum(open_minor) FILTER (WHERE side = 'debit' AND %(day)s - due_date BETWEEN 1 AND 30),
           sum(open_minor) FILTER (WHERE side = 'debit' AND %(day)s - due_date BETWEEN 31 AND 60),
           sum(open_minor) FILTER (WHERE side = 'debit' AND %(day)s - due_date BETWEEN 61 AND 90),
           sum(open_minor) FILTER (WHERE side = 'debit' AND %(day)s - due_date > 90)
    FROM open_item item
    JOIN customer ON customer.organization_id = item.organization_id AND customer.id = item.customer_id
    WHERE item.organization_id = %(organization)s AND item.open_minor > 0
    GROUP BY customer.number, customer.name, item.currency
    ORDER BY item.currency, customer.name
"""

# ... and for a past day from the amounts and what was allocated by then.
PLAIN_THEN = """
    SELECT customer.number, customer.name, item.currency,
           sum(open) FILTER (WHERE side = 'credit'),
           sum(open) FILTER (WHERE side = 'debit' AND due_date >= %(day)s),
           sum(open) FILTER (WHERE side = 'debit' AND %(day)s - due_date BETWEEN 1 AND 30),
           sum(open) FILTER (WHERE side = 'debit' AND %(day)s - due_date BETWEEN 31 AND 60),
           sum(open) FILTER (WHERE side = 'debit' AND %(day)s - due_date BETWEEN 61 AND 90),
           sum(open) FILTER (WHERE side = 'debit' AND %(day)s - due_date > 90)
    FROM (
        SELECT open_item.organization_id, customer_id, currency, side, due_date,
               amount_minor - coalesce(used, 0) AS open
        FROM open_item
        LEFT JOIN (
            SELECT item_id, sum(amount_minor) AS used FROM (
                SELECT debit_item_id AS item_id, amount_minor FROM allocation
                WHERE organization_id = %(organization)s AND effective_date <= %(day)s
                UNION ALL
                SELECT credit_item_id, amount_minor FROM allocation
                WHERE organization_id = %(organization)s AND effective_date <= %(day)s
            ) AS use GROUP BY item_id
        ) AS used ON used.item_id = open_item.id
        WHERE open_item.organization_id = %(organization)s AND posting_date <= %(day)s
    ) AS item
    JOIN customer ON customer.organization_id = item.organization_id AND customer.id = item.customer_id
    WHERE open > 0
    GROUP BY customer.number, customer.name, item.currency
    ORDER BY item.currency, customer.name
"""


def bench_aging() -> Iterator[Figure]:
    """A million items of which 150,000 are open, and a tenth of that beside them."""
    small, large = an_organization_with(100_000), an_organization_with(1_000_000)
    today = _median(lambda: aging(large, TODAY), large)
    plain_today = _median(lambda: _plain(PLAIN_TODAY, large, TODAY), large)
    then = _median(lambda: aging(large, A_YEAR_AGO), large)
    plain_then = _median(lambda: _plain(PLAIN_THEN, large, A_YEAR_AGO), large)
    growth_today, growth_then = (_growth(small, large, day) for day in (TODAY, A_YEAR_AGO))
    yield Figure("aging: today, 1,000,000 items", today * 1000, "ms")
    yield Figure("aging: today, plain SQL", plain_today * 1000, "ms")
    yield Figure("aging: today, ratio", today / plain_today, "x", limit=1.5)
    yield Figure("aging: a year ago, 1,000,000 items", then * 1000, "ms")
    yield Figure("aging: a year ago, plain SQL", plain_then * 1000, "ms")
    yield Figure("aging: a year ago, ratio", then / plain_then, "x", limit=2)
    yield Figure("aging: 10 times the items, today", growth_today, "x", limit=11)
    yield Figure("aging: 10 times the items, a year ago", growth_then, "x", limit=11)


def _median(act: Callable[[], object], organization_id: UUID) -> float:
    times = []
    for _ in range(RUNS + 1):
        with scope(organization_id):
            started = time.perf_counter()
            act()
            times.append(time.perf_counter() - started)
    return statistics.median(times[1:])


def _growth(small: UUID, large: UUID, day: date) -> float:
    """How much more the larger one takes: measured in turns, as the machine itself is now quicker and now slower."""
    return statistics.median(_once(large, day) / _once(small, day) for _ in range(TURNS))


def _once(organization_id: UUID, day: date) -> float:
    with scope(organization_id):
        started = time.perf_counter()
        aging(organization_id, day)
        return time.perf_counter() - started


def _plain(statement: str, organization_id: UUID, day: date) -> list[tuple[object, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, {"organization": organization_id, "day": day})
        rows: list[tuple[object, ...]] = cursor.fetchall()
    return rows


def an_organization_with(items: int, *, customers: int | None = None) -> UUID:
    """An organization with invoices, the payments of most of them and their allocations, over two years.

    Written by the superuser without triggers, the cached amounts as the triggers would have left them: what is
    measured is reading.
    """
    firm = a_firm()
    payments = int(items * 0.425)
    parameters = {
        "organization": firm.organization_id,
        "entity": firm.legal_entity_id,
        "customers": customers or items // 20,
        "invoices": items - payments,
        "payments": payments,
    }
    with psycopg.connect(url("postgres", "openbill_bench")) as superuser:
        superuser.execute("SET session_replication_role = replica")
        command = superuser.execute(
            "SELECT id FROM command_log WHERE organization_id = %s", [firm.organization_id]
        ).fetchone()
        assert command is not None
        for statement in _STATEMENTS:
            superuser.execute(statement, {**parameters, "command": command[0]})
        superuser.commit()
        superuser.autocommit = True
        superuser.execute("VACUUM ANALYZE open_item, allocation, customer, due_date_change, customer_merge")
    return firm.organization_id


_STATEMENTS = (
    "SELECT setseed(0.5)",
    """
    INSERT INTO customer (organization_id, id, number, name, search_name, is_natural_person, language, time_zone,
                          country, currency, vat_number, created_at, command_id)
    SELECT %(organization)s, new_identifier(), 'C' || n, 'Customer ' || n, 'customer ' || n, false, '', '', '', '', '',
           now(), %(command)s
    FROM generate_series(1, %(customers)s) AS n
    """,
    """
    CREATE TEMPORARY TABLE invoice AS
    SELECT n, new_identifier() AS id, new_identifier() AS payment_id, new_identifier() AS allocation_id,
           1 + (random() * (%(customers)s - 1))::int AS customer_number, (100 + random() * 1000000)::bigint AS amount,
           issued, least((random() * 75)::int, date '2026-11-23' - issued) AS days, n <= %(payments)s AS is_paid
    FROM generate_series(1, %(invoices)s) AS n
    CROSS JOIN LATERAL (SELECT date '2024-11-01' + (random() * 740)::int + 0 * n AS issued) AS random_day
    """,
    # Or the planner thinks of the customers of a firm before, and walks through all documents for each of these.
    "ANALYZE customer",
    "ANALYZE invoice",
    """
    INSERT INTO open_item (
        organization_id, id, legal_entity_id, customer_id, side, kind, control, document_number, instalment_number,
        reference, document_date, posting_date, original_due_date, due_date, currency, amount_minor, open_minor,
        functional_minor, open_functional_minor, is_valued, disputed_minor, last_allocation_date, source, external_id,
        command_id)
    SELECT %(organization)s, invoice.id, %(entity)s, customer.id, 'debit', 'invoice', 'receivable', 'R' || n, 1, '',
           issued, issued, issued + 30, issued + 30, 'EUR', amount, CASE WHEN is_paid THEN 0 ELSE amount END, amount,
           CASE WHEN is_paid THEN 0 ELSE amount END, true, 0, CASE WHEN is_paid THEN issued + days END, 'bench',
           'R' || n, %(command)s
    FROM invoice
    JOIN customer ON customer.organization_id = %(organization)s AND customer.number = 'C' || customer_number
    """,
    """
    INSERT INTO open_item (
        organization_id, id, legal_entity_id, customer_id, side, kind, control, document_number, instalment_number,
        reference, document_date, posting_date, original_due_date, due_date, currency, amount_minor, open_minor,
        functional_minor, open_functional_minor, is_valued, disputed_minor, last_allocation_date, source, external_id,
        command_id)
    SELECT %(organization)s, invoice.payment_id, %(entity)s, customer.id, 'credit', 'payment', 'unapplied', 'P' || n, 1,
           '', issued + days, issued + days, issued + days, issued + days, 'EUR', amount, 0, amount, 0, true, 0,
           issued + days, 'bench', 'P' || n, %(command)s
    FROM invoice
    JOIN customer ON customer.organization_id = %(organization)s AND customer.number = 'C' || customer_number
    WHERE is_paid
    """,
    """
    INSERT INTO allocation (organization_id, id, legal_entity_id, debit_item_id, credit_item_id, currency, amount_minor,
                            debit_functional_minor, credit_functional_minor, effective_date, economic_date, command_id)
    SELECT %(organization)s, allocation_id, %(entity)s, id, payment_id, 'EUR', amount, amount, amount, issued + days,
           issued + days, %(command)s
    FROM invoice WHERE is_paid
    """,
    "DROP TABLE invoice",
)
