"""From which probability on receipts are posted by themselves: learned from what people confirmed, cautiously."""

import math
from collections.abc import Iterable

TARGET_PRECISION = 0.995
CAUTIOUS = 0.999
"""Where too little was confirmed yet."""
BOLDEST = 0.97
"""However good the history is: the many plain receipts would else pay for the doubtful ones behind them."""
FEWEST_CONFIRMED = 500
CONFIDENCE_Z = 1.6449
"""One-sided 95 %."""


def wilson_lower_bound(right: int, of: int, z: float = CONFIDENCE_Z) -> float:
    """The share that is right at least, with 95 % confidence, where `right` of `of` were (Wilson 1927)."""
    if not of:
        return 0.0
    share = right / of
    middle = share + z * z / (2 * of)
    spread = z * math.sqrt(share * (1 - share) / of + z * z / (4 * of * of))
    return (middle - spread) / (1 + z * z / of)


def choose_threshold(confirmed: Iterable[tuple[float, bool]], *, target: float = TARGET_PRECISION) -> float:
    """The lowest probability from which on what was proposed was right often enough, by its lower bound.

    `confirmed` are (probability, whether people kept it) of proposals that were looked at. Where there are too few, or
    none is good enough, the threshold stays CAUTIOUS. It never falls below
    BOLDEST, but for a firm that asks for less.
    """
    ordered = sorted(confirmed, reverse=True)
    if len(ordered) < FEWEST_CONFIRMED:
        return CAUTIOUS
    threshold, right = CAUTIOUS, 0
    for count, (probability, is_right) in enumerate(ordered, start=1):
        right += is_right
        is_last_of_equals = count == len(ordered) or ordered[count][0] < probability
        if is_last_of_equals and wilson_lower_bound(right, count) >= target:
            threshold = probability
    return max(min(threshold, CAUTIOUS), min(BOLDEST, target))
