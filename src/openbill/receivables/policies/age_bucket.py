"""Into which column of the aging an open item falls."""

import re
from bisect import bisect_left
from collections.abc import Sequence
from datetime import date
from itertools import pairwise

from openbill.primitives.calendar import days_between
from openbill.primitives.errors import Refusal
from openbill.receivables.types import AgeBucket

NOT_DUE = "not_due"
UNAPPLIED = "unapplied"
USUAL_BOUNDS = (30, 60, 90)
OLDEST_WEIGHED_DAYS = 120
"""A debt that is older weighs no more: by then it is as urgent as one can be."""


class AgingBoundsNotUsable(Refusal):
    """The aging bounds {text!r} are not whole days, each greater than the one before."""

    remedy = "Write them like this: 30,60,90."


def days_past_due(due_date: date, as_of: date) -> int:
    """Days since the due date; zero on the day itself, negative before it."""
    return days_between(due_date, as_of)


def bucket_of(days_past_due: int, bounds: Sequence[int] = USUAL_BOUNDS) -> str:
    """The label of the bucket: "not_due" up to the due date itself, then by upper bound.

    Debts only: what a customer has to their credit stands under "unapplied" at any age.
    """
    if days_past_due <= 0:
        return NOT_DUE
    return age_buckets(bounds)[bisect_left(bounds, days_past_due)].label


def age_buckets(bounds: Sequence[int] = USUAL_BOUNDS) -> tuple[AgeBucket, ...]:
    """The buckets of overdue debts: bounds (30, 60, 90) give "1-30", "31-60", "61-90", "91+"."""
    assert _are_usable(bounds), f"{bounds} are not rising days above zero."

    first_days = [1, *(bound + 1 for bound in bounds)]
    closed = [AgeBucket(f"{first}-{last}", first, last) for first, last in zip(first_days, bounds, strict=False)]
    return (*closed, AgeBucket(f"{first_days[-1]}+", first_days[-1], None))


def labels(bounds: Sequence[int] = USUAL_BOUNDS) -> tuple[str, ...]:
    """All columns of an aging in their order, from unapplied to the oldest."""
    return (UNAPPLIED, NOT_DUE, *(bucket.label for bucket in age_buckets(bounds)))


def parse_bounds(text: str) -> tuple[int, ...]:
    """Read "30,60,90". Raises AgingBoundsNotUsable."""
    parts = [part.strip() for part in text.split(",")]
    if not all(re.fullmatch(r"[0-9]{1,5}", part) for part in parts):
        raise AgingBoundsNotUsable(text=text)
    bounds = tuple(int(part) for part in parts)
    if not _are_usable(bounds):
        raise AgingBoundsNotUsable(text=text)
    return bounds


def _are_usable(bounds: Sequence[int]) -> bool:
    rising = all(earlier < later for earlier, later in pairwise(bounds))
    return bool(bounds) and bounds[0] > 0 and rising
