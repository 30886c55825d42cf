"""Which command needs which permission, and which role carries it: the page docs/reference/permissions.md."""

import argparse
import importlib
import importlib.util
import os
import pkgutil
import sys
from collections.abc import Collection
from pathlib import Path
from typing import TYPE_CHECKING

import django
from django.apps import apps

from openbill.organizations.policies.default_roles import ALL_PERMISSIONS, DEFAULT_ROLES

if TYPE_CHECKING:  # it has tables behind it, and so can be imported only after Django was set up
    from openbill.foundation.command import CommandDefinition

PAGE = Path("docs/reference/permissions.md")

_HEAD = """\
# Permissions

Made by `python -m openbill.wiring.permission_matrix` from what the commands declare; do not edit by hand.
The roles are the built-in ones as a new organization has them; each organization may change all but the
owner's, and add its own. Commands that another command runs in its own transaction act on the authority of
the act that a person asked for.
"""


def import_commands() -> "dict[str, CommandDefinition]":
    """Every command of every domain (an installed app of ours), by name; Django must be set up."""
    from openbill.foundation.command import commands

    packages = []
    for domain in apps.get_app_configs():
        name = f"{domain.name}.commands"
        if not domain.name.startswith("openbill.") or importlib.util.find_spec(name) is None:
            continue
        for module in pkgutil.iter_modules(importlib.import_module(name).__path__, f"{name}."):
            importlib.import_module(module.name)
        packages.append(f"{name}.")
    return {
        name: definition
        for name, definition in commands.items()
        if definition.act.__module__.startswith(tuple(packages))
    }


def permission_page() -> str:
    """The page as it should be, from the commands that there are."""
    known = import_commands()
    domains = sorted({_domain(definition) for definition in known.values()})
    return "\n".join([_HEAD, _permissions(), *(_commands_of(domain, known.values()) for domain in domains)])


def main(arguments: list[str] | None = None) -> int:
    """Write the page; with --check only say (by the exit code) whether the written one is current."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="write nothing, fail where the page is out of date")
    parser.add_argument("--page", type=Path, default=PAGE, help=f"where the page lies, usually {PAGE}")
    options = parser.parse_args(arguments)

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "openbill.project.settings")
    django.setup()
    page = permission_page()
    written = options.page.read_text(encoding="utf-8") if options.page.exists() else None
    if written == page:
        return 0
    if options.check:
        sys.stderr.write(f"{options.page} is out of date. Run: python -m openbill.wiring.permission_matrix\n")
        return 1
    options.page.parent.mkdir(parents=True, exist_ok=True)
    options.page.write_text(page, encoding="utf-8")
    return 0


def _permissions() -> str:
    rows = [[f"`{permission}`", meaning, *_ticks(permission)] for permission, meaning in ALL_PERMISSIONS.items()]
    return _section("All permissions", ["permission", "what it allows", *DEFAULT_ROLES], rows)


def _commands_of(domain: str, definitions: "Collection[CommandDefinition]") -> str:
    rows = [
        [
            f"`{definition.name}`",
            definition.purpose,
            f"`{definition.permission}`",
            *_ticks(definition.permission),
        ]
        for definition in sorted(definitions, key=lambda definition: definition.name)
        if _domain(definition) == domain
    ]
    title = domain.replace("_", " ").capitalize()
    return _section(title, ["command", "what it does", "permission", *DEFAULT_ROLES], rows)


def _section(title: str, head: list[str], rows: list[list[str]]) -> str:
    lines = [f"## {title}", "", _row(head), _row(["---"] * len(head)), *map(_row, rows), ""]
    return "\n".join(lines)


def _row(cells: list[str]) -> str:
    return "| " + " | ".join(cell.replace("|", r"\|") for cell in cells) + " |"


def _ticks(permission: str) -> list[str]:
    return ["✓" if permission in permissions else "" for permissions in DEFAULT_ROLES.values()]


def _domain(definition: "CommandDefinition") -> str:
    return definition.act.__module__.split(".")[1]


if __name__ == "__main__":
    sys.exit(main())
