"""What the payments that a bank bundled in one line most probably pay, one by one."""

from collections.abc import Sequence
from typing import Any, Protocol
from uuid import UUID

from openbill.cash_application.policies.find_solutions import SolutionKind
from openbill.cash_application.policies.match_line import Knowledge, Proposal, Receipt, match_line
from openbill.cash_application.policies.posting_of_proposal import KnownOfCustomers, posting_of_proposal
from openbill.cash_application.types.decisions import NewPosting
from openbill.primitives.money import Money

LEAVES_A_REST = (SolutionKind.ON_ACCOUNT, SolutionKind.OVER)


class KnownOfBundle(Knowledge, KnownOfCustomers, Protocol):
    """What matching and posting ask."""


def match_bundle(parts: Sequence[Receipt], known: Knowledge) -> list[Proposal]:
    """The best proposal of each part; none at all where a part has none, or more than that settles, or where two parts
    would pay the same debt: a person says whose the rest is."""
    found: list[Proposal] = []
    taken: set[Any] = set()
    for part in parts:
        proposals = match_line(part, known)
        if not proposals or proposals[0].solution.kind in LEAVES_A_REST:
            return []
        debts = known.debts_of(proposals[0].customer)
        paid = {debts[place].key for place in proposals[0].solution.places}
        if paid & taken:
            return []
        taken |= paid
        found.append(proposals[0])
    return found


def posting_of_bundle(
    line_id: UUID, currency: str, parts: Sequence[Receipt], proposals: Sequence[Proposal], known: KnownOfBundle
) -> NewPosting:
    """What a line becomes by the proposals of its parts: each a payment of its own, as sure as the least sure one."""
    postings = [
        posting_of_proposal(line_id, Money(part.amount, currency), [proposal], 1, known)
        for part, proposal in zip(parts, proposals, strict=True)
    ]
    least = min(range(len(parts)), key=lambda place: proposals[place].probability)
    return NewPosting(
        line_id,
        tuple(placing for posting in postings for placing in posting.placings),
        rank=1,
        probability=proposals[least].probability,
        evidence=(f"bundled {len(parts)}", *postings[least].evidence),
    )
