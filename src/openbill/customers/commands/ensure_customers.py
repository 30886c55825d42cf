"""Add the customers of a batch that are not there yet."""

from collections.abc import Mapping
from typing import Any

from django.db import connection

from openbill.customers.commands.link_parents import link_parents_by_number
from openbill.customers.commands.search_names import search_names_of
from openbill.customers.events import CustomersWereAdded
from openbill.foundation.context import Context
from openbill.foundation.events import publish
from openbill.foundation.staging import staged

CUSTOMER_COLUMNS = (
    "customer_id uuid, number text, name text, country text, currency text, terms_days int,"
    " parent_number text, language text, time_zone text, vat_number text"
)
"""The columns of the relation that `ensure_customers` and `update_customers` take."""


def ensure_customers(relation: str, parameters: Mapping[str, Any], *, context: Context) -> int:
    """Add every customer of a relation whose number is in no use, inside the running command, and count them.

    The relation is a table, or a SELECT in parentheses, with CUSTOMER_COLUMNS; what is NULL is not known, and
    a customer without a name is named by its number. Values were checked by whoever read them. A number that
    comes twice is added once. Customers that are there stay as they are.

    Raises ParentsUnknown, GroupHasACycle and GroupTooDeep.
    """
    parameters = {**parameters, "organization": context.organization_id}
    with (
        staged("missing_customers", _missing(relation), parameters) as missing,
        search_names_of(missing) as search_names,
        connection.cursor() as cursor,
    ):
        cursor.execute(
            f"""
            INSERT INTO customer (
                organization_id, id, number, name, search_name, is_natural_person, language, time_zone,
                country, currency, vat_number, terms_days, created_at, command_id)
            SELECT %(organization)s, missing.customer_id, missing.number, missing.name, named.search_name,
                   false, coalesce(missing.language, ''), coalesce(missing.time_zone, ''),
                   coalesce(missing.country, ''), coalesce(missing.currency, ''),
                   coalesce(missing.vat_number, ''), missing.terms_days, %(at)s, %(command)s
            FROM {missing} AS missing JOIN {search_names} AS named ON named.name = missing.name
            ORDER BY missing.number
            ON CONFLICT (organization_id, number) DO NOTHING
            """,
            {
                "organization": context.organization_id,
                "at": context.at,
                "command": context.running_command_id,
            },
        )
        added: int = cursor.rowcount
        if added:
            link_parents_by_number(_added(missing), {"command": context.running_command_id}, context=context)
            publish(CustomersWereAdded(added), context=context)
    return added


def _missing(relation: str) -> str:
    return f"""
        SELECT DISTINCT ON (wanted.number) wanted.customer_id, wanted.number,
               coalesce(nullif(wanted.name, ''), wanted.number) AS name, wanted.country, wanted.currency,
               wanted.terms_days, nullif(wanted.parent_number, '') AS parent_number, wanted.language,
               wanted.time_zone, wanted.vat_number
        FROM {relation} AS wanted
        WHERE NOT EXISTS (SELECT FROM customer WHERE customer.organization_id = %(organization)s
                          AND customer.number = wanted.number)
        ORDER BY wanted.number, wanted.customer_id
    """


def _added(missing: str) -> str:
    # Somebody else may have added a number meanwhile; that customer keeps the parent it has.
    return f"""(
        SELECT customer.id AS customer_id, missing.parent_number FROM {missing} AS missing
        JOIN customer ON customer.organization_id = %(organization)s AND customer.id = missing.customer_id
                     AND customer.command_id = %(command)s
        WHERE missing.parent_number IS NOT NULL
    )"""
