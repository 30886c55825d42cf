"""A server with one firm, and Chromium to look at it."""

import contextlib
import io
import os
import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright
from tests.cli.program import Outside

from openbill.cli.main import main

from .walk import Walked, walk

ROOT = Path(__file__).parent.parent.parent
AXE = ROOT / "src/openbill/console/styles/node_modules/axe-core/axe.min.js"
OPTIONS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
PATIENCE_SECONDS = 90
PASSWORD = "correct horse battery"
ORGANIZATION = "Anna Ltd"

CUSTOMERS = """customer number,name,email,contact name,country
C1,Anna Lichtplanung GmbH,anna@example.com,Anna Winter,DE
C2,Bert & Sons Ltd,bert@example.com,Bert Hill,GB
C3,شركة الخليج للمعدات الصناعية,gulf@example.com,Nour,AE
C4,Vereinigte Schraubenwerke Oberschwaben-Allgäu Handelsgesellschaft mbH & Co. Kommanditgesellschaft,v@example.com,V,DE
"""

INVOICES = """customer number,invoice number,invoice date,due date,amount,currency
C1,A-1,2026-01-10,2026-02-09,1190.00,EUR
C1,A-2,{soon},{later},595.00,EUR
C2,B-1,2026-05-01,2026-05-31,9999999999.99,EUR
C3,G-1,2026-06-01,2026-06-30,88420.50,AED
C4,V-1,2026-07-01,2026-07-31,120.00,EUR
"""


@dataclass(frozen=True)
class Served:
    """Where the firms are served."""

    url: str

    def invite(self, email: str, role: str = "owner", organization: str = ORGANIZATION) -> str:
        """A one-time link for a person in a role."""
        said = told("invite", email, "--role", role, "--name", "Dana Owens", "--organization", organization)
        (link,) = re.findall(r"http\S+", said)
        return f"{self.url}{urlsplit(link).path}"


def told(*words: str) -> str:
    """Say it to the program, in this process and over its database; what it answers."""
    with contextlib.redirect_stdout(io.StringIO()) as said:
        assert main(words) == 0, (words, said.getvalue())
    return said.getvalue()


def chromium() -> str:
    """The system's Chromium; installed by apt where it is missing and this is root."""
    for name in ("chromium", "chromium-browser", "google-chrome"):
        if found := shutil.which(name):
            return found
    if os.geteuid() == 0 and shutil.which("apt-get"):
        subprocess.run(["apt-get", "install", "-y", "-qq", "chromium"], check=True, stdout=subprocess.DEVNULL)
        return chromium()
    raise pytest.UsageError("The browser tests need Chromium. On Debian or Ubuntu: sudo apt-get install chromium")


@pytest.fixture(scope="session")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A firm brought in from CSV, its day run, and its console: the program as it is started, over our database."""
    subprocess.run([sys.executable, ROOT / "tools/build_styles.py", "--check"], check=True)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    url = f"http://localhost:{port}"
    program = Outside(
        Path(os.environ["OPENBILL_HOME"]),
        DATABASE_URL=os.environ["DATABASE_URL"],
        DATABASE_ADMIN_URL=os.environ["DATABASE_ADMIN_URL"],
        OPENBILL_LISTEN=f"127.0.0.1:{port}",
        OPENBILL_URL=url,
    )
    server = program.start("serve")
    try:
        bring_in_a_firm(tmp_path_factory.mktemp("files"))
        until_it_answers(f"{url}/health/ready")
        yield Served(url)
    finally:
        server.terminate()
        server.wait(PATIENCE_SECONDS)


def bring_in_a_firm(folder: Path) -> None:
    today = date.today()  # noqa: DTZ011 - the day of the machine that serves
    invoices = INVOICES.format(soon=today - timedelta(days=2), later=today + timedelta(days=30))
    for name, text in (("customers.csv", CUSTOMERS), ("invoices.csv", invoices)):
        (folder / name).write_text(text, encoding="utf-8")
    told("create-organization", ORGANIZATION, "--currency", "EUR", "--country", "DE")
    for words in (
        ("set-rate", "AED", "0.25", "--on", "2026-01-01"),
        ("import", str(folder / "customers.csv")),
        ("import", str(folder / "invoices.csv")),
        ("run-day",),
    ):
        told(*words, "--organization", ORGANIZATION)


def until_it_answers(address: str) -> None:
    deadline = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < deadline:
        try:
            with urllib.request.urlopen(address, timeout=5):  # noqa: S310 - loopback
                return
        except OSError:
            time.sleep(0.2)
    raise AssertionError("The server does not answer.")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    # Playwright keeps an event loop in this thread, in which Django fears for its connections; nothing runs beside.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=chromium(), args=OPTIONS)
        yield opened
        opened.close()


@pytest.fixture(scope="session")
def signed_in_state(served: Served, browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The cookies of the owner, who has chosen a password by the link."""
    path = tmp_path_factory.mktemp("state") / "owner.json"
    context = browser.new_context()
    choose_password(context.new_page(), served.invite("owner@example.com"))
    context.storage_state(path=path)
    context.close()
    return path


@dataclass(frozen=True)
class Wide:
    """A firm that has something on every page: its owner's cookies, and where every link of its console leads."""

    signed_in: Path
    walked: Walked


@pytest.fixture(scope="session")
def wide(served: Served, browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Wide:
    # They need Django, which is not there yet when pytest reads this file.
    from .pages import PAGES
    from .wide_firm import NAME, make_wide_firm

    make_wide_firm(date.today())  # noqa: DTZ011 - the day of the machine that serves
    path = tmp_path_factory.mktemp("state") / "wide.json"
    context = browser.new_context(base_url=served.url)
    choose_password(context.new_page(), served.invite("wide@example.com", organization=NAME))
    context.storage_state(path=path)

    def page_at(address: str) -> str | None:
        answer = context.request.get(address)
        assert answer.ok, f"A link leads to {address}, which answers {answer.status}."
        return answer.text() if answer.headers["content-type"].startswith("text/html") else None

    found = Wide(path, walk(PAGES, page_at))
    context.close()
    return found


def choose_password(page: Page, link: str) -> None:
    """Open a one-time link, choose a password, and be at home."""
    page.goto(link)
    page.fill("input[name=password1]", PASSWORD)
    page.fill("input[name=password2]", PASSWORD)
    page.click("button[type=submit]")
    page.wait_for_url(re.compile("^http://[^/]+/$"))


@dataclass
class Watched:
    """A page, and what the browser complained of."""

    page: Page
    complaints: list[str]


def watched(context: BrowserContext) -> Watched:
    page, complaints = context.new_page(), []
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("console", lambda told: complaints.append(told.text) if told.type in ("error", "warning") else None)
    return Watched(page, complaints)


@pytest.fixture
def owner(served: Served, browser: Browser, signed_in_state: Path) -> Iterator[Watched]:
    """The owner at a desktop; whatever the browser complains of fails the test."""
    context = browser.new_context(
        base_url=served.url, storage_state=signed_in_state, viewport={"width": 1440, "height": 900}, locale="en-GB"
    )
    found = watched(context)
    yield found
    context.close()
    assert found.complaints == []
