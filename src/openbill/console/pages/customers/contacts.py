"""The people at a customer: added, changed, and reached no more."""

from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from openbill.console.acts import say
from openbill.console.forms import Form
from openbill.console.reader import Reader
from openbill.console.words.places import languages
from openbill.console.words.states import CHANNELS, ROLES
from openbill.customers.commands.add_contact import add_contact
from openbill.customers.commands.change_contact import change_contact
from openbill.customers.commands.remove_contact import remove_contact
from openbill.customers.errors import ContactUnknown
from openbill.customers.queries.customer_details import customer_details
from openbill.customers.types import ContactDetails


class ContactForm(Form):
    """A person at a customer."""

    name = forms.CharField(label=gettext_lazy("Name"), max_length=200)
    role = forms.ChoiceField(
        label=gettext_lazy("Works in"), choices=[(code, word.text) for code, word in ROLES.items()]
    )
    email = forms.CharField(
        label=gettext_lazy("E-mail"),
        max_length=254,
        required=False,
        widget=forms.EmailInput,
        help_text=gettext_lazy("Reminders go to accounts payable first, else to whoever has one."),
    )
    phone = forms.CharField(label=gettext_lazy("Telephone"), max_length=60, required=False)
    mobile = forms.CharField(label=gettext_lazy("Mobile"), max_length=60, required=False)
    preferred_channel = forms.ChoiceField(
        label=gettext_lazy("Is best reached by"),
        required=False,
        choices=[("", gettext_lazy("the first of them")), *((code, word.text) for code, word in CHANNELS.items())],
    )
    language = forms.ChoiceField(label=gettext_lazy("Language"), required=False)

    places = {
        "name_missing": "name",
        "unseen_character": "name",
        "email_wrong": "email",
        "phone_number_wrong": "{channel}",
        "preferred_channel_blank": "preferred_channel",
        "language_unknown": "language",
    }

    def __init__(self, *given: Any, reader: Reader, **options: Any) -> None:
        super().__init__(*given, reader=reader, **options)
        self.fields["language"].choices = [("", ""), *languages(reader.formats.locale)]  # type: ignore[attr-defined]


def show_new_contact(request: HttpRequest, reader: Reader, customer_id: UUID, form: Form | None = None) -> HttpResponse:
    """The form for one more person at a customer."""
    shown = {
        "customer": customer_details(customer_id),
        "form": form or ContactForm(reader=reader),
        "title": _("Add a person"),
        "save": _("Add the person"),
    }
    return render(request, "console/customers/contact.html", shown)


def add_person(request: HttpRequest, reader: Reader, customer_id: UUID) -> HttpResponse:
    """Add the person of the form."""
    form = ContactForm(request.POST, reader=reader)
    values = _values(form)
    with form.refusals_shown():
        add_contact(customer_id=customer_id, **values, context=reader.context)
    say(request, _("%(name)s is added.") % {"name": values["name"]})
    return redirect("console:customer", customer_id)


def show_contact(
    request: HttpRequest, reader: Reader, customer_id: UUID, contact_id: UUID, form: Form | None = None
) -> HttpResponse:
    """The form with what is known of a person at a customer."""
    customer = customer_details(customer_id)
    contact = _contact(customer.contacts, contact_id)
    known = {name: getattr(contact, name) for name in ContactForm.base_fields}
    shown = {
        "customer": customer,
        "contact": contact,
        "form": form or ContactForm(reader=reader, initial=known),
        "title": _("Change a person"),
        "save": _("Save"),
    }
    return render(request, "console/customers/contact.html", shown)


def change_person(request: HttpRequest, reader: Reader, customer_id: UUID, contact_id: UUID) -> HttpResponse:
    """Change the person to what the form says."""
    form = ContactForm(request.POST, reader=reader)
    values = _values(form)
    with form.refusals_shown():
        change_contact(contact_id=contact_id, **values, context=reader.context)
    say(request, _("Saved."))
    return redirect("console:customer", customer_id)


def remove_person(request: HttpRequest, reader: Reader, customer_id: UUID, contact_id: UUID) -> HttpResponse:
    """Reach a person no more."""
    remove_contact(contact_id=contact_id, context=reader.context)
    say(request, _("The person is not reached any more."))
    return redirect("console:customer", customer_id)


def _contact(contacts: tuple[ContactDetails, ...], contact_id: UUID) -> ContactDetails:
    """The person of that identifier who is still reached. Raises ContactUnknown."""
    for contact in contacts:
        if contact.id == contact_id and contact.is_active:
            return contact
    raise ContactUnknown(contact_id=contact_id)


def _values(form: ContactForm) -> dict[str, Any]:
    """What the form says, as commands want it. Raises FormIncomplete."""
    values = form.values
    return values | {"preferred_channel": values["preferred_channel"] or None}
