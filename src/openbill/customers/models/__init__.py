"""The tables of customers."""

from openbill.customers.models.address import Address
from openbill.customers.models.contact import Contact
from openbill.customers.models.customer import Customer, CustomerExternalId, CustomerMerge, ParentChange
from openbill.customers.models.timeline_entry import TimelineEntry

__all__ = [
    "Address",
    "Contact",
    "Customer",
    "CustomerExternalId",
    "CustomerMerge",
    "ParentChange",
    "TimelineEntry",
]
