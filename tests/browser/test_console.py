"""The console in Chromium: signing in, walking through, finding, releasing."""

import base64
import hmac
import re
import struct
import time

from playwright.sync_api import Browser, expect

from .conftest import PASSWORD, Served, Watched, choose_password


def code_of(secret: str) -> str:
    """The code that an authenticator shows now (RFC 6238)."""
    seen = hmac.digest(base64.b32decode(secret), struct.pack(">Q", int(time.time()) // 30), "sha1")
    (number,) = struct.unpack_from(">I", seen, seen[-1] & 15)
    return f"{(number & 0x7FFFFFFF) % 10**6:06d}"


def test_a_second_factor_is_set_up_and_asked_for(served: Served, browser: Browser):
    context = browser.new_context(base_url=served.url)
    page = context.new_page()
    choose_password(page, served.invite("second@example.com"))
    page.goto("/account/2fa/totp/activate/")
    page.fill("input[name=password]", PASSWORD)
    page.click("main button[type=submit]")
    secret = page.input_value("#authenticator_secret")
    page.fill("input[name=code]", code_of(secret))
    page.click("main button[type=submit]")
    expect(page.locator("main")).to_contain_text("Recovery")
    context.close()

    context = browser.new_context(base_url=served.url)
    page = context.new_page()
    page.goto("/")
    page.fill("input[name=login]", "second@example.com")
    page.fill("input[name=password]", PASSWORD)
    page.click("text=Sign in >> nth=-2")
    expect(page).to_have_url(re.compile("/account/2fa/authenticate/"))
    # A code counts once: the next one comes with the next half minute.
    time.sleep(30 - time.time() % 30)
    page.fill("input[name=code]", code_of(secret))
    page.press("input[name=code]", "Enter")
    expect(page).to_have_url(f"{served.url}/")
    context.close()


def test_from_the_bar_of_ages_to_an_item_and_its_customer(owner: Watched):
    page = owner.page
    page.goto("/")
    page.click("text=Over 90 days")
    expect(page.locator("h1")).to_have_text("Over 90 days")
    expect(page.locator("tbody")).to_contain_text("A-1")
    page.click("text=Anna Lichtplanung GmbH")
    expect(page.locator("h1")).to_have_text("Anna Lichtplanung GmbH")
    expect(page.locator("main")).to_contain_text("€1,785.00")


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
