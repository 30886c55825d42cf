"""Banks and books: the last balance that a bank told, and what no file told of, in whichever order files come."""

from datetime import date
from itertools import permutations

import pytest
from tests.support.banking import IBAN, a_statement, booking
from tests.support.organizations import AnOrganization, an_organization

from openbill.cash_application.commands.import_statements import import_statements
from openbill.cash_application.queries.reconciliation import Gap, Reconciliation, reconciliations
from openbill.foundation.tenancy import scope
from openbill.organizations.commands.add_bank_account import add_bank_account

DAY = date(2026, 3, 2)
TODAY = date(2026, 3, 5)
BEFORE = a_statement(
    booking("115617.51", "R0", day="2026-03-01"), opening="0.00", closing="115617.51", days=("2026-02-28", "2026-03-01")
)


@pytest.fixture
def firm() -> AnOrganization:
    it = an_organization("EUR")
    add_bank_account(
        legal_entity_id=it.legal_entity_id, name="House bank", currency="EUR", iban=IBAN, context=it.context()
    )
    return it


def of_the_day(number: int, amount: str, opening: str, closing: str) -> bytes:
    """One of several statements of the day."""
    told = a_statement(
        booking(amount, f"R{number}", name=f"Payer {number}"),
        opening=opening,
        closing=closing,
        days=("2026-03-01", "2026-03-02"),
    )
    return told.replace(b"<Id>S1</Id>", f"<Id>S1</Id><ElctrncSeqNb>{number}</ElctrncSeqNb>".encode())


NO_333 = of_the_day(333, "10584.53", "115617.51", "126202.04")
NO_334 = of_the_day(334, "100.00", "126202.04", "126302.04")
NO_335 = of_the_day(335, "10.00", "126302.04", "126312.04")


def brought_in(firm: AnOrganization, content: bytes) -> int | None:
    (found,) = import_statements(content=content, file_name="bank.xml", context=firm.context())
    return found.gap_minor


def reconciled(firm: AnOrganization) -> Reconciliation:
    with scope(firm.id):
        (found,) = reconciliations(TODAY)
    return found


def test_a_later_statement_of_a_day_that_comes_first_stays_the_later_one(firm: AnOrganization):
    assert brought_in(firm, BEFORE) is None
    assert brought_in(firm, NO_335) == 10_684_53
    assert brought_in(firm, NO_333) is None
    found = reconciled(firm)
    assert (found.told_on, found.told_minor, found.difference_minor) == (DAY, 126_312_04, 100_00)
    assert found.gaps == (Gap(DAY, date(2026, 3, 1), 100_00),)

    assert brought_in(firm, NO_333) is None
    assert brought_in(firm, NO_334) is None
    found = reconciled(firm)
    assert (found.told_minor, found.difference_minor, found.gaps) == (126_312_04, 0, ())


def test_a_statement_that_another_file_tells_again_is_one(firm: AnOrganization):
    for content in (BEFORE, NO_333, NO_334, NO_334 + b"\n"):
        assert brought_in(firm, content) is None
    found = reconciled(firm)
    assert (found.told_minor, found.difference_minor, found.gaps) == (126_302_04, 0, ())


@pytest.mark.parametrize("files", list(permutations((NO_333, NO_334, NO_335))))
def test_files_may_come_in_any_order(files: tuple[bytes, ...], firm: AnOrganization):
    for content in (BEFORE, *files):
        brought_in(firm, content)
    found = reconciled(firm)
    assert (found.told_minor, found.difference_minor, found.gaps) == (126_312_04, 0, ())


def test_a_file_that_tells_a_longer_part_of_the_same_days_leaves_no_gap(firm: AnOrganization):
    first = booking("50.00", "R1")
    assert brought_in(firm, a_statement(first, closing="150.00")) is None
    assert brought_in(firm, a_statement(first, booking("9.00", "R2"), closing="159.00")) is None
    assert (reconciled(firm).told_minor, reconciled(firm).gaps) == (159_00, ())
