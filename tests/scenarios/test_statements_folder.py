"""Bank files that are laid into the watched folder are brought in by themselves, once, and never from outside of it."""

import os
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from tests.support.banking import IBAN, a_statement, booking
from tests.support.organizations import AnOrganization, an_organization

from openbill.cash_application.models import BankLine
from openbill.foundation import clock
from openbill.foundation.tenancy import scope
from openbill.organizations.commands.add_bank_account import add_bank_account
from openbill.wiring.statements_folder import bring_in_laid_files

GOOD = a_statement(booking("50.00", "R1"), closing="150.00")


@pytest.fixture
def firm() -> AnOrganization:
    it = an_organization("EUR")
    add_bank_account(
        legal_entity_id=it.legal_entity_id, name="House bank", currency="EUR", iban=IBAN, context=it.context()
    )
    return it


@pytest.fixture
def own(firm: AnOrganization, tmp_path: Path) -> Path:
    folder = tmp_path / str(firm.id)
    folder.mkdir()
    return folder


def later() -> datetime:
    return clock.now() + timedelta(seconds=30)


def lines(firm: AnOrganization) -> int:
    with scope(firm.id):
        return BankLine.objects.count()


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_a_file_goes_in_once_and_lies_in_done(firm: AnOrganization, own: Path):
    (own / "a.xml").write_bytes(GOOD)
    assert bring_in_laid_files(own.parent, later()) == 1
    assert (lines(firm), names(own), names(own / "done")) == (1, ["done"], ["a.xml"])
    assert bring_in_laid_files(own.parent, later()) == 0
    (own / "a.xml").write_bytes(GOOD)
    assert bring_in_laid_files(own.parent, later()) == 1
    assert (lines(firm), names(own / "done")) == (1, ["a (2).xml", "a.xml"])


def test_the_folder_may_have_the_name_of_the_organization(firm: AnOrganization, tmp_path: Path):
    folder = tmp_path / f"TEST {firm.id}"
    folder.mkdir()
    (folder / "a.xml").write_bytes(GOOD)
    assert bring_in_laid_files(tmp_path, later()) == 1
    assert lines(firm) == 1


def test_a_file_that_is_still_written_waits(firm: AnOrganization, own: Path):
    (own / "a.xml").write_bytes(GOOD)
    os.utime(own / "a.xml", (0, 0))
    assert bring_in_laid_files(own.parent, clock.now()) == 0
    assert (lines(firm), names(own)) == (0, ["a.xml"])


def test_a_refused_file_lies_beside_its_reason_and_the_others_go_in(firm: AnOrganization, own: Path):
    (own / "a.xml").write_bytes(GOOD.replace(b"150.00", b"151.00"))
    (own / "b.xml").write_bytes(GOOD)
    assert bring_in_laid_files(own.parent, later()) == 1
    assert names(own / "refused") == ["a.xml", "a.xml.txt"]
    assert "1.00 EUR is missing" in (own / "refused" / "a.xml.txt").read_text()
    assert names(own / "done") == ["b.xml"]


def test_nothing_outside_is_read_or_written(firm: AnOrganization, own: Path, tmp_path_factory: pytest.TempPathFactory):
    outside = tmp_path_factory.mktemp("outside")
    (outside / "a.xml").write_bytes(GOOD)
    (own / "link.xml").symlink_to(outside / "a.xml")
    (own / ".hidden.xml").write_bytes(GOOD)
    (own / "more").mkdir()
    (own / "more" / "a.xml").write_bytes(GOOD)
    os.mkfifo(own / "pipe.xml")
    assert bring_in_laid_files(own.parent, later()) == 0
    assert (lines(firm), names(outside)) == (0, ["a.xml"])
    (own / "done").symlink_to(outside)
    (own / "b.xml").write_bytes(GOOD)
    assert bring_in_laid_files(own.parent, later()) == 0
    assert names(outside) == ["a.xml"]
    assert "b.xml" in names(own)


def test_a_folder_that_is_a_link_or_of_nobody_is_left(
    firm: AnOrganization, tmp_path: Path, tmp_path_factory: pytest.TempPathFactory
):
    outside = tmp_path_factory.mktemp("outside")
    (outside / "a.xml").write_bytes(GOOD)
    (tmp_path / str(firm.id)).symlink_to(outside)
    (tmp_path / "nobody").mkdir()
    (tmp_path / "nobody" / "a.xml").write_bytes(GOOD)
    assert bring_in_laid_files(tmp_path, later()) == 0
    assert (lines(firm), names(outside), names(tmp_path / "nobody")) == (0, ["a.xml"], ["a.xml"])
