"""The documents name what exists: files that they link to, commands and options that they tell to type."""

import re
from pathlib import Path

import click
import pytest

from openbill.cli.lazy_group import LazyGroup
from openbill.cli.main import openbill

ROOT = Path(__file__).parents[2]
DOCUMENTS = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")])
LINK = re.compile(r"\]\((?!https?:)([^)#]+)(?:#[^)]*)?\)")
TYPED = re.compile(r"(?:^|[ `/=])openbill ((?:[a-z-]+ )?[a-z-]+(?: .*)?)")


def typed_commands(document: Path) -> list[str]:
    """What stands after `openbill` in a line of code, or between backticks."""
    text = document.read_text(encoding="utf-8")
    lines = [line for block in re.findall(r"^```\n(.*?)^```", text, re.S | re.M) for line in block.splitlines()]
    lines += [line for line in text.splitlines() if line.startswith("       openbill")]
    spans = re.findall(r"`(openbill [a-z][^`]*)`", re.sub(r"^```.*?^```", "", text, flags=re.S | re.M))
    found = [TYPED.search(line) for line in lines if not line.startswith("[")]
    return [match[1] for match in found if match] + [span.removeprefix("openbill ") for span in spans]


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_links_lead_somewhere(document: Path):
    targets = LINK.findall(document.read_text(encoding="utf-8"))
    assert [target for target in targets if not (document.parent / target).exists()] == []


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_commands_and_options_exist(document: Path):
    for typed in typed_commands(document):
        words = typed.split(" && ")[0].split("|")[0].split()
        command: click.Command | None = openbill
        while isinstance(command, LazyGroup) and words and not words[0].startswith("-"):
            command = command.get_command(click.Context(command), words.pop(0))
        assert command is not None, f"{document.name}: openbill {typed}"
        known = {option for parameter in command.params for option in parameter.opts} | {"--help"}
        stated = {word.split("=")[0] for word in words if word.startswith("--")}
        assert stated <= known, f"{document.name}: openbill {typed}"
