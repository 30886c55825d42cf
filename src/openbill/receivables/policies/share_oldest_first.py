"""How a customer's credit is spread over the customer's debts."""

from collections.abc import Iterable

from openbill.primitives.money import Money
from openbill.receivables.types import OpenDebit, Share


def share_oldest_first(credit: Money, debits: Iterable[OpenDebit]) -> list[Share]:
    """Spend a credit on the debts that fell due first.

    The disputed part of a debt is left alone: settling it would concede the
    dispute. Debts of one due date are taken in order of their identifier, so that
    the same inputs always give the same shares.
    """
    assert credit.is_positive, "A credit without value has nothing to share."

    shares: list[Share] = []
    remaining = credit
    for debit in in_order_of_due_dates(debits):
        if remaining.is_zero:
            break
        amount = min(remaining, debit.undisputed_amount)
        if amount.is_positive:
            shares.append(Share(debit.item_id, amount))
            remaining -= amount
    return shares


def in_order_of_due_dates(debits: Iterable[OpenDebit]) -> list[OpenDebit]:
    """Debts in the order in which they fell due; of one day in the order of their identifiers."""
    return sorted(debits, key=lambda debit: (debit.due_date, debit.item_id))
