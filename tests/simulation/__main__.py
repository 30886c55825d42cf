"""Two years of the demo company, day by day: `python -m tests.simulation [WAY ...]`.

The ways: run daily; hourly; by two workers at once; only every fifth day; daily with kill -9 of the worker and of the
database at random moments. Prints for each how many stages debts reached, and whether they are those that an
independent reader of the history expects, and those of the daily runs. Takes an hour, so that the suite plays a small
firm instead.
"""

import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from tests.performance.server import own_server

LAST_DAY = date(2026, 11, 26)
DAYS = 730
WAYS = ("daily", "doubled", "seldom", "killed", "hourly")
GAP = 5
"""Every how many days the day is run where that is seldom."""


def main(ways: list[str]) -> int:
    unknown = set(ways) - set(WAYS)
    if unknown:
        print(f"Unknown: {', '.join(unknown)}. The ways are {', '.join(WAYS)}.")
        return 2
    is_right = True
    with own_server() as postgres:
        from openbill.demo.tell_story import tell_story

        from .disturb import Disturber, doubled, hourly
        from .expected_notices import Noticed, expected_notices, history_of
        from .play import Run, by_document, noticed, once, play, run_days

        @contextmanager
        def run_of(way: str) -> Iterator[Run]:
            if way == "killed":
                with tempfile.TemporaryDirectory() as folder, Disturber(postgres, Path(folder)).disturbing() as run:
                    yield run
            else:
                yield {"hourly": hourly, "doubled": doubled}.get(way, once)

        story = tell_story(LAST_DAY)
        same: set[tuple[date, str, int, int]] = set()
        for way in ways or WAYS:
            step = GAP if way == "seldom" else 1
            began = time.monotonic()
            with run_of(way) as run:
                stage = play(story, DAYS, run=run, is_run=lambda position, step=step: position % step == 0)
            found: set[Noticed] = noticed(stage)
            expected = expected_notices(history_of(stage.context.organization_id), run_days(story, DAYS)[::step])
            in_words = by_document(stage, found) if step == 1 else same
            same = same or in_words
            is_right = is_right and found == expected and in_words == same
            print(
                f"{way}: {len(found):,} stages reached in {DAYS} days; missing {len(expected - found)},"
                f" unexpected {len(found - expected)}, other than before {len(in_words ^ same)};"
                f" {time.monotonic() - began:.0f} s",
                flush=True,
            )
    return 0 if is_right else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
