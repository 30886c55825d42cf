"""Settle what the payer said the payment is for."""

from collections.abc import Mapping, Sequence
from datetime import date
from uuid import UUID

from openbill.foundation.command import command
from openbill.foundation.context import Context
from openbill.receivables.commands.lock_items import lock_items, read_credit
from openbill.receivables.commands.refuse_future import refuse_future
from openbill.receivables.commands.share_credit import as_open_debit, offers_to, open_amount, share_credit
from openbill.receivables.errors import CreditAlreadyApplied
from openbill.receivables.models import OpenItem
from openbill.receivables.policies.earned_discount import Offer
from openbill.receivables.policies.share_as_designated import share_as_designated
from openbill.receivables.policies.share_less_discounts import share_less_discounts
from openbill.receivables.types import CreditAllocation, Designation, Share, Side


@command(permission="receivables.allocate")
def allocate_as_designated(
    *, credit_item_id: UUID, designations: Sequence[Designation], on: date | None = None, context: Context
) -> CreditAllocation:
    """Spend one credit on the debts that the payer named, in the order named; the rest stays unapplied.

    The debts may be another customer's, of the same legal entity and currency: a parent pays for its
    subsidiary. A payment earns the discounts of its own day, whenever it is applied.
    Raises ItemUnknown, NotACredit, CreditAlreadyApplied and the refusals of the policy.
    """
    refuse_future(on, context)
    read_credit(credit_item_id, context=context)
    locked = lock_items([credit_item_id, *(designation.item_id for designation in designations)], context=context)
    credit = locked.pop(credit_item_id)
    if credit.open_minor == 0:
        raise CreditAlreadyApplied(document_number=credit.document_number)
    debts = [
        item
        for item in locked.values()
        if item.side == Side.DEBIT
        and (item.legal_entity_id, item.currency) == (credit.legal_entity_id, credit.currency)
    ]
    offers = offers_to(credit, debts, context=context)
    shares = _less_discounts(credit, designations, debts, offers) or share_as_designated(
        open_amount(credit), designations, map(as_open_debit, debts)
    )
    return share_credit(credit, shares, debts, offers, on=on, context=context)


def _less_discounts(
    credit: OpenItem,
    designations: Sequence[Designation],
    debts: Sequence[OpenItem],
    offers: Mapping[UUID, Sequence[Offer]],
) -> list[Share]:
    """The shares of a payment that is just what all named debts come to, each less the discount that it offers."""
    debits = {debt.id: as_open_debit(debt) for debt in debts}
    named = dict.fromkeys(designation.item_id for designation in designations)
    if any(designation.amount is not None for designation in designations) or not debits.keys() >= named.keys():
        return []
    shares = share_less_discounts(
        open_amount(credit), credit.document_date, [debits[item_id] for item_id in named], offers
    )
    return shares if len(shares) == len(named) else []
