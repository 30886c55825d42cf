"""Which column gives which field, once the values have been looked at."""

from collections.abc import Callable, Mapping, Sequence

from openbill.importing.policies.decide_decimal_style import DecimalEvidence
from openbill.importing.policies.header_synonyms import AMOUNT_FIELDS, DATE_FIELDS, FIELDS
from openbill.importing.policies.match_headers import candidates, header_key
from openbill.importing.policies.read_date import DateEvidence
from openbill.importing.policies.read_document_kind import document_kind
from openbill.importing.policies.read_text import instalment, whole_days
from openbill.importing.policies.refuse_cell import CellRefused
from openbill.importing.types.files import Kind

_OPTIONAL = frozenset({"terms_days", "instalment_number", "document_kind", "open_amount"})
_NUMBER_OR_NAME = frozenset(
    header_key(word) for word in ("customer", "client", "debtor", "Kunde", "Debitor", "cliente", "payer", "partner")
)
_OTHERWISE = {header_key("contact name"): "contact_name"}
"""What a column means once another one gives its first meaning: Xero's ContactName is the customer's name."""


def choose_columns(
    headers: tuple[str, ...], kind: Kind, values: Mapping[str, Sequence[str]], stated: Mapping[str, str]
) -> tuple[dict[str, str], list[str]]:
    """Field to header, and in words what was assumed; `values` are the sampled values under each header.

    Of several candidates the best named one wins whose values look right. An optional column whose values do
    not look right (payment terms such as "NAA8", which are no days) is left unused, and said so. What the
    caller has `stated` wins over all.
    """
    columns = dict(stated)
    assumptions: list[str] = []
    taken = set(stated.values())
    for field, named in candidates(headers, kind).items():
        # What has another meaning too gives way: beside a name, "contact name" is the contact's.
        free = sorted(
            (header for header in named if header not in taken), key=lambda header: header_key(header) in _OTHERWISE
        )
        if field in columns or not free:
            continue
        fitting = [header for header in free if _looks_right(field, values.get(header, ()))]
        filled = [header for header in fitting if any(value.strip() for value in values.get(header, ()))]
        if not fitting and field in _OPTIONAL:
            assumptions.append(f"Column '{free[0]}' is not used: by its name it is {_said(field)}, by its values not.")
            continue
        columns[field] = (filled or fitting or free)[0]
        taken.add(columns[field])
    for header in headers:
        field = _OTHERWISE.get(header_key(header), "")
        if field in FIELDS[kind] and field not in columns and header not in taken:
            columns[field] = header
    _tell_numbers_from_names(columns, values, stated)
    assumptions += _stand_in(columns, kind)
    return {field: columns[field] for field in sorted(columns, key=lambda f: headers.index(columns[f]))}, assumptions


def _stand_in(columns: dict[str, str], kind: Kind) -> list[str]:
    """An open amount where the amount is wanted, and the other way round."""
    for wanted, other, kinds in (
        ("amount", "open_amount", ("settled_history", "invoices", "payments")),
        ("open_amount", "amount", ("open_items",)),
    ):
        if kind in kinds and wanted not in columns and other in columns:
            columns[wanted] = columns.pop(other)
            meaning = "the amount of the document" if wanted == "amount" else "what is still open"
            return [f"Column '{columns[wanted]}' is taken as {meaning}: no other column gives it."]
    return []


def _tell_numbers_from_names(
    columns: dict[str, str], values: Mapping[str, Sequence[str]], stated: Mapping[str, str]
) -> None:
    """A column called "Customer" alone holds numbers or names: names have spaces or no digits."""
    for field, other in (("customer_number", "customer_name"), ("customer_name", "customer_number")):
        header = columns.get(field)
        if header is None or other in columns or field in stated or header_key(header) not in _NUMBER_OR_NAME:
            continue
        filled = [value.strip() for value in values.get(header, ()) if value.strip()]
        names = sum(" " in value or not any(letter.isdigit() for letter in value) for value in filled)
        if filled and (names * 2 > len(filled)) == (field == "customer_number"):
            columns[other] = columns.pop(field)
        return


def _looks_right(field: str, values: Sequence[str]) -> bool:
    filled = [value for value in values if value.strip()]
    if not filled:
        return True
    if field in DATE_FIELDS:
        dates = DateEvidence()
        dates.weigh(filled)
        return dates.dates * 2 >= len(filled)
    if field in AMOUNT_FIELDS:
        amounts = DecimalEvidence()
        for value in filled:
            amounts.weigh_one(value)
        return amounts.amounts * 2 >= len(filled)
    readers: dict[str, Callable[[str], object]] = {
        "terms_days": whole_days,
        "instalment_number": instalment,
        "document_kind": document_kind,
    }
    reader = readers.get(field)
    return reader is None or sum(_reads(reader, value) for value in filled) * 2 >= len(filled)


def _reads(reader: Callable[[str], object], value: str) -> bool:
    try:
        reader(value)
    except CellRefused:
        return False
    return True


def _said(field: str) -> str:
    return {"terms_days": "days of payment terms", "document_kind": "the kind of document"}.get(
        field, field.replace("_", " ")
    )
