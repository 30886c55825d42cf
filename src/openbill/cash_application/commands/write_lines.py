"""Write the lines of a statement, and that they are to be decided: all of them at once."""

import json
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, NamedTuple, Self
from uuid import UUID

from django.db import connection

from openbill.cash_application.policies.line_words import line_words
from openbill.cash_application.types.statements import LinePart, StatementLine
from openbill.foundation.context import Context
from openbill.foundation.staging import staged_rows
from openbill.foundation.text_array import text_array
from openbill.primitives.identifiers import new_identifier


class LineRow(NamedTuple):
    """What a row of `bank_line` says, in the order of its columns; `words` go with it while it is to be decided."""

    id: UUID
    key: str
    position: int
    booked_date: date
    value_date: date
    amount_minor: int
    currency: str
    party_name: str
    party_account: str
    party_bank: str
    text: str
    structured: str
    documents: str
    end_to_end_id: str
    mandate_id: str
    bank_reference: str
    batch_id: str
    code: str
    note: str
    return_reason: str
    charges_minor: int | None
    is_reversal: bool
    parts: str
    words: str

    @classmethod
    def of_line(cls, line: StatementLine, *, key: str, position: int) -> Self:
        """A line of a statement, `position` being its place in it."""
        structured = line.remittance.structured
        return cls(
            id=new_identifier(),
            key=key,
            position=position,
            booked_date=line.booked_date,
            value_date=line.value_date or line.booked_date,
            amount_minor=line.amount.minor_units,
            currency=line.amount.currency,
            party_name=line.party.name,
            party_account=line.party.account,
            party_bank=line.party.bank,
            text=line.remittance.text,
            structured=json.dumps(structured),
            documents=json.dumps(_documents(line)),
            end_to_end_id=line.end_to_end_id,
            mandate_id=line.mandate_id,
            bank_reference=line.bank_reference,
            batch_id=line.batch_id,
            code=line.code,
            note=line.note,
            return_reason=line.return_reason,
            charges_minor=line.charges.minor_units if line.charges else None,
            is_reversal=line.is_reversal,
            parts=json.dumps([_part(part) for part in line.parts]),
            words=text_array(line_words(line.remittance.text, line.end_to_end_id, structured)),
        )


_COLUMNS = """
    id uuid, key text, position integer, booked_date date, value_date date, amount_minor bigint, currency text,
    party_name text, party_account text, party_bank text, text text, structured jsonb, documents jsonb,
    end_to_end_id text, mandate_id text, bank_reference text, batch_id text, code text, note text, return_reason text,
    charges_minor bigint, is_reversal boolean, parts jsonb, words text[]
"""

_NAMES = ", ".join(name for name in LineRow._fields if name != "words")


def write_lines(
    rows: Iterable[LineRow], *, statement_id: UUID, bank_account_id: UUID, are_to_be_decided: bool, context: Context
) -> None:
    """Write the lines of a statement inside the running command."""
    of = {"organization": context.organization_id, "statement": statement_id, "account": bank_account_id}
    with staged_rows("bank_lines", _COLUMNS, rows) as staged, connection.cursor() as cursor:
        cursor.execute(
            f"""
            INSERT INTO bank_line (organization_id, statement_id, bank_account_id, {_NAMES})
            SELECT %(organization)s, %(statement)s, %(account)s, {_NAMES} FROM {staged}
            """,
            of,
        )
        if not are_to_be_decided:
            return
        cursor.execute(
            f"""
            INSERT INTO line_to_do (organization_id, id, line_id, bank_account_id, booked_date, amount_minor, currency,
                                    words, is_matched, found, is_held, note)
            SELECT %(organization)s, new_identifier(), id, %(account)s, booked_date, amount_minor, currency,
                   words, false, 0, false, ''
            FROM {staged}
            """,
            of,
        )


def _documents(told: StatementLine | LinePart) -> list[Mapping[str, Any]]:
    return [
        {"number": number, "amount_minor": amount.minor_units if amount else None}
        for number, amount in told.remittance.documents
    ]


def _part(part: LinePart) -> Mapping[str, Any]:
    return {
        "amount_minor": part.amount.minor_units,
        "currency": part.amount.currency,
        "party_name": part.party.name,
        "party_account": part.party.account,
        "text": part.remittance.text,
        "structured": list(part.remittance.structured),
        "documents": _documents(part),
        "end_to_end_id": part.end_to_end_id,
        "mandate_id": part.mandate_id,
        "return_reason": part.return_reason,
    }
