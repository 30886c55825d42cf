"""What somebody asked for about items, and a second person decides: one question for every kind of request."""

from collections.abc import Mapping
from typing import Any

from django.db import connection

from openbill.customers.queries.shown_as import shown_as
from openbill.foundation.tenancy import current_organization_id

IN_STATE = """(%(state)s::text IS NULL OR request.state = %(state)s)
              AND (%(after)s::uuid IS NULL OR request.id < %(after)s)"""
WAITING = "request.state = 'requested'"
OF_ITEMS = "request.item_id = ANY(%(items)s::uuid[])"

FIRST_ASKED_FIRST = "request.requested_at, request.id"
LAST_FIRST = "request.id DESC"


def requests_about_items(
    table: str, columns: str, wanted: str, parameters: Mapping[str, Any], *, order: str = FIRST_ASKED_FIRST
) -> list[tuple[Any, ...]]:
    """Columns of the requests of a table, each `request` with its `item` and the customer it is `shown` under.

    `wanted` is one of the conditions above; `parameters` are what it names, and the `limit`, None for none.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            f"""
            SELECT {columns}
            FROM {table} request
            JOIN open_item item ON item.organization_id = request.organization_id AND item.id = request.item_id
            JOIN customer ON customer.organization_id = request.organization_id AND customer.id = item.customer_id
            JOIN customer shown ON shown.organization_id = request.organization_id
                               AND shown.id = {shown_as("customer")}
            WHERE request.organization_id = %(organization)s AND {wanted}
            ORDER BY {order} LIMIT %(limit)s
            """,
            {"organization": current_organization_id(), **parameters},
        )
        return list(cursor.fetchall())
