"""Asking several customers for payment by links: over debts that were ticked in a list."""

from collections.abc import Sequence
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import ngettext

from openbill.console.acts import say
from openbill.console.choices import identifiers
from openbill.console.forms import Form
from openbill.console.pages.online.new_request import RequestForm
from openbill.console.reader import Reader
from openbill.foundation.rehearsal import rehearsed
from openbill.gateways.commands.request_payment import USUAL_DAYS
from openbill.gateways.commands.send_links import MOST_LINKS, send_links
from openbill.gateways.queries.access_of_account import gateways
from openbill.gateways.queries.links_to_make import LinkToMake, links_to_make
from openbill.messaging.queries.message_details import MessageDetails, message_details


def show_new_requests(request: HttpRequest, reader: Reader, form: Form | None = None) -> HttpResponse:
    """Who would get a link for what, and the first of the letters; debts of one customer go to the form of one link."""
    chosen = identifiers((request.POST if form else request.GET).getlist("chosen"))
    links = links_to_make(chosen, reader.today)
    if len(links) == 1 and form is None:
        named = urlencode({"customer": links[0].customer_id, "item": links[0].item_ids}, doseq=True)
        return redirect(f"{reverse('console:new-request')}?{named}")
    written = [link for link in links if link.payer]
    are_too_many = len(links) > MOST_LINKS
    shown: dict[str, Any] = {
        "form": form or RequestForm(reader=reader, initial={"valid_days": USUAL_DAYS}),
        "links": links,
        "count": len(written),
        "unaddressed": len(links) - len(written),
        "passed_over": len(chosen) - sum(len(link.item_ids) for link in links),
        "are_too_many": are_too_many,
        "most": MOST_LINKS,
        "letter": _letter(written, reader) if written and not are_too_many else None,
        "has_gateway": bool(gateways()),
    }
    return render(request, "console/online/new_requests.html", shown)


def send_to_each(request: HttpRequest, reader: Reader) -> HttpResponse:
    """Make the links and write them; the mails lie in the outbox."""
    form = RequestForm(request.POST, reader=reader)
    values = form.values
    with form.refusals_shown():
        sent = send_links(
            item_ids=identifiers(request.POST.getlist("chosen")),
            valid_days=values["valid_days"],
            context=reader.context,
        )
    count = len(sent.message_ids)
    if reader.organization.is_in_safe_mode:
        text = ngettext(
            "%(n)s mail with a link is written, and held: safe mode is on.",
            "%(n)s mails with links are written, and held: safe mode is on.",
            count,
        )
    else:
        text = ngettext("%(n)s mail with a link is on its way.", "%(n)s mails with links are on their way.", count)
    say(request, text % {"n": reader.formats.number(count)})
    return redirect("console:online")


def _letter(links: Sequence[LinkToMake], reader: Reader) -> MessageDetails:
    """The letter that the first of them gets, as it would be written now; its link leads nowhere."""

    def rehearsal() -> MessageDetails:
        (message_id,) = send_links(item_ids=links[0].item_ids, context=reader.context).message_ids
        return message_details(message_id)

    return rehearsed(rehearsal, reader.organization.id)
