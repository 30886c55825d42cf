"""The posting that takes a proposal as it stands."""

from collections.abc import Sequence
from typing import Protocol
from uuid import UUID

from openbill.cash_application.policies.find_solutions import Debt, Difference
from openbill.cash_application.policies.match_line import Proposal
from openbill.cash_application.policies.place_solution import place_solution
from openbill.cash_application.policies.say_why import say_why
from openbill.cash_application.types.decisions import NewPosting
from openbill.payments.types import ShortfallKind
from openbill.primitives.money import Money


class KnownOfCustomers(Protocol):
    """What is open with customers, and up to which difference nobody asks them."""

    def debts_of(self, customer: UUID) -> Sequence[Debt]: ...

    def difference(self, customer: UUID, amount: int) -> int: ...


def posting_of_proposal(
    line_id: UUID, amount: Money, proposals: Sequence[Proposal], rank: int, known: KnownOfCustomers
) -> NewPosting:
    """What a line becomes by its `rank`th proposal, from 1; the probability kept is that of the best one.

    What is short within the customer's tolerance is a small difference, and otherwise what banks kept.
    """
    chosen = proposals[rank - 1]
    solution = chosen.solution
    is_small = solution.difference is Difference.FEE and solution.difference_minor <= known.difference(
        chosen.customer, amount.minor_units
    )
    placing = place_solution(
        chosen.customer,
        known.debts_of(chosen.customer),
        solution,
        amount,
        shortfall_kind=ShortfallKind.SMALL_DIFFERENCE if is_small else ShortfallKind.BANK_CHARGE,
    )
    return NewPosting(line_id, (placing,), rank, proposals[0].probability, say_why(chosen))
