"""Drawing pages as pictures: the home and server that are drawn, Chromium in a language, and WebP files of pages."""

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
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, Page, Playwright

ROOT = Path(__file__).parent.parent
PROGRAM = Path(sys.executable).with_name("openbill")
LOOKS = {"light": (1440, "light"), "dark": (1440, "dark"), "phone": (390, "light"), "desktop": (1280, "light")}
"""How wide, and in which colours."""
LOWEST, TALLEST = 900, 1600
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
    """A page that was drawn: its file's name without look and ending, and what its title says."""

    name: str
    title: str


@dataclass(frozen=True)
class Server:
    """The console that is drawn, and the program over its home."""

    url: str
    environment: dict[str, str]

    def run(self, *words: str) -> str:
        """Say it to the program; what it answers."""
        return self._done([PROGRAM, *words])

    def found_firms(self) -> None:
        """Found the firms that are drawn beside the demo company."""
        self._done([sys.executable, ROOT / "tools/firms_to_draw.py"])

    def invite(self, email: str, organization: str, role: str = "owner") -> str:
        """A one-time link for a person."""
        told = self.run("invite", email, "--organization", organization, "--role", role, "--name", "Dana Owens")
        return str(re.findall(r"http\S+", told)[0])

    def _done(self, words: list[str | Path]) -> str:
        done = subprocess.run(  # noqa: S603 - our own programs
            words, env=self.environment, check=True, stdout=subprocess.PIPE, text=True
        )
        return done.stdout


@contextmanager
def home_to_draw() -> Iterator[Path]:
    """The home that is named, or one for as long as the pictures take."""
    if named := os.environ.get("OPENBILL_HOME"):
        yield Path(named)
        return
    with tempfile.TemporaryDirectory(prefix="openbill-screens-") as folder:
        # PostgreSQL runs as another person where this one is root, and must get in.
        Path(folder).chmod(0o755)
        yield Path(folder) / "home"


@contextmanager
def served(home: Path) -> Iterator[Server]:
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
    server.found_firms()
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


def browser_in(playwright: Playwright, language: str) -> Browser:
    """Chromium that speaks a language: fields of dates and files are in that of the program, not of the page."""
    from tests.browser.conftest import OPTIONS

    found = [path for name in ("chromium", "chromium-browser", "google-chrome") if (path := shutil.which(name))]
    if not found:
        sys.exit("Pictures of the console need Chromium. On Debian or Ubuntu: sudo apt-get install chromium")
    spoken = {**os.environ, "LANGUAGE": language}
    browser = playwright.chromium.launch(executable_path=found[0], args=[*OPTIONS, f"--lang={language}"], env=spoken)
    speaks = browser.new_page().evaluate("navigator.language")
    if speaks.partition("-")[0] != language.partition("-")[0] or speaks == "en-US":
        sys.exit(f"Chromium does not speak {language}. On Debian: sudo apt-get install chromium-l10n")
    return browser


@dataclass(frozen=True)
class Press:
    """Writes pictures of pages into a folder; a page of the browser makes WebP of them, a fifth of the size."""

    page: Page
    into: Path

    def draw(self, page: Page, name: str, looks: tuple[str, ...]) -> Drawn:
        """The page that is open, in each look, no taller than a reader scrolls: `name.look.webp`."""
        for look in looks:
            width, scheme = LOOKS[look]
            page.emulate_media(color_scheme=scheme, reduced_motion="reduce")  # type: ignore[arg-type]
            page.set_viewport_size({"width": width, "height": LOWEST})
            page.wait_for_function(IS_STILL)
            height = page.evaluate("document.documentElement.scrollHeight")
            page.set_viewport_size({"width": width, "height": min(max(height, LOWEST), TALLEST)})
            # A field that has the focus may have been scrolled to.
            page.evaluate("scrollTo(0, 0)")
            png = page.screenshot(animations="disabled", caret="hide")
            picture = self.into / f"{name}.{look}.webp"
            picture.parent.mkdir(parents=True, exist_ok=True)
            picture.write_bytes(self._webp(png))
        return Drawn(name, page.title().removesuffix(" · Openbill"))

    def _webp(self, png: bytes) -> bytes:
        return base64.b64decode(self.page.evaluate(AS_WEBP, [base64.b64encode(png).decode(), QUALITY]))
