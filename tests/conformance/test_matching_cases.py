"""References of a shop's customers, as another program's tests have them, name the debts that they name there."""

import json
from decimal import Decimal
from typing import Any

import pytest
from tests.support.shared_data import needs, shared_folder

from openbill.cash_application.measuring.generate_ledger import DAY, Buyer, GeneratedLedger
from openbill.cash_application.measuring.known_in_memory import KnownInMemory
from openbill.cash_application.policies.find_solutions import Debt, Difference, SolutionKind
from openbill.cash_application.policies.match_line import Proposal, Receipt, match_line

FOLDER = shared_folder("matching")
FILE = FOLDER / "pretix-cases.json"

pytestmark = needs(FOLDER)

POSTED_BY_ITSELF = 0.9
EVENTS = {"dots-in-prefix": "DU.M-Y"}
"""Where a case has a prefix of its own."""
OTHERS = {"split-mismatch": ("DUMMY-99999", 12_00)}
"""Where a case has a second debt."""


def cases() -> list[Any]:
    if not FILE.exists():
        return []
    return [pytest.param(case, id=case["id"]) for case in json.loads(FILE.read_text(encoding="utf-8"))["cases"]]


def proposals(case: dict[str, Any], amount: int, already: int = 0) -> list[Proposal]:
    """What a receipt may pay where one order is open and another was cancelled."""
    buyer = Buyer(0, "C-1", "Somebody", (), frozenset())
    buyer.debts.append(Debt(1, 23_00 - already, DAY))
    buyer.numbers.append(f"{EVENTS.get(case['id'], 'DUMMY')}-1Z3AS")
    if case["id"] in OTHERS:
        number, minor = OTHERS[case["id"]]
        buyer.debts.append(Debt(2, minor, DAY))
        buyer.numbers.append(number)
    buyer.settled += [("DUMMY-6789Z", 23_00), ("DUMMY-GS89Z", 23_00)]
    return match_line(Receipt(amount, DAY, case["reference"]), KnownInMemory(GeneratedLedger((buyer,), {})))


@pytest.mark.parametrize("case", cases())
def test_what_is_named_there_is_named_here(case: dict[str, Any]):
    if case["id"] == "two-parts":
        first, second = proposals(case, 10_00)[0], proposals(case, 13_00, already=10_00)[0]
        assert (first.solution.kind, first.solution.places) == (SolutionKind.SHORT, (0,))
        assert (second.solution.kind, second.solution.difference) == (SolutionKind.REFERENCED, Difference.NONE)
        return
    found = proposals(case, int(Decimal(case["amount"]) * 100))
    if case["expect"].startswith("paid"):
        assert (found[0].solution.kind, found[0].solution.places) == (SolutionKind.REFERENCED, (0,))
    else:
        # Not paid there, and never by itself here.
        assert all(each.probability < POSTED_BY_ITSELF for each in found)
