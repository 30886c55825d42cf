"""What is said about customers."""

from dataclasses import dataclass
from datetime import datetime
from enum import Enum, StrEnum
from typing import Any
from uuid import UUID

CONTACT_ROLES = ("accounts_payable", "purchasing", "management", "legal", "sales", "other")
CHANNELS = ("email", "phone", "mobile")
PURPOSES = ("billing", "delivery", "registered")

MOST_LEVELS = 20
"""How many levels a group of customers has at most, the top one counted."""

LONGEST_TERMS_DAYS = 3_650


class Unchanged(Enum):
    """Says that something stays as it is, where None is a value of its own."""

    UNCHANGED = "unchanged"


UNCHANGED = Unchanged.UNCHANGED


class CustomerOrder(StrEnum):
    """What customers are sorted by."""

    NUMBER = "number"
    NAME = "name"


@dataclass(frozen=True, slots=True)
class CustomerCreated:
    customer_id: UUID
    number: str


@dataclass(frozen=True, slots=True)
class ContactAdded:
    contact_id: UUID


@dataclass(frozen=True, slots=True)
class ExternalIdAdded:
    external_id_id: UUID


@dataclass(frozen=True, slots=True)
class CustomersMerged:
    """What a merge moved from the one customer to the other."""

    into_customer_id: UUID
    children: int
    contacts: int
    addresses: int
    external_ids: int


@dataclass(frozen=True, slots=True)
class CustomerSummary:
    """A customer as a list shows it."""

    id: UUID
    number: str
    name: str
    country: str
    currency: str
    parent_id: UUID | None


@dataclass(frozen=True, slots=True)
class ContactDetails:
    """A person at a customer; `role` is one of CONTACT_ROLES, `preferred_channel` one of CHANNELS."""

    id: UUID
    name: str
    role: str
    language: str
    time_zone: str
    email: str
    phone: str
    mobile: str
    preferred_channel: str
    is_active: bool


@dataclass(frozen=True, slots=True)
class AddressDetails:
    """Where a customer is written to; `purpose` is one of PURPOSES."""

    purpose: str
    name: str
    street: str
    postal_code: str
    city: str
    region: str
    country: str


@dataclass(frozen=True, slots=True)
class ExternalId:
    """The number that another system has for a customer."""

    source: str
    external_id: str


@dataclass(frozen=True, slots=True)
class CustomerDetails:
    """Everything that is known of a customer, but not its history and not what it owes."""

    id: UUID
    number: str
    name: str
    is_natural_person: bool
    parent: CustomerSummary | None
    children: tuple[CustomerSummary, ...]
    merged: tuple[CustomerSummary, ...]
    language: str
    time_zone: str
    country: str
    currency: str
    vat_number: str
    terms_days: int | None
    salesperson_id: UUID | None
    created_at: datetime
    contacts: tuple[ContactDetails, ...]
    addresses: tuple[AddressDetails, ...]
    external_ids: tuple[ExternalId, ...]


@dataclass(frozen=True, slots=True)
class GroupMember:
    """A customer of a group; the customer asked about is on level 1."""

    customer_id: UUID
    number: str
    name: str
    parent_id: UUID | None
    level: int


@dataclass(frozen=True, slots=True)
class TimelineItem:
    """One thing that happened with a customer: `kind` is the event's, `facts` are identifiers and amounts."""

    id: UUID
    customer_id: UUID
    at: datetime
    kind: str
    facts: dict[str, Any]


@dataclass(frozen=True, slots=True)
class TimelineCursor:
    """The place in a timeline after which the next page begins."""

    at: datetime
    id: UUID


@dataclass(frozen=True, slots=True)
class TimelinePage:
    """Some of a customer's history, the newest first; `next` is None on the last page."""

    items: tuple[TimelineItem, ...]
    next: TimelineCursor | None


@dataclass(frozen=True, slots=True)
class PhoneOfCustomer:
    """Whom to ask for, and the number."""

    name: str
    phone: str
