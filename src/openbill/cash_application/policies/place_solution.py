"""What of a receipt goes to which debt, where a solution says what it pays."""

from collections.abc import Sequence
from uuid import UUID

from openbill.cash_application.policies.find_solutions import Debt, Difference, Solution
from openbill.cash_application.types.decisions import CreditUse, Placing
from openbill.payments.types import Shortfall, ShortfallKind
from openbill.primitives.money import Money
from openbill.receivables.types import Designation


def place_solution(
    customer_id: UUID,
    debts: Sequence[Debt],
    solution: Solution,
    amount: Money,
    *,
    shortfall_kind: ShortfallKind = ShortfallKind.BANK_CHARGE,
) -> Placing:
    """The placing of a receipt of `amount` as a solution among a customer's debts says; their keys are items.

    Credits of the solution go to its oldest debts first. A discount is taken off each debt that offers it, a fee off
    the largest one; who is short otherwise pays the oldest debts, and what is too much stays on account.
    """
    chosen = [debts[place] for place in solution.places]
    owed = {debt.key: debt.open for debt in chosen if debt.open > 0}
    uses = _credit_uses(chosen, owed, amount.currency)
    for debt in chosen:
        if debt.open > 0:
            owed[debt.key] -= min(owed[debt.key], _deducted(debt, solution.difference))
    shortfalls: tuple[Shortfall, ...] = ()
    if solution.difference is Difference.FEE:
        largest = max(owed, key=lambda key: owed[key])
        owed[largest] -= solution.difference_minor
        shortfalls = (Shortfall(largest, Money(solution.difference_minor, amount.currency), shortfall_kind),)
    left = amount.minor_units
    designations = []
    for key, minor in owed.items():
        paid = min(minor, left)
        if paid > 0:
            designations.append(Designation(key, Money(paid, amount.currency)))
            left -= paid
    return Placing(customer_id, amount, tuple(designations), shortfalls, uses)


def _deducted(debt: Debt, difference: Difference) -> int:
    if difference is Difference.DISCOUNT:
        return debt.discount
    return debt.discount + debt.lapsed_discount if difference is Difference.LAPSED_DISCOUNT else 0


def _credit_uses(chosen: Sequence[Debt], owed: dict[UUID, int], currency: str) -> tuple[CreditUse, ...]:
    """What each credit settles of which debt; `owed` becomes less by it."""
    uses = []
    for credit in (debt for debt in chosen if debt.open < 0):
        left = -credit.open
        for key in owed:
            used = min(left, owed[key])
            if used:
                uses.append(CreditUse(credit.key, key, Money(used, currency)))
                owed[key] -= used
                left -= used
    return tuple(uses)
