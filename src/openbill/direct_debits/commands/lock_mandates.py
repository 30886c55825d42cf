"""Find the mandates that an act is about."""

from collections.abc import Iterable
from uuid import UUID

from openbill.direct_debits.errors import MandateUnknown
from openbill.direct_debits.models import Mandate
from openbill.foundation.context import Context
from openbill.foundation.locks import lock_rows


def lock_mandates(mandate_ids: Iterable[UUID], *, context: Context) -> dict[UUID, Mandate]:
    """Lock mandates in key order and read them as they are then. Raises MandateUnknown."""
    wanted = set(mandate_ids)
    for missing in sorted(wanted - set(lock_rows(Mandate, wanted))):
        raise MandateUnknown(mandate_id=missing)
    rows = Mandate.objects.filter(organization_id=context.organization_id, id__in=wanted)
    return {mandate.id: mandate for mandate in rows}


def lock_mandate(mandate_id: UUID, *, context: Context) -> Mandate:
    """Lock one mandate. Raises MandateUnknown."""
    return lock_mandates([mandate_id], context=context)[mandate_id]
