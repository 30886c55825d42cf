"""Settle the rest of debts by what their payer earned as a discount, or is let off."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import NamedTuple
from uuid import UUID

from django.db import connection

from openbill.foundation.context import Context
from openbill.foundation.identifier_array import identifier_array
from openbill.foundation.staging import staged_rows
from openbill.primitives.identifiers import new_identifier
from openbill.primitives.money import Money
from openbill.receivables.commands.book_allocations import ALLOCATION_COLUMNS, book_allocations
from openbill.receivables.commands.book_items import CONTRA_COLUMNS, ITEM_COLUMNS, book_items
from openbill.receivables.models import OpenItem
from openbill.receivables.policies.earned_discount import EarnedDiscount, Offer
from openbill.receivables.policies.item_kind import ITEM_KINDS
from openbill.receivables.policies.share_functional_amount import functional_part


class Taken(NamedTuple):
    """A discount on a locked debt, earned by a payment (its credit item), and the day on which that is applied.

    `applicable_since` is the first day on which the books let the payment be applied. `kind` is that of the credit by
    which it is booked: what a bank kept of the payment, and a small difference, are given up as a discount is.
    """

    debit: OpenItem
    earned_by_id: UUID
    on: date
    discount: EarnedDiscount
    applicable_since: date = date.min
    kind: str = "discount"


def take_discounts(taken: Sequence[Taken], *, context: Context) -> list[UUID]:
    """Book discounts inside the running command, and return the credits that settle the debts by them.

    The debts were locked before and nothing was allocated to them since they were read. Each credit is posted
    against the account of its kind and, for its tax, against the tax payable; it is worth what it settles.
    """
    identifiers = [new_identifier() for _ in taken]
    if not taken:
        return []
    with (
        staged_rows("discounts", ITEM_COLUMNS, map(_item_row, identifiers, taken)) as items,
        staged_rows("discount_contra", CONTRA_COLUMNS, _contra_rows(identifiers, taken)) as contra,
    ):
        book_items(items, {}, contra=contra, context=context)
    uses = (
        (new_identifier(), each.debit.id, identifier, each.discount.amount.minor_units, each.on)
        for identifier, each in zip(identifiers, taken, strict=True)
    )
    with staged_rows("discount_uses", ALLOCATION_COLUMNS, uses) as allocations:
        book_allocations(allocations, {}, context=context)
    _remember(identifiers, taken, context)
    return identifiers


def offers_on(item_ids: Sequence[UUID], *, context: Context) -> Mapping[UUID, list[Offer]]:
    """The discounts that can still be earned on debts; debts without one are left out.

    What was credited of a debt takes its share of the offer along. None can be earned any more where one was taken,
    or where something was paid after the last day of the offer: then not all of the debt was paid in time. The day of
    the payment counts, not the day on which it was applied.
    """
    offers: dict[UUID, list[Offer]] = {}
    with connection.cursor() as cursor:
        cursor.execute(_OFFERS, {"organization": context.organization_id, "items": identifier_array(item_ids)})
        for item_id, currency, last_date, amount, tax in cursor.fetchall():
            if amount > 0:
                offer = Offer(last_date, Money(amount, currency), Money(min(tax, amount), currency))
                offers.setdefault(item_id, []).append(offer)
    return offers


_OFFERS = """
    SELECT item.id, item.currency, offer.last_date,
           round(offer.amount_minor * (item.amount_minor - used.credited) / item.amount_minor)::bigint,
           round(offer.tax_minor * (item.amount_minor - used.credited) / item.amount_minor)::bigint
    FROM discount_offer offer
    JOIN open_item item ON item.organization_id = offer.organization_id AND item.id = offer.item_id
    CROSS JOIN LATERAL (
        SELECT coalesce(sum(use.amount_minor) FILTER (WHERE credit.kind = 'credit_note'), 0) AS credited,
               coalesce(sum(use.amount_minor) FILTER (WHERE credit.kind = 'discount'), 0) AS discounted,
               coalesce(sum(use.amount_minor) FILTER (WHERE credit.kind = 'payment'
                                                        AND credit.document_date > offer.last_date
                                                        AND use.undoes_id IS NULL AND undo.id IS NULL), 0) AS paid_late
        FROM allocation use
        JOIN open_item credit ON credit.organization_id = use.organization_id AND credit.id = use.credit_item_id
        LEFT JOIN allocation undo ON undo.organization_id = use.organization_id AND undo.undoes_id = use.id
        WHERE use.organization_id = offer.organization_id AND use.debit_item_id = item.id
    ) AS used
    WHERE offer.organization_id = %(organization)s AND offer.item_id = ANY(%(items)s::uuid[])
      AND used.discounted = 0 AND used.paid_late = 0
    ORDER BY offer.until_date
"""


def _item_row(identifier: UUID, taken: Taken) -> tuple[object, ...]:
    debit, amount = taken.debit, taken.discount.amount.minor_units
    # As the payment's own allocation: on no day the discount is there and the payment not.
    day = max(taken.on, taken.applicable_since, debit.posting_date, debit.last_undoing_date or date.min)
    worth = functional_part(debit.open_minor, debit.open_functional_minor, amount) if debit.is_valued else None
    return (
        identifier, debit.legal_entity_id, debit.customer_id, "credit", taken.kind, "receivable",
        ITEM_KINDS[taken.kind].counter,
        debit.document_number, debit.instalment_number, debit.document_number, day, day, debit.currency, amount, worth,
        None, None, None, None,
    )  # fmt: skip


def _contra_rows(identifiers: Sequence[UUID], taken: Sequence[Taken]) -> list[tuple[object, ...]]:
    rows: list[tuple[object, ...]] = []
    for identifier, each in zip(identifiers, taken, strict=True):
        net = each.discount.amount - each.discount.tax
        parts = [(ITEM_KINDS[each.kind].counter, net), ("tax_payable", each.discount.tax)]
        for position, (role, amount) in enumerate((part for part in parts if not part[1].is_zero), start=1):
            rows.append((identifier, position, role, amount.minor_units))
    return rows


def _remember(identifiers: Sequence[UUID], taken: Sequence[Taken], context: Context) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            """
            INSERT INTO discount_taken (organization_id, id, debit_item_id, discount_item_id, earned_by_id, command_id)
            SELECT %(organization)s, new_identifier(), debit_item_id, discount_item_id, earned_by_id, %(command)s
            FROM unnest(%(debits)s::uuid[], %(discounts)s::uuid[], %(earned_by)s::uuid[])
                 AS taken (debit_item_id, discount_item_id, earned_by_id)
            """,
            {
                "organization": context.organization_id,
                "command": context.running_command_id,
                "debits": identifier_array(each.debit.id for each in taken),
                "discounts": identifier_array(identifiers),
                "earned_by": identifier_array(each.earned_by_id for each in taken),
            },
        )
