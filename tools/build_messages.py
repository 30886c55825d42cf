"""Collect the console's words for translation and compile the translations; or check that all is there and current.

Needs GNU gettext (xgettext, msgmerge). A new word comes into the catalogue with `make fix`, and fails the check until
somebody has translated it there.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

import django
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

CONSOLE = Path(__file__).parent.parent / "src" / "openbill" / "console"
LANGUAGES = ("de",)


def main(arguments: list[str]) -> int:
    """Write what is out of date; with --check only say so, by the exit code."""
    if shutil.which("xgettext") is None:
        sys.exit("GNU gettext is needed to collect the words. On Debian: apt-get install gettext")
    is_checking = "--check" in arguments
    return max(_bring_up_to_date(language, is_checking) for language in LANGUAGES)


def _bring_up_to_date(language: str, is_checking: bool) -> int:
    folder = CONSOLE / "locale" / language / "LC_MESSAGES"
    catalogue = _collected(language)
    wanted = {folder / "django.po": _written(catalogue), folder / "django.mo": _compiled(catalogue)}
    stale = [path for path, content in wanted.items() if not path.exists() or path.read_bytes() != content]
    for path in stale:
        if is_checking:
            sys.stderr.write(f"{path} is out of date. Run: make fix\n")
        else:
            path.write_bytes(wanted[path])
    missing = [message.id for message in catalogue if message.id and not _is_translated(message)]
    for text in missing:
        sys.stderr.write(f"{folder / 'django.po'}: no translation of {text!r}\n")
    return 1 if missing or (is_checking and stale) else 0


def _collected(language: str) -> Catalog:
    """The translations that there are, of the words that there are now."""
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "console"
        shutil.copytree(CONSOLE, copy, ignore=shutil.ignore_patterns("node_modules", "static", "tests", "*.mo"))
        (copy / "words_of_the_domains.py").write_text(_words_of_the_domains(), "utf-8")
        options = ["--no-obsolete", "--no-location", "--no-wrap", "--extension=html,py", "--verbosity=0"]
        subprocess.run(  # noqa: S603 - our own command
            [sys.executable, "-W", "ignore", "-m", "django", "makemessages", f"--locale={language}", *options],
            cwd=copy,
            check=True,
            env={**os.environ, "DJANGO_SETTINGS_MODULE": "openbill.project.settings"},
            stdout=subprocess.DEVNULL,
        )
        with (copy / "locale" / language / "LC_MESSAGES" / "django.po").open("rb") as file:
            catalogue = read_po(file, locale=language)
    # The dates of the header would make each run differ.
    catalogue.creation_date = catalogue.revision_date = datetime(2026, 1, 1, tzinfo=UTC)
    catalogue.project, catalogue.version, catalogue.fuzzy = "Openbill", "console", False
    catalogue.header_comment = "# The console's words."
    return catalogue


def _words_of_the_domains() -> str:
    """What the console shows of the domains: what they refuse, and how the accounts of the usual chart are called."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "openbill.project.settings")
    django.setup()
    from openbill.console.words.domains import words_of_the_domains

    return "\n".join(f"gettext({text!r})" for text in words_of_the_domains())


def _is_translated(message: object) -> bool:
    strings = message.string if isinstance(message.string, tuple) else (message.string,)  # type: ignore[attr-defined]
    return all(strings) and not message.fuzzy  # type: ignore[attr-defined]


def _written(catalogue: Catalog) -> bytes:
    target = BytesIO()
    write_po(target, catalogue, width=0, no_location=True, sort_output=True)
    return target.getvalue()


def _compiled(catalogue: Catalog) -> bytes:
    target = BytesIO()
    write_mo(target, catalogue)
    return target.getvalue()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
