"""Whether a snapshot shrank so much that a person must look at it before anything is cleared."""

from collections.abc import Mapping

SHRINKAGE_PERCENT = 30
ROWS = "rows"


def suspicious_shrinkage(before: Mapping[str, int], after: Mapping[str, int], *, refused_rows: int) -> list[str]:
    """Why a snapshot must not be taken at its word, in words; empty where it may.

    What fell by more than 30 % from the last snapshot; and rows that could not be read: what they name is
    owed, but would look as if it were gone.

    Both map "rows" to a number of rows, and each currency to the total of its open amounts in minor units. A
    file cut in half looks like many payments at once, and would clear debts that are still owed.
    """
    unread = [f"{refused_rows} of its rows are refused, and what they name would look settled"] if refused_rows else []
    return unread + [
        f"{'the number of rows' if name == ROWS else f'the total in {name}'} fell by"
        f" {100 * (was - after.get(name, 0)) // was} %"
        for name, was in sorted(before.items())
        if was > 0 and 100 * (was - after.get(name, 0)) > SHRINKAGE_PERCENT * was
    ]
