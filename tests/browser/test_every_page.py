"""Every page of the console, with long names and huge amounts: nothing is cut, nobody is kept out."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

import pytest
from playwright.sync_api import Browser

from openbill.console.urls import ROUTES

from .conftest import Served, Watched, choose_password, watched
from .looking import WIDE, wrong_at
from .walk import Walked, walk
from .wide_firm import NAME, make_wide_firm

PAGES = {route.name: route.path for route in ROUTES if not route.is_act}
"""The routes that answer a reader."""

NO_PAGES = {"find", "upload-progress"}
"""They answer a part of a page, which is looked at with its page."""

FILES = {"statement", "statement-of", "invoice-pdf", "sample-invoice", "batch", "upload-rejects"}

ASKING_FIRST = {"new-draft", "new-payment"}
"""Pages that ask for a customer, and are others when they have one."""

ALSO = {
    "customers none": "/customers?q=zzzz",
    "customers by all columns": "/customers?columns=country,oldest,overdue,owed,unapplied,balance",
    "invoices none": "/invoices?q=zzzz",
    "invoices by all columns": "/invoices?columns=kind,dated,due,state,amount,disputed,open",
    "payments none": "/payments?q=zzzz",
    "aging past": "/aging?as_of=2026-03-01",
    "aging by company": "/aging?by=legal-entity",
    "aging empty": "/aging?as_of=2020-01-01",
    "issuing all drafts": "/drafts/issue?all=1",
    "password": "/account/password/change/",
    "second factor": "/account/2fa/",
    "sessions": "/account/sessions/",
    "missing": "/nowhere",
}
SCROLLING = {"upload-reading", "invoices by all columns"}
"""The rows of a file are as wide as the file, and who asks for all columns gets them: these scroll."""


@dataclass(frozen=True)
class Look:
    """The wide firm, walked through by its owner."""

    watched: Watched
    walked: Walked


@pytest.fixture(scope="module")
def look(served: Served, browser: Browser) -> Iterator[Look]:
    make_wide_firm(date.today())  # noqa: DTZ011 - the day of the machine that serves
    context = browser.new_context(base_url=served.url, viewport=WIDE, locale="en-GB")
    seen = watched(context)
    choose_password(seen.page, served.invite("wide@example.com", organization=NAME))

    def page_at(address: str) -> str | None:
        answer = context.request.get(address)
        assert answer.ok, f"A link leads to {address}, which answers {answer.status}."
        return answer.text() if answer.headers["content-type"].startswith("text/html") else None

    yield Look(seen, walk(PAGES, page_at))
    context.close()


def test_every_page_is_reached_by_links(look: Look):
    assert look.walked.routes >= set(PAGES) - NO_PAGES - FILES


@pytest.mark.parametrize("name", [*(name for name in PAGES if name not in NO_PAGES | FILES), *ALSO])
def test_nothing_is_cut_and_nobody_is_kept_out(look: Look, name: str):
    walked = look.walked
    found = [walked.plain.get(name), None if name in walked.plain else walked.asking.get(name), ALSO.get(name)]
    found += [walked.asking[name]] if name in ASKING_FIRST else []
    for address in filter(None, found):
        assert wrong_at(look.watched.page, address, may_scroll=name in SCROLLING) == []
    complaints = [told for told in look.watched.complaints if "404 (Not Found)" not in told or name != "missing"]
    look.watched.complaints.clear()
    assert complaints == []
