"""Find anything by a few letters: what the palette shows while one types."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from openbill.console.reader import Reader
from openbill.customers.queries.find_customers import find_customers

MOST = 8
LONGEST = 100


def find(request: HttpRequest, reader: Reader) -> HttpResponse:  # noqa: ARG001 - the scope is open
    """Customers by name or number."""
    text = request.GET.get("q", "")[:LONGEST].strip()
    found = find_customers(text, limit=MOST) if text else []
    return render(request, "console/found.html", {"text": text, "customers": found})
