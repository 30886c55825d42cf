"""Adding a customer, and changing what is known of one."""

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
from openbill.console.words.places import countries, currencies, languages, time_zones
from openbill.customers.commands.change_customer import change_customer
from openbill.customers.commands.create_customer import create_customer
from openbill.customers.queries.customer_details import customer_details
from openbill.organizations.queries.members_with_roles import members_with_roles


class CustomerForm(Form):
    """What is known of a customer at first."""

    name = forms.CharField(label=gettext_lazy("Name"), max_length=300)
    number = forms.CharField(label=gettext_lazy("Number"), max_length=60, required=False)
    is_natural_person = forms.BooleanField(label=gettext_lazy("A person, not a firm"), required=False)
    country = LongChoiceField(label=gettext_lazy("Country"), required=False)
    language = forms.ChoiceField(
        label=gettext_lazy("Language"), required=False, help_text=gettext_lazy("In which this customer is written to.")
    )
    vat_number = forms.CharField(label=gettext_lazy("VAT number"), max_length=30, required=False)
    currency = LongChoiceField(
        label=gettext_lazy("Currency"), required=False, help_text=gettext_lazy("In which it is billed as a rule.")
    )
    time_zone = LongChoiceField(
        label=gettext_lazy("Time zone"), required=False, help_text=gettext_lazy("Blank: as in your firm.")
    )
    salesperson_id = forms.TypedChoiceField(
        label=gettext_lazy("Looked after by"),
        required=False,
        coerce=UUID,
        empty_value=None,
        help_text=gettext_lazy("People of sales see the customers only that they look after."),
    )
    terms_days = forms.IntegerField(
        label=gettext_lazy("Days to pay"),
        required=False,
        min_value=0,
        help_text=gettext_lazy("Blank: as usual in your firm."),
    )

    places = {
        "name_missing": "name",
        "customer_number_taken": "number",
        "country_unknown": "country",
        "language_unknown": "language",
        "unknown_currency": "currency",
        "time_zone_unknown": "time_zone",
        "terms_out_of_range": "terms_days",
        "member_unknown": "salesperson_id",
    }

    def __init__(self, *given: Any, reader: Reader, **options: Any) -> None:
        super().__init__(*given, reader=reader, **options)
        blank = [("", "")]
        self.fields["country"].choices = blank + countries(reader.formats.locale)  # type: ignore[attr-defined]
        self.fields["currency"].choices = blank + currencies(reader.formats.locale)  # type: ignore[attr-defined]
        self.fields["time_zone"].choices = blank + time_zones()  # type: ignore[attr-defined]
        people = [(str(member.user_id), member.name or member.email) for member in members_with_roles()]
        self.fields["salesperson_id"].choices = blank + people  # type: ignore[attr-defined]
        self.fields["language"].choices = blank + languages(reader.formats.locale)  # type: ignore[attr-defined]


def show_new_customer(request: HttpRequest, reader: Reader, form: Form | None = None) -> HttpResponse:
    """The form for a customer who is new."""
    shown = {"form": form or CustomerForm(reader=reader), "title": _("New customer"), "save": _("Add the customer")}
    return render(request, "console/customers/edit.html", shown)


def add_customer(request: HttpRequest, reader: Reader) -> HttpResponse:
    """Add the customer of the form."""
    with reader.scope():
        form = CustomerForm(request.POST, reader=reader)
    values = form.values
    with form.refusals_shown():
        created = create_customer(**values, context=reader.context)
    say(request, _("The customer is added, under the number %(number)s.") % {"number": created.number})
    return redirect("console:customer", created.customer_id)


def show_change_of_customer(
    request: HttpRequest, reader: Reader, customer_id: UUID, form: Form | None = None
) -> HttpResponse:
    """The form with what is known of a customer."""
    customer = customer_details(customer_id)
    known = {name: getattr(customer, name) for name in CustomerForm.base_fields}
    shown = {
        "form": form or CustomerForm(reader=reader, initial=known),
        "customer": customer,
        "title": _("Change what is known"),
        "save": _("Save"),
    }
    return render(request, "console/customers/edit.html", shown)


def change_what_is_known(request: HttpRequest, reader: Reader, customer_id: UUID) -> HttpResponse:
    """Change the customer to what the form says."""
    with reader.scope():
        form = CustomerForm(request.POST, reader=reader)
    values = form.values
    with form.refusals_shown():
        change_customer(customer_id=customer_id, **values, context=reader.context)
    say(request, _("Saved."))
    return redirect("console:customer", customer_id)
