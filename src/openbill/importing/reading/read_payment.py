"""One row of a file of payments."""

from collections.abc import Callable

from openbill.importing.policies.read_amount import currency_written_with, minor_units
from openbill.importing.policies.read_currency import CurrencyReader
from openbill.importing.policies.read_date import DateReader
from openbill.importing.policies.refuse_cell import CellRefused
from openbill.importing.reading.refuse_field import FieldRefused
from openbill.importing.reading.row_cells import names, numbers, picker
from openbill.importing.reading.row_defaults import RowDefaults
from openbill.importing.types.files import FileShape, PaymentRow

_FIELDS = (
    "customer_number",
    "customer_name",
    "legal_entity",
    "payment_date",
    "currency",
    "amount",
    "payment_reference",
    "payment_method",
    "invoice_number",
    "external_id",
    "reference",
)


def payment_reader(shape: FileShape, defaults: RowDefaults) -> Callable[[int, list[str]], PaymentRow]:
    """A function from line number and cells (one blank cell added) to a row; it raises FieldRefused."""
    pick = picker(shape, _FIELDS)
    read_customer, read_payment, read_invoice, read_external = (
        numbers(shape, field) for field in ("customer_number", "payment_reference", "invoice_number", "external_id")
    )
    read_name, read_entity, read_method, read_reference = (
        names(),
        numbers(shape, ""),
        numbers(shape, ""),
        names(),
    )
    read_date, read_currency = DateReader(shape.date_orders.get("payment_date", "YMD")), CurrencyReader()
    style, sign = shape.decimal_style, -1 if shape.payments_are_negative else 1
    currency_by_default, entity_by_default = (
        shape.currency_in_header or defaults.currency,
        defaults.legal_entity,
    )

    def read(line_number: int, cells: list[str]) -> PaymentRow:
        (
            customer_cell,
            name_cell,
            entity_cell,
            date_cell,
            currency_cell,
            amount_cell,
            payment_cell,
            method_cell,
            invoice_cell,
            external_cell,
            reference_cell,
        ) = pick(cells)
        field = "customer_number"
        try:
            customer = read_customer[customer_cell] if customer_cell else None
            field = "customer_name"
            name = read_name[name_cell] if name_cell else None
            field = "payment_reference"
            payment = read_payment[payment_cell] if payment_cell else None
            field = "invoice_number"
            invoice = read_invoice.read_once(invoice_cell) if invoice_cell else None
            if customer is None and name is None and payment is None and invoice is None:
                field = next(f for f in _WHO if f in shape.columns)
                raise CellRefused("nothing says whose payment it is", "Give the customer, a reference or an invoice.")
            field = "payment_date"
            if not date_cell or date_cell.isspace():
                raise CellRefused("payment date is blank", "Give the day on which the money was received.")
            payment_date = read_date[date_cell]
            field = "currency"
            if currency_cell and not currency_cell.isspace():
                currency, decimals = read_currency[currency_cell]
            else:
                field = "amount"
                code = currency_written_with(amount_cell) if not amount_cell.isdigit() else None
                code = code or currency_by_default
                if code is None:
                    field = "currency"
                    raise CellRefused("currency is blank", "Give a code such as EUR, or state one for the whole file.")
                currency, decimals = read_currency[code]
            field = "amount"
            amount_minor = sign * minor_units(amount_cell, decimals, style, currency)
            if amount_minor == 0:
                raise CellRefused("the amount is zero", "Leave out payments of nothing.")
            if amount_minor < 0:
                raise CellRefused(
                    f"'{amount_cell.strip()}' has the sign of money given back, the other payments have not",
                    "Record refunds and returned payments as such, not as payments.",
                )
            field = "legal_entity"
            entity = (read_entity[entity_cell] if entity_cell else None) or entity_by_default
            field = "payment_method"
            method = read_method[method_cell] if method_cell else None
            field = "external_id"
            external = read_external.read_once(external_cell) if external_cell else None
            field = "reference"
            reference = read_reference.read_once(reference_cell) if reference_cell else None
        except CellRefused as refused:
            raise FieldRefused(field, refused.reason, refused.remedy) from None
        return PaymentRow(
            line_number,
            customer,
            name,
            entity,
            payment_date,
            currency,
            amount_minor,
            payment,
            method,
            invoice,
            external,
            reference,
        )

    return read


_WHO = ("customer_number", "customer_name", "payment_reference", "invoice_number")
