"""Which English of ours is left on a page that is read in another language."""

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

from babel.messages.pofile import read_po

import openbill.console

CATALOGUE = Path(openbill.console.__file__).parent / "locale/de/LC_MESSAGES/django.po"
TOLD_IN = ("title", "aria-label", "placeholder", "alt", "data-asks")
WITHOUT_END = {"input", "img", "br", "hr", "meta", "link", "wbr", "path", "rect", "circle", "line"}

GIVEN_AWAY = re.compile(
    r"\b(the|and|of|is|are|with|your|you|this|that|which|have|has|from|were|been|their|cannot|there|only|not yet)\b",
    re.IGNORECASE,
)
"""Words that no German sentence has, and hardly an English one lacks."""


class Told(HTMLParser):
    """What a page tells: its texts, and the words of its controls; without names, and what says its own language."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.texts: list[str] = []
        self._silent: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        is_silent = tag in ("script", "style", "bdi", "textarea") or (tag != "html" and "lang" in values)
        if tag not in WITHOUT_END and (self._silent or is_silent):
            self._silent.append(tag)
        if not (self._silent or is_silent):
            self.texts += [values[name] or "" for name in TOLD_IN if name in values]

    def handle_endtag(self, tag: str) -> None:  # noqa: ARG002 - pages are well-formed
        if self._silent:
            self._silent.pop()

    def handle_data(self, data: str) -> None:
        if not self._silent and (text := " ".join(data.split())):
            self.texts.append(text)


def english_left(page: str) -> list[str]:
    """The texts of a page that stand in the catalogue as English ones, or read like English."""
    known, patterns = english_of_ours()
    return [
        text
        for text in dict.fromkeys(Told(page).texts)
        if text in known or GIVEN_AWAY.search(text) or any(pattern.fullmatch(text) for pattern in patterns)
    ]


def english_of_ours() -> tuple[set[str], list[re.Pattern[str]]]:
    """What is translated to something else: whole texts, and texts with a gap."""
    whole, with_gaps = set(), []
    for english, german in translations():
        if english != german:
            if "%" in english:
                with_gaps.append(re.compile(".+".join(map(re.escape, re.split(r"%\(\w+\)[sd]|%[sd]", english)))))
            else:
                whole.add(english)
    # A word that is German too is no English one.
    return whole - {german for _, german in translations()}, with_gaps


def translations() -> Iterator[tuple[str, str]]:
    with CATALOGUE.open("rb") as file:
        catalogue = read_po(file)
    for message in catalogue:
        ids = message.id if isinstance(message.id, tuple) else (message.id,)
        strings = message.string if isinstance(message.string, tuple) else (message.string,)
        yield from ((one, other) for one, other in zip(ids, strings, strict=False) if one)
