"""Bank lines with what became of them, to be read on from where one was."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID

from django.db import connection

from openbill.foundation.tenancy import current_organization_id


class LineState(StrEnum):
    """What became of a line: to be decided, put off, posted as payments, as a return or as known, or set aside."""

    OPEN = "open"
    HELD = "held"
    RECEIPT = "receipt"
    RETURN = "return"
    CLEARED = "cleared"
    ASIDE = "aside"


@dataclass(frozen=True, slots=True)
class LineInOrder:
    """A bank line; `amount_minor` is positive where money came in. `found` counts the proposals for an open one."""

    id: UUID
    bank_account_id: UUID
    statement_id: UUID
    booked_date: date
    amount_minor: int
    currency: str
    party_name: str
    party_account: str
    text: str
    state: str
    found: int
    probability: float | None
    note: str


def lines_in_order(
    *, state: LineState | None = None, bank_account_id: UUID | None = None, after: UUID | None = None, limit: int = 50
) -> list[LineInOrder]:
    """Lines of bank statements, the first brought in first; those of notices are none to decide about."""
    # Few lines are still to be decided: they are found by their own table, not among all that there ever were.
    to_do = "JOIN" if state in (LineState.OPEN, LineState.HELD) else "LEFT JOIN"
    with connection.cursor() as cursor:
        cursor.execute(
            f"""
            SELECT line.id, line.bank_account_id, line.statement_id, line.booked_date, line.amount_minor, line.currency,
                   line.party_name, line.party_account, line.text, decided.state, coalesce(to_do.found, 0)::integer,
                   coalesce(posting.probability, to_do.probability), coalesce(to_do.note, '')
            FROM bank_line line
            {to_do} line_to_do to_do ON to_do.organization_id = line.organization_id AND to_do.line_id = line.id
            LEFT JOIN line_posting posting ON posting.organization_id = line.organization_id
                                          AND posting.line_id = line.id AND posting.undone_at IS NULL
            CROSS JOIN LATERAL (
                SELECT CASE WHEN to_do.is_held THEN 'held' WHEN to_do.line_id IS NOT NULL THEN 'open'
                            ELSE posting.kind END AS state
            ) AS decided
            WHERE line.organization_id = %(organization)s AND decided.state IS NOT NULL
              AND (%(after)s::uuid IS NULL OR line.id > %(after)s::uuid)
              AND (%(state)s::text IS NULL OR decided.state = %(state)s::text)
              AND (%(account)s::uuid IS NULL OR line.bank_account_id = %(account)s::uuid)
            ORDER BY line.id LIMIT %(limit)s
            """,
            {
                "organization": current_organization_id(),
                "after": after,
                "state": state,
                "account": bank_account_id,
                "limit": limit,
            },
        )
        return [LineInOrder(*row) for row in cursor.fetchall()]
