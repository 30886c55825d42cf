"""Compare a snapshot of another system's open items with what is open here, and find what must change."""

from datetime import date
from typing import Any
from uuid import UUID

from django.db import connection

from openbill.importing.commands.match_documents import unnamed_payment
from openbill.receivables.commands.clear_provisionally import PROVISIONAL_KINDS

AHEAD_DAYS = 7
"""So long another system may take to learn of a payment that is known here; after that its word counts."""


def prepare_snapshot(
    organization_id: UUID, *, source: str, as_of: date, default_legal_entity_id: UUID, chunk_rows: int
) -> None:
    """Fill the temporary tables prepared_act (a row per item that must change) and prepared_payment_use.

    Both sides are compared item by item: the documents of the file, and the items of its source with their
    corrections. For each item, `target_minor` is what is to be open: the file's amount spread over the item
    and its corrections, as far as they reach. What the file has beyond the amount of the item is a
    correction; what it has beyond what is open here, within what was really paid here in the last seven days,
    is only *ahead* of the other system and changes nothing: nobody is asked again for what was just paid.
    Acts: create, correct, clear (target below what is open), reopen (target above), redate.

    A payment that came here without naming an invoice, and which the list does not name, was used there: it
    `replaces` what the snapshots cleared for its customer without knowing why, at once where the amounts
    agree, else a week after its day. Until then it is `ahead`.
    """
    parameters: dict[str, Any] = {
        "organization": organization_id,
        "source": source,
        "as_of": as_of,
        "entity": default_legal_entity_id,
        "chunk_rows": chunk_rows,
    }
    with connection.cursor() as cursor:
        for table, select in _TABLES.items():
            cursor.execute(f"DROP TABLE IF EXISTS pg_temp.{table}")
            cursor.execute(f"CREATE TEMPORARY TABLE {table} AS {select}", parameters)
            cursor.execute(f"ANALYZE {table}")
        cursor.execute("CREATE INDEX ON prepared_act (chunk)")


# The items of the source that are open, or provisionally cleared, or named by the file.
_ITEMS = f"""
    WITH covered AS (
        SELECT DISTINCT legal_entity_id FROM prepared_document WHERE legal_entity_id IS NOT NULL
        UNION SELECT %(entity)s::uuid WHERE NOT EXISTS (SELECT FROM prepared_document)
        -- A list that names entities tells of all that it ever named: who is not on it any more has nothing open.
        UNION SELECT DISTINCT item.legal_entity_id FROM open_item item
        JOIN legal_entity entity ON entity.organization_id = item.organization_id AND entity.id = item.legal_entity_id
        WHERE item.organization_id = %(organization)s AND item.source = %(source)s AND item.open_minor > 0
          AND EXISTS (SELECT FROM imported_document named JOIN legal_entity known
                      ON known.organization_id = %(organization)s AND known.code = named.legal_entity)
    ), clearing AS (
        SELECT id FROM open_item WHERE organization_id = %(organization)s AND kind IN {PROVISIONAL_KINDS}
    ), provisional AS (
        SELECT item_id, sum(amount_minor)::bigint AS amount_minor
        FROM (
            SELECT debit_item_id AS item_id, credit_item_id AS clearing_id, amount_minor FROM allocation
            WHERE organization_id = %(organization)s
            UNION ALL
            SELECT credit_item_id, debit_item_id, amount_minor FROM allocation
            WHERE organization_id = %(organization)s
        ) AS use
        WHERE clearing_id IN (SELECT id FROM clearing)
        GROUP BY item_id HAVING sum(amount_minor) <> 0
    ), lately AS (
        SELECT item_id, sum(amount_minor)::bigint AS amount_minor
        FROM (
            SELECT debit_item_id AS item_id, credit_item_id AS other_id, amount_minor FROM allocation
            WHERE organization_id = %(organization)s AND economic_date > %(as_of)s::date - {AHEAD_DAYS}
            UNION ALL
            SELECT credit_item_id, debit_item_id, amount_minor FROM allocation
            WHERE organization_id = %(organization)s AND economic_date > %(as_of)s::date - {AHEAD_DAYS}
        ) AS use
        WHERE other_id NOT IN (SELECT id FROM clearing)
        GROUP BY item_id HAVING sum(amount_minor) > 0
    ), item AS (
        SELECT *, CASE WHEN kind IN ('debit_correction', 'credit_correction') THEN corrects_id ELSE id END AS base_id
        FROM open_item WHERE organization_id = %(organization)s
    )
    SELECT item.id AS item_id, coalesce(name.external_id, base.external_id) AS external_id, base.id AS base_id,
           item.legal_entity_id, coalesce(owner.merged_into_id, owner.id) AS shown_id,
           item.side, item.currency, item.amount_minor, item.open_minor, item.due_date,
           coalesce(provisional.amount_minor, 0) AS provisional_minor,
           coalesce(lately.amount_minor, 0) AS lately_used_minor,
           row_number() OVER (PARTITION BY base.id ORDER BY item.corrects_id IS NOT NULL, item.id) AS position
    FROM item
    JOIN open_item base ON base.organization_id = item.organization_id AND base.id = item.base_id
    JOIN customer owner ON owner.organization_id = item.organization_id AND owner.id = item.customer_id
    LEFT JOIN provisional ON provisional.item_id = item.id
    LEFT JOIN lately ON lately.item_id = item.id
    LEFT JOIN external_name name
      ON name.organization_id = base.organization_id AND name.source = %(source)s AND name.item_id = base.id
    WHERE item.organization_id = %(organization)s AND item.legal_entity_id IN (SELECT legal_entity_id FROM covered)
      AND (base.id IN (SELECT known_item_id FROM prepared_document)
           OR ((item.open_minor > 0 OR provisional.item_id IS NOT NULL)
               AND (name.id IS NOT NULL
                    OR (base.source = %(source)s AND base.external_id IS NOT NULL
                        AND base.external_id NOT LIKE 'settlement%%' AND base.external_id NOT LIKE 'payment%%'))))
"""

# What is to be open of each item; a file's row speaks of an item and its corrections together.
_TARGETS = """
    WITH reach AS (
        SELECT item.item_id, item.external_id, item.base_id, item.legal_entity_id, item.shown_id, item.side,
               item.currency, item.open_minor,
               item.provisional_minor, item.due_date, item.position, file.line,
               file.due_date AS wanted_due_date,
               coalesce(file.open_minor, file.amount_minor, 0) AS wanted_minor,
               item.open_minor + item.provisional_minor AS reach_minor,
               sum(item.open_minor + item.provisional_minor) OVER (PARTITION BY base_id) AS group_reach_minor,
               sum(item.lately_used_minor) OVER (PARTITION BY base_id) AS lately_used_minor,
               sum(item.open_minor + item.provisional_minor) OVER (PARTITION BY base_id ORDER BY position)
                   - item.open_minor - item.provisional_minor AS before_minor
        FROM prepared_item item
        LEFT JOIN prepared_document file ON file.known_item_id = item.base_id
         AND file.status NOT IN ('repeated', 'entity_unknown', 'another')
    )
    SELECT reach.*, greatest(0, least(reach_minor, wanted_minor - before_minor))::bigint AS target_minor,
           greatest(0, wanted_minor - group_reach_minor)::bigint AS beyond_minor
    FROM reach
"""

_ACTS = """
    WITH act AS (
        SELECT 'create' AS act, external_id, NULL::uuid AS item_id, line, 0::bigint AS open_minor,
               0::bigint AS provisional_minor, coalesce(open_minor, amount_minor) AS target_minor,
               NULL::date AS due_date, side, currency
        FROM prepared_document WHERE status = 'new'
        UNION ALL
        SELECT CASE WHEN target_minor < open_minor THEN 'clear' ELSE 'reopen' END, external_id, item_id, line,
               open_minor, provisional_minor, target_minor, NULL, side, currency
        FROM prepared_target WHERE target_minor <> open_minor
        UNION ALL
        SELECT 'correct', external_id, item_id, line, open_minor, provisional_minor,
               (beyond_minor - lately_used_minor)::bigint, wanted_due_date, side, currency
        FROM prepared_target WHERE position = 1 AND beyond_minor > lately_used_minor
        UNION ALL
        SELECT 'redate', external_id, item_id, line, open_minor, provisional_minor, target_minor, wanted_due_date,
               side, currency
        FROM prepared_target WHERE line IS NOT NULL AND wanted_due_date <> due_date
        UNION ALL
        SELECT 'ahead', external_id, item_id, line, open_minor, provisional_minor,
               open_minor + least(beyond_minor, lately_used_minor)::bigint, NULL, side, currency
        FROM prepared_target WHERE position = 1 AND beyond_minor > 0 AND lately_used_minor > 0
    )
    SELECT act.*, ((dense_rank() OVER (ORDER BY external_id) - 1) / %(chunk_rows)s)::int AS chunk FROM act
"""

_PAYMENT_USES = f"""
    WITH clearing AS (
        SELECT legal_entity_id, shown_id, currency, (reach_minor - target_minor)::bigint AS minor
        FROM prepared_target WHERE side = 'debit' AND target_minor < reach_minor
    ), cleared AS (
        SELECT legal_entity_id, shown_id, currency, sum(minor) AS minor FROM clearing GROUP BY 1, 2, 3
    ), payment AS (
        SELECT item.id AS item_id, item.legal_entity_id, item.currency, item.open_minor, item.document_date,
               coalesce(owner.merged_into_id, owner.id) AS shown_id,
               sum(item.open_minor) OVER (PARTITION BY item.legal_entity_id, item.currency,
                                          coalesce(owner.merged_into_id, owner.id)) AS total_minor
        FROM open_item item
        JOIN customer owner ON owner.organization_id = item.organization_id AND owner.id = item.customer_id
        WHERE item.organization_id = %(organization)s AND {unnamed_payment("item")}
          AND item.posting_date <= %(as_of)s
          AND item.legal_entity_id IN (SELECT legal_entity_id FROM prepared_item
                                       UNION SELECT legal_entity_id FROM prepared_document)
          AND item.id NOT IN (SELECT known_item_id FROM prepared_document WHERE known_item_id IS NOT NULL)
    ), judged AS (
        SELECT payment.*,
               payment.document_date <= %(as_of)s::date - {AHEAD_DAYS}
               OR cleared.minor = payment.total_minor
               OR EXISTS (SELECT FROM clearing WHERE clearing.legal_entity_id = payment.legal_entity_id
                            AND clearing.shown_id = payment.shown_id AND clearing.currency = payment.currency
                            AND clearing.minor = payment.open_minor) AS is_used
        FROM payment LEFT JOIN cleared USING (legal_entity_id, shown_id, currency)
    )
    SELECT item_id, legal_entity_id, shown_id, currency, open_minor, document_date,
           CASE WHEN is_used THEN 'replaces' ELSE 'ahead' END AS act,
           ((dense_rank() OVER (ORDER BY is_used DESC, legal_entity_id, shown_id, currency) - 1)
            / %(chunk_rows)s)::int AS chunk
    FROM judged
"""

_TABLES = {
    "prepared_item": _ITEMS,
    "prepared_target": _TARGETS,
    "prepared_act": _ACTS,
    "prepared_payment_use": _PAYMENT_USES,
}
