"""Create the customers that a file names and nobody knows yet."""

from uuid import UUID

from django.db import connection

from openbill.customers.commands.ensure_customers import ensure_customers
from openbill.foundation.command import command
from openbill.foundation.context import Context


@command(permission="importing.import")
def bring_in_customers(*, run_id: UUID, context: Context) -> int:
    """Create every customer of imported_party that was not found, and note their identifiers there.

    An e-mail address that the file gives becomes a contact where nobody of the customer can be written to.
    """
    with connection.cursor() as cursor:
        created = ensure_customers(
            """(
                SELECT new_identifier() AS customer_id, number, name, country, NULL::text AS currency,
                       NULL::int AS terms_days, NULL::text AS parent_number, NULL::text AS language,
                       NULL::text AS time_zone, NULL::text AS vat_number
                FROM imported_party WHERE customer_id IS NULL
            )""",
            {},
            context=context,
        )
        cursor.execute(
            """
            UPDATE imported_party SET customer_id = coalesce(customer.merged_into_id, customer.id)
            FROM customer
            WHERE imported_party.customer_id IS NULL
              AND customer.organization_id = %s AND customer.number = imported_party.number
            """,
            [context.organization_id],
        )
        cursor.execute(_CONTACTS, [context.organization_id, context.organization_id])
    return created


_CONTACTS = """
    INSERT INTO contact (organization_id, id, customer_id, name, role, language, time_zone, email, phone, mobile,
                         preferred_channel, is_active)
    SELECT %s, new_identifier(), customer_id, min(name), 'accounts_payable', '', '', lower(email), '', '', 'email', true
    FROM imported_party party
    WHERE email <> '' AND customer_id IS NOT NULL AND NOT EXISTS (
        SELECT FROM contact known WHERE known.organization_id = %s AND known.customer_id = party.customer_id
          AND known.email <> '' AND known.is_active)
    GROUP BY customer_id, lower(email)
"""
