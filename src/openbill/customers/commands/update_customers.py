"""Bring what is known of a batch of customers up to date."""

from collections.abc import Mapping
from typing import Any

from django.db import connection

from openbill.customers.commands.link_parents import link_parents_by_number
from openbill.customers.commands.search_names import search_names_of
from openbill.customers.events import CustomersWereUpdated
from openbill.foundation.context import Context
from openbill.foundation.events import publish
from openbill.foundation.staging import staged

_TEXTS = ("name", "country", "currency", "language", "time_zone", "vat_number")
_FIELDS = (*_TEXTS, "terms_days")


def update_customers(relation: str, parameters: Mapping[str, Any], *, context: Context) -> int:
    """Write what a relation gives of customers that are there; count those that changed.

    Runs inside the running command. The relation has the columns of `ensure_customers`; customers are found
    by number. What is NULL or blank is not given and stays as it is; of a number that comes twice the first
    row counts. A customer that was merged stays as it is: the other system still knows it, but here another
    one took its place.

    Raises ParentsUnknown, GroupHasACycle and GroupTooDeep.
    """
    parameters = {**parameters, "organization": context.organization_id}
    with (
        staged("given_customers", _given(relation), parameters) as given,
        search_names_of(given) as search_names,
        connection.cursor() as cursor,
    ):
        cursor.execute(
            f"""
            SELECT count(*) FROM (
                SELECT FROM customer WHERE organization_id = %s AND id IN (SELECT customer_id FROM {given})
                ORDER BY organization_id, id FOR NO KEY UPDATE
            ) AS locked
            """,
            [context.organization_id],
        )
        cursor.execute(
            f"""
            UPDATE customer
            SET {", ".join(f"{field} = coalesce(given.{field}, customer.{field})" for field in _FIELDS)},
                search_name = coalesce(named.search_name, customer.search_name)
            FROM {given} AS given LEFT JOIN {search_names} AS named ON named.name = given.name
            WHERE customer.organization_id = %s AND customer.id = given.customer_id
              AND ({" OR ".join(f"given.{field} <> customer.{field}" for field in _TEXTS)}
                   OR (given.terms_days IS NOT NULL
                       AND given.terms_days IS DISTINCT FROM customer.terms_days))
            RETURNING customer.id
            """,
            [context.organization_id],
        )
        changed = {row[0] for row in cursor.fetchall()}
        changed |= link_parents_by_number(
            f"(SELECT customer_id, parent_number FROM {given} WHERE parent_number IS NOT NULL)",
            {},
            context=context,
        )
    if changed:
        publish(CustomersWereUpdated(len(changed)), context=context)
    return len(changed)


def _given(relation: str) -> str:
    texts = ", ".join(f"nullif(wanted.{field}, '') AS {field}" for field in (*_TEXTS, "parent_number"))
    return f"""
        SELECT DISTINCT ON (customer.id) customer.id AS customer_id, wanted.terms_days, {texts}
        FROM {relation} AS wanted
        JOIN customer ON customer.organization_id = %(organization)s AND customer.number = wanted.number
        WHERE customer.merged_into_id IS NULL
        ORDER BY customer.id, wanted.customer_id
    """
