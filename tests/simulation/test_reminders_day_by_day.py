"""Whatever the frequency of the runs, the reminders are those that the history asks for: none double, lost or wrong."""

from datetime import date

import pytest

from openbill.demo.tell_story import tell_story
from openbill.demo.types import Story

from .expected_notices import expected_notices, history_of
from .play import Stage, by_document, noticed, once, play, run_days

LAST_DAY = date(2026, 6, 30)
DAYS = 120


@pytest.fixture(scope="module")
def story() -> Story:
    """A small firm: the two years of `tests/simulation/__main__.py` take minutes, and find nothing else."""
    told = tell_story(LAST_DAY, buyers=12, invoices=240)
    first = run_days(told, DAYS)[0]
    kept = {event.key for event in told.events if hasattr(event, "lines") and event.day >= first}
    return Story(LAST_DAY, told.buyers, tuple(event for event in told.events if _is_about(event, kept, told)))


def _is_about(event: object, bills: set[str], story: Story) -> bool:
    """Whether everything that an event speaks of happens in the days that are played."""
    pays = {pay.key: pay for pay in story.events if hasattr(pay, "uses")}
    if hasattr(event, "lines"):
        return event.key in bills
    if hasattr(event, "uses"):
        return all(use.bill in bills for use in event.uses) and bool(event.uses)
    if hasattr(event, "pay"):
        return _is_about(pays[event.pay], bills, story) if event.pay in pays else False
    return event.bill in bills  # type: ignore[attr-defined]


@pytest.fixture(scope="module")
def daily(story: Story) -> Stage:
    return play(story, DAYS, run=once)


def expected(stage: Stage, story: Story, step: int = 1) -> set[object]:
    days = run_days(story, DAYS)[::step]
    return expected_notices(history_of(stage.context.organization_id), days)  # type: ignore[return-value]


def test_run_every_day(story: Story, daily: Stage):
    found = noticed(daily)
    assert len(found) > 50
    assert found == expected(daily, story)


def test_run_every_hour_or_twice_at_once_changes_nothing(story: Story, daily: Stage):
    def often(stage: Stage, day: date) -> None:
        for _ in range(3):
            once(stage, day)

    hourly = play(story, DAYS, run=often)
    assert by_document(hourly, noticed(hourly)) == by_document(daily, noticed(daily))


def test_run_only_every_fifth_day_what_was_missed_is_caught_up(story: Story):
    seldom = play(story, DAYS, run=once, is_run=lambda position: position % 5 == 0)
    assert noticed(seldom) == expected(seldom, story, step=5)
