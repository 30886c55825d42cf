"""Whether a customer is reminded today, and of what."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from openbill.collections.policies.asked_now import asked_now
from openbill.collections.types import DueItem, Stage, Strategy, Tone
from openbill.primitives.currency import exponent


@dataclass(frozen=True, slots=True)
class Reminder:
    """A reminder to make: its stage, the debts that it lists, and those of them that reach a stage by it.

    `asked_minor` is the sum of what is asked for now (see `asked_now`).
    """

    stage: Stage
    listed: tuple[DueItem, ...]
    reaching: tuple[DueItem, ...]
    asked_minor: int


@dataclass(frozen=True, slots=True)
class NoReminder:
    """Nothing is said to the customer today, and why, in words."""

    reason: str


def decide_reminder(
    debts: Sequence[DueItem], strategy: Strategy, day: date, *, stale: str = ""
) -> Reminder | NoReminder:
    """Decide over the debts of one customer, entity and currency of which at least one reached a stage.

    One reminder speaks in the tone of the firmest stage that one of them reaches, and lists all of them but those that
    were asked for in a firmer tone before: these wait for their own next stage. A debt of which
    nothing is asked for (disputed, promised, being collected, or covered by what the customer has paid already) reaches
    no stage.
    `stale` says why the figures cannot be trusted today: then nobody is reminded of what is overdue.
    """
    reaching = [debt for debt in debts if debt.stage_number and debt.asked_minor > 0]
    if not reaching:
        return NoReminder(_why_nothing(debts))
    overdue = [debt for debt in reaching if debt.due_date < day]
    if stale and overdue:
        return NoReminder(stale)
    due = tuple(debt for debt in debts if debt.asked_minor > 0 and (debt.due_date <= day or debt.stage_number))
    stage = strategy.stages[max(debt.stage_number for debt in reaching) - 1]
    # A friendly word about a debt that was demanded already would take the demand back.
    listed = tuple(debt for debt in due if debt in reaching or _asked_in(strategy, debt) <= _rank(stage.tone))
    owed = _total([debt for debt in listed if debt.due_date <= day]) or _total(listed)
    if owed < strategy.minimum * 10 ** exponent(debts[0].currency):
        return NoReminder("what is owed is below the minimum of a reminder")
    return Reminder(stage, listed, tuple(reaching), _total(asked_now(listed, stage, day)[0]))


def _asked_in(strategy: Strategy, debt: DueItem) -> int:
    """The rank of the firmest tone in which a debt was asked for: by its own stage, or beside another debt's."""
    firmest = max(debt.last_stage, debt.listed_stage)
    return _rank(strategy.stages[firmest - 1].tone) if firmest else 0


def _rank(tone: Tone) -> int:
    return list(Tone).index(tone)


def _total(debts: Sequence[DueItem]) -> int:
    return sum(debt.asked_minor for debt in debts)


def _why_nothing(debts: Sequence[DueItem]) -> str:
    reached = [debt for debt in debts if debt.stage_number]
    if all(debt.disputed_minor >= debt.open_minor for debt in reached):
        return "all that would be asked for is disputed"
    if all(debt.promised_minor >= debt.open_minor for debt in reached):
        return "all that would be asked for is promised"
    if all(debt.under_way_minor >= debt.open_minor for debt in reached):
        return "all that would be asked for is being collected"
    if all(debt.disputed_minor + debt.promised_minor >= debt.open_minor for debt in reached):
        return "all that would be asked for is disputed or promised"
    if all(debt.disputed_minor + debt.promised_minor + debt.under_way_minor >= debt.open_minor for debt in reached):
        return "all that would be asked for is disputed, promised or being collected"
    return "unapplied credits of the customer cover all that would be asked for"
