"""What is open of given items, now."""

from collections.abc import Iterable
from uuid import UUID

from openbill.foundation.tenancy import current_organization_id
from openbill.receivables.models import OpenItem


def open_amounts(item_ids: Iterable[UUID]) -> dict[UUID, int]:
    """The open amount of each of the items that there are, in minor units of its currency."""
    items = OpenItem.objects.filter(organization_id=current_organization_id(), id__in=set(item_ids))
    return dict(items.values_list("id", "open_minor"))
