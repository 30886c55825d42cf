"""What goes wrong at the console, done for its pictures: forms that come back, links that are used, pages not given."""

import os
import signal
from collections.abc import Iterator
from pathlib import Path

from drawing import Drawn, Press, Server
from playwright.sync_api import Browser, Page

LOOK = ("desktop",)
DONE_BY_ANYTHING = {"close-month", "reopen-month", "issue-drafts", "role", "upload-reading", "merge-customer", "parent"}
"""Pages whose forms nothing that is typed makes wrong."""
MOST_TRIES = 40

FILL_WRONGLY = """() => {
  const forms = [...document.querySelectorAll("main form[method=post]")];
  const form = forms.sort((one, other) => other.length - one.length)[0];
  if (!form) return false;
  form.noValidate = true;
  for (const each of form.elements) {
    if (each.type === "radio" && ["chosen", "ticked", "lines"].includes(each.value)) each.click();
    const isDay = each.type.startsWith("date");
    const isTyped = isDay || each.matches("textarea, [type=text], [type=email], [type=number], [type=url], [type=tel]");
    if (isTyped && !each.readOnly) each.value = isDay || each.required ? "" : "x!";
  }
  const sends = [...form.querySelectorAll("[type=submit]:not([name])")].pop();
  sends?.click();
  return Boolean(sends);
}"""
"""What is required is left out, what is not is nonsense; then the form is sent."""


def draw_wrong_forms(page: Page, press: Press, found: dict[str, str]) -> Iterator[Drawn]:
    """Every form, as it comes back to somebody who filled it wrongly."""
    statuses: list[int] = []
    page.on("response", lambda each: statuses.append(each.status) if each.request.is_navigation_request() else None)
    for name, address in found.items():
        if name not in DONE_BY_ANYTHING:
            page.goto(address)
            if page.evaluate(FILL_WRONGLY):
                page.wait_for_load_state("networkidle")
                if statuses[-1] == 422:
                    yield press.draw(page, name, LOOK)


def draw_pages_not_given(browser: Browser, server: Server, press: Press, used: str, firm: str) -> Iterator[Drawn]:
    """What stands where there is no page: for the wrong person, too late, too often, and when we fail."""
    from tests.browser.conftest import choose_password

    page = browser.new_context(base_url=server.url, locale="en-GB", reduced_motion="reduce").new_page()
    page.goto(used)
    yield press.draw(page, "link-used", LOOK)

    page.goto("/account/login/")
    _guess(page, "nobody")
    yield press.draw(page, "sign-in-refused", LOOK)
    for number in range(MOST_TRIES):
        if page.locator("[name=login]").count():
            _guess(page, f"nobody-{number}")
    yield press.draw(page, "too-many-attempts", LOOK)
    page.context.clear_cookies()

    choose_password(page, server.invite("cash@screens.example", firm, "cash applier"))
    page.goto("/settings/people/invite")
    yield press.draw(page, "not-allowed", LOOK)
    page.goto("/customers/00000000-0000-0000-0000-000000000000")
    yield press.draw(page, "unknown-customer", LOOK)

    page.goto("/customers")
    page.context.set_offline(True)
    page.fill("[data-find]", "a")
    page.wait_for_selector("[data-trouble-shown]")
    yield press.draw(page, "offline", ("desktop", "phone"))
    page.context.set_offline(False)
    page.goto("/payments/new")
    page.click("#rows a >> nth=0")
    page.wait_for_selector("[name=amount]")
    page.context.clear_cookies(name="openbill_session")
    page.fill("[name=amount]", "120.00")
    page.wait_for_selector("[data-trouble-shown]")
    yield press.draw(page, "signed-out", ("desktop", "phone"))
    page.context.clear_cookies()
    with page.expect_navigation():
        page.evaluate("document.querySelector('main form[method=post]').submit()")
    yield press.draw(page, "form-expired", LOOK)

    _stop_postgres(Path(server.environment["OPENBILL_HOME"]))
    page.goto("/")
    yield press.draw(page, "fault-of-ours", LOOK)


def _guess(page: Page, name: str) -> None:
    page.fill("[name=login]", f"{name}@screens.example")
    page.fill("[name=password]", "not the password")
    page.click("main form button[type=submit]:visible >> nth=0")
    page.wait_for_load_state()


def _stop_postgres(home: Path) -> None:
    """Let the database go away below the console, as on a machine that has run out of memory."""
    from openbill.foundation.embedded_postgres.place import SYSTEM_FOLDER, settle_place
    from openbill.foundation.embedded_postgres.processes import running_postmaster

    place = settle_place(home, system_user=None, system_folder=SYSTEM_FOLDER)
    if (pid := running_postmaster(place.data)) is not None:
        os.kill(pid, signal.SIGINT)
