"""Bank lines by which debits came back, and which debits these are."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import connection

from openbill.foundation.tenancy import current_organization_id

DAYS_BACK = 430
"""A debit that nobody had allowed comes back within thirteen months and some days; older lines are not looked at."""


@dataclass(frozen=True, slots=True)
class ReturnedPart:
    """One payment of a line that came back: its debit, or None where none is known by its names."""

    reason: str
    text: str
    debit_id: UUID | None
    debit_state: str
    debit_minor: int


@dataclass(frozen=True, slots=True)
class ReturnedLine:
    """A line of returns. One of a notice tells of them, and is not decided about: its statement books the same."""

    line_id: UUID
    booked_date: date
    amount_minor: int
    currency: str
    is_of_notice: bool
    parts: tuple[ReturnedPart, ...]

    @property
    def fee_minor(self) -> int:
        """What the bank took beside what came back."""
        return -self.amount_minor - sum(part.debit_minor for part in self.parts)


def returned_lines(line_id: UUID | None = None) -> list[ReturnedLine]:
    """The lines that came back and wait: undecided ones, and those of notices of which a debit is not returned yet.

    A part is known by the end-to-end id of its debit; where a bank tells none, by the mandate and an amount that is
    that of one paid debit alone.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            _RETURNED,
            {"organization": current_organization_id(), "line": line_id, "days": DAYS_BACK},
        )
        rows = cursor.fetchall()
    parts: dict[UUID, list[ReturnedPart]] = defaultdict(list)
    heads = {}
    for found_id, booked_date, minor, currency, is_of_notice, _place, *part in rows:
        heads[found_id] = (found_id, booked_date, minor, currency, is_of_notice)
        parts[found_id].append(ReturnedPart(*part))
    lines = [ReturnedLine(*head, tuple(parts[found_id])) for found_id, head in heads.items()]
    return [
        line for line in lines if not line.is_of_notice or any(part.debit_state == "settled" for part in line.parts)
    ]


_RETURNED = """
    WITH told AS (
        SELECT line.organization_id, line.id, line.booked_date, line.amount_minor, line.currency,
               statement.kind = 'notice' AS is_of_notice, part.place, part.end_to_end_id, part.mandate_id, part.reason,
               part.text, -part.minor AS part_minor
        FROM bank_line line
        JOIN bank_statement statement ON statement.organization_id = line.organization_id
                                     AND statement.id = line.statement_id
        LEFT JOIN line_to_do to_do ON to_do.organization_id = line.organization_id AND to_do.line_id = line.id
        CROSS JOIN LATERAL (
            SELECT 0 AS place, line.end_to_end_id, line.mandate_id, line.return_reason AS reason, line.note AS text,
                   line.amount_minor AS minor
            WHERE line.parts = '[]'::jsonb
            UNION ALL
            SELECT place, told ->> 'end_to_end_id', told ->> 'mandate_id', told ->> 'return_reason', told ->> 'text',
                   (told ->> 'amount_minor')::bigint
            FROM jsonb_array_elements(line.parts) WITH ORDINALITY AS parts (told, place)
        ) AS part
        WHERE line.organization_id = %(organization)s AND line.amount_minor < 0
          AND (%(line)s::uuid IS NULL OR line.id = %(line)s)
          AND (to_do.id IS NOT NULL OR statement.kind = 'notice')
          AND line.booked_date > current_date - %(days)s
          AND (line.is_reversal OR line.return_reason <> ''
               OR jsonb_path_exists(line.parts, '$[*] ? (@.return_reason != "")')
               OR EXISTS (
                   SELECT FROM debit
                   WHERE debit.organization_id = line.organization_id AND debit.end_to_end_id = line.end_to_end_id))
    )
    SELECT told.id, told.booked_date, told.amount_minor, told.currency, told.is_of_notice, told.place, told.reason,
           told.text, debit.id, coalesce(debit.state, ''), coalesce(debit.amount_minor, 0)
    FROM told
    LEFT JOIN LATERAL (
        SELECT debit.id, debit.state, debit.amount_minor
        FROM debit
        WHERE debit.organization_id = told.organization_id AND debit.end_to_end_id = told.end_to_end_id
        UNION ALL
        SELECT (array_agg(debit.id))[1], min(debit.state), min(debit.amount_minor)
        FROM mandate
        JOIN debit ON debit.organization_id = mandate.organization_id AND debit.mandate_id = mandate.id
        WHERE mandate.organization_id = told.organization_id AND mandate.reference = told.mandate_id
          AND debit.state = 'settled' AND debit.amount_minor = told.part_minor
          AND NOT EXISTS (
              SELECT FROM debit named
              WHERE named.organization_id = told.organization_id AND named.end_to_end_id = told.end_to_end_id)
        HAVING count(*) = 1
    ) AS debit ON true
    ORDER BY told.booked_date, told.id, told.place
"""
