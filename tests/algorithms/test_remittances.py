"""The worked table of docs/algorithms/remittances.md holds."""

import pytest

from openbill.cash_application.policies.remittance_fits import AdviceToFit, LineToFit, remittance_fits
from openbill.primitives.money import Money

from .tables import worked_table

ADVICE = AdviceToFit(
    "EUR", 50_00, 10, "TRACE-77001", payer_name="Anna Handels GmbH", payer_number="K-10042", documents=("R-1234",)
)


@pytest.mark.parametrize("row", worked_table("remittances.md", "Which lines one advice fits"), ids=str)
def test_what_fits_is_told(row: dict[str, str]):
    amount = Money.of(row["Amount"], "EUR").minor_units
    line = LineToFit("EUR", amount, int(row["Day"]), row["The bank tells"], party_name=row["Name"])
    assert ", ".join(remittance_fits(ADVICE, line) or ("nothing",)) == row["Fits by"]
