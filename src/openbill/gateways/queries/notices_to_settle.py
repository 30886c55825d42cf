"""The notices of gateways that were not understood, wait, or were set aside; and when each last told something."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from django.db import connection

from openbill.foundation.counting import MOST_COUNTED
from openbill.foundation.tenancy import current_organization_id
from openbill.gateways.models import GatewayNotice
from openbill.primitives.money import Money


class NoticesOf(StrEnum):
    """Which notices a list has: those that were refused at least once, that wait, or that a person set aside."""

    REFUSED = "refused"
    WAITING = "waiting"
    SET_ASIDE = "set-aside"


@dataclass(frozen=True, slots=True)
class ListedNotice:
    """A notice; `gateway` is the kind of its gateway, `told_as` what that calls it, `amount` what it tells of.

    `is_given_up` where it is read no more; `read_again_at` is when it is read again otherwise.
    """

    id: UUID
    gateway: str
    kind: str
    told_as: str
    ref: str
    amount: Money | None
    state: str
    happened_at: datetime
    received_at: datetime
    refusals: int
    refused_because: str
    read_again_at: datetime | None
    set_aside_because: str

    @property
    def is_given_up(self) -> bool:
        return self.state == "refused"


_ONLY: dict[NoticesOf, dict[str, Any]] = {
    NoticesOf.REFUSED: {"state__in": ["kept", "refused"], "refusals__gt": 0},
    NoticesOf.WAITING: {"state": "waiting"},
    NoticesOf.SET_ASIDE: {"state": "set_aside"},
}


def notices_to_settle(
    only: NoticesOf = NoticesOf.REFUSED, *, before: UUID | None = None, limit: int = 50
) -> list[ListedNotice]:
    """Some of them, the last received first; those that were received before the notice `before`."""
    rows = GatewayNotice.objects.filter(organization_id=current_organization_id(), **_ONLY[only])
    if before is not None:
        rows = rows.filter(id__lt=before)
    return [
        ListedNotice(
            id=row.id,
            gateway=row.account.kind,
            kind=row.kind,
            told_as=row.told_as,
            ref=row.payment_ref or row.gateway_id or row.facts.get("payout_id") or "",
            amount=_amount(row.facts.get("amount")),
            state=row.state,
            happened_at=row.happened_at,
            received_at=row.received_at,
            refusals=row.refusals,
            refused_because=row.refused_because,
            read_again_at=row.read_again_at,
            set_aside_because=row.set_aside_because,
        )
        for row in rows.select_related("account").order_by("-id")[:limit]
    ]


def counted_notices() -> dict[NoticesOf, int]:
    """How many there are of each, as far as rows are counted."""
    notices = GatewayNotice.objects.filter(organization_id=current_organization_id())
    return {only: notices.filter(**wanted)[: MOST_COUNTED + 1].count() for only, wanted in _ONLY.items()}


def last_told() -> dict[UUID, datetime]:
    """When each account of a gateway last told something, by the account; those that never did are left out."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT account.id, latest.received_at
            FROM gateway_account account
            CROSS JOIN LATERAL (
                SELECT notice.received_at FROM gateway_notice notice
                WHERE notice.organization_id = account.organization_id AND notice.account_id = account.id
                ORDER BY notice.received_at DESC LIMIT 1
            ) AS latest
            WHERE account.organization_id = %(organization)s
            """,
            {"organization": current_organization_id()},
        )
        return dict(cursor.fetchall())


def _amount(told: object) -> Money | None:
    if not isinstance(told, dict):
        return None
    return Money(int(told["minor_units"]), str(told["currency"]))
