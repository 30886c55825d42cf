"""What would be collected if debits were prepared today, and what is due and left out, with the reason of each."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any
from uuid import UUID

from django.db import connection

from openbill.collections.queries.promised_parts import promised_parts
from openbill.customers.queries.shown_as import shown_as
from openbill.direct_debits.models import Creditor
from openbill.direct_debits.policies.collection_date import NOTICE_DAYS
from openbill.direct_debits.policies.mandate_lifecycle import lapses_on
from openbill.direct_debits.policies.plan_debits import plan_debits
from openbill.direct_debits.queries.collectable_items import collectable_items, credits_of_customers
from openbill.foundation.identifier_array import identifier_array
from openbill.foundation.tenancy import current_organization_id
from openbill.payments.queries.under_way import is_under_way

MOST_PLANNED = 500
"""So many mandates are planned at once: who collects from more prepares these, and looks again."""


class ToCollectBy(StrEnum):
    """What a list of debits to be prepared is sorted by."""

    COLLECTED = "collected"
    CUSTOMER = "customer"
    AMOUNT = "amount"


@dataclass(frozen=True, slots=True)
class DebitToCollect:
    """A debit that would be prepared: from whom, under which mandate, on which day, how much for what."""

    mandate_id: UUID
    mandate_reference: str
    scheme: str
    customer_id: UUID
    customer_number: str
    customer_name: str
    account_end: str
    collection_date: date
    currency: str
    amount_minor: int
    items: int
    text: str
    attempt: int


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A due item of a customer with a mandate that would not be collected.

    `reason`: other_currency, in_debit, under_way, no_signature, suspended, used_up, disputed, promised, came_back, or
    in_credit.
    """

    item_id: UUID
    document_number: str
    due_date: date
    currency: str
    open_minor: int
    customer_id: UUID
    customer_name: str
    mandate_id: UUID
    reason: str


@dataclass(frozen=True, slots=True)
class ToCollect:
    """The debits of the first mandates under which something is due; `is_more` where there are more mandates."""

    debits: tuple[DebitToCollect, ...]
    left_out: tuple[LeftOut, ...]
    is_more: bool
    is_more_left_out: bool


def debits_to_collect(
    legal_entity_id: UUID,
    due_by: date,
    today: date,
    *,
    text: str = "",
    by: ToCollectBy = ToCollectBy.COLLECTED,
    descending: bool = False,
    most: int = MOST_PLANNED,
    most_left_out: int = 200,
) -> ToCollect:
    """What `prepare_debits` would make of the first mandates, by the same decision; nothing is locked for it.

    Of these the debits of the customers that a text names in part, or under the mandates whose reference it begins,
    as they are sorted. Of a company that does not collect yet the usual days of notice hold.
    """
    mandate_ids = _mandates_with_dues(legal_entity_id, due_by, today, most + 1)
    is_more, mandate_ids = len(mandate_ids) > most, mandate_ids[:most]
    items = collectable_items(legal_entity_id, due_by, today, mandate_ids=mandate_ids)
    known = _mandates({item.mandate_id for item in items})
    creditors = Creditor.objects.filter(organization_id=current_organization_id(), legal_entity_id=legal_entity_id)
    usual_days = creditors.values_list("notice_days", flat=True).first() or NOTICE_DAYS
    planned = plan_debits(
        items,
        credits_of_customers(legal_entity_id, {item.customer_id for item in items}),
        {mandate_id: each.notice_days or usual_days for mandate_id, each in known.items()},
        today=today,
    )
    debits = [
        DebitToCollect(
            mandate_id=each.mandate_id,
            mandate_reference=known[each.mandate_id].reference,
            scheme=known[each.mandate_id].scheme,
            customer_id=each.customer_id,
            customer_number=known[each.mandate_id].customer_number,
            customer_name=known[each.mandate_id].customer_name,
            account_end=known[each.mandate_id].account_end,
            collection_date=each.collection_date,
            currency=each.amount.currency,
            amount_minor=each.amount.minor_units,
            items=len(each.shares),
            text=each.text,
            attempt=each.attempt,
        )
        for each in planned
        if each.collection_date < known[each.mandate_id].lapses_on and _is_meant(known[each.mandate_id], text)
    ]
    debits.sort(key=_ORDER[by], reverse=descending)
    taken = {item_id for each in planned for item_id, _ in each.shares}
    in_credit = [
        LeftOut(
            item.item_id, item.document_number, item.due_date, item.amount.currency, item.amount.minor_units,
            item.customer_id, known[item.mandate_id].customer_name, item.mandate_id, "in_credit",
        )
        for item in items
        if item.item_id not in taken
    ]  # fmt: skip
    left_out = [*in_credit, *_left_out(legal_entity_id, due_by, today, most_left_out + 1)]
    return ToCollect(tuple(debits), tuple(left_out[:most_left_out]), is_more, len(left_out) > most_left_out)


_ORDER: Mapping[ToCollectBy, Callable[[DebitToCollect], Any]] = {
    ToCollectBy.COLLECTED: lambda debit: (debit.collection_date, debit.customer_name, debit.mandate_id),
    ToCollectBy.CUSTOMER: lambda debit: (debit.customer_name.casefold(), debit.collection_date, debit.mandate_id),
    ToCollectBy.AMOUNT: lambda debit: (debit.amount_minor, debit.customer_name, debit.mandate_id),
}


def _is_meant(mandate: "_Known", text: str) -> bool:
    wanted = text.strip().casefold()
    names = mandate.customer_name.casefold(), mandate.customer_number.casefold()
    return any(wanted in name for name in names) or mandate.reference.casefold().startswith(wanted)


@dataclass(frozen=True, slots=True)
class _Known:
    reference: str
    scheme: str
    account_end: str
    notice_days: int | None
    customer_number: str
    customer_name: str
    lapses_on: date


def _mandates(mandate_ids: set[UUID]) -> dict[UUID, _Known]:
    with connection.cursor() as cursor:
        cursor.execute(
            f"""
            SELECT mandate.id, mandate.reference, mandate.scheme, right(mandate.debtor_iban, 4), mandate.notice_days,
                   shown.number, shown.name, mandate.signed_on, mandate.last_collected_on
            FROM mandate
            JOIN customer owner ON owner.organization_id = mandate.organization_id AND owner.id = mandate.customer_id
            JOIN customer shown ON shown.organization_id = owner.organization_id AND shown.id = {shown_as("owner")}
            WHERE mandate.organization_id = %(organization)s AND mandate.id = ANY(%(mandates)s::uuid[])
            """,
            {"organization": current_organization_id(), "mandates": identifier_array(mandate_ids)},
        )
        return {
            mandate_id: _Known(
                reference, scheme, end, days, number, name,
                lapses_on(signed_on=signed_on, last_collected_on=last_collected_on),
            )
            for mandate_id, reference, scheme, end, days, number, name, signed_on, last_collected_on in (
                cursor.fetchall()
            )
        }  # fmt: skip


def _mandates_with_dues(legal_entity_id: UUID, due_by: date, today: date, limit: int) -> list[UUID]:
    """Active mandates in the order of their keys whose customers owe something that is due and in no debit."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"""
            SELECT mandate.id
            FROM mandate
            JOIN customer payer ON payer.organization_id = mandate.organization_id AND payer.id = mandate.customer_id
            WHERE mandate.organization_id = %(organization)s AND mandate.legal_entity_id = %(entity)s
              AND mandate.state = 'active' AND EXISTS (
                  SELECT FROM customer own
                  JOIN open_item item ON item.organization_id = own.organization_id AND item.customer_id = own.id
                  WHERE own.organization_id = mandate.organization_id
                    AND (own.id = {shown_as("payer")} OR own.merged_into_id = {shown_as("payer")})
                    AND item.legal_entity_id = mandate.legal_entity_id AND item.side = 'debit' AND item.open_minor > 0
                    AND item.currency = 'EUR' AND item.due_date <= %(due_by)s
                    AND NOT EXISTS (
                        SELECT FROM debit_item live WHERE live.organization_id = item.organization_id
                           AND live.item_id = item.id AND live.is_live)
                    AND NOT {is_under_way("item.id")})
            ORDER BY mandate.id LIMIT %(limit)s
            """,
            {
                "organization": current_organization_id(),
                "entity": legal_entity_id,
                "due_by": due_by,
                "on": today,
                "limit": limit,
            },
        )
        return [mandate_id for (mandate_id,) in cursor.fetchall()]


def _left_out(legal_entity_id: UUID, due_by: date, today: date, limit: int) -> list[LeftOut]:
    with connection.cursor() as cursor:
        cursor.execute(
            _LEFT_OUT,
            {
                "organization": current_organization_id(),
                "entity": legal_entity_id,
                "due_by": due_by,
                "on": today,
                "limit": limit,
            },
        )
        return [LeftOut(*row) for row in cursor.fetchall()]


# Of several mandates of a customer the active one decides, then the one that was added last.
_LEFT_OUT = f"""
    WITH due AS (
        SELECT DISTINCT ON (item.id) item.id, item.document_number, item.due_date, item.currency, item.open_minor,
               item.disputed_minor, shown.id AS customer_id, shown.name AS customer_name, mandate.id AS mandate_id,
               mandate.state AS mandate_state, mandate.use
        FROM mandate
        JOIN customer payer ON payer.organization_id = mandate.organization_id AND payer.id = mandate.customer_id
        JOIN customer shown ON shown.organization_id = payer.organization_id AND shown.id = {shown_as("payer")}
        JOIN customer own ON own.organization_id = mandate.organization_id
                         AND (own.id = shown.id OR own.merged_into_id = shown.id)
        JOIN open_item item ON item.organization_id = mandate.organization_id AND item.customer_id = own.id
                           AND item.legal_entity_id = mandate.legal_entity_id
        WHERE mandate.organization_id = %(organization)s AND mandate.legal_entity_id = %(entity)s
          AND mandate.state IN ('draft', 'active', 'suspended')
          AND item.side = 'debit' AND item.open_minor > 0 AND item.due_date <= %(due_by)s
        ORDER BY item.id, (mandate.state = 'active') DESC, mandate.signed_on DESC NULLS LAST, mandate.id DESC
    ),
    judged AS (
        SELECT due.*,
               CASE
                   WHEN due.currency <> 'EUR' THEN 'other_currency'
                   WHEN EXISTS (
                       SELECT FROM debit_item live WHERE live.organization_id = %(organization)s
                          AND live.item_id = due.id AND live.is_live) THEN 'in_debit'
                   WHEN {is_under_way("due.id")} THEN 'under_way'
                   WHEN due.mandate_state = 'draft' THEN 'no_signature'
                   WHEN due.mandate_state = 'suspended' THEN 'suspended'
                   WHEN due.use = 'one_off' AND EXISTS (
                       SELECT FROM debit WHERE debit.organization_id = %(organization)s
                          AND debit.mandate_id = due.mandate_id
                          AND debit.state NOT IN ('cancelled', 'rejected')) THEN 'used_up'
                   WHEN due.open_minor <= due.disputed_minor THEN 'disputed'
                   WHEN due.open_minor <= due.disputed_minor + coalesce(promised.promised_minor, 0) THEN 'promised'
                   WHEN back.decision = 'retry' AND back.retry_date IS NULL THEN 'came_back'
                   ELSE ''
               END AS reason
        FROM due
        LEFT JOIN {promised_parts("SELECT id FROM due")} AS promised ON promised.item_id = due.id
        LEFT JOIN LATERAL (
            SELECT debit.decision, debit.retry_date
            FROM debit_item past
            JOIN debit ON debit.organization_id = past.organization_id AND debit.id = past.debit_id
            WHERE past.organization_id = %(organization)s AND past.item_id = due.id
              AND debit.state IN ('returned', 'rejected')
            ORDER BY debit.id DESC LIMIT 1
        ) AS back ON true
    )
    SELECT id, document_number, due_date, currency, open_minor, customer_id, customer_name, mandate_id, reason
    FROM judged WHERE reason <> ''
    ORDER BY due_date, id LIMIT %(limit)s
"""
