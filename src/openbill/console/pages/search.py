"""Find anything by a few letters: what the palette shows while one types."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from openbill.console.pages_by_name import pages_by_name
from openbill.console.reader import Reader
from openbill.customers.queries.find_customers import find_customers
from openbill.receivables.queries.items_of_number import items_of_number

MOST = 8
LONGEST = 100


def find(request: HttpRequest, reader: Reader) -> HttpResponse:
    """Pages by name, customers by name or number, invoices and payments by number."""
    text = request.GET.get("q", "")[:LONGEST].strip()
    found = find_customers(text, limit=MOST) if text else []
    items = items_of_number(text, limit=MOST) if text and reader.may("receivables.view") else []
    pages = pages_by_name(text, reader) if text else []
    return render(request, "console/found.html", {"text": text, "pages": pages, "customers": found, "items": items})
