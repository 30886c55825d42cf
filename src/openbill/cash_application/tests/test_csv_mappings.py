"""How CSV files are read is said once for each bank account; then they are brought in like any other bank file."""

from dataclasses import replace
from uuid import UUID, uuid4

import pytest
from tests.support.banking import IBAN, a_statement, booking
from tests.support.organizations import AnOrganization, an_organization
from tests.support.unchanged import nothing_changes

from openbill.cash_application.commands.import_statements import import_statements
from openbill.cash_application.commands.set_csv_mapping import forget_csv_mapping, set_csv_mapping
from openbill.cash_application.errors import (
    CsvColumnUnknown,
    CsvFitsSeveralAccounts,
    CsvMappingNotPossible,
    CsvNeedsMapping,
    OwnAccountUnknown,
    StatementCannotBeRead,
    StatementIsNotRecognised,
    StatementOfOtherAccount,
)
from openbill.cash_application.models import BankLine
from openbill.cash_application.queries.csv_mappings import csv_mapping_of
from openbill.cash_application.types.csv_files import CsvMapping
from openbill.cash_application.types.statements import ImportedStatement
from openbill.foundation.tenancy import scope
from openbill.organizations.commands.add_bank_account import add_bank_account
from openbill.primitives.errors import Refusal

OTHER_IBAN = "DE02120300000000202051"
MAPPING = CsvMapping(
    booked_date="Buchungstag", amount="Betrag", payer_name="Name", text=("Zweck",), balance="Saldo",
)  # fmt: skip
HEAD = "Buchungstag;Name;Zweck;Betrag;Saldo\n"
FILE = HEAD + "02.03.2026;Anna;R1;50,00;150,00\n03.03.2026;Bert;R2;-20,00;130,00\n"


class Firm:
    """A firm with two accounts."""

    def __init__(self, it: AnOrganization) -> None:
        self.it = it
        self.first, self.second = self.account("House bank", IBAN), self.account("Other bank", OTHER_IBAN)

    def account(self, name: str, iban: str) -> UUID:
        return add_bank_account(
            legal_entity_id=self.it.legal_entity_id, name=name, currency="EUR", iban=iban, context=self.it.context()
        ).bank_account_id

    def says(self, account: UUID, mapping: CsvMapping = MAPPING) -> None:
        set_csv_mapping(bank_account_id=account, mapping=mapping, context=self.it.context())

    def brings(self, content: str | bytes, account: UUID | None = None) -> ImportedStatement:
        content = content.encode() if isinstance(content, str) else content
        (found,) = import_statements(
            content=content, file_name="bank.csv", bank_account_id=account, context=self.it.context()
        )
        return found

    def mapping(self, account: UUID) -> CsvMapping | None:
        with scope(self.it.id):
            return csv_mapping_of(account)


@pytest.fixture
def firm() -> Firm:
    return Firm(an_organization("EUR"))


def test_what_is_said_is_kept_changed_and_forgotten(firm: Firm):
    whole = replace(MAPPING, value_date="Wert", skipped_first=3, delimiter=",", day_order="MDY", decimal_sign="point")
    firm.says(firm.first)
    firm.says(firm.first, whole)
    assert firm.mapping(firm.first) == whole
    assert firm.mapping(firm.second) is None
    for _ in range(2):
        forget_csv_mapping(bank_account_id=firm.first, context=firm.it.context())
    assert firm.mapping(firm.first) is None


def test_a_file_is_read_by_the_mapping_of_its_account(firm: Firm):
    firm.says(firm.second)
    found = firm.brings(FILE)
    assert (found.bank_account_id, found.new, found.known, found.gap_minor) == (firm.second, 2, 0, None)
    with scope(firm.it.id):
        lines = list(BankLine.objects.order_by("id").values_list("amount_minor", "party_name", "text"))
    assert lines == [(50_00, "Anna", "R1"), (-20_00, "Bert", "R2")]


def test_the_same_file_again_changes_nothing_and_overlaps_are_told(firm: Firm):
    firm.says(firm.first)
    assert firm.brings(FILE).overlaps == ()
    again = firm.brings(FILE)
    assert (again.new, again.known, again.overlaps) == (0, 2, ())
    longer = firm.brings(FILE + "04.03.2026;Cora;R3;5,00;135,00\n")
    assert (longer.new, longer.known, longer.overlaps) == (1, 2, ("2026-03-02 to 2026-03-03",))
    later = firm.brings(HEAD + "05.03.2026;Dora;R4;1,00;146,00\n")
    assert (later.gap_minor, later.overlaps) == (10_00, ())


def test_of_two_accounts_with_the_same_columns_one_is_named(firm: Firm):
    firm.says(firm.first)
    firm.says(firm.second)
    with nothing_changes(firm.it.id), pytest.raises(CsvFitsSeveralAccounts, match="House bank, Other bank"):
        firm.brings(FILE)
    assert firm.brings(FILE, firm.second).bank_account_id == firm.second


def test_a_file_that_names_its_account_is_of_that(firm: Firm):
    for account in (firm.first, firm.second):
        firm.says(account, replace(MAPPING, own_account="Konto"))
    content = "Konto;" + HEAD + f"{OTHER_IBAN};02.03.2026;Anna;R1;50,00;150,00\n"
    assert firm.brings(content).bank_account_id == firm.second
    with nothing_changes(firm.it.id), pytest.raises(StatementOfOtherAccount, match=OTHER_IBAN):
        firm.brings(content, firm.first)


@pytest.mark.parametrize(
    ("content", "refusal"),
    [
        (FILE, CsvNeedsMapping),
        ("a;b\n1;2\n", StatementIsNotRecognised),
        ("%PDF-1.4 what", StatementIsNotRecognised),
    ],
)
def test_without_a_mapping_a_file_is_refused_with_what_to_do(content: str, refusal: type[Refusal], firm: Firm):
    for account in (None, firm.first):
        with nothing_changes(firm.it.id), pytest.raises(refusal):
            firm.brings(content, account)


@pytest.mark.parametrize(
    ("content", "refusal"),
    [
        (FILE.replace("130,00", "131,00"), StatementCannotBeRead),
        (FILE.replace("Betrag", "Summe"), CsvColumnUnknown),
        (FILE.replace("50,00", "=1+1"), StatementCannotBeRead),
    ],
)
def test_what_is_wrong_changes_nothing(content: str, refusal: type[Refusal], firm: Firm):
    firm.says(firm.first)
    with nothing_changes(firm.it.id), pytest.raises(refusal):
        firm.brings(content, firm.first)


def test_other_bank_files_are_of_the_account_named_or_refused(firm: Firm):
    content = a_statement(booking("50.00", "R1"), closing="150.00")
    with nothing_changes(firm.it.id), pytest.raises(StatementOfOtherAccount):
        firm.brings(content, firm.second)
    assert firm.brings(content, firm.first).new == 1


def test_accounts_of_others_and_mappings_that_read_nothing_are_refused(firm: Firm):
    stranger = Firm(an_organization("EUR"))
    with nothing_changes(firm.it.id):
        for account in (stranger.first, uuid4()):
            with pytest.raises(OwnAccountUnknown):
                firm.says(account)
            with pytest.raises(OwnAccountUnknown):
                firm.brings(FILE, account)
        with pytest.raises(CsvMappingNotPossible):
            firm.says(firm.first, replace(MAPPING, day_order=None))
