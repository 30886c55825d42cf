"""`verify` names what is unclaimed and does not stand in the books as it says."""

import pytest
from tests.support.database import connected_as
from tests.support.organizations import an_organization
from tests.support.unclaimed import a_row_in_every_table_of_unclaimed

from openbill.unclaimed.queries.check_unclaimed import INVARIANTS
from openbill.wiring.verification import findings

BREAKING = {
    "credits_are_where_they_were_handed_over": """
        UPDATE unclaimed_credit SET state = 'resting' WHERE state = 'handed_over'
    """,
    "handed_over_credits_are_settled_by_their_items": "UPDATE hand_over_credit SET debit_item_id = NULL WHERE is_live",
    "what_is_owed_to_states_is_what_was_handed_over": "UPDATE hand_over SET state = 'approved' WHERE state = 'paid'",
    "others_money_is_no_income": """
        UPDATE journal_line SET account_id = (
            SELECT id FROM account WHERE organization_id = %(organization)s AND role = 'revenue')
        WHERE account_id = (SELECT id FROM account WHERE organization_id = %(organization)s AND role = 'cash_clearing')
    """,
    "history_ends_where_the_credit_is": """
        UPDATE unclaimed_credit SET rests_from = rests_from - 1 WHERE state <> 'ended'
    """,
}


def test_nothing_is_found_where_nothing_is_wrong():
    firm = an_organization()
    a_row_in_every_table_of_unclaimed(firm, "Right")

    assert list(findings(firm.id)) == []


def test_each_invariant_is_broken_here():
    assert BREAKING.keys() == INVARIANTS.keys()


@pytest.mark.parametrize("invariant", INVARIANTS)
def test_what_is_broken_is_named(invariant):
    firm = an_organization()
    a_row_in_every_table_of_unclaimed(firm, "Wrong")
    with connected_as("postgres") as opened:
        opened.execute("SET session_replication_role = replica")
        opened.execute(f"{BREAKING[invariant]} AND organization_id = %(organization)s", {"organization": firm.id})

    assert invariant in {finding.invariant for finding in findings(firm.id)}
