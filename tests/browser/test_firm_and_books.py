"""The firm is set up and its books are kept in Chromium: a file with rejects, a key, a month."""

import re
from pathlib import Path

from playwright.sync_api import expect

from .conftest import Watched

PATIENCE = 30_000

FILE = """customer number,invoice number,invoice date,due date,amount,currency
C1,A-900,2026-03-10,2026-04-09,10.00,EUR
C1,A-901,2026-03-10,never,20.00,EUR
"""


def test_a_file_is_tried_out_brought_in_and_its_refused_rows_come_back(owner: Watched, tmp_path: Path):
    page = owner.page
    (tmp_path / "march.csv").write_text(FILE, encoding="utf-8")

    page.goto("/imports")
    page.set_input_files("input[name=file]", tmp_path / "march.csv")
    page.get_by_role("button", name="Upload").click()
    expect(page.get_by_role("heading", name="How it is read")).to_be_visible()
    page.get_by_role("button", name="Try it out").click()
    expect(page.get_by_text("Would be brought in")).to_be_visible(timeout=PATIENCE)
    expect(page.get_by_role("cell", name="never", exact=True)).to_be_visible()
    page.get_by_role("button", name="Bring it in").click()
    with page.expect_download(timeout=PATIENCE) as download:
        page.get_by_role("link", name="Download the refused rows").click(timeout=PATIENCE)

    rejects = download.value.path().read_text(encoding="utf-8-sig")
    assert "A-901" in rejects
    assert "A-900" not in rejects


def test_a_key_is_made_shown_once_and_revoked(owner: Watched):
    page = owner.page
    page.on("dialog", lambda dialog: dialog.accept())

    page.goto("/settings/keys")
    page.get_by_role("link", name="Add an API key").click()
    page.get_by_label("Name").fill("Shop")
    page.get_by_label("Role").select_option("auditor")
    page.get_by_role("button", name="Make the key").click()
    assert len(page.locator("#secret").inner_text()) > 30
    page.get_by_role("link", name="To the keys").click()
    page.get_by_role("button", name="Revoke Shop").click()

    expect(page.get_by_text("Revoked", exact=True)).to_be_visible()


def test_a_month_is_closed_and_reopened(owner: Watched):
    page = owner.page

    page.goto("/periods")
    page.get_by_role("link", name=re.compile("^Close ")).click()
    page.get_by_role("button", name="Close the month").click()
    expect(page.get_by_text("The books are closed through January 2026.")).to_be_visible()
    page.get_by_role("link", name="Reopen").click()
    page.get_by_label("Reason").fill("A forgotten invoice")
    page.get_by_role("button", name="Reopen the month").click()

    expect(page.get_by_text("No month is closed yet.")).to_be_visible()
