"""Lock bank lines that are still to be decided."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import connection

from openbill.cash_application.errors import LineIsDecided, LineUnknown
from openbill.cash_application.models import BankLine
from openbill.foundation.context import Context
from openbill.foundation.identifier_array import identifier_array
from openbill.primitives.money import Money


@dataclass(frozen=True, slots=True)
class LockedLine:
    """A line to be decided; `legal_entity_id` is whose account it is on."""

    id: UUID
    legal_entity_id: UUID
    booked_date: date
    value_date: date
    amount: Money
    party_account: str
    reference: str


def lock_lines(line_ids: Iterable[UUID], *, context: Context) -> dict[UUID, LockedLine]:
    """Lock lines that nobody has decided about, in key order: who decides about one of them waits.

    Raises LineUnknown and LineIsDecided.
    """
    wanted = set(line_ids)
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT line.id, account.legal_entity_id, line.booked_date, line.value_date, line.amount_minor,
                   line.currency, line.party_account, line.text
            FROM line_to_do
            JOIN bank_line line ON line.organization_id = line_to_do.organization_id AND line.id = line_to_do.line_id
            JOIN bank_account account
              ON account.organization_id = line.organization_id AND account.id = line.bank_account_id
            WHERE line_to_do.organization_id = %s AND line_to_do.line_id = ANY(%s::uuid[])
            ORDER BY line_to_do.line_id
            FOR UPDATE OF line_to_do
            """,
            [context.organization_id, identifier_array(wanted)],
        )
        locked = {
            line_id: LockedLine(line_id, entity_id, booked_date, value_date, Money(minor, currency), account, text)
            for line_id, entity_id, booked_date, value_date, minor, currency, account, text in cursor.fetchall()
        }
    for missing in wanted - locked.keys():
        if BankLine.objects.filter(organization_id=context.organization_id, id=missing).exists():
            raise LineIsDecided(line_id=missing)
        raise LineUnknown(line_id=missing)
    return locked
