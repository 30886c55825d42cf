"""Which payments the bank may have taken back with a line."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import connection

from openbill.foundation.tenancy import current_organization_id

LARGEST_CHARGE_MINOR = 50_00
"""What a bank takes for a return is not more, in minor units."""

DAYS_BACK = 400
"""A debit that nobody had allowed comes back within thirteen months."""

MOST_SHOWN = 5


@dataclass(frozen=True, slots=True)
class MayBeReturned:
    """A standing payment that is at most as large as the line; `is_payer` says that both name one account."""

    payment_id: UUID
    number: str
    customer_id: UUID
    customer_name: str
    received_date: date
    amount_minor: int
    currency: str
    is_payer: bool


def may_be_returned(line_id: UUID) -> list[MayBeReturned]:
    """The likeliest first: of the very amount, of the line's account, the latest. None of a line that brought money."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT payment.id, item.document_number, customer.id, customer.name, payment.received_date,
                   item.amount_minor, item.currency,
                   EXISTS (
                       SELECT FROM payer_account known
                       WHERE known.organization_id = %(organization)s AND known.account = line.party_account
                         AND known.customer_id = payment.customer_id) AS is_payer
            FROM bank_line line
            JOIN bank_account own ON own.organization_id = line.organization_id AND own.id = line.bank_account_id
            JOIN open_item item
              ON item.organization_id = line.organization_id AND item.kind = 'payment'
             AND item.amount_minor BETWEEN -line.amount_minor - %(charge)s AND -line.amount_minor
             AND item.currency = line.currency AND item.legal_entity_id = own.legal_entity_id
            JOIN payment ON payment.organization_id = item.organization_id AND payment.item_id = item.id
                        AND payment.state = 'recorded' AND payment.account IN ('cash_clearing', 'unidentified_cash')
                        AND payment.received_date BETWEEN line.booked_date - %(days)s AND line.booked_date
            JOIN customer ON customer.organization_id = payment.organization_id AND customer.id = payment.customer_id
            WHERE line.organization_id = %(organization)s AND line.id = %(line)s AND line.amount_minor < 0
            ORDER BY is_payer DESC, item.amount_minor DESC, payment.received_date DESC, payment.id DESC
            LIMIT %(most)s
            """,
            {
                "organization": current_organization_id(),
                "line": line_id,
                "charge": LARGEST_CHARGE_MINOR,
                "days": DAYS_BACK,
                "most": MOST_SHOWN,
            },
        )
        return [MayBeReturned(*row) for row in cursor.fetchall()]
