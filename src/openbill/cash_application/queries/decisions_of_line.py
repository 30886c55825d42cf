"""What was decided about one bank line before, and what came of it."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import connection

from openbill.cash_application.errors import LineUnknown
from openbill.cash_application.models import BankLine
from openbill.foundation.tenancy import current_organization_id


@dataclass(frozen=True, slots=True)
class PostedPart:
    """A payment that came of a posted line."""

    payment_id: UUID
    number: str
    customer_id: UUID
    customer_name: str
    amount_minor: int
    unapplied_minor: int


@dataclass(frozen=True, slots=True)
class DecisionOfLine:
    """What was decided about a line, and whether it was undone."""

    posting_id: UUID
    kind: str
    is_by_itself: bool
    probability: float | None
    rank: int | None
    evidence: Sequence[str]
    currency: str
    posted_at: datetime
    undone_at: datetime | None
    undone_reason: str
    parts: tuple[PostedPart, ...]


def decisions_of_line(line_id: UUID) -> list[DecisionOfLine]:
    """What was decided about a line, the latest first. Raises LineUnknown."""
    if not BankLine.objects.filter(organization_id=current_organization_id(), id=line_id).exists():
        raise LineUnknown(line_id=line_id)
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT posting.id, posting.kind, posting.is_by_itself, posting.probability, posting.rank, posting.evidence,
                   line.currency, posting.posted_at, posting.undone_at, posting.undone_reason
            FROM line_posting posting
            JOIN bank_line line ON line.organization_id = posting.organization_id AND line.id = posting.line_id
            WHERE posting.organization_id = %s AND posting.line_id = %s ORDER BY posting.posted_at DESC, posting.id DESC
            """,
            [current_organization_id(), line_id],
        )
        rows = cursor.fetchall()
    parts = _parts([row[0] for row in rows])
    found = []
    for posting_id, kind, is_by_itself, probability, rank, evidence, currency, posted_at, undone_at, reason in rows:
        found.append(
            DecisionOfLine(
                posting_id=posting_id,
                kind=kind,
                is_by_itself=is_by_itself,
                probability=probability,
                rank=rank,
                evidence=json.loads(evidence),
                currency=currency,
                posted_at=posted_at,
                undone_at=undone_at,
                undone_reason=reason,
                parts=tuple(parts.get(posting_id, ())),
            )
        )
    return found


def _parts(posting_ids: Sequence[UUID]) -> dict[UUID, list[PostedPart]]:
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT split.posting_id, split.payment_id, item.document_number, customer.id, customer.name,
                   split.amount_minor, item.open_minor
            FROM line_split split
            JOIN payment ON payment.organization_id = split.organization_id AND payment.id = split.payment_id
            JOIN open_item item ON item.organization_id = payment.organization_id AND item.id = payment.item_id
            JOIN customer ON customer.organization_id = split.organization_id AND customer.id = split.customer_id
            WHERE split.organization_id = %s AND split.posting_id = ANY(%s)
            ORDER BY split.posting_id, split.number
            """,
            [current_organization_id(), list(posting_ids)],
        )
        parts: dict[UUID, list[PostedPart]] = {}
        for posting_id, *part in cursor.fetchall():
            parts.setdefault(posting_id, []).append(PostedPart(*part))
    return parts
