"""The values that decisions about receivables are made on."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID

from openbill.primitives.money import Money

OWN_DOCUMENT = "openbill document"
"""The source of items that a document of our own brought into the books: they are corrected by documents only."""


class Side(StrEnum):
    """Which way an open item, or a line in the books, points."""

    DEBIT = "debit"
    CREDIT = "credit"

    @property
    def opposite(self) -> "Side":
        return Side.CREDIT if self is Side.DEBIT else Side.DEBIT


@dataclass(frozen=True, slots=True)
class OpenDebit:
    """What is still owed on one item, and how much of that the customer contests."""

    item_id: UUID
    due_date: date
    open_amount: Money
    disputed_amount: Money | None = None

    def __post_init__(self) -> None:
        assert not self.open_amount.is_negative, "A debt is not negative."
        if self.disputed_amount is not None:
            assert not self.disputed_amount.is_negative, "A disputed amount is not negative."

    @property
    def undisputed_amount(self) -> Money:
        """The part that may be settled without conceding a dispute.

        A dispute may name more than is still open, where the payer has paid into it.
        """
        if self.disputed_amount is None:
            return self.open_amount
        return self.open_amount - min(self.disputed_amount, self.open_amount)


@dataclass(frozen=True, slots=True)
class Share:
    """The part of a credit that one debt receives."""

    item_id: UUID
    amount: Money


@dataclass(frozen=True, slots=True)
class Designation:
    """What the payer said a payment is for: an amount of one item, or all that is open on it."""

    item_id: UUID
    amount: Money | None = None


@dataclass(frozen=True, slots=True)
class AgeBucket:
    """The items from one number of days past due to another; no last day means and older."""

    label: str
    first_day: int
    last_day: int | None


@dataclass(frozen=True, slots=True)
class ExchangeLine:
    """The line that an exchange difference adds to an entry, in the entity's own currency."""

    account: str
    side: Side
    amount_minor: int

    def reversed(self) -> "ExchangeLine":
        """The line that takes it back: the same account, the other side."""
        return ExchangeLine(self.account, self.side.opposite, self.amount_minor)


@dataclass(frozen=True, slots=True)
class ForeignItem:
    """What is open on an item in a foreign currency, and what the books carry it at."""

    item_id: UUID
    side: Side
    open_amount: Money
    carrying_amount: Money


@dataclass(frozen=True, slots=True)
class Revaluation:
    """The unrealised difference of one item at a month's end, taken back on the next day."""

    item_id: UUID
    closing_amount: Money
    difference: Money
    closing_date: date
    reversal_date: date


@dataclass(frozen=True, slots=True)
class UnvaluedItem:
    """An item that has no value in the entity's currency, as no rate was known when it was booked.

    `worth_minor` is what it is worth at the rate of its own day; None where that is still not known. `settles_id`
    is the item for whose sake it exists, where it is a write-off, a discount, a cancellation or the like.
    """

    item_id: UUID
    amount_minor: int
    worth_minor: int | None
    settles_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class UnvaluedUse:
    """An allocation between two such items; negative where it undoes another one."""

    allocation_id: UUID
    debit_item_id: UUID
    credit_item_id: UUID
    amount_minor: int
    effective_date: date
    undoes_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class UnvaluedGroup:
    """Items that settled each other, directly or by way of others, and the allocations between them."""

    items: tuple[UnvaluedItem, ...]
    uses: tuple[UnvaluedUse, ...]


@dataclass(frozen=True, slots=True)
class GroupWorths:
    """The value of each item, and of each allocation the part of the debit and the part of the credit."""

    items: Mapping[UUID, int]
    parts: Mapping[UUID, tuple[int, int]]


LARGEST_ITEM_MINOR = 10**17
"""The most that one item may be over: ninety of them still add up to a number that the books can hold."""


@dataclass(frozen=True, slots=True)
class NewItem:
    """A debt or a credit to record; its kind (see policies/item_kind.py) says which.

    Without a legal entity the organization's default one counts. `counter` is the role of the account on the
    other side of the entry, where it is not the usual one of the kind. `source` and `external_id` name the
    item in another system, where it is known only once. `worth_minor` is the amount in the legal entity's
    currency, where it is not to be computed from the rate of the document date.
    """

    customer_id: UUID
    kind: str
    amount: Money
    document_date: date
    due_date: date
    legal_entity_id: UUID | None = None
    document_number: str = ""
    instalment_number: int = 1
    reference: str = ""
    counter: str = ""
    worth_minor: int | None = None
    corrects_id: UUID | None = None
    source: str | None = None
    external_id: str | None = None


@dataclass(frozen=True, slots=True)
class CreditAllocation:
    """What became of a credit: the allocations made of it, and what of it is left unapplied.

    `discounts` is what it earned, as a payment, on debts for being early.
    """

    credit_item_id: UUID
    allocation_ids: tuple[UUID, ...]
    shares: tuple[Share, ...]
    unapplied: Money
    discounts: tuple[Share, ...] = ()


@dataclass(frozen=True, slots=True)
class WriteOff:
    """A write-off: asked for, and where it is done, the credit that settled the debt."""

    request_id: UUID
    state: str
    credit_item_id: UUID | None
