"""What nobody claims and a state is owed, written at the shell."""

import csv
from pathlib import Path

from tests.cli.program import Inside
from tests.support.organizations import an_organization
from tests.support.receivables import a_credit
from tests.support.unclaimed import an_owner

from openbill.foundation.tenancy import scope
from openbill.organizations.queries.organization_in_force import organization_in_force


def test_the_report_names_owner_address_and_amount(openbill: Inside, tmp_path: Path):
    firm = an_organization("USD")
    a_credit(firm, an_owner(firm, "Anna Ltd"), "200.00", on="2020-02-03")
    a_credit(firm, an_owner(firm, "Young Ltd"), "200.00", on="2026-02-03")
    with scope(firm.id):
        told = ("--organization", organization_in_force().name)
    path = tmp_path / "texas.csv"

    said = openbill("unclaimed-report", "us-tx", "--by", "2026-12-31", "--output", str(path), *told)

    assert (said.code, said.out.startswith("1 credits for US-TX by 2026-12-31")) == (0, True)
    with path.open(newline="", encoding="utf-8-sig") as file:
        (row,) = csv.DictReader(file)
    assert {"Anna Ltd", "1 Main Street", "200.00"} <= {*row.values()}


def test_a_place_that_is_none_is_refused_and_no_file_is_left(openbill: Inside, tmp_path: Path):
    firm = an_organization()
    with scope(firm.id):
        told = ("--organization", organization_in_force().name)
    path = tmp_path / "nowhere.csv"

    said = openbill("unclaimed-report", "Texas", "--output", str(path), *told)

    assert (said.code, path.exists()) == (1, False)
    assert said.err.startswith("Texas is no jurisdiction.")
