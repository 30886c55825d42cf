"""What a receipt most probably pays: candidates, the ways in which each would pay it, and how sure that is."""

from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, field
from typing import Any, NamedTuple, Protocol

from openbill.cash_application.policies.find_solutions import Debt, Solution, SolutionKind, as_named, find_solutions
from openbill.cash_application.policies.reference_tokens import (
    MOST_ATOMS,
    Pieces,
    Span,
    is_within,
    pieces_of,
    read_alike,
    shortened,
    spans_of,
    structured_tokens,
    tokens_of,
)
from openbill.cash_application.policies.repair_number import cut_off, mistyped
from openbill.cash_application.policies.score_match import SAME_NAME, Evidence, probability
from openbill.cash_application.policies.strange_numbers import strange_numbers

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

    def settled(self, tokens: Set[str]) -> Set[str]:
        """Those of the tokens that are numbers of documents of which nothing is open."""

    def payers(self, account: str) -> Sequence[tuple[Customer, float]]:
        """For whom an account has paid, and in which share of the cases."""

    def customers_numbered(self, tokens: Set[str]) -> Mapping[str, Sequence[Customer]]:
        """By those of the tokens that are somebody's number, or number in another system: whose."""

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

    @property
    def is_known_otherwise(self) -> bool:
        """By more than a name that is like the payer's."""
        return bool(self.named or self.alike or self.account or self.is_numbered)


class _Told(NamedTuple):
    """What a receipt tells: its runs, what numbers may stand in it, and which of them are known to be what.

    `settled` counts the numbers of documents of which nothing is open; `spans` are where all that is known stands.
    """

    pieces: Pieces
    tokens: Set[str]
    """Those that are neither numbers of customers nor of documents of which nothing is open."""
    strange: Set[str]
    """Those of them that are nobody's."""
    named: Named
    settled: int
    spans: list[Span]


class _Way(NamedTuple):
    """A way to pay it, the places that are named only weakly for it, and how many numbers nobody knows."""

    candidate: _Candidate
    solution: Solution
    weak: set[int]
    strange: int


@dataclass(frozen=True, slots=True)
class Proposal:
    """What a receipt may pay, how sure that is (0 to 1), and by what."""

    customer: Customer
    solution: Solution
    probability: float
    evidence: Evidence


def match_line(receipt: Receipt, known: Knowledge) -> list[Proposal]:
    """Up to MOST_PROPOSALS things that a receipt may pay, the most probable first; nothing where nobody is found."""
    pieces = pieces_of(receipt.text)
    tokens = tokens_of(pieces) | structured_tokens(receipt.structured)
    of_customers = known.customers_numbered(tokens)
    told = _told(pieces, tokens, of_customers.keys(), known)
    candidates = _candidates(receipt, told, of_customers, known)
    found: list[_Way] = []
    for candidate in candidates:
        ways = _ways(receipt, told, candidate, known)
        found += ways
        if ways[0].solution.kind is SolutionKind.REFERENCED:
            # What the payer states wins: nobody else need be asked.
            break
    account_of_others = max((candidate.account for candidate in candidates), default=0.0)
    paying = {way.candidate.customer for way in found if way.solution.places and not way.solution.difference_minor}
    proposals = []
    for way in found:
        evidence = _evidence(receipt, way, told, account_of_others, len(paying), known)
        proposals.append(Proposal(way.candidate.customer, way.solution, probability(evidence), evidence))
    proposals.sort(key=lambda proposal: -proposal.probability)
    return proposals[:MOST_PROPOSALS]


def _told(pieces: Pieces, tokens: Set[str], of_customers: Set[str], known: Knowledge) -> _Told:
    """The debts whose whole numbers stand in the text; where one stands only within a longer one, that is meant."""
    numbered = known.numbered(tokens)
    of_settled = known.settled(tokens) - numbered.keys()
    named: Named = {}
    taken: list[Span] = []
    settled = 0
    for token in sorted({*numbered, *of_settled}, key=lambda each: (-len(each), each)):
        spans = spans_of(token, pieces)
        alone = [span for span in spans if not is_within(span, taken)]
        if spans and not alone:
            continue
        taken += alone
        settled += token in of_settled
        for customer, place in numbered.get(token, ()):
            named.setdefault(customer, set()).add(place)
    taken += [span for token in of_customers for span in spans_of(token, pieces)]
    if of_settled or of_customers:
        tokens = tokens - of_settled - of_customers
    return _Told(pieces, tokens, tokens - numbered.keys() if numbered else tokens, named, settled, taken)


def _read_alike(tokens: Iterable[str], known: Knowledge) -> Named:
    """The debts whose numbers look like what stands in the text: a scanner or an eye has taken O for 0."""
    found: Named = {}
    for token in tokens:
        for customer, place in known.read_like(read_alike(token)):
            found.setdefault(customer, set()).add(place)
    return found


def _candidates(
    receipt: Receipt, told: _Told, of_customers: Mapping[str, Sequence[Customer]], known: Knowledge
) -> list[_Candidate]:
    found: dict[Customer, _Candidate] = {}

    def of(customer: Customer) -> _Candidate:
        return found.setdefault(customer, _Candidate(customer))

    named = told.named
    alike = {} if named else _read_alike(told.strange, known)
    for customer in sorted(named, key=lambda each: -len(named[each]))[:MOST_CANDIDATES]:
        of(customer).named = named[customer]
    for customer in sorted(alike, key=lambda each: -len(alike[each]))[:MOST_CANDIDATES]:
        of(customer).alike = alike[customer]
    if receipt.payer_account:
        for customer, purity in known.payers(receipt.payer_account):
            of(customer).account = purity
    for customers in of_customers.values():
        for customer in customers:
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
    if ranked and ranked[0].account == 1 and ranked[0].name > SAME_NAME:
        # The account has paid for nobody else, and bears the customer's name: who is only called alike has not paid.
        ranked = [each for each in ranked if each.is_known_otherwise]
    return ranked[:MOST_CANDIDATES]


def _ways(receipt: Receipt, told: _Told, candidate: _Candidate, known: Knowledge) -> list[_Way]:
    """The ways in which a candidate would pay it."""
    debts = known.debts_of(candidate.customer)
    most_fee = known.leeway(candidate.customer, receipt.amount)
    is_likely = candidate.is_known_otherwise or candidate.name > SAME_NAME

    def by(places: set[int]) -> list[Solution]:
        return find_solutions(debts, receipt.amount, places, today=receipt.day, most_fee=most_fee, any_sums=is_likely)

    exact = as_named(debts, receipt.amount, candidate.named, most_fee=most_fee)
    if exact:
        return [_Way(candidate, exact, set(), 0)]
    weak, strange = _weakly_named(told, candidate, known)
    exact = as_named(debts, receipt.amount, candidate.named | weak, most_fee=most_fee) if weak else None
    if exact:
        return [_Way(candidate, exact, weak, strange)]
    together = by(candidate.named | weak) if weak else []
    found = [_Way(candidate, solution, weak, strange) for solution in (*together, *by(candidate.named))]
    return found or [_Way(candidate, ON_ACCOUNT, weak, strange)]


def _weakly_named(told: _Told, candidate: _Candidate, known: Knowledge) -> tuple[set[int], int]:
    """Debts of the candidate that are named shortened, cut off or mistyped, and how many more numbers are strange."""
    if not told.tokens:
        return candidate.alike, 0
    numbers, printed = known.numbers_of(candidate.customer), known.printed_numbers_of(candidate.customer)
    short = shortened(told.tokens, numbers, printed)
    slips = mistyped(told.strange - short.keys(), numbers)
    places = {*candidate.alike, *short.values(), *slips.values()}
    spans = [*told.spans, *(span for token in (*short, *slips) for span in spans_of(token, told.pieces))]
    whole, bounds = told.pieces
    begun = cut_off(whole[bounds[-1 - min(MOST_ATOMS, len(bounds) - 1)] :], numbers)
    if begun:
        place, length = begun
        places.add(place)
        spans.append((len(whole) - length, len(whole)))
    return places - candidate.named, strange_numbers(told.pieces, spans, numbers, printed)


def _evidence(receipt: Receipt, way: _Way, told: _Told, best_account: float, rivals: int, known: Knowledge) -> Evidence:
    candidate, solution = way.candidate, way.solution
    debts = known.debts_of(candidate.customer)
    strong = weakly = total = 0
    paid = set(solution.places)
    for place in paid:
        minor = abs(debts[place].open)
        total += minor
        if place in candidate.named:
            strong += minor
        elif place in way.weak:
            weakly += minor
    total = total or 1
    return Evidence(
        kind=solution.kind,
        difference=solution.difference,
        strong=strong / total,
        weak=weakly / total,
        left_out=len((candidate.named | way.weak) - paid),
        others_named=sum(len(places) for customer, places in told.named.items() if customer != candidate.customer),
        settled=told.settled,
        strange=way.strange,
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
