"""Which of several things that came to the same amount a bank line names by its reference."""

from collections.abc import Sequence, Set

from openbill.cash_application.policies.reference_tokens import normal_number

SHORTEST_REFERENCE = 6
"""Letters and digits of a reference that tells by itself what a line is: shorter ones stand in too many texts."""


def known_by_reference(told: Set[str], references: Sequence[Sequence[str]]) -> int | None:
    """The place of the one that has a reference among what a line tells, as numbers are compared; only a single one.

    `told` are the words and references of the line. None where it names none of them, or several.
    """
    named = [
        place
        for place, words in enumerate(references)
        if any(len(word) >= SHORTEST_REFERENCE and word in told for word in map(normal_number, words))
    ]
    return named[0] if len(named) == 1 else None
