"""Which taxes were withheld of debts that payments were to pay."""

from collections.abc import Sequence
from uuid import UUID

from openbill.foundation.tenancy import current_organization_id
from openbill.payments.models import WithheldTax
from openbill.receivables.queries.given_up_with import given_up_with


def withheld_with(item_ids: Sequence[UUID]) -> list[UUID]:
    """The credits of taxes that were withheld with these credits of payments, in the order in which they were noted."""
    taxes = WithheldTax.objects.filter(organization_id=current_organization_id(), item_id__in=given_up_with(item_ids))
    return list(taxes.order_by("id").values_list("item_id", flat=True))
