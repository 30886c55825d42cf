"""Which of the debts that a reminder lists it asks for, and which it only names as falling due."""

from collections.abc import Sequence
from datetime import date

from openbill.collections.types import DueItem, Stage


def asked_now(listed: Sequence[DueItem], stage: Stage, day: date) -> tuple[list[DueItem], list[DueItem]]:
    """The debts that are asked for, and the others.

    A stage after the due date speaks of what is overdue: what falls due on the day itself is not late yet. The stage
    of the due date asks for what is due; and where nothing is due, all that is listed is asked for.
    """
    first_days = (1, 0) if stage.offset_days > 0 else (0,)
    for days in first_days:
        asked = [debt for debt in listed if (day - debt.due_date).days >= days]
        if asked:
            return asked, [debt for debt in listed if (day - debt.due_date).days < days]
    return list(listed), []
