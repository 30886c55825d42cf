"""Which of several rules holds on a day."""

from collections.abc import Iterable
from datetime import date

from openbill.unclaimed.types import Rule


def rule_that_holds(rules: Iterable[Rule], on: date) -> Rule | None:
    """Of the rules of one jurisdiction and kind that are in force, the organization's own, then the latest one."""
    in_force = [rule for rule in rules if rule.valid_from <= on]
    return max(in_force, key=lambda rule: (rule.is_own, rule.valid_from), default=None)
