"""What would be collected, what is left out and why, and preparing it after a look at what would be made."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from openbill.console.acts import say
from openbill.console.asked_list import AskedList
from openbill.console.choices import identifiers, named_day, named_identifier
from openbill.console.csv_file import csv_file, major
from openbill.console.forms import DayField, Form
from openbill.console.paging import ROWS, page_number
from openbill.console.reader import Reader
from openbill.console.sorting import Sorting, sorting
from openbill.console.tables import TO_COLLECT
from openbill.console.words.sentences import told
from openbill.direct_debits.commands.prepare_debits import prepare_debits
from openbill.direct_debits.queries.creditors import CreditorDetails, creditors
from openbill.direct_debits.queries.debits_to_collect import (
    MOST_PLANNED,
    DebitToCollect,
    ToCollect,
    ToCollectBy,
    debits_to_collect,
)
from openbill.direct_debits.types import PreparedBatch
from openbill.foundation.rehearsal import rehearsed
from openbill.primitives.errors import Refusal

USUAL_DAYS_AHEAD = 14


@dataclass(frozen=True, slots=True)
class Planned:
    """Some of the debits, and how many there are."""

    rows: Sequence[DebitToCollect]
    count: int
    is_more: bool = False


class DueForm(Form):
    """Until which due date something is collected."""

    due_by = DayField(label=gettext_lazy("Due by"))


def show_to_collect(request: HttpRequest, reader: Reader) -> HttpResponse:
    """Debit for debit what would be collected of what is due by a day, and what is left out.

    Found by customer or mandate, sorted, page by page.
    """
    asked = AskedList(request, sorting(request, ToCollectBy, ToCollectBy.COLLECTED, goes_down=False), None)
    known, due_by = creditors(), _due_by(request, reader)
    creditor = _creditor(request, known)
    found = _found(creditor, due_by, reader, request.GET.get("q", ""), asked.sorting)
    if asked.is_file:
        return _as_file(found, reader)
    number = page_number(request)
    rows = Planned(found.debits[(number - 1) * ROWS : number * ROWS], len(found.debits))
    shown = {
        **asked.shown(TO_COLLECT, rows, is_filtered=False, keeps=["due_by", "company"]),
        "creditors": known,
        "creditor": creditor,
        "form": DueForm(reader=reader, initial={"due_by": due_by}),
        "due_by": due_by,
        "found": found,
        "whole_minor": sum(debit.amount_minor for debit in found.debits),
        "most": MOST_PLANNED,
    }
    return render(request, "console/direct_debits/to_collect.html", shown)


def ask_to_prepare(request: HttpRequest, reader: Reader, form: Form | None = None) -> HttpResponse:
    """Say which batches would be made, of how many debits, over how much, for which day."""
    creditor, due_by = _creditor(request, creditors()), _due_by(request, reader)
    found = _found(creditor, due_by, reader, request.GET.get("q", ""))
    chosen = _ticked(request) or [debit.mandate_id for debit in found.debits]
    shown: dict[str, Any] = {"creditor": creditor, "due_by": due_by, "chosen": chosen, "form": form}
    if creditor and chosen:

        def rehearsal() -> list[PreparedBatch]:
            return _prepare(creditor, due_by, chosen, reader)

        try:
            shown["batches"] = rehearsed(rehearsal, reader.organization.id)
        except Refusal as refusal:
            shown["refusal"] = told(refusal, reader.formats)
    return render(request, "console/direct_debits/prepare.html", shown)


def prepare(request: HttpRequest, reader: Reader) -> HttpResponse:
    """Prepare the debits that were shown; payers are told from the page of each batch."""
    form = DueForm(request.POST, reader=reader)
    due_by = form.values["due_by"]
    with reader.scope():
        creditor = _creditor(request, creditors())
    chosen = _ticked(request)
    with form.refusals_shown():
        prepared = _prepare(creditor, due_by, chosen, reader)
    debits = sum(batch.debits for batch in prepared)
    said = ngettext("%(n)s direct debit is prepared.", "%(n)s direct debits are prepared.", debits)
    say(request, said % {"n": debits})
    if len(prepared) == 1:
        return redirect("console:debit-batch", prepared[0].batch_id)
    return redirect("console:debit-batches")


def _prepare(
    creditor: CreditorDetails | None, due_by: date, chosen: Sequence[UUID], reader: Reader
) -> list[PreparedBatch]:
    return prepare_debits(
        due_by=due_by,
        legal_entity_id=creditor.legal_entity_id if creditor else None,
        mandate_ids=chosen,
        context=reader.context,
    )


USUAL_ORDER = Sorting(ToCollectBy.COLLECTED, descending=False)


def _found(
    creditor: CreditorDetails | None,
    due_by: date,
    reader: Reader,
    text: str,
    order: Sorting[ToCollectBy] = USUAL_ORDER,
) -> ToCollect:
    if creditor is None:
        return ToCollect((), (), is_more=False, is_more_left_out=False)
    return debits_to_collect(
        creditor.legal_entity_id, due_by, reader.today, text=text, by=order.by, descending=order.descending
    )


def _creditor(request: HttpRequest, known: Sequence[CreditorDetails]) -> CreditorDetails | None:
    """The collecting company that an address or a form names, else the first; None where none collects."""
    named = named_identifier(request, "company")
    return next((each for each in known if each.legal_entity_id == named), known[0] if known else None)


def _due_by(request: HttpRequest, reader: Reader) -> date:
    """The day of the address or the form; two weeks ahead where there is none that can be read."""
    return named_day(request, "due_by") or reader.today + timedelta(days=USUAL_DAYS_AHEAD)


def _ticked(request: HttpRequest) -> list[UUID]:
    return sorted(identifiers((request.POST if request.method == "POST" else request.GET).getlist("chosen")))


def _as_file(found: ToCollect, reader: Reader) -> HttpResponse:
    columns = [
        *(_("Customer number"), _("Customer"), _("Mandate"), _("Scheme"), _("Collected on"), _("Documents")),
        *(_("Currency"), _("Amount")),
    ]
    written = (
        [
            *(row.customer_number, row.customer_name, row.mandate_reference, row.scheme, row.collection_date, row.text),
            *(row.currency, major(row.amount_minor, row.currency)),
        ]
        for row in found.debits
    )
    return csv_file(f"direct-debits-{reader.today}", columns, written)
