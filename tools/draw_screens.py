"""Draw every page of the console into docs/screens: a demo company is made, served, and walked through by its links.

OPENBILL_HOME may name a home that has the demo company already; without it one is made and thrown away, which takes
some minutes. Needs Chromium.
"""

import argparse
import base64
import os
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from urllib.parse import urlsplit

import django
from playwright.sync_api import BrowserContext, Page, sync_playwright
from things_to_draw import MADE

ROOT = Path(__file__).parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "src")]
SCREENS = ROOT / "docs" / "screens"
PROGRAM = Path(sys.executable).with_name("openbill")
DEMO, DRAWER = "Lumen & Leaf", "screens@demo.example"
LOOKS = {"light": (1440, "light"), "dark": (1440, "dark"), "phone": (390, "light")}
LOWEST, TALLEST = 900, 1600
ASKING_FIRST = ("new-draft", "new-payment")
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
QUALITY = 0.75
PATIENCE_SECONDS = 60

AS_WEBP = """async ([png, quality]) => {
  const image = new Image();
  image.src = `data:image/png;base64,${png}`;
  await image.decode();
  const canvas = document.createElement("canvas");
  [canvas.width, canvas.height] = [image.width, image.height];
  canvas.getContext("2d").drawImage(image, 0, 0);
  return canvas.toDataURL("image/webp", quality).split(",")[1];
}"""
IS_STILL = "() => document.fonts.status === 'loaded' && !document.querySelector('.htmx-request')"


@dataclass(frozen=True)
class Drawn:
    """A page that was drawn: its route's name, what its title says, and where it was found."""

    name: str
    title: str


def main(words: list[str]) -> int:
    """Draw them all and write their index."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("names", nargs="*", help="Draw only these pages, by the names of their routes.")
    asked.add_argument("--organization", default=DEMO, help="Draw another organization of the home.")
    asked.add_argument("--into", type=Path, default=SCREENS, help="Write to another folder.")
    options = asked.parse_args(words)
    chromium = _chromium()
    with _home() as home, _served(home) as server:
        drawn = _draw(server, options.organization, options.into, chromium, options.names)
    if not options.names:
        _write_index(options.into, drawn)
    size = sum(path.stat().st_size for path in options.into.glob("*.webp"))
    sys.stdout.write(f"{len(drawn)} pages, {size / 1e6:.1f} MB in {options.into}\n")
    return 0


def _chromium() -> str:
    for name in ("chromium", "chromium-browser", "google-chrome"):
        if found := shutil.which(name):
            return found
    sys.exit("Pictures of the console need Chromium. On Debian or Ubuntu: sudo apt-get install chromium")


@dataclass(frozen=True)
class Server:
    """The console that is drawn, and the program over its home."""

    url: str
    environment: dict[str, str]

    def run(self, *words: str) -> str:
        done = subprocess.run(  # noqa: S603 - our own program
            [PROGRAM, *words], env=self.environment, check=True, stdout=subprocess.PIPE, text=True
        )
        return done.stdout


@contextmanager
def _home() -> Iterator[Path]:
    """The home that is named, or one for as long as the pictures take."""
    if named := os.environ.get("OPENBILL_HOME"):
        yield Path(named)
        return
    with tempfile.TemporaryDirectory(prefix="openbill-screens-") as folder:
        # PostgreSQL runs as another person where this one is root, and must get in.
        Path(folder).chmod(0o755)
        yield Path(folder) / "home"


@contextmanager
def _served(home: Path) -> Iterator[Server]:
    """The home with the demo company in it, on a free port of this machine."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    places = {
        "OPENBILL_HOME": str(home),
        "OPENBILL_LISTEN": f"127.0.0.1:{port}",
        "OPENBILL_URL": f"http://127.0.0.1:{port}",
    }
    server = Server(places["OPENBILL_URL"], {**os.environ, **places})
    server.run("demo", "--no-serve")
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    process = subprocess.Popen([PROGRAM, "serve"], env=server.environment, **quiet)  # noqa: S603
    try:
        _await(server.url)
        yield server
    finally:
        process.terminate()
        process.wait(PATIENCE_SECONDS)
        server.run("stop")


def _await(url: str) -> None:
    deadline = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < deadline:
        try:
            with urllib.request.urlopen(f"{url}/health/ready", timeout=5):  # noqa: S310 - loopback
                return
        except OSError:
            time.sleep(0.3)
    sys.exit(f"The server does not answer at {url}. `openbill serve` says why.")


def _draw(server: Server, organization: str, into: Path, chromium: str, names: Collection[str]) -> list[Drawn]:
    """Draw every page, or those of these names, in every look, in the order of the routes."""
    from tests.browser.conftest import OPTIONS, choose_password

    link = re.findall(r"http\S+", server.run("invite", DRAWER, "--organization", organization))[0]
    into.mkdir(parents=True, exist_ok=True)
    for old in [] if names else into.glob("*.webp"):
        old.unlink()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=OPTIONS)
        context = browser.new_context(base_url=server.url, locale="en-GB", reduced_motion="reduce")
        page, press = context.new_page(), browser.new_page()
        drawn = []
        if not names or "sign-in" in names:
            page.goto(BESIDE["sign-in"])
            drawn.append(_pictures(page, press, into, "sign-in"))
        choose_password(page, link)
        for name, address in _addresses(context, page).items():
            if not names or name in names:
                page.goto(address)
                drawn.append(_pictures(page, press, into, name))
        browser.close()
    return drawn


def _addresses(context: BrowserContext, page: Page) -> dict[str, str]:
    """One address of each page, as a reader finds it by following links; what nobody did yet is done for it."""
    from tests.browser.walk import walk

    paths = {route.name: route.path for part in _parts() for route in part.ROUTES if not route.is_act}

    def page_at(address: str) -> str | None:
        answer = context.request.get(address)
        return answer.text() if answer.ok and answer.headers["content-type"].startswith("text/html") else None

    walked = walk(paths, page_at)
    found = {**walked.asking, **walked.plain}
    found |= {name: walked.asking[name] for name in ASKING_FIRST if name in walked.asking}
    for name, act in MADE.items():
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


def _pictures(page: Page, press: Page, into: Path, name: str) -> Drawn:
    """The page that is open, in each look; no taller than a reader scrolls."""
    for look, (width, scheme) in LOOKS.items():
        page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        page.set_viewport_size({"width": width, "height": LOWEST})
        page.wait_for_function(IS_STILL)
        height = page.evaluate("document.documentElement.scrollHeight")
        page.set_viewport_size({"width": width, "height": min(max(height, LOWEST), TALLEST)})
        (into / f"{name}.{look}.webp").write_bytes(_webp(press, page.screenshot(animations="disabled", caret="hide")))
    return Drawn(name, page.title().removesuffix(" · Openbill"))


def _webp(press: Page, png: bytes) -> bytes:
    """A picture as WebP, a fifth of the size; the browser itself writes it."""
    return base64.b64decode(press.evaluate(AS_WEBP, [base64.b64encode(png).decode(), QUALITY]))


def _parts() -> tuple[ModuleType, ...]:
    """The parts of the menu, each with its routes."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "openbill.project.settings")
    django.setup()
    from openbill.console.routes import books, customers, day, everywhere, firm, money

    return everywhere, customers, day, money, books, firm


def _write_index(into: Path, drawn: list[Drawn]) -> None:
    """A page that shows them by the parts of the menu, and names what no link led to."""
    titles = {each.name: each.title for each in drawn}
    lines = ["# Screens", "", "Every page of the console with the demo company, drawn by `make screens`.", ""]
    left = []
    for part in _parts():
        paths = {route.name: route.path for route in part.ROUTES if not route.is_act}
        pages = [name for name in paths if name not in PARTS_OF_PAGES | _files(paths)]
        left += [name for name in pages if name not in titles]
        lines += _table(str(part.__doc__).strip().removesuffix("."), {n: titles[n] for n in pages if n in titles})
    lines += _table("Beside the menu", {name: titles[name] for name in BESIDE if name in titles})
    if left:
        lines += ["Not drawn, as no link of the demo company leads there today: " + ", ".join(left) + ".", ""]
    (into / "README.md").write_text("\n".join(lines), encoding="utf-8")


def _table(heading: str, titles: dict[str, str]) -> list[str]:
    """A part of the index: each page's name and title, its picture in light, and the ways to the others."""
    rows = []
    for name, title in titles.items():
        picture = f'<img src="{name}.light.webp" width="360" alt="">'
        others = ", ".join(f"[{look}]({name}.{look}.webp)" for look in LOOKS)
        rows.append(f"| **{title.replace('|', '/')}**<br>{name}<br>{others} | {picture} |")
    return [f"## {heading}", "", "| | |", "|---|---|", *rows, ""]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
