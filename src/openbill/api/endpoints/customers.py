"""Customers, the people and addresses there, their groups and their history."""

from datetime import datetime
from uuid import UUID

from openbill.api.endpoint import act, ask
from openbill.api.pages import ROWS, Page, checked_limit, cursor_of, page, place_of, whole
from openbill.customers.commands.add_contact import add_contact
from openbill.customers.commands.add_external_id import add_external_id
from openbill.customers.commands.change_contact import change_contact
from openbill.customers.commands.change_customer import change_customer
from openbill.customers.commands.create_customer import create_customer
from openbill.customers.commands.merge_customers import merge_customers
from openbill.customers.commands.remove_contact import remove_contact
from openbill.customers.commands.set_address import set_address
from openbill.customers.commands.set_parent import set_parent
from openbill.customers.queries.customer_by_number import customer_by_number
from openbill.customers.queries.customer_details import customer_details
from openbill.customers.queries.customers_in_order import customers_in_order
from openbill.customers.queries.find_customers import find_customers
from openbill.customers.queries.group_members import group_members
from openbill.customers.queries.timeline import timeline
from openbill.customers.types import (
    CustomerDetails,
    CustomerOrder,
    CustomerSummary,
    GroupMember,
    TimelineCursor,
    TimelineItem,
)


def list_customers(
    *,
    text: str = "",
    country: str | None = None,
    currency: str | None = None,
    parent_id: UUID | None = None,
    sort: CustomerOrder = CustomerOrder.NUMBER,
    after: str | None = None,
    limit: int = ROWS,
) -> Page[CustomerSummary]:
    """Customers by number or name; of a text in number or name, a country, a currency, a parent."""
    rows = customers_in_order(
        by=sort,
        after=place_of(after, str, UUID),
        text=text,
        country=country,
        currency=currency,
        parent_id=parent_id,
        limit=checked_limit(limit) + 1,
    )
    return page(rows, limit, lambda row: (row.number if sort is CustomerOrder.NUMBER else row.name, row.id))


def search_customers(*, text: str, limit: int = 20) -> Page[CustomerSummary]:
    """Customers whom a text may mean, the best first: a number that begins so, a name that holds it."""
    return whole(find_customers(text, limit=checked_limit(limit)))


def show_customer_of_number(*, number: str) -> CustomerDetails:
    """The customer with a number; a merged one shows the surviving one."""
    return customer_details(customer_by_number(number).id)


def show_customer(*, customer_id: UUID) -> CustomerDetails:
    """Everything about a customer but its history and what it owes."""
    return customer_details(customer_id)


def show_group(*, customer_id: UUID) -> Page[GroupMember]:
    """A customer and everybody below it, level by level."""
    return whole(group_members(customer_id))


def show_timeline(*, customer_id: UUID, after: str | None = None, limit: int = ROWS) -> Page[TimelineItem]:
    """What happened with a customer, the newest first."""
    place = place_of(after, datetime.fromisoformat, UUID)
    found = timeline(customer_id, after=TimelineCursor(*place) if place else None, limit=checked_limit(limit))
    return Page(found.items, next=cursor_of((found.next.at.isoformat(), found.next.id)) if found.next else None)


ENDPOINTS = (
    ask("/customers", "customers.view", list_customers),
    act(
        "POST",
        "/customers",
        create_customer,
        status=201,
        example={"name": "Gasthof Adler", "country": "DE", "currency": "EUR", "terms_days": 14},
    ),
    ask("/customers/search", "customers.view", search_customers),
    ask("/customers/number/{number}", "customers.view", show_customer_of_number),
    ask("/customers/{customer_id}", "customers.view", show_customer),
    act("PATCH", "/customers/{customer_id}", change_customer, example={"name": "Gasthof Goldener Adler"}),
    ask("/customers/{customer_id}/group", "customers.view", show_group),
    ask("/customers/{customer_id}/timeline", "customers.view", show_timeline),
    act("PUT", "/customers/{customer_id}/parent", set_parent, example={"parent_id": None}),
    act("POST", "/customers/{customer_id}/merge", merge_customers),
    act(
        "PUT",
        "/customers/{customer_id}/address",
        set_address,
        example={"street": "Am Markt 3", "postal_code": "88212", "city": "Ravensburg", "country": "DE"},
    ),
    act(
        "POST",
        "/customers/{customer_id}/contacts",
        add_contact,
        status=201,
        example={"name": "Eva Roth", "email": "eva@adler.example"},
    ),
    act("POST", "/customers/{customer_id}/external-ids", add_external_id, status=201),
    act("PATCH", "/contacts/{contact_id}", change_contact, example={"phone": "+49 751 1234"}),
    act("DELETE", "/contacts/{contact_id}", remove_contact),
)
