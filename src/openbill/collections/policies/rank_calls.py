"""In which order customers are called, and why, in words."""

from collections.abc import Iterable
from fractions import Fraction

from openbill.collections.types import CallFacts, CallRow
from openbill.primitives.rounding import round_half_away

OLDEST_COUNTED_DAYS = 120
SLOW_DAYS = 10
CHRONIC_DAYS = 30


def rank_calls(customers: Iterable[CallFacts], *, limit: int) -> list[CallRow]:
    """The customers whose call is worth most, first. The score is told in docs/algorithms/reminders.md.

    The amount that is overdue in major units, weighted by the age of the oldest debt (from 1 at 0 days to 3 at 120),
    by a quarter more for each broken promise (of at most four), and by whether the customer is later than it usually
    is: who always pays after three weeks pays without a call. Of equal scores the lower number comes first.
    """
    rows = [CallRow(facts, _score(facts), _reasons(facts)) for facts in customers]
    rows.sort(key=lambda row: (-row.score, row.facts.number))
    return rows[:limit]


def _score(facts: CallFacts) -> int:
    age = 1 + 2 * Fraction(min(facts.oldest_days, OLDEST_COUNTED_DAYS), OLDEST_COUNTED_DAYS)
    promises = 1 + Fraction(min(facts.broken_promises, 4), 4)
    return round_half_away(Fraction(facts.overdue.as_decimal()) * age * promises * _beyond_habit(facts))


def _beyond_habit(facts: CallFacts) -> Fraction:
    """From a half for a customer that is no later than usual, to one for who is; one for who has no history."""
    if facts.usual_days_late is None or facts.usual_days_late <= 0:
        return Fraction(1)
    beyond = Fraction(facts.oldest_days, facts.usual_days_late)
    return max(Fraction(1, 2), min(Fraction(1), beyond / 2))


def _reasons(facts: CallFacts) -> tuple[str, ...]:
    debts = "1 debt" if facts.overdue_items == 1 else f"{facts.overdue_items} debts"
    reasons = [f"{facts.overdue} overdue in {debts}, the oldest for {facts.oldest_days} days"]
    if facts.broken_promises:
        times = "a promise" if facts.broken_promises == 1 else f"{facts.broken_promises} promises"
        reasons.append(f"broke {times} in the last year")
    if facts.usual_days_late is None:
        reasons.append("has never settled anything by a payment")
    elif facts.usual_days_late > CHRONIC_DAYS:
        reasons.append(f"chronically late: pays {facts.usual_days_late} days after the due date")
    elif facts.oldest_days > max(SLOW_DAYS, 2 * facts.usual_days_late):
        reasons.append(f"later than usual: pays {_usually(facts.usual_days_late)}")
    else:
        reasons.append(f"pays {_usually(facts.usual_days_late)}")
    if facts.promised.is_positive:
        reasons.append(f"{facts.promised} more is promised")
    if facts.disputed.is_positive:
        reasons.append(f"{facts.disputed} more is disputed")
    return tuple(reasons)


def _usually(days_late: int) -> str:
    if days_late > 0:
        return f"{days_late} days late otherwise"
    return "in time otherwise"
