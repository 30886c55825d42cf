"""The journal: entries with their lines, page by page or all of them."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from operator import itemgetter
from typing import Any
from uuid import UUID

from django.db import connection

from openbill.foundation.tenancy import current_organization_id
from openbill.ledger.queries.known_at import known_at
from openbill.ledger.types import JournalFilter, JournalPage, JournalPlace, PostedEntry, PostedLine

_AT_ONCE = 1_000


def journal_page(wanted: JournalFilter, *, after: JournalPlace | None = None, limit: int = 100) -> JournalPage:
    """Up to `limit` entries after a place, by posting date and entry.

    A place is a fact of the entry, not a count: entries that are posted meanwhile move nothing.
    """
    assert limit > 0, "A page has room for at least one entry."
    entries = _entries(_statement(wanted, after, limit + 1))
    page = entries[:limit]
    is_last = len(entries) <= limit
    return JournalPage(tuple(page), None if is_last else JournalPlace(page[-1].posting_date, page[-1].entry_id))


def stream_journal(wanted: JournalFilter) -> Iterator[PostedEntry]:
    """Every entry, read in portions by one statement. Read it inside the scope of the organization."""
    with connection.chunked_cursor() as cursor:
        cursor.execute(*_statement(wanted, None, None))
        for _, lines in groupby(_rows(cursor), key=itemgetter(0)):
            yield _entry(list(lines))


def entries_of_source(source_id: UUID, *, known_at_sequence: int | None = None) -> list[PostedEntry]:
    """What an open item, an allocation or a run booked: its entries, and their reversals."""
    return _entries(_statement(JournalFilter(source_id=source_id, known_at_sequence=known_at_sequence), None, None))


def entries_of_sources(source_ids: Iterable[UUID]) -> list[PostedEntry]:
    """What several items, allocations or runs booked: their entries, and their reversals."""
    return _entries(_statement(JournalFilter(source_ids=tuple(source_ids)), None, None))


def entry_of(entry_id: UUID) -> PostedEntry | None:
    """One entry by its identifier."""
    return next(iter(_entries(_statement(JournalFilter(), None, 1, entry_id=entry_id))), None)


def _entries(statement: tuple[str, dict[str, Any]]) -> list[PostedEntry]:
    with connection.cursor() as cursor:
        cursor.execute(*statement)
        rows = cursor.fetchall()
    return [_entry(list(lines)) for _, lines in groupby(rows, key=itemgetter(0))]


def _rows(cursor: Any) -> Iterator[tuple[Any, ...]]:
    while rows := cursor.fetchmany(_AT_ONCE):
        yield from rows


def _entry(rows: Sequence[tuple[Any, ...]]) -> PostedEntry:
    head, lines = rows[0][:9], tuple(PostedLine(*row[9:]) for row in rows)
    return PostedEntry(*(*head, lines))


def _statement(
    wanted: JournalFilter, after: JournalPlace | None, limit: int | None, *, entry_id: UUID | None = None
) -> tuple[str, dict[str, Any]]:
    """The statement of the lines of the wanted entries, in order, and its parameters."""
    statement = f"""
        WITH page AS MATERIALIZED (
            SELECT entry.* FROM journal_entry entry
            WHERE {" AND ".join(_conditions(wanted, after, entry_id))}
            ORDER BY entry.posting_date, entry.id LIMIT %(limit)s
        )
        SELECT page.id, page.legal_entity_id, page.posting_date, page.kind, page.source_id, page.reverses_id,
               reversal.id, page.command_id, entity.currency,
               line.number, account.code, account.name, line.customer_id, customer.number, line.currency,
               line.amount_minor, line.functional_minor
        FROM page
        JOIN legal_entity entity
          ON entity.organization_id = %(organization)s AND entity.id = page.legal_entity_id
        LEFT JOIN journal_entry reversal
          ON reversal.organization_id = %(organization)s AND reversal.reverses_id = page.id
         AND {known_at("reversal", wanted.known_at_sequence)}
        JOIN journal_line line ON line.organization_id = %(organization)s AND line.entry_id = page.id
        JOIN account ON account.organization_id = %(organization)s AND account.id = line.account_id
        LEFT JOIN customer
          ON customer.organization_id = %(organization)s AND customer.id = line.customer_id
        ORDER BY page.posting_date, page.id, line.number
    """
    return statement, {
        "organization": current_organization_id(),
        "legal_entity": wanted.legal_entity_id,
        "from": wanted.from_date,
        "through": wanted.through_date,
        "account": wanted.account_code,
        "customer": wanted.customer_id,
        "source": wanted.source_id,
        "kind": wanted.kind,
        "sources": list(wanted.source_ids or ()),
        "known_at": wanted.known_at_sequence,
        "after_date": after.posting_date if after else None,
        "after_entry": after.entry_id if after else None,
        "entry": entry_id,
        "limit": limit,
    }


def _conditions(wanted: JournalFilter, after: JournalPlace | None, entry_id: UUID | None) -> Iterator[str]:
    yield "entry.organization_id = %(organization)s"
    if wanted.legal_entity_id is not None:
        yield "entry.legal_entity_id = %(legal_entity)s"
    if wanted.from_date is not None:
        yield "entry.posting_date >= %(from)s"
    if wanted.through_date is not None:
        yield "entry.posting_date <= %(through)s"
    if wanted.source_id is not None:
        yield "entry.source_id = %(source)s"
    if wanted.kind is not None:
        yield "entry.kind = %(kind)s"
    if wanted.source_ids is not None:
        yield "entry.source_id = ANY(%(sources)s)"
    if wanted.known_at_sequence is not None:
        yield known_at("entry", wanted.known_at_sequence)
    if wanted.account_code is not None:
        yield (
            "EXISTS (SELECT FROM journal_line line JOIN account ON account.organization_id = %(organization)s"
            " AND account.id = line.account_id WHERE line.organization_id = %(organization)s"
            " AND line.entry_id = entry.id AND account.code = %(account)s)"
        )
    if wanted.customer_id is not None:
        yield (
            "EXISTS (SELECT FROM journal_line line WHERE line.organization_id = %(organization)s"
            " AND line.entry_id = entry.id AND line.customer_id = %(customer)s)"
        )
    if after is not None:
        yield "(entry.posting_date, entry.id) > (%(after_date)s, %(after_entry)s)"
    if entry_id is not None:
        yield "entry.id = %(entry)s"
