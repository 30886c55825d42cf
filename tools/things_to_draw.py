"""What is done in the demo company so that every page has something to show."""

import re
from pathlib import Path

from playwright.sync_api import Page

ROOT = Path(__file__).parent.parent
LINES = (("Pendant lamp Alster, brass", "12", "184.50"), ("Delivery and fitting", "1", "240.00"))


def hand_over_file(page: Page, found: dict[str, str]) -> None:  # noqa: ARG001 - all of them are called alike
    """Hand a file over, so that there is one whose columns can be read."""
    page.goto("/imports")
    page.set_input_files("input[type=file]", ROOT / "sample" / "customers.csv")
    page.click("main form[enctype] button[type=submit]")


def write_draft(page: Page, found: dict[str, str]) -> None:
    """Write an invoice of two lines, and keep it as a draft."""
    page.goto(found["new-draft"])
    page.click("button:not([name])[hx-post='/drafts/lines']")
    page.wait_for_selector("[name='line-1-description']")
    for place, (what, quantity, price) in enumerate(LINES):
        page.fill(f"[name='line-{place}-description']", what)
        page.fill(f"[name='line-{place}-quantity']", quantity)
        page.fill(f"[name='line-{place}-unit_price']", price)
    page.click("main aside button[type=submit]:not([name])")
    page.goto("/drafts")


def pay_on_account(page: Page, found: dict[str, str]) -> None:
    """Record a payment that settles nothing, so that there is a credit to apply or to give back."""
    page.goto(found["new-payment"])
    page.fill("[name=amount]", "1,500.00")
    page.fill("[name=reference]", "On account")
    page.check("[name=spread][value=unapplied]")
    page.click("[data-sends]")
    page.wait_for_url(re.compile("/payments/[0-9a-f-]+$"))


def close_month(page: Page, found: dict[str, str]) -> None:
    """Close the first month, so that there is one to reopen."""
    page.goto(found["close-month"])
    page.click("main form[method=post] button[type=submit]")
    page.wait_for_url(re.compile("/periods"))


MADE = {"upload": hand_over_file, "draft": write_draft, "apply-credit": pay_on_account, "reopen-month": close_month}
"""What leads to pages that nothing in the demo company leads to on a usual day."""
