"""The words that are printed, in each language that there is a file of labels for."""

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

FALLBACK = "en"
_FOLDER = Path(__file__).parent / "labels"


class Words:
    """The labels of one language, by keys such as "invoice.heading"."""

    def __init__(self, language: str, labels: dict[str, str]) -> None:
        self.language = language
        self.labels = labels

    def __getitem__(self, key: str) -> str:
        return self.labels[key]

    def say(self, key: str, **values: object) -> str:
        """A label with its {names} filled in."""
        return self.labels[key].format(**values)


@cache
def languages() -> frozenset[str]:
    """The languages that there are labels for, as their first subtag."""
    return frozenset(path.stem for path in _FOLDER.glob("*.toml"))


def printed_language(tag: str) -> str:
    """The language of labels for a tag of BCP 47: its first subtag, or else English."""
    language = tag.replace("_", "-").split("-")[0].lower()
    return language if language in languages() else FALLBACK


@cache
def words_of(language: str) -> Words:
    """The labels of a printed language."""
    return Words(language, flattened(tomllib.loads((_FOLDER / f"{language}.toml").read_text(encoding="utf-8"))))


def flattened(tables: dict[str, Any]) -> dict[str, str]:
    """Labels by table and key, joined with a dot."""
    return {f"{table}.{key}": label for table, labels in tables.items() for key, label in labels.items()}
