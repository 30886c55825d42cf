"""Remittance advices are brought in at the shell, file by file; one that is refused does not keep the others out."""

import json
from pathlib import Path

import pytest
from tests.support.organizations import AnOrganization, an_organization

from openbill.cli.imports.run_import_remittances import run_import_remittances

TEXT = "Payer: Anna Ltd\nReference: AV-77001\nAmount: 50.00\nInvoices: R-1\n"


@pytest.fixture
def firm() -> AnOrganization:
    return an_organization("EUR")


def test_each_file_tells_what_came_of_it(firm: AnOrganization, tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    good, bad = tmp_path / "good.txt", tmp_path / "bad.txt"
    good.write_text(TEXT)
    bad.write_text("Hello\n")
    files = [bad, tmp_path / "nowhere.txt", good]
    assert run_import_remittances(files, f"Test {firm.id}", currency=None, form="table") == 1
    told = capsys.readouterr()
    assert told.out == f"{good}: Anna Ltd, 50.00 EUR, 1 documents.\n"
    assert "tells neither an amount nor a document" in told.err
    assert "nowhere.txt" in told.err
    assert run_import_remittances([good], f"Test {firm.id}", currency=None, form="table") == 0
    assert capsys.readouterr().out == f"{good}: Anna Ltd, 50.00 EUR, 1 documents; it was there already.\n"


def test_the_same_as_json(firm: AnOrganization, tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    path = tmp_path / "advice.txt"
    path.write_text(TEXT + "Total paid: 60.00\n")
    assert run_import_remittances([path], f"Test {firm.id}", currency="USD", form="json") == 0
    (told,) = json.loads(capsys.readouterr().out)
    (remittance,) = told["remittances"]
    assert remittance.pop("remittance_id")
    assert (told["file"], told["refused"]) == (str(path), None)
    assert remittance == {
        "is_new": True, "payer_name": "Anna Ltd", "payer_number": "", "reference": "AV-77001", "amount": "60.00",
        "currency": "USD", "documents": 1, "warnings": [],
    }  # fmt: skip
