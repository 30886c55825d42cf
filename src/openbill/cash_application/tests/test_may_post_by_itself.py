"""What fits by chance is never posted by itself: who is nobody's payer, what is settled, what names something else."""

import pytest

from openbill.cash_application.measuring.generate_ledger import DAY, Buyer, GeneratedLedger
from openbill.cash_application.measuring.known_in_memory import KnownInMemory
from openbill.cash_application.policies.find_solutions import Debt, SolutionKind
from openbill.cash_application.policies.match_line import Receipt, match_line
from openbill.cash_application.policies.may_post_by_itself import may_post_by_itself

ANNA, BERT = 0, 1
ANYTHING = 0.0
"""A threshold that everything reaches: what is refused here is refused whatever it weighs."""


def known() -> KnownInMemory:
    """Anna pays from DE1; one of her debts is settled, and her next one has the same amount."""
    anna = Buyer(ANNA, "C-41001", "Müller Bau GmbH Berlin", ("DE1",), frozenset({"DE1"}))
    anna.debts[:] = [Debt(1, 700_00, DAY - 30), Debt(2, 251_17, DAY - 20), Debt(3, 93_10, DAY + 3)]
    anna.numbers[:] = ["RE-2026-0100124", "RE-2026-0100377", "RE-2026-0100381"]
    anna.settled.append(("RE-2026-0100123", 700_00))
    bert = Buyer(BERT, "C-41002", "Koch Elektro KG", (), frozenset())
    bert.debts[:] = [Debt(4, 333_33, DAY - 5)]
    bert.numbers[:] = ["4711"]
    bert.settled.append(("RE-4711", 333_33))
    return KnownInMemory(GeneratedLedger((anna, bert), {"DE1": ((ANNA, 1.0),)}))


def is_posted(amount: int, text: str = "", name: str = "", account: str = "") -> bool:
    found = match_line(Receipt(amount, DAY, text, (), name, account), known())
    return bool(found) and may_post_by_itself(found[0], ANYTHING)


@pytest.mark.parametrize(
    ("amount", "text", "name", "account"),
    [
        (700_00, "RE-2026-0100124", "", ""),
        (700_00, "Rechnung 0100124", "", "DE1"),
        (700_00, "", "", "DE1"),
        (700_00, "Danke", "Müller Bau GmbH Berlin", ""),
        (700_00, "Vertrag 12 vom 12.03.2026", "", "DE1"),
        (700_00, "KD C-41001", "", "DE1"),
    ],
)
def test_a_payer_may_name_everything_or_be_known(amount, text, name, account):
    assert is_posted(amount, text, name, account)


@pytest.mark.parametrize("name", ["Finanzamt Mitte", "Hausbank AG", "", "Müller Dach GmbH Berlin"])
def test_the_number_of_a_customer_and_an_amount_make_nobody_a_payer(name):
    assert not is_posted(700_00, "Erstattung C-41001", name)


@pytest.mark.parametrize(
    "text",
    [
        "RE-2026-0100123",  # Settled, and one slip away from a debt of the same amount.
        "Rechnung 0100123",
        "RE 20260100123 Danke",
        "100123",
        "RE-2026-0198765",  # Of no document here.
        "RNR 0199999",
        "RE-2026-010",  # The text ends in the midst of a number.
        "Inv. RE-2026-0",
        "Rechnung 010",
    ],
)
def test_who_names_a_document_means_it_and_no_other_one_of_that_amount(text):
    assert not is_posted(700_00, text, "Müller Bau GmbH Berlin", "DE1")


def test_who_names_a_debt_and_pays_what_another_one_comes_to_means_the_one_that_is_named():
    known_of_anna = match_line(Receipt(93_10, DAY, "Rechnung 0100124", (), "", "DE1"), known())
    assert not any(
        may_post_by_itself(each, ANYTHING) for each in known_of_anna if each.solution.kind is SolutionKind.SINGLE
    )


def test_a_settled_number_within_which_an_open_one_stands_is_the_one_that_is_named():
    (found, *_) = match_line(Receipt(333_33, DAY, "RE 4711", (), "Koch Elektro KG"), known())
    assert (found.evidence.settled, found.evidence.strong) == (1, 0.0)
    assert not may_post_by_itself(found, ANYTHING)
    assert is_posted(333_33, "Nr 4711", "Koch Elektro KG")


def test_what_is_named_whole_is_posted_beside_what_is_settled():
    assert is_posted(951_17, "RE-2026-0100123 RE-2026-0100124 RE-2026-0100377", "", "DE1")


def test_a_proposal_under_the_threshold_is_left():
    (found, *_) = match_line(Receipt(700_00, DAY, "", (), "", "DE1"), known())
    assert may_post_by_itself(found, found.probability)
    assert not may_post_by_itself(found, found.probability + 1e-9)


def test_money_of_which_nothing_open_comes_to_the_amount_is_left():
    assert not is_posted(1_000_000_00, "KD C-41001", "Müller Bau GmbH Berlin", "DE1")
