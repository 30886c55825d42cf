"""One row of an invoice file, an open item list or a history of settled invoices."""

from collections.abc import Callable
from datetime import date, timedelta

from openbill.importing.policies.item_of_document import CREDITS_BY_KIND
from openbill.importing.policies.read_amount import currency_written_with, minor_units
from openbill.importing.policies.read_currency import CurrencyReader
from openbill.importing.policies.read_date import DateReader
from openbill.importing.policies.read_document_kind import DocumentKindReader
from openbill.importing.policies.read_text import (
    TextReader,
    email_address,
    instalment,
    whole_days,
)
from openbill.importing.policies.refuse_cell import CellRefused
from openbill.importing.reading.refuse_field import FieldRefused, RowIgnored
from openbill.importing.reading.row_cells import names, numbers, picker
from openbill.importing.reading.row_defaults import RowDefaults
from openbill.importing.types.files import FileShape, InvoiceRow, OpenItemRow, SettledInvoiceRow, Side

_FIELDS = (
    "customer_number",
    "customer_name",
    "legal_entity",
    "document_number",
    "document_kind",
    "document_date",
    "due_date",
    "currency",
    "amount",
    "open_amount",
    "settled_date",
    "instalment_number",
    "external_id",
    "reference",
    "country",
    "email",
    "terms_days",
)
_ROW_TYPES: dict[str, type[InvoiceRow]] = {
    "invoices": InvoiceRow,
    "open_items": OpenItemRow,
    "settled_history": SettledInvoiceRow,
}


def invoice_reader(shape: FileShape, defaults: RowDefaults) -> Callable[[int, list[str]], InvoiceRow]:
    """A function from line number and cells (one blank cell added) to a row.

    It raises FieldRefused for what cannot be taken and RowIgnored for an invoice over nothing. All that
    depends on the file alone is settled here, once; the function itself runs a million times.
    """
    pick = picker(shape, _FIELDS)
    row_type = _ROW_TYPES[shape.kind]
    read_customer, read_number, read_external = (
        numbers(shape, field) for field in ("customer_number", "document_number", "external_id")
    )
    read_name, read_entity, read_reference, read_country = (
        names(),
        numbers(shape, ""),
        numbers(shape, ""),
        TextReader(),
    )
    read_document_date = DateReader(shape.date_orders.get("document_date", "YMD"))
    read_due_date = DateReader(shape.date_orders.get("due_date", "YMD"))
    read_settled_date = DateReader(shape.date_orders.get("settled_date", "YMD"))
    read_kind, read_currency = DocumentKindReader(), CurrencyReader()
    style, credits_are = shape.decimal_style, shape.credits
    currency_by_default = shape.currency_in_header or defaults.currency
    is_open_items, is_history = shape.kind == "open_items", shape.kind == "settled_history"
    needs_number = not is_history and "external_id" not in shape.columns
    has_document_date = "document_date" in shape.columns
    entity_by_default, date_by_default, terms_by_default = (
        defaults.legal_entity,
        defaults.document_date,
        defaults.terms_days or 0,
    )
    amount_field = "open_amount" if is_open_items else "amount"

    def read(line_number: int, cells: list[str]) -> InvoiceRow:
        (
            customer_cell,
            name_cell,
            entity_cell,
            number_cell,
            kind_cell,
            date_cell,
            due_cell,
            currency_cell,
            amount_cell,
            open_cell,
            settled_cell,
            instalment_cell,
            external_cell,
            reference_cell,
            country_cell,
            email_cell,
            terms_cell,
        ) = pick(cells)
        field = "customer_number"
        try:
            customer = read_customer[customer_cell] if customer_cell else None
            field = "customer_name"
            name = read_name[name_cell] if name_cell else None
            if customer is None and name is None:
                field = "customer_number" if "customer_number" in shape.columns else "customer_name"
                raise CellRefused("customer is blank", "Give the customer's number or name.")
            field = "document_number"
            number = read_number.read_once(number_cell) if number_cell else None
            if number is None and needs_number:
                raise CellRefused("document number is blank", "Give the number that stands on the document.")
            field = "document_kind"
            kind = read_kind[kind_cell] if kind_cell else "invoice"

            field = "document_date"
            document_date: date | None
            if date_cell and not date_cell.isspace():
                document_date = read_document_date[date_cell]
            elif has_document_date and date_by_default is None and not is_history:
                raise CellRefused("document date is blank", "Give the date of the document.")
            else:
                document_date = date_by_default
            field = "terms_days"
            terms = (whole_days(terms_cell) if terms_cell else None) or terms_by_default
            field = "due_date"
            if due_cell and not due_cell.isspace():
                due_date = read_due_date[due_cell]
                if document_date is None:
                    document_date = due_date
            elif document_date is not None:
                due_date = document_date + timedelta(days=terms)
            else:
                raise CellRefused("document date and due date are blank", "Give at least one of them.")
            field = "settled_date"
            settled = read_settled_date[settled_cell] if settled_cell and not settled_cell.isspace() else None

            field = "currency"
            written = open_cell if is_open_items else amount_cell
            if currency_cell and not currency_cell.isspace():
                currency, decimals = read_currency[currency_cell]
            else:
                field = amount_field
                code = currency_written_with(written) if not written.isdigit() else None
                code = code or currency_by_default
                if code is None:
                    field = "currency"
                    raise CellRefused("currency is blank", "Give a code such as EUR, or state one for the whole file.")
                currency, decimals = read_currency[code]
            field = "open_amount"
            open_minor = minor_units(open_cell, decimals, style, currency) if open_cell else None
            field = "amount"
            amount_minor: int | None
            if is_open_items and not amount_cell:
                amount_minor = open_minor
            else:
                amount_minor = minor_units(amount_cell, decimals, style, currency)
            field = "instalment_number"
            part = instalment(instalment_cell) if instalment_cell else None
            field = "external_id"
            external = read_external.read_once(external_cell) if external_cell else None
            field = "legal_entity"
            entity = (read_entity[entity_cell] if entity_cell else None) or entity_by_default
            field = "reference"
            reference = read_reference.read_once(reference_cell) if reference_cell else None
            field = "country"
            country = read_country[country_cell] if country_cell else None
            field = "email"
            email = email_address(email_cell) if email_cell else None
            field = amount_field
            if amount_minor is None or (is_open_items and not open_minor):
                if open_minor == 0:
                    raise RowIgnored("the open amount is zero: it is settled")
                raise CellRefused("open amount is blank", "Give what is still open.")
            if amount_minor == 0:
                raise RowIgnored("the amount is zero: nothing is owed")
            if open_minor is not None and (open_minor < 0) != (amount_minor < 0) and open_minor:
                field = "open_amount"
                raise CellRefused(
                    f"open amount '{open_cell.strip()}' has the other sign than the amount '{amount_cell.strip()}'",
                    "Write both as owed, or both as a credit.",
                )
            if open_minor is not None and abs(open_minor) > abs(amount_minor):
                field = "open_amount"
                raise CellRefused(
                    f"open amount '{open_cell.strip()}' is more than the amount '{amount_cell.strip()}'",
                    "What is open is at most the amount of the document.",
                )
            side: Side = "credit" if amount_minor < 0 else "debit"
            if side == "debit" and kind in CREDITS_BY_KIND and credits_are != "signed":
                if credits_are is None:
                    field = "document_kind"
                    raise CellRefused(
                        f"nothing says whether '{kind_cell.strip()}' without a minus sign is a credit here, or a debit",
                        "Import the file with --credits by-kind if it is a credit, with --credits signed if not.",
                    )
                side = "credit"
        except CellRefused as refused:
            raise FieldRefused(field, refused.reason, refused.remedy) from None

        if side == "credit" and kind != "payment":
            kind = "credit_note"
        return row_type(
            line_number,
            customer,
            name,
            entity,
            number,
            kind,
            side,
            document_date,
            due_date,
            currency,
            abs(amount_minor),
            None if open_minor is None else abs(open_minor),
            settled,
            part,
            external,
            reference,
            country,
            email,
        )

    return read
