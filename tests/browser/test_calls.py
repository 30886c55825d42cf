"""The calls of a morning, by keyboard alone."""

import re

from playwright.sync_api import expect

from .conftest import Watched

FIRST = "Bert & Sons Ltd"


def test_calls_are_worked_by_keyboard(owner: Watched):
    page = owner.page
    page.goto("/")
    page.keyboard.press("g")
    page.keyboard.press("l")
    expect(page).to_have_url(re.compile("/calls$"))
    names = page.locator("[data-row] [data-row-link]")
    expect(names.first).to_have_text(FIRST)
    before = names.count()

    # Nobody answers at the first: it goes, and comes back tomorrow.
    page.keyboard.press("j")
    expect(names.first).to_be_focused()
    page.keyboard.press("n")
    expect(page.get_by_text("Nobody answered: it comes back tomorrow.")).to_be_visible()
    expect(names).to_have_count(before - 1)
    expect(names.filter(has_text=FIRST)).to_have_count(0)

    # The second is spoken to, and what was said is kept.
    page.keyboard.press("j")
    called = names.first.inner_text()
    page.keyboard.press("l")
    expect(page.get_by_role("heading", name="Log call")).to_be_visible()
    page.get_by_label("What was said").fill("Will look into it <b>today</b>.")
    page.keyboard.press("Tab")
    page.get_by_role("button", name="Log call").press("Enter")
    expect(page.get_by_text("The call is logged.")).to_be_visible()
    expect(names.filter(has_text=called)).to_have_count(0)

    # A call that was logged by mistake is taken back, and the customer is to be called again.
    page.goto("/customers")
    page.get_by_role("link", name=called).first.click()
    page.goto(page.url + "/calls")
    expect(page.get_by_text("Will look into it <b>today</b>.")).to_be_visible()
    page.get_by_role("button", name="Take back").click()
    page.goto("/calls")
    expect(names.filter(has_text=called)).to_have_count(1)
