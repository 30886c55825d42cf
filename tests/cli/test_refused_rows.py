"""What becomes of refused rows at the shell: told, written once, never over somebody's work, and in the exit code."""

from pathlib import Path

import pytest
from tests.support.importing import a_file
from tests.support.organizations import AnOrganization, an_organization

from openbill.customers.models import Customer
from openbill.foundation.tenancy import scope

from .program import Answer, Inside
from .test_reports import named

HEADER = ("customer", "invoice", "invoice date", "due date", "amount")
PAYMENTS = ("payment reference", "payment date", "customer number", "amount")
GOOD, BAD = ("C1", "R1", "2026-01-05", "2026-02-04", "10.00"), ("C1", "R2", "2026-01-32", "2026-02-04", "20.00")


@pytest.fixture
def firm() -> AnOrganization:
    return an_organization()


def brought(openbill: Inside, firm: AnOrganization, path: Path, *words: str) -> Answer:
    return openbill("import", str(path), *words, *named(firm))


def numbers(firm: AnOrganization) -> list[str]:
    with scope(firm.id):
        return list(
            Customer.objects.filter(organization_id=firm.id).order_by("number").values_list("number", flat=True)
        )


def test_one_refused_row_makes_the_exit_code_one_in_a_dry_run_too(
    openbill: Inside, firm: AnOrganization, tmp_path: Path
):
    path = a_file(tmp_path, "i.csv", HEADER, [GOOD, BAD])
    dry, real = brought(openbill, firm, path, "--dry-run"), brought(openbill, firm, path)
    assert (dry.code, real.code) == (1, 1)
    assert "2 rows read: 1 brought in, 0 known already, 1 refused" in real.out
    assert brought(openbill, firm, a_file(tmp_path, "good.csv", HEADER, [GOOD])).code == 0


def test_a_dry_run_shows_the_first_ten_refused_rows_and_writes_no_file(
    openbill: Inside, firm: AnOrganization, tmp_path: Path
):
    path = a_file(tmp_path, "i.csv", HEADER, [GOOD, *[BAD] * 12])
    said = brought(openbill, firm, path, "--dry-run")
    assert "\nRefused would be:\n  line 3, invoice date '2026-01-32': " in said.out
    assert "\n  line 12, invoice date" in said.out
    assert "\n  line 13, invoice date" not in said.out
    assert said.out.endswith("\n  and 2 more.\n")
    told = brought(openbill, firm, path, "--dry-run", "--format", "json").json
    assert (told["rejects"], told["refused"], [row["line"] for row in told["first_refused"]]) == (
        None,
        12,
        list(range(3, 13)),
    )
    assert list(tmp_path.iterdir()) == [path]


def test_a_later_run_writes_the_rejects_anew_and_takes_them_away_where_nothing_is_refused(
    openbill: Inside, firm: AnOrganization, tmp_path: Path
):
    path = a_file(tmp_path, "i.csv", HEADER, [GOOD, BAD])
    rejects = tmp_path / "i.rejects.csv"
    for _ in range(2):
        assert brought(openbill, firm, path).code == 1
        assert (sorted(tmp_path.iterdir()), len(rejects.read_text().splitlines())) == ([path, rejects], 2)

    a_file(tmp_path, "i.csv", HEADER, [GOOD, (*BAD[:2], "2026-01-31", *BAD[3:])])
    assert brought(openbill, firm, path).code == 0
    assert list(tmp_path.iterdir()) == [path]


def test_rejects_that_somebody_has_corrected_and_files_of_others_are_left_alone(
    openbill: Inside, firm: AnOrganization, tmp_path: Path
):
    path = a_file(tmp_path, "i.csv", HEADER, [GOOD, BAD])
    brought(openbill, firm, path)
    rejects, second, third = (tmp_path / f"i.rejects{name}.csv" for name in ("", "-2", "-3"))
    rejects.write_text(rejects.read_text("utf-8-sig").replace("2026-01-32", "2026-01-31", 1), "utf-8-sig")
    second.write_text("something else\n")
    before = rejects.read_bytes()

    assert f"are in {third};" in brought(openbill, firm, path).out
    assert (rejects.read_bytes(), second.read_text()) == (before, "something else\n")


def test_a_payment_of_an_unknown_customer_is_refused_and_makes_nobody(
    openbill: Inside, firm: AnOrganization, tmp_path: Path
):
    brought(openbill, firm, a_file(tmp_path, "i.csv", HEADER, [GOOD]))
    path = a_file(
        tmp_path,
        "p.csv",
        PAYMENTS,
        [("P1", "2026-02-01", "C1", "5.00"), ("P2", "2026-02-01", "C1O", "7.00")],
    )

    told = brought(openbill, firm, path, "--format", "json")

    assert (told.code, told.json["brought_in"], told.json["new_customers"], numbers(firm)) == (1, 1, 0, ["C1"])
    assert told.json["first_refused"] == [
        {
            "line": 3,
            "column": "customer number",
            "value": "C1O",
            "reason": "no customer of this number is known, nor exactly one of this name",
            "remedy": "Correct it, or import the customer first; --new-customers makes a customer of each unknown "
            "number.",
        }
    ]

    said = brought(openbill, firm, path, "--new-customers")
    assert (said.code, numbers(firm)) == (0, ["C1", "C1O"])
    assert "1 customer is new: C1O\n1 of them without a name: the number stands for it" in said.out


def test_invoices_say_which_customers_are_new_and_how_many_have_no_name(
    openbill: Inside, firm: AnOrganization, tmp_path: Path
):
    header = ("customer number", "customer name", *HEADER[1:])
    rows = [(f"N{place:02}", "" if place > 9 else "Anna", f"R{place}", *GOOD[2:]) for place in range(1, 13)]
    path = a_file(tmp_path, "i.csv", header, rows)
    words = (
        "12 customers are new: N01, N02, N03, N04, N05, N06, N07, N08, N09, N10, …\n"
        "3 of them without a name: the number stands for it until a file of customers gives one.\n"
    )
    assert words in brought(openbill, firm, path, "--dry-run").out
    assert words in brought(openbill, firm, path).out
    assert "new" not in brought(openbill, firm, path).out


def test_a_customer_all_of_whose_rows_are_refused_is_not_made(openbill: Inside, firm: AnOrganization, tmp_path: Path):
    path = a_file(tmp_path, "i.csv", HEADER, [GOOD, ("C9", "R9", "2026-02-05", "2026-02-04", "10.00")])
    told = brought(openbill, firm, path, "--format", "json").json
    assert (told["refused"], told["first_new_customers"], numbers(firm)) == (1, ["C1"], ["C1"])
