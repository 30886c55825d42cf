"""What was learned of payers' accounts is listed, and forgotten where somebody says so."""

from datetime import date
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.support.organizations import AnOrganization, an_organization
from tests.support.receivables import a_customer

from openbill.cash_application.commands.forget_payer_account import forget_payer_account
from openbill.cash_application.commands.learn_payers import confirm_payers, correct_payers
from openbill.cash_application.errors import PayerAccountUnknown
from openbill.cash_application.policies.taught_payers import Payer, PlacedPart, ToldPart, taught_payers
from openbill.cash_application.queries.find_payer_accounts import (
    PayerAccountsBy,
    PayerAccountsOf,
    find_payer_accounts,
    payer_accounts_in_order,
)
from openbill.foundation.tenancy import scope

ANNAS, COLLECTORS = "DE02120300000000202051", "DE02500105170137075030"
FIRST, LATER = date(2026, 3, 2), date(2026, 4, 2)
AN_ID, OTHER_ID = UUID(int=1), UUID(int=2)


def test_a_line_of_one_payment_teaches_its_account():
    assert taught_payers(ANNAS, [], [PlacedPart(AN_ID, 5), PlacedPart(OTHER_ID, 7)]) == [
        Payer(ANNAS, AN_ID),
        Payer(ANNAS, OTHER_ID),
    ]
    assert taught_payers("", [], [PlacedPart(AN_ID, 5)]) == []


@pytest.mark.parametrize(
    "placed", [[PlacedPart(AN_ID, 12)], [PlacedPart(AN_ID, 7), PlacedPart(OTHER_ID, 5)], [PlacedPart(AN_ID, 5)]]
)
def test_a_bundle_that_was_not_placed_part_by_part_teaches_nothing(placed: list[PlacedPart]):
    told = [ToldPart(ANNAS, 5), ToldPart(COLLECTORS, 7)]
    assert taught_payers("", told, placed) == []


@given(
    own=st.sampled_from(["", ANNAS, COLLECTORS]),
    parts=st.lists(
        st.tuples(st.sampled_from(["", ANNAS, COLLECTORS]), st.integers(1, 3), st.sampled_from([AN_ID, OTHER_ID])),
        min_size=2,
        max_size=5,
    ),
)
def test_a_bundle_never_teaches_its_own_account_nor_one_that_pays_for_several(
    own: str, parts: list[tuple[str, int, UUID]]
):
    told = [ToldPart(account, minor) for account, minor, _ in parts]
    payers = taught_payers(own, told, [PlacedPart(customer, minor) for _, minor, customer in parts])
    for account, customer in payers:
        assert {of for named, _, of in parts if named == account} == {customer}
    if any(not account for account, _, _ in parts):
        assert payers == []


def taught(*paid: tuple[str, UUID, date], firm: AnOrganization) -> None:
    with scope(firm.id):
        confirm_payers([(Payer(account, of), day) for account, of, day in paid], context=firm.context())


def test_learned_accounts_are_found_with_how_often_and_how_surely_they_paid():
    firm = an_organization()
    anna, ben = a_customer(firm, "Anna Ltd"), a_customer(firm, "Ben GmbH")
    taught((ANNAS, anna, FIRST), (ANNAS, anna, LATER), firm=firm)
    taught((COLLECTORS, anna, FIRST), (COLLECTORS, ben, FIRST), (COLLECTORS, ben, FIRST), firm=firm)
    with scope(firm.id):
        correct_payers([Payer(COLLECTORS, anna)], context=firm.context())
        rows = find_payer_accounts(by=PayerAccountsBy.CUSTOMER, descending=False).rows
        assert sorted(
            (row.customer_name, row.account_end, row.confirmed, row.corrected, row.share_percent, row.last_paid_date)
            for row in rows
        ) == [
            ("Anna Ltd", "2051", 2, 0, 100, LATER),
            ("Anna Ltd", "5030", 0, 1, 0, FIRST),
            ("Ben GmbH", "5030", 2, 0, 66, FIRST),
        ]
        assert find_payer_accounts().rows[0].account_end == "2051"
        assert [row.account_end for row in find_payer_accounts(text="de02 1203").rows] == ["2051"]
        assert [row.account_end for row in find_payer_accounts(text="ben").rows] == ["5030"]
        assert [row.customer_name for row in find_payer_accounts(only=PayerAccountsOf.CORRECTED).rows] == ["Anna Ltd"]
        assert find_payer_accounts(customer_ids=[ben]).count == 1
        first, *others = payer_accounts_in_order()
        assert payer_accounts_in_order(after=first.id) == others


def test_what_is_forgotten_stays_forgotten_until_it_is_taught_anew():
    firm = an_organization()
    anna = a_customer(firm, "Anna Ltd")
    taught((ANNAS, anna, FIRST), firm=firm)
    with scope(firm.id):
        (row,) = find_payer_accounts().rows
    forget_payer_account(payer_account_id=row.id, context=firm.context())
    with scope(firm.id):
        correct_payers([Payer(ANNAS, anna)], context=firm.context())
        assert find_payer_accounts().count == 0
    with pytest.raises(PayerAccountUnknown):
        forget_payer_account(payer_account_id=row.id, context=firm.context())
    taught((ANNAS, anna, LATER), firm=firm)
    with scope(firm.id):
        assert [(each.confirmed, each.corrected) for each in find_payer_accounts().rows] == [(1, 0)]


def test_nobody_forgets_what_another_organization_learned():
    firm, other = an_organization(), an_organization()
    taught((ANNAS, a_customer(firm, "Anna Ltd"), FIRST), firm=firm)
    with scope(firm.id):
        (row,) = find_payer_accounts().rows
    for payer_account_id in (row.id, uuid4()):
        with pytest.raises(PayerAccountUnknown):
            forget_payer_account(payer_account_id=payer_account_id, context=other.context())
    with scope(firm.id):
        assert find_payer_accounts().count == 1
