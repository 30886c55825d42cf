"""The chart of accounts with which every organization begins."""

from collections.abc import Collection

from openbill.ledger.types import AccountKind, ChartAccount

_ASSET, _LIABILITY, _EQUITY, _INCOME, _EXPENSE = AccountKind

DEFAULT_CHART: tuple[ChartAccount, ...] = (
    ChartAccount("1000", "Bank", _ASSET, "bank"),
    ChartAccount("1010", "Cash in transit", _ASSET, "cash_clearing"),
    ChartAccount("1020", "Payment gateways", _ASSET, "gateway_clearing"),
    ChartAccount("1200", "Accounts receivable", _ASSET, "receivable"),
    ChartAccount("1210", "Allowance for doubtful accounts", _ASSET, "allowance"),
    ChartAccount("1220", "Revaluation of receivables", _ASSET, "receivable_revaluation"),
    ChartAccount("1300", "Withholding tax recoverable", _ASSET, "withholding_tax"),
    ChartAccount("1310", "VAT relief on bad debts", _ASSET, "vat_relief"),
    ChartAccount("1900", "Currency clearing", _ASSET, "currency_clearing"),
    ChartAccount("1910", "Cleared in the other system", _ASSET, "external_clearing"),
    ChartAccount("1920", "Corrections from the other system", _ASSET, "corrections"),
    ChartAccount("2100", "Unapplied receipts", _LIABILITY, "unapplied"),
    ChartAccount("2110", "Customer deposits", _LIABILITY, "deposits"),
    ChartAccount("2120", "Unidentified receipts", _LIABILITY, "unidentified_cash"),
    ChartAccount("2130", "Money that is not of customers", _LIABILITY, "other_cash"),
    ChartAccount("2140", "Unclaimed property to be handed over", _LIABILITY, "unclaimed_property"),
    ChartAccount("2200", "Sales tax payable", _LIABILITY, "tax_payable"),
    ChartAccount("3000", "Opening balance", _EQUITY, "opening_balance"),
    ChartAccount("4000", "Revenue", _INCOME, "revenue"),
    ChartAccount("4090", "Early-payment discounts", _INCOME, "early_discount"),
    ChartAccount("4100", "Late-payment interest", _INCOME, "late_interest_income"),
    ChartAccount("4110", "Fees charged", _INCOME, "fee_income"),
    ChartAccount("4200", "Recoveries of bad debts", _INCOME, "recoveries"),
    ChartAccount("4300", "Exchange gains", _INCOME, "exchange_gain"),
    ChartAccount("4310", "Unrealised exchange gains", _INCOME, "unrealised_exchange_gain"),
    ChartAccount("6000", "Bad debts", _EXPENSE, "bad_debt"),
    ChartAccount("6010", "Expected credit losses", _EXPENSE, "expected_loss"),
    ChartAccount("6100", "Exchange losses", _EXPENSE, "exchange_loss"),
    ChartAccount("6110", "Unrealised exchange losses", _EXPENSE, "unrealised_exchange_loss"),
    ChartAccount("6200", "Bank fees", _EXPENSE, "bank_fees"),
    ChartAccount("6900", "Rounding differences", _EXPENSE, "rounding"),
)
"""One account per role. A contra account (allowance, discounts) stands beside the account that it lessens."""

CONTROL_ROLES: tuple[str, ...] = ("receivable", "unapplied", "deposits")
"""The roles whose balances are the sum of the open items; only items and allocations post to them."""


HELD_FOR_OTHERS: tuple[str, ...] = ("unapplied", "deposits", "unidentified_cash", "unclaimed_property")
"""The roles on which money stands that belongs to others: no entry makes income of it."""

GAINS_OF_EXCHANGE: tuple[str, ...] = ("exchange_gain", "unrealised_exchange_gain")
"""The income that an entry about such money may have all the same: what a rate of exchange brought is the firm's."""


def missing_accounts(codes: Collection[str], roles: Collection[str]) -> list[ChartAccount]:
    """The accounts that a chart with these codes and roles still needs.

    Where the usual code is in use for something else, the account takes the next free one.
    """
    used = set(codes)
    missing: list[ChartAccount] = []
    for account in DEFAULT_CHART:
        if account.role in roles:
            continue
        code = account.code
        while code in used:
            code = f"{int(code) + 1:04d}"
        used.add(code)
        missing.append(ChartAccount(code, account.name, account.kind, account.role))
    return missing
