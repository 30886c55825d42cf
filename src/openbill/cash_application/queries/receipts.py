"""What came in, as the matching reads it."""

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db import connection

from openbill.cash_application.policies.match_line import Receipt
from openbill.cash_application.policies.reference_tokens import normal_number
from openbill.cash_application.queries.parts_of_line import PARTS_OF_LINE, PARTS_OF_NOTICES
from openbill.foundation.identifier_array import identifier_array
from openbill.foundation.tenancy import current_organization_id
from openbill.primitives.money import Money

FEWEST_BUNDLED = 2

_WORD = re.compile(r"[\s,;:+&/]+")

IS_NAMED_BY_PAYERS = """item.kind NOT IN (
    'payment', 'discount', 'bank_charge', 'small_difference', 'withholding_tax', 'write_off')"""
"""Whether an item is a document whose number a payer may write, and not what settled one and carries its number."""


@dataclass(frozen=True, slots=True)
class ReceiptOfLine:
    """A bank line, where it came in and as what; `is_return` says that the bank took something back with it."""

    line_id: UUID
    bank_account_id: UUID
    legal_entity_id: UUID
    booked_date: date
    currency: str
    is_return: bool
    receipt: Receipt
    references: frozenset[str]
    """What stands in the line as a whole: its references, and the words of its text, as they are compared."""
    parts: tuple[Receipt, ...] = ()
    """Where the bank bundled several payments in the line and tells all of them: each of them."""

    @property
    def amount(self) -> Money:
        return Money(self.receipt.amount, self.currency)


def receipts_of_lines(line_ids: Iterable[UUID]) -> list[ReceiptOfLine]:
    """Bank lines as receipts, by day and identifier; money that went out has a negative amount.

    What a remittance advice that is linked to a line names counts as named by the line. Where the statement tells one
    sum, and a notice of the account under the same reference of the bank what it is made of, that is what it bundles.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            f"""
            SELECT line.id, line.bank_account_id, account.legal_entity_id, line.booked_date, line.currency,
                   line.is_reversal OR line.return_reason <> ''
                       OR jsonb_path_exists(line.parts, '$[*] ? (@.return_reason != "")'), line.amount_minor,
                   concat_ws(' / ', nullif(line.text, ''), nullif(line.end_to_end_id, '')),
                   line.structured, line.documents, advised.numbers,
                   line.end_to_end_id, line.bank_reference, line.batch_id, line.note,
                   line.party_name, line.party_account,
                   {PARTS_OF_LINE}
            FROM bank_line line
            JOIN bank_account account
              ON account.organization_id = line.organization_id AND account.id = line.bank_account_id
            CROSS JOIN LATERAL (
                SELECT ARRAY(
                    SELECT told.document_number FROM remittance
                    JOIN remittance_line told ON told.organization_id = remittance.organization_id
                                             AND told.remittance_id = remittance.id AND told.document_number <> ''
                    WHERE remittance.organization_id = line.organization_id AND remittance.line_id = line.id
                    ORDER BY remittance.id, told.position) AS numbers
            ) AS advised
            {PARTS_OF_NOTICES}
            WHERE line.organization_id = %s AND line.id = ANY(%s::uuid[])
            ORDER BY line.booked_date, line.id
            """,
            [current_organization_id(), identifier_array(line_ids)],
        )
        return [_receipt(row) for row in cursor.fetchall()]


def _receipt(row: Sequence[Any]) -> ReceiptOfLine:
    line_id, account_id, entity_id, booked_date, currency, is_return, minor, text, structured, documents, *rest = row
    advised, *marks, note, payer_name, payer_account, parts = rest
    numbers = (*json.loads(structured), *(document["number"] for document in json.loads(documents)), *advised)
    told_parts = json.loads(parts)
    if len(told_parts) == 1 and told_parts[0]["amount_minor"] == minor and not payer_name:
        # A notice tells who paid, and why, where the statement has no more than the sum.
        (only,) = told_parts
        payer_name, payer_account = only["party_name"], payer_account or only["party_account"]
        text = " / ".join(filter(None, (text, _text_of(only))))
        numbers = (*numbers, *_numbers_of(only))
    receipt = Receipt(minor, booked_date.toordinal(), text, numbers, payer_name, payer_account)
    told = {normal_number(each) for each in (*numbers, *marks, *_WORD.split(text), *_WORD.split(note))}
    return ReceiptOfLine(
        line_id,
        account_id,
        entity_id,
        booked_date,
        currency,
        is_return,
        receipt,
        frozenset(told - {""}),
        _bundled(told_parts, receipt, currency),
    )


def _bundled(parts: Sequence[Mapping[str, Any]], whole: Receipt, currency: str) -> tuple[Receipt, ...]:
    """The payments that a line bundles; none where the bank does not tell all of them, or tells of other currencies."""
    amounts = [part["amount_minor"] for part in parts if part["currency"] == currency]
    if len(parts) < FEWEST_BUNDLED or len(amounts) < len(parts) or min(amounts) <= 0 or sum(amounts) != whole.amount:
        return ()
    return tuple(
        Receipt(
            part["amount_minor"],
            whole.day,
            _text_of(part),
            _numbers_of(part),
            part["party_name"],
            part["party_account"],
        )
        for part in parts
    )


def _text_of(part: Mapping[str, Any]) -> str:
    return " / ".join(filter(None, (part["text"], part["end_to_end_id"])))


def _numbers_of(part: Mapping[str, Any]) -> tuple[str, ...]:
    return (*part["structured"], *(document["number"] for document in part["documents"]))
