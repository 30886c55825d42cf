"""Every page of the console, with long names and huge amounts: nothing is cut, nobody is kept out."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect

from .conftest import Served, Watched, Wide, watched
from .looking import WIDE, wrong_at, wrong_here
from .pages import PAGES

NO_PAGES = {"find", "find-items", "upload-progress"}
"""They answer a part of a page, which is looked at with its page."""

FILES = {
    *("statement", "statement-of", "invoice-pdf", "sample-invoice", "batch", "upload-rejects"),
    *("debit-file", "mandate-sheet", "signed-mandate", "refund-file-xml", "certificate-sheet", "unclaimed-report"),
}

ASKING_FIRST = {"new-draft", "new-payment", "new-mandate", "new-request"}
"""Pages that ask for a customer, and are others when they have one."""

ALSO = {
    "customers none": "/customers?q=zzzz",
    "customers by all columns": "/customers?columns=country,oldest,overdue,owed,unapplied,balance",
    "invoices none": "/invoices?q=zzzz",
    "invoices by all columns": "/invoices?columns=kind,dated,due,state,amount,disputed,open",
    "payments none": "/payments?q=zzzz",
    "mandates by all columns": "/mandates?columns=holder,account,scheme,use,signed,used,state",
    "unclaimed none": "/unclaimed?q=zzzz",
    "unclaimed all": "/unclaimed?only=all",
    "returned debits none": "/returned-debits?q=zzzz",
    "refunds let through": "/refunds?only=approved",
    "aging past": "/aging?as_of=2026-03-01",
    "aging by company": "/aging?by=legal-entity",
    "aging empty": "/aging?as_of=2020-01-01",
    "issuing all drafts": "/drafts/issue?all=1",
    "password": "/account/password/change/",
    "second factor": "/account/2fa/",
    "sessions": "/account/sessions/",
    "missing": "/nowhere",
}
SCROLLING = {"upload-reading", "invoices by all columns", "mandates by all columns"}
"""The rows of a file are as wide as the file, and who asks for all columns gets them: these scroll."""


@pytest.fixture(scope="module")
def wide_owner(served: Served, browser: Browser, wide: Wide) -> Iterator[Watched]:
    """The owner of the wide firm, in one browser for all pages."""
    context = browser.new_context(base_url=served.url, storage_state=wide.signed_in, viewport=WIDE, locale="en-GB")
    yield watched(context)
    context.close()


def test_every_page_is_reached_by_links(wide: Wide):
    assert wide.walked.routes >= set(PAGES) - NO_PAGES - FILES


@pytest.mark.parametrize("name", [*(name for name in PAGES if name not in NO_PAGES | FILES), *ALSO])
def test_nothing_is_cut_and_nobody_is_kept_out(wide: Wide, wide_owner: Watched, name: str):
    walked = wide.walked
    found = [walked.plain.get(name), None if name in walked.plain else walked.asking.get(name), ALSO.get(name)]
    found += [walked.asking[name]] if name in ASKING_FIRST else []
    for address in filter(None, found):
        assert wrong_at(wide_owner.page, address, may_scroll=name in SCROLLING) == []
    complaints = [told for told in wide_owner.complaints if "404 (Not Found)" not in told or name != "missing"]
    wide_owner.complaints.clear()
    assert complaints == []


@pytest.mark.parametrize("search", ["Rindfleischetikettierung", "חברת", "Crowded"])
def test_a_customer_with_very_much_is_shown_whole(wide_owner: Watched, search: str):
    page = wide_owner.page
    page.goto(f"/customers?q={search}")
    page.locator("[data-row-link]").first.click()
    page.wait_for_url(re.compile("/customers/[0-9a-f-]+$"))
    assert wrong_here(page) == []


def test_an_invoice_of_sixty_lines_is_shown_whole(wide_owner: Watched):
    page = wide_owner.page
    page.set_viewport_size(WIDE)
    page.goto("/invoices?q=Crowded")
    page.locator("[data-row-link]").first.click()
    expect(page.locator("table").first.locator("tbody tr")).to_have_count(60)
    assert wrong_here(page) == []
