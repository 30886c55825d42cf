"""A morning of cash application, by keyboard alone."""

import os
import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from tests.support.banking import a_statement, booking
from tests.support.organizations import AnOrganization
from tests.support.receivables import a_customer, an_item

from openbill.foundation.tenancy import scope
from openbill.organizations.commands.add_bank_account import add_bank_account
from openbill.organizations.queries.legal_entities import default_legal_entity_id
from openbill.organizations.queries.organizations import organizations

from .conftest import ORGANIZATION, Watched

OWN_IBAN, KESSLERS = "DE02500105170137075030", "DE02120300000000202051"


@pytest.fixture
def bank_file(served, tmp_path: Path) -> Path:
    """A statement of five lines, and the debts that they are about."""
    organization = next(each for each in organizations() if each.name == ORGANIZATION)
    with scope(organization.id):
        firm = AnOrganization(organization.id, default_legal_entity_id(organization.id), "EUR")
    add_bank_account(
        legal_entity_id=firm.legal_entity_id, name="House bank", currency="EUR", iban=OWN_IBAN, context=firm.context()
    )
    kessler, delorme = a_customer(firm, "Kessler Antriebstechnik GmbH"), a_customer(firm, "Ateliers Delorme SAS")
    for customer, number, amount in (
        (kessler, "K-4551", "9870.00"),
        (kessler, "K-4563", "8240.50"),
        (kessler, "K-4588", "7104.25"),
        (kessler, "K-4402", "3918.60"),
        (delorme, "D-5001", "9612.90"),
        (delorme, "D-5002", "2140.00"),
    ):
        an_item(firm, customer, amount, document_number=number, on="2026-02-01")
    content = a_statement(
        booking("18110.50", "RG K-4551 K4563", name="KESSLER ANTRIEBSTECHNIK", account=KESSLERS),
        booking("9612.50", "D-5001", name="ATELIERS DELORME"),
        booking("2140.00", "thank you", name="UNKNOWN PAYER"),
        booking("77.00", "for the cup", name="SOMEBODY ELSE"),
        booking("-20.00", "Account fee", name="House bank"),
        iban=OWN_IBAN,
        closing="30020.00",
    )
    file = tmp_path / "statement.xml"
    file.write_bytes(content)
    return file


def lines(page: Page):
    return page.locator("[data-rows] [data-row-link]")


def test_a_morning_on_the_desk(owner: Watched, bank_file: Path):
    page = owner.page
    page.goto("/")
    page.keyboard.press("g")
    page.keyboard.press("m")
    expect(page).to_have_url(re.compile("/cash$"))

    page.goto("/cash/import")
    page.get_by_label("Bank file").set_input_files(bank_file)
    page.get_by_role("button", name="Bring it in").press("Enter")
    expect(page.get_by_text("5 new lines, 0 were known already.")).to_be_visible()

    # The matching runs behind the page: what is certain is posted by itself, and what went out is set aside.
    for _ in range(120):
        page.reload()
        if lines(page).count() == 3 and "Not looked at yet" not in page.locator("[data-rows]").inner_text():
            break
        page.wait_for_timeout(500)
    expect(lines(page)).to_have_count(3)
    shown(page, "proposals")

    # The largest one left is short by a little: it is posted, and the rest stays open.
    expect(page.get_by_role("heading", name="ATELIERS DELORME")).to_be_visible()
    expect(page.get_by_text("Less than owed")).to_be_visible()
    page.keyboard.press("Enter")
    expect(page.get_by_text("The line is posted.")).to_be_visible()
    expect(lines(page)).to_have_count(2)

    # Nobody knows the third payer: an invoice of this amount is searched for, and ticked.
    expect(page.get_by_role("heading", name="UNKNOWN PAYER")).to_be_visible()
    page.keyboard.press("/")
    page.keyboard.type("2140")
    page.get_by_role("button", name="D-5002").press("Enter")
    expect(page.locator("#sum")).to_contain_text("0.00")
    shown(page, "by hand")
    page.get_by_label("How much of D-5002").press("Enter")
    expect(lines(page)).to_have_count(1)

    # The last one is asked about, and waits; then it turns out to be nobody's.
    page.keyboard.press("s")
    expect(page.get_by_text("Nothing left to decide")).to_be_visible()
    page.goto("/cash?list=held")
    expect(page.get_by_role("heading", name="SOMEBODY ELSE")).to_be_visible()
    page.keyboard.press("s")
    page.keyboard.press("o")
    expect(page.get_by_text("Nothing left to decide")).to_be_visible()

    # The third was wrong after all: it is undone, and is there again.
    page.goto("/cash?list=posted")
    expect(page.get_by_text("Posted by itself").first).to_be_visible()
    page.get_by_role("link", name="UNKNOWN PAYER").press("Enter")
    shown(page, "posted")
    page.get_by_label("What was wrong").fill("It was Bert's")
    page.get_by_label("What was wrong").press("Enter")
    expect(page.get_by_text("It is undone")).to_be_visible()
    page.goto("/cash")
    expect(lines(page)).to_have_count(1)


def shown(page: Page, name: str) -> None:
    """A picture where somebody wants to look."""
    if folder := os.environ.get("PICTURES_IN"):
        page.screenshot(path=Path(folder) / f"cash {name}.png")
