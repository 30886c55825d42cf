"""The values that decisions about documents are made on."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum
from uuid import UUID

from openbill.primitives.business_days import Convention
from openbill.primitives.money import Money

HUNDRED = Decimal(100)


class DocumentKind(StrEnum):
    INVOICE = "invoice"
    CREDIT_NOTE = "credit_note"
    DEBIT_NOTE = "debit_note"


USUAL_PREFIXES = {DocumentKind.INVOICE: "INV", DocumentKind.CREDIT_NOTE: "CN", DocumentKind.DEBIT_NOTE: "DN"}
"""What stands before the numbers of documents where a company has set nothing else."""


class TaxCategory(StrEnum):
    """How a supply is taxed; behind it the code of EN 16931 (UNCL 5305)."""

    STANDARD = "standard"  # S
    REDUCED = "reduced"  # S, at a lower rate
    ZERO = "zero"  # Z
    EXEMPT = "exempt"  # E
    REVERSE_CHARGE = "reverse_charge"  # AE: the customer owes the tax


UNTAXED = frozenset({TaxCategory.ZERO, TaxCategory.EXEMPT, TaxCategory.REVERSE_CHARGE})
"""The categories whose rate is always zero."""


@dataclass(frozen=True, slots=True)
class TaxRate:
    """The rate of a tax code from a day on; `label` is what documents print, such as "VAT 19 %"."""

    tax_code_id: UUID
    percent: Decimal
    category: TaxCategory = TaxCategory.STANDARD
    label: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class PricedLine:
    """A line as its price says: quantity times unit price (major units), less a discount; its rate of tax."""

    quantity: Decimal
    unit_price: Decimal
    tax: TaxRate
    discount_percent: Decimal = Decimal(0)


@dataclass(frozen=True, slots=True)
class TaxTotal:
    """What is taxed at one rate, and the tax on it."""

    rate: TaxRate
    base: Money
    tax: Money


@dataclass(frozen=True, slots=True)
class DocumentTotals:
    """The figures of a document: net of each line, discount on the whole, base and tax per rate, and the sums.

    line_nets - discount = net; net + tax = gross; the bases add up to net and the taxes to tax.
    """

    line_nets: tuple[Money, ...]
    discount: Money
    taxes: tuple[TaxTotal, ...]
    net: Money
    tax: Money
    gross: Money


@dataclass(frozen=True, slots=True)
class TaxLeft:
    """What of an issued document is left at one tax code, and the percentage at which it was charged."""

    percent: Decimal
    base: Money
    tax: Money

    @property
    def gross(self) -> Money:
        return self.base + self.tax


@dataclass(frozen=True, slots=True)
class Creditable:
    """What of the document of a number can still be credited, by tax code; all of it where it `is_whole`."""

    number: str
    left: Mapping[UUID, TaxLeft]
    is_whole: bool


class DueRule(StrEnum):
    NET_DAYS = "net_days"  # N days after the document date
    END_OF_MONTH = "end_of_month"  # the end of the month, and N days after it
    DAY_OF_MONTH = "day_of_month"  # N days, and then the next day D of a month


@dataclass(frozen=True, slots=True)
class Instalment:
    """A part of a document that falls due by itself: a percentage of the whole, or an amount in major units.

    `days` and `months` are counted from the due date that the rule gives. An instalment with neither percent nor
    amount is the rest; the last one is the rest in any case.
    """

    percent: Decimal | None = None
    amount: Decimal | None = None
    days: int = 0
    months: int = 0


@dataclass(frozen=True, slots=True)
class EarlyDiscount:
    """So much per hundred less where it is paid within so many days (2/10 net 30), with some days of grace.

    `is_tax_adjusted`: taking it lessens the tax as well, as in the EU (Directive 2006/112/EC, article 90); where
    it is not, the whole discount is a cost.
    """

    percent: Decimal
    days: int
    grace_days: int = 0
    is_tax_adjusted: bool = True


@dataclass(frozen=True, slots=True)
class PaymentTerms:
    """When a document falls due, and what is taken off where it is paid early."""

    code: str
    name: str
    rule: DueRule = DueRule.NET_DAYS
    days: int = 30
    day_of_month: int | None = None
    convention: Convention = Convention.NONE
    instalments: tuple[Instalment, ...] = ()
    discounts: tuple[EarlyDiscount, ...] = ()


@dataclass(frozen=True, slots=True)
class DueInstalment:
    number: int
    due_date: date
    amount: Money


@dataclass(frozen=True, slots=True)
class DiscountOffer:
    """Taken off where all of a document is paid by `until`; accepted up to `last_date`, the grace included."""

    percent: Decimal
    until: date
    last_date: date
    amount: Money
    tax: Money


@dataclass(frozen=True, slots=True)
class NewLine:
    """A line of a draft. Quantities have up to 6 decimals, prices (major units) up to 6, percents up to 4."""

    description: str
    quantity: Decimal
    unit_price: Decimal
    tax_code: str
    unit: str = ""
    discount_percent: Decimal = Decimal(0)


@dataclass(frozen=True, slots=True)
class NewDraft:
    """What is to be billed. Without terms the customer's hold, or else the days by default.

    `document_date` is set at issue where it is not stated. `corrects_id` names the document that a credit or
    debit note corrects.
    """

    customer_id: UUID
    currency: str
    lines: tuple[NewLine, ...]
    kind: DocumentKind = DocumentKind.INVOICE
    legal_entity_id: UUID | None = None
    document_date: date | None = None
    service_from: date | None = None
    service_to: date | None = None
    terms: str | None = None
    discount_percent: Decimal = Decimal(0)
    buyer_reference: str = ""
    text_before: str = ""
    text_after: str = ""
    corrects_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class NotIssued:
    """A draft that could not be issued, and why, in words."""

    invoice_id: UUID
    code: str
    reason: str


@dataclass(frozen=True, slots=True)
class DocumentsIssued:
    """What a batch issued: documents with their numbers, in the order of the numbers; and what it did not."""

    numbers: dict[UUID, str] = field(default_factory=dict)
    failures: tuple[NotIssued, ...] = ()
