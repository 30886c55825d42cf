"""The strategy by which an organization reminds."""

from functools import cache
from importlib import resources

from openbill.collections.policies.read_strategy import read_strategy
from openbill.collections.types import Strategy

BUILT_IN = "standard"


@cache
def built_in_strategy(name: str = BUILT_IN) -> Strategy:
    """The strategy that comes with Openbill."""
    text = resources.files("openbill.collections").joinpath("strategies", f"{name}.yaml").read_text(encoding="utf-8")
    return read_strategy(text)
