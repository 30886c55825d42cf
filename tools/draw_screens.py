"""Draw every page of the console into docs/screens: a demo company is made, served, and walked through by its links.

Beside it a firm in which nothing is yet, one with the longest names and the largest amounts, what comes back from
wrong input, and pages as a German reads them. OPENBILL_HOME may name a home that has the firms already; without it one
is made and thrown away, which takes some minutes. Needs Chromium, and the languages that it speaks.
"""

import argparse
import os
import re
import sys
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from urllib.parse import urlsplit

import django
from drawing import ROOT, Drawn, Press, Server, browser_in, home_to_draw, served
from firms_to_draw import EMPTY, HUGE
from playwright.sync_api import BrowserContext, Page, Playwright, sync_playwright
from things_to_draw import MADE
from wrong_to_draw import draw_pages_not_given, draw_wrong_forms

sys.path[:0] = [str(ROOT), str(ROOT / "src")]
SCREENS = ROOT / "docs" / "screens"
DEMO = "Lumen & Leaf"
ENGLISH, GERMAN = "en-GB", "de"
ALL_LOOKS, ONE_LOOK, TWO_LOOKS = ("light", "dark", "phone"), ("desktop",), ("desktop", "phone")
ASKING_FIRST = ("new-draft", "new-payment", "new-mandate", "new-request")
"""Forms that ask for a customer first, and are drawn when they have one."""
ASKED = {"issue-drafts": "/drafts/issue?all=1"}
"""Pages that are drawn when they are asked for something."""
BESIDE = {
    "sign-in": "/account/login/",
    "password": "/account/password/change/",
    "second-factor": "/account/2fa/",
    "signed-in": "/account/sessions/",
    "nothing-found": "/customers?q=zzzz",
    "past-day": "/aging?as_of=2026-03-31",
    "missing-page": "/nowhere",
}
"""Pages and states that the table of routes does not name."""
PARTS_OF_PAGES = {"find", "upload-progress"}
ALIKE = {
    "design",
    "password",
    "second-factor",
    "signed-in",
    "nothing-found",
    "missing-page",
    "merge-customer",
    "parent",
}
"""Pages that are the same in every firm, or nearly."""
OTHER_ON_PHONES = {"home", "customers", "invoices", "payments", "aging", "journal", "reminders", "calls", "approvals"}
"""Lists of which a phone shows something else than a desktop."""
CROWDED = {
    "customer-unbroken": "/customers?q=Rindfleischetikettierung",
    "customer-of-340-items": "/customers?q=Crowded",
    "customer-hebrew": "/customers?q=%D7%97%D7%91%D7%A8%D7%AA",
    "invoice-of-60-lines": "/invoices?q=INV-000003",
}
"""Where the first row of a list leads, in the firm that has very much."""
READ_IN_GERMAN = {
    *("home", "reminders", "calls", "tasks", "customers", "customer", "aging", "invoices", "invoice", "draft", "item"),
    *("payments", "new-payment", "journal", "trial-balance", "periods", "imports", "audit", "settings"),
    *("roles", "taxes", "text", "message", "approvals", "second-factor"),
    *("cash", "reconciliation", "direct-debits", "mandates", "refunds", "online", "unclaimed", "withheld-tax"),
}


@dataclass(frozen=True)
class Chapter:
    """A part of the set: what its heading says, a sentence about it, the folder of its pictures, and how they look."""

    title: str
    about: str
    folder: str
    looks: tuple[str, ...]


FIRST = Chapter("Every page", "With the demo company: light, dark, on a phone.", "", ALL_LOOKS)
CHAPTERS = {
    # What goes wrong comes last: it ends with a database that is gone.
    "empty": Chapter("Nothing yet", "What a firm sees that was just founded.", "empty/", ONE_LOOK),
    "huge": Chapter(
        "Very long, very large, very many",
        "Names of 200 letters without a blank, Arabic and Hebrew, twelve digits, yen and dinars, ten companies.",
        "huge/",
        ONE_LOOK,
    ),
    "german": Chapter("In German", "As a German reads them.", "german/", ONE_LOOK),
    "wrong": Chapter("Wrong", "Forms as they come back, and what stands where there is no page.", "wrong/", ONE_LOOK),
}


def main(words: list[str]) -> int:
    """Draw them all, or the chapters that are named, and write their index."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("chapters", nargs="*", choices=[[], "every", *CHAPTERS], help="Draw only these chapters.")
    asked.add_argument("--into", type=Path, default=SCREENS, help="Write to another folder.")
    options = asked.parse_args(words)
    chosen = options.chapters or ["every", *CHAPTERS]
    with home_to_draw() as home, served(home) as server, sync_playwright() as playwright:
        known: dict[str, dict[str, str]] = {}
        drawn = {name: list(_draw(name, server, playwright, options.into, known)) for name in chosen}
    if not options.chapters:
        _write_index(options.into, drawn)
    size = sum(path.stat().st_size for path in options.into.rglob("*.webp"))
    sys.stdout.write(f"{sum(map(len, drawn.values()))} pages, {size / 1e6:.1f} MB in {options.into}\n")
    return 0


def _draw(
    chapter: str, server: Server, playwright: Playwright, into: Path, known: dict[str, dict[str, str]]
) -> Iterator[Drawn]:
    """The pictures of one chapter, in place of those that were there. `known` keeps the addresses of each firm."""
    from tests.browser.conftest import choose_password

    folder = into / (CHAPTERS[chapter].folder if chapter in CHAPTERS else "")
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.glob("*.webp"):
        old.unlink()
    language = GERMAN if chapter == "german" else ENGLISH
    browser = browser_in(playwright, language)
    context = browser.new_context(base_url=server.url, locale=language, reduced_motion="reduce")
    page, press = context.new_page(), Press(browser.new_page(), folder)
    firm = {"empty": EMPTY, "huge": HUGE}.get(chapter, DEMO)
    link = server.invite(f"{chapter}@screens.example", firm)
    if chapter == "every":
        page.goto(BESIDE["sign-in"])
        yield press.draw(page, "sign-in", ALL_LOOKS)
    choose_password(page, link)
    if firm not in known:
        known[firm] = _addresses(context, page, makes=chapter == "every")
    found = known[firm]
    if chapter == "every":
        yield from _each(page, press, found, ALL_LOOKS)
    elif chapter == "wrong":
        yield from draw_wrong_forms(page, press, found)
        yield from draw_pages_not_given(browser, server, press, link, DEMO)
    elif chapter == "german":
        yield from _each(page, press, {name: found[name] for name in found if name in READ_IN_GERMAN}, ONE_LOOK)
    else:
        own = {name: address for name, address in found.items() if name not in ALIKE}
        yield from _each(page, press, {n: a for n, a in own.items() if n not in OTHER_ON_PHONES}, ONE_LOOK)
        yield from _each(page, press, {n: a for n, a in own.items() if n in OTHER_ON_PHONES}, TWO_LOOKS)
    if chapter == "huge":
        for name, address in CROWDED.items():
            page.set_viewport_size({"width": 1280, "height": 900})
            page.goto(address)
            page.locator("[data-row-link]:visible, [data-row] a:visible").first.click()
            page.wait_for_url(re.compile("/(customers|invoices|items)/[0-9a-f-]+$"))
            yield press.draw(page, name, TWO_LOOKS)
    browser.close()


def _each(page: Page, press: Press, pages: dict[str, str], looks: tuple[str, ...]) -> Iterator[Drawn]:
    for name, address in pages.items():
        page.goto(address)
        yield press.draw(page, name, looks)


def _addresses(context: BrowserContext, page: Page, *, makes: bool) -> dict[str, str]:
    """One address of each page, as a reader finds it by following links; what nobody did yet may be done for it."""
    from tests.browser.walk import walk

    paths = {route.name: route.path for part in _parts() for route in part.ROUTES if not route.is_act}

    def page_at(address: str) -> str | None:
        answer = context.request.get(address)
        return answer.text() if answer.ok and answer.headers["content-type"].startswith("text/html") else None

    walked = walk(paths, page_at)
    found = {**walked.asking, **walked.plain}
    found |= {name: walked.asking[name] for name in ASKING_FIRST if name in walked.asking}
    for name, act in MADE.items() if makes else ():
        if name not in found:
            act(page, found)
            here = urlsplit(page.url)._replace(scheme="", netloc="").geturl()
            onward = walk(paths, page_at, begin=here)
            found = {**onward.asking, **onward.plain, **found}
    found |= {name: address for name, address in ASKED.items() if name in found}
    pages = {name: found[name] for name in paths if name in found and name not in PARTS_OF_PAGES | _files(paths)}
    return {**pages, **{name: address for name, address in BESIDE.items() if name != "sign-in"}}


def _files(paths: dict[str, str]) -> set[str]:
    return {name for name, path in paths.items() if re.search(r"\.\w+$", path)}


def _parts() -> tuple[ModuleType, ...]:
    """The parts of the menu, each with its routes."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "openbill.project.settings")
    django.setup()
    from openbill.console.urls import PARTS

    return PARTS


def _write_index(into: Path, drawn: dict[str, list[Drawn]]) -> None:
    """A page that shows them by chapters, the first by the parts of the menu, and names what no link led to."""
    lines = ["# Screens", "", "Drawn by `make screens`."]
    lines += ["", *(f"- [{each.title}](#{_anchor(each.title)}): {each.about}" for each in (FIRST, *CHAPTERS.values()))]
    lines += ["", f"## {FIRST.title}", "", FIRST.about, ""]
    titles = {each.name: each.title for each in drawn["every"]}
    left: list[str] = []
    for part in _parts():
        paths = {route.name: route.path for route in part.ROUTES if not route.is_act}
        pages = [name for name in paths if name not in PARTS_OF_PAGES | _files(paths)]
        left += [name for name in pages if name not in titles]
        lines += _table(into, FIRST, str(part.__doc__).strip().removesuffix("."), pages, titles)
    lines += _table(into, FIRST, "Beside the menu", BESIDE, titles)
    if left:
        lines += ["Not drawn, as no link of the demo company leads there today: " + ", ".join(left) + ".", ""]
    for name, chapter in CHAPTERS.items():
        shown = {each.name: each.title for each in drawn[name]}
        lines += [f"## {chapter.title}", "", chapter.about, "", *_table(into, chapter, "", shown, shown)]
    (into / "README.md").write_text("\n".join(lines), encoding="utf-8")


def _anchor(title: str) -> str:
    return re.sub(r"[^a-z -]", "", title.lower()).replace(" ", "-")


def _table(
    into: Path, chapter: Chapter, heading: str, names: Collection[str] | Iterable[str], titles: dict[str, str]
) -> list[str]:
    """Pages of a chapter: each one's title, its first picture, and the ways to the others."""
    rows = []
    for name in names:
        if name not in titles:
            continue
        looks = [look for look in (*chapter.looks, "phone") if (into / f"{chapter.folder}{name}.{look}.webp").exists()]
        picture = f'<img src="{chapter.folder}{name}.{looks[0]}.webp" width="360" alt="">'
        ways = ", ".join(f"[{look}]({chapter.folder}{name}.{look}.webp)" for look in dict.fromkeys(looks))
        rows.append(f"| **{titles[name].replace('|', '/')}**<br>{name}<br>{ways} | {picture} |")
    return [*([f"### {heading}", ""] if heading else []), "| | |", "|---|---|", *rows, ""] if rows else []


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
