"""Putting a customer below another one, and making one customer of two; each asks first."""

from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from openbill.console.acts import say
from openbill.console.choices import named_identifier
from openbill.console.choosing import choose_customer
from openbill.console.forms import Form
from openbill.console.reader import Reader
from openbill.customers.commands.merge_customers import merge_customers
from openbill.customers.commands.set_parent import set_parent
from openbill.customers.queries.customer_details import customer_details


class OtherCustomerForm(Form):
    """The other customer that was chosen."""

    customer = forms.UUIDField(widget=forms.HiddenInput)


def show_parent(request: HttpRequest, reader: Reader, customer_id: UUID, form: Form | None = None) -> HttpResponse:
    """Ask whether the customer is to belong to another one, which is chosen first."""
    customer = customer_details(customer_id)
    parent_id = named_identifier(request, "customer")
    title = _("Put %(customer)s into a group") % {"customer": customer.name}
    if parent_id is None:
        question = _("To which customer does it belong?")
        return choose_customer(request, title, question=question, other_than=customer)
    shown: dict[str, Any] = {
        "customer": customer,
        "other": customer_details(parent_id),
        "form": form or OtherCustomerForm(reader=reader),
        "title": title,
    }
    return render(request, "console/customers/parent.html", shown)


def put_into_group(request: HttpRequest, reader: Reader, customer_id: UUID) -> HttpResponse:
    """Put the customer below the one that was chosen."""
    form = OtherCustomerForm(request.POST, reader=reader)
    parent_id = form.values["customer"]
    with form.refusals_shown():
        set_parent(customer_id=customer_id, parent_id=parent_id, context=reader.context)
    say(request, _("Saved."))
    return redirect("console:customer", customer_id)


def leave_group(request: HttpRequest, reader: Reader, customer_id: UUID) -> HttpResponse:
    """Take the customer out of its group."""
    set_parent(customer_id=customer_id, parent_id=None, context=reader.context)
    say(request, _("The customer stands by itself."))
    return redirect("console:customer", customer_id)


def show_merge(request: HttpRequest, reader: Reader, customer_id: UUID, form: Form | None = None) -> HttpResponse:
    """Ask whether the customer is to become one with another one, which is chosen first."""
    customer = customer_details(customer_id)
    into_id = named_identifier(request, "customer")
    title = _("Merge %(customer)s") % {"customer": customer.name}
    if into_id is None:
        question = _("Into which customer? That one stays.")
        return choose_customer(request, title, question=question, other_than=customer)
    into = customer_details(into_id)
    kept = {address.purpose for address in into.addresses}
    shown: dict[str, Any] = {
        "customer": customer,
        "other": into,
        "people": sum(contact.is_active for contact in customer.contacts),
        "addresses": [each.purpose for each in customer.addresses if each.purpose not in kept],
        "lost": [each.purpose for each in customer.addresses if each.purpose in kept],
        "form": form or OtherCustomerForm(reader=reader),
        "title": title,
    }
    return render(request, "console/customers/merge.html", shown)


def merge(request: HttpRequest, reader: Reader, customer_id: UUID) -> HttpResponse:
    """Make one customer of the two."""
    form = OtherCustomerForm(request.POST, reader=reader)
    into_id = form.values["customer"]
    with form.refusals_shown():
        merge_customers(customer_id=customer_id, into_customer_id=into_id, context=reader.context)
    say(request, _("They are one customer now."))
    return redirect("console:customer", into_id)
