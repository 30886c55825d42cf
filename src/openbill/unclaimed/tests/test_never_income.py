"""Money that belongs to others becomes income by no kind of item, by no hand, and by no entry in the database."""

from datetime import date

import pytest
from django.db import DatabaseError, connection, transaction
from tests.support.organizations import an_organization
from tests.support.unclaimed import (
    DAY,
    an_owner,
    balances,
    dormant,
    found,
    handed_over,
    state_of,
    timed,
)

from openbill.foundation.tenancy import scope
from openbill.ledger.commands.post_manual_entry import post_manual_entry
from openbill.ledger.errors import HandedOverByHand, OthersMoneyIsNoIncome
from openbill.ledger.types import ManualLine
from openbill.primitives.errors import Refusal
from openbill.primitives.identifiers import new_identifier
from openbill.receivables.commands.cancel_item import cancel_item
from openbill.receivables.policies.item_kind import ITEM_KINDS
from openbill.unclaimed.errors import CreditIsUnclaimed


def test_no_kind_of_item_makes_income_of_money_that_is_a_customers():
    from openbill.ledger.policies.default_chart import DEFAULT_CHART, HELD_FOR_OTHERS

    income = {account.role for account in DEFAULT_CHART if account.kind == "income"}

    assert [
        kind
        for kind, each in ITEM_KINDS.items()
        if (each.control in HELD_FOR_OTHERS and each.counter in income)
        or (each.counter in HELD_FOR_OTHERS and each.control in income)
    ] == []
    assert ITEM_KINDS["handed_over"].counter == "unclaimed_property"


@pytest.mark.parametrize("account", ["2120", "2140"])
def test_nobody_makes_income_of_it_by_hand(account):
    firm = an_organization("USD")
    dormant(firm)
    handed_over(firm, DAY)

    with pytest.raises((OthersMoneyIsNoIncome, HandedOverByHand)):
        post_manual_entry(
            legal_entity_id=firm.legal_entity_id,
            posting_date=date(2023, 8, 1),
            lines=[ManualLine(account, "USD", 200_00), ManualLine("4000", "USD", -200_00)],
            reason="Old money",
            context=firm.context(),
        )


@pytest.mark.parametrize("role", ["unapplied", "deposits", "unidentified_cash", "unclaimed_property"])
def test_the_database_refuses_an_entry_that_does(role):
    firm = an_organization("USD")
    credit = dormant(firm)
    entry = new_identifier()
    with scope(firm.id), connection.cursor() as cursor:
        cursor.execute("SELECT command_id FROM open_item WHERE organization_id = %s AND id = %s", [firm.id, credit])
        (command,) = cursor.fetchone()

    def post() -> None:
        with scope(firm.id), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(
                "INSERT INTO journal_entry (organization_id, id, legal_entity_id, posting_date, kind, source_id,"
                " command_id) VALUES (%s, %s, %s, '2020-01-10', 'manual', %s, %s)",
                [firm.id, entry, firm.legal_entity_id, entry, command],
            )
            cursor.execute(
                """
                INSERT INTO journal_line (organization_id, entry_id, number, account_id, customer_id, currency,
                                          amount_minor, functional_minor)
                SELECT organization_id, %s, CASE role WHEN 'revenue' THEN 2 ELSE 1 END, id, NULL, 'USD',
                       CASE role WHEN 'revenue' THEN -100 ELSE 100 END, CASE role WHEN 'revenue' THEN -100 ELSE 100 END
                FROM account WHERE organization_id = %s AND role IN ('revenue', %s)
                """,
                [entry, firm.id, role],
            )

    with pytest.raises(DatabaseError, match="makes income of money that belongs to others"):
        post()
    assert found(firm) == []


@pytest.mark.parametrize("state", ["letter_due", "to_hand_over", "handed_over"])
def test_a_credit_note_nobody_claims_is_not_cancelled_into_revenue(state):
    from tests.support.receivables import an_item

    firm = an_organization("USD")
    amount = "400.00" if state == "letter_due" else "200.00"
    credit = an_item(firm, an_owner(firm), amount, kind="credit_note", on="2020-01-10")
    timed(firm, "2023-06-01")
    if state == "handed_over":
        handed_over(firm, "2023-06-01")
    assert state_of(firm, credit)[0] == state
    books = balances(firm)

    with pytest.raises(Refusal) as refused:
        cancel_item(item_id=credit, reason="Nobody wants it", context=firm.context())

    assert state == "handed_over" or isinstance(refused.value, CreditIsUnclaimed)
    assert balances(firm) == books
