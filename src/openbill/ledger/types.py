"""The values in which the books are told: accounts, lines, balances, rates, exports.

Amounts are in minor units of the currency beside them; debits are positive and credits negative where one
figure says both.
"""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from uuid import UUID


class AccountKind(StrEnum):
    """Where an account stands in the balance sheet or the income statement."""

    ASSET = "asset"
    LIABILITY = "liability"
    EQUITY = "equity"
    INCOME = "income"
    EXPENSE = "expense"


@dataclass(frozen=True, slots=True)
class ChartAccount:
    """One account of a chart: its code, its name, its kind, and the use that Openbill makes of it."""

    code: str
    name: str
    kind: AccountKind
    role: str


@dataclass(frozen=True, slots=True)
class Books:
    """Whose books they are, in which currency, and from when on they are kept."""

    legal_entity_id: UUID
    code: str
    currency: str
    time_zone: str
    cut_over_date: date | None
    is_mirror: bool
    """Whether another system keeps the general ledger, and Openbill mirrors its open items."""


@dataclass(frozen=True, slots=True)
class PeriodOfBooks:
    """One month of one legal entity's books; `state` is one of the period lifecycle's."""

    legal_entity_id: UUID
    start_date: date
    state: str


@dataclass(frozen=True, slots=True)
class ManualLine:
    """One line of a manual entry, on an account named by its code.

    `functional_minor` is needed where the currency is not the legal entity's own.
    """

    account_code: str
    currency: str
    amount_minor: int
    functional_minor: int | None = None


@dataclass(frozen=True, slots=True)
class Transfer:
    """So much moved between two accounts, which are named by their roles; the other way round where it is negative.

    `kind` and `source_id` say what the entry books, as they stand in the journal.
    """

    legal_entity_id: UUID
    day: date
    kind: str
    source_id: UUID
    debit: str
    credit: str
    currency: str
    amount_minor: int


@dataclass(frozen=True, slots=True)
class EntryReversed:
    """The entry that takes another one back, and its day in the books."""

    entry_id: UUID
    reverses_id: UUID
    posting_date: date


@dataclass(frozen=True, slots=True)
class RateToSet:
    """How many units of the functional currency one unit of the currency is worth on a day."""

    currency: str
    functional_currency: str
    rate_date: date
    rate: Decimal
    source: str = ""


@dataclass(frozen=True, slots=True)
class RatesSet:
    """How many rates of a batch were new, were changed, and were there already."""

    added: int
    changed: int
    unchanged: int


@dataclass(frozen=True, slots=True)
class RateFound:
    """The rate that holds on a day: one `currency` is worth multiplier / divisor of the functional one.

    A rate that was entered for the other direction divides, so that no digit of it is lost.
    """

    currency: str
    functional_currency: str
    rate_date: date
    age_days: int
    multiplier: Decimal
    divisor: Decimal

    @property
    def is_inverse(self) -> bool:
        """Whether the rate was entered the other way round."""
        return self.divisor != 1

    @property
    def exact(self) -> Fraction:
        """The rate without any rounding."""
        return Fraction(self.multiplier) / Fraction(self.divisor)


@dataclass(frozen=True, slots=True)
class TrialBalanceRow:
    """What stands on one account in one currency; functional figures are in the legal entity's."""

    account_id: UUID
    code: str
    name: str
    kind: AccountKind
    role: str
    currency: str
    debit_minor: int
    credit_minor: int
    balance_minor: int
    functional_debit_minor: int
    functional_credit_minor: int
    functional_balance_minor: int


@dataclass(frozen=True, slots=True)
class TrialBalance:
    """Every account that moved, as of a day; the balances of each currency add up to zero."""

    legal_entity_id: UUID
    as_of: date
    functional_currency: str
    rows: tuple[TrialBalanceRow, ...]

    def total_minor(self, currency: str) -> int:
        """The sum of all balances in one currency: zero."""
        return sum(row.balance_minor for row in self.rows if row.currency == currency)

    @property
    def functional_total_minor(self) -> int:
        """The sum of all functional balances: zero."""
        return sum(row.functional_balance_minor for row in self.rows)


@dataclass(frozen=True, slots=True)
class PostedLine:
    """One line of a posted entry."""

    number: int
    account_code: str
    account_name: str
    customer_id: UUID | None
    customer_number: str | None
    currency: str
    amount_minor: int
    functional_minor: int


@dataclass(frozen=True, slots=True)
class PostedEntry:
    """One posted entry with all its lines; `functional_currency` is the legal entity's."""

    entry_id: UUID
    legal_entity_id: UUID
    posting_date: date
    kind: str
    source_id: UUID
    reverses_id: UUID | None
    reversed_by_id: UUID | None
    command_id: UUID
    functional_currency: str
    lines: tuple[PostedLine, ...]


@dataclass(frozen=True, slots=True)
class JournalFilter:
    """Which entries of the journal are wanted; what is None does not narrow.

    An entry is shown whole where one of its lines meets the account and the customer. `known_at_sequence`
    leaves out what was sealed after that number of the command log, or was not sealed yet.
    """

    legal_entity_id: UUID | None = None
    from_date: date | None = None
    through_date: date | None = None
    account_code: str | None = None
    customer_id: UUID | None = None
    source_id: UUID | None = None
    source_ids: tuple[UUID, ...] | None = None
    known_at_sequence: int | None = None
    kind: str | None = None


@dataclass(frozen=True, slots=True)
class JournalPlace:
    """A place in the journal, which is ordered by posting date and then by entry."""

    posting_date: date
    entry_id: UUID


@dataclass(frozen=True, slots=True)
class JournalPage:
    """Some entries of the journal; `next_place` is None where these are the last."""

    entries: tuple[PostedEntry, ...]
    next_place: JournalPlace | None


@dataclass(frozen=True, slots=True)
class GlBatch:
    """A numbered batch of entries that was handed over to another general ledger."""

    batch_id: UUID
    legal_entity_id: UUID
    number: int
    through_date: date
    entry_count: int
    made_at: datetime
