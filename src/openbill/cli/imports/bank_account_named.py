"""Which own bank account is meant at the shell."""

from openbill.cash_application.policies.own_account import bare_number
from openbill.organizations.queries.bank_accounts import bank_accounts
from openbill.organizations.types import BankAccountDetails
from openbill.primitives.errors import Refusal


class NoSuchBankAccount(Refusal):
    """No single bank account of yours is {named}. There are: {accounts}."""

    remedy = "Write its IBAN, its number or its name."


def bank_account_named(named: str) -> BankAccountDetails:
    """The account with an IBAN, a number or a name. Raises NoSuchBankAccount."""
    accounts = bank_accounts()
    bare = bare_number(named)
    found = [
        account
        for account in accounts
        if named == account.name or (bare and bare in map(bare_number, (account.iban, account.account_number)))
    ]
    if len(found) != 1:
        told = ", ".join(f"{each.name} ({each.iban or each.account_number})" for each in accounts)
        raise NoSuchBankAccount(named=named, accounts=told or "none")
    return found[0]
