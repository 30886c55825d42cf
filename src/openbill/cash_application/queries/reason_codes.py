"""What payers' reason codes mean with us."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q

from openbill.cash_application.models import ReasonCode
from openbill.disputes.types import DisputeReason
from openbill.foundation.tenancy import current_organization_id


@dataclass(frozen=True, slots=True)
class ReasonCodeDetails:
    """A code, and the reason that it stands for; of one customer, or of all who have none of their own."""

    code: str
    reason: DisputeReason
    customer_id: UUID | None
    customer_name: str


def reason_codes() -> list[ReasonCodeDetails]:
    """All codes, those for everybody first, then by customer and code."""
    rows = ReasonCode.objects.filter(organization_id=current_organization_id())
    fields = rows.order_by("customer__name", "code").values_list("code", "reason", "customer_id", "customer__name")
    found = [ReasonCodeDetails(code, DisputeReason(reason), of, name or "") for code, reason, of, name in fields]
    return sorted(found, key=lambda each: each.customer_id is not None)


def codes_of(customer_ids: Collection[UUID]) -> Mapping[UUID, Mapping[str, DisputeReason]]:
    """For each of these customers what a code means of them: their own word, else that for everybody."""
    rows = ReasonCode.objects.filter(
        Q(customer_id=None) | Q(customer_id__in=customer_ids), organization_id=current_organization_id()
    )
    by_customer: dict[UUID | None, dict[str, DisputeReason]] = defaultdict(dict)
    for customer_id, code, reason in rows.values_list("customer_id", "code", "reason"):
        by_customer[customer_id][code] = DisputeReason(reason)
    return {each: {**by_customer[None], **by_customer[each]} for each in customer_ids}
