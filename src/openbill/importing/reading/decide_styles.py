"""How the dates and amounts of one file are written, by proof, by statement or by assumption."""

from collections import Counter
from dataclasses import replace

from openbill.importing.policies.decide_date_order import OrderHints, decide_date_orders
from openbill.importing.policies.decide_decimal_style import decide_decimal_style
from openbill.importing.reading.gather_evidence import Evidence
from openbill.importing.types.choices import ReadingChoices
from openbill.importing.types.files import DateOrder, DecimalStyle, FileShape, Mapping
from openbill.primitives.currency import exponent, is_currency

OTHER_COLUMN = "other column: "
"""Before the header of a column that is not used and whose dates are proof all the same."""


def decide_styles(
    shape: FileShape,
    evidence: Evidence,
    records: list[list[str]],
    mapping: Mapping | None,
    wanted: ReadingChoices,
) -> FileShape:
    """The shape with its date orders, decimal style and the assumptions that follow from its columns."""
    currency = _likely_currency(shape, records, wanted)
    style, told = _decimal_style(evidence, exponent(currency) if currency else 2, mapping, wanted)
    hints = OrderHints(evidence.due_after_document, shape.separator, style == "comma", currency)
    orders, doubts = _date_orders(evidence, shape.columns, hints, mapping, wanted)
    return replace(
        shape,
        date_orders=orders,
        decimal_style=style,
        amounts_name_currency=evidence.decimals.with_currency > 0,
        payments_are_negative=wanted.payments_are_negative,
        assumptions=[*shape.assumptions, *told, *doubts, *_consequences(shape)],
    )


def _decimal_style(
    evidence: Evidence, decimals: int, mapping: Mapping | None, wanted: ReadingChoices
) -> tuple[DecimalStyle, list[str]]:
    if wanted.decimal_style:
        return wanted.decimal_style, []
    found = evidence.decimals
    if mapping is None:
        return decide_decimal_style(found, decimals)
    against = found.comma if mapping.decimal_style == "point" else found.point
    agreeing = found.point if mapping.decimal_style == "point" else found.comma
    if against and not agreeing:
        style: DecimalStyle = "comma" if mapping.decimal_style == "point" else "point"
        return style, [f"The mapping states a decimal {mapping.decimal_style}; every amount here has a {style}."]
    return mapping.decimal_style, []


def _date_orders(
    evidence: Evidence,
    columns: dict[str, str],
    hints: OrderHints,
    mapping: Mapping | None,
    wanted: ReadingChoices,
) -> tuple[dict[str, DateOrder], list[str]]:
    stated: dict[str, DateOrder] = {}
    if mapping:
        stated = {name: order for name, order in mapping.date_orders.items() if order != "YMD"}
    if wanted.date_order:
        stated = dict.fromkeys(evidence.dates, wanted.date_order)
    stated = {name: order for name, order in stated.items() if name in evidence.dates}
    open_dates = {name: found for name, found in evidence.dates.items() if name not in stated}
    orders, doubts = decide_date_orders(open_dates, columns, hints)
    return {
        name: stated.get(name) or orders[name] for name in evidence.dates if not name.startswith(OTHER_COLUMN)
    }, doubts


def _consequences(shape: FileShape) -> list[str]:
    """What follows from columns that a file of invoices does not have."""
    if shape.kind not in ("invoices", "open_items", "settled_history"):
        return []
    told = []
    columns = shape.columns
    if "document_date" not in columns:
        told.append("No column gives the document date: the due date is taken, unless a document date is stated.")
    if "due_date" not in columns:
        rule = "the document date plus the terms of the row" if "terms_days" in columns else "the document date"
        told.append(f"No column gives the due date: {rule} is taken.")
    if shape.whole_number_columns:
        names = ", ".join(f"'{columns[name]}'" for name in sorted(shape.whole_number_columns))
        told.append(f"The numbers in {names} all end in .0, as a spreadsheet leaves them: the .0 is taken off.")
    if shape.currency_in_header:
        told.append(f"The currency is {shape.currency_in_header}, by the header of the amount.")
    return told


def _likely_currency(shape: FileShape, records: list[list[str]], wanted: ReadingChoices) -> str | None:
    name = shape.columns.get("currency")
    if name is not None:
        place = shape.headers.index(name)
        seen = Counter(cells[place].strip().upper() for cells in records[1:] if len(cells) > place)
        for code, _ in seen.most_common():
            if is_currency(code):
                return code
    return shape.currency_in_header or wanted.currency or shape.defaults.get("currency")
