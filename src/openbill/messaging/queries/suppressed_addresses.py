"""Whom never to write to."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Q

from openbill.foundation.tenancy import current_organization_id
from openbill.messaging.models import Suppression


@dataclass(frozen=True, slots=True)
class SuppressedAddress:
    """An address that is not written to, in small letters; `reason` is one of SUPPRESSION_REASONS."""

    id: UUID
    address: str
    reason: str
    since: datetime
    note: str


def suppressed_addresses(
    *, containing: str = "", after: tuple[datetime, UUID] | None = None, limit: int = 100
) -> list[SuppressedAddress]:
    """The addresses on the list now, those last added first; `containing` looks for a part of them.

    `after` names the last one seen.
    """
    rows = Suppression.objects.filter(
        organization_id=current_organization_id(), lifted_at=None, address__contains=containing.strip().lower()
    ).order_by("-since", "-id")
    if after is not None:
        since, identifier = after
        rows = rows.filter(Q(since__lt=since) | Q(since=since, id__lt=identifier))
    fields = ("id", "address", "reason", "since", "note")
    return [SuppressedAddress(*row) for row in rows.values_list(*fields)[:limit]]
