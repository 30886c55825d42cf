"""Take entries back: post the exact mirror of each."""

from collections.abc import Mapping
from typing import Any

from django.db import connection

from openbill.foundation.context import Context
from openbill.foundation.staging import staged
from openbill.ledger.commands.ensure_periods import ensure_periods_of
from openbill.ledger.commands.post_entries import Postings, post_entries
from openbill.ledger.errors import EntryAlreadyReversed, EntryUnknown, ReversalBeforeEntry


def reverse_entries(relation: str, parameters: Mapping[str, Any] | None = None, *, context: Context) -> int:
    """Reverse the entries of a relation inside the running command, set-based, and count them.

    The relation (entry_id, posting_date) is a table, or a SELECT in parentheses. The mirror has the kind and
    the source of its entry, the same lines with the other sign, and names what it reverses.

    Raises EntryUnknown, EntryAlreadyReversed (also where one is named twice) and ReversalBeforeEntry. Whoever
    reverses an entry at the same time is stopped by journal_entry_is_reversed_once.
    """
    with staged(
        "reversals",
        "SELECT wanted.entry_id AS reverses_id, wanted.posting_date, new_identifier() AS entry_id"
        f" FROM {relation} AS wanted",
        parameters or {},
    ) as reversals:
        _refuse_what_cannot_be_reversed(reversals, context)
        mirrored = f"""(
            SELECT reversal.entry_id, entry.legal_entity_id, reversal.posting_date, entry.kind,
                   entry.source_id, reversal.reverses_id, line.number, account.role AS account_role,
                   line.customer_id, line.currency, -line.amount_minor AS amount_minor,
                   -line.functional_minor AS functional_minor
            FROM {reversals} AS reversal
            JOIN journal_entry entry
              ON entry.organization_id = %(organization)s AND entry.id = reversal.reverses_id
            JOIN journal_line line ON line.organization_id = %(organization)s AND line.entry_id = entry.id
            JOIN account ON account.organization_id = %(organization)s AND account.id = line.account_id
        )"""
        ensure_periods_of(mirrored, context=context)
        post_entries(Postings(mirrored), context=context)
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT count(*) FROM {reversals}")
            row = cursor.fetchone()
    assert row is not None
    count: int = row[0]
    return count


def _refuse_what_cannot_be_reversed(reversals: str, context: Context) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            f"""
            SELECT reversal.reverses_id, entry.posting_date, reversal.posting_date,
                   entry.id IS NULL, reversed.id IS NOT NULL OR reversal.times > 1
            FROM (SELECT *, count(*) OVER (PARTITION BY reverses_id) AS times FROM {reversals}) AS reversal
            LEFT JOIN journal_entry entry
              ON entry.organization_id = %(organization)s AND entry.id = reversal.reverses_id
            LEFT JOIN journal_entry reversed
              ON reversed.organization_id = %(organization)s AND reversed.reverses_id = reversal.reverses_id
            WHERE entry.id IS NULL OR reversed.id IS NOT NULL OR reversal.times > 1
               OR reversal.posting_date < entry.posting_date
            ORDER BY reversal.reverses_id LIMIT 1
            """,
            {"organization": context.organization_id},
        )
        row = cursor.fetchone()
    if row is None:
        return
    entry_id, entry_date, posting_date, is_unknown, is_reversed = row
    if is_unknown:
        raise EntryUnknown(entry_id=entry_id)
    if is_reversed:
        raise EntryAlreadyReversed(entry_id=entry_id)
    raise ReversalBeforeEntry(entry_id=entry_id, entry_date=entry_date, posting_date=posting_date)
