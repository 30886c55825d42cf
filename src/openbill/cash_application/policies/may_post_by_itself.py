"""Whether what is proposed for a receipt is posted without anybody's hand."""

from openbill.cash_application.policies.find_solutions import SolutionKind
from openbill.cash_application.policies.match_line import Proposal
from openbill.cash_application.policies.score_match import SAME_NAME, WHOLE, Evidence


def may_post_by_itself(proposal: Proposal, threshold: float) -> bool:
    """Whether a proposal is as sure as the firm asks for, and nothing in the receipt forbids it whatever it weighs.

    Who is nobody's payer (a tax office, a bank, an insurance) may owe nothing here: by the number of a customer and an
    amount alone nothing is posted. And who names a document means that one: where it is settled, is not known, or is
    another than those that the amount fits, that it fits is chance, or a payment made twice.
    """
    evidence = proposal.evidence
    return (
        proposal.probability >= threshold
        and proposal.solution.kind is not SolutionKind.ON_ACCOUNT
        and (_is_named_whole(evidence) or (_is_from_a_payer(evidence) and not _names_something_else(evidence)))
    )


def _is_named_whole(evidence: Evidence) -> bool:
    return evidence.kind == SolutionKind.REFERENCED and evidence.strong > WHOLE


def _is_from_a_payer(evidence: Evidence) -> bool:
    return evidence.account > 0 or evidence.name > SAME_NAME or evidence.strong > 0


def _names_something_else(evidence: Evidence) -> bool:
    is_any_of_it_named = evidence.strong + evidence.weak > 0
    return evidence.settled > 0 or (evidence.strange + evidence.left_out > 0 and not is_any_of_it_named)
