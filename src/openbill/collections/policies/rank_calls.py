"""In which order customers are called, and why."""

from collections.abc import Iterable
from fractions import Fraction

from openbill.collections.policies.call_reasons import said
from openbill.collections.types import CallFacts, CallReason, CallRow
from openbill.primitives.rounding import round_half_away
from openbill.receivables.policies.age_bucket import OLDEST_WEIGHED_DAYS

SLOW_DAYS = 10
CHRONIC_DAYS = 30


def rank_calls(customers: Iterable[CallFacts], *, limit: int) -> list[CallRow]:
    """The customers whose call is worth most, first. The score is told in docs/algorithms/reminders.md.

    The amount that is overdue in major units, weighted by the age of the oldest debt (from 1 at 0 days to 3 at 120),
    by a quarter more for each broken promise (of at most four), and by whether the customer is later than it usually
    is: who always pays after three weeks pays without a call. Of equal scores the lower number comes first.
    """
    scored = sorted(((_score(facts), facts) for facts in customers), key=lambda each: (-each[0], each[1].number))
    return [_row(facts, score) for score, facts in scored[:limit]]


def _row(facts: CallFacts, score: int) -> CallRow:
    because = _reasons(facts)
    return CallRow(facts, score, tuple(said(reason) for reason in because), because)


def _score(facts: CallFacts) -> int:
    age = 1 + 2 * Fraction(min(facts.oldest_days, OLDEST_WEIGHED_DAYS), OLDEST_WEIGHED_DAYS)
    promises = 1 + Fraction(min(facts.broken_promises, 4), 4)
    return round_half_away(Fraction(facts.overdue.as_decimal()) * age * promises * _beyond_habit(facts))


def _beyond_habit(facts: CallFacts) -> Fraction:
    """From a half for a customer that is no later than usual, to one for who is; one for who has no history."""
    if facts.usual_days_late is None or facts.usual_days_late <= 0:
        return Fraction(1)
    beyond = Fraction(facts.oldest_days, facts.usual_days_late)
    return max(Fraction(1, 2), min(Fraction(1), beyond / 2))


def _reasons(facts: CallFacts) -> tuple[CallReason, ...]:
    reasons = [CallReason("overdue", amount=facts.overdue, count=facts.overdue_items, days=facts.oldest_days)]
    if facts.broken_promises:
        reasons.append(CallReason("broke_promises", count=facts.broken_promises))
    reasons.append(_habit(facts))
    if facts.promised.is_positive:
        reasons.append(CallReason("promised", amount=facts.promised))
    if facts.disputed.is_positive:
        reasons.append(CallReason("disputed", amount=facts.disputed))
    return tuple(reasons)


def _habit(facts: CallFacts) -> CallReason:
    usual = facts.usual_days_late
    if usual is None:
        return CallReason("never_paid")
    if usual > CHRONIC_DAYS:
        return CallReason("chronically_late", days=usual)
    is_later = facts.oldest_days > max(SLOW_DAYS, 2 * usual)
    return CallReason("later_than_usual" if is_later else "as_usual", days=max(usual, 0))
