"""What the debts that a payer chose come to, told while they are chosen."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from openbill.console.forms import FormIncomplete
from openbill.console.pages.paying.pay import PayForm
from openbill.console.reader import Reader
from openbill.gateways.policies.pay_link import PayLink
from openbill.gateways.queries.payable_debts import payable_debts
from openbill.gateways.queries.payment_requests import request_of_link


def show_sum(request: HttpRequest, reader: Reader, link: PayLink) -> HttpResponse:
    """The total and the words of the button for the form as it is filled in now; nothing is begun."""
    asked = request_of_link(link, reader.context.at)
    form = PayForm(request.POST, debts=payable_debts(asked.id, reader.today), reader=reader)
    shown: dict[str, Any] = {"asked": asked}
    try:
        shown["total_minor"] = form.total().minor_units
    except FormIncomplete as incomplete:
        shown["problems"] = incomplete.form.problems
    return render(request, "console/paying/sum.html", shown)
