"""A reminder of all that is asked for on a day, whoever was reminded of it before."""

from collections.abc import Sequence
from datetime import date

from openbill.collections.policies.asked_now import asked_now
from openbill.collections.policies.decide_reminder import Reminder
from openbill.collections.types import DueItem, Stage, Strategy


def whole_reminder(
    debts: Sequence[DueItem], strategy: Strategy, day: date, stage: Stage | None = None
) -> Reminder | None:
    """A reminder over the debts of one customer, entity and currency; None where nothing of them is asked for.

    It speaks at a stage, or else at the one that the oldest of the debts has reached by its age. What falls due no
    later than the first stage looks ahead is named too, and what is later only where nothing else is asked for.
    """
    asked = [debt for debt in debts if debt.asked_minor > 0]
    looks_ahead = -min(each.offset_days for each in strategy.stages)
    listed = tuple(debt for debt in asked if (debt.due_date - day).days <= looks_ahead) or tuple(asked)
    if not listed:
        return None
    oldest_days = max((day - debt.due_date).days for debt in listed)
    by_age = [each for each in strategy.stages if each.offset_days <= oldest_days] or list(strategy.stages[:1])
    spoken = stage or by_age[-1]
    return Reminder(spoken, listed, listed, sum(debt.asked_minor for debt in asked_now(listed, spoken, day)[0]))
