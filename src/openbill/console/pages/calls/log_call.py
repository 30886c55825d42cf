"""Saying what came of a call."""

from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from openbill.collections.commands.log_call import log_call
from openbill.collections.commands.withdraw_call import withdraw_call
from openbill.collections.policies.call_again import call_again
from openbill.collections.queries.calls_of_customer import calls_of_customer
from openbill.console.acts import back, say
from openbill.console.forms import DayField, Form
from openbill.console.reader import Reader
from openbill.console.words.states import CALLS
from openbill.customers.queries.customer_details import customer_details
from openbill.customers.queries.phones_of_customers import phones_of_customers

CHOICES = [(code, word.text) for code, word in CALLS.items()]


class CallForm(Form):
    """What was said, and when to call again."""

    outcome = forms.ChoiceField(
        label=gettext_lazy("Outcome"), choices=[(code, word.text) for code, word in CALLS.items()]
    )
    note = forms.CharField(
        label=gettext_lazy("What was said"), max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 4})
    )
    again_on = DayField(
        label=gettext_lazy("Call again on"), help_text=gettext_lazy("Until then the customer is on no call list.")
    )

    places = {"called_again_before": "again_on"}


def show_call(request: HttpRequest, reader: Reader, customer_id: UUID, form: Form | None = None) -> HttpResponse:
    """The form to log a call, with the number to call and what was said before."""
    customer = customer_details(customer_id)
    first = {"outcome": "reached", "again_on": call_again("reached", reader.today)}
    shown: dict[str, Any] = {
        "customer": customer,
        "phone": phones_of_customers([customer.id]).get(customer.id),
        "form": form or CallForm(reader=reader, initial=first),
        "calls": calls_of_customer(customer.id),
    }
    return render(request, "console/calls/log.html", shown)


def keep_call(request: HttpRequest, reader: Reader, customer_id: UUID) -> HttpResponse:
    """Log the call of the form."""
    form = CallForm(request.POST, reader=reader)
    values = form.values
    with form.refusals_shown():
        log_call(
            customer_id=customer_id,
            outcome=values["outcome"],
            note=values["note"],
            on=reader.today,
            again_on=values["again_on"],
            context=reader.context,
        )
    say(request, _("The call is logged."))
    return redirect("console:calls")


def nobody_answered(request: HttpRequest, reader: Reader, customer_id: UUID) -> HttpResponse:
    """Log at one key that nobody answered; the customer comes back tomorrow."""
    log_call(customer_id=customer_id, outcome="no_answer", on=reader.today, context=reader.context)
    say(request, _("Nobody answered: it comes back tomorrow."))
    return back(request, "console:calls")


def take_call_back(request: HttpRequest, reader: Reader, call_id: UUID) -> HttpResponse:
    """Take back a call that was logged by mistake."""
    withdraw_call(call_id=call_id, context=reader.context)
    say(request, _("The call is taken back."))
    return back(request, "console:calls")
