"""When somebody is usually called again."""

from datetime import date, timedelta

SOON = timedelta(days=1)
LATER = timedelta(days=7)
NOT_REACHED = frozenset({"no_answer", "wrong_number"})


def call_again(outcome: str, called_on: date) -> date:
    """The next day where nobody was reached, a week later otherwise."""
    return called_on + (SOON if outcome in NOT_REACHED else LATER)
