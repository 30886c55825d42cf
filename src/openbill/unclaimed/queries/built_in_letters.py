"""What the built-in letter about an unclaimed credit says, by language."""

from collections.abc import Mapping
from functools import cache
from importlib import resources

import yaml

from openbill.messaging.types import TemplateText
from openbill.unclaimed.policies.letter_words import LANGUAGES


@cache
def built_in_letters() -> Mapping[str, TemplateText]:
    """The text of each language."""
    return {language: TemplateText(**_text(language)) for language in LANGUAGES}


def _text(language: str) -> dict[str, str]:
    file = resources.files("openbill.unclaimed").joinpath("texts", f"{language}.yaml")
    text: dict[str, str] = yaml.safe_load(file.read_text(encoding="utf-8"))
    return text
