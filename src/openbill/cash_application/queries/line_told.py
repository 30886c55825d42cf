"""One bank line as somebody looks at it: what the bank told, and what the books may know of it already."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from uuid import UUID

from django.db import connection

from openbill.cash_application.errors import LineUnknown
from openbill.cash_application.policies.known_by_reference import known_by_reference
from openbill.cash_application.queries.in_transit import InTransit, in_transit_alike
from openbill.cash_application.queries.parts_of_line import PARTS_OF_LINE, PARTS_OF_NOTICES
from openbill.cash_application.queries.receipts import receipts_of_lines
from openbill.foundation.tenancy import current_organization_id

MOST_SHOWN = 5


@dataclass(frozen=True, slots=True)
class LineTold:
    """What the bank told of a line, and its state: open, held or the kind of what it was posted as."""

    line_id: UUID
    bank_account_id: UUID
    legal_entity_id: UUID
    account_name: str
    statement_id: UUID
    statement_number: str
    booked_date: date
    value_date: date
    amount_minor: int
    currency: str
    party_name: str
    party_account: str
    text: str
    structured: Sequence[str]
    end_to_end_id: str
    bank_reference: str
    code: str
    bank_note: str
    return_reason: str
    parts: Sequence[dict[str, Any]]
    state: str
    note: str


def line_told(line_id: UUID) -> LineTold:
    """The line as the bank told it. Raises LineUnknown."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"""
            SELECT line.id, line.bank_account_id, account.legal_entity_id, account.name, statement.id, statement.number,
                   line.booked_date, line.value_date, line.amount_minor, line.currency, line.party_name,
                   line.party_account, line.text, line.structured, line.end_to_end_id, line.bank_reference,
                   line.code, line.note, line.return_reason, {PARTS_OF_LINE},
                   CASE WHEN to_do.is_held THEN 'held' WHEN to_do.line_id IS NOT NULL THEN 'open'
                        ELSE coalesce(posting.kind, 'notice') END,
                   coalesce(to_do.note, '')
            FROM bank_line line
            JOIN bank_statement statement
              ON statement.organization_id = line.organization_id AND statement.id = line.statement_id
            JOIN bank_account account
              ON account.organization_id = line.organization_id AND account.id = line.bank_account_id
            LEFT JOIN line_to_do to_do
              ON to_do.organization_id = line.organization_id AND to_do.line_id = line.id
            LEFT JOIN line_posting posting ON posting.organization_id = line.organization_id
                                          AND posting.line_id = line.id AND posting.undone_at IS NULL
            {PARTS_OF_NOTICES}
            WHERE line.organization_id = %s AND line.id = %s
            """,
            [current_organization_id(), line_id],
        )
        row = cursor.fetchone()
    if row is None:
        raise LineUnknown(line_id=line_id)
    told = LineTold(*row)
    return replace(told, structured=json.loads(row[13]), parts=json.loads(row[19]))


def known_already(line_id: UUID) -> list[InTransit]:
    """What a line may be that the books know of: the MOST_SHOWN of the nearest days, what it names first.

    Raises LineUnknown.
    """
    lines = receipts_of_lines([line_id])
    if not lines:
        raise LineUnknown(line_id=line_id)
    alike = in_transit_alike(lines).get(line_id, [])
    named = known_by_reference(lines[0].references, [each.words for each in alike])
    return ([] if named is None else [alike.pop(named)]) + alike[: MOST_SHOWN - 1]
