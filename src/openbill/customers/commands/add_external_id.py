"""Note under which number another system knows a customer."""

from uuid import UUID

from openbill.customers.commands.lock_customers import lock_customer
from openbill.customers.errors import ExternalIdTaken
from openbill.customers.events import ExternalIdWasAdded
from openbill.customers.models import CustomerExternalId
from openbill.customers.types import ExternalIdAdded
from openbill.foundation.command import command
from openbill.foundation.context import Context
from openbill.foundation.events import publish
from openbill.organizations.commands.refuse_by_constraint import refuse_by_constraint
from openbill.organizations.policies.required_text import required_text


@command(permission="customers.manage")
def add_external_id(*, customer_id: UUID, source: str, external_id: str, context: Context) -> ExternalIdAdded:
    """Note the number that a customer has in another system, the source.

    Raises CustomerUnknown, CustomerIsMerged, NameMissing and ExternalIdTaken.
    """
    lock_customer(customer_id, context=context)
    source, external_id = required_text("source", source), required_text("external number", external_id)
    known = (
        CustomerExternalId.objects.filter(
            organization_id=context.organization_id, source=source, external_id=external_id
        )
        .select_related("customer")
        .first()
    )
    if known is not None:
        raise ExternalIdTaken(external_id=external_id, source=source, number=known.customer.number)
    taken = ExternalIdTaken(external_id=external_id, source=source, number="added just now")
    with refuse_by_constraint("customer_external_id_is_unique", taken):
        row = CustomerExternalId.objects.create(
            organization_id=context.organization_id,
            customer_id=customer_id,
            source=source,
            external_id=external_id,
        )
    publish(ExternalIdWasAdded(customer_id, row.id), context=context)
    return ExternalIdAdded(row.id)
