"""Two years of the demo company, day by day: `python -m tests.simulation [daily] [often] [seldom]`.

Prints for each way of running the days how many stages debts reached, and whether they are those that an independent
reader of the history expects. Takes minutes, so that the suite plays a small firm instead.
"""

import sys
import time
from datetime import date

from tests.performance.server import own_server

LAST_DAY = date(2026, 11, 26)
DAYS = 730
STEPS = {"daily": (1, 1), "often": (1, 3), "seldom": (5, 1)}
"""Of each way: every how many days the day is run, and how often then."""


def main(ways: list[str]) -> int:
    is_right = True
    with own_server():
        from openbill.demo.play_story import Stage
        from openbill.demo.tell_story import tell_story

        from .expected_notices import expected_notices, history_of
        from .play import noticed, once, play, run_days

        story = tell_story(LAST_DAY)
        for way in ways or list(STEPS):
            step, times = STEPS[way]

            def run(stage: Stage, day: date, times: int = times) -> None:
                for _ in range(times):
                    once(stage, day)

            began = time.monotonic()
            stage = play(story, DAYS, run=run, is_run=lambda position, step=step: position % step == 0)
            found = noticed(stage)
            expected = expected_notices(history_of(stage.context.organization_id), run_days(story, DAYS)[::step])
            is_right = is_right and found == expected
            print(
                f"{way}: {len(found):,} stages reached in {DAYS} days; missing {len(expected - found)},"
                f" unexpected {len(found - expected)}; {time.monotonic() - began:.0f} s",
                flush=True,
            )
    return 0 if is_right else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
