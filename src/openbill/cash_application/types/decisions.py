"""What is decided about lines of banks: postings with their parts, what was known already, what is set aside."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID

from openbill.disputes.types import DisputeReason
from openbill.payments.types import MoneyOn, Shortfall
from openbill.primitives.money import Money
from openbill.receivables.types import Designation


class PostingKind(StrEnum):
    """What a bank line was: payments of customers, the return of one, what was known already, or none of ours."""

    RECEIPT = "receipt"
    RETURN = "return"
    CLEARED = "cleared"
    ASIDE = "aside"


class AsideOn(StrEnum):
    """On which account of the books stands what a line brought or took that is none of receivables."""

    OTHER = "other_cash"
    BANK_FEES = "bank_fees"


@dataclass(frozen=True, slots=True)
class Source:
    """What a bank line was known by already: `payment`, `return` or `refund`, or the kind of an expectation."""

    kind: str
    id: UUID


@dataclass(frozen=True, slots=True)
class Expected:
    """Money that comes to, or goes from, an account at a bank as one line; see the model Expectation.

    `amount` is negative where it goes out, and one of the `references` stands in the line as a whole.
    """

    source: Source
    legal_entity_id: UUID
    amount: Money
    expected_date: date
    references: tuple[str, ...]
    account: MoneyOn = MoneyOn.TRANSIT


@dataclass(frozen=True, slots=True)
class CreditUse:
    """So much of a credit settles a debt together with a line: its payer had taken it off."""

    credit_item_id: UUID
    debit_item_id: UUID
    amount: Money


@dataclass(frozen=True, slots=True)
class Deduction:
    """So much of a debt its payer kept, and why: it is disputed from then on."""

    item_id: UUID
    amount: Money
    reason: DisputeReason


@dataclass(frozen=True, slots=True)
class Placing:
    """What one customer pays with a line, or with a part of it: the debts named, the rest stays on account."""

    customer_id: UUID
    amount: Money
    designations: tuple[Designation, ...] = ()
    shortfalls: tuple[Shortfall, ...] = ()
    credit_uses: tuple[CreditUse, ...] = ()
    deductions: tuple[Deduction, ...] = ()


@dataclass(frozen=True, slots=True)
class NewPosting:
    """What a line is said to be: its placings add up to it.

    `rank` is the place of the proposal that was taken, from 1, with its probability and why; None by hand.
    """

    line_id: UUID
    placings: tuple[Placing, ...]
    rank: int | None = None
    probability: float | None = None
    evidence: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class LinePosted:
    """A line that was posted, and the payments that came of it."""

    line_id: UUID
    posting_id: UUID
    payment_ids: tuple[UUID, ...]


@dataclass(frozen=True, slots=True)
class Confirmed:
    """Of several lines how many were posted as proposed, and how many had no proposal."""

    posted: int
    left: int


@dataclass(frozen=True, slots=True)
class Matched:
    """What came of lines that were looked at: how many were posted, set aside, and wait for people."""

    posted: int
    aside: int
    left: int

    @property
    def seen(self) -> int:
        """How many lines there were."""
        return self.posted + self.aside + self.left
