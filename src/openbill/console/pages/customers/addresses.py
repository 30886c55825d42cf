"""Where a customer is written to: one address for each purpose."""

from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from openbill.console.acts import say
from openbill.console.forms import Form, LongChoiceField
from openbill.console.reader import Reader
from openbill.console.words.places import countries
from openbill.console.words.states import PURPOSES
from openbill.console.words.word import word
from openbill.customers.commands.set_address import set_address
from openbill.customers.errors import PurposeUnknown
from openbill.customers.queries.customer_details import customer_details


class AddressForm(Form):
    """A postal address."""

    name = forms.CharField(
        label=gettext_lazy("Name"),
        max_length=300,
        required=False,
        help_text=gettext_lazy("Blank: the customer's."),
    )
    street = forms.CharField(label=gettext_lazy("Street"), max_length=300, required=False)
    postal_code = forms.CharField(label=gettext_lazy("Postal code"), max_length=30, required=False)
    city = forms.CharField(label=gettext_lazy("Town"), max_length=200)
    region = forms.CharField(label=gettext_lazy("Region"), max_length=200, required=False)
    country = LongChoiceField(label=gettext_lazy("Country"), required=False)

    places = {"address_blank": "street", "country_unknown": "country"}

    def __init__(self, *given: Any, reader: Reader, **options: Any) -> None:
        super().__init__(*given, reader=reader, **options)
        self.fields["country"].choices = [("", ""), *countries(reader.formats.locale)]  # type: ignore[attr-defined]


def show_address(
    request: HttpRequest, reader: Reader, customer_id: UUID, purpose: str, form: Form | None = None
) -> HttpResponse:
    """The form with the customer's address for a purpose, filled in where there is one."""
    if purpose not in PURPOSES:
        raise PurposeUnknown(purpose=purpose, known=", ".join(PURPOSES))
    customer = customer_details(customer_id)
    kept = next((each for each in customer.addresses if each.purpose == purpose), None)
    known = {name: getattr(kept, name) for name in AddressForm.base_fields} if kept else {"country": customer.country}
    shown = {
        "customer": customer,
        "form": form or AddressForm(reader=reader, initial=known),
        "title": word(PURPOSES, purpose).text,
    }
    return render(request, "console/customers/address.html", shown)


def keep_address(request: HttpRequest, reader: Reader, customer_id: UUID, purpose: str) -> HttpResponse:
    """Let the address be what the form says."""
    form = AddressForm(request.POST, reader=reader)
    values = form.values
    with form.refusals_shown():
        set_address(customer_id=customer_id, purpose=purpose, **values, context=reader.context)
    say(request, _("Saved."))
    return redirect("console:customer", customer_id)
