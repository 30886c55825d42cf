"""A reminder of all that is asked for on a day, whoever was reminded of it before."""

from collections.abc import Sequence
from datetime import date

from openbill.collections.policies.decide_reminder import Reminder
from openbill.collections.types import DueItem, Stage, Strategy


def whole_reminder(
    debts: Sequence[DueItem], strategy: Strategy, day: date, stage: Stage | None = None
) -> Reminder | None:
    """A reminder over the debts of one customer, entity and currency; None where nothing of them is asked for.

    It speaks at a stage, or else at the one that the oldest of the debts has reached by its age. What is not due yet
    is asked for only where nothing else is.
    """
    asked = [debt for debt in debts if debt.asked_minor > 0]
    listed = tuple(debt for debt in asked if debt.due_date <= day) or tuple(asked)
    if not listed:
        return None
    oldest_days = max((day - debt.due_date).days for debt in listed)
    by_age = [each for each in strategy.stages if each.offset_days <= oldest_days] or list(strategy.stages[:1])
    return Reminder(stage or by_age[-1], listed, listed, sum(debt.asked_minor for debt in listed))
