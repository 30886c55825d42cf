"""The page of one payment, and taking it back where the bank did."""

from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from openbill.console.acts import say
from openbill.console.forms import DayField, Form
from openbill.console.pages.items.show_item import journal_of_items
from openbill.console.reader import Reader
from openbill.console.words.history import history_of_items
from openbill.payments.commands.return_payment import return_payment
from openbill.payments.queries.payment_details import payment_details
from openbill.receivables.queries.item_on_day import item_on_day


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
    return render(request, "console/payments/payment.html", shown)


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
    return render(request, "console/payments/return.html", shown)


def take_back(request: HttpRequest, reader: Reader, payment_id: UUID) -> HttpResponse:
    """Book that the bank took a payment back."""
    form = ReturnForm(request.POST, reader=reader)
    values = form.values
    with form.refusals_shown():
        return_payment(payment_id=payment_id, on=values["on"], reason=values["reason"], context=reader.context)
    say(request, _("The payment is returned; what it had settled is owed again."))
    return redirect("console:payment", payment_id)
