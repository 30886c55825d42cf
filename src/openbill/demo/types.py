"""What a story tells."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Literal

Country = Literal["DE", "GB", "US"]


class Habit(StrEnum):
    """How a customer pays."""

    PROMPT = "prompt"
    USUAL = "usual"
    CHRONIC = "chronic"
    TROUBLED = "troubled"  # as usual, until its trouble began
    IN_PARTS = "in_parts"


@dataclass(frozen=True, slots=True)
class Buyer:
    """A customer of the story; `entity` is the code of the company that it buys from."""

    number: str
    name: str
    person: str
    email: str
    country: Country
    postal_code: str
    city: str
    entity: str
    currency: str
    language: str
    habit: Habit
    terms: str
    tax_code: str
    weight: int


@dataclass(frozen=True, slots=True)
class Position:
    description: str
    quantity: Decimal
    unit_price: Decimal


@dataclass(frozen=True, slots=True)
class Bill:
    """An invoice is issued; `parts_minor` are the amounts of its instalments, as the terms will make them."""

    day: date
    key: str
    buyer: str
    lines: tuple[Position, ...]
    parts_minor: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Use:
    """What a payment is for: a part of an invoice, over so much, or without an amount over all that is open."""

    bill: str
    part: int
    amount_minor: int | None = None


@dataclass(frozen=True, slots=True)
class Pay:
    """A payment comes in; without uses the payer named nothing and meant no invoice."""

    day: date
    key: str
    buyer: str
    amount_minor: int
    uses: tuple[Use, ...]
    method: str = "bank_transfer"


@dataclass(frozen=True, slots=True)
class Bounce:
    """A payment comes back."""

    day: date
    pay: str


@dataclass(frozen=True, slots=True)
class Credit:
    """A part of an invoice is credited: so much net, as a line of its own."""

    day: date
    bill: str
    net: Decimal


@dataclass(frozen=True, slots=True)
class Contest:
    """A customer contests so much of an invoice; None for all that is open."""

    day: date
    bill: str
    amount_minor: int | None
    reason: str
    withdrawn_on: date | None


@dataclass(frozen=True, slots=True)
class Pledge:
    """A customer promises to pay an invoice by a day."""

    day: date
    bill: str
    by: date


Event = Bill | Pay | Bounce | Credit | Contest | Pledge


@dataclass(frozen=True, slots=True)
class Story:
    """Two years of business: who buys, and what happens, in the order of the days."""

    last_day: date
    buyers: tuple[Buyer, ...]
    events: tuple[Event, ...]
