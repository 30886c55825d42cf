"""Withheld taxes in the console: listed, certified with the sheet, owed again."""

from uuid import UUID

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from tests.support.organizations import AnOrganization, an_organization
from tests.support.receivables import a_customer, a_debit, open_amount
from tests.support.unchanged import nothing_changes
from tests.support.web import at_work, page
from tests.support.withholding import PDF, tax_kept

from openbill.foundation.tenancy import scope
from openbill.ledger.queries.journal import entries_of_source, journal_page
from openbill.ledger.types import JournalFilter
from openbill.payments.queries.find_withheld_tax import ListedWithheldTax, find_withheld_tax

TYPED = {"number": "2026/1", "issued_on": "2026-03-31", "amount": "25.00"}


@pytest.fixture
def firm() -> AnOrganization:
    return an_organization()


@pytest.fixture
def anna(firm: AnOrganization) -> UUID:
    return a_customer(firm, name="Anna Ltd")


@pytest.fixture
def owner(firm: AnOrganization) -> Client:
    return at_work(firm)


def listed(firm: AnOrganization) -> list[ListedWithheldTax]:
    with scope(firm.id):
        return list(find_withheld_tax().rows)


def test_a_certificate_is_kept_with_its_sheet(firm: AnOrganization, anna: UUID, owner: Client):
    kept = [tax_kept(firm, anna, "100.00", amount) for amount in ("15.00", "10.00", "7.00")]
    address = f"/customers/{anna}/certificate"
    assert page(owner, f"{address}?withheld={kept[0].withheld_id}").count(" checked") == 1
    ticked = [str(each.withheld_id) for each in kept[:2]]
    with nothing_changes(firm.id):
        wrong = owner.post(address, {**TYPED, "amount": "24.00", "withheld": ticked})
    assert wrong.status_code == 422
    assert wrong.content.decode().count(" checked") == 2
    with nothing_changes(firm.id):
        assert owner.post(address, {**TYPED, "withheld": ticked, "file": _file(b"<html>")}).status_code == 422

    answer = owner.post(address, {**TYPED, "withheld": ticked, "file": _file(PDF)})

    assert answer["Location"] == "/withheld-tax"
    assert sorted(row.state for row in listed(firm)) == ["awaited", "certified", "certified"]
    certificate = next(row.certificate_id for row in listed(firm) if row.certificate_id)
    sheet = owner.get(f"/certificates/{certificate}/sheet")
    assert (sheet.content, sheet["Content-Type"]) == (PDF, "application/octet-stream")
    assert "2026/1" in page(owner, "/withheld-tax?only=certified")
    assert "2026/1" not in page(owner, "/withheld-tax?only=awaited")

    owner.post(f"/certificates/{certificate}/withdraw", {"reason": "of another firm"})
    assert {row.state for row in listed(firm)} == {"awaited"}


def test_it_is_found_by_customer_and_certificate_and_comes_as_csv(firm: AnOrganization, anna: UUID, owner: Client):
    tax_kept(firm, anna, "100.00", "15.00")
    tax_kept(firm, a_customer(firm, name="Bert Ltd"), "100.00", "12.00")
    assert "Bert Ltd" not in page(owner, "/withheld-tax?q=Anna")
    file = owner.get("/withheld-tax?format=csv&sort=amount&order=asc").content.decode()
    assert [line.split(",")[-1].strip() for line in file.splitlines()[1:]] == ["12.00", "15.00"]


def test_on_a_phone_the_number_stands_below_the_customer(firm: AnOrganization, anna: UUID, owner: Client):
    tax_kept(firm, anna, "100.00", "15.00")
    (row,) = listed(firm)
    below = f'<span class="lbl block truncate md:hidden"><span class="n0">{row.number}</span>'
    assert below in page(owner, "/withheld-tax")


def test_what_is_not_certified_is_owed_again(firm: AnOrganization, anna: UUID, owner: Client):
    kept = tax_kept(firm, anna, "100.00", "15.00")
    address = f"/withheld-tax/{kept.withheld_id}/refuse"
    assert "15.00" in page(owner, address)
    assert owner.post(address, {"reason": ""}).status_code == 422

    assert owner.post(address, {"reason": "No certificate came."})["Location"] == "/withheld-tax"

    assert open_amount(firm, kept.debt_id) == "15.00"
    assert [row.state for row in listed(firm)] == ["refused"]


def _file(content: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile("certificate.pdf", content, "application/pdf")


def test_it_is_told_with_a_payment_that_is_entered_by_hand(firm: AnOrganization, anna: UUID, owner: Client):
    debts = [a_debit(firm, anna, amount) for amount in ("1000.00", "500.00")]
    typed = {
        "customer": str(anna),
        "amount": "1,350.00",
        "currency": "EUR",
        "received_date": "2026-03-02",
        "method": "bank_transfer",
        "spread": "as_designated",
        "withheld": "150.00",
        "item": [str(debt) for debt in debts],
    }
    with nothing_changes(firm.id):
        preview = owner.post("/payments/preview", typed).content.decode()
        for wrong in ({"withheld": "140.00"}, {"item": [], "spread": "oldest_first"}, {"withheld": "-1"}):
            answer = owner.post("/payments/new", {**typed, **wrong})
            assert answer.status_code == 422
            assert 'id="id_withheld_error"' in answer.content.decode(), wrong
    assert "Tax withheld" in preview
    assert "150.00" in preview

    assert owner.post("/payments/new", typed).status_code == 302

    assert [open_amount(firm, debt) for debt in debts] == ["0.00", "0.00"]
    assert sorted(row.amount_minor for row in listed(firm)) == [50_00, 100_00]


def test_the_page_of_a_payment_tells_what_was_settled_as_tax_withheld(firm: AnOrganization, anna: UUID, owner: Client):
    kept = tax_kept(firm, anna, "1000.00", "179.53")
    tax_kept(firm, anna, "100.00", "15.00")
    address = f"/payments/{kept.payment.payment_id}"
    number = listed(firm)[1].number

    told = page(owner, address)
    assert f'<a class="hover:underline" href="/withheld-tax?q={number}">Settled as tax withheld</a>' in told
    assert told.count("Settled as tax withheld") == 1
    assert "€179.53" in told

    owner.post(f"{address}/withdraw", {"reason": "Bert paid it."})
    assert f"Tax withheld of Invoice {number}" in page(owner, address)


def test_the_page_of_a_payment_shows_every_entry_also_those_that_take_it_back(
    firm: AnOrganization, anna: UUID, owner: Client
):
    kept = tax_kept(firm, anna, "1000.00", "179.53")
    address = f"/payments/{kept.payment.payment_id}"
    with scope(firm.id):
        before = {entry.entry_id for entry in journal_page(JournalFilter()).entries}
        of_debt = {entry.entry_id for entry in entries_of_source(kept.debt_id)}
    owner.post(f"{address}/withdraw", {"reason": "Bert paid it."})

    shown = page(owner, address)

    with scope(firm.id):
        entries = journal_page(JournalFilter()).entries
    assert len(entries) > len(before)
    missing = [
        [(line.account_code, line.amount_minor) for line in entry.lines]
        for entry in entries
        if entry.entry_id not in of_debt and f"/journal/{entry.entry_id}" not in shown
    ]
    assert missing == []
