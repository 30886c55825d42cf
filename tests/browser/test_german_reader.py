"""A German reader: not one English sentence, and figures and days as they are written in German."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect

from .conftest import Served, Watched, Wide, watched
from .english_left import english_left
from .looking import WIDE, wrong_here

NAMES = ("@", "Isle of Man", "Port of Spain")
"""Addresses, and places that are called so in German too."""

KEPT_AS_WRITTEN = (
    # Names of accounts are the firm's own: it gets the built-in chart in English, and may rename it.
    "1220 Revaluation of receivables",
    "1310 VAT relief on bad debts",
    "1910 Cleared in the other system",
    "1920 Corrections from the other system",
    "4200 Recoveries of bad debts",
)
"""What is stored in English, and shown so to everybody."""

ALSO = ("/customers?q=zzzz", "/aging?as_of=2020-01-01", "/account/password/change/", "/account/2fa/", "/nowhere")


@pytest.fixture
def german(served: Served, browser: Browser, wide: Wide) -> Iterator[Watched]:
    """The owner of the wide firm, whose browser asks for German."""
    context = browser.new_context(base_url=served.url, storage_state=wide.signed_in, viewport=WIDE, locale="de-DE")
    found = watched(context)
    yield found
    context.close()
    assert found.complaints == []


def test_no_english_is_left_on_any_page(german: Watched, wide: Wide):
    addresses = [*wide.walked.plain.values(), *wide.walked.asking.values(), *ALSO]
    left, seen = {}, 0
    for address in addresses:
        answer = german.page.request.get(address, headers={"Accept-Language": "de-DE"})
        if answer.headers["content-type"].startswith("text/html"):
            page, seen = answer.text(), seen + 1
            assert '<html lang="de"' in page, address
            told = [text for text in english_left(page) if not any(name in text for name in (*NAMES, *KEPT_AS_WRITTEN))]
            if told:
                left[address] = told
    assert seen > 80
    assert left == {}


def test_figures_and_days_are_written_in_german_and_the_language_is_changed(german: Watched):
    page = german.page
    page.goto("/aging?as_of=2026-03-01")
    assert page.get_by_label("Stichtag").input_value() == "2026-03-01"
    expect(page.locator("main")).to_contain_text("1. März 2026")

    page.goto("/customers")
    row = page.locator("tbody tr").filter(has_text="C-000002")
    expect(row).to_contain_text(re.compile(r"\d{1,3}(\.\d{3}){3},\d\d"))
    page.goto("/journal")
    expect(page.locator("tbody tr").first).to_contain_text(re.compile(r"\d\d?\.\s?(\d\d?\.|[A-Z][a-zä]+\.?)"))
    assert wrong_here(page) == []

    page.get_by_role("button", name="Menü von Dana Owens").click()
    page.get_by_role("button", name="English").click()
    expect(page.get_by_role("heading", name="Journal")).to_be_visible()
    expect(page.locator("html")).to_have_attribute("lang", "en")
