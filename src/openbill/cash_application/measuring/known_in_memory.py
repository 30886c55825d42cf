"""What is known of a generated ledger, held in memory as a batch of the matching holds what it loaded."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Mapping, Sequence, Set

from rapidfuzz.fuzz import ratio
from rapidfuzz.process import extract

from openbill.cash_application.measuring.generate_ledger import GeneratedLedger, normal_numbers
from openbill.cash_application.policies.find_solutions import Debt
from openbill.cash_application.policies.name_key import name_key
from openbill.cash_application.policies.reference_tokens import normal_number, read_alike

BEGINNING = 8
"""Names that begin alike are compared: banks cut names off at the end."""
MOST_COMPARED, MOST_NAMED = 400, 4
FEWEST_LETTERS = 20
"""A name that was cut off has so many letters at least."""
LEAST_LIKE = 0.7
"""Names that are less like each other are other names."""
MOST_FEE = 1_500
"""What banks on the way keep, in minor units."""


class KnownInMemory:
    """Everything that the matching asks, from dictionaries."""

    def __init__(self, ledger: GeneratedLedger) -> None:
        self._debts = [buyer.debts for buyer in ledger.buyers]
        self._printed = [buyer.numbers for buyer in ledger.buyers]
        self._numbers = [normal_numbers(buyer) for buyer in ledger.buyers]
        self._paid_from = ledger.paid_from
        self._settled = {normal_number(number) for buyer in ledger.buyers for number, _ in buyer.settled}
        self._numbered: dict[str, list[tuple[int, int]]] = defaultdict(list)
        self._alike: dict[str, list[tuple[int, int]]] = defaultdict(list)
        self._customers: dict[str, list[int]] = defaultdict(list)
        self._names: dict[str, list[tuple[str, int]]] = defaultdict(list)
        for buyer, numbers in zip(ledger.buyers, self._numbers, strict=True):
            for place, number in enumerate(numbers):
                self._numbered[number].append((buyer.key, place))
                self._alike[read_alike(number)].append((buyer.key, place))
            self._customers[normal_number(buyer.number)].append(buyer.key)
            key = name_key(buyer.name)
            self._names[key[:BEGINNING]].append((key, buyer.key))
        self._in_order = sorted((name_key(buyer.name), buyer.key) for buyer in ledger.buyers)

    def numbered(self, tokens: Set[str]) -> Mapping[str, Sequence[tuple[int, int]]]:
        return {token: self._numbered[token] for token in self._numbered.keys() & tokens}

    def read_like(self, alike: str) -> Sequence[tuple[int, int]]:
        return self._alike.get(alike, ())

    def settled(self, tokens: Set[str]) -> Set[str]:
        return self._settled & tokens

    def payers(self, account: str) -> Sequence[tuple[int, float]]:
        return self._paid_from.get(account, ())

    def customers_numbered(self, tokens: Set[str]) -> Mapping[str, Sequence[int]]:
        return {token: self._customers[token] for token in self._customers.keys() & tokens}

    def customers_named(self, name: str) -> Sequence[tuple[int, float]]:
        key = name_key(name)
        same = self._called(key)
        if same:
            return [(customer, 1.0) for customer in same]
        compared = self._names.get(key[:BEGINNING], ())[:MOST_COMPARED]
        long = max(len(key), FEWEST_LETTERS)
        found = extract(
            key,
            [other[:long] for other, _ in compared],
            scorer=ratio,
            limit=MOST_NAMED,
            score_cutoff=100 * LEAST_LIKE,
        )
        return [(compared[place][1], alike / 100) for _, alike, place in found]

    def _called(self, key: str) -> list[int]:
        """Who is called just so, or so that the bank cut the name off."""
        found: list[int] = []
        for at in range(bisect_left(self._in_order, (key,)), len(self._in_order)):
            name, customer = self._in_order[at]
            is_same = name == key or (len(key) >= FEWEST_LETTERS and name.startswith(key))
            if not is_same or len(found) == MOST_NAMED:
                break
            found.append(customer)
        return found

    def debts_of(self, customer: int) -> Sequence[Debt]:
        return self._debts[customer]

    def leeway(self, customer: int, amount: int) -> int:  # noqa: ARG002 - the same for everybody
        return MOST_FEE

    def printed_numbers_of(self, customer: int) -> Sequence[str]:
        return self._printed[customer]

    def numbers_of(self, customer: int) -> Sequence[str]:
        return self._numbers[customer]
