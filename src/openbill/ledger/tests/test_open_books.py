"""Every organization begins with a chart of accounts, and keeps what it made of it."""

from django.db import connection
from tests.support.organizations import an_organization

from openbill.foundation.tenancy import scope
from openbill.ledger.commands.open_books import open_books
from openbill.ledger.policies.default_chart import CONTROL_ROLES, DEFAULT_CHART, missing_accounts
from openbill.ledger.queries.accounts import accounts
from openbill.ledger.types import AccountKind, ChartAccount

ROLES = [
    "receivable",
    "unapplied",
    "deposits",
    "opening_balance",
    "external_clearing",
    "bank",
    "cash_clearing",
    "gateway_clearing",
    "unidentified_cash",
    "other_cash",
    "unclaimed_property",
    "revenue",
    "tax_payable",
    "early_discount",
    "bad_debt",
    "allowance",
    "expected_loss",
    "recoveries",
    "exchange_gain",
    "exchange_loss",
    "unrealised_exchange_gain",
    "unrealised_exchange_loss",
    "receivable_revaluation",
    "currency_clearing",
    "rounding",
    "bank_fees",
    "late_interest_income",
    "fee_income",
    "vat_relief",
    "withholding_tax",
    "corrections",
]


def chart_of(organization):
    with scope(organization.id):
        return list(accounts().values())


def test_a_new_organization_has_the_default_chart_from_its_first_moment():
    organization = an_organization()

    assert chart_of(organization) == sorted(DEFAULT_CHART, key=lambda account: account.code)
    assert sorted(account.role for account in chart_of(organization)) == sorted(ROLES)


def test_every_code_has_four_digits_and_is_used_once():
    codes = [account.code for account in DEFAULT_CHART]

    assert all(len(code) == 4 and code.isdigit() for code in codes)
    assert len(set(codes)) == len(codes) == 31


def test_accounts_stand_where_an_accountant_looks_for_them():
    kinds = {account.role: account.kind for account in DEFAULT_CHART}

    assert [kinds[role] for role in CONTROL_ROLES] == [
        AccountKind.ASSET,
        AccountKind.LIABILITY,
        AccountKind.LIABILITY,
    ]
    assert kinds["opening_balance"] == "equity"
    assert kinds["tax_payable"] == kinds["unidentified_cash"] == "liability"
    assert kinds["withholding_tax"] == kinds["vat_relief"] == kinds["allowance"] == "asset"
    assert kinds["exchange_gain"] == kinds["recoveries"] == kinds["early_discount"] == "income"
    assert kinds["exchange_loss"] == kinds["bad_debt"] == kinds["rounding"] == "expense"


def test_opening_the_books_again_makes_nothing_and_renames_nothing():
    organization = an_organization()
    with scope(organization.id), connection.cursor() as cursor:
        cursor.execute("UPDATE account SET code = '8400', name = 'Erlöse' WHERE role = 'revenue'")

    assert open_books(context=organization.context()) == 0

    assert ChartAccount("8400", "Erlöse", AccountKind.INCOME, "revenue") in chart_of(organization)
    assert len(chart_of(organization)) == 31


def test_an_account_whose_code_is_in_use_takes_the_next_free_one():
    made = missing_accounts({"1000", "1001"}, {account.role for account in DEFAULT_CHART} - {"bank"})

    assert made == [ChartAccount("1002", "Bank", AccountKind.ASSET, "bank")]
