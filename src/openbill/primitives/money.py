"""Money: a whole number of minor units of one currency."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import NoReturn

from openbill.primitives.apportionment import apportion
from openbill.primitives.currency import exponent
from openbill.primitives.errors import Refusal

_PLAIN_NUMBER = re.compile(r"[+-]?[0-9]+(\.[0-9]+)?")
_LARGEST_MINOR_UNITS = 2**63 - 1


class CurrencyMismatch(Refusal):
    """{left} and {right} are amounts of different currencies."""

    remedy = "Convert one of them at a stated rate first."


class NotAnAmount(Refusal):
    """{value!r} is not an amount of money."""

    remedy = "Write digits with a point before the decimals, such as 1234.50."


class TooManyDecimals(Refusal):
    """{value} has more decimals than {currency} knows."""

    remedy = "{currency} amounts have {decimals} decimals."


class AmountTooLarge(Refusal):
    """{value} {currency} is more than an account can hold."""


@dataclass(frozen=True, slots=True)
class Money:
    """An amount in minor units (cents) of an ISO 4217 currency; negative amounts are allowed.

    Arithmetic and comparison refuse another currency with CurrencyMismatch. Equality does not:
    10 EUR and 10 USD are simply not equal.
    """

    minor_units: int
    currency: str

    def __post_init__(self) -> None:
        assert type(self.minor_units) is int, f"Minor units are whole, not {self.minor_units!r}."
        exponent(self.currency)

    @classmethod
    def zero(cls, currency: str) -> "Money":
        """Nothing, in this currency."""
        return cls(0, currency)

    @classmethod
    def of(cls, value: str | int | Decimal, currency: str) -> "Money":
        """Read an amount in major units: Money.of("12.30", "EUR").

        Raises UnknownCurrency, NotAnAmount, TooManyDecimals or AmountTooLarge.
        """
        assert not isinstance(value, float | bool), "Money is read from text, whole numbers or Decimal."
        if isinstance(value, str):
            if not _PLAIN_NUMBER.fullmatch(value.strip()):
                raise NotAnAmount(value=value)
            value = value.strip()
        return cls(minor_units_from_decimal(Decimal(value), currency), currency)

    @classmethod
    def total(cls, amounts: Iterable["Money"], currency: str) -> "Money":
        """The sum of amounts that are all of this currency; zero where there are none."""
        total = cls.zero(currency)
        for amount in amounts:
            total += amount
        return total

    @property
    def is_zero(self) -> bool:
        return self.minor_units == 0

    @property
    def is_positive(self) -> bool:
        return self.minor_units > 0

    @property
    def is_negative(self) -> bool:
        return self.minor_units < 0

    def __add__(self, other: "Money") -> "Money":
        return Money(self.minor_units + self._comparable(other), self.currency)

    def __sub__(self, other: "Money") -> "Money":
        return Money(self.minor_units - self._comparable(other), self.currency)

    def __neg__(self) -> "Money":
        return Money(-self.minor_units, self.currency)

    def __abs__(self) -> "Money":
        return Money(abs(self.minor_units), self.currency)

    def __lt__(self, other: "Money") -> bool:
        return self.minor_units < self._comparable(other)

    def __le__(self, other: "Money") -> bool:
        return self.minor_units <= self._comparable(other)

    def __gt__(self, other: "Money") -> bool:
        return self.minor_units > self._comparable(other)

    def __ge__(self, other: "Money") -> bool:
        return self.minor_units >= self._comparable(other)

    def __bool__(self) -> NoReturn:
        raise TypeError("Money is neither true nor false: ask is_zero, is_positive or is_negative.")

    def __str__(self) -> str:
        return f"{decimal_string(self.minor_units, self.currency)} {self.currency}"

    def as_decimal(self) -> Decimal:
        """The amount in major units, with all decimals of the currency."""
        return Decimal(decimal_string(self.minor_units, self.currency))

    def share(self, weights: Sequence[int | Decimal | Fraction]) -> list["Money"]:
        """Split by largest remainder, so that the parts add up; see `apportion`."""
        return [Money(part, self.currency) for part in apportion(self.minor_units, weights)]

    def _comparable(self, other: "Money") -> int:
        if self.currency != other.currency:
            raise CurrencyMismatch(left=self, right=other)
        return other.minor_units


def minor_units_from_decimal(value: Decimal, currency: str) -> int:
    """Major units as minor units, exactly: 12.3 EUR is 1230. Trailing zeros are no decimals.

    Raises UnknownCurrency, NotAnAmount, TooManyDecimals or AmountTooLarge.
    """
    decimals = exponent(currency)
    if not value.is_finite():
        raise NotAnAmount(value=str(value))
    if value.is_zero():
        return 0
    if value.adjusted() + decimals >= 19:
        raise AmountTooLarge(value=value, currency=currency)
    sign, digits, scale = value.as_tuple()
    assert isinstance(scale, int)
    coefficient = int("".join(map(str, digits)))
    shift = scale + decimals
    minor_units: int
    if shift >= 0:
        minor_units = coefficient * 10**shift
    elif -shift < len(digits) and coefficient % 10**-shift == 0:
        minor_units = coefficient // 10**-shift
    else:
        raise TooManyDecimals(value=value, currency=currency, decimals=decimals)
    if minor_units > _LARGEST_MINOR_UNITS:
        raise AmountTooLarge(value=value, currency=currency)
    return -minor_units if sign else minor_units


def decimal_string(minor_units: int, currency: str) -> str:
    """Minor units as a plain number in major units: 1230 EUR is "12.30", 5 JPY is "5"."""
    decimals = exponent(currency)
    sign = "-" if minor_units < 0 else ""
    if decimals == 0:
        return f"{sign}{abs(minor_units)}"
    whole, fraction = divmod(abs(minor_units), 10**decimals)
    return f"{sign}{whole}.{fraction:0{decimals}d}"
