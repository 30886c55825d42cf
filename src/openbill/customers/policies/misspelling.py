"""How far a name is from what somebody typed, where it is near enough to be meant."""

from rapidfuzz.distance import OSA

SHORTEST = 3
LONGER_THAN = 5
"""Up to so many letters a word may have one mistake, beyond it two; shorter than SHORTEST none."""


def misspelling(wanted: str, name: str) -> int | None:
    """The mistakes that turn a name into what was typed; None where it is too far to be meant.

    A mistake is a letter too many, too few, wrong, or exchanged with its neighbour. Each word that was typed must be
    near some word of the name, or near its beginning, as one may still be typing; or all of it, with the blanks
    left out. Both are compared as they are given: the spelling of what sounds alike is made equal before.
    """
    words = name.split()
    joined_wanted, joined = wanted.replace(" ", ""), name.replace(" ", "")
    together = _mistakes(joined_wanted, joined)
    apart: int | None = 0
    for word in wanted.split():
        near: list[int] = [found for each in words if (found := _mistakes(word, each)) is not None]
        if apart is None or not near:
            apart = None
            break
        apart += min(near)
    possible = [mistakes for mistakes in (together, apart) if mistakes is not None]
    return min(possible) if possible and joined_wanted else None


def _mistakes(wanted: str, word: str) -> int | None:
    """Of a word, or of its beginning where more than SHORTEST letters are typed."""
    allowed = 0 if len(wanted) < SHORTEST else 1 if len(wanted) <= LONGER_THAN else 2
    if len(word) < len(wanted) - allowed:
        return None
    ends = {len(word)}
    if len(wanted) > SHORTEST:
        ends.update(range(len(wanted) - allowed, min(len(wanted) + allowed, len(word)) + 1))
    mistakes = min(OSA.distance(wanted, word[:end], score_cutoff=allowed) for end in ends)
    return mistakes if mistakes <= allowed else None
