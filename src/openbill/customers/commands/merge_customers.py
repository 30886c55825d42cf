"""Make one customer of two."""

from uuid import UUID

from django.db import connection

from openbill.customers.commands.link_parents import link_parents
from openbill.customers.commands.lock_customers import lock_customers, refuse_merged
from openbill.customers.errors import MergeIntoItself, MergeOfParent
from openbill.customers.events import CustomersWereMerged
from openbill.customers.models import Address, Contact, Customer, CustomerExternalId, CustomerMerge
from openbill.customers.queries.lines_of_descent import ancestors_of
from openbill.customers.types import CustomersMerged
from openbill.foundation.command import command
from openbill.foundation.context import Context
from openbill.foundation.events import publish


@command(permission="customers.merge")
def merge_customers(*, customer_id: UUID, into_customer_id: UUID, context: Context) -> CustomersMerged:
    """Merge one customer into another, under whose name it is shown from now on.

    Its subsidiaries, contacts, numbers in other systems, and addresses for purposes that the other one lacks
    go over; what it owes keeps pointing to it, so that what was known before can still be shown. Whatever was
    merged into it earlier points to the surviving customer: one step leads there from everywhere.

    Raises MergeIntoItself, CustomerUnknown, CustomerIsMerged, MergeOfParent and GroupTooDeep.
    """
    locked = lock_customers([customer_id, into_customer_id], context=context)
    customer, survivor = locked[customer_id], locked[into_customer_id]
    if customer_id == into_customer_id:
        raise MergeIntoItself(number=customer.number)
    refuse_merged(customer)
    refuse_merged(survivor)
    if customer_id in ancestors_of([into_customer_id]):
        raise MergeOfParent(number=customer.number, into_number=survivor.number)

    children = _move_children(customer_id, into_customer_id, context)
    moved = CustomersMerged(
        into_customer_id,
        children=children,
        contacts=_move(Contact, customer_id, into_customer_id, context),
        addresses=_move_missing_addresses(customer_id, into_customer_id, context),
        external_ids=_move(CustomerExternalId, customer_id, into_customer_id, context),
    )
    _point_to_survivor(customer_id, survivor, context)
    CustomerMerge.objects.create(
        organization_id=context.organization_id,
        merged_customer_id=customer_id,
        into_customer_id=into_customer_id,
        command_id=context.running_command_id,
    )
    publish(CustomersWereMerged(customer_id, into_customer_id), context=context)
    return moved


def _move_children(customer_id: UUID, into_customer_id: UUID, context: Context) -> int:
    """Put the subsidiaries under the survivor, and take the merged customer itself out of its group."""
    moved = link_parents(
        "(SELECT id AS customer_id, CASE WHEN id <> %(customer)s THEN %(survivor)s::uuid END AS parent_id"
        " FROM customer WHERE organization_id = %(organization)s"
        " AND (parent_id = %(customer)s OR id = %(customer)s))",
        {"customer": customer_id, "survivor": into_customer_id},
        context=context,
    )
    return len(moved - {customer_id})


def _move(
    model: type[Contact] | type[CustomerExternalId],
    customer_id: UUID,
    into_customer_id: UUID,
    context: Context,
) -> int:
    rows = model.objects.filter(organization_id=context.organization_id, customer_id=customer_id)
    return rows.update(customer_id=into_customer_id)


def _move_missing_addresses(customer_id: UUID, into_customer_id: UUID, context: Context) -> int:
    addresses = Address.objects.filter(organization_id=context.organization_id)
    present = addresses.filter(customer_id=into_customer_id).values("purpose")
    missing = addresses.filter(customer_id=customer_id).exclude(purpose__in=present)
    return missing.update(customer_id=into_customer_id)


def _point_to_survivor(customer_id: UUID, survivor: Customer, context: Context) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE customer SET merged_into_id = %(survivor)s, salesperson_id = %(salesperson)s"
            " WHERE organization_id = %(organization)s AND (id = %(customer)s OR merged_into_id = %(customer)s)",
            {
                "survivor": survivor.id,
                # Whoever sees the one sees the other with it.
                "salesperson": survivor.salesperson_id,
                "organization": context.organization_id,
                "customer": customer_id,
            },
        )
