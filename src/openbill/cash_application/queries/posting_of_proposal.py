"""The posting that takes a proposal as it stands."""

from collections.abc import Sequence

from openbill.cash_application.policies.find_solutions import Difference
from openbill.cash_application.policies.match_line import Proposal
from openbill.cash_application.policies.place_solution import place_solution
from openbill.cash_application.policies.say_why import say_why
from openbill.cash_application.queries.known_of_receipts import KnownOfReceipts
from openbill.cash_application.queries.receipts import ReceiptOfLine
from openbill.cash_application.types import NewPosting
from openbill.payments.types import ShortfallKind
from openbill.primitives.money import Money


def posting_of_proposal(
    line: ReceiptOfLine, proposals: Sequence[Proposal], rank: int, known: KnownOfReceipts
) -> NewPosting:
    """What a line becomes by its `rank`th proposal, from 1; the probability kept is that of the best one.

    What is short within the customer's tolerance is a small difference, and otherwise what banks kept.
    """
    chosen = proposals[rank - 1]
    amount = Money(line.receipt.amount, line.currency)
    is_small = chosen.solution.difference is Difference.FEE and chosen.solution.difference_minor <= known.difference(
        chosen.customer, line.receipt.amount
    )
    placing = place_solution(
        chosen.customer,
        known.debts_of(chosen.customer),
        chosen.solution,
        amount,
        shortfall_kind=ShortfallKind.SMALL_DIFFERENCE if is_small else ShortfallKind.BANK_CHARGE,
    )
    return NewPosting(line.line_id, (placing,), rank, proposals[0].probability, say_why(chosen))
