"""Bring a chunk of a snapshot's changes into the books."""

from datetime import date
from typing import Any
from uuid import UUID

from django.db import connection

from openbill.foundation.command import command
from openbill.foundation.context import Context
from openbill.foundation.staging import staged
from openbill.importing.commands.lock_import import lock_legal_entities
from openbill.importing.errors import SnapshotIsOlder
from openbill.importing.models import ImportRun
from openbill.importing.queries.snapshots import latest_snapshot
from openbill.importing.types.results import SnapshotChanges
from openbill.receivables.commands.book_items import book_items
from openbill.receivables.commands.change_due_dates import change_due_dates
from openbill.receivables.commands.clear_provisionally import (
    clear_provisionally,
    withdraw_provisional_clearings,
)


@command(permission="importing.import")
def apply_snapshot_chunk(*, run_id: UUID, chunk: int, source: str, as_of: date, context: Context) -> SnapshotChanges:
    """Apply the acts of one chunk of prepared_act as of the day of the snapshot.

    A document of which the list says both what it was over and what is open of it comes in over its amount,
    and the difference is cleared provisionally: a payment that comes later with an older date is a part of it.
    An item that changed since the comparison (a payment came in) is left to the next snapshot.
    """
    lock_legal_entities(context)
    refuse_where_a_newer_one_came(run_id, as_of, context)
    parameters: dict[str, Any] = {
        "organization": context.organization_id,
        "chunk": chunk,
        "source": source,
        "as_of": as_of,
    }
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT FROM open_item WHERE organization_id = %(organization)s"
            " AND id IN (SELECT item_id FROM prepared_act WHERE chunk = %(chunk)s)"
            " ORDER BY organization_id, id FOR NO KEY UPDATE",
            parameters,
        )
    with staged("acts", _STILL_TRUE, parameters) as acts:
        with staged("new_items", _new_items(acts), parameters) as new_items:
            created = book_items(_created(new_items), parameters, context=context)
            clear_provisionally(
                f"""(
                    SELECT item_id, amount_minor - target_minor AS amount_minor, %(as_of)s::date AS economic_date
                    FROM {new_items}
                )""",
                parameters,
                context=context,
            )
        corrected = book_items(_corrected(acts), parameters, context=context)
        redated = change_due_dates(
            f"""(
                SELECT item.item_id, act.due_date, %(as_of)s::date AS effective_date, 'snapshot' AS reason
                FROM {acts} AS act JOIN prepared_item item ON item.external_id = act.external_id
                WHERE act.act = 'redate' AND item.item_id = act.item_id
            )""",
            parameters,
            context=context,
        )
        cleared = clear_provisionally(
            f"""(
                SELECT item_id, open_minor - target_minor AS amount_minor, %(as_of)s::date AS economic_date
                FROM {acts} WHERE act = 'clear'
            )""",
            parameters,
            context=context,
        )
        with staged("reopenings", f"SELECT * FROM {acts} WHERE act = 'reopen'", {}) as reopenings:
            withdraw_provisional_clearings(
                f"(SELECT item_id, %(as_of)s::date AS economic_date FROM {reopenings})",
                parameters,
                context=context,
            )
            reopened = _count(reopenings)
            clear_provisionally(
                f"""(
                    SELECT item_id, open_minor + provisional_minor - target_minor AS amount_minor,
                           %(as_of)s::date AS economic_date
                    FROM {reopenings}
                )""",
                parameters,
                context=context,
            )
    return SnapshotChanges(created=created, cleared=cleared, reopened=reopened, corrected=corrected, redated=redated)


def refuse_where_a_newer_one_came(run_id: UUID, as_of: date, context: Context) -> None:
    """Raise SnapshotIsOlder where a newer snapshot of the source was begun meanwhile."""
    run = ImportRun.objects.get(organization_id=context.organization_id, id=run_id)
    latest = latest_snapshot(context.organization_id, run.legal_entity_id, run.source)
    if latest is not None and latest.as_of > as_of:
        raise SnapshotIsOlder(latest=latest.as_of, as_of=as_of)


_STILL_TRUE = """
    SELECT act.* FROM prepared_act act
    LEFT JOIN open_item item ON item.organization_id = %(organization)s AND item.id = act.item_id
    WHERE act.chunk = %(chunk)s AND act.act <> 'ahead'
      AND (act.act IN ('create', 'redate') OR item.open_minor = act.open_minor)
      AND (act.act <> 'correct' OR act.item_id NOT IN (
          -- Somebody else corrected it since the comparison.
          SELECT corrected.corrects_id FROM open_item corrected
          WHERE corrected.organization_id = %(organization)s AND corrected.corrects_id IS NOT NULL
            AND corrected.corrects_id IN (SELECT item_id FROM prepared_act WHERE act = 'correct' AND chunk = %(chunk)s)
            AND NOT EXISTS (SELECT FROM prepared_item known WHERE known.item_id = corrected.id)))
      AND (act.act <> 'create' OR NOT EXISTS (
          SELECT FROM open_item other WHERE other.organization_id = %(organization)s
            AND other.source = %(source)s AND other.external_id = act.external_id))
"""


def _new_items(acts: str) -> str:
    return f"""
        SELECT new_identifier() AS item_id, d.*, party.customer_id, act.target_minor
        FROM {acts} AS act
        JOIN prepared_document d ON d.external_id = act.external_id AND d.line = act.line
        JOIN imported_party party ON party.party = d.party
        WHERE act.act = 'create'
    """


def _created(new_items: str) -> str:
    return f"""(
        SELECT item_id, legal_entity_id, customer_id, side, item_kind AS kind,
               CASE item_kind WHEN 'payment' THEN 'unapplied' ELSE 'receivable' END AS control,
               'opening_balance' AS counter, document_number, instalment_number, reference,
               least(document_date, %(as_of)s::date) AS document_date, due_date, currency,
               amount_minor, NULL::bigint AS worth_minor, NULL::uuid AS counters_id,
               NULL::uuid AS corrects_id, %(source)s AS source, external_id
        FROM {new_items}
    )"""


def _corrected(acts: str) -> str:
    return f"""(
        SELECT new_identifier() AS item_id, base.legal_entity_id, base.customer_id, base.side,
               base.side || '_correction' AS kind, base.control, 'opening_balance' AS counter, base.document_number,
               base.instalment_number, base.reference, %(as_of)s::date AS document_date, act.due_date, base.currency,
               act.target_minor AS amount_minor, NULL::bigint AS worth_minor, NULL::uuid AS counters_id,
               base.id AS corrects_id, NULL::text AS source, NULL::text AS external_id
        FROM {acts} AS act
        JOIN open_item base ON base.organization_id = %(organization)s AND base.id = act.item_id
        WHERE act.act = 'correct'
    )"""


def _count(table: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM {table}")
        (count,) = cursor.fetchone() or (0,)
    number: int = count
    return number
