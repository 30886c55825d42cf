"""The ways of paying that customers had kept."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from openbill.foundation.tenancy import current_organization_id
from openbill.gateways.models import SavedMethod


@dataclass(frozen=True, slots=True)
class SavedMethodDetails:
    """One of them, without its token; `consent` are the words to which the customer agreed at `consented_at`.

    `expires_on` is the last day of a card, as far as the gateway told.
    """

    id: UUID
    customer_id: UUID
    account_id: UUID
    label: str
    state: str
    pays_automatically: bool
    expires_on: date | None
    consent: str
    consented_at: datetime
    ended_at: datetime | None
    ended_because: str


def saved_methods(*, customer_id: UUID | None = None) -> list[SavedMethodDetails]:
    """All of them, or those of one customer, the last kept first."""
    rows = SavedMethod.objects.filter(organization_id=current_organization_id()).order_by("-id")
    if customer_id is not None:
        rows = rows.filter(customer_id=customer_id)
    return [
        SavedMethodDetails(
            row.id, row.customer_id, row.account_id, row.label, row.state, row.pays_automatically,
            row.expires_on, row.consent, row.consented_at, row.ended_at, row.ended_because,
        )
        for row in rows[:1_000]
    ]  # fmt: skip
