"""What a bank says: statements with their lines, the same for every format."""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from uuid import UUID

from openbill.primitives.money import Money


class StatementKind(StrEnum):
    """What a bank sent: the day's final statement, one of the running day, or a notice of single bookings."""

    FINAL = "final"
    INTERIM = "interim"
    NOTICE = "notice"


@dataclass(frozen=True, slots=True)
class Balance:
    """What stood on an account at the end of a day (an opening balance: before the first booking of the statement)."""

    on: date
    amount: Money


@dataclass(frozen=True, slots=True)
class Party:
    """The other side of a booking, as far as the bank tells: `account` is an IBAN or another number without spaces."""

    name: str = ""
    account: str = ""
    bank: str = ""


@dataclass(frozen=True, slots=True)
class Remittance:
    """What one payment says that it pays.

    `text` is what people wrote, its parts joined as the payer wrote them; `structured` are creditor references as the
    bank marks them, without spaces; `documents` are (number, amount or None) of referred documents, what is taken off
    for a credit note negative.
    """

    text: str = ""
    structured: tuple[str, ...] = ()
    documents: tuple[tuple[str, Money | None], ...] = ()


@dataclass(frozen=True, slots=True)
class LinePart:
    """One payment inside a batch that the bank booked as a single line.

    `amount` has the sign of the line, but where the bank nets payments of both directions.
    """

    amount: Money
    party: Party = Party()
    remittance: Remittance = Remittance()
    end_to_end_id: str = ""
    mandate_id: str = ""
    bank_reference: str = ""
    return_reason: str = ""
    charges: Money | None = None
    """What a bank kept on the way, positive."""
    instructed: Money | None = None
    """What the payer ordered, positive, where it is in another currency."""
    note: str = ""
    """What the bank itself adds."""


@dataclass(frozen=True, slots=True)
class StatementLine:
    """One booking: `amount` is positive where money came in, and negative where it went out.

    `place` says where it stands in the file ("line 14", "entry 3"), for people; `code` is the bank's own word for the
    kind of booking (PMNT-RCDT-ESCT, NTRF, 166). `is_reversal` marks the taking back of an earlier booking. A line
    that bundles several payments has them in `parts`, which add up to it where the bank tells all of them; a single
    payment is told by the line itself.
    """

    place: str
    booked_date: date
    amount: Money
    value_date: date | None = None
    party: Party = Party()
    remittance: Remittance = Remittance()
    end_to_end_id: str = ""
    mandate_id: str = ""
    bank_reference: str = ""
    code: str = ""
    note: str = ""
    """What the bank itself adds: "SEPA-GUTSCHRIFT", a cheque's number."""
    return_reason: str = ""
    charges: Money | None = None
    instructed: Money | None = None
    """What the payer ordered, positive, where it is in another currency."""
    batch_id: str = ""
    """What we called the collection or the transfers ourselves, where the bank books them as one."""
    is_reversal: bool = False
    parts: tuple[LinePart, ...] = ()


@dataclass(frozen=True, slots=True)
class Statement:
    """One statement of one account.

    `account` is an IBAN or another number without spaces, `bank` its BIC or routing number where told. Balances are
    None where the format or the bank tells none, and `currency` is blank where nothing is told in any. Lines come in
    the order of the file, booked ones only: what is pending may never come. `number` is the bank's count of statements,
    with the page behind it where one has several (58/2), and `reference` its name for this one.
    """

    place: str
    account: str
    currency: str
    kind: StatementKind
    number: str = ""
    reference: str = ""
    bank: str = ""
    opening: Balance | None = None
    closing: Balance | None = None
    lines: tuple[StatementLine, ...] = ()
    pending: int = 0
    """How many pending bookings were left out."""
    warnings: tuple[str, ...] = field(default=())
    """What is odd and does no harm, in a sentence each."""
    note: str = ""
    """What the bank adds to the statement as a whole."""


@dataclass(frozen=True, slots=True)
class ImportedStatement:
    """What came of a statement: how many lines were new, how many known already.

    `gap_minor` is what is missing between the balance with which the statement before ended and this one's opening, in
    minor units of the account's currency; None where the two meet, or nothing is known. `overlaps` names the earlier
    statements that had told the known lines, by number or days, where a file brings both these and new ones.
    """

    statement_id: UUID
    bank_account_id: UUID
    number: str
    from_date: date
    to_date: date
    new: int
    known: int
    gap_minor: int | None
    warnings: tuple[str, ...]
    overlaps: tuple[str, ...] = ()
