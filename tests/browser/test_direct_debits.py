"""A payer signs a mandate by a link; the firm collects under it, and hears from the bank that it was refused."""

import os
import re
from datetime import date, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from tests.support.organizations import AnOrganization
from tests.support.receivables import a_customer, an_item
from tests.support.sepa import CREDITOR_IDENTIFIER, DEBTOR_IBAN, a_payment_status, a_status

from openbill.foundation.tenancy import scope
from openbill.organizations.commands.add_bank_account import add_bank_account
from openbill.organizations.queries.legal_entities import default_legal_entity_id
from openbill.organizations.queries.organizations import organizations

from .conftest import ORGANIZATION, Served, Watched

OWN_IBAN = "DE75512108001245126199"
PAYER = "Marta Behrens Gartenbau"


@pytest.fixture
def firm(served: Served) -> AnOrganization:
    """A firm with an account in euros, and a customer who owes what was due yesterday."""
    organization = next(each for each in organizations() if each.name == ORGANIZATION)
    with scope(organization.id):
        found = AnOrganization(organization.id, default_legal_entity_id(organization.id), "EUR")
    add_bank_account(
        legal_entity_id=found.legal_entity_id, name="Collecting", currency="EUR", iban=OWN_IBAN, context=found.context()
    )
    yesterday = date.today() - timedelta(days=1)  # noqa: DTZ011 - the day of the machine that serves
    on = str(yesterday - timedelta(days=30))
    an_item(found, a_customer(found, PAYER), "480.00", document_number="B-77", on=on, due=str(yesterday))
    return found


@pytest.mark.usefixtures("firm")
def test_from_the_signature_to_a_return(owner: Watched, browser: Browser, served: Served, tmp_path: Path):
    page = owner.page
    page.on("dialog", lambda dialog: dialog.accept())
    page.goto("/settings/direct-debits")
    page.get_by_role("link", name="Set up").click()
    page.get_by_label("Creditor identifier").fill("DE00ZZZ1")
    page.get_by_label("Collected on the account").select_option(label="Collecting")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("is no creditor identifier")).to_be_visible()
    owner.complaints.clear()
    page.get_by_label("Creditor identifier").fill(CREDITOR_IDENTIFIER)
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text(CREDITOR_IDENTIFIER)).to_be_visible()

    page.goto("/mandates/new")
    page.get_by_role("searchbox").fill("Marta")
    page.get_by_role("link", name=PAYER).click()
    page.get_by_role("button", name="Add the mandate").click()
    page.get_by_role("button", name="Make a link").click()
    address = page.get_by_label("Whoever has it may sign").input_value()
    shown(page, "draft with link")
    mandate = page.url

    signed_by_link(browser, served, address)

    page.goto(mandate)
    expect(page.get_by_text("What was agreed to")).to_be_visible()
    shown(page, "signed")
    page.goto("/direct-debits")
    expect(page.get_by_role("link", name=PAYER)).to_be_visible()
    shown(page, "to collect")
    page.get_by_role("button", name="Prepare").click()
    expect(page.get_by_role("heading", name="Prepare direct debits")).to_be_visible()
    shown(page, "prepare")
    page.get_by_role("button", name="Prepare", exact=True).click()
    expect(page.get_by_role("heading", name="DD-000001")).to_be_visible()
    shown(page, "prepared")
    page.get_by_role("button", name="Note it").click()
    page.get_by_role("button", name="Make the file").click()
    with page.expect_download() as downloading:
        page.get_by_role("link", name="Download the file").click()
    content = Path(downloading.value.path()).read_bytes()
    assert DEBTOR_IBAN.encode() in content
    assert b"pain.008" in content
    shown(page, "submitted")

    answer = tmp_path / "answer.xml"
    told = a_status(a_payment_status("EDD000001N0001", "RJCT", "AC04"), message_id="MDD000001")
    answer.write_bytes(told.replace(b">DD-000001<", b">PDD000001<"))
    page.get_by_role("link", name="Take the bank's answer").click()
    page.get_by_label("The bank's answer").set_input_files(answer)
    page.get_by_role("button", name="Take it").click()
    expect(page.get_by_text("The bank took 0, refused 1, and has not decided on 0.")).to_be_visible()
    expect(page.get_by_text("account closed")).to_be_visible()
    expect(page.locator("tbody").get_by_text("Ask for another account").last).to_be_visible()
    shown(page, "returned")


def signed_by_link(browser: Browser, served: Served, address: str) -> None:
    """A payer on a telephone reads, corrects a number, and signs; a second time the link signs nothing."""
    context = browser.new_context(base_url=served.url, viewport={"width": 360, "height": 740}, locale="en-GB")
    payer = context.new_page()
    payer.goto(address)
    expect(payer.get_by_role("heading", name="SEPA direct debit mandate")).to_be_visible()
    expect(payer.get_by_text(CREDITOR_IDENTIFIER)).to_be_visible()
    shown(payer, "offer")
    payer.get_by_label("IBAN").fill("DE00 0000")
    payer.get_by_role("button", name="Sign the mandate").click()
    expect(payer.get_by_text("Tick that you agree, then sign.")).to_be_visible()
    payer.get_by_label("I have read this").check()
    payer.get_by_role("button", name="Sign the mandate").click()
    expect(payer.get_by_text("is not an IBAN")).to_be_visible()
    shown(payer, "offer refused")
    payer.get_by_label("IBAN").fill(DEBTOR_IBAN)
    payer.get_by_label("I have read this").check()
    payer.get_by_role("button", name="Sign the mandate").click()
    expect(payer.get_by_text("Thank you, the mandate is signed")).to_be_visible()
    shown(payer, "offer signed")
    sheet = context.request.get(re.sub("/$", "", payer.url) + "/sheet.pdf")
    assert sheet.body().startswith(b"%PDF")
    context.close()


def shown(page: Page, name: str) -> None:
    """A picture where somebody wants to look."""
    if folder := os.environ.get("PICTURES_IN"):
        page.screenshot(path=Path(folder) / f"debits {name}.png", full_page=True)
