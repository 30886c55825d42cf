"""What happened with credits nobody claims."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID


@dataclass(frozen=True, slots=True)
class UnclaimedRuleWasSet:
    jurisdiction: str
    kind: str
    revision: int


@dataclass(frozen=True, slots=True)
class UnclaimedRuleWasWithdrawn:
    jurisdiction: str
    kind: str
    revision: int


@dataclass(frozen=True, slots=True)
class HolderJurisdictionWasSet:
    legal_entity_id: UUID
    jurisdiction: str


@dataclass(frozen=True, slots=True)
class OwnerWasInContact:
    """The owner of credits did something that a person saw: their clocks begin anew."""

    contact_id: UUID
    customer_id: UUID
    contact_on: date
    how: str


@dataclass(frozen=True, slots=True)
class OwnerContactWasWithdrawn:
    contact_id: UUID
    customer_id: UUID


@dataclass(frozen=True, slots=True)
class OwnerWasWrittenTo:
    """A letter about a credit was composed."""

    credit_id: UUID
    customer_id: UUID
    message_id: UUID
    amount_minor: int
    currency: str


@dataclass(frozen=True, slots=True)
class OwnerAnswered:
    credit_id: UUID
    customer_id: UUID
    contact_on: date
    wants: str


@dataclass(frozen=True, slots=True)
class HandOverWasRequested:
    hand_over_id: UUID
    jurisdiction: str
    credits: int
    amount_minor: int
    currency: str


@dataclass(frozen=True, slots=True)
class HandOverWasApproved:
    hand_over_id: UUID
    jurisdiction: str
    credits: int
    amount_minor: int
    currency: str


@dataclass(frozen=True, slots=True)
class HandOverWasDeclined:
    hand_over_id: UUID
    jurisdiction: str


@dataclass(frozen=True, slots=True)
class HandOverWasPaid:
    hand_over_id: UUID
    jurisdiction: str
    paid_on: date
    amount_minor: int
    currency: str


@dataclass(frozen=True, slots=True)
class HandOverWasUndone:
    hand_over_id: UUID
    jurisdiction: str


@dataclass(frozen=True, slots=True)
class CreditWasHandedOver:
    """A state has a customer's credit from now on."""

    credit_id: UUID
    customer_id: UUID
    jurisdiction: str
    amount_minor: int
    currency: str


@dataclass(frozen=True, slots=True)
class HandingOverWasTakenBack:
    """A customer's credit that had been handed over is the customer's again."""

    credit_id: UUID
    customer_id: UUID


@dataclass(frozen=True, slots=True)
class OwnerCameBack:
    """The owner of a credit that a state has asked for it."""

    credit_id: UUID
    customer_id: UUID
    came_on: date
