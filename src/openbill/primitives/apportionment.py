"""How a whole is split in proportion, so that the parts add up to the whole."""

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction

from openbill.primitives.errors import Refusal


class NothingToShareBy(Refusal):
    """{amount} cannot be split: every weight is zero."""


def apportion(amount: int, weights: Sequence[int | Decimal | Fraction]) -> list[int]:
    """Split an amount over weights by largest remainder (Hamilton's method).

    Every part is its exact quota rounded down or up in magnitude, carries the sign of the
    amount, and is zero where its weight is zero. Of equal remainders the earlier part gets the
    spare unit. Weights must not be negative.

    Raises NothingToShareBy where an amount meets no weight above zero.
    """
    exact_weights = [Fraction(weight) for weight in weights]
    assert all(weight >= 0 for weight in exact_weights), "A weight must not be negative."
    total = sum(exact_weights)
    if amount == 0:
        return [0] * len(exact_weights)
    if total == 0:
        raise NothingToShareBy(amount=amount)

    quotas = [abs(amount) * weight / total for weight in exact_weights]
    parts = [quota.numerator // quota.denominator for quota in quotas]
    spare_units = abs(amount) - sum(parts)
    by_remainder = sorted(range(len(parts)), key=lambda index: (parts[index] - quotas[index], index))
    for index in by_remainder[:spare_units]:
        parts[index] += 1
    return parts if amount > 0 else [-part for part in parts]
