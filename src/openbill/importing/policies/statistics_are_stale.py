"""After which chunks of an import the planner's statistics are made anew."""

ROWS_THAT_CHANGE_PLANS = 1_000


def statistics_are_stale(chunks_written: int, rows_written: int, *, is_last: bool) -> bool:
    """After the 1st, 2nd, 4th, 8th ... chunk, when the tables have doubled, and after the last; never for few rows."""
    is_doubled = chunks_written & (chunks_written - 1) == 0
    return rows_written >= ROWS_THAT_CHANGE_PLANS and (is_last or is_doubled)
