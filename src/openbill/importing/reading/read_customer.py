"""One row of a file of customers."""

from collections.abc import Callable

from openbill.importing.policies.read_currency import CurrencyReader
from openbill.importing.policies.read_text import (
    NAME_LENGTH,
    SHORT_LENGTH,
    TextReader,
    email_address,
    time_zone_name,
    whole_days,
)
from openbill.importing.policies.refuse_cell import CellRefused
from openbill.importing.reading.refuse_field import FieldRefused
from openbill.importing.reading.row_cells import numbers, picker
from openbill.importing.reading.row_defaults import RowDefaults
from openbill.importing.types.files import CustomerRow, FileShape

_FIELDS = CustomerRow._fields[1:]
_LENGTHS = {
    "customer_name": NAME_LENGTH,
    "street": NAME_LENGTH,
    "contact_name": NAME_LENGTH,
    "postal_code": SHORT_LENGTH,
    "language": SHORT_LENGTH,
    "vat_number": SHORT_LENGTH,
    "phone": SHORT_LENGTH,
}
_NUMBERS = ("customer_number", "parent_number", "external_id")


def customer_reader(shape: FileShape, defaults: RowDefaults) -> Callable[[int, list[str]], CustomerRow]:
    """A function from line number and cells (one blank cell added) to a row; it raises FieldRefused."""
    pick = picker(shape, _FIELDS)
    readers: dict[str, Callable[[str], object]] = {
        field: TextReader(_LENGTHS.get(field, 100)).__getitem__ for field in _FIELDS
    }
    readers |= {field: numbers(shape, field).__getitem__ for field in _NUMBERS}
    currencies = CurrencyReader()
    readers |= {
        "currency": lambda cell: currencies[cell][0] if cell.strip() else None,
        "terms_days": whole_days,
        "email": email_address,
        "time_zone": time_zone_name,
    }
    ordered = [(field, readers[field]) for field in _FIELDS]
    entity_place = _FIELDS.index("legal_entity")

    def read(line_number: int, cells: list[str]) -> CustomerRow:
        values: list[object] = [line_number]
        field = ""
        try:
            for (name, reader), cell in zip(ordered, pick(cells), strict=True):
                field = name
                values.append(reader(cell) if cell else None)
            if values[1] is None and values[2] is None:
                field = "customer_number" if "customer_number" in shape.columns else "customer_name"
                raise CellRefused("customer number and name are blank", "Give at least one of them.")
        except CellRefused as refused:
            raise FieldRefused(field, refused.reason, refused.remedy) from None
        if values[entity_place + 1] is None:
            values[entity_place + 1] = defaults.legal_entity
        return CustomerRow._make(values)

    return read
