"""Two invoices are paid by a link at the test gateway, seen by the firm, and given back by two persons."""

import os
import re
from collections.abc import Iterator
from pathlib import Path
from uuid import UUID

import pytest
from playwright.sync_api import Browser, Page, expect
from tests.support.organizations import AnOrganization
from tests.support.receivables import a_customer, an_item

from openbill.foundation.tenancy import scope
from openbill.gateways.commands.connect_gateway import connect_gateway
from openbill.gateways.types import GatewayKind
from openbill.messaging.commands.enter_safe_mode import enter_safe_mode
from openbill.organizations.queries.legal_entities import default_legal_entity_id
from openbill.organizations.queries.organizations import organizations

from .conftest import ORGANIZATION, Served, Watched, choose_password, watched

SECONDS = 60


@pytest.fixture
def customer(served: Served) -> UUID:
    """Somebody who owes two invoices to a firm that has the test gateway."""
    organization = next(each for each in organizations() if each.name == ORGANIZATION)
    with scope(organization.id):
        firm = AnOrganization(organization.id, default_legal_entity_id(organization.id), "EUR")
    # Another morning may have turned it off, and the test gateway moves no money outside of it.
    if not organization.is_in_safe_mode:
        enter_safe_mode(context=firm.context())
    connect_gateway(kind=GatewayKind.TEST, context=firm.context())
    owed = a_customer(firm, "Kilbride Agri Supplies")
    for number, amount in (("KA-101", "320.00"), ("KA-102", "80.50")):
        an_item(firm, owed, amount, document_number=number, on="2026-03-01")
    return owed


@pytest.fixture
def payer(served: Served, browser: Browser) -> Iterator[Page]:
    """Somebody with a telephone, who is not signed in."""
    context = browser.new_context(base_url=served.url, viewport={"width": 390, "height": 844}, locale="en-GB")
    found = watched(context)
    yield found.page
    context.close()
    assert found.complaints == []


@pytest.fixture
def second(served: Served, browser: Browser) -> Iterator[Page]:
    """Another person, who approves."""
    context = browser.new_context(base_url=served.url, viewport={"width": 1440, "height": 900}, locale="en-GB")
    found = watched(context)
    choose_password(found.page, served.invite("approves.online@example.com", "credit manager"))
    yield found.page
    context.close()
    assert found.complaints == []


def test_two_invoices_are_paid_by_a_link_and_given_back(owner: Watched, payer: Page, second: Page, customer: UUID):
    page = owner.page
    page.goto("/invoices?q=KA-10&only=open")
    bar = page.locator("[data-selection-bar]")
    expect(bar).to_be_hidden()
    page.get_by_label("All on this page").check()
    expect(bar.locator("[data-count]")).to_have_text("2")
    bar.get_by_role("button", name="Link to pay").click()
    expect(page.locator("input[name=item]:checked")).to_have_count(2)
    shown(page, "new")
    page.get_by_role("button", name="Make the link").click()
    link = page.locator("#link").inner_text()
    shown(page, "link")

    payer.goto(link)
    expect(payer.locator("main")).to_contain_text("KA-101")
    expect(payer.locator("main")).to_contain_text("€400.50")
    payer.get_by_role("button", name="Pay €400.50").click()
    payer.wait_for_url(re.compile("/test-gateway/"))
    payer.get_by_role("button", name="Pay", exact=True).click()
    expect(payer.get_by_text("Thank you, your payment has arrived")).to_be_visible(timeout=SECONDS * 1000)
    expect(payer.get_by_label(re.compile("Receipt PAY"))).to_contain_text("€400.50")
    shown(payer, "receipt")

    # It stands with the invoice, among what was tried, and the request is paid.
    page.goto("/invoices?q=KA-101&only=all")
    page.goto(f"/online/tried?customer={customer}")
    expect(page.locator("tbody tr")).to_have_count(1)
    expect(page.locator("tbody")).to_contain_text("Paid")
    shown(page, "tried")
    page.goto(f"/online?customer={customer}&only=paid")
    expect(page.locator("tbody")).to_contain_text("KA-101, KA-102")
    page.locator("[data-row-link]").first.click()
    page.get_by_role("link", name="KA-101").click()
    expect(page.locator("main")).to_contain_text("Payment on account PAY-")

    page.goto(f"/online/tried?customer={customer}")
    page.get_by_role("link", name=re.compile("^Give back")).click()
    expect(page.get_by_text("What it settled is owed again")).to_be_visible()
    shown(page, "refund")
    page.get_by_label("Reason").fill("The goods were sent back.")
    page.get_by_role("button", name="Ask for the refund").click()
    expect(page.locator("[data-toast]")).to_contain_text("waits for a second person")

    second.on("dialog", lambda dialog: dialog.accept())
    second.goto("/approvals")
    row = second.locator("li", has_text="The goods were sent back.")
    row.get_by_role("button", name="Approve").click()
    expect(second.locator("[data-toast]")).to_contain_text("The refund is approved")

    for _ in range(SECONDS * 2):
        page.goto(f"/online/tried?customer={customer}")
        if "Given back" in page.locator("tbody").inner_text():
            break
        page.wait_for_timeout(500)
    expect(page.locator("tbody")).to_contain_text("Given back")
    page.locator("[data-row-link]").first.click()
    expect(page.locator("main")).to_contain_text("Given back")
    shown(page, "payment")


def shown(page: Page, name: str) -> None:
    """A picture where somebody wants to look."""
    if folder := os.environ.get("PICTURES_IN"):
        page.screenshot(path=Path(folder) / f"online {name}.png", full_page=True)
