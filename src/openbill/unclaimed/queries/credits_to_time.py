"""The credits whose clocks run, with all that their clocks are set by."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db import connection

from openbill.customers.queries.shown_as import shown_as
from openbill.foundation.identifier_array import identifier_array
from openbill.foundation.tenancy import current_organization_id
from openbill.primitives.money import Money
from openbill.unclaimed.policies.jurisdiction import is_whole, jurisdiction_of
from openbill.unclaimed.types import KIND_OF_ITEM, CreditFacts, CreditKind, Letter

YOUNG_DAYS = 30
"""What is younger gets no clock yet: most of it is settled by then."""


@dataclass(frozen=True, slots=True)
class CreditToTime:
    """A credit with its facts, and where its clock stood; `credit_id` is None where it has none yet.

    `amount` of the facts is what is open, zero where nothing is. `handed_over` is the state of a handing over that
    holds it, blank where none does. `is_refund_asked_for` says that a refund of it waits for a decision.
    """

    credit_id: UUID | None
    item_id: UUID | None
    line_id: UUID | None
    customer_id: UUID | None
    legal_entity_id: UUID
    number: str
    jurisdiction: str
    facts: CreditFacts
    last_contact_how: str
    handed_over: str
    is_refund_asked_for: bool
    state_before: str
    because_before: str
    rests_from_before: date | None


def items_to_time(after: UUID | None, limit: int, today: date) -> list[UUID]:
    """Items in the order of their identifiers: open credits of customers that are not young, and what has a clock."""
    return _identifiers(_ITEMS, after, limit, today)


def lines_to_time(after: UUID | None, limit: int, today: date) -> list[UUID]:
    """The same of bank lines: money that came in and that nobody has decided about, and what has a clock."""
    return _identifiers(_LINES, after, limit, today)


def credits_of_items(item_ids: Collection[UUID]) -> list[CreditToTime]:
    """Customers' credits by their items, with the last contact of their owners; items of other kinds are left out."""
    rows = _asked(_FACTS_OF_ITEMS, {"items": identifier_array(item_ids), "kinds": list(KIND_OF_ITEM)})
    contacts = last_contacts({row[2] for row in rows})
    return [_of_item(row, contacts) for row in rows]


def credits_of_lines(line_ids: Collection[UUID]) -> list[CreditToTime]:
    """Cash without a known owner by its bank lines."""
    return [_of_line(row) for row in _asked(_FACTS_OF_LINES, {"lines": identifier_array(line_ids)})]


def last_contacts(customer_ids: Collection[UUID]) -> dict[UUID, tuple[date, str]]:
    """Of each owner the last act with the firm, and what it was; nothing of who was not heard of.

    A payment, also one that the bank took back; a call in which the owner was reached; a promise; a dispute; and what
    people or events told of. What we wrote is none.
    """
    if not customer_ids:
        return {}
    rows = _asked(_CONTACTS, {"owners": identifier_array(customer_ids)})
    return {owner: (day, how) for owner, day, how in rows}


def _identifiers(statement: str, after: UUID | None, limit: int, today: date) -> list[UUID]:
    asked = {
        "after": after or UUID(int=0),
        "limit": limit,
        "kinds": list(KIND_OF_ITEM),
        "arisen": today - timedelta(days=YOUNG_DAYS),
    }
    return [row[0] for row in _asked(statement, asked)]


def _asked(statement: str, parameters: dict[str, Any]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, {"organization": current_organization_id(), **parameters})
        return list(cursor.fetchall())


def _of_item(row: Sequence[Any], contacts: dict[UUID, tuple[date, str]]) -> CreditToTime:
    (
        credit_id, item_id, customer_id, entity_id, number, kind, currency, open_minor, arose_on, is_person, country,
        region, holder, letter_state, letter_sent_on, answered_on, handed_over, is_refund_asked_for, state, because,
        rests_from,
    ) = row  # fmt: skip
    contact = contacts.get(customer_id)
    jurisdiction = jurisdiction_of(country, region)
    return CreditToTime(
        credit_id,
        item_id,
        None,
        customer_id,
        entity_id,
        number,
        # Without an address the law of the holder counts.
        jurisdiction if country else _of_holder(holder),
        CreditFacts(
            kind=KIND_OF_ITEM[kind],
            amount=Money(open_minor, currency),
            arose_on=arose_on,
            last_contact_on=contact[0] if contact else None,
            is_business=not is_person,
            has_owner=True,
            letter=_letter(letter_state, letter_sent_on),
            answered_on=answered_on,
        ),
        contact[1] if contact else "",
        handed_over,
        is_refund_asked_for,
        state,
        because,
        rests_from,
    )


def _of_line(row: Sequence[Any]) -> CreditToTime:
    (
        credit_id, line_id, entity_id, number, currency, open_minor, arose_on, holder, handed_over, state, because,
        rests_from,
    ) = row  # fmt: skip
    return CreditToTime(
        credit_id,
        None,
        line_id,
        None,
        entity_id,
        number,
        _of_holder(holder),
        CreditFacts(
            kind=CreditKind.UNIDENTIFIED,
            amount=Money(open_minor, currency),
            arose_on=arose_on,
            last_contact_on=None,
            is_business=False,
            has_owner=False,
        ),
        "",
        handed_over,
        False,
        state,
        because,
        rests_from,
    )


def _of_holder(jurisdiction: str) -> str:
    return jurisdiction if is_whole(jurisdiction) else jurisdiction_of(jurisdiction, "")


def _letter(state: str, sent_on: date | None) -> Letter | None:
    if not state:
        return None
    return Letter(sent_on, came_back=state in ("bounced", "failed", "suppressed", "cancelled"))


# The rows of one organization in the order of their identifiers, which is that in which they came.
_ITEMS = """
    SELECT id FROM (
        (SELECT id FROM open_item
         WHERE organization_id = %(organization)s AND id > %(after)s AND side = 'credit' AND open_minor > 0
           AND kind = ANY(%(kinds)s) AND document_date <= %(arisen)s
         ORDER BY id LIMIT %(limit)s)
        UNION
        (SELECT item_id FROM unclaimed_credit
         WHERE organization_id = %(organization)s AND item_id > %(after)s AND state NOT IN ('ended', 'handed_over')
         ORDER BY item_id LIMIT %(limit)s)
    ) AS found ORDER BY id LIMIT %(limit)s
"""

_LINES = """
    SELECT id FROM (
        (SELECT line_id AS id FROM line_to_do
         WHERE organization_id = %(organization)s AND line_id > %(after)s AND amount_minor > 0
           AND booked_date <= %(arisen)s
         ORDER BY line_id LIMIT %(limit)s)
        UNION
        (SELECT line_id FROM unclaimed_credit
         WHERE organization_id = %(organization)s AND line_id > %(after)s AND state NOT IN ('ended', 'handed_over')
         ORDER BY line_id LIMIT %(limit)s)
    ) AS found ORDER BY id LIMIT %(limit)s
"""

_HELD_BY = """
    LEFT JOIN LATERAL (
        SELECT hand_over.state FROM hand_over_credit part
        JOIN hand_over ON hand_over.organization_id = part.organization_id AND hand_over.id = part.hand_over_id
        WHERE part.organization_id = credit.organization_id AND part.credit_id = credit.id AND part.is_live
    ) AS held ON true
    LEFT JOIN holder_jurisdiction holder
      ON holder.organization_id = entity.organization_id AND holder.legal_entity_id = entity.id
"""

_FACTS_OF_ITEMS = f"""
    SELECT credit.id, item.id, owner.id, item.legal_entity_id, item.document_number, item.kind, item.currency,
           item.open_minor, item.document_date, owner.is_natural_person,
           coalesce(address.country, owner.country), coalesce(address.region, ''),
           coalesce(holder.jurisdiction, entity.country), coalesce(letter.state, ''), letter.sent_on, answer.contact_on,
           coalesce(held.state, ''), EXISTS (
               SELECT FROM refund_request refund WHERE refund.organization_id = item.organization_id
                 AND refund.item_id = item.id AND refund.state = 'requested'
           ), coalesce(credit.state, ''), coalesce(credit.because, ''), credit.rests_from
    FROM open_item item
    JOIN legal_entity entity ON entity.organization_id = item.organization_id AND entity.id = item.legal_entity_id
    JOIN customer ON customer.organization_id = item.organization_id AND customer.id = item.customer_id
    JOIN customer owner ON owner.organization_id = customer.organization_id AND owner.id = {shown_as("customer")}
    LEFT JOIN LATERAL (
        SELECT country, region FROM address
        WHERE address.organization_id = owner.organization_id AND address.customer_id = owner.id AND country <> ''
        ORDER BY array_position(ARRAY['billing', 'registered', 'delivery'], address.purpose) LIMIT 1
    ) AS address ON true
    LEFT JOIN unclaimed_credit credit ON credit.organization_id = item.organization_id AND credit.item_id = item.id
    LEFT JOIN LATERAL (
        SELECT message.state, (message.sent_at AT TIME ZONE entity.time_zone)::date AS sent_on
        FROM unclaimed_letter letter
        JOIN message ON message.organization_id = letter.organization_id AND message.id = letter.message_id
        WHERE letter.organization_id = credit.organization_id AND letter.credit_id = credit.id
        ORDER BY letter.id DESC LIMIT 1
    ) AS letter ON true
    LEFT JOIN LATERAL (
        SELECT max(contact_on) AS contact_on FROM owner_contact
        WHERE owner_contact.organization_id = credit.organization_id AND owner_contact.credit_id = credit.id
          AND NOT is_withdrawn
    ) AS answer ON true
    {_HELD_BY}
    WHERE item.organization_id = %(organization)s AND item.id = ANY(%(items)s::uuid[])
      AND item.kind = ANY(%(kinds)s)
    ORDER BY item.id
"""

_FACTS_OF_LINES = f"""
    SELECT credit.id, line.id, account.legal_entity_id, line.bank_reference, line.currency,
           CASE WHEN line_to_do.id IS NULL THEN 0 ELSE line.amount_minor END, line.booked_date,
           coalesce(holder.jurisdiction, entity.country),
           coalesce(held.state, ''), coalesce(credit.state, ''), coalesce(credit.because, ''), credit.rests_from
    FROM bank_line line
    JOIN bank_account account ON account.organization_id = line.organization_id AND account.id = line.bank_account_id
    JOIN legal_entity entity
      ON entity.organization_id = account.organization_id AND entity.id = account.legal_entity_id
    LEFT JOIN line_to_do ON line_to_do.organization_id = line.organization_id AND line_to_do.line_id = line.id
    LEFT JOIN unclaimed_credit credit ON credit.organization_id = line.organization_id AND credit.line_id = line.id
    {_HELD_BY}
    WHERE line.organization_id = %(organization)s AND line.id = ANY(%(lines)s::uuid[])
    ORDER BY line.id
"""

_CONTACTS = """
    WITH family AS (
        SELECT coalesce(merged_into_id, id) AS owner_id, id FROM customer
        WHERE organization_id = %(organization)s AND id = ANY(%(owners)s::uuid[])
        UNION ALL
        SELECT merged_into_id, id FROM customer
        WHERE organization_id = %(organization)s AND merged_into_id = ANY(%(owners)s::uuid[])
    )
    SELECT DISTINCT ON (owner_id) owner_id, day, how FROM (
        SELECT owner_id, max(received_date) AS day, 'payment' AS how FROM family
        JOIN payment ON payment.organization_id = %(organization)s AND payment.customer_id = family.id
                    AND payment.state <> 'withdrawn'
        GROUP BY owner_id
        UNION ALL
        SELECT owner_id, max(called_on), 'call' FROM family
        JOIN call ON call.organization_id = %(organization)s AND call.customer_id = family.id
                 AND NOT call.is_withdrawn AND call.outcome IN ('reached', 'will_pay', 'refuses')
        GROUP BY owner_id
        UNION ALL
        SELECT owner_id, max(given_on), 'promise' FROM family
        JOIN promise ON promise.organization_id = %(organization)s AND promise.customer_id = family.id
                    AND promise.state <> 'withdrawn'
        GROUP BY owner_id
        UNION ALL
        SELECT owner_id, max(opened_on), 'dispute' FROM family
        JOIN dispute ON dispute.organization_id = %(organization)s AND dispute.customer_id = family.id
        GROUP BY owner_id
        UNION ALL
        (SELECT DISTINCT ON (owner_id) owner_id, contact_on, owner_contact.how FROM family
         JOIN owner_contact ON owner_contact.organization_id = %(organization)s
                           AND owner_contact.customer_id = family.id AND NOT owner_contact.is_withdrawn
         ORDER BY owner_id, contact_on DESC, owner_contact.id DESC)
    ) AS contact
    ORDER BY owner_id, day DESC, how
"""
