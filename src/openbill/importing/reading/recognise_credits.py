"""Whether signs or kinds make the credits of one file, by its every row, by statement or by assumption."""

from dataclasses import replace
from pathlib import Path

from openbill.importing.policies.decide_credits import CreditSigns, decide_credits
from openbill.importing.policies.header_synonyms import OURS
from openbill.importing.policies.item_of_document import CREDITS_BY_KIND
from openbill.importing.policies.read_amount import decorated_amount
from openbill.importing.policies.read_document_kind import document_kind
from openbill.importing.policies.refuse_cell import CellRefused
from openbill.importing.reading.open_lines import open_lines, skip_lines
from openbill.importing.reading.read_records import BrokenRecord, Dialect, read_records
from openbill.importing.types.choices import ReadingChoices
from openbill.importing.types.files import DecimalStyle, FileShape, Mapping

_MEMORY = 1_000
_DECIMALS = (4, 2, 0)
"""As many as any currency has; then fewer, as the largest amount of a currency with few has more digits before."""


def recognise_credits(path: Path, shape: FileShape, mapping: Mapping | None, wanted: ReadingChoices) -> FileShape:
    """The shape with what makes a credit, and what was assumed about it.

    Reads the whole file, unless the first credit notes and payments settle it: the one with a minus sign
    that changes the side of all the others may stand in its last line. Files without a column for the
    kind of document are decided by their signs, and are not read.
    """
    if shape.kind in ("customers", "payments") or "document_kind" not in shape.columns:
        return shape
    decided = decide_credits(
        CreditSigns() if wanted.credits else _credit_signs(path, shape),
        stated=wanted.credits,
        mapped=mapping.credits if mapping else None,
        holds_refused_rows=any(name.casefold() in OURS for name in shape.headers),
    )
    return replace(
        shape,
        credits=decided.credits,
        credits_are_proven=decided.are_proven,
        assumptions=[*shape.assumptions, *decided.told],
    )


def _credit_signs(path: Path, shape: FileShape) -> CreditSigns:
    kind_place = shape.headers.index(shape.columns["document_kind"])
    amount_place, other_place = (
        shape.headers.index(shape.columns.get(name) or shape.columns[other])
        for name, other in (("amount", "open_amount"), ("open_amount", "amount"))
    )
    kinds = _CreditKinds()
    lines: dict[int, int] = {}
    dialect = Dialect(shape.separator, shape.quote, shape.escape, shape.skips_initial_space)
    with open_lines(path, shape.encoding) as (text, _):
        skip_lines(text, shape.header_line - 1)
        for line_number, cells in read_records(text, dialect, first_line=shape.header_line):
            if isinstance(cells, BrokenRecord) or len(cells) != shape.cell_count or not kinds[cells[kind_place]]:
                continue
            written = cells[amount_place] or cells[other_place]
            if 1 in lines and written[:1].isdigit() and written[-1:].isdigit():
                continue
            sign = _sign(written, shape.decimal_style)
            if sign:
                lines.setdefault(sign, line_number)
                if len(lines) == 2:
                    break
    return CreditSigns(negative_line=lines.get(-1), positive_line=lines.get(1))


class _CreditKinds(dict[str, bool]):
    """Text to whether it names a credit note or a payment, remembered."""

    def __missing__(self, raw: str) -> bool:
        if len(self) >= _MEMORY:
            self.clear()
        try:
            self[raw] = document_kind(raw) in CREDITS_BY_KIND
        except CellRefused:
            self[raw] = False
        return self[raw]


def _sign(raw: str, style: DecimalStyle) -> int:
    """1 or -1; 0 for an amount of nothing, and for what is no amount."""
    for decimals in _DECIMALS:
        try:
            _, minor = decorated_amount(raw, decimals, style, "the currency")
        except CellRefused:
            continue
        return (minor > 0) - (minor < 0)
    return 0
