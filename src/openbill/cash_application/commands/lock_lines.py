"""Lock bank lines that are still to be decided."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db import connection

from openbill.cash_application.errors import LineIsDecided, LineUnknown
from openbill.cash_application.models import BankLine
from openbill.cash_application.policies.taught_payers import ToldPart
from openbill.foundation.context import Context
from openbill.foundation.identifier_array import identifier_array
from openbill.primitives.money import Money


@dataclass(frozen=True, slots=True)
class LockedLine:
    """A line to be decided; `legal_entity_id` is whose account it is on, `told` the payments that it bundles."""

    id: UUID
    legal_entity_id: UUID
    booked_date: date
    value_date: date
    amount: Money
    party_account: str
    reference: str
    told: tuple[ToldPart, ...] = ()


def lock_lines(line_ids: Iterable[UUID], *, context: Context) -> dict[UUID, LockedLine]:
    """Lock lines that nobody has decided about, in key order: who decides about one of them waits.

    Raises LineUnknown and LineIsDecided.
    """
    wanted = set(line_ids)
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT line.id, account.legal_entity_id, line.booked_date, line.value_date, line.amount_minor,
                   line.currency, line.party_account, line.text, line.parts
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
        locked = {row[0]: _locked(row) for row in cursor.fetchall()}
    for missing in wanted - locked.keys():
        if BankLine.objects.filter(organization_id=context.organization_id, id=missing).exists():
            raise LineIsDecided(line_id=missing)
        raise LineUnknown(line_id=missing)
    return locked


def _locked(row: Sequence[Any]) -> LockedLine:
    line_id, entity_id, booked_date, value_date, minor, currency, account, text, parts = row
    amount = Money(minor, currency)
    told = told_parts(json.loads(parts))
    return LockedLine(line_id, entity_id, booked_date, value_date, amount, account, text, told)


def told_parts(parts: Sequence[Mapping[str, Any]]) -> tuple[ToldPart, ...]:
    """The payments that a line bundles, as its row keeps them."""
    return tuple(ToldPart(part["party_account"], part["amount_minor"]) for part in parts)
