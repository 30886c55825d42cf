"""A part of a page that cannot be asked for: the person sees it, knows what is so, and goes on when it can."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Browser, Page, expect
from tests.support.database import connected_as

from .conftest import PASSWORD, Served, Watched, choose_password, watched
from .looking import WIDE, wrong_here

EMAIL = "trouble@example.com"
SAID_OF_FAILED_REQUESTS = ("Failed to load resource", "htmx:", "Response Status Error")
"""The browser and htmx write every request that failed into the console."""


@pytest.fixture
def searching(served: Served, browser: Browser) -> Iterator[Watched]:
    """Somebody at the list of customers, in a browser whose connection and cookies are taken away."""
    context = browser.new_context(base_url=served.url, viewport=WIDE, locale="en-GB")
    found = watched(context)
    choose_password(found.page, served.invite(EMAIL))
    found.page.goto("/customers")
    expect(found.page.locator("tbody tr").first).to_be_visible()
    yield found
    context.close()
    ours = [told for told in found.complaints if not told.startswith(SAID_OF_FAILED_REQUESTS)]
    assert ours == []


def search(page: Page, text: str) -> None:
    page.locator("[data-find]").fill(text)


@contextmanager
def a_table_is_gone(table: str) -> Iterator[None]:
    """A fault of the server: a table that pages read is not there."""
    with connected_as("postgres") as opened:
        opened.execute(f"ALTER TABLE {table} RENAME TO {table}_is_gone")
        try:
            yield
        finally:
            opened.execute(f"ALTER TABLE {table}_is_gone RENAME TO {table}")


def test_without_a_connection_it_is_said_until_there_is_one(searching: Watched):
    page = searching.page
    shown = page.locator("tbody tr").count()
    page.context.set_offline(True)
    search(page, "bert")
    expect(page.get_by_role("alert")).to_contain_text("No connection.")
    expect(page.locator("tbody tr")).to_have_count(shown)
    assert wrong_here(page) == []

    page.context.set_offline(False)
    search(page, "bert &")
    expect(page.locator("tbody tr")).to_have_count(1)
    expect(page.get_by_role("alert")).to_have_count(0)


def test_a_fault_of_ours_is_said_and_what_was_there_stays(searching: Watched):
    page = searching.page
    shown = page.locator("tbody tr").count()
    with a_table_is_gone("customer"):
        search(page, "bert")
        expect(page.get_by_role("alert")).to_contain_text("Something went wrong here. It is our fault")
        expect(page.locator("tbody tr")).to_have_count(shown)
    page.get_by_role("button", name="Close").last.click()
    expect(page.get_by_role("alert")).to_have_count(0)
    search(page, "bert &")
    expect(page.locator("tbody tr")).to_have_count(1)


def test_whose_session_ended_signs_in_and_is_back(searching: Watched):
    page = searching.page
    page.goto("/customers?q=anna")
    page.context.clear_cookies(name="openbill_session")
    search(page, "bert")
    expect(page.get_by_role("heading", name="Sign in")).to_be_visible()
    page.fill("input[name=login]", EMAIL)
    page.fill("input[name=password]", PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()
    expect(page).to_have_url(f"{page.url.partition('/customers')[0]}/customers?q=anna")
    expect(page.locator("tbody tr")).to_have_count(1)


def test_whose_session_ended_over_a_form_may_save_what_was_typed(searching: Watched):
    page = searching.page
    page.goto("/payments/new")
    page.locator("#rows a").filter(has_text="Bert").first.click()
    page.context.clear_cookies(name="openbill_session")
    page.fill("[name=amount]", "12.00")
    told = page.get_by_role("alert")
    expect(told).to_contain_text("You are signed out. Copy what you typed")
    expect(page.locator("[name=amount]")).to_have_value("12.00")
    here = page.url
    page.locator("[data-trouble-shown]").get_by_role("link", name="Sign in").click()
    page.fill("input[name=login]", EMAIL)
    page.fill("input[name=password]", PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()
    expect(page).to_have_url(here)


def test_what_takes_longer_is_seen_to_be_at_work(searching: Watched):
    page = searching.page
    line = "getComputedStyle(document.body, '::before').opacity"
    assert page.evaluate(line) == "0"
    with connected_as("postgres") as opened:
        opened.autocommit = False
        opened.execute("LOCK TABLE customer")
        search(page, "bert")
        page.wait_for_function(f"() => {line} === '1'")
        opened.rollback()
    expect(page.locator("tbody tr")).to_have_count(1)
    assert page.evaluate(line) == "0"
