"""Unclaimed credits one by one: with their clocks, their history, the letters, and what their owners did."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import connection

from openbill.customers.queries.shown_as import is_shown_as, shown_as
from openbill.foundation.tenancy import current_organization_id
from openbill.unclaimed.errors import UnclaimedCreditUnknown
from openbill.unclaimed.policies.due_on import due_on


@dataclass(frozen=True, slots=True)
class UnclaimedInOrder:
    """A credit with its clock; `because` is a ReasonCode. Amounts in minor units.

    `payment_id` is that of a credit that is a payment. `came_back_on` is the day on which its owner asked for what a
    state has.
    """

    id: UUID
    item_id: UUID | None
    line_id: UUID | None
    payment_id: UUID | None
    customer_id: UUID | None
    customer_number: str
    customer_name: str
    party_name: str
    legal_entity_id: UUID
    legal_entity_name: str
    number: str
    kind: str
    jurisdiction: str
    currency: str
    amount_minor: int
    arose_on: date
    last_contact_on: date | None
    last_contact_how: str
    rests_from: date
    dormant_on: date | None
    letter_from: date | None
    letter_until: date | None
    report_on: date | None
    deliver_on: date | None
    state: str
    because: str
    state_since: date
    rule_source: str
    hand_over_id: UUID | None
    came_back_on: date | None

    @property
    def due_on(self) -> date | None:
        return due_on(self.state, self.letter_until, self.report_on)


@dataclass(frozen=True, slots=True)
class ChangeOfUnclaimed:
    """A credit came into a state on a day; `actor` did it, such as "user 0190…"."""

    id: UUID
    on_date: date
    state: str
    because: str
    currency: str
    amount_minor: int
    rests_from: date
    report_on: date | None
    jurisdiction: str
    actor: str


@dataclass(frozen=True, slots=True)
class LetterOfUnclaimed:
    """A letter about a credit, and where its message is."""

    id: UUID
    message_id: UUID
    written_on: date
    currency: str
    amount_minor: int
    channel: str
    state: str
    sent_at: datetime | None


@dataclass(frozen=True, slots=True)
class ContactOfOwner:
    """What an owner did, as people or events told; `wants` is an answer to a letter about `credit_id`."""

    id: UUID
    contact_on: date
    how: str
    note: str
    credit_id: UUID | None
    wants: str
    is_of_event: bool
    recorded_by: str


def unclaimed_in_order(
    *,
    customer_id: UUID | None = None,
    state: str | None = None,
    jurisdiction: str | None = None,
    after: UUID | None = None,
    limit: int = 50,
) -> list[UnclaimedInOrder]:
    """Credits, the last that got a clock first; `after` is the last one seen. Of merged ones the survivor's too."""
    conditions = [
        "(%(state)s::text IS NULL OR credit.state = %(state)s)",
        "(%(jurisdiction)s::text IS NULL OR credit.jurisdiction = %(jurisdiction)s)",
    ]
    if customer_id is not None:
        conditions.append(is_shown_as("owner"))
    if after is not None:
        conditions.append("credit.id < %(after)s")
    asked = {"customer": customer_id, "state": state, "jurisdiction": jurisdiction, "after": after, "limit": limit}
    return _credits(f"AND {' AND '.join(conditions)} ORDER BY credit.id DESC LIMIT %(limit)s", asked)


def unclaimed_credit_of(credit_id: UUID) -> UnclaimedInOrder:
    """One credit. Raises UnclaimedCreditUnknown."""
    found = _credits("AND credit.id = %(credit)s", {"credit": credit_id})
    if not found:
        raise UnclaimedCreditUnknown(credit_id=credit_id)
    return found[0]


def unclaimed_of_item(item_id: UUID) -> UnclaimedInOrder | None:
    """The credit that an open item is, where its clock runs."""
    found = _credits("AND credit.item_id = %(item)s", {"item": item_id})
    return found[0] if found else None


def history_of_unclaimed(credit_id: UUID) -> list[ChangeOfUnclaimed]:
    """What became of a credit, the last first."""
    return [ChangeOfUnclaimed(*row) for row in _asked(_HISTORY, {"credit": credit_id})]


def letters_of_unclaimed(credit_id: UUID) -> list[LetterOfUnclaimed]:
    """The letters about a credit, the last first."""
    return [LetterOfUnclaimed(*row) for row in _asked(_LETTERS, {"credit": credit_id})]


def contacts_of_owner(customer_id: UUID) -> list[ContactOfOwner]:
    """What people and events told of a customer's acts and was not taken back, the last first; at most a hundred."""
    return [ContactOfOwner(*row) for row in _asked(_CONTACTS, {"customer": customer_id})]


def jurisdictions_without_rule() -> list[tuple[str, int]]:
    """The jurisdictions without a rule, and how many credits each has, the most first; what has no name comes last."""
    return [(jurisdiction, count) for jurisdiction, count in _asked(_WITHOUT_RULE, {})]


def _credits(condition: str, parameters: dict[str, Any]) -> list[UnclaimedInOrder]:
    return [UnclaimedInOrder(*row) for row in _asked(_CREDITS.format(condition=condition), parameters)]


def _asked(statement: str, parameters: dict[str, Any]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, {"organization": current_organization_id(), **parameters})
        return list(cursor.fetchall())


_CREDITS = f"""
    SELECT credit.id, credit.item_id, credit.line_id, payment.id, shown.id, coalesce(shown.number, ''),
           coalesce(shown.name, ''), coalesce(line.party_name, ''), entity.id, entity.name, credit.number, credit.kind,
           credit.jurisdiction, credit.currency, credit.amount_minor, credit.arose_on, credit.last_contact_on,
           credit.last_contact_how, credit.rests_from, credit.dormant_on, credit.letter_from, credit.letter_until,
           credit.report_on, credit.deliver_on, credit.state, credit.because, credit.state_since, credit.rule_source,
           part.hand_over_id, came.came_on
    FROM unclaimed_credit credit
    JOIN legal_entity entity
      ON entity.organization_id = credit.organization_id AND entity.id = credit.legal_entity_id
    LEFT JOIN customer owner ON owner.organization_id = credit.organization_id AND owner.id = credit.customer_id
    LEFT JOIN customer shown ON shown.organization_id = credit.organization_id AND shown.id = {shown_as("owner")}
    LEFT JOIN bank_line line ON line.organization_id = credit.organization_id AND line.id = credit.line_id
    LEFT JOIN payment ON payment.organization_id = credit.organization_id AND payment.item_id = credit.item_id
    LEFT JOIN hand_over_credit part
      ON part.organization_id = credit.organization_id AND part.credit_id = credit.id AND part.is_live
    LEFT JOIN owner_return came
      ON came.organization_id = credit.organization_id AND came.credit_id = credit.id AND NOT came.is_withdrawn
    WHERE credit.organization_id = %(organization)s {{condition}}
"""

_HISTORY = """
    SELECT change.id, change.on_date, change.state, change.because, credit.currency, change.amount_minor,
           change.rests_from, change.report_on, change.jurisdiction, change.actor
    FROM unclaimed_change change
    JOIN unclaimed_credit credit ON credit.organization_id = change.organization_id AND credit.id = change.credit_id
    WHERE change.organization_id = %(organization)s AND change.credit_id = %(credit)s
    ORDER BY change.id DESC
"""

_LETTERS = """
    SELECT letter.id, letter.message_id, letter.written_on, credit.currency, letter.amount_minor, message.channel,
           message.state, message.sent_at
    FROM unclaimed_letter letter
    JOIN unclaimed_credit credit ON credit.organization_id = letter.organization_id AND credit.id = letter.credit_id
    JOIN message ON message.organization_id = letter.organization_id AND message.id = letter.message_id
    WHERE letter.organization_id = %(organization)s AND letter.credit_id = %(credit)s
    ORDER BY letter.id DESC
"""

_CONTACTS = f"""
    SELECT contact.id, contact.contact_on, contact.how, contact.note, contact.credit_id, contact.wants,
           contact.event_id IS NOT NULL, contact.recorded_by
    FROM owner_contact contact
    JOIN customer ON customer.organization_id = contact.organization_id AND customer.id = contact.customer_id
    WHERE contact.organization_id = %(organization)s AND NOT contact.is_withdrawn AND {is_shown_as("customer")}
    ORDER BY contact.contact_on DESC, contact.id DESC LIMIT 100
"""

_WITHOUT_RULE = """
    SELECT jurisdiction, count(*) FROM unclaimed_credit
    WHERE organization_id = %(organization)s AND state = 'rule_missing'
    GROUP BY jurisdiction ORDER BY jurisdiction = '', count(*) DESC, jurisdiction
"""
