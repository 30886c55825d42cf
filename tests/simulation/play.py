"""Play the story of the demo company day by day, and run its days."""

from collections import defaultdict
from collections.abc import Callable
from datetime import date, timedelta
from uuid import UUID

from openbill.collections.commands.run_day import run_day
from openbill.collections.models import Notice, NoticedItem
from openbill.demo.found_firm import found_firm
from openbill.demo.play_story import Stage, play_day
from openbill.demo.types import Event, Story
from openbill.foundation.tenancy import scope
from openbill.messaging.models import Message
from openbill.primitives.identifiers import new_identifier

from .expected_notices import Noticed

Run = Callable[[Stage, date], None]


def once(stage: Stage, day: date) -> None:
    """Run the day, once."""
    run_day(day=day, context=stage.context)


def play(story: Story, days: int, *, run: Run, is_run: Callable[[int], bool] = lambda position: True) -> Stage:
    """Play the last days of a story, each followed by its run where it is one of those that are run."""
    stage = found_firm(story, name=f"Simulated {new_identifier()}")
    by_day: dict[date, list[Event]] = defaultdict(list)
    for event in story.events:
        by_day[event.day].append(event)
    for position, day in enumerate(run_days(story, days)):
        play_day(stage, by_day[day], day)
        if is_run(position):
            run(stage, day)
    return stage


def run_days(story: Story, days: int) -> list[date]:
    return [story.last_day - timedelta(days=days - 1 - position) for position in range(days)]


def noticed(stage: Stage) -> set[Noticed]:
    """The stages that debts reached, as the log of contacts has them; every one stands behind a message."""
    organization_id = stage.context.organization_id
    with scope(organization_id):
        rows = list(
            NoticedItem.objects.filter(organization_id=organization_id, is_withdrawn=False).values_list(
                "on_date", "item_id", "stage_number"
            )
        )
        messages = Message.objects.filter(organization_id=organization_id).count()
        assert messages == Notice.objects.filter(organization_id=organization_id).count()
    assert len(rows) == len(set(rows)), "A debt reached a stage twice on a day."
    return set(rows)


def by_document(stage: Stage, found: set[Noticed]) -> set[tuple[date, str, int, int]]:
    """The same in the story's words, so that two plays can be compared."""
    names: dict[UUID, tuple[str, int]] = {
        item_id: (key, part) for key, items in stage.items.items() for part, item_id in enumerate(items)
    }
    return {(day, *names[item_id], number) for day, item_id, number in found}
