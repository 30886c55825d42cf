"""With which payment, and which line of a bank, a part of a debt was let off."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import connection

from openbill.foundation.identifier_array import identifier_array
from openbill.foundation.tenancy import current_organization_id


@dataclass(frozen=True, slots=True)
class LineOfGivenUp:
    """The payment that was short, and the bank line that it came with; without a line where somebody recorded it."""

    payment_number: str
    line_id: UUID | None
    booked_date: date | None
    party_name: str
    text: str


def lines_of_given_up(credit_item_ids: Collection[UUID]) -> dict[UUID, LineOfGivenUp]:
    """By the credit of a discount, bank charge or small difference; others are left out."""
    if not credit_item_ids:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT taken.discount_item_id, credit.document_number, line.id, line.booked_date,
                   coalesce(line.party_name, ''), coalesce(line.text, '')
            FROM discount_taken taken
            JOIN open_item credit ON credit.organization_id = taken.organization_id AND credit.id = taken.earned_by_id
            LEFT JOIN payment ON payment.organization_id = taken.organization_id AND payment.item_id = credit.id
            LEFT JOIN line_split split ON split.organization_id = payment.organization_id
                                      AND split.payment_id = payment.id
            LEFT JOIN line_posting posting ON posting.organization_id = split.organization_id
                                          AND posting.id = split.posting_id
            LEFT JOIN bank_line line ON line.organization_id = posting.organization_id AND line.id = posting.line_id
            WHERE taken.organization_id = %s AND taken.discount_item_id = ANY(%s::uuid[])
            """,
            [current_organization_id(), identifier_array(credit_item_ids)],
        )
        return {credit_id: LineOfGivenUp(*row) for credit_id, *row in cursor.fetchall()}
