"""The remittance advices that are there, and what each of them says."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from openbill.cash_application.errors import RemittanceUnknown
from openbill.cash_application.models import Remittance, RemittanceLine
from openbill.cash_application.types.remittances import RemittanceState
from openbill.foundation.tenancy import current_organization_id


@dataclass(frozen=True, slots=True)
class RemittanceDetails:
    """An advice; `amount_minor` is in its currency, None where it tells none. `line_id` is of the line linked to it."""

    id: UUID
    state: str
    payer_name: str
    payer_number: str
    payer_account: str
    reference: str
    amount_minor: int | None
    currency: str
    paid_date: date | None
    received_at: datetime
    line_id: UUID | None
    file_id: UUID
    place: str
    withdrawn_reason: str
    warnings: Sequence[str]


@dataclass(frozen=True, slots=True)
class RemittanceLineDetails:
    """What an advice says of one document, in minor units; None where it says nothing."""

    currency: str
    document_number: str
    amount_minor: int | None
    discount_minor: int | None
    deduction_minor: int | None
    reason: str
    reason_code: str
    purchase_order: str


@dataclass(frozen=True, slots=True)
class WholeRemittance:
    """An advice with its lines, in its order."""

    remittance: RemittanceDetails
    lines: tuple[RemittanceLineDetails, ...]


_FIELDS = tuple(RemittanceDetails.__dataclass_fields__)
_LINE_FIELDS = ("remittance__currency", *tuple(RemittanceLineDetails.__dataclass_fields__)[1:])


def remittances(
    *,
    state: RemittanceState | None = None,
    line_id: UUID | None = None,
    after: UUID | None = None,
    limit: int = 50,
) -> list[RemittanceDetails]:
    """The advices of a state, or of a bank line, or all; the newest first, behind the one named by `after`."""
    rows = Remittance.objects.filter(organization_id=current_organization_id())
    if state is not None:
        rows = rows.filter(state=state.value)
    if line_id is not None:
        rows = rows.filter(line_id=line_id)
    if after is not None:
        rows = rows.filter(id__lt=after)
    return [RemittanceDetails(*row) for row in rows.order_by("-id").values_list(*_FIELDS)[:limit]]


def remittance_of(remittance_id: UUID) -> WholeRemittance:
    """One advice with its lines. Raises RemittanceUnknown."""
    organization_id = current_organization_id()
    row = Remittance.objects.filter(organization_id=organization_id, id=remittance_id).values_list(*_FIELDS).first()
    if row is None:
        raise RemittanceUnknown(remittance_id=remittance_id)
    lines = RemittanceLine.objects.filter(organization_id=organization_id, remittance_id=remittance_id)
    in_order = lines.order_by("position").values_list(*_LINE_FIELDS)
    return WholeRemittance(RemittanceDetails(*row), tuple(RemittanceLineDetails(*each) for each in in_order))
