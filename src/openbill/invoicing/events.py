"""What happened in invoicing."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID


@dataclass(frozen=True, slots=True)
class InvoiceWasIssued:
    """A document (invoice, credit or debit note) got its number and is owed, or is owed back."""

    invoice_id: UUID
    kind: str
    customer_id: UUID
    legal_entity_id: UUID
    number: str
    document_date: date
    gross_minor: int
    currency: str


@dataclass(frozen=True, slots=True)
class DebtsWereCredited:
    """Credit notes settled the debts that they correct: of each the item, the amount (minor units), its currency
    and the day.
    """

    credited: tuple[tuple[UUID, int, str, date], ...]


@dataclass(frozen=True, slots=True)
class InvoicesWereDrafted:
    count: int
    invoice_ids: tuple[UUID, ...]
