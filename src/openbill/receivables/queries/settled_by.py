"""How much of debts was settled by credits of certain kinds."""

from collections.abc import Sequence
from uuid import UUID

from django.db.models import Sum

from openbill.foundation.tenancy import current_organization_id
from openbill.receivables.models import Allocation, OpenItem


def settled_by(debit_item_ids: Sequence[UUID], kinds: Sequence[str]) -> int:
    """What credits of these kinds settle of the debts now, in minor units; what was undone counts no more."""
    organization_id = current_organization_id()
    uses = Allocation.objects.filter(organization_id=organization_id, debit_item_id__in=list(debit_item_ids))
    of_kinds = OpenItem.objects.filter(organization_id=organization_id, kind__in=list(kinds))
    total = uses.filter(credit_item_id__in=of_kinds.values("id")).aggregate(minor=Sum("amount_minor"))["minor"]
    return int(total or 0)
