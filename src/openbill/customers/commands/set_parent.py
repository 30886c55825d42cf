"""Put a customer under another one in its group."""

from uuid import UUID

from openbill.customers.commands.link_parents import link_parents
from openbill.customers.commands.lock_customers import lock_customers, refuse_merged
from openbill.customers.events import ParentWasSet
from openbill.foundation.command import command
from openbill.foundation.context import Context
from openbill.foundation.events import publish


@command(permission="customers.manage")
def set_parent(*, customer_id: UUID, parent_id: UUID | None, context: Context) -> None:
    """Make one customer the parent of another; None takes the customer out of its group.

    Raises CustomerUnknown, CustomerIsMerged, GroupHasACycle and GroupTooDeep.
    """
    locked = lock_customers([customer_id] if parent_id is None else [customer_id, parent_id], context=context)
    for customer in locked.values():
        refuse_merged(customer)
    previous_parent_id = locked[customer_id].parent_id
    changed = link_parents(
        "(SELECT %(customer)s::uuid AS customer_id, %(parent)s::uuid AS parent_id)",
        {"customer": customer_id, "parent": parent_id},
        context=context,
    )
    if changed:
        publish(ParentWasSet(customer_id, previous_parent_id, parent_id), context=context)
