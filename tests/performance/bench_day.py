"""Running the day against the plain SQL that finds who is to be reminded, and bare rendering of as many texts."""

import resource
import statistics
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from uuid import UUID

import psycopg
from django.db import connection
from tests.performance.bench_import import a_firm
from tests.performance.bench_issue import a_batch_of_customers
from tests.performance.copy_of_rows import seconds_to_copy
from tests.performance.figures import Figure
from tests.performance.server import url

from openbill.collections.commands.run_day import run_day
from openbill.collections.policies.reminder_words import PLACEHOLDERS
from openbill.collections.queries.built_in_texts import built_in_texts
from openbill.foundation.context import operator_context
from openbill.foundation.tenancy import scope
from openbill.messaging.policies.render_template import render_template
from openbill.primitives.cores import cores

TODAY = date(2026, 11, 23)
SHELL_TABLES = ("organization", "legal_entity", "account", "period", "command_log")
COPIED = ("message", "notice", "listed_item", "noticed_item", "event")

# What somebody would write by hand who knows the tables: who has something overdue for exactly so many days.
PLAIN = """
    SELECT item.customer_id, item.currency, array_agg(item.document_number), sum(item.open_minor), min(item.due_date)
    FROM open_item item
    WHERE item.organization_id = %(organization)s AND item.open_minor > 0 AND item.side = 'debit'
      AND item.due_date <= %(day)s
      AND NOT EXISTS (SELECT FROM noticed_item noticed
                      WHERE noticed.organization_id = item.organization_id AND noticed.item_id = item.id)
    GROUP BY item.customer_id, item.currency
"""


def bench_day() -> Iterator[Figure]:
    """100,000 customers with 1,000,000 items of whom a tenth is to be reminded; and a tenth of that beside them."""
    small, small_notices = _a_day(10_000)
    before = _peak()
    large, large_notices = _a_day(100_000)
    peak = _peak()
    assert small_notices * 9 < large_notices < small_notices * 11
    yield Figure("day: 100,000 customers", large.taken, "s")
    yield Figure("day: reminders made", large_notices, "")
    bare = large.finding + large.rendering
    yield Figure("day: plain SQL and bare rendering", bare, "s")
    yield Figure("day: COPY of the reminders' rows", large.writing, "s")
    yield Figure("day: ratio to SQL and rendering alone", large.taken / bare, "x")
    yield Figure("day: ratio to SQL, rendering and COPY", large.taken / (bare + large.writing), "x", limit=3)
    yield Figure("day: 10 times the customers", large.taken / small.taken, "x", limit=11)
    yield Figure("day: peak memory", peak / 1024, "MB", limit=500)
    yield Figure("day: of that, more than 10,000 customers", (peak - before) / 1024, "MB")
    yield Figure("day: e-mails composed per second", large_notices / large.taken, "/s")


def _peak() -> int:
    """Kilobytes that this process and as many as there are cores beside it took at most together."""
    of_others = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss + cores() * of_others


@dataclass(frozen=True)
class _Times:
    """Of the run, and of its parts in their barest form: finding, rendering, writing the same rows by COPY."""

    taken: float
    finding: float
    rendering: float
    writing: float


def _a_day(customers: int) -> tuple[_Times, int]:
    organization_id = _an_organization_with(customers)
    found, plain_sql = _median_of_plain(organization_id)
    rendering = _seconds_to_render(found)
    started = time.perf_counter()
    done = run_day(day=TODAY, context=operator_context(organization_id))
    taken = time.perf_counter() - started
    assert not done.failures, done.failures[:3]
    assert done.notices_created == found, (done.notices_created, found)
    with tempfile.TemporaryDirectory() as folder:
        of_firm = f" WHERE organization_id = '{organization_id}'"
        copied = {table: f"SELECT {{columns}} FROM {table}{of_firm}" for table in COPIED}
        copied["event"] += " AND kind = 'NoticeWasMade'"
        parts = {table: f"SELECT {{columns}} FROM {table}{of_firm}" for table in ("customer", "contact")}
        parts["open_item"] = (
            f"SELECT {{columns}} FROM open_item{of_firm} AND id IN (SELECT item_id FROM listed_item{of_firm})"
        )
        writing = seconds_to_copy(Path(folder), f"day_{customers}", SHELL_TABLES, copied, parts=parts)
    return _Times(taken, plain_sql, rendering, writing), done.notices_created


def _median_of_plain(organization_id: UUID) -> tuple[int, float]:
    times = []
    for _ in range(3):
        with scope(organization_id), connection.cursor() as cursor:
            started = time.perf_counter()
            cursor.execute(PLAIN, {"organization": organization_id, "day": TODAY})
            rows = cursor.fetchall()
            times.append(time.perf_counter() - started)
    return len(rows), statistics.median(times)


def _seconds_to_render(count: int) -> float:
    text = built_in_texts("second")["en"]
    words = dict.fromkeys(PLACEHOLDERS, "words") | {"count": 2, "reminded_before": True}
    started = time.perf_counter()
    for number in range(count):
        render_template(text, words | {"customer_number": str(number)}, name="bench")
    return time.perf_counter() - started


def _an_organization_with(customers: int) -> UUID:
    """Ten items a customer: of a tenth of the customers one is overdue, all others are settled or due much later."""
    firm = a_firm()
    a_batch_of_customers(firm, customers)
    with psycopg.connect(url("postgres", "openbill_bench")) as superuser:
        superuser.execute("SET session_replication_role = replica")
        superuser.execute(_ITEMS, {"organization": firm.organization_id, "entity": firm.legal_entity_id})
        superuser.commit()
        superuser.autocommit = True
        superuser.execute("VACUUM ANALYZE open_item, customer, contact")
    return firm.organization_id


_ITEMS = """
    INSERT INTO open_item (
        organization_id, id, legal_entity_id, customer_id, side, kind, control, document_number, instalment_number,
        reference, document_date, posting_date, original_due_date, due_date, currency, amount_minor, open_minor,
        functional_minor, open_functional_minor, is_valued, disputed_minor, last_allocation_date, source, external_id,
        command_id)
    SELECT %(organization)s, new_identifier(), %(entity)s, customer.id, 'debit', 'invoice', 'receivable',
           'R' || customer.number || '-' || part, 1, '', date '2026-10-14', date '2026-10-14', due, due, 'EUR', 11900,
           still, 11900, still, true, 0, CASE WHEN still = 0 THEN date '2026-11-01' END, NULL, NULL, customer.command_id
    FROM customer
    CROSS JOIN generate_series(1, 10) AS part
    CROSS JOIN LATERAL (
        SELECT CASE WHEN part = 1 AND right(customer.number, 1) = '7' THEN date '2026-11-13' ELSE date '2027-01-31' END
                   AS due,
               CASE WHEN part <= 2 THEN 11900 ELSE 0 END AS still
    ) AS fate
    WHERE customer.organization_id = %(organization)s
"""
