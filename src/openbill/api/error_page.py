"""Every code with which the API may answer, and its status: the page docs/reference/errors.md."""

import argparse
import importlib
import os
import pkgutil
import re
import sys
from collections.abc import Iterator
from http import HTTPStatus
from pathlib import Path
from typing import TYPE_CHECKING

import django

if TYPE_CHECKING:  # it has tables behind it, and so can be imported only after Django was set up
    from openbill.primitives.errors import Refusal

PAGE = Path("docs/reference/errors.md")
_OTHER_FACES = ("cli", "console", "server", "worker", "project", "signing_in", "demo", "wiring")
_OF_THE_MACHINE = (
    "openbill.foundation.configuration",
    "openbill.foundation.secrets",
    "openbill.foundation.embedded_postgres",
)
"""They speak to whoever runs the machine, before any request comes."""

_HEAD = """\
# Errors

Made by `python -m openbill.api.error_page` from the code; do not edit by hand. A program branches on `code`, which
stays; `detail` and `remedy` are for people and may get better. A code that says that something is unknown is 404 where
the address names it, and 422 where the body does.
"""


def refusals() -> "list[type[Refusal]]":
    """Every refusal that a command, a query or the API can raise; Django must be set up.

    Two domains may refuse the same thing under one code.
    """
    from openbill.primitives.errors import Refusal

    for name in _modules():
        importlib.import_module(name)
    found = [refusal for refusal in _below(Refusal) if not _is_elsewhere(refusal.__module__)]
    return sorted(found, key=lambda refusal: (refusal.code, refusal.__module__))


def error_page() -> str:
    """The page as it should be."""
    from openbill.api.problems import OF_THE_API, status_of_refusal

    rows = [(code, status, f"{detail} {remedy}".strip()) for code, (status, detail, remedy) in OF_THE_API.items()]
    lines = [_HEAD, *_table("Of the API itself", rows)]
    by_domain: dict[str, list[tuple[str, int, str]]] = {}
    for refusal in refusals():
        text = f"{(refusal.__doc__ or '').strip().splitlines()[0]} {refusal.remedy}".strip()
        by_domain.setdefault(refusal.__module__.split(".")[1], []).append(
            (refusal.code, status_of_refusal(refusal.code), text)
        )
    for domain in sorted(by_domain):
        lines += _table(domain.capitalize(), by_domain[domain])
    return "\n".join(lines)


def main(arguments: list[str] | None = None) -> int:
    """Write the page; with --check only say (by the exit code) whether the written one is current."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="write nothing, fail where the page is out of date")
    options = parser.parse_args(arguments)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "openbill.project.settings")
    django.setup()
    page = error_page()
    if PAGE.exists() and PAGE.read_text(encoding="utf-8") == page:
        return 0
    if options.check:
        sys.stderr.write(f"{PAGE} is out of date. Run: python -m openbill.api.error_page\n")
        return 1
    PAGE.write_text(page, encoding="utf-8")
    return 0


def _modules() -> Iterator[str]:
    """The modules of the domains and of the API in which refusals are defined."""
    import openbill

    for package in pkgutil.iter_modules(openbill.__path__, "openbill."):
        if not package.ispkg or package.name.split(".")[1] in _OTHER_FACES:
            continue
        path = importlib.import_module(package.name).__path__
        for module in pkgutil.walk_packages(path, f"{package.name}."):
            if not re.search(r"\.(tests|migrations|embedded_postgres)(\.|$)", module.name):
                yield module.name


def _below(parent: "type[Refusal]") -> "Iterator[type[Refusal]]":
    for refusal in parent.__subclasses__():
        yield refusal
        yield from _below(refusal)


def _is_elsewhere(module: str) -> bool:
    return (
        not module.startswith("openbill.")
        or module.split(".")[1] in _OTHER_FACES
        or module.startswith(_OF_THE_MACHINE)
        or ".tests." in module
    )


def _table(title: str, rows: list[tuple[str, int, str]]) -> list[str]:
    lines = [f"## {title}", "", "| code | status | what it says |", "| --- | --- | --- |"]
    for code, status, text in rows:
        said = text.replace("|", r"\|").replace("<", "&lt;")
        lines.append(f'| <a id="{code}"></a>`{code}` | {status} {HTTPStatus(status).phrase} | {said} |')
    return [*lines, ""]


if __name__ == "__main__":
    sys.exit(main())
