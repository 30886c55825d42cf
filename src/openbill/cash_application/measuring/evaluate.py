"""What comes of bank days whose truth is known: how much is posted by itself, and how much of that is right."""

import time
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from openbill.cash_application.measuring.generate_bank_day import BankLine, Paid
from openbill.cash_application.measuring.known_in_memory import KnownInMemory
from openbill.cash_application.policies.match_line import Proposal, match_line


class Judged(NamedTuple):
    """One line with the best proposal, whether that is right in every part, and the time of the processor (ms)."""

    line: BankLine
    best: Proposal | None
    is_right: bool
    is_customer: bool
    took_ms: float

    @property
    def probability(self) -> float:
        return self.best.probability if self.best else 0.0


def judged(lines: Iterable[BankLine], known: KnownInMemory) -> Iterator[Judged]:
    """Every line with its best proposal, one after the other: a day may be longer than memory."""
    for line in lines:
        started = time.thread_time()
        proposals = match_line(line.receipt, known)
        took = (time.thread_time() - started) * 1000
        best = proposals[0] if proposals else None
        if best is None or best.customer != line.customer:
            yield Judged(line, best, is_right=False, is_customer=False, took_ms=took)
        else:
            yield Judged(line, best, is_right(best, line, known), is_customer=True, took_ms=took)


def is_right(proposal: Proposal, line: BankLine, known: KnownInMemory) -> bool:
    """Whether the debts are those that were paid, or others of the same amounts that nothing tells from them."""
    if line.paid in (Paid.PAID_BEFORE, Paid.NOT_AR):
        return False
    debts = known.debts_of(proposal.customer)
    chosen = {debts[place].key: debts[place].open for place in proposal.solution.places}
    if chosen.keys() == line.settles.keys():
        return True
    # Equal amounts that the payer named are no longer interchangeable.
    is_told = proposal.evidence.strong + proposal.evidence.weak > 0
    truth = {debt.key: debt.open for debt in debts if debt.key in line.settles}
    return not is_told and sorted(chosen.values()) == sorted(truth.values())
