"""A receipt is matched to whose it is and what it pays; what is settled or nobody's is left."""

import pytest

from openbill.cash_application.measuring.bench_matching import bench_matching
from openbill.cash_application.measuring.generate_ledger import DAY, Buyer, GeneratedLedger
from openbill.cash_application.measuring.known_in_memory import KnownInMemory
from openbill.cash_application.policies.find_solutions import Debt, Difference, SolutionKind
from openbill.cash_application.policies.match_line import Proposal, Receipt, match_line

ANNA, BERT = 0, 1


def known() -> KnownInMemory:
    anna = Buyer(ANNA, "C-1001", "Müller Bau GmbH", ("DE1",), frozenset({"DE1"}))
    anna.debts[:] = [
        Debt(1, 100_00, DAY - 30), Debt(2, 250_00, DAY - 20, 0, 5_00), Debt(3, 100_00, DAY + 10),
        Debt(4, 77_77, DAY + 20, 1_56),
    ]  # fmt: skip
    anna.numbers[:] = ["RE-2026-0000101", "RE-2026-0000102", "RE-2026-0000103", "RE-2026-0000104"]
    anna.settled.append(("RE-2026-0000099", 100_00))
    bert = Buyer(BERT, "C-1002", "Koch Elektro KG", (), frozenset())
    bert.debts[:] = [Debt(5, 333_33, DAY - 5), Debt(6, 444_44, DAY)]
    bert.numbers[:] = ["RE-2026-0000201", "RE-2026-0000202"]
    return KnownInMemory(GeneratedLedger((anna, bert), {"DE1": ((ANNA, 1.0),)}))


def best(amount: int, text: str = "", name: str = "", account: str = "") -> Proposal:
    return match_line(Receipt(amount, DAY, text, (), name, account), known())[0]


@pytest.mark.parametrize(
    ("amount", "text", "name", "account", "customer", "kind", "places"),
    [
        (350_00, "RE-2026-0000101 RE 2026 0000102", "", "", ANNA, SolutionKind.REFERENCED, (0, 1)),
        (333_33, "Rechnung 2026 0000201", "KOCH ELEKTRO", "", BERT, SolutionKind.REFERENCED, (0,)),
        (333_33, "RNR 201", "Koch Elektro", "", BERT, SolutionKind.REFERENCED, (0,)),
        (444_44, "RE20260000220 Danke", "Koch Elektro KG", "", BERT, SolutionKind.REFERENCED, (1,)),
        (777_77, "", "KOCH ELEKTRO KG", "", BERT, SolutionKind.ALL_DUE, (0, 1)),
        (250_00, "", "", "DE1", ANNA, SolutionKind.SINGLE, (1,)),
        (100_00, "C 1001", "", "", ANNA, SolutionKind.SINGLE, (0,)),
    ],
)
def test_who_paid_and_what(amount, text, name, account, customer, kind, places):
    found = best(amount, text, name, account)
    assert (found.customer, found.solution.kind, found.solution.places) == (customer, kind, places)


@pytest.mark.parametrize(
    ("amount", "text", "difference"),
    [(76_21, "RE-2026-0000104", Difference.DISCOUNT), (245_00, "RE-2026-0000102", Difference.LAPSED_DISCOUNT)],
)
def test_what_was_deducted_is_named(amount, text, difference):
    assert best(amount, text).solution.difference is difference


def test_a_number_that_stands_beside_a_longer_one_is_meant_too():
    buyer = Buyer(0, "C-1", "Anna", (), frozenset())
    buyer.debts[:] = [Debt(1, 10_00, DAY), Debt(2, 20_00, DAY), Debt(3, 30_00, DAY)]
    buyer.numbers[:] = ["471", "4711", "RE-4711"]
    found = KnownInMemory(GeneratedLedger((buyer,), {}))

    def named(amount: int, text: str) -> tuple[int, ...]:
        return match_line(Receipt(amount, DAY, text), found)[0].solution.places

    assert named(30_00, "471, 4711") == (0, 1)
    assert named(30_00, "RE 4711") == (2,)
    assert named(50_00, "RE 4711 and 4711") == (1, 2)


def test_what_only_looks_like_a_number_names_it_weakly():
    found = best(333_33, "RE-2O26-OOOO2O1", "Koch Elektro KG")
    assert (found.solution.places, found.evidence.strong, found.evidence.weak) == ((0,), 0.0, 1.0)


def test_a_document_that_is_settled_is_never_paid_again():
    found = best(100_00, "RE-2026-0000099", "Müller Bau", "DE1")
    assert found.evidence.settled == 1
    assert found.probability < 0.6


def test_nobodys_money_is_nobodys():
    assert match_line(Receipt(100_00, DAY, "Zinsen 4711", (), "Hausbank", "DE9"), known()) == []


def test_equal_amounts_are_said_to_be_alike():
    assert best(100_00, "", "", "DE1").evidence.alike == 1


def test_on_generated_days_what_is_posted_is_right():
    figures = bench_matching(customers=1_500, invoices=30_000, lines=4_000, seed=77)
    assert figures.precision_at_least >= 0.995
    assert (figures.false_posts_not_ours, figures.false_posts_paid_before) == (0, 0)
    assert figures.auto_rate >= 0.78
    assert figures.header_hit_rate >= 0.95
    assert figures.baseline_exact_reference_rate < figures.auto_rate
    assert figures.baseline_unique_amount_precision < figures.precision
