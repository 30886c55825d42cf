"""Each invariant of direct debits is broken once by the owner of the database, and named."""

import pytest
from tests.support.database import guards_switched_off
from tests.support.debits import a_row_in_every_table_of_debits
from tests.support.organizations import AnOrganization, an_organization

from openbill.direct_debits.queries.check_direct_debits import INVARIANTS, check_direct_debits
from openbill.foundation.tenancy import scope

BREAKERS = {
    "debits_are_their_payments": "UPDATE debit SET amount_minor = amount_minor + 1"
    " WHERE organization_id = %s AND payment_id IS NOT NULL",
    "debits_hold_their_items_as_long_as_they_collect": "UPDATE debit_item SET is_live = NOT is_live"
    " WHERE organization_id = %s",
    "money_of_debits_is_under_way_as_long_as_they_collect": "UPDATE money_under_way SET is_live = true"
    " WHERE organization_id = %s",
    "batches_are_as_far_as_their_debits": "UPDATE debit_batch SET state = 'cancelled'"
    " WHERE organization_id = %s AND state = 'prepared'",
    "transfers_are_their_refunds": "UPDATE refund_transfer SET amount_minor = amount_minor + 1"
    " WHERE organization_id = %s",
}


@pytest.fixture
def firm() -> AnOrganization:
    it = an_organization()
    a_row_in_every_table_of_debits(it, "Debits")
    return it


def broken(firm: AnOrganization) -> set[str]:
    with scope(firm.id):
        return {finding.invariant for finding in check_direct_debits()}


def test_finds_nothing_wrong_with_right_debits(firm: AnOrganization):
    assert broken(firm) == set()


def test_every_invariant_has_somebody_who_breaks_it():
    assert set(BREAKERS) == set(INVARIANTS)


@pytest.mark.parametrize("invariant", BREAKERS)
def test_names_what_is_broken_and_nothing_else(firm: AnOrganization, invariant: str):
    with guards_switched_off() as opened:
        assert opened.execute(BREAKERS[invariant], [firm.id]).rowcount > 0
    assert broken(firm) == {invariant}
