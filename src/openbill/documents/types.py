"""The sheets that are rendered, with everything on them decided by the caller; and the files that are kept.

Amounts are minor units of the sheet's currency. Blank text, an empty tuple and None mean that a part is not there.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from openbill.primitives.money import Money

HOUSE_COLOUR = "#0f4c5c"


class Paper(StrEnum):
    """The size, and with it the window that the address must stand in."""

    A4 = "a4"  # DIN 5008 form B, for a DL or C6/5 envelope
    LETTER = "us-letter"  # a number 10 envelope with a window


@dataclass(frozen=True, slots=True, kw_only=True)
class Seller:
    """Who sends a sheet. `registration` is the line about register and management that some laws ask for.

    `logo` is the content of a PNG or an SVG. `accent_colour` is written #rrggbb.
    """

    name: str
    address_lines: tuple[str, ...]
    vat_number: str = ""
    registration: str = ""
    email: str = ""
    phone: str = ""
    website: str = ""
    logo: bytes | None = None
    accent_colour: str = HOUSE_COLOUR
    paper: Paper = Paper.A4


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipient:
    """To whom a sheet goes; `attention` is a person or department there."""

    name: str
    address_lines: tuple[str, ...]
    attention: str = ""
    customer_number: str = ""
    vat_number: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PaymentDetails:
    """How to pay: an account, the reference to state, what a code to scan would ask for, and a link.

    A reference that begins with RF is one of ISO 11649; every other text is stated as it is. The code is printed
    where `amount` is in euro, from 0.01 to 999,999,999.99, and there is an IBAN.
    """

    account_holder: str = ""
    bank: str = ""
    iban: str = ""
    bic: str = ""
    reference: str = ""
    amount: Money | None = None
    pay_link: str = ""


class InvoiceKind(StrEnum):
    INVOICE = "invoice"
    CREDIT_NOTE = "credit_note"
    DEBIT_NOTE = "debit_note"


@dataclass(frozen=True, slots=True, kw_only=True)
class InvoiceLine:
    """A line; the unit price is in major units with up to 6 decimals. The first line of the description stands out."""

    description: str
    quantity: Decimal
    unit_price: Decimal
    net_minor: int
    position: str = ""
    unit: str = ""
    discount_percent: Decimal | None = None
    tax_label: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentDiscount:
    """What is taken off the sum of the lines; a positive amount."""

    lines_minor: int
    discount_minor: int
    percent: Decimal | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TaxRow:
    """The tax at one rate; `label` is printed as it is, such as "VAT" or "VAT reverse charge"."""

    label: str
    base_minor: int
    tax_minor: int
    rate_percent: Decimal | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class InvoiceTotals:
    """The sums of a document; `due_minor` is `gross_minor` less `paid_minor`."""

    net_minor: int
    gross_minor: int
    due_minor: int
    taxes: tuple[TaxRow, ...] = ()
    discount: DocumentDiscount | None = None
    paid_minor: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class DuePart:
    """What is to be paid by a day; several of them are instalments."""

    due_date: date
    amount_minor: int


@dataclass(frozen=True, slots=True, kw_only=True)
class EarlyPayment:
    """An early-payment discount: what is still to be paid where it is paid until a day, and how much less that is."""

    percent: Decimal
    until_date: date
    discount_minor: int
    payable_minor: int


@dataclass(frozen=True, slots=True, kw_only=True)
class InvoiceSheet:
    """An invoice, credit note or debit note. Texts may have several paragraphs, parted by line breaks."""

    kind: InvoiceKind = InvoiceKind.INVOICE
    language: str
    currency: str
    seller: Seller
    buyer: Recipient
    number: str
    document_date: date
    lines: tuple[InvoiceLine, ...]
    totals: InvoiceTotals
    service_from: date | None = None
    service_to: date | None = None
    due: tuple[DuePart, ...] = ()
    early_payments: tuple[EarlyPayment, ...] = ()
    buyer_reference: str = ""
    purchase_order: str = ""
    corrected_number: str = ""
    corrected_date: date | None = None
    text_before: str = ""
    text_after: str = ""
    tax_notes: tuple[str, ...] = ()
    rounding_note: str = ""
    payment: PaymentDetails | None = None

    @property
    def name(self) -> str:
        return f"{self.kind.replace('_', ' ')} {self.number}"


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenRow:
    """An open item; amounts in the customer's favour are negative, and have no due date.

    A statement tells the amount of the item and what is open of it; a letter what is open and what it asks for.
    """

    document_number: str
    document_date: date
    due_date: date | None
    amount_minor: int
    open_minor: int
    days_late: int = 0
    description: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AgePart:
    """What is from one number of days late to another; neither: not due; no last day: and later."""

    first_day: int | None
    last_day: int | None
    amount_minor: int


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenItems:
    """What is open in one currency. `unapplied_minor` are credits that settle nothing yet, negative."""

    currency: str
    rows: tuple[OpenRow, ...]
    total_minor: int
    ages: tuple[AgePart, ...] = ()
    unapplied_minor: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class ActivityRow:
    """What moved the balance on a day."""

    date: date
    document_number: str
    amount_minor: int
    balance_minor: int
    description: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Activity:
    """How the balance in one currency came about: opening, rows, closing."""

    currency: str
    from_date: date
    opening_minor: int
    rows: tuple[ActivityRow, ...]
    closing_minor: int


@dataclass(frozen=True, slots=True, kw_only=True)
class StatementSheet:
    """A statement of account as of a day; a part per currency, each in the open-item or in the activity form."""

    language: str
    seller: Seller
    customer: Recipient
    as_of_date: date
    parts: tuple[OpenItems | Activity, ...]
    text_before: str = ""
    text_after: str = ""
    payment: PaymentDetails | None = None

    @property
    def name(self) -> str:
        return f"statement of {self.as_of_date} for {self.customer.name}"


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterSheet:
    """A reminder, or any other letter. `documents` are what it is about, `total_minor` what of them is asked for.

    `currency` may be blank where neither is there. Each paragraph may have line breaks of its own.
    """

    language: str
    sender: Seller
    recipient: Recipient
    letter_date: date
    subject: str
    paragraphs_before: tuple[str, ...]
    currency: str = ""
    documents: tuple[OpenRow, ...] = ()
    total_minor: int | None = None
    paragraphs_after: tuple[str, ...] = ()
    payment: PaymentDetails | None = None
    our_reference: str = ""
    closing: str = ""
    signed_by: str = ""
    signed_as: str = ""
    enclosures: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        return f"letter of {self.letter_date} to {self.recipient.name}"


Sheet = InvoiceSheet | StatementSheet | LetterSheet
