"""Post journal entries: the only way into the books."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from django.db import IntegrityError, connection

from openbill.foundation.context import Context
from openbill.foundation.overtaken import ActOvertaken

POSTING_COLUMNS = """
    entry_id uuid, legal_entity_id uuid, posting_date date, kind text, source_id uuid, reverses_id uuid,
    number smallint, account_role text, customer_id uuid, currency text, amount_minor bigint, functional_minor bigint
"""


@dataclass(frozen=True, slots=True)
class Postings:
    """Lines to post, as a relation of the database: a temporary table, or a SELECT in parentheses.

    One row per line with the columns of POSTING_COLUMNS; what belongs to the entry is repeated on each of its
    lines, and the lines of an entry are numbered from 1. Debits are positive, credits negative.
    """

    relation: str
    parameters: Mapping[str, Any] = field(default_factory=dict)


def post_entries(postings: Postings, *, context: Context) -> int:
    """Post the entries of a relation inside the running command, set-based, and count the lines.

    The database itself refuses what does not balance, a closed period, and lines for an old entry. The
    periods must exist (see ensure_periods). Every account role must be in the chart (see open_books).
    Raises ActOvertaken where the books are not open on the day: a month was closed after the day was chosen.
    """
    parameters = {
        **postings.parameters,
        "organization": context.organization_id,
        "command": context.running_command_id,
    }
    with connection.cursor() as cursor:
        with _begun_again_where_a_month_was_closed():
            cursor.execute(
                f"""
                INSERT INTO journal_entry (organization_id, id, legal_entity_id, posting_date, kind, source_id,
                                           reverses_id, command_id)
                SELECT %(organization)s, entry_id, legal_entity_id, posting_date, kind, source_id, reverses_id,
                       %(command)s
                FROM {postings.relation} AS posting
                WHERE number = 1
                """,
                parameters,
            )
        cursor.execute(
            f"""
            INSERT INTO journal_line (organization_id, entry_id, number, account_id, customer_id, currency,
                                      amount_minor, functional_minor)
            SELECT %(organization)s, posting.entry_id, posting.number, account.id, posting.customer_id,
                   posting.currency, posting.amount_minor, posting.functional_minor
            FROM {postings.relation} AS posting
            LEFT JOIN account ON account.organization_id = %(organization)s AND account.role = posting.account_role
            """,
            parameters,
        )
        posted: int = cursor.rowcount
    return posted


@contextmanager
def _begun_again_where_a_month_was_closed() -> Iterator[None]:
    try:
        yield
    except IntegrityError as error:
        diagnosis = getattr(error.__cause__, "diag", None)
        if getattr(diagnosis, "constraint_name", None) != "journal_entry_is_in_an_open_period":
            raise
        raise ActOvertaken(*error.args) from error.__cause__
