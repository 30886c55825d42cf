"""A new firm is led in Chromium from a one-time link to its first reminders, with files whose columns nobody knows."""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from .conftest import Served, Watched, choose_password, told, watched
from .looking import WIDE, wrong_here

FIRM = "Brand New Ltd"
PATIENCE = 30_000

CUSTOMERS = """Ref;Called;Whom to write to
K-7;Corner Shop Ltd;corner@example.com
K-8;Harbour Hotel Ltd;harbour@example.com
"""

OPEN_ITEMS = """Ref;Paper;Made;To be paid;Sum
K-7;R-1;{made};{late};1.190,00
K-8;R-2;{made};{late};2.380,50
K-8;R-3;{made};{soon};99,00
K-8;R-4;{made};yesterday;5,00
"""


@pytest.fixture
def founder(served: Served, browser: Browser) -> Iterator[Watched]:
    """The owner of a firm in which nothing is yet, at the page of the one-time link."""
    told("create-organization", FIRM, "--currency", "EUR")
    context = browser.new_context(base_url=served.url, viewport=WIDE, locale="en-GB")
    found = watched(context)
    choose_password(found.page, served.invite("founder@example.com", organization=FIRM))
    yield found
    context.close()
    assert found.complaints == []


def step(page: Page, title: str) -> Locator:
    return page.get_by_role("listitem").filter(has=page.get_by_text(title, exact=True))


def begin(page: Page, title: str) -> None:
    page.get_by_role("link", name=title).click()


def go_back_done(page: Page, title: str) -> None:
    """Go back to the steps, where this one is done."""
    page.get_by_role("link", name="Back to the first steps").click()
    expect(step(page, title)).to_contain_text("Done")


def bring_in(page: Page, path: Path, kind: str, columns: dict[str, str]) -> None:
    """Hand a file over, say what it is and what its columns mean, try it out, bring it in."""
    page.set_input_files("input[name=file]", path)
    page.get_by_role("button", name="Upload").click()
    expect(page.get_by_role("heading", name="How it is read")).to_be_visible()
    page.get_by_label("What it is").select_option(label=kind)
    for header, field in columns.items():
        page.get_by_label(header, exact=True).select_option(label=field)
    page.get_by_role("button", name="Try it out").click()
    expect(page.get_by_text("Would be brought in")).to_be_visible(timeout=PATIENCE)
    page.get_by_role("button", name="Bring it in").click()
    expect(page.get_by_role("link", name="Next file")).to_be_visible(timeout=PATIENCE)


def test_a_new_firm_is_led_to_its_first_reminders(founder: Watched, tmp_path: Path):
    page = founder.page
    expect(page.get_by_role("heading", name="The first steps")).to_be_visible()
    assert wrong_here(page) == []

    begin(page, "Say who you are")
    page.get_by_label("Country").select_option("DE")
    page.get_by_label("VAT number").fill("DE123456789")
    page.get_by_role("button", name="Save").click()
    go_back_done(page, "Say who you are")

    begin(page, "Set the look")
    page.get_by_label("Address").fill("Brand New Ltd\nMarket Street 1\n10115 Berlin")
    page.get_by_role("textbox", name="Colour").fill("#7a1f3d")
    page.get_by_role("button", name="Save").click()
    go_back_done(page, "Set the look")

    begin(page, "Add a bank account")
    page.get_by_label("Name").fill("House bank")
    page.get_by_label("IBAN").fill("DE89 3704 0044 0532 0130 00")
    page.get_by_role("button", name="Add the account").click()
    go_back_done(page, "Add a bank account")

    begin(page, "Say which taxes you bill")
    page.get_by_label("Name").fill("VAT 19 %")
    page.get_by_label("Code").fill("DE19")
    page.get_by_label("Kind").select_option("standard")
    page.get_by_label("Rate in %").fill("19")
    page.get_by_label("From this day on").fill("2020-01-01")
    page.get_by_role("button", name="Add the tax code").click()
    go_back_done(page, "Say which taxes you bill")

    today = date.today()  # noqa: DTZ011 - the day of the machine that serves
    days = {
        "made": f"{today - timedelta(days=60):%d.%m.%Y}",
        "late": f"{today - timedelta(days=30):%d.%m.%Y}",
        "soon": f"{today + timedelta(days=9):%d.%m.%Y}",
    }
    (tmp_path / "customers.csv").write_text(CUSTOMERS, encoding="utf-8")
    (tmp_path / "open.csv").write_text(OPEN_ITEMS.format(**days), encoding="utf-8")
    begin(page, "Bring in what is open")
    bring_in(
        page,
        tmp_path / "customers.csv",
        "Customers",
        {"Ref": "Customer number", "Called": "Customer name", "Whom to write to": "E-mail"},
    )
    page.get_by_role("link", name="Next file").click()
    bring_in(
        page,
        tmp_path / "open.csv",
        "Invoices",
        {
            "Ref": "Customer number",
            "Paper": "Document number",
            "Made": "Document date",
            "To be paid": "Due date",
            "Sum": "Amount",
        },
    )
    expect(page.get_by_role("cell", name="yesterday", exact=True)).to_be_visible()
    go_back_done(page, "Bring in what is open")
    expect(page.locator("dl.figures").first).to_contain_text("€3,669.50")

    page.get_by_role("button", name="Look at the first reminders").click()
    expect(page.get_by_text("The first reminders are written. Read them; none has left.")).to_be_visible()
    expect(page.get_by_text("Safe mode is on.")).to_be_visible()
    rows = page.locator("tbody tr")
    expect(rows).to_have_count(2)
    expect(rows.filter(has_text="Harbour Hotel Ltd")).to_contain_text("€2,380.50")
    rows.filter(has_text="Harbour Hotel Ltd").get_by_role("link").click()
    letter = page.locator("article")
    expect(letter).to_contain_text("R-2")
    expect(letter).to_contain_text("IBAN DE89370400440532013000")
    expect(letter).not_to_contain_text("R-3")
    assert wrong_here(page) == []

    page.get_by_role("link", name="Back to the first steps").click()
    expect(step(page, "Look at the first reminders")).to_contain_text("Done")
    begin(page, "Invite your colleagues")
    page.get_by_label("E-mail").fill("colleague@example.com")
    page.get_by_label("Role").select_option("collector")
    page.get_by_role("button", name="Invite", exact=True).click()
    expect(page.locator("main")).to_contain_text("/account/password/reset/key/")
    page.goto("/")
    expect(page.get_by_role("heading", name="The first steps")).to_be_hidden()
    expect(page.get_by_text("2 reminders wait for your word.")).to_be_visible()
