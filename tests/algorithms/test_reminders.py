"""The worked tables of docs/algorithms/reminders.md hold."""

from datetime import date
from itertools import accumulate
from uuid import UUID

from openbill.collections.policies.judge_promise import GRACE_DAYS
from openbill.collections.policies.next_stage import next_stage
from openbill.collections.policies.rank_calls import rank_calls
from openbill.collections.queries.strategy import built_in_strategy
from openbill.collections.types import CallFacts
from openbill.primitives.money import Money

from .tables import worked_table

STAGES = {stage.name: stage for stage in built_in_strategy().stages}


def rows(heading: str) -> list[dict[str, str]]:
    return worked_table("reminders.md", heading)


def eur(text: str) -> Money:
    return Money.of(text, "EUR")


def test_stages():
    assert [(stage.name, stage.offset_days, stage.tone.value) for stage in STAGES.values()] == [
        (row["Stage"], int(row["Days"]), row["Tone"]) for row in rows("Stages")
    ]


def test_the_stage_of_a_debt():
    for row in rows("The stage of a debt"):
        name, _, on = row["Last"].partition(" on ")
        last = (STAGES[name].number, date.fromisoformat(on)) if on else None
        reached = next_stage(
            list(STAGES.values()),
            due_date=date(2026, 2, 14),
            document_date=date(2026, 1, 15),
            day=date.fromisoformat(row["Day"]),
            last=last,
        )
        assert (reached.name if reached else "") == row["Reaches"], row


def amounts(cell: str) -> list[int]:
    return [eur(text).minor_units for text in cell.split(", ")]


def test_what_is_asked_for():
    """The rule in words; `test_reminders_due` proves that the statement does the same."""
    for row in rows("What is asked for"):
        parts = zip(*(amounts(row[name]) for name in ("Open", "Disputed", "Promised", "Under way")), strict=True)
        remindable = [max(0, is_open - sum(taken_off)) for is_open, *taken_off in parts]
        (unapplied,) = amounts(row["Credits"])
        until = list(accumulate(remindable))
        asked = [min(part, max(0, total - unapplied)) for part, total in zip(remindable, until, strict=True)]
        assert asked == amounts(row["Asked"]), row


def test_promises():
    assert {method.value: days for method, days in GRACE_DAYS.items()} == {
        row["Method"]: int(row["Grace"]) for row in rows("Promises")
    }


def test_the_call_list():
    for row in rows("The call list"):
        facts = CallFacts(
            UUID(int=1), "1", "Anna", eur(row["Overdue"]), int(row["Oldest days"]), 1,
            int(row["Usual days late"]) if row["Usual days late"] else None, int(row["Broken promises"]), eur("0"),
            eur("0"), 0, None,
        )  # fmt: skip
        (ranked,) = rank_calls([facts], limit=1)
        assert ranked.score == int(row["Score"]), row
