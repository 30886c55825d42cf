"""Money in and out in Chromium: billed, paid, taken back, and given back by two persons."""

import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal

import pytest
from playwright.sync_api import Browser, Page, expect

from openbill.cli.organization import acting_for, organization_named
from openbill.invoicing.commands.add_tax_code import add_tax_code
from openbill.invoicing.types import TaxCategory

from .conftest import ORGANIZATION, Served, Watched, choose_password, watched


@pytest.fixture(scope="module")
def taxed(served: Served) -> None:
    """A firm that can bill: it has a tax code."""
    with acting_for(organization_named(ORGANIZATION).id) as context:
        add_tax_code(
            code="S",
            label="VAT 19 %",
            category=TaxCategory.STANDARD,
            percent=Decimal(19),
            valid_from=date(2020, 1, 1),
            context=context,
        )


@pytest.fixture
def second(served: Served, browser: Browser) -> Iterator[Page]:
    """Another person, who manages credit."""
    context = browser.new_context(base_url=served.url, viewport={"width": 1440, "height": 900}, locale="en-GB")
    found = watched(context)
    choose_password(found.page, served.invite("credit@example.com", "credit manager"))
    yield found.page
    context.close()
    assert found.complaints == []


def choose(page: Page, name: str) -> None:
    page.fill("[data-find]", name)
    expect(page.locator("#rows [data-row-link]")).to_have_count(1)
    page.click("#rows [data-row-link]")


@pytest.mark.usefixtures("taxed")
def test_an_invoice_is_drafted_issued_and_opened_as_pdf(owner: Watched):
    page = owner.page
    page.goto("/drafts/new")
    choose(page, "bert")
    expect(page.locator("h1")).to_have_text("New invoice")
    page.fill("[name=line-0-description]", "Lamp")
    page.fill("[name=line-0-unit_price]", "100")
    page.click("text=Add a line")
    page.fill("[name=line-1-description]", "Chair")
    page.fill("[name=line-1-quantity]", "2")
    page.fill("[name=line-1-unit_price]", "50")
    expect(page.locator("#totals")).to_contain_text("€238.00")
    expect(page.locator("#totals")).to_contain_text("Due")
    page.click("[aria-label='Remove line 1']")
    expect(page.locator("[name=line-0-description]")).to_have_value("Chair")
    expect(page.locator("#totals")).to_contain_text("€119.00")
    page.click("text=Save and issue")
    expect(page.locator("tbody")).to_contain_text("INV-000001")
    expect(page.locator("tbody")).to_contain_text("EUR 119.00")
    page.click("main button[type=submit]")
    expect(page.locator("h1")).to_have_text("INV-000001")
    expect(page.locator("[data-toast]")).to_contain_text("INV-000001 is issued.")
    pdf = page.request.get(f"{page.url}.pdf")
    assert pdf.body().startswith(b"%PDF-1.7")
    page.goto("/invoices?q=inv-000001")
    expect(page.locator("tbody tr")).to_have_count(1)


@pytest.mark.usefixtures("taxed")
def test_a_line_is_added_however_fast_one_types_and_clicks(owner: Watched):
    page = owner.page
    page.goto("/drafts/new")
    choose(page, "bert")
    expect(page.locator("h1")).to_have_text("New invoice")
    for line in range(4):
        # No pause: what is previewed after typing is still on its way when the button is pressed.
        page.fill(f"[name=line-{line}-description]", f"Lamp {line}")
        page.fill(f"[name=line-{line}-unit_price]", "10")
        page.click("text=Add a line")
        expect(page.locator(f"[name=line-{line + 1}-description]")).to_be_focused()
        expect(page.locator(f"[name=line-{line}-description]")).to_have_value(f"Lamp {line}")
    expect(page.locator("#totals")).to_contain_text("€47.60")


@pytest.mark.usefixtures("taxed")
def test_a_preview_says_which_figure_cannot_be_read(owner: Watched):
    page = owner.page
    page.goto("/drafts/new")
    choose(page, "bert")
    page.fill("[name=line-0-description]", "Lamp")
    page.fill("[name=line-0-unit_price]", "ten")
    expect(page.locator("#totals")).to_contain_text("Line 1, Price: This is no number. Write it like 1,234.50.")
    page.fill("[name=line-0-unit_price]", "10")
    expect(page.locator("#totals")).to_contain_text("€11.90")


def test_a_payment_is_recorded_applied_and_the_allocation_undone(owner: Watched):
    page = owner.page
    page.goto("/payments/new")
    choose(page, "vereinigte")
    page.fill("[name=amount]", "50")
    expect(page.locator("#preview")).to_contain_text("V-1")
    page.check("text=Nothing yet")
    expect(page.locator("#preview")).not_to_contain_text("V-1")
    page.click("text=Record the payment")
    expect(page.locator("[data-toast]")).to_contain_text("€50.00 of it stays unapplied")

    page.click("main a:has-text('Apply')")
    expect(page.locator("#preview")).to_contain_text("V-1")
    page.click("main button[type=submit]")
    expect(page.locator("[data-toast]")).to_contain_text("1 debt was settled")
    expect(page.locator(".figures")).to_contain_text("€0.00")
    page.click("[data-toast] button:has-text('Undo')")
    expect(page.locator("[data-toast]")).to_contain_text("1 allocation was taken back.")
    expect(page.locator("main")).to_contain_text("Taken back")


def test_a_refund_is_asked_for_by_one_and_approved_by_another(owner: Watched, second: Page):
    page = owner.page
    page.goto("/payments/new")
    choose(page, "C3")
    page.fill("[name=amount]", "30")
    page.fill("[name=currency]", "AED")
    page.check("text=Nothing yet")
    page.click("text=Record the payment")
    page.click("main a:has-text('Refund')")
    page.fill("[name=reason]", "Paid twice")
    page.click("main button[type=submit]")
    expect(page.locator("[data-toast]")).to_contain_text("waits for a second person")
    page.goto("/approvals")
    expect(page.locator("main")).to_contain_text("You asked for it")

    second.on("dialog", lambda dialog: dialog.accept())
    second.goto("/")
    second.click("text=One thing waits for your approval.")
    expect(second.locator("main")).to_contain_text("Paid twice")
    second.click("button:has-text('Approve')")
    expect(second.locator("[data-toast]")).to_contain_text("The refund is approved")
    expect(second.locator("main")).to_contain_text(re.compile("Nothing waits"))
