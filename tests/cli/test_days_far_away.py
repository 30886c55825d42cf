"""A day or an instant that no calendar arithmetic can bear is refused in words, by every command alike."""

from pathlib import Path

import pytest
from tests.support.organizations import AnOrganization, an_organization
from tests.support.receivables import a_customer, a_debit
from tests.support.unchanged import nothing_changes

from openbill.cli.options import FIRST_YEAR, LAST_YEAR
from openbill.importing.policies.read_date import date_in_order
from openbill.importing.policies.refuse_cell import CellRefused

from .program import Inside
from .test_reports import named, number_of

REPORTS = ("aging", "debts", "statement", "activity", "trial-balance", "journal")


@pytest.fixture
def firm() -> AnOrganization:
    return an_organization(time_zone="Europe/Berlin")


def report(name: str, firm: AnOrganization, customer: str) -> tuple[str, ...]:
    if name in ("statement", "activity"):
        form = ("--form", "activity") if name == "activity" else ()
        return ("report", "statement", "--customer", customer, *form, *named(firm))
    return ("report", name, *named(firm))


@pytest.mark.parametrize("day", ["9999-12-31", "2201-01-01", "1899-12-31", "0001-01-01"])
def test_every_report_refuses_such_a_day_and_names_the_years(openbill: Inside, firm: AnOrganization, day: str):
    anna = a_customer(firm)
    a_debit(firm, anna, "100.00")
    asked = [
        (*report(name, firm, number_of(firm, anna)), option, day)
        for name in REPORTS
        for option in ("--as-of", "--known-at")
    ]
    asked += [("report", "changes", *named(firm), option, day) for option in ("--from", "--to")]
    asked += [(*report(name, firm, number_of(firm, anna)), "--from", day) for name in ("activity", "journal")]
    for words in asked:
        answer = openbill(*words)
        assert (answer.code, answer.out) == (2, ""), words
        assert (
            f"'{day}' lies outside the years 1900 to 2200. Write one from 1900-01-01 to 2200-12-31:"
            " nothing is earlier or later."
        ) in answer.err


@pytest.mark.parametrize(
    "instant",
    [
        "9999-12-31T23:59",
        "9999-12-31T23:59-12:00",
        "9999-12-31T00:00+14:00",
        "0001-01-01T00:00",
        "0001-01-01T00:00+14:00",
        "0001-01-01T23:59:59.999999-23:59",
    ],
)
def test_an_instant_out_of_reach_is_refused_whatever_its_time_zone(
    openbill: Inside, firm: AnOrganization, instant: str
):
    answer = openbill("report", "aging", *named(firm), "--known-at", instant)
    assert answer.code == 2
    assert f"'{instant}' lies outside the years 1900 to 2200." in answer.err


@pytest.mark.parametrize("day", ["1900-01-01", "2200-12-31"])
def test_the_first_and_the_last_day_are_answered_by_every_report(openbill: Inside, firm: AnOrganization, day: str):
    anna = a_customer(firm)
    a_debit(firm, anna, "100.00")
    for name in REPORTS:
        for option in ("--as-of", "--known-at"):
            assert openbill(*report(name, firm, number_of(firm, anna)), option, day).code == 0, (name, option)
    for offset in ("+23:59", "-23:59"):
        assert openbill("report", "aging", *named(firm), "--known-at", f"{day}T12:00{offset}").code == 0
    assert openbill("report", "changes", *named(firm), "--to", day).code == 0
    open_then = openbill("report", "aging", *named(firm), "--as-of", day, "--format", "json").json["buckets"]["total"]
    assert open_then == ("0.00" if day == "1900-01-01" else "100.00")


@pytest.mark.parametrize("day", ["9999-12-31", "0001-01-01"])
def test_every_act_refuses_such_a_day_and_changes_nothing(
    openbill: Inside, firm: AnOrganization, tmp_path: Path, day: str
):
    a_debit(firm, a_customer(firm), "100.00")
    file = tmp_path / "items.csv"
    file.write_text(
        "Customer Number,Invoice Number,Invoice Date,Due Date,Currency,Amount,Open Amount\n"
        "C1,R1,2024-01-31,2024-02-29,EUR,10.00,4.00\n"
    )
    with nothing_changes(firm.id):
        for words in (
            ("import", str(file), "--as-of", day),
            ("import", str(file), "--as-of", day, "--snapshot", "--yes"),
            ("close-period", day[:7]),
            ("reopen-period", day[:7], "--reason", "a late invoice"),
            ("set-rate", "USD", "0.92", "--on", day),
            ("export-gl", "--through", day, "--output", str(tmp_path / "gl.csv")),
        ):
            answer = openbill(*words, *named(firm))
            assert answer.code == 2, words
            assert "lies outside the years 1900 to 2200. Write one from 1900-01" in answer.err
    assert list(tmp_path.iterdir()) == [file]


def test_the_years_are_those_that_files_may_hold():
    for inside in (f"01.01.{FIRST_YEAR}", f"31.12.{LAST_YEAR}"):
        date_in_order(inside, "DMY")
    for outside in (f"31.12.{FIRST_YEAR - 1}", f"01.01.{LAST_YEAR + 1}"):
        with pytest.raises(CellRefused):
            date_in_order(outside, "DMY")
