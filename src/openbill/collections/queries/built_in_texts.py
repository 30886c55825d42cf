"""What the built-in reminders say, by language and stage."""

from collections.abc import Mapping
from functools import cache
from importlib import resources

import yaml

from openbill.messaging.types import TemplateText

LANGUAGES = ("en", "de")


@cache
def built_in_texts(stage: str) -> Mapping[str, TemplateText]:
    """The texts of one stage, by language."""
    return {language: TemplateText(**_texts(language)[stage]) for language in LANGUAGES}


@cache
def _texts(language: str) -> Mapping[str, Mapping[str, str]]:
    file = resources.files("openbill.collections").joinpath("texts", f"{language}.yaml")
    texts: Mapping[str, Mapping[str, str]] = yaml.safe_load(file.read_text(encoding="utf-8"))
    return texts
