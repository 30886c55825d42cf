"""Choosing a customer by typing, for pages that are about one."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from openbill.customers.queries.find_customers import find_customers
from openbill.customers.types import CustomerDetails

MOST = 12


def choose_customer(
    request: HttpRequest, title: str | Promise, *, question: str = "", other_than: CustomerDetails | None = None
) -> HttpResponse:
    """The page on which a customer is found by name or number; it leads back to its own address, with the customer.

    `question` stands below the title; the customer `other_than` cannot be chosen.
    """
    text = request.GET.get("q", "")[:200].strip()
    found = [each for each in find_customers(text, limit=MOST) if other_than is None or each.id != other_than.id]
    shown = {
        "title": title,
        "text": text,
        "question": question or _("For which customer?"),
        "customers": found,
        "customer": other_than,
    }
    return render(request, "console/choose_customer.html", shown)
