"""Set the clocks of all credits that nobody claims, part by part."""

from uuid import UUID

from openbill.foundation.command import command
from openbill.foundation.context import Context
from openbill.unclaimed.commands.time_credits import take_turn, time_credits, today_of_clocks
from openbill.unclaimed.queries.credits_to_time import items_to_time, lines_to_time
from openbill.unclaimed.types import ClocksSet

CHUNK = 5_000
ITEMS, LINES = "items", "lines"


@command(permission="unclaimed.manage")
def set_clocks(*, after: str = "", limit: int = CHUNK, context: Context) -> ClocksSet:
    """Set the clocks of the next credits behind a place; `next_after` is the place behind them, blank at the end.

    First the credits of customers, then cash without a known owner. What is done twice changes nothing.
    """
    take_turn(context)
    today = today_of_clocks(context)
    what, _, seen = after.partition(" ")
    last = UUID(seen) if seen else None
    if what in ("", ITEMS):
        items = items_to_time(last, limit, today)
        looked_at, changed = time_credits(items, (), today=today, context=context)
        return ClocksSet(looked_at, changed, f"{ITEMS} {items[-1]}" if len(items) == limit else LINES)
    lines = lines_to_time(last, limit, today)
    looked_at, changed = time_credits((), lines, today=today, context=context)
    return ClocksSet(looked_at, changed, f"{LINES} {lines[-1]}" if len(lines) == limit else "")


def set_all_clocks(context: Context, *, limit: int = CHUNK) -> ClocksSet:
    """Every part, one command each; what was set before a fault stays set."""
    looked_at = changed = 0
    after = ""
    while True:
        part = set_clocks(after=after, limit=limit, context=context)
        looked_at, changed, after = looked_at + part.looked_at, changed + part.changed, part.next_after
        if not after:
            return ClocksSet(looked_at, changed, "")
