"""What a receipt most probably pays: candidates, the ways in which each would pay it, and how sure that is."""

from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, field
from typing import Any, NamedTuple, Protocol

from openbill.cash_application.policies.find_solutions import Debt, Solution, SolutionKind, find_solutions
from openbill.cash_application.policies.reference_tokens import (
    MOST_ATOMS,
    Span,
    atoms,
    read_alike,
    shortened,
    structured_tokens,
    tokens_with_spans,
)
from openbill.cash_application.policies.repair_number import cut_off, mistyped
from openbill.cash_application.policies.score_match import Evidence, probability

MOST_CANDIDATES, MOST_PROPOSALS = 4, 3
ON_ACCOUNT = Solution(SolutionKind.ON_ACCOUNT, ())
"""Whose it is seems known, and nothing that is open fits."""
SURE_ENOUGH_OF_A_NAME = 0.8
"""From this similarity on a name makes somebody a candidate."""


Customer = Any
"""A customer by any key: what is known is asked by it, and it is given back."""

Named = dict[Customer, set[int]]
"""Places among the debts of each customer."""


class Receipt(NamedTuple):
    """Money that came in: amount in minor units, the day as an ordinal, and what the bank tells of it."""

    amount: int
    day: int
    text: str = ""
    structured: tuple[str, ...] = ()
    payer_name: str = ""
    payer_account: str = ""


class Knowledge(Protocol):
    """What is known of one legal entity and currency; customers by any key."""

    def numbered(self, tokens: Set[str]) -> Mapping[str, Sequence[tuple[Customer, int]]]:
        """By those of the tokens that are normal numbers of something open: (customer, place among their debts)."""

    def read_like(self, alike: str) -> Sequence[tuple[Customer, int]]:
        """The same for numbers written alike."""

    def settled(self, tokens: Set[str]) -> int:
        """How many of the tokens are numbers of documents of which nothing is open."""

    def payers(self, account: str) -> Sequence[tuple[Customer, float]]:
        """For whom an account has paid, and in which share of the cases."""

    def customers_numbered(self, tokens: Set[str]) -> Sequence[Customer]:
        """Whose number, or number in another system, is among the tokens."""

    def customers_named(self, name: str) -> Sequence[tuple[Customer, float]]:
        """Who is called like this, and how like, the best first."""

    def debts_of(self, customer: Customer) -> Sequence[Debt]:
        """What is open with a customer by due date; credits with a negative amount."""

    def numbers_of(self, customer: Customer) -> Sequence[str]:
        """The normal numbers of these debts, in their order."""

    def leeway(self, customer: Customer, amount: int) -> int:
        """How much less than owed they may pay with such an amount without being asked: fees, small differences."""

    def printed_numbers_of(self, customer: Customer) -> Sequence[str]:
        """The same as they are printed."""


@dataclass(slots=True)
class _Candidate:
    """Somebody who may have paid, and why."""

    customer: Customer
    named: set[int] = field(default_factory=set)
    alike: set[int] = field(default_factory=set)
    account: float = 0.0
    name: float = 0.0
    is_numbered: bool = False


@dataclass(frozen=True, slots=True)
class Proposal:
    """What a receipt may pay, how sure that is (0 to 1), and by what."""

    customer: Customer
    solution: Solution
    probability: float
    evidence: Evidence


def match_line(receipt: Receipt, known: Knowledge) -> list[Proposal]:
    """Up to MOST_PROPOSALS things that a receipt may pay, the most probable first; nothing where nobody is found."""
    spans = tokens_with_spans(receipt.text)
    tokens = {*spans, *structured_tokens(receipt.structured)}
    numbered = known.numbered(tokens)
    named = _named(numbered, spans)
    alike = {} if named else _read_alike(tokens, known)
    settled = known.settled(tokens)
    candidates = _candidates(receipt, tokens, named, alike, known)
    account_of_others = max((candidate.account for candidate in candidates), default=0.0)
    found: list[tuple[_Candidate, Solution, set[int]]] = []
    for candidate in candidates:
        solutions = _solutions(receipt, tokens, numbered.keys(), candidate, known)
        found += [(candidate, solution, weak) for solution, weak in solutions]
        if solutions[0][0].kind is SolutionKind.REFERENCED:
            # What the payer states wins: nobody else need be asked.
            break
    rivals = len({each.customer for each, solution, _ in found if solution.places and not solution.difference_minor})
    proposals = []
    for candidate, solution, weak in found:
        debts = known.debts_of(candidate.customer)
        evidence = _evidence(receipt, candidate, solution, weak, settled, account_of_others, rivals, named, debts)
        proposals.append(Proposal(candidate.customer, solution, probability(evidence), evidence))
    proposals.sort(key=lambda proposal: -proposal.probability)
    return proposals[:MOST_PROPOSALS]


def _named(numbered: Mapping[str, Sequence[tuple[Customer, int]]], spans: Mapping[str, Sequence[Span]]) -> Named:
    """The debts whose whole numbers stand in the text; where one stands only within a longer one, that is meant."""
    found: Named = {}
    taken: list[Span] = []
    for token in sorted(numbered, key=len, reverse=True):
        stands_alone = [span for span in spans.get(token, ()) if not any(_is_within(span, other) for other in taken)]
        if stands_alone or token not in spans:
            taken += stands_alone
            for customer, place in numbered[token]:
                found.setdefault(customer, set()).add(place)
    return found


def _is_within(span: Span, other: Span) -> bool:
    return other[0] <= span[0] and span[1] <= other[1]


def _read_alike(tokens: Iterable[str], known: Knowledge) -> Named:
    """The debts whose numbers look like what stands in the text: a scanner or an eye has taken O for 0."""
    found: Named = {}
    for token in tokens:
        for customer, place in known.read_like(read_alike(token)):
            found.setdefault(customer, set()).add(place)
    return found


def _candidates(receipt: Receipt, tokens: Set[str], named: Named, alike: Named, known: Knowledge) -> list[_Candidate]:
    found: dict[Customer, _Candidate] = {}

    def of(customer: Customer) -> _Candidate:
        return found.setdefault(customer, _Candidate(customer))

    for customer in sorted(named, key=lambda each: -len(named[each]))[:MOST_CANDIDATES]:
        of(customer).named = named[customer]
    for customer in sorted(alike, key=lambda each: -len(alike[each]))[:MOST_CANDIDATES]:
        of(customer).alike = alike[customer]
    if receipt.payer_account:
        for customer, purity in known.payers(receipt.payer_account):
            of(customer).account = purity
    for customer in known.customers_numbered(tokens):
        of(customer).is_numbered = True
    # A name is looked for where little else is known: it costs most and says least.
    if receipt.payer_name and (len(named) != 1 or len(found) > 1):
        for customer, likeness in known.customers_named(receipt.payer_name):
            if likeness >= SURE_ENOUGH_OF_A_NAME or customer in found:
                of(customer).name = likeness
    ranked = sorted(
        found.values(),
        key=lambda each: (
            -(3 * bool(each.named) + 2 * each.account + 2 * each.is_numbered + bool(each.alike) + each.name)
        ),
    )
    return ranked[:MOST_CANDIDATES]


def _solutions(
    receipt: Receipt, tokens: Set[str], numbered: Set[str], candidate: _Candidate, known: Knowledge
) -> list[tuple[Solution, set[int]]]:
    """The ways in which a candidate would pay it, each with the places that are named only weakly."""
    debts = known.debts_of(candidate.customer)
    most_fee = known.leeway(candidate.customer, receipt.amount)

    def by(places: set[int]) -> list[Solution]:
        return find_solutions(debts, receipt.amount, places, today=receipt.day, most_fee=most_fee)

    named = by(candidate.named)
    if candidate.named and named and named[0].kind is SolutionKind.REFERENCED:
        return [(solution, set()) for solution in named]
    weak = (candidate.alike | _weakly_named(receipt, tokens, numbered, candidate, known)) - candidate.named
    if not weak:
        return [(solution, weak) for solution in named or [ON_ACCOUNT]]
    together = by(candidate.named | weak)
    if together and together[0].kind is SolutionKind.REFERENCED:
        named = []
    if not together and not named:
        return [(ON_ACCOUNT, weak)]
    return [*((solution, weak) for solution in together), *((solution, set()) for solution in named)]


def _weakly_named(
    receipt: Receipt, tokens: Set[str], numbered: Set[str], candidate: _Candidate, known: Knowledge
) -> set[int]:
    """Debts of the candidate whose numbers are shortened, cut off or mistyped in the text."""
    if not tokens:
        return set()
    numbers = known.numbers_of(candidate.customer)
    short = shortened(tokens, numbers, known.printed_numbers_of(candidate.customer))
    # Mistyped are only those that are nobody's.
    strange = tokens - numbered - short.keys()
    return (
        set(short.values()) | mistyped(strange, numbers) | cut_off("".join(atoms(receipt.text)[-MOST_ATOMS:]), numbers)
    )


def _evidence(
    receipt: Receipt,
    candidate: _Candidate,
    solution: Solution,
    weak: set[int],
    settled: int,
    best_account: float,
    rivals: int,
    named: Named,
    debts: Sequence[Debt],
) -> Evidence:
    strong = weakly = total = 0
    paid = set(solution.places)
    for place in paid:
        minor = abs(debts[place].open)
        total += minor
        if place in candidate.named:
            strong += minor
        elif place in weak:
            weakly += minor
    total = total or 1
    return Evidence(
        kind=solution.kind,
        difference=solution.difference,
        strong=strong / total,
        weak=weakly / total,
        left_out=len((candidate.named | weak) - paid),
        others_named=sum(len(places) for customer, places in named.items() if customer != candidate.customer),
        settled=settled,
        account=candidate.account,
        account_of_another=best_account if not candidate.account else 0.0,
        name=candidate.name,
        is_numbered=candidate.is_numbered,
        alternatives=solution.alternatives,
        alike=solution.alike,
        rivals=rivals,
        debts=len(debts),
        paid=len(paid),
        amount=receipt.amount,
    )
