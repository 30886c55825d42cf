"""What the caller and a mapping state about a file, checked against its header."""

import difflib
from pathlib import Path

from openbill.importing.errors import ChoiceIsNotKnown, HeaderIsNotRecognised, MappingDoesNotFit
from openbill.importing.policies.choose_kind import choose_kind
from openbill.importing.policies.header_synonyms import FIELDS
from openbill.importing.policies.match_headers import header_key
from openbill.importing.reading.find_header import SEPARATORS
from openbill.importing.types.choices import ReadingChoices
from openbill.importing.types.files import CREDITS, DATE_ORDERS, DECIMAL_STYLES, KINDS, Kind, Mapping
from openbill.primitives.currency import is_currency

NEEDED = "An invoice needs at least a customer, an invoice number, a date and an amount."


def stated_columns(
    path: Path, headers: tuple[str, ...], mapping: Mapping | None, wanted: ReadingChoices
) -> dict[str, str]:
    """Field to header in this file, of what the mapping and the caller name."""
    by_key = {header_key(name): name for name in headers if name}
    exact = {name.strip(): name for name in headers}
    stated: dict[str, str] = {}
    for source, columns in (("mapping", mapping.columns if mapping else {}), ("choices", wanted.columns)):
        missing = []
        for field, name in columns.items():
            found = exact.get(name.strip()) or by_key.get(header_key(name))
            if found is None:
                near = difflib.get_close_matches(name, [h for h in headers if h], n=1, cutoff=0.5)
                missing.append(f"'{name}' is missing" + (f" (nearest is '{near[0]}')" if near else ""))
                continue
            stated[field] = found
        if missing:
            name = mapping.name if mapping and source == "mapping" else "stated columns"
            raise MappingDoesNotFit(name=name, path=str(path), missing="; ".join(missing))
    return stated


def stated_or_found_kind(
    path: Path,
    headers: tuple[str, ...],
    mapping: Mapping | None,
    wanted: ReadingChoices,
    stated: dict[str, str],
) -> tuple[Kind, list[str]]:
    kind = wanted.kind or (mapping.kind if mapping else None)
    told: list[str] = []
    if kind is None:
        renamed = {header: field.replace("_", " ") for field, header in stated.items()}
        kind, told = choose_kind(tuple(renamed.get(name, name) for name in headers), path.stem)
    if kind is None:
        found = ", ".join(name for name in headers if name)
        raise HeaderIsNotRecognised(path=str(path), found=found[:400], needed=NEEDED)
    for field in stated:
        if field not in FIELDS[kind]:
            raise ChoiceIsNotKnown(value=field, choice=f"field of {said(kind)}", known=", ".join(FIELDS[kind]))
    return kind, told


def check_choices(wanted: ReadingChoices) -> None:
    for value, choice, known in (
        (wanted.kind, "kind of file", KINDS),
        (wanted.separator, "separator", SEPARATORS),
        (wanted.date_order, "date order", DATE_ORDERS),
        (wanted.decimal_style, "decimal style", DECIMAL_STYLES),
        (wanted.credits, "way of credits", CREDITS),
    ):
        if value is not None and value not in known:
            raise ChoiceIsNotKnown(value=value, choice=choice, known=", ".join(map(repr, known)))
    if wanted.currency is not None and not is_currency(wanted.currency):
        raise ChoiceIsNotKnown(value=wanted.currency, choice="currency", known="a code of ISO 4217 such as EUR")


def said(kind: Kind) -> str:
    return kind.replace("_", " ")
