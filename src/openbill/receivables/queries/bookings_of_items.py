"""By what the entries of the journal about items are found: the items, what belongs to them, and every allocation."""

from collections.abc import Sequence
from uuid import UUID

from django.db.models import Q

from openbill.foundation.tenancy import current_organization_id
from openbill.receivables.models import Allocation, OpenItem
from openbill.receivables.policies.undoing_acts import UNDOING_ACTS
from openbill.receivables.queries.given_up_with import given_up_with
from openbill.receivables.queries.uses_of_items import uses_of_items


def bookings_of_items(item_ids: Sequence[UUID]) -> list[UUID]:
    """The sources of all entries about items: also of what was let off with them, and of what took any of it back."""
    # A credit that is there for its one allocation is a part of what happened to the debt, and booked by itself.
    let_off = [use.other_id for use in uses_of_items(item_ids) if use.other_kind in UNDOING_ACTS]
    own = list(dict.fromkeys([*item_ids, *let_off, *given_up_with(item_ids)]))
    organization_id = current_organization_id()
    countering = OpenItem.objects.filter(organization_id=organization_id, counters_id__in=own)
    allocations = Allocation.objects.filter(
        Q(debit_item_id__in=own) | Q(credit_item_id__in=own), organization_id=organization_id
    )
    found = [*own, *countering.values_list("id", flat=True), *allocations.values_list("id", flat=True)]
    return list(dict.fromkeys(found))
