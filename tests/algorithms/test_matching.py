"""The worked tables of docs/algorithms/matching.md hold."""

import pytest

from openbill.cash_application.measuring.generate_bank_day import PAID, TOLD
from openbill.cash_application.policies.choose_threshold import wilson_lower_bound
from openbill.cash_application.policies.find_solutions import Debt, find_solutions
from openbill.cash_application.policies.reference_tokens import normal_number, reference_tokens

from .tables import worked_table

TODAY = 1_000


@pytest.mark.parametrize("row", worked_table("matching.md", "How a number is found"), ids=lambda row: row["Text"])
def test_numbers_are_found(row: dict[str, str]):
    assert (normal_number(row["Number"]) in reference_tokens(row["Text"])) == (row["Found"] == "yes")


@pytest.mark.parametrize("row", worked_table("matching.md", "Which debts an amount pays"), ids=str)
def test_ways_are_found(row: dict[str, str]):
    debts = [Debt(place, 100 * int(text), 900 + place) for place, text in enumerate(row["Debts"].split())]
    named = [int(text) - 1 for text in row["Named"].split()]
    found = find_solutions(debts, 100 * int(row["Paid"]), named, today=TODAY)[0]
    assert {
        "Way": found.kind.value,
        "Which": " ".join(str(place + 1) for place in found.places),
        "Alternatives": str(found.alternatives),
        "Alike": str(found.alike),
    }.items() <= row.items()


@pytest.mark.parametrize("row", worked_table("matching.md", "How sure it is"), ids=lambda row: row["Right"])
def test_lower_bounds(row: dict[str, str]):
    assert f"{wilson_lower_bound(int(row['Right']), int(row['Of'])) * 100:.1f} %" == row["At least"]


@pytest.mark.parametrize(
    ("heading", "column", "shares"),
    [("What the measured days are made of", "What is paid", PAID), ("How the measured days name it", "How", TOLD)],
)
def test_the_mixture_is_what_is_said(heading: str, column: str, shares: dict[str, float]):
    told = {row[column]: float(row["Share"].removesuffix(" %")) / 100 for row in worked_table("matching.md", heading)}
    assert told == {name.value: pytest.approx(share) for name, share in shares.items()}
    assert sum(shares.values()) == pytest.approx(1)
