"""The worked tables of docs/algorithms/allocation.md hold."""

from datetime import date
from uuid import UUID

import pytest

from openbill.primitives.errors import Refusal
from openbill.primitives.money import Money
from openbill.receivables.policies.first_open_day import first_open_day
from openbill.receivables.policies.share_as_designated import share_as_designated
from openbill.receivables.policies.share_oldest_first import share_oldest_first
from openbill.receivables.policies.share_pro_rata import share_pro_rata
from openbill.receivables.policies.write_off_authority import check_write_off_authority
from openbill.receivables.types import Designation, OpenDebit

from .tables import worked_table

ITEMS = ("A", "B", "C", "D")
PEOPLE = {"Anna": UUID(int=1), "Bert": UUID(int=2), "": None}


def rows(heading):
    return worked_table("allocation.md", heading)


def eur(text):
    return Money.of(text or "0", "EUR")


def item_id(letter):
    return UUID(int=ord(letter))


def the_debits():
    return [
        OpenDebit(item_id(row["Item"]), date.fromisoformat(row["Due"]), eur(row["Open"]), eur(row["Disputed"]))
        for row in rows("The debts")
    ]


def assert_shares(shares, row):
    amounts = {share.item_id: share.amount for share in shares}
    assert len(amounts) == len(shares)
    expected = {item_id(letter): eur(row[letter]) for letter in ITEMS if row[letter]}
    assert amounts == expected
    assert eur(row["Credit"]) - Money.total(amounts.values(), "EUR") == eur(row["Unapplied"])


def designations(text):
    parts = [part.split() for part in text.split(",")]
    return [Designation(item_id(letter), eur(amount[0]) if amount else None) for letter, *amount in parts]


@pytest.mark.parametrize("row", rows("Oldest first"))
def test_oldest_first(row):
    assert_shares(share_oldest_first(eur(row["Credit"]), the_debits()), row)


@pytest.mark.parametrize("row", rows("As the payer designates"))
def test_as_the_payer_designates(row):
    def share():
        return share_as_designated(eur(row["Credit"]), designations(row["Designation"]), the_debits())

    if row["Refused because"]:
        with pytest.raises(Refusal) as caught:
            share()
        assert caught.value.code == row["Refused because"]
    else:
        assert_shares(share(), row)


@pytest.mark.parametrize("row", rows("In proportion"))
def test_in_proportion(row):
    assert_shares(share_pro_rata(eur(row["Credit"]), the_debits()), row)


@pytest.mark.parametrize("row", rows("The posting date"))
def test_the_posting_date(row):
    closed = {date.fromisoformat(f"{month.strip()}-01") for month in row["Closed months"].split(",") if month}
    cut_over = date.fromisoformat(row["Cut-over"]) if row["Cut-over"] else None

    posted_on = first_open_day(date.fromisoformat(row["Happened on"]), closed, cut_over)

    assert posted_on.isoformat() == row["Posted on"]


@pytest.mark.parametrize("row", rows("Write-offs"))
def test_write_offs(row):
    def check():
        check_write_off_authority(
            eur(row["Amount"]),
            eur(row["Limit"]),
            requested_by=PEOPLE[row["Asked by"]],
            approved_by=PEOPLE[row["Approved by"]],
        )

    if row["Answer"] == "written off":
        check()
    else:
        with pytest.raises(Refusal) as caught:
            check()
        assert caught.value.code == row["Answer"]
