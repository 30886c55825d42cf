"""The payments that came in: the list, the page of one, and taking one back."""

from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from openbill.console.acts import say
from openbill.console.choices import choice
from openbill.console.forms import DayField, Form
from openbill.console.pages.items import journal_of_items
from openbill.console.paging import ROWS, Paging, page_number
from openbill.console.reader import Reader
from openbill.console.sorting import sorting
from openbill.console.words.history import history_of_items
from openbill.console.words.states import METHODS
from openbill.payments.commands.return_payment import return_payment
from openbill.payments.queries.find_payments import PaymentsBy, PaymentsOf, find_payments
from openbill.payments.queries.payment_details import payment_details
from openbill.payments.types import PaymentMethod
from openbill.receivables.queries.item_on_day import item_on_day

COLUMNS = (
    (PaymentsBy.RECEIVED, gettext_lazy("Received"), ""),
    (PaymentsBy.CUSTOMER, gettext_lazy("Customer"), ""),
    (PaymentsBy.NUMBER, gettext_lazy("Number"), "hidden lg:table-cell"),
    (None, gettext_lazy("Method"), "hidden lg:table-cell"),
    (None, gettext_lazy("State"), "hidden sm:table-cell"),
    (PaymentsBy.UNAPPLIED, gettext_lazy("Unapplied"), "num hidden md:table-cell"),
    (PaymentsBy.AMOUNT, gettext_lazy("Amount"), "num"),
)

FILTERS = (
    (PaymentsOf.ALL, gettext_lazy("All")),
    (PaymentsOf.UNAPPLIED, gettext_lazy("Unapplied")),
    (PaymentsOf.PART_APPLIED, gettext_lazy("Part applied")),
    (PaymentsOf.APPLIED, gettext_lazy("Applied")),
    (PaymentsOf.RETURNED, gettext_lazy("Returned")),
)


def list_payments(request: HttpRequest, reader: Reader) -> HttpResponse:  # noqa: ARG001 - the scope is open
    """Payments: found by number, reference or customer, filtered, sorted, page by page."""
    by, descending = sorting(request, PaymentsBy, PaymentsBy.RECEIVED)
    only = choice(request, "only", PaymentsOf, PaymentsOf.ALL)
    wanted_method = request.GET.get("method", "")
    method = PaymentMethod(wanted_method) if wanted_method in METHODS else None
    number = page_number(request)
    page = find_payments(
        text=request.GET.get("q", "")[:200],
        only=only,
        method=method,
        by=by,
        descending=descending,
        offset=(number - 1) * ROWS,
        limit=ROWS,
    )
    shown: dict[str, Any] = {
        "page": page,
        "paging": Paging(number, page.count, is_more=page.is_more),
        "columns": COLUMNS,
        "filters": FILTERS,
        "methods": [(code, word.text) for code, word in METHODS.items()],
        "method": method,
        "only": only,
        "sorting": (by, descending),
        "kept": [(name, value) for name in ("only", "sort", "order") if (value := request.GET.get(name))],
        "is_narrowed": bool(request.GET.get("q") or method or only != PaymentsOf.ALL),
    }
    return render(request, "console/payments.html", shown)


def show_payment(request: HttpRequest, reader: Reader, payment_id: UUID) -> HttpResponse:
    """One payment: what it settled, and all that happened to it."""
    payment = payment_details(payment_id)
    item = item_on_day(payment.item_id, reader.today)
    shown = {
        "payment": payment,
        "item": item,
        "history": history_of_items([item], reader, reader.today),
        "entries": journal_of_items([item], reader),
    }
    return render(request, "console/payment.html", shown)


class ReturnForm(Form):
    """A payment that the bank took back."""

    on = DayField(label=gettext_lazy("Day"))
    reason = forms.CharField(
        label=gettext_lazy("Reason"), max_length=1000, help_text=gettext_lazy("Auditors will read it.")
    )

    places = {"reason_missing": "reason", "return_of_the_future": "on", "returned_before_received": "on"}


def show_return(request: HttpRequest, reader: Reader, payment_id: UUID, form: Form | None = None) -> HttpResponse:
    """Ask before a payment is taken back: what it settled is owed again."""
    payment = payment_details(payment_id)
    shown = {
        "payment": payment,
        "item": item_on_day(payment.item_id, reader.today),
        "form": form or ReturnForm(reader=reader, initial={"on": reader.today}),
    }
    return render(request, "console/payments_return.html", shown)


def take_back(request: HttpRequest, reader: Reader, payment_id: UUID) -> HttpResponse:
    """Book that the bank took a payment back."""
    form = ReturnForm(request.POST, reader=reader)
    values = form.values
    with form.refusals_shown():
        return_payment(payment_id=payment_id, on=values["on"], reason=values["reason"], context=reader.context)
    say(request, _("The payment is returned; what it had settled is owed again."))
    return redirect("console:payment", payment_id)
