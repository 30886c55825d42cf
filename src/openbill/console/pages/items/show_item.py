"""One open item of any kind, with all that happened to it, as of any day."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from openbill.collections.commands.withdraw_promise import withdraw_promise
from openbill.console.acts import back, say
from openbill.console.knowledge import asked_day
from openbill.console.reader import Reader
from openbill.console.words.history import history_of_items
from openbill.disputes.commands.withdraw_dispute import withdraw_dispute
from openbill.invoicing.queries.document_of_item import document_of_item
from openbill.ledger.queries.journal import entries_of_sources
from openbill.ledger.types import PostedEntry
from openbill.payments.queries.payment_details import payment_of_item
from openbill.payments.queries.under_way import under_way_of_items
from openbill.receivables.commands.undo_allocation import undo_allocation
from openbill.receivables.errors import AllocationUnknown
from openbill.receivables.queries.bookings_of_items import bookings_of_items
from openbill.receivables.queries.discounts_offered import discounts_offered
from openbill.receivables.queries.item_on_day import ItemDetails, item_on_day


def show_item(request: HttpRequest, reader: Reader, item_id: UUID) -> HttpResponse:
    """An item as it stood on a day, with everything that had happened to it by then."""
    as_of = asked_day(request, reader)
    item = item_on_day(item_id, as_of)
    shown: dict[str, Any] = {
        "item": item,
        "as_of": as_of,
        "is_today": as_of == reader.today,
        "days_late": (as_of - item.due_date).days,
        "history": history_of_items([item], reader, as_of),
        "entries": journal_of_items([item], reader),
        "offer": discounts_offered([item_id], reader.today).get(item_id),
        "under_way": under_way_of_items([item_id], reader.today),
    }
    if reader.may("invoicing.view"):
        shown["invoice_id"] = document_of_item(item_id)
    if reader.may("payments.view"):
        shown["payment_id"] = payment_of_item(item_id)
    return render(request, "console/items/item.html", shown)


def journal_of_items(items: list[ItemDetails], reader: Reader) -> list[PostedEntry]:
    """Every entry about items, also those that took something back, where the reader may see the books."""
    if not reader.may("ledger.view") or not items:
        return []
    return entries_of_sources(bookings_of_items([item.item_id for item in items]))


def undo_allocations(request: HttpRequest, reader: Reader) -> HttpResponse:
    """Take allocations back, all of those named or none: their debts and credits are open again."""
    try:
        allocation_ids = [UUID(text) for text in request.POST.getlist("allocation")]
    except ValueError:
        raise AllocationUnknown(allocation_id="") from None
    # One transaction around all of them.
    with reader.scope():
        for allocation_id in allocation_ids:
            undo_allocation(allocation_id=allocation_id, context=reader.context)
    count = len(allocation_ids)
    said = ngettext("%(n)s allocation was taken back.", "%(n)s allocations were taken back.", count) % {"n": count}
    say(request, said if count else _("Nothing was chosen."))
    return back(request, "console:home")


def end_dispute(request: HttpRequest, reader: Reader, dispute_id: UUID) -> HttpResponse:
    """The customer gives a dispute up: what it contested is asked for again."""
    outcome = request.POST.get("outcome", "").strip()[:1000] or _("Given up by the customer")
    withdraw_dispute(dispute_id=dispute_id, outcome=outcome, on=reader.today, context=reader.context)
    say(request, _("The dispute is withdrawn; its part is asked for again."))
    return back(request, "console:home")


def end_promise(request: HttpRequest, reader: Reader, promise_id: UUID) -> HttpResponse:
    """Take a promise back: what it covered is asked for again."""
    withdraw_promise(promise_id=promise_id, on=reader.today, context=reader.context)
    say(request, _("The promise is withdrawn; its part is asked for again."))
    return back(request, "console:home")


def address_of(item: ItemDetails) -> str:
    """Where an item is shown."""
    return reverse("console:item", args=[item.item_id])
