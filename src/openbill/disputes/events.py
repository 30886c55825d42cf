"""What happened in disputes."""

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True, slots=True)
class DisputeWasOpened:
    dispute_id: UUID
    customer_id: UUID
    reason_code: str
    amount_minor: int
    currency: str


@dataclass(frozen=True, slots=True)
class DisputeWasCredited:
    """Credit notes have given back all that was contested."""

    dispute_id: UUID
    customer_id: UUID


@dataclass(frozen=True, slots=True)
class DisputeWasWithdrawn:
    dispute_id: UUID
    customer_id: UUID
