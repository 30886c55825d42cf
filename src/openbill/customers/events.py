"""What happened to customers."""

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True, slots=True)
class CustomerWasCreated:
    customer_id: UUID


@dataclass(frozen=True, slots=True)
class CustomersWereAdded:
    """Customers came in together; they are only counted."""

    count: int


@dataclass(frozen=True, slots=True)
class CustomersWereUpdated:
    """What is known of many customers changed together; they are only counted."""

    count: int


@dataclass(frozen=True, slots=True)
class CustomerWasChanged:
    """The names of what was changed."""

    customer_id: UUID
    fields: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ParentWasSet:
    """A customer came under another one, or none."""

    customer_id: UUID
    previous_parent_id: UUID | None
    parent_id: UUID | None


@dataclass(frozen=True, slots=True)
class ContactWasAdded:
    customer_id: UUID
    contact_id: UUID


@dataclass(frozen=True, slots=True)
class ContactWasChanged:
    """The names of what was changed."""

    customer_id: UUID
    contact_id: UUID
    fields: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ContactWasRemoved:
    customer_id: UUID
    contact_id: UUID


@dataclass(frozen=True, slots=True)
class AddressWasSet:
    customer_id: UUID
    address_id: UUID


@dataclass(frozen=True, slots=True)
class ExternalIdWasAdded:
    customer_id: UUID
    external_id_id: UUID


@dataclass(frozen=True, slots=True)
class CustomersWereMerged:
    merged_customer_id: UUID
    into_customer_id: UUID
