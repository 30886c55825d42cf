"""Asking a customer for payment by a link: over debts that are ticked."""

from typing import Any, NamedTuple
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from openbill.console.choices import identifiers, named_identifier
from openbill.console.choosing import choose_customer
from openbill.console.forms import Form, FormIncomplete
from openbill.console.pages.online.show_request import show_link
from openbill.console.reader import Reader
from openbill.customers.queries.customer_details import customer_details
from openbill.gateways.commands.request_payment import MOST_DAYS, USUAL_DAYS, request_payment
from openbill.gateways.queries.access_of_account import gateways
from openbill.receivables.queries.items_of_customer import CustomerItem, items_of_customer


class RequestForm(Form):
    """For how long the link is good; the debts are ticked beside it."""

    valid_days = forms.IntegerField(
        label=gettext_lazy("Good for so many days"),
        min_value=1,
        max_value=MOST_DAYS,
        help_text=gettext_lazy("What is due is worked out whenever the link is opened."),
    )

    places = {"expiry_wrong": "valid_days"}


class Choosable(NamedTuple):
    """A debt, and whether it is ticked."""

    debt: CustomerItem
    is_ticked: bool


def show_new_request(request: HttpRequest, reader: Reader, form: Form | None = None) -> HttpResponse:
    """The debts of a customer; those that the address names are ticked, else what is due by today."""
    customer_id = named_identifier(request, "customer")
    if customer_id is None:
        return choose_customer(request, _("New link to pay"))
    customer = customer_details(customer_id)
    debts = _debts(reader, customer.id)
    named = set(identifiers(request.POST.getlist("item") if form else request.GET.getlist("item")))
    ticked = named if form or named else {debt.item_id for debt in debts if debt.days_late >= 0}
    shown: dict[str, Any] = {
        "customer": customer,
        "form": form or RequestForm(reader=reader, initial={"valid_days": USUAL_DAYS}),
        "debts": [Choosable(debt, debt.item_id in ticked) for debt in debts],
        "has_gateway": bool(gateways()),
    }
    return render(request, "console/online/new_request.html", shown)


def make_request(request: HttpRequest, reader: Reader) -> HttpResponse:
    """Make the request over what is ticked, and show its link once."""
    form = RequestForm(request.POST, reader=reader)
    values = form.values
    customer_id = named_identifier(request, "customer")
    ticked = identifiers(request.POST.getlist("item"))
    chosen: list[UUID] = []
    if customer_id is not None:
        with reader.scope():
            chosen = [debt.item_id for debt in _debts(reader, customer_id) if debt.item_id in ticked]
    if not chosen:
        form.add_error(None, _("Tick the debts that the link is to be for."))
        raise FormIncomplete(form)
    with form.refusals_shown():
        made = request_payment(item_ids=chosen, valid_days=values["valid_days"], context=reader.context)
    return show_link(request, reader, made.request_id)


def _debts(reader: Reader, customer_id: UUID) -> list[CustomerItem]:
    items = items_of_customer(reader.organization.id, customer_id, reader.today)
    return [item for item in items if item.side == "debit" and item.open_minor]
