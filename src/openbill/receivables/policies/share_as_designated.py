"""How a payment is spread where the payer said what it is for."""

from collections.abc import Iterable
from uuid import UUID

from openbill.primitives.errors import Refusal
from openbill.primitives.money import Money
from openbill.receivables.types import Designation, OpenDebit, Share


class DesignatedItemIsNotOpen(Refusal):
    """The payment is designated for item {item_id}, which is not an open debt of this customer."""

    remedy = "Correct the designation, or leave this part on account."


class DesignatedAmountIsNotPositive(Refusal):
    """The payment is designated for item {item_id} with {amount}."""

    remedy = "State more than zero; a deduction is recorded on the item that it concerns."


class DesignatedMoreThanOpen(Refusal):
    """The payment is designated for item {item_id} with {designated}, of which {open} is open."""

    remedy = "State at most {open}; the rest stays on account."


class DesignatedMoreThanPaid(Refusal):
    """The payer states {designated} for item {item_id}, of which {remaining} of the payment remains."""

    remedy = "The stated amounts may not exceed the payment of {credit}."


def share_as_designated(credit: Money, designations: Iterable[Designation], debits: Iterable[OpenDebit]) -> list[Share]:
    """Spend a credit on what the payer names, in the payer's order; the rest stays unapplied.

    The payer's word reaches the disputed part of a debt too: whoever pays a claim on purpose
    settles it. An amount that the payer states is taken whole or refused. An item named
    without an amount takes what is open, or what remains of the credit where that is less.
    An item that is named twice gets one share.

    Source: the debtor's right to state which debt is paid (BGB 366 (1), Code civil 1342-10,
    common law). All designations are judged before any share is returned.

    Raises DesignatedItemIsNotOpen, DesignatedAmountIsNotPositive, DesignatedMoreThanOpen or
    DesignatedMoreThanPaid.
    """
    assert credit.is_positive, "A credit without value has nothing to share."

    open_amounts = {debit.item_id: debit.open_amount for debit in debits}
    shared: dict[UUID, Money] = {}
    remaining = credit
    for designation in designations:
        item_id = designation.item_id
        if item_id not in open_amounts:
            raise DesignatedItemIsNotOpen(item_id=item_id)
        already = shared.get(item_id, Money.zero(credit.currency))
        if designation.amount is None:
            amount = min(remaining, open_amounts[item_id] - already)
        else:
            amount = designation.amount
            _refuse_unless_payable(designation.item_id, amount, already, open_amounts[item_id])
            if amount > remaining:
                raise DesignatedMoreThanPaid(item_id=item_id, designated=amount, remaining=remaining, credit=credit)
        if amount.is_positive:
            shared[item_id] = already + amount
            remaining -= amount
    return [Share(item_id, amount) for item_id, amount in shared.items()]


def _refuse_unless_payable(item_id: UUID, amount: Money, already: Money, open_amount: Money) -> None:
    if not amount.is_positive:
        raise DesignatedAmountIsNotPositive(item_id=item_id, amount=amount)
    if already + amount > open_amount:
        raise DesignatedMoreThanOpen(item_id=item_id, designated=already + amount, open=open_amount)
