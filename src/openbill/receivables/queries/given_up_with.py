"""Which debts were let off with payments: discounts, bank charges and small differences, by the credits that did it."""

from collections.abc import Sequence
from uuid import UUID

from openbill.foundation.tenancy import current_organization_id
from openbill.receivables.models import DiscountTaken


def given_up_with(item_ids: Sequence[UUID]) -> list[UUID]:
    """The credits by which something was let off with these credits of payments, in the order in which it was."""
    taken = DiscountTaken.objects.filter(organization_id=current_organization_id(), earned_by_id__in=list(item_ids))
    return list(taken.order_by("id").values_list("discount_item_id", flat=True))
