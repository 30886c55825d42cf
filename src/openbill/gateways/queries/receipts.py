"""What a payer is told of each try: a receipt where it succeeded."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import connection

from openbill.foundation.tenancy import current_organization_id


@dataclass(frozen=True, slots=True)
class Receipt:
    """One try; `number` is that of the payment in the books, `parts` what it was for: (document, minor units)."""

    state: str
    reason: str
    amount_minor: int
    refunded_minor: int
    currency: str
    at: datetime
    number: str
    parts: tuple[tuple[str, int], ...]


def receipts_of_request(request_id: UUID) -> list[Receipt]:
    """The tries of a request, the last first."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT attempt.state, attempt.reason, attempt.amount_minor, attempt.refunded_minor, attempt.currency,
                   coalesce(attempt.ended_at, attempt.began_at), coalesce(credit.document_number, ''),
                   array_agg(item.document_number ORDER BY part.id), array_agg(part.amount_minor ORDER BY part.id)
            FROM payment_attempt attempt
            JOIN attempt_part part ON part.organization_id = attempt.organization_id AND part.attempt_id = attempt.id
            JOIN open_item item ON item.organization_id = part.organization_id AND item.id = part.item_id
            LEFT JOIN payment ON payment.organization_id = attempt.organization_id AND payment.id = attempt.payment_id
            LEFT JOIN open_item credit ON credit.organization_id = payment.organization_id
                                      AND credit.id = payment.item_id
            WHERE attempt.organization_id = %(organization)s AND attempt.request_id = %(request)s
            GROUP BY attempt.id, attempt.organization_id, credit.document_number
            ORDER BY attempt.id DESC
            """,
            {"organization": current_organization_id(), "request": request_id},
        )
        return [Receipt(*(*row[:-2], tuple(zip(row[-2], row[-1], strict=True)))) for row in cursor.fetchall()]
