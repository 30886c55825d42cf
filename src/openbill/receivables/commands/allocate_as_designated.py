"""Settle what the payer said the payment is for."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from openbill.foundation.command import command
from openbill.foundation.context import Context
from openbill.receivables.commands.lock_items import lock_items, read_credit
from openbill.receivables.commands.share_credit import as_open_debit, open_amount, share_credit
from openbill.receivables.errors import CreditAlreadyApplied
from openbill.receivables.policies.share_as_designated import share_as_designated
from openbill.receivables.types import CreditAllocation, Designation, Side


@command(permission="receivables.allocate")
def allocate_as_designated(
    *, credit_item_id: UUID, designations: Sequence[Designation], on: date | None = None, context: Context
) -> CreditAllocation:
    """Spend one credit on the debts that the payer named, in the order named; the rest stays unapplied.

    The debts may be another customer's, of the same legal entity and currency: a parent pays for its
    subsidiary. Raises ItemUnknown, NotACredit, CreditAlreadyApplied and the refusals of the policy.
    """
    read_credit(credit_item_id, context=context)
    locked = lock_items([credit_item_id, *(designation.item_id for designation in designations)], context=context)
    credit = locked.pop(credit_item_id)
    if credit.open_minor == 0:
        raise CreditAlreadyApplied(document_number=credit.document_number)
    debts = [
        as_open_debit(item)
        for item in locked.values()
        if item.side == Side.DEBIT
        and (item.legal_entity_id, item.currency) == (credit.legal_entity_id, credit.currency)
    ]
    shares = share_as_designated(open_amount(credit), designations, debts)
    return share_credit(credit, shares, on=on, context=context)
