"""The page of one payment request: its debts, its tries; a new link for it, sending that, taking it back."""

from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from openbill.console.acts import say
from openbill.console.reader import Reader
from openbill.gateways.commands.request_payment import renew_link, revoke_request
from openbill.gateways.commands.send_link import send_link
from openbill.gateways.queries.find_requests import request_listed
from openbill.gateways.queries.payment_requests import (
    attempts_of_request,
    items_of_request,
    link_of_request,
    payment_request,
)
from openbill.receivables.queries.item_on_day import items_on_day


def show_request(request: HttpRequest, reader: Reader, payment_request_id: UUID) -> HttpResponse:
    """One request, with what is open of its debts now, and every try of it."""
    shown: dict[str, Any] = {
        "asked": request_listed(payment_request_id, reader.context.at),
        "paid_minor": payment_request(payment_request_id).paid_minor,
        "items": [
            (item, (reader.today - item.due_date).days)
            for item in items_on_day(items_of_request(payment_request_id), reader.today)
        ],
        "attempts": attempts_of_request(payment_request_id)[::-1],
    }
    return render(request, "console/online/request.html", shown)


def make_new_link(request: HttpRequest, reader: Reader, payment_request_id: UUID) -> HttpResponse:
    """Make a new link and show it; those before are good no more."""
    renew_link(request_id=payment_request_id, context=reader.context)
    return show_link(request, reader, payment_request_id)


def send(request: HttpRequest, reader: Reader, payment_request_id: UUID) -> HttpResponse:
    """Have the link written to who pays at the customer's: the mail lies in the outbox."""
    message_id = send_link(request_id=payment_request_id, context=reader.context)
    if reader.organization.is_in_safe_mode:
        say(request, _("The mail with the link is written, and held: safe mode is on."))
    else:
        say(request, _("The mail with the link is on its way."))
    if reader.may("messaging.view"):
        return redirect("console:message", message_id)
    return redirect("console:payment-request", payment_request_id)


def revoke(request: HttpRequest, reader: Reader, payment_request_id: UUID) -> HttpResponse:
    """Take a request back: its link is good no more."""
    revoke_request(request_id=payment_request_id, context=reader.context)
    say(request, _("The link is good no more."))
    return redirect("console:payment-request", payment_request_id)


def show_link(request: HttpRequest, reader: Reader, request_id: UUID) -> HttpResponse:
    """The page of a link that was just made: it is shown here, and nowhere else."""
    with reader.scope():
        shown = {
            "asked": request_listed(request_id, reader.context.at),
            "link": settings.CONFIGURATION.url.rstrip("/") + link_of_request(request_id),
        }
        return render(request, "console/online/link.html", shown)
