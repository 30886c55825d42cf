"""Put customers under others, and see to it that their groups stay trees."""

from collections.abc import Collection, Mapping
from typing import Any
from uuid import UUID

from django.db import connection

from openbill.customers.errors import GroupHasACycle, GroupTooDeep, ParentsUnknown
from openbill.customers.models import Customer
from openbill.customers.policies.group_shape import deepest_member, member_of_a_cycle
from openbill.customers.queries.lines_of_descent import ancestors_of, parents_around
from openbill.customers.types import MOST_LEVELS
from openbill.foundation.context import Context
from openbill.foundation.locks import lock_rows
from openbill.foundation.staging import staged


def link_parents(relation: str, parameters: Mapping[str, Any], *, context: Context) -> set[UUID]:
    """Set the parent of every customer of a relation (customer_id, parent_id); name those it was new to.

    The one way by which parents are set: each change is kept, so that the groups of any seal can be shown. A
    parent of NULL takes a customer out of its group. Runs inside the running command; whoever is above a new
    parent is locked first, so that two acts cannot close a circle from both sides.

    Raises GroupHasACycle and GroupTooDeep.
    """
    parameters = {**parameters, "organization": context.organization_id}
    select = f"""
        SELECT wanted.customer_id, wanted.parent_id FROM {relation} AS wanted
        JOIN customer ON customer.organization_id = %(organization)s AND customer.id = wanted.customer_id
        WHERE customer.parent_id IS DISTINCT FROM wanted.parent_id
    """
    with staged("new_parents", select, parameters) as links, connection.cursor() as cursor:
        cursor.execute(f"SELECT customer_id, parent_id FROM {links}")
        wanted: dict[UUID, UUID | None] = dict(cursor.fetchall())
        if not wanted:
            return set()
        _lock_with_ancestors(wanted.keys() | {parent for parent in wanted.values() if parent})
        for customer_id, parent_id in wanted.items():
            if customer_id == parent_id:
                raise GroupHasACycle(number=_number_of(customer_id, context))
        cursor.execute(
            f"""
            UPDATE customer SET parent_id = link.parent_id FROM {links} AS link
            WHERE customer.organization_id = %s AND customer.id = link.customer_id
            """,
            [context.organization_id],
        )
        _keep_changes(links, context)
    refuse_wrong_shape(wanted.keys(), context=context)
    return set(wanted)


def link_parents_by_number(relation: str, parameters: Mapping[str, Any], *, context: Context) -> set[UUID]:
    """As `link_parents`, for a relation (customer_id, parent_number); raises ParentsUnknown as well.

    A parent that was merged stands for the customer that it was merged into.
    """
    parameters = {**parameters, "organization": context.organization_id}
    select = f"""
        SELECT child.customer_id, child.parent_number, coalesce(parent.merged_into_id, parent.id) AS parent_id
        FROM {relation} AS child
        LEFT JOIN customer parent
          ON parent.organization_id = %(organization)s AND parent.number = child.parent_number
    """
    with staged("parents_by_number", select, parameters) as links, connection.cursor() as cursor:
        cursor.execute(
            f"SELECT DISTINCT parent_number FROM {links} WHERE parent_id IS NULL ORDER BY parent_number LIMIT 10"
        )
        unknown = [row[0] for row in cursor.fetchall()]
        if unknown:
            raise ParentsUnknown(numbers=", ".join(unknown))
        return link_parents(links, {}, context=context)


def refuse_wrong_shape(customer_ids: Collection[UUID], *, context: Context) -> None:
    """Check the groups around these customers as they are now. Raises GroupHasACycle and GroupTooDeep."""
    parents = parents_around(customer_ids)
    in_a_cycle = member_of_a_cycle(parents)
    if in_a_cycle is not None:
        raise GroupHasACycle(number=_number_of(in_a_cycle, context))
    deepest, levels = deepest_member(parents)
    if deepest is not None and levels > MOST_LEVELS:
        raise GroupTooDeep(number=_number_of(deepest, context), levels=levels, most=MOST_LEVELS)


def _keep_changes(links: str, context: Context) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            f"""
            INSERT INTO parent_change (organization_id, id, customer_id, parent_id, revision, command_id)
            SELECT %(organization)s, new_identifier(), link.customer_id, link.parent_id,
                   1 + coalesce((SELECT max(earlier.revision) FROM parent_change earlier
                                 WHERE earlier.organization_id = %(organization)s
                                   AND earlier.customer_id = link.customer_id), 0),
                   %(command)s
            FROM {links} AS link
            """,
            {"organization": context.organization_id, "command": context.running_command_id},
        )


def _lock_with_ancestors(customer_ids: Collection[UUID]) -> None:
    locked: set[UUID] = set()
    wanted = set(customer_ids)
    # While one waits for a lock somebody else may have put the group under yet another customer.
    while wanted - locked:
        lock_rows(Customer, wanted - locked)
        locked |= wanted
        wanted = ancestors_of(locked)


def _number_of(customer_id: UUID, context: Context) -> str:
    return Customer.objects.values_list("number", flat=True).get(
        organization_id=context.organization_id, id=customer_id
    )
