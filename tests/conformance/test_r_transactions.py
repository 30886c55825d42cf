"""Direct debits that came back, as OCA's test of unpaid debits tells them in a camt.054."""

from datetime import date

import pytest
from tests.support.shared_data import needs, shared_folder

from openbill.cash_application.errors import StatementIsNotRecognised
from openbill.cash_application.reading.camt.read_camt import read_camt
from openbill.cash_application.types.statements import Party, Remittance, StatementKind
from openbill.primitives.money import Money

FOLDER = shared_folder("payments", "r-transactions")

pytestmark = needs(FOLDER)


def test_an_unpaid_debit_says_whose_it_was_and_why_it_came_back():
    (notice,) = read_camt((FOLDER / "test-sepa-camt-unpaid.xml").read_bytes(), "unpaid.xml")
    assert (notice.kind, notice.account, notice.bank) == (StatementKind.NOTICE, "NL77ABNA0574908765", "BOFIIE2D")
    (line,) = notice.lines
    assert (line.amount, line.booked_date) == (Money(-100_00, "EUR"), date(2016, 10, 8))
    assert line.party == Party("DEBTOR4", "IE16AIBK93110187654321")
    assert (line.end_to_end_id, line.mandate_id, line.return_reason) == ("E2EID1", "MANDATEID2", "AC06")
    assert line.remittance == Remittance("FACTURE DU 15.03.16")
    assert notice.warnings == ()


def test_the_invalid_twin_is_refused():
    """It is the same but for its standard, which nobody knows."""
    with pytest.raises(StatementIsNotRecognised):
        read_camt((FOLDER / "test-sepa-camt-unpaid-invalid.xml").read_bytes(), "unpaid.xml")
