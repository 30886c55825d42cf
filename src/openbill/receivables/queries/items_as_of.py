"""Which items stood in the books on a day, and how much of each was open: the relation under every report.

Three forms give the same answer. Known now, the open amount that the database keeps is walked back: what was
allocated after the day is open again; settled items whose last allocation is not after the day drop out
by an index. Where nothing was allocated or moved after the day, as it mostly is today, nothing is to be walked back,
and the open items are read as they stand. Known at an earlier time, the amounts are added up forward from what was
sealed by then.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db import connection

from openbill.foundation.tenancy import current_organization_id


@dataclass(frozen=True, slots=True)
class ItemsAsOf:
    """The open items of a day, one row each; what is settled is left out.

    The columns of the relation are item_id, legal_entity_id, customer_id, side, kind, control, currency,
    document_number, document_date, due_date, open_minor and open_functional_minor. Where they are read `as_they_stand`
    the relation costs what is asked of it.
    """

    relation: str
    parameters: Mapping[str, Any]
    as_they_stand: bool = False


def items_as_of(
    organization_id: UUID, as_of: date, *, known_sequence: int | None = None, is_to_be_kept: bool = False
) -> ItemsAsOf:
    """The open items of a day; of what was known at a seal where its sequence number is given.

    Whether anything takes effect after the day is asked first, so that usually nothing need be walked back. What is to
    be kept does not rely on that answer: something may be committed between it and the statement.
    """
    # Without an organization in force nothing would be seen, and nothing seem to take effect later.
    current_organization_id()
    parameters = {"organization": organization_id, "as_of": as_of, "known_sequence": known_sequence}
    if known_sequence is not None:
        return ItemsAsOf(_KNOWN_THEN, parameters)
    if is_to_be_kept or _is_any_later(parameters):
        return ItemsAsOf(_KNOWN_NOW, parameters)
    return ItemsAsOf(_AS_THEY_STAND, parameters, as_they_stand=True)


def _is_any_later(parameters: Mapping[str, Any]) -> bool:
    """Whether anything was allocated, or a due date moved, with effect after the day."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT EXISTS (SELECT FROM allocation WHERE organization_id = %(organization)s
                                                    AND effective_date > %(as_of)s)
                OR EXISTS (SELECT FROM due_date_change WHERE organization_id = %(organization)s
                                                         AND effective_date > %(as_of)s)
            """,
            parameters,
        )
        (is_any,) = cursor.fetchone()
        return bool(is_any)


_AS_THEY_STAND = """(
    SELECT item.id AS item_id, item.legal_entity_id, item.customer_id, item.side, item.kind, item.control,
           item.currency, item.document_number, item.document_date, item.due_date, item.open_minor,
           item.open_functional_minor
    FROM open_item item
    WHERE item.organization_id = %(organization)s AND item.posting_date <= %(as_of)s AND item.open_minor > 0
)"""


# Joins, no WITH and no subquery for each row: only so the database can plan it together with what a report makes
# of it, and leave out what that does not ask for.
_KNOWN_NOW = """(
    SELECT item.id AS item_id, item.legal_entity_id, item.customer_id, item.side, item.kind, item.control,
           item.currency, item.document_number, item.document_date,
           coalesce(moved.previous_due_date, item.due_date) AS due_date,
           item.open_minor + coalesce(later.amount, 0) AS open_minor,
           item.open_functional_minor + coalesce(later.functional, 0) AS open_functional_minor
    FROM open_item item
    LEFT JOIN (
        SELECT item_id, sum_minor(amount_minor) AS amount, sum_minor(functional_minor) AS functional
        FROM (
            SELECT debit_item_id AS item_id, amount_minor, debit_functional_minor AS functional_minor
            FROM allocation WHERE organization_id = %(organization)s AND effective_date > %(as_of)s
            UNION ALL
            SELECT credit_item_id, amount_minor, credit_functional_minor
            FROM allocation WHERE organization_id = %(organization)s AND effective_date > %(as_of)s
        ) AS use
        GROUP BY item_id
    ) AS later ON later.item_id = item.id
    LEFT JOIN (
        SELECT DISTINCT ON (item_id) item_id, previous_due_date
        FROM due_date_change WHERE organization_id = %(organization)s AND effective_date > %(as_of)s
        ORDER BY item_id, effective_date, id
    ) AS moved ON moved.item_id = item.id
    WHERE item.organization_id = %(organization)s AND item.posting_date <= %(as_of)s
      AND (item.open_minor > 0 OR (item.open_minor = 0 AND item.last_allocation_date > %(as_of)s))
      AND item.open_minor + coalesce(later.amount, 0) > 0
)"""

_KNOWN_THEN = """(
    WITH known AS MATERIALIZED (
        SELECT id FROM command_log WHERE organization_id = %(organization)s AND sequence <= %(known_sequence)s
    ), used AS (
        SELECT item_id, sum_minor(amount_minor) AS amount, sum_minor(functional_minor) AS functional
        FROM (
            SELECT debit_item_id AS item_id, amount_minor, debit_functional_minor AS functional_minor, command_id
            FROM allocation WHERE organization_id = %(organization)s AND effective_date <= %(as_of)s
            UNION ALL
            SELECT credit_item_id, amount_minor, credit_functional_minor, command_id
            FROM allocation WHERE organization_id = %(organization)s AND effective_date <= %(as_of)s
        ) AS use
        WHERE command_id IN (SELECT id FROM known)
        GROUP BY item_id
    )
    SELECT item.id AS item_id, item.legal_entity_id, item.customer_id, item.side, item.kind, item.control,
           item.currency, item.document_number, item.document_date,
           CASE WHEN item.due_date_changed_on IS NULL THEN item.due_date ELSE coalesce((
               SELECT change.due_date FROM due_date_change change
               WHERE change.organization_id = item.organization_id AND change.item_id = item.id
                 AND change.effective_date <= %(as_of)s AND change.command_id IN (SELECT id FROM known)
               ORDER BY change.effective_date DESC, change.id DESC LIMIT 1
           ), item.original_due_date) END AS due_date,
           item.amount_minor - coalesce(used.amount, 0) AS open_minor,
           item.functional_minor - coalesce(used.functional, 0) AS open_functional_minor
    FROM open_item item
    LEFT JOIN used ON used.item_id = item.id
    WHERE item.organization_id = %(organization)s AND item.posting_date <= %(as_of)s
      AND item.command_id IN (SELECT id FROM known)
      AND item.amount_minor - coalesce(used.amount, 0) > 0
)"""
