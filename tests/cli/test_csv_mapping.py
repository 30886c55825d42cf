"""How CSV files are read is said at the shell, with a file; then they are brought in like any other."""

import json
from pathlib import Path

import pytest
from tests.support.banking import IBAN
from tests.support.organizations import AnOrganization, an_organization

from openbill.cash_application.errors import CsvColumnUnknown, CsvMappingNotPossible
from openbill.cash_application.queries.csv_mappings import csv_mappings
from openbill.cli.imports.bank_account_named import NoSuchBankAccount
from openbill.cli.imports.run_import_statements import run_import_statements
from openbill.cli.imports.save_csv_mapping import save_csv_mapping
from openbill.foundation.tenancy import scope
from openbill.organizations.commands.add_bank_account import add_bank_account

FILE = "Tag;Buchungsbetrag;VWZ1;VWZ2;Buchungstag\nx;1.234,50;R-1;more;31.01.2026\n"


@pytest.fixture
def firm() -> AnOrganization:
    it = an_organization("EUR")
    add_bank_account(
        legal_entity_id=it.legal_entity_id, name="House bank", currency="EUR", iban=IBAN, context=it.context()
    )
    return it


@pytest.fixture
def path(tmp_path: Path) -> Path:
    found = tmp_path / "bank.csv"
    found.write_text(FILE)
    return found


def saved(firm: AnOrganization) -> int:
    with scope(firm.id):
        return len(csv_mappings())


def save(firm: AnOrganization, path: Path, *columns: str, account: str = IBAN, **said: object) -> None:
    save_csv_mapping(path, f"Test {firm.id}", account=account, columns=columns, said=said, form="json")


def test_what_is_proposed_is_saved_with_what_is_said_beside_it(
    firm: AnOrganization, path: Path, capsys: pytest.CaptureFixture[str]
):
    save(firm, path, "text=VWZ2", "text=VWZ1", account="de89 3704 0044 0532 0130 00")
    told = json.loads(capsys.readouterr().out)
    assert told["mapping"]["text"] == ["VWZ2", "VWZ1"]
    assert told["rows"][0]["text"] == "more R-1"
    assert told["rows"][0]["amount"] == "1234.50"
    assert run_import_statements([path], f"Test {firm.id}", form="table") == 0
    assert capsys.readouterr().out == f"{path}: House bank, 2026-01-31: 1 lines new, 0 known already.\n"
    path.write_text(FILE + "x;1,00;R-2;;01.02.2026\n")
    assert run_import_statements([path], f"Test {firm.id}", account="House bank", form="table") == 0
    assert capsys.readouterr().out.splitlines() == [
        f"{path}: House bank, 2026-01-31 to 2026-02-01: 1 lines new, 1 known already.",
        "  Lines of it were told before by: 2026-01-31.",
    ]


def test_what_does_not_fit_the_file_is_not_saved(firm: AnOrganization, path: Path):
    with pytest.raises(CsvColumnUnknown):
        save(firm, path, "amount=Nothing")
    with pytest.raises(CsvMappingNotPossible, match="WHAT=HEADING"):
        save(firm, path, "colour=Tag")
    with pytest.raises(NoSuchBankAccount, match="House bank"):
        save(firm, path, account="other")
    assert saved(firm) == 0
