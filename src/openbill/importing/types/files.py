"""What a file is made of, and what its rows say."""

import json
from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Annotated, Literal, NamedTuple, Self

from pydantic import StringConstraints, TypeAdapter, ValidationError

from openbill.importing.errors import MappingIsNotReadable

Kind = Literal["customers", "invoices", "open_items", "payments", "settled_history"]

KINDS: tuple[Kind, ...] = ("customers", "invoices", "open_items", "payments", "settled_history")

DateOrder = Literal["YMD", "DMY", "MDY"]

DATE_ORDERS: tuple[DateOrder, ...] = ("YMD", "DMY", "MDY")

DecimalStyle = Literal["point", "comma"]

DECIMAL_STYLES: tuple[DecimalStyle, ...] = ("point", "comma")

Credits = Literal["signed", "by-kind"]

CREDITS: tuple[Credits, ...] = ("signed", "by-kind")
"""What makes a credit of a credit note or payment in a list: its minus sign alone, or its kind."""

DocumentKind = Literal["invoice", "credit_note", "debit_note", "payment"]

Side = Literal["debit", "credit"]


@dataclass(frozen=True)
class Mapping:
    """How the files of one source are read, saved by name: fields to headers, the way of dates and amounts.

    `encoding` is tried where a file is not Unicode. `defaults` may hold `currency` and `legal_entity`. Where
    `credits` is None, each file decides for itself.
    """

    name: Annotated[str, StringConstraints(min_length=1, max_length=100)]
    kind: Kind
    columns: dict[str, str]
    date_orders: dict[str, DateOrder]
    decimal_style: DecimalStyle
    encoding: str
    separator: Annotated[str, StringConstraints(min_length=1, max_length=1)]
    defaults: dict[str, str] = field(default_factory=dict)
    source: str = ""
    credits: Credits | None = None

    def to_json(self) -> str:
        return json.dumps(asdict(self), ensure_ascii=False, indent=2)

    @classmethod
    def from_json(cls, text: str) -> Self:
        """Raises MappingIsNotReadable."""
        try:
            return TypeAdapter(cls).validate_json(text)
        except ValidationError as error:
            first = error.errors()[0]
            place = ".".join(str(part) for part in first["loc"]) or "text"
            raise MappingIsNotReadable(reason=f"{place}: {first['msg']}") from None


@dataclass(frozen=True, slots=True)
class FileShape:
    """How one file is written and what its columns mean.

    `columns` goes from our name of a field to the header in the file, in the order of the file.
    `assumptions` are the decisions for which the file holds no proof, in plain words: they are to
    be shown, and each can be overridden.

    `credits` is None where a credit note or payment without a minus sign is to be refused: nothing says on
    which side it is. `credits_are_proven` is false where no sign in the file and no statement decided.
    """

    kind: Kind
    encoding: str
    separator: str
    quote: str
    escape: str | None
    skips_initial_space: bool
    header_line: int
    headers: tuple[str, ...]
    cell_count: int
    columns: dict[str, str]
    unused_columns: tuple[str, ...]
    date_orders: dict[str, DateOrder]
    decimal_style: DecimalStyle
    currency_in_header: str | None
    amounts_name_currency: bool
    payments_are_negative: bool
    credits: Credits | None
    credits_are_proven: bool
    whole_number_columns: frozenset[str]
    defaults: dict[str, str]
    assumptions: list[str]
    size_bytes: int
    line_count: int

    def as_mapping(self, name: str, *, source: str = "") -> Mapping:
        """What other files with the same header need, to be saved under a name."""
        return Mapping(
            name=name,
            kind=self.kind,
            columns=dict(self.columns),
            date_orders=dict(self.date_orders),
            decimal_style=self.decimal_style,
            encoding=self.encoding,
            separator=self.separator,
            defaults=dict(self.defaults),
            source=source,
            credits=self.credits if self.credits_are_proven else None,
        )


class InvoiceRow(NamedTuple):
    """One invoice, credit note or debit note; amounts in minor units, never negative: `side` has the sign.

    A payment or credit note on the debit side is one that was taken back.

    A legal entity, customer name or number that the file does not give is None. `open_amount_minor`
    is None where the file says nothing about it.
    """

    line_number: int
    customer_number: str | None
    customer_name: str | None
    legal_entity: str | None
    document_number: str | None
    document_kind: DocumentKind
    side: Side
    document_date: date
    due_date: date
    currency: str
    amount_minor: int
    open_amount_minor: int | None
    settled_date: date | None
    instalment_number: int | None
    external_id: str | None
    reference: str | None
    country: str | None
    email: str | None


class OpenItemRow(InvoiceRow):
    """One open item: `open_amount_minor` is always given; `amount_minor` repeats it for want of another."""

    __slots__ = ()


class SettledInvoiceRow(InvoiceRow):
    """One invoice with the date on which it was settled, None for one that is still open."""

    __slots__ = ()


class PaymentRow(NamedTuple):
    """One payment, or the part of it that pays one invoice: rows of one reference are one payment."""

    line_number: int
    customer_number: str | None
    customer_name: str | None
    legal_entity: str | None
    payment_date: date
    currency: str
    amount_minor: int
    payment_reference: str | None
    payment_method: str | None
    invoice_number: str | None
    external_id: str | None
    reference: str | None


class CustomerRow(NamedTuple):
    """One customer, or one more contact of the customer with the same number."""

    line_number: int
    customer_number: str | None
    customer_name: str | None
    legal_entity: str | None
    parent_number: str | None
    group: str | None
    currency: str | None
    terms_days: int | None
    language: str | None
    time_zone: str | None
    country: str | None
    street: str | None
    postal_code: str | None
    city: str | None
    vat_number: str | None
    email: str | None
    phone: str | None
    contact_name: str | None
    contact_role: str | None
    external_id: str | None


Row = InvoiceRow | PaymentRow | CustomerRow
