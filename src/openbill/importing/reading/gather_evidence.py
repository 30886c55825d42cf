"""What the values of a whole file prove about its dates and amounts."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from openbill.importing.policies.decide_decimal_style import DecimalEvidence
from openbill.importing.policies.read_date import DateEvidence, date_in_order
from openbill.importing.policies.refuse_cell import CellRefused
from openbill.importing.types.files import DateOrder


@dataclass(slots=True)
class Evidence:
    """Proof gathered so far, field by field."""

    dates: dict[str, DateEvidence] = field(default_factory=dict)
    decimals: DecimalEvidence = field(default_factory=DecimalEvidence)
    due_after_document: dict[DateOrder, int] = field(default_factory=lambda: {"DMY": 0, "MDY": 0})

    @property
    def is_enough(self) -> bool:
        """Whether nothing is left that more rows could prove."""
        open_dates = [found for found in self.dates.values() if found.either and found.proven_order is None]
        some_proof = any(found.day_first or found.month_first for found in self.dates.values())
        return self.decimals.is_proven and (some_proof or not open_dates)


def gather_evidence(
    records: Iterable[Sequence[str]],
    date_places: dict[str, int],
    amount_places: Sequence[int],
    *,
    stop_when_enough: bool = False,
) -> Evidence:
    """Weigh the dates and amounts of records; with `stop_when_enough` only as many as proof needs.

    Each spelling of a date is weighed once per column: proof does not grow by repetition, and files repeat.
    """
    found = Evidence(dates={name: DateEvidence() for name in date_places})
    seen: dict[str, set[str]] = {name: set() for name in date_places}
    readers: dict[DateOrder, _Memory] = {"DMY": _Memory("DMY"), "MDY": _Memory("MDY")}
    last = max([*date_places.values(), *amount_places], default=-1)
    for count, cells in enumerate(records, start=1):
        if len(cells) <= last:
            continue
        for name, place in date_places.items():
            value = cells[place]
            if value not in seen[name] and len(seen[name]) < 50_000:
                seen[name].add(value)
                found.dates[name].weigh_one(value)
        for place in amount_places:
            found.decimals.weigh_one(cells[place])
        if "document_date" in date_places and "due_date" in date_places:
            for order, reader in readers.items():
                start, end = (
                    reader[cells[date_places["document_date"]]],
                    reader[cells[date_places["due_date"]]],
                )
                found.due_after_document[order] += start is not None and end is not None and end >= start
        if stop_when_enough and count % 1000 == 0 and found.is_enough:
            break
    return found


class _Memory(dict[str, "date | None"]):
    """Text to date in one order, None for what is no date."""

    def __init__(self, order: DateOrder) -> None:
        super().__init__()
        self._order = order

    def __missing__(self, raw: str) -> date | None:
        if len(self) >= 20_000:
            self.clear()
        try:
            self[raw] = date_in_order(raw, self._order)
        except CellRefused:
            self[raw] = None
        return self[raw]
