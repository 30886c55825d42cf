"""The calls of the day: the most urgent first, each with its reasons, its number, and its acts at a key."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from openbill.collections.queries.call_list import call_list, not_ranked
from openbill.console.reader import Reader
from openbill.customers.queries.phones_of_customers import phones_of_customers

MOST = 30


def list_calls(request: HttpRequest, reader: Reader) -> HttpResponse:
    """Whom to call now; who was called already comes back on the day that was agreed."""
    calls = call_list(reader.today, limit=MOST)
    phones = phones_of_customers([call.facts.customer_id for call in calls])
    shown: dict[str, Any] = {
        "calls": [(call, phones.get(call.facts.customer_id)) for call in calls],
        "not_ranked": not_ranked(reader.today),
        "is_cut": len(calls) == MOST,
    }
    return render(request, "console/calls/list.html", shown)
