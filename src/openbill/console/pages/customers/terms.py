"""The payment terms of one customer: which hold from which day on."""

from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from openbill.console.acts import say
from openbill.console.forms import DayField, Form
from openbill.console.reader import Reader
from openbill.console.words.terms import terms_words
from openbill.customers.queries.customer_details import customer_details
from openbill.invoicing.commands.add_payment_terms import set_customer_terms
from openbill.invoicing.queries.billing_codes import payment_terms
from openbill.invoicing.queries.terms_of_customer import terms_of_customer


class CustomerTermsForm(Form):
    """Terms from a day on."""

    terms = forms.ChoiceField(label=gettext_lazy("Payment terms"))
    valid_from = DayField(
        label=gettext_lazy("From this day on"),
        help_text=gettext_lazy("Those count that hold on the day of a document."),
    )

    places = {"terms_unknown": "terms"}

    def __init__(self, *given: Any, reader: Reader, **options: Any) -> None:
        super().__init__(*given, reader=reader, **options)
        offered = [(each.code, f"{each.code}: {terms_words(each, reader.formats)}") for each in payment_terms()]
        self.fields["terms"].choices = offered  # type: ignore[attr-defined]


def show_terms(request: HttpRequest, reader: Reader, customer_id: UUID, form: Form | None = None) -> HttpResponse:
    """What a customer was given, and the form for other terms."""
    customer = customer_details(customer_id)
    given = terms_of_customer(customer.id)
    shown: dict[str, Any] = {
        "customer": customer,
        "form": form or CustomerTermsForm(reader=reader, initial={"valid_from": reader.today}),
        "given": [(each.valid_from, each.terms.code, terms_words(each.terms, reader.formats)) for each in given],
        "today": reader.today,
    }
    return render(request, "console/customers/terms.html", shown)


def give_terms(request: HttpRequest, reader: Reader, customer_id: UUID) -> HttpResponse:
    """Give the customer the terms of the form."""
    with reader.scope():
        form = CustomerTermsForm(request.POST, reader=reader)
        customer = customer_details(customer_id)
    values = form.values
    with form.refusals_shown():
        set_customer_terms(customer_id=customer.id, **values, context=reader.context)
    say(request, _("Saved."))
    return redirect("console:customer-terms", customer.id)
