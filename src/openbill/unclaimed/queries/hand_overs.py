"""What was handed over to states, and what waits for a second person."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import connection

from openbill.customers.queries.shown_as import shown_as
from openbill.foundation.tenancy import current_organization_id
from openbill.unclaimed.errors import HandOverUnknown
from openbill.unclaimed.types import ReportedCredit


@dataclass(frozen=True, slots=True)
class HandOverInOrder:
    """A handing over; `requested_by` and `decided_by` are actors, such as "user 0190…"."""

    id: UUID
    number: str
    jurisdiction: str
    legal_entity_id: UUID
    legal_entity_name: str
    currency: str
    amount_minor: int
    credit_count: int
    state: str
    requested_by: str
    requested_at: datetime
    decided_by: str
    decided_at: datetime | None
    handed_over_on: date | None
    paid_on: date | None
    reference: str
    reason: str


@dataclass(frozen=True, slots=True)
class ToHandOver:
    """Credits that are to be handed over, and were not asked for yet: of one jurisdiction, entity and currency."""

    jurisdiction: str
    legal_entity_id: UUID
    legal_entity_name: str
    currency: str
    amount_minor: int
    credit_count: int
    first_report_on: date | None


def hand_overs_in_order(
    *, state: str | None = None, after: UUID | None = None, limit: int = 50
) -> list[HandOverInOrder]:
    """Those in a state, or all, the last asked for first; `after` is the last one seen."""
    condition = "(%(state)s::text IS NULL OR state = %(state)s) AND (%(after)s::uuid IS NULL OR row.id < %(after)s)"
    asked = {"state": state, "after": after, "limit": limit}
    return _hand_overs(f"{condition} ORDER BY row.id DESC LIMIT %(limit)s", asked)


def hand_over_of(hand_over_id: UUID) -> HandOverInOrder:
    """One handing over. Raises HandOverUnknown."""
    found = _hand_overs("row.id = %(hand_over)s", {"hand_over": hand_over_id})
    if not found:
        raise HandOverUnknown(hand_over_id=hand_over_id)
    return found[0]


def to_hand_over() -> list[ToHandOver]:
    """What could be asked for now, the first report first."""
    return [ToHandOver(*row) for row in _asked(_TO_HAND_OVER, {})]


def credits_of_hand_over(
    hand_over_id: UUID, *, after: UUID | None = None, limit: int | None = None
) -> list[ReportedCredit]:
    """The credits of a handing over in the order of their identifiers, whatever became of it; after the last seen."""
    asked = {"hand_over": hand_over_id, "after": after, "limit": limit}
    return [ReportedCredit(*row) for row in _asked(_REPORTED.format(chosen=_OF_HAND_OVER), asked)]


def report_of(
    jurisdiction: str, day: date, *, legal_entity_id: UUID | None = None, chunk: int = 2_000
) -> Iterator[ReportedCredit]:
    """What a holder reports to a jurisdiction on a day: credits to be handed over by then, and those that wait for it.

    Read in chunks by key, so that any number of them passes through. A credit whose report is due later is left out.
    """
    after = None
    while True:
        asked = {"jurisdiction": jurisdiction, "day": day, "entity": legal_entity_id, "after": after, "limit": chunk}
        rows = _asked(_REPORTED.format(chosen=_OF_DAY), asked)
        yield from (ReportedCredit(*row) for row in rows)
        if len(rows) < chunk:
            return
        after = rows[-1][0]


def _hand_overs(condition: str, parameters: dict[str, Any]) -> list[HandOverInOrder]:
    return [HandOverInOrder(*row) for row in _asked(_HAND_OVERS.format(condition=condition), parameters)]


def _asked(statement: str, parameters: dict[str, Any]) -> Sequence[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, {"organization": current_organization_id(), **parameters})
        rows: list[tuple[Any, ...]] = cursor.fetchall()
        return rows


_HAND_OVERS = """
    SELECT row.id, row.number, jurisdiction, entity.id, entity.name, row.currency, amount_minor, credit_count, state,
           requested_by, requested_at, decided_by, decided_at, handed_over_on, paid_on, reference, reason
    FROM hand_over row
    JOIN legal_entity entity ON entity.organization_id = row.organization_id AND entity.id = row.legal_entity_id
    WHERE row.organization_id = %(organization)s AND {condition}
"""

_TO_HAND_OVER = """
    SELECT credit.jurisdiction, entity.id, entity.name, credit.currency, sum(credit.amount_minor)::bigint, count(*),
           min(credit.report_on)
    FROM unclaimed_credit credit
    JOIN legal_entity entity
      ON entity.organization_id = credit.organization_id AND entity.id = credit.legal_entity_id
    WHERE credit.organization_id = %(organization)s AND credit.state = 'to_hand_over'
      AND credit.because <> 'asked_for'
    GROUP BY credit.jurisdiction, entity.id, entity.name, credit.currency
    ORDER BY min(credit.report_on), credit.jurisdiction, entity.name, credit.currency
"""

_OF_HAND_OVER = """credit.id IN (
        SELECT part.credit_id FROM hand_over_credit part
        WHERE part.organization_id = %(organization)s AND part.hand_over_id = %(hand_over)s)"""

_OF_DAY = """credit.state = 'to_hand_over' AND credit.jurisdiction = %(jurisdiction)s
      AND credit.report_on <= %(day)s
      AND (%(entity)s::uuid IS NULL OR credit.legal_entity_id = %(entity)s)"""

_REPORTED = f"""
    SELECT credit.id, coalesce(shown.number, ''), coalesce(shown.name, line.party_name, ''),
           coalesce(shown.is_natural_person, false), coalesce(address.street, ''), coalesce(address.city, ''),
           coalesce(address.region, ''), coalesce(address.postal_code, ''),
           coalesce(address.country, shown.country, ''), credit.kind, credit.number, credit.currency,
           credit.amount_minor, credit.arose_on, credit.last_contact_on, letter.sent_on, entity.name,
           credit.jurisdiction
    FROM unclaimed_credit credit
    JOIN legal_entity entity
      ON entity.organization_id = credit.organization_id AND entity.id = credit.legal_entity_id
    LEFT JOIN customer owner ON owner.organization_id = credit.organization_id AND owner.id = credit.customer_id
    LEFT JOIN customer shown ON shown.organization_id = credit.organization_id AND shown.id = {shown_as("owner")}
    LEFT JOIN bank_line line ON line.organization_id = credit.organization_id AND line.id = credit.line_id
    LEFT JOIN LATERAL (
        SELECT street, city, region, postal_code, country FROM address
        WHERE address.organization_id = shown.organization_id AND address.customer_id = shown.id
          AND address.country <> ''
        ORDER BY array_position(ARRAY['billing', 'registered', 'delivery'], address.purpose) LIMIT 1
    ) AS address ON true
    LEFT JOIN LATERAL (
        SELECT max((message.sent_at AT TIME ZONE entity.time_zone)::date) AS sent_on
        FROM unclaimed_letter written
        JOIN message ON message.organization_id = written.organization_id AND message.id = written.message_id
        WHERE written.organization_id = credit.organization_id AND written.credit_id = credit.id
          AND message.state = 'sent'
    ) AS letter ON true
    WHERE credit.organization_id = %(organization)s AND {{chosen}}
      AND (%(after)s::uuid IS NULL OR credit.id > %(after)s)
    ORDER BY credit.id LIMIT %(limit)s
"""
