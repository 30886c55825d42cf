"""Of which bank account a CSV file is, and what it says by that account's mapping."""

from collections.abc import Sequence
from dataclasses import replace
from uuid import UUID

from openbill.cash_application.errors import (
    CsvFitsSeveralAccounts,
    CsvIsNotRecognised,
    CsvNeedsMapping,
    StatementIsNotRecognised,
    StatementOfOtherAccount,
)
from openbill.cash_application.policies.own_account import is_number_of
from openbill.cash_application.queries.csv_mappings import csv_mappings
from openbill.cash_application.reading.csv.propose_csv import propose_csv
from openbill.cash_application.reading.csv.read_csv import has_columns, read_csv
from openbill.cash_application.types.csv_files import CsvMapping
from openbill.cash_application.types.statements import Statement
from openbill.organizations.models import BankAccount
from openbill.primitives.errors import Refusal


class CsvOfAccounts:
    """Reads CSV files of the account named, or of the single one whose mapping fits."""

    def __init__(self, accounts: Sequence[BankAccount], bank_account_id: UUID | None) -> None:
        self._accounts = [each for each in accounts if bank_account_id in (None, each.id)]
        self._is_named = bank_account_id is not None

    def read(self, content: bytes, file: str) -> tuple[Statement, ...]:
        """The statement of a CSV file, with the number of the account that it is of.

        Raises StatementIsNotRecognised where it is no CSV either, CsvNeedsMapping, CsvFitsSeveralAccounts,
        StatementOfOtherAccount, and what `read_csv` raises.
        """
        saved = csv_mappings()
        fitting = [
            (account, saved[account.id])
            for account in self._accounts
            if account.id in saved and (self._is_named or _fits(content, file, saved[account.id]))
        ]
        if not fitting:
            _check_is_csv(content, file)
            raise CsvNeedsMapping(file=file)
        if len(fitting) == 1:
            return (self._read(content, file, *fitting[0]),)
        # Files of one bank have the same columns: where they name their account, that tells.
        told = [self._read_if_of(content, file, account, mapping) for account, mapping in fitting]
        found = [statement for statement in told if statement is not None]
        if len(found) != 1:
            names = ", ".join(account.name for account, _ in fitting)
            raise CsvFitsSeveralAccounts(file=file, count=len(fitting), accounts=names)
        return tuple(found)

    def _read_if_of(self, content: bytes, file: str, account: BankAccount, mapping: CsvMapping) -> Statement | None:
        try:
            return self._read(content, file, account, mapping)
        except StatementOfOtherAccount:
            return None

    @staticmethod
    def _read(content: bytes, file: str, account: BankAccount, mapping: CsvMapping) -> Statement:
        (statement,) = read_csv(content, file, mapping, account.currency)
        if statement.account and not is_number_of(statement.account, account.iban, account.account_number):
            own = account.iban or account.account_number
            raise StatementOfOtherAccount(file=file, account=statement.account, own=own)
        return replace(statement, account=account.iban or account.account_number)


def _fits(content: bytes, file: str, mapping: CsvMapping) -> bool:
    """Whether a file has the columns of a mapping; one that cannot be read with its separators has not."""
    try:
        return has_columns(content, file, mapping)
    except Refusal:
        return False


def _check_is_csv(content: bytes, file: str) -> None:
    """Raises StatementIsNotRecognised where nothing in a file looks like a table of bookings."""
    try:
        propose_csv(content, file)
    except CsvIsNotRecognised:
        raise StatementIsNotRecognised(file=file) from None
    except Refusal:
        # Something in it is wrong, and headings are there: that is told once a mapping reads it.
        return
