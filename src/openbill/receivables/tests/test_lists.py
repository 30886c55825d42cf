"""The lists that pages show: what is owed altogether, customer by customer, item by item."""

from datetime import date

import pytest
from tests.support.organizations import AnOrganization, an_organization
from tests.support.receivables import a_credit, a_customer, a_debit

from openbill.customers.commands.create_customer import create_customer
from openbill.foundation.tenancy import scope
from openbill.receivables.queries.customer_balances import BalancesBy, BalancesOf, customer_balances
from openbill.receivables.queries.find_items import find_items
from openbill.receivables.queries.items_of_customer import items_of_customer
from openbill.receivables.queries.portfolio import portfolio

DAY = date(2026, 6, 30)


@pytest.fixture(scope="module")
def firm() -> AnOrganization:
    """Anna owes 100 for 91 days and 50 from the 5th of July on, and has 30 to her credit; Bert owes 7 USD since the
    29th; Carl owes nothing; Dora has 5 to her credit."""
    firm = an_organization()
    anna, bert, dora = (a_customer(firm, name=name) for name in ("Anna GmbH", "Bert Ltd", "Dora SA"))
    a_customer(firm, name="Carl KG")
    a_debit(firm, anna, "100.00", on="2026-03-01", due="2026-03-31", document_number="A-1")
    a_debit(firm, anna, "50.00", on="2026-06-01", due="2026-07-05", document_number="A-2")
    a_credit(firm, anna, "30.00", on="2026-06-01")
    a_debit(firm, bert, "7.00", currency="USD", on="2026-06-01", due="2026-06-29")
    a_credit(firm, dora, "5.00", on="2026-06-20")
    return firm


def test_the_portfolio_has_each_currency_by_itself(firm: AnOrganization):
    with scope(firm.id):
        euros, dollars = portfolio(DAY)

    assert [(part.label, part.amount_minor, part.customers, part.items) for part in euros.buckets] == [
        ("not_due", 50_00, 1, 1),
        ("1-30", 0, 0, 0),
        ("31-60", 0, 0, 0),
        ("61-90", 0, 0, 0),
        ("91+", 100_00, 1, 1),
    ]
    assert (euros.owed_minor, euros.overdue_minor, euros.balance_minor) == (150_00, 100_00, 115_00)
    assert (euros.unapplied.amount_minor, euros.unapplied.items) == (35_00, 2)
    assert (euros.customers, euros.overdue_customers, euros.soon_due_minor) == (2, 1, 50_00)
    assert (dollars.currency, dollars.overdue_minor, dollars.customers) == ("USD", 7_00, 1)


def test_a_portfolio_of_an_earlier_day_knows_nothing_of_later_ones(firm: AnOrganization):
    with scope(firm.id):
        (euros,) = portfolio(date(2026, 4, 1))
        assert portfolio(date(2026, 1, 1)) == []

    assert (euros.owed_minor, euros.overdue_minor, euros.unapplied.items) == (100_00, 100_00, 0)


def test_every_customer_is_listed_with_its_balance(firm: AnOrganization):
    with scope(firm.id):
        page = customer_balances(DAY)

    told = [(r.name, r.currency, r.owed_minor, r.overdue_minor, r.unapplied_minor, r.days_late) for r in page.rows]
    assert told == [
        ("Anna GmbH", "EUR", 150_00, 100_00, 30_00, 91),
        ("Bert Ltd", "USD", 7_00, 7_00, 0, 1),
        ("Carl KG", "", 0, 0, 0, 0),
        ("Dora SA", "EUR", 0, 0, 5_00, 0),
    ]
    assert [(each.currency, each.rows, each.balance_minor) for each in page.sums] == [
        ("", 1, 0),
        ("EUR", 2, 115_00),
        ("USD", 1, 7_00),
    ]


def test_a_list_is_filtered_sorted_and_cut_into_pages(firm: AnOrganization):
    with scope(firm.id):
        overdue = customer_balances(DAY, only=BalancesOf.OVERDUE)
        in_credit = customer_balances(DAY, only=BalancesOf.IN_CREDIT)
        named = customer_balances(DAY, text="bert")
        worst = customer_balances(DAY, by=BalancesBy.BALANCE, descending=True, limit=1)
        after = customer_balances(DAY, by=BalancesBy.BALANCE, descending=True, limit=2, offset=1)
        dollars = customer_balances(DAY, currency="USD")

    assert [row.name for row in overdue.rows] == ["Anna GmbH", "Bert Ltd"]
    assert [row.name for row in in_credit.rows] == ["Dora SA"]
    assert [row.name for row in named.rows] == ["Bert Ltd"]
    assert ([row.name for row in worst.rows], worst.count) == (["Anna GmbH"], 4)
    assert [row.name for row in after.rows] == ["Bert Ltd", "Carl KG"]
    assert [row.name for row in dollars.rows] == ["Bert Ltd"]


@pytest.mark.parametrize("by", BalancesBy)
@pytest.mark.parametrize("descending", [False, True])
def test_pages_never_overlap_and_miss_nobody(firm: AnOrganization, by: BalancesBy, descending: bool):
    with scope(firm.id):
        pages = [customer_balances(DAY, by=by, descending=descending, offset=start, limit=1).rows for start in range(5)]

    assert sorted(row.name for page in pages for row in page) == ["Anna GmbH", "Bert Ltd", "Carl KG", "Dora SA"]
    assert pages[4] == ()


def test_what_stands_in_a_name_is_taken_literally(firm: AnOrganization):
    with scope(firm.id):
        assert [customer_balances(DAY, text=text).count for text in ("%", "_", "\\", "'")] == [0, 0, 0, 0]


def test_the_items_behind_a_figure_are_found(firm: AnOrganization):
    with scope(firm.id):
        anna = customer_balances(DAY, text="Anna").rows[0].customer_id
        all_items = find_items(firm.id, DAY, currency="EUR")
        old = find_items(firm.id, DAY, currency="EUR", side="debit", days_past_due=(91, None))
        credits_of_anna = find_items(firm.id, DAY, currency="EUR", customer_id=anna, side="credit")
        beyond = find_items(firm.id, DAY, currency="EUR", offset=10)

    assert (all_items.count, all_items.total_minor) == (4, 115_00)
    assert [(item.document_number, item.customer_name, item.days_past_due) for item in old.rows] == [
        ("A-1", "Anna GmbH", 91)
    ]
    assert (credits_of_anna.count, credits_of_anna.total_minor) == (1, -30_00)
    assert (beyond.rows, beyond.count) == ((), 4)


def test_a_customers_items_come_debts_first(firm: AnOrganization):
    with scope(firm.id):
        anna = customer_balances(DAY, text="Anna").rows[0].customer_id
        items = items_of_customer(firm.id, anna, DAY)

    assert [(item.kind, item.signed_open_minor, item.days_late) for item in items] == [
        ("invoice", 100_00, 91),
        ("invoice", 50_00, -5),
        ("payment", -30_00, 29),
    ]


def test_a_name_of_signs_alone_is_found_by_itself_only():
    firm = an_organization()
    create_customer(name="***", context=firm.context())

    with scope(firm.id):
        assert [customer_balances(DAY, text=text).count for text in ("x", "*", "***", "")] == [0, 1, 1, 1]
