"""How a credit is spread over debts in proportion to what is owed on each."""

from collections.abc import Iterable

from openbill.primitives.money import Money
from openbill.receivables.types import OpenDebit, Share


def share_pro_rata(credit: Money, debits: Iterable[OpenDebit]) -> list[Share]:
    """Spend a credit on all undisputed debts by largest remainder.

    The shares add up to the credit, or to all undisputed debts where those are less; none
    exceeds its debt. A spare cent goes to the largest remainder; of equal ones, to the debt
    that fell due first, then to the lower identifier. Debts that get nothing are left out.
    """
    assert credit.is_positive, "A credit without value has nothing to share."

    payable = sorted(debits, key=lambda debit: (debit.due_date, debit.item_id))
    total = Money.total((debit.undisputed_amount for debit in payable), credit.currency)
    amounts = min(credit, total).share([debit.undisputed_amount.minor_units for debit in payable])
    return [Share(debit.item_id, amount) for debit, amount in zip(payable, amounts, strict=True) if amount.is_positive]
