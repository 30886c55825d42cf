"""Create the customers of a batch that nobody knows yet."""

from collections.abc import Mapping
from typing import Any

from django.db import connection

from openbill.foundation.context import Context


def ensure_customers(relation: str, parameters: Mapping[str, Any], *, context: Context) -> int:
    """Create each customer of a relation whose number is free, inside the running command, and count them.

    The relation has the columns customer_id, number, name, country, currency, terms_days, parent_number,
    language, time_zone and vat_number; all but the first two may be NULL. Who is known stays as they are.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            f"""
            INSERT INTO customer (organization_id, id, number, name, is_natural_person, parent_id, language, time_zone,
                                  country, currency, vat_number, terms_days, created_at, command_id)
            SELECT %(organization)s, customer_id, number, coalesce(name, number), false, NULL, coalesce(language, ''),
                   coalesce(time_zone, ''), coalesce(country, ''), coalesce(currency, ''), coalesce(vat_number, ''),
                   terms_days, %(at)s, %(command)s
            FROM {relation} AS customer
            ORDER BY number
            ON CONFLICT (organization_id, number) DO NOTHING
            """,
            {
                **parameters,
                "organization": context.organization_id,
                "at": context.at,
                "command": context.running_command_id,
            },
        )
        return cursor.rowcount
