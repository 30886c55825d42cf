"""Bars as numbers: where each segment begins and how wide it is, for an SVG that is stretched."""

from collections.abc import Sequence
from dataclasses import dataclass

WIDTH = 1000.0
GAP = 2.0


@dataclass(frozen=True, slots=True)
class Segment:
    """One part of a bar of the width 1000."""

    step: int
    x: float
    width: float


def age_bar(amounts_minor: Sequence[int]) -> list[Segment]:
    """The segments of amounts by age; what is nothing has none, and gaps come out of the wider ones."""
    whole = sum(amounts_minor)
    if whole <= 0:
        return []
    segments, x = [], 0.0
    for step, amount in enumerate(amounts_minor):
        if amount > 0:
            width = WIDTH * amount / whole
            segments.append(Segment(step, round(x, 2), round(max(width - GAP, 1.0), 2)))
            x += width
    return segments
