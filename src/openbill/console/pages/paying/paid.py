"""What became of a payment: a receipt, a word that it did not go through, or that we wait for the gateway."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from openbill.console.pages.paying.pay import secret_of, who
from openbill.console.reader import Reader
from openbill.gateways.policies.pay_link import PayLink
from openbill.gateways.queries.payment_requests import request_of_link
from openbill.gateways.queries.receipts import receipts_of_request

SECONDS_UNTIL_LOOKED_AGAIN = 5


def show_paid(request: HttpRequest, reader: Reader, link: PayLink) -> HttpResponse:
    """The tries of the link's request, the last first; the page looks again while the gateway has said nothing."""
    asked = request_of_link(link, reader.context.at)
    receipts = receipts_of_request(asked.id)
    last = receipts[0] if receipts else None
    shown = {
        **who(asked),
        "asked": asked,
        "secret": secret_of(request),
        "last": last,
        "paid": [each for each in receipts if each.state in ("succeeded", "regained")],
        "is_waiting": last is not None and last.state == "begun",
    }
    answer = render(request, "console/paying/paid.html", shown)
    if shown["is_waiting"]:
        answer.headers["Refresh"] = str(SECONDS_UNTIL_LOOKED_AGAIN)
    return answer
