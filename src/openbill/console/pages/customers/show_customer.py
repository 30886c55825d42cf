"""The page of one customer: position, items, every word."""

from dataclasses import dataclass
from datetime import timedelta
from functools import cached_property
from itertools import groupby
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from openbill.cash_application.queries.find_payer_accounts import find_payer_accounts
from openbill.collections.queries.promises_in_order import promises_in_order
from openbill.console.bars import Segment, age_bar
from openbill.console.reader import Reader
from openbill.console.templatetags.figures import age_step
from openbill.console.words.customer_history import history_of_customer
from openbill.console.words.terms import terms_words
from openbill.console.words.timeline import timeline_cursor
from openbill.customers.queries.customer_details import customer_details
from openbill.customers.queries.with_merged import with_merged
from openbill.customers.types import PURPOSES, AddressDetails, CustomerDetails
from openbill.direct_debits.queries.find_mandates import find_mandates
from openbill.direct_debits.queries.refund_accounts import refund_accounts_of_customer
from openbill.disputes.queries.disputes_in_order import DisputeInOrder, disputes_in_order
from openbill.gateways.queries.methods_to_renew import DAYS_BEFORE
from openbill.gateways.queries.saved_methods import saved_methods
from openbill.invoicing.queries.terms_of_customer import terms_of_customer
from openbill.invoicing.types import PaymentTerms
from openbill.receivables.queries.items_of_customer import CustomerItem, items_of_customer

ENTRIES, MOST_SHOWN, MOST_MANDATES, MOST_ACCOUNTS = 20, 100, 20, 5


def show_customer(request: HttpRequest, reader: Reader, customer_id: UUID) -> HttpResponse:
    """One customer: position, items, every word; what changes slowly stands aside."""
    customer = customer_details(customer_id)
    after = timeline_cursor(request.GET.get("before", ""))
    history = history_of_customer(reader, customer.id, after=after, limit=ENTRIES)
    shown: dict[str, Any] = {
        "customer": customer,
        "group": [member for member in (customer.parent, *customer.children) if member],
        "addresses": [{"purpose": each.purpose, "lines": _lines(each)} for each in customer.addresses],
        "missing_addresses": [each for each in PURPOSES if each not in {kept.purpose for kept in customer.addresses}],
        "people": [contact for contact in customer.contacts if contact.is_active],
        "history": history.entries,
        "earlier": history.next and f"{history.next.at.isoformat()}/{history.next.id}",
        "is_earlier": after is not None,
    }
    if reader.may("receivables.view"):
        shown["positions"] = _positions(items_of_customer(reader.organization.id, customer.id, reader.today))
    if reader.may("collections.view"):
        shown["promises"] = promises_in_order(customer_id=customer.id, limit=MOST_SHOWN)
    if reader.may("invoicing.view"):
        shown["terms"] = _terms(customer, reader)
    if reader.may("disputes.view"):
        shown["disputes"] = _disputes(customer.id)
    if reader.may("direct_debits.view"):
        shown["mandates"] = find_mandates(customer_ids=with_merged([customer.id]), limit=MOST_MANDATES).rows
    if reader.may("cash_application.view"):
        shown["payer_accounts"] = find_payer_accounts(customer_ids=with_merged([customer.id]), limit=MOST_ACCOUNTS).rows
    if reader.may("payments.view"):
        shown["refund_accounts"] = refund_accounts_of_customer(customer.id)
    if reader.may("gateways.view"):
        shown |= {
            "methods": saved_methods(customer_id=customer.id),
            "today": reader.today,
            "soon": reader.today + timedelta(days=DAYS_BEFORE),
        }
    return render(request, "console/customers/customer.html", shown)


@dataclass(frozen=True)
class Position:
    """What a customer owes in one currency."""

    currency: str
    items: list[CustomerItem]

    @cached_property
    def buckets_minor(self) -> list[int]:
        amounts = [0] * 5
        for item in self._debts:
            amounts[age_step(item.days_late)] += item.open_minor
        return amounts

    @property
    def owed_minor(self) -> int:
        return sum(self.buckets_minor)

    @property
    def overdue_minor(self) -> int:
        return self.owed_minor - self.buckets_minor[0]

    @property
    def unapplied_minor(self) -> int:
        return sum(item.open_minor for item in self.items if item.side == "credit")

    @property
    def disputed_minor(self) -> int:
        return sum(item.disputed_minor for item in self._debts)

    @property
    def balance_minor(self) -> int:
        return self.owed_minor - self.unapplied_minor

    @property
    def days_late(self) -> int:
        return max((item.days_late for item in self._debts), default=0)

    @property
    def bar(self) -> list[Segment]:
        return age_bar(self.buckets_minor)

    @property
    def _debts(self) -> list[CustomerItem]:
        return [item for item in self.items if item.side == "debit"]


def _lines(address: AddressDetails) -> list[str]:
    place = f"{address.postal_code} {address.city}".strip()
    return [line for line in (address.name, address.street, place, address.region) if line]


def _positions(items: list[CustomerItem]) -> list[Position]:
    return [Position(currency, list(group)) for currency, group in groupby(items, key=lambda item: item.currency)]


def _terms(customer: CustomerDetails, reader: Reader) -> str:
    """When a document of today falls due, in words; blank where it is as usual in the firm."""
    given = next((each for each in terms_of_customer(customer.id) if each.valid_from <= reader.today), None)
    if given is not None:
        return terms_words(given.terms, reader.formats)
    if customer.terms_days is None:
        return ""
    return terms_words(PaymentTerms("", "", days=customer.terms_days), reader.formats)


def _disputes(customer_id: UUID) -> list[DisputeInOrder]:
    """Open ones first, however old."""
    are_open = disputes_in_order(customer_id=customer_id, state="open", limit=MOST_SHOWN)
    latest = disputes_in_order(customer_id=customer_id, limit=MOST_SHOWN)
    return [*are_open, *(each for each in latest if each.state != "open")]
