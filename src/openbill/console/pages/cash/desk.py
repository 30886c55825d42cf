"""The desk of cash application: the lines that are left, and one of them with all that it may pay."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise

from openbill.cash_application.queries.decisions_of_line import decisions_of_line
from openbill.cash_application.queries.fitting_remittances import fitting_remittances
from openbill.cash_application.queries.items_to_place import ItemToPlace, items_by_id, items_to_place
from openbill.cash_application.queries.line_told import LineTold, known_already, line_told
from openbill.cash_application.queries.lines_to_decide import (
    LinesBy,
    LinesOf,
    figures_of_cash,
    listed_lines,
)
from openbill.cash_application.queries.proposals_of_line import PlacedItem, ProposalOfLine, proposals_of_line
from openbill.cash_application.queries.remittances import WholeRemittance, remittance_of, remittances
from openbill.cash_application.queries.returned_by_line import may_be_returned
from openbill.console.forms import NumberField
from openbill.console.pages.cash.typed_placing import (
    TypedItem,
    TypedPlacing,
    chosen_items,
    rests_in_form,
    typed_placing,
    typed_rests,
)
from openbill.console.paging import ROWS, page_number
from openbill.console.reader import Reader
from openbill.console.words.matching import RESTS_IN_WORDS
from openbill.primitives.errors import Refusal
from openbill.primitives.money import Money

MOST_ADVICES = 5
LIKELY = 0.5
"""What is less probable is shown, and taken only by who chooses it."""
MOST_FOUND_FOR = 100
"""Letters of a search."""


@dataclass(frozen=True)
class RowOnDesk:
    """An item in the form: what it takes as it is typed, what is let off, and what becomes of the rest.

    `rests` tell it in words with minor units, where it is more than one thing, or not of all that is left.
    """

    item: ItemToPlace
    taken: str
    taken_minor: int
    let_off_minor: int
    rest: str
    rests: tuple[tuple[str | Promise, int], ...] = ()

    @property
    def rest_minor(self) -> int:
        return self.item.open_minor - self.taken_minor - self.let_off_minor


def show_desk(
    request: HttpRequest, reader: Reader, line_id: UUID | None = None, placing: TypedPlacing | None = None
) -> HttpResponse:
    """The list of lines, and one of them; the first one where none is named."""
    of = _list(request.GET.get("list"))
    by = _order(request.GET.get("by"))
    number = page_number(request)
    rows = listed_lines(of, by=by, offset=(number - 1) * ROWS, limit=ROWS + 1)
    lines, is_more = rows[:ROWS], len(rows) > ROWS
    if line_id is None and lines:
        line_id = lines[0].line_id
    shown: dict[str, Any] = {
        "lines": lines,
        "list": of.value,
        "by": by.value,
        "number": number,
        "is_more": is_more,
        "figures": figures_of_cash(reader.today),
        "on": _neighbours([each.line_id for each in lines], line_id),
    }
    if line_id is not None:
        shown |= line_shown(request, reader, line_id, placing)
    return render(request, "console/cash/desk.html", shown)


def line_shown(
    request: HttpRequest, reader: Reader, line_id: UUID, placing: TypedPlacing | None = None
) -> dict[str, Any]:
    """One line: what the bank told, the proposals with one of them chosen, and what was decided before."""
    line = line_told(line_id)
    is_open = line.state in ("open", "held")
    proposals = proposals_of_line(line_id) if is_open and line.amount_minor > 0 else []
    chosen = _proposal(proposals, request.GET.get("proposal", ""))
    return {
        "line": line,
        "is_open": is_open,
        "proposals": proposals,
        "chosen": chosen,
        "rows": _rows(placing, chosen, line, reader),
        "placing": placing,
        "on_account_of": chosen.customer_id if chosen else None,
        "known": known_already(line_id) if is_open else [],
        "returnable": may_be_returned(line_id) if is_open else [],
        "advices": _advices(line_id, is_open=is_open),
        "decisions": decisions_of_line(line_id),
        "rests": RESTS_IN_WORDS,
        **_sums(line, chosen, placing),
    }


def _advices(line_id: UUID, *, is_open: bool) -> list[WholeRemittance]:
    """What the payer wrote about the line, and what may be about it while nobody has decided."""
    told = [each.id for each in remittances(line_id=line_id)]
    if is_open:
        told += [each.remittance_id for each in fitting_remittances([line_id]).get(line_id, ())]
    return [remittance_of(each) for each in told[:MOST_ADVICES]]


def find_items(request: HttpRequest, reader: Reader, line_id: UUID) -> HttpResponse:
    """Items that a text may mean, to be ticked into the form."""
    line = line_told(line_id)
    text = request.GET.get("q", "").strip()[:MOST_FOUND_FOR]
    found = []
    if text:
        found = items_to_place(
            text,
            amount_minor=_minor(text, reader, line.currency),
            legal_entity_id=line.legal_entity_id,
            currency=line.currency,
        )
    return render(request, "console/cash/found.html", {"found": found, "text": text, "line": line})


def placing_of(request: HttpRequest, reader: Reader, line_id: UUID, added: UUID | None = None) -> TypedPlacing:
    """What the form that was sent places, and an item that is added to it."""
    with reader.scope():
        line = line_told(line_id)
        chosen = chosen_items(request.POST, added)
        known = items_by_id(
            chosen,
            legal_entity_id=line.legal_entity_id,
            currency=line.currency,
        )
        return typed_placing(request.POST, chosen, reader, line, known)


def _list(text: str | None) -> LinesOf:
    return LinesOf(text) if text in set(LinesOf) else LinesOf.OPEN


def _order(text: str | None) -> LinesBy:
    return LinesBy(text) if text in set(LinesBy) else LinesBy.VALUE


def _proposal(proposals: Sequence[ProposalOfLine], text: str) -> ProposalOfLine | None:
    """The one that is asked for, else the best where it is likely; none where the reader places by hand."""
    if not proposals or text == "none":
        return None
    if text.isdecimal() and 0 < int(text) <= len(proposals):
        return proposals[int(text) - 1]
    best = proposals[0]
    return best if best.probability is None or best.probability >= LIKELY else None


def _neighbours(line_ids: Sequence[UUID], line_id: UUID | None) -> tuple[UUID | None, UUID | None]:
    """The lines of the page before and after one; where it is not among them, the first comes after."""
    if line_id not in line_ids:
        return None, line_ids[0] if line_ids else None
    at = line_ids.index(line_id)
    return line_ids[at - 1] if at else None, line_ids[at + 1] if at + 1 < len(line_ids) else None


def _sums(line: LineTold, chosen: ProposalOfLine | None, placing: TypedPlacing | None) -> dict[str, int]:
    """What is placed of a line, and what stays on account (minor units)."""
    if placing is not None:
        placed = placing.placed_minor
    else:
        placed = line.amount_minor - chosen.unapplied_minor if chosen else 0
    return {"placed_minor": placed, "left_minor": line.amount_minor - placed}


def _rows(
    placing: TypedPlacing | None, chosen: ProposalOfLine | None, line: LineTold, reader: Reader
) -> list[RowOnDesk]:
    """The items of the form: as they were typed, else as the chosen proposal has them."""
    if placing is not None:
        return [_typed_row(each, line.currency) for each in placing.items]
    if chosen is None:
        return []
    known = items_by_id(
        [each.item_id for each in chosen.items], legal_entity_id=line.legal_entity_id, currency=line.currency
    )
    return [_proposed_row(each, known[each.item_id], line, reader) for each in chosen.items]


def _typed_row(each: TypedItem, currency: str) -> RowOnDesk:
    told = typed_rests(each.rest, currency)
    rests = [(rest.word, rest.amount.minor_units) for rest in told if rest.amount is not None]
    return RowOnDesk(each.item, each.typed, each.taken_minor, 0, each.rest, _in_words(rests))


def _proposed_row(each: PlacedItem, item: ItemToPlace, line: LineTold, reader: Reader) -> RowOnDesk:
    taken = reader.formats.amount(each.paid_minor, line.currency)
    left = each.open_minor - each.paid_minor
    if len(each.rests) == 1 and each.rests[0][1] == left:
        return RowOnDesk(item, taken, each.paid_minor, 0, each.rests[0][0])
    if each.rests:
        return RowOnDesk(item, taken, each.paid_minor, 0, rests_in_form(each.rests), _in_words(each.rests))
    return RowOnDesk(item, taken, each.paid_minor, each.let_off_minor, "")


def _in_words(rests: Sequence[tuple[str, int]]) -> tuple[tuple[str | Promise, int], ...]:
    words = dict(RESTS_IN_WORDS)
    return tuple((words[word], minor) for word, minor in rests)


def _minor(text: str, reader: Reader, currency: str) -> int | None:
    """The amount that a text may be, in minor units."""
    field: Any = NumberField(required=False)
    field.reader = reader
    try:
        amount = field.clean(text)
        return None if amount is None else Money.of(amount, currency).minor_units
    except (forms.ValidationError, Refusal):
        return None
