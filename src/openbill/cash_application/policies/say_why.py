"""Why a receipt is taken for what is proposed, as codes that faces put into words."""

from openbill.cash_application.policies.find_solutions import Difference, SolutionKind
from openbill.cash_application.policies.match_line import Proposal
from openbill.cash_application.policies.place_advice import AsAdvised
from openbill.cash_application.policies.score_match import SAME_NAME, Evidence

_SUM = {
    Difference.NONE: "sum_exact",
    Difference.DISCOUNT: "sum_less_discount",
    Difference.LAPSED_DISCOUNT: "sum_less_late_discount",
    Difference.FEE: "sum_less_fee",
}
_KIND = {
    SolutionKind.ALL_DUE: "all_that_is_due",
    SolutionKind.ALL_OPEN: "all_that_is_open",
    SolutionKind.OLDEST: "the_oldest",
}


def say_why(proposal: Proposal) -> tuple[str, ...]:
    """What speaks for a proposal, then what speaks against it; a code may have a number behind it ("left_out 2")."""
    return (*_for(proposal), *_against(proposal))


def why_as_advised(advised: AsAdvised) -> tuple[str, ...]:
    """The same of what the payer wrote; it counts what the payer keeps and disputes."""
    disputed = sum(len(placing.deductions) for placing in advised.placings)
    return ("as_written", *([f"disputed {disputed}"] if disputed else []))


def _for(proposal: Proposal) -> list[str]:
    evidence, solution = proposal.evidence, proposal.solution
    said = []
    if evidence.strong > 0:
        said.append("numbers_found" if evidence.strong > 0.999 else "some_numbers_found")
    if evidence.weak > 0:
        said.append("numbers_nearly_found")
    if evidence.account > 0:
        said.append(f"account_known {round(evidence.account * 100)}")
    if evidence.is_numbered:
        said.append("customer_number_found")
    if evidence.name:
        said.append("name_same" if evidence.name > SAME_NAME else "name_alike")
    if solution.kind in _KIND:
        said.append(_KIND[solution.kind])
    if solution.places and not _is_off(solution.kind):
        said.append(_SUM[solution.difference])
        said.append("no_other_way" if not solution.alternatives and evidence.rivals < 2 else "")
    return [code for code in said if code]


def _is_off(kind: SolutionKind) -> bool:
    return kind in (SolutionKind.SHORT, SolutionKind.OVER)


def _against(proposal: Proposal) -> list[str]:
    evidence, solution = proposal.evidence, proposal.solution
    counted = {
        "left_out": evidence.left_out,
        "named_of_others": evidence.others_named,
        "settled_named": evidence.settled,
        "strange_named": evidence.strange,
        "other_ways": solution.alternatives,
        "alike": solution.alike,
        "other_customers": max(evidence.rivals - 1, 0),
    }
    said = [_off(solution.kind)] if _off(solution.kind) else []
    said += [f"{code} {count}" for code, count in counted.items() if count]
    return [*said, *_missing(evidence)]


def _off(kind: SolutionKind) -> str:
    return {
        SolutionKind.SHORT: "sum_short",
        SolutionKind.OVER: "sum_over",
        SolutionKind.ON_ACCOUNT: "nothing_fits",
    }.get(kind, "")


def _missing(evidence: Evidence) -> list[str]:
    if evidence.account_of_another:
        return ["account_of_another"]
    return ["payer_not_known"] if not (evidence.account or evidence.name or evidence.is_numbered) else []
