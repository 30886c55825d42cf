"""Every page of the console, with long names and huge amounts: nothing is cut, nobody is kept out."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Literal

import pytest
from playwright.sync_api import Browser, Page, ViewportSize
from tests.browser.walk import Walked, walk
from tests.browser.wide_firm import NAME, make_wide_firm

from openbill.console.urls import ROUTES

from .conftest import AXE, Served, Watched, choose_password, watched

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

LEVELS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
WIDE, PHONE = ViewportSize(width=1280, height=800), ViewportSize(width=360, height=800)

CUT = """(mayScroll) => {
  const found = [];
  const over = document.documentElement.scrollWidth - window.innerWidth;
  if (over > 0) {
    const widest = [...document.querySelectorAll("main *")].filter((each) => each.checkVisibility())
      .sort((one, other) => other.getBoundingClientRect().right - one.getBoundingClientRect().right)[0];
    found.push(`the page scrolls sideways by ${over}: ${widest?.outerHTML.slice(0, 120)}`);
  }
  for (const each of document.querySelectorAll(".num, .n0, .big")) {
    if (!each.checkVisibility() || !each.textContent.trim() || each.closest(".sr-only")) continue;
    // A number of a document gives way as names do.
    if (!each.matches(".num, .big") && !/\\d[.,]\\d\\d/.test(each.textContent)) continue;
    const text = document.createRange();
    text.selectNodeContents(each);
    const box = text.getBoundingClientRect();
    const told = each.textContent.trim().replace(/\\s+/g, " ").slice(0, 60);
    if (each.clientWidth && each.scrollWidth > each.clientWidth) found.push(`${told}: is cut`);
    for (let above = each.parentElement; above; above = above.parentElement) {
      if (getComputedStyle(above).overflowX === "visible") continue;
      const edge = above.getBoundingClientRect();
      if (box.right > edge.right + 1 || box.left < edge.left - 1) {
        if (mayScroll && above.tabIndex === 0 && above.scrollWidth > above.clientWidth) break;
        found.push(`${told}: is cut by ${above.tagName} ${above.className.slice(0, 60)}`);
        break;
      }
    }
  }
  return [...new Set(found)].slice(0, 8);
}"""
"""What of a page is cut: the page itself, or a figure that is not whole where it stands."""


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


def wrong_at(page: Page, address: str, *, may_scroll: bool) -> list[object]:
    """What is cut on a page at both widths, and which barriers it has, in light and in dark: all in one visit."""
    look_at(page, WIDE, "light")
    page.goto(address)
    page.wait_for_function("() => !document.querySelector('.htmx-request')")
    # The page forbids scripts that are not its own, so the looking one comes through the browser's own door.
    page.evaluate(looking_script())
    wrong: list[object] = [("1280", each) for each in page.evaluate(CUT, may_scroll)]
    wrong += [("light", each) for each in barriers(page)]
    look_at(page, PHONE, "dark")
    wrong += [("360", each) for each in page.evaluate(CUT, may_scroll)]
    wrong += [("dark", each) for each in barriers(page)]
    return wrong


def look_at(page: Page, size: ViewportSize, scheme: Literal["light", "dark"]) -> None:
    page.set_viewport_size(size)
    page.emulate_media(color_scheme=scheme, reduced_motion="reduce")


@cache
def looking_script() -> str:
    return AXE.read_text(encoding="utf-8")


def barriers(page: Page) -> list[object]:
    """What axe finds, by its rule and the places."""
    page.evaluate("() => Promise.allSettled(document.getAnimations().map((each) => each.finished))")
    options = {
        "runOnly": {"type": "tag", "values": LEVELS},
        "resultTypes": ["violations"],
        # Style and film from other hosts, which no page of ours has.
        "preload": False,
    }
    found = page.evaluate("options => axe.run(options)", options)
    return [(each["id"], [node["html"][:160] for node in each["nodes"]]) for each in found["violations"]]
