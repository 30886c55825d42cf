"""Signing in with more than a password: a code of an authenticator, and a passkey."""

import base64
import hmac
import re
import struct
import time
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from .conftest import PASSWORD, Served, Watched, choose_password, watched
from .looking import WIDE, wrong_here

HALF_MINUTE = 30
WRONG = "Incorrect code."
ASKED_FOR_A_CODE = re.compile("/account/2fa/authenticate/")

PASSKEYS_OF_THIS_DEVICE = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


@pytest.fixture
def newcomer(served: Served, browser: Browser) -> Iterator[Watched]:
    """A browser in which nobody is signed in."""
    context = browser.new_context(base_url=served.url, viewport=WIDE, locale="en-GB")
    found = watched(context)
    yield found
    context.close()
    assert found.complaints == []


def code_of(secret: str, at: float) -> str:
    """The code that an authenticator shows at an instant (RFC 6238)."""
    seen = hmac.digest(base64.b32decode(secret), struct.pack(">Q", int(at) // HALF_MINUTE), "sha1")
    (number,) = struct.unpack_from(">I", seen, seen[-1] & 15)
    return f"{(number & 0x7FFFFFFF) % 10**6:06d}"


def code_good_for(seconds: float, secret: str, *, used: str = "") -> str:
    """The code of now, where it stays that long and was not used; else the next one, when it comes."""
    left = HALF_MINUTE - time.time() % HALF_MINUTE
    if left < seconds or code_of(secret, time.time()) == used:
        time.sleep(left)
    return code_of(secret, time.time())


def sign_out(page: Page) -> None:
    page.goto("/")
    page.click("[popovertarget=person]")
    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_role("heading", name="Sign in")).to_be_visible()


def type_password(page: Page, email: str) -> None:
    page.fill("input[name=login]", email)
    page.fill("input[name=password]", PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()


def type_code(page: Page, code: str) -> None:
    page.fill("input[name=code]", code)
    page.press("input[name=code]", "Enter")


def confirm_it_is_you(page: Page) -> None:
    """What changes how one signs in asks for the password first."""
    page.fill("input[name=password]", PASSWORD)
    page.click("main button[type=submit]")


def test_a_code_is_set_up_and_asked_for_and_counts_once(served: Served, newcomer: Watched):
    page, email = newcomer.page, "second@example.com"
    link = served.invite(email)
    page.goto(link)
    assert wrong_here(page) == []
    choose_password(page, link)
    page.goto("/account/2fa/totp/activate/")
    confirm_it_is_you(page)
    secret = page.input_value("#authenticator_secret")
    never = code_of(secret, time.time() - 3600)
    type_code(page, never)
    expect(page.locator("main")).to_contain_text(WRONG)
    assert wrong_here(page) == []
    first = code_good_for(5, secret)
    type_code(page, first)
    expect(page.locator("main")).to_contain_text("Recovery")
    assert wrong_here(page) == []

    sign_out(page)
    assert wrong_here(page) == []
    type_password(page, email)
    expect(page).to_have_url(ASKED_FOR_A_CODE)
    assert wrong_here(page) == []
    type_code(page, never)
    expect(page.locator("main")).to_contain_text(WRONG)
    page.goto("/")
    expect(page).to_have_url(ASKED_FOR_A_CODE)

    # Whoever looked over the shoulder has the password and the code: it let one in, and lets nobody in again.
    code = code_good_for(15, secret, used=first)
    type_code(page, code)
    expect(page).to_have_url(f"{served.url}/")
    sign_out(page)
    type_password(page, email)
    type_code(page, code)
    expect(page.locator("main")).to_contain_text(WRONG)
    page.goto("/")
    expect(page).to_have_url(ASKED_FOR_A_CODE)


def test_a_passkey_is_added_and_signs_in_alone(served: Served, newcomer: Watched):
    page = newcomer.page
    device = page.context.new_cdp_session(page)
    device.send("WebAuthn.enable")
    device.send("WebAuthn.addVirtualAuthenticator", {"options": PASSKEYS_OF_THIS_DEVICE})
    choose_password(page, served.invite("passkey@example.com"))
    page.goto("/account/2fa/webauthn/add/")
    confirm_it_is_you(page)
    assert wrong_here(page) == []
    page.get_by_label("Name").fill("This notebook")
    page.get_by_label("Passwordless").check()
    page.get_by_role("button", name="Add").click()
    expect(page.locator("main")).to_contain_text("Recovery")
    page.goto("/account/2fa/webauthn/")
    expect(page.locator("main")).to_contain_text("This notebook")
    assert wrong_here(page) == []

    sign_out(page)
    page.get_by_role("button", name="Sign in with a passkey").click()
    expect(page).to_have_url(f"{served.url}/")
    sign_out(page)

    device.send("WebAuthn.disable")
    type_password(page, "passkey@example.com")
    expect(page).to_have_url(ASKED_FOR_A_CODE)
