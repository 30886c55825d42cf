"""What a bank says: statements with their lines, the same for every format."""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from uuid import UUID

from openbill.disputes.types import DisputeReason
from openbill.importing.types.files import DateOrder, DecimalStyle
from openbill.payments.types import MoneyOn, Shortfall
from openbill.primitives.money import Money
from openbill.receivables.types import Designation


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


class CsvSigns(StrEnum):
    """How a CSV file tells what came in from what went out.

    `signed` amounts are negative where money went out, and those in a column of debits too. `turned` ones are negative
    where it came in. `unsigned` ones have no sign of their own: the columns debit and credit tell, or the direction.
    """

    SIGNED = "signed"
    TURNED = "turned"
    UNSIGNED = "unsigned"


@dataclass(frozen=True, slots=True)
class CsvMapping:
    """How the CSV files of one bank account are read: which column says what, and how days and amounts are written.

    Columns are named by their headings; the second of one name is "Name (2)", and without headings they are "1", "2".
    What no column says is blank. `day_order` is None where a file leaves open whether days or months come first: such
    a mapping is a proposal and reads nothing. `encoding` is that of files that are no UTF-8.
    """

    booked_date: str = ""
    value_date: str = ""
    amount: str = ""
    debit: str = ""
    credit: str = ""
    direction: str = ""
    currency: str = ""
    payer_name: str = ""
    payer_account: str = ""
    payer_bank: str = ""
    text: tuple[str, ...] = ()
    """Several columns are one text, in this order."""
    reference: str = ""
    """The bank's own reference of the booking."""
    end_to_end_id: str = ""
    balance: str = ""
    """What stands on the account after the booking."""
    opening: str = ""
    closing: str = ""
    """What the account opened and closed with, the same in every row."""
    code: str = ""
    note: str = ""
    own_account: str = ""
    state: str = ""
    """Whether it is booked: what is pending is left out."""
    signs: CsvSigns = CsvSigns.SIGNED
    delimiter: str = ";"
    encoding: str = "cp1252"
    decimal_sign: DecimalStyle = "comma"
    day_order: DateOrder | None = "DMY"
    skipped_first: int = 0
    """Lines before the headings."""
    skipped_last: int = 0
    """Rows after the last booking, such as a total."""
    has_headings: bool = True


@dataclass(frozen=True, slots=True)
class ProposedCsv:
    """A mapping that a file suggests, the columns that it has, and in words what a person should look at."""

    mapping: CsvMapping
    headings: tuple[str, ...]
    notes: tuple[str, ...]


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


class RemittanceState(StrEnum):
    """What became of a remittance: it waits for its money, a bank line is linked to it, or it was withdrawn."""

    WAITING = "waiting"
    LINKED = "linked"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class AdvisedLine:
    """What a payer says to pay on one document; `document_number` is blank where a part names none.

    `amount` is what is paid on it, negative for a credit that is taken off, and None where the payer does not say.
    `discount` and `deduction` are what was kept, positive; `reason` says why in words, `reason_code` as a code.
    """

    document_number: str = ""
    amount: Money | None = None
    discount: Money | None = None
    deduction: Money | None = None
    reason: str = ""
    reason_code: str = ""
    purchase_order: str = ""


@dataclass(frozen=True, slots=True)
class RemittanceAdvice:
    """What a payer writes about one payment, before or after it arrives.

    `place` says where in the file it stands, for people. `payer_number` is the payer's number with us, `reference` by
    what the payment is known: a trace, a cheque's number. `amount` is what arrives, None where it is not told; all
    amounts are in `currency`. What is not told is blank.
    """

    place: str
    currency: str
    payer_name: str = ""
    payer_number: str = ""
    payer_account: str = ""
    reference: str = ""
    amount: Money | None = None
    paid_date: date | None = None
    lines: tuple[AdvisedLine, ...] = ()
    warnings: tuple[str, ...] = ()
    """What is odd and does no harm, in a sentence each."""


@dataclass(frozen=True, slots=True)
class ImportedRemittance:
    """What came of an advice; `is_new` is false where it was there already."""

    remittance_id: UUID
    is_new: bool
    payer_name: str
    payer_number: str
    reference: str
    amount_minor: int | None
    currency: str
    documents: int
    warnings: tuple[str, ...]
