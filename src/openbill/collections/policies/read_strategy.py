"""Read a strategy from its text."""

import hashlib
from typing import Any

import yaml

from openbill.collections.errors import StrategyBroken
from openbill.collections.types import Stage, Strategy, Tone


def read_strategy(text: str) -> Strategy:
    """The strategy that a YAML text tells. Raises StrategyBroken, which names what is wrong."""
    try:
        told = yaml.safe_load(text)
    except yaml.YAMLError as error:
        raise StrategyBroken(name="?", reason=str(error).replace("\n", " ")) from None
    if not isinstance(told, dict):
        raise StrategyBroken(name="?", reason="it is not a list of names and values")
    name = str(told.get("name", "?"))
    stages = told.get("stages")
    if not isinstance(stages, list) or not stages:
        raise StrategyBroken(name=name, reason="it has no stages")
    try:
        read = tuple(_stage(position, stage) for position, stage in enumerate(stages, start=1))
        strategy = Strategy(
            name,
            hashlib.sha256(text.encode()).hexdigest()[:12],
            read,
            int(told["minimum"]),
            int(told["ends_after_days"]),
            int(told["stale_after_business_days"]),
        )
    except (KeyError, TypeError, ValueError) as error:
        raise StrategyBroken(name=name, reason=f"{type(error).__name__}: {error}") from None
    _check_order(strategy)
    return strategy


def _stage(number: int, told: Any) -> Stage:
    return Stage(
        number, str(told["name"]), int(told["offset_days"]), Tone(told["tone"]), tuple(map(str, told["recipients"]))
    )


def _check_order(strategy: Strategy) -> None:
    offsets = [stage.offset_days for stage in strategy.stages]
    if offsets != sorted(set(offsets)):
        raise StrategyBroken(name=strategy.name, reason="its stages are not in the order of their days")
    if strategy.ends_after_days <= offsets[-1]:
        raise StrategyBroken(name=strategy.name, reason="it ends before its last stage")
