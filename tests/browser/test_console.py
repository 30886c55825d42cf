"""The console in Chromium: walking through, finding, releasing."""

import re

from playwright.sync_api import expect

from .conftest import Watched


def test_from_the_bar_of_ages_to_an_item_and_its_customer(owner: Watched):
    page = owner.page
    page.goto("/")
    page.click("text=Over 90 days")
    expect(page.locator("h1")).to_have_text("Over 90 days")
    expect(page.locator("tbody")).to_contain_text("A-1")
    page.click("text=Anna Lichtplanung GmbH")
    expect(page.locator("h1")).to_have_text("Anna Lichtplanung GmbH")
    expect(page.locator("main")).to_contain_text("€1,785.00")


def test_a_figure_of_the_aging_opens_down_to_its_entry_and_its_reminder(owner: Watched):
    page = owner.page
    page.goto("/aging")
    row = page.locator("tbody tr").filter(has_text="Anna Lichtplanung GmbH")
    row.get_by_role("link", name="1,190.00").click()
    expect(page.locator("h1")).to_have_text("Over 90 days")
    expect(page.locator("main header")).to_contain_text("1 item, €1,190.00 on ")

    page.get_by_role("link", name="A-1", exact=True).click()
    expect(page.locator("h1")).to_have_text("A-1")
    expect(page.locator(".figures .lead")).to_contain_text("€1,190.00")
    item, history = page.url, page.locator("section[aria-labelledby=history]")
    expect(history).to_contain_text("Came into the books €1,190.00")

    page.locator("section[aria-labelledby=journal] a:visible").click()
    expect(page.get_by_role("row", name="1200 Accounts receivable")).to_contain_text("1,190.00")
    expect(page.locator("section[aria-labelledby=act]")).to_contain_text("Number in the log")

    page.goto(item)
    history.get_by_role("link").first.click()
    expect(page.locator("article")).to_contain_text("A-1")


def test_customers_are_found_while_one_types(owner: Watched):
    page = owner.page
    page.goto("/customers")
    page.keyboard.press("/")
    page.keyboard.type("bert")
    expect(page.locator("tbody tr")).to_have_count(1)
    expect(page).to_have_url(re.compile("q=bert"))
    page.fill("[data-find]", "nobody at all")
    expect(page.locator("#rows")).to_contain_text("No customer fits")


def test_the_keyboard_walks_and_opens(owner: Watched):
    page = owner.page
    page.goto("/customers")
    page.keyboard.press("j")
    page.keyboard.press("j")
    expect(page.locator("tbody tr:nth-child(2) a")).to_be_focused()
    page.keyboard.press("k")
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text("Anna Lichtplanung GmbH")
    page.keyboard.press("g")
    page.keyboard.press("a")
    expect(page.locator("h1")).to_have_text("Aging")
    page.keyboard.press("Shift+?")
    expect(page.locator("#keys")).to_be_visible()


def test_the_palette_finds_a_customer_anywhere(owner: Watched):
    page = owner.page
    page.goto("/aging")
    page.keyboard.press("Control+k")
    page.keyboard.type("gulf")
    expect(page.locator("#found")).to_contain_text("Nothing is called")
    page.fill("#palette input", "C2")
    expect(page.locator("#found a.item").first).to_contain_text("Bert & Sons Ltd")
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text("Bert & Sons Ltd")


def test_reminders_are_read_chosen_and_released(owner: Watched):
    page = owner.page
    page.on("dialog", lambda dialog: dialog.accept())
    page.goto("/reminders")
    expect(page.locator("button:has-text('Release')")).to_be_disabled()
    page.click("text=Anna Lichtplanung GmbH")
    expect(page.locator("article")).to_contain_text("A-1")
    page.goto("/reminders")
    page.click("text=Turn safe mode off >> nth=-1")
    expect(page.locator("[data-toast]")).to_contain_text("Safe mode is off")
    page.check("[name=chosen] >> nth=0")
    expect(page.locator("[data-count]")).to_have_text("1")
    before = page.locator("tbody tr").count()
    page.click("button:has-text('Release')")
    expect(page.locator("[data-toast]")).to_contain_text("1 reminder is on its way.")
    expect(page.locator("tbody tr")).to_have_count(before - 1)


def test_dark_is_chosen_and_stays(owner: Watched):
    page = owner.page
    page.goto("/")
    page.click("[popovertarget=person]")
    page.click("[data-theme-choice=dark]")
    assert page.evaluate("document.documentElement.classList.contains('dark')")
    page.goto("/customers")
    assert page.evaluate("document.documentElement.classList.contains('dark')")


def test_tasks_are_chosen_and_done_by_enter_with_what_came_of_them(owner: Watched):
    page = owner.page
    asked: list[str] = []
    page.on("dialog", lambda dialog: (asked.append(dialog.message), dialog.accept()))
    page.goto("/tasks")
    before = page.locator("tbody tr").count()
    page.fill("[name=outcome]", "Sent a letter")
    page.keyboard.press("Enter")
    expect(page.locator("[data-toast]")).to_contain_text("No row was chosen.")
    expect(page.locator("tbody tr")).to_have_count(before)

    page.check("[name=chosen] >> nth=0")
    page.fill("[name=outcome]", "Sent a letter")
    page.keyboard.press("Enter")

    expect(page.locator("[data-toast]")).to_contain_text("1 task is done.")
    assert asked == ["Are they done? A task that is done does not come back."] * 2
    page.goto("/tasks?only=done&columns=outcome")
    expect(page.locator("tbody")).to_contain_text("Sent a letter")
