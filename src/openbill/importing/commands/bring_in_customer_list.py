"""Bring a chunk of a file of customers in."""

from typing import Any
from uuid import UUID

from django.db import connection

from openbill.customers.commands.ensure_customers import ensure_customers
from openbill.customers.commands.update_customers import update_customers
from openbill.foundation.command import command
from openbill.foundation.context import Context
from openbill.importing.types.results import CustomersImported


@command(permission="importing.import")
def bring_in_customer_list(*, run_id: UUID, chunk: int, context: Context) -> CustomersImported:
    """Add the customers of one chunk of prepared_customer that are new, with their addresses and contacts.

    Known ones get what the file gives and keep what it does not. Groups are formed by `form_imported_groups`,
    once every customer of the file is there.
    """
    parameters: dict[str, Any] = {"organization": context.organization_id, "chunk": chunk}
    given = _CUSTOMERS.format(parent="NULL::text")
    added = ensure_customers(given, parameters, context=context)
    changed = update_customers(given, parameters, context=context)
    with connection.cursor() as cursor:
        cursor.execute(_ADDRESSES, parameters)
        cursor.execute(_CONTACTS, parameters)
        cursor.execute(_EXTERNAL_IDS, parameters)
    return CustomersImported(added=added, changed=changed)


@command(permission="importing.import")
def form_imported_groups(*, run_id: UUID, chunk: int, context: Context) -> int:
    """Put the customers of one chunk under the parents that the file names; count those that changed."""
    parameters: dict[str, Any] = {"organization": context.organization_id, "chunk": chunk}
    return update_customers(_CUSTOMERS.format(parent="row.parent_number"), parameters, context=context)


_CUSTOMERS = """(
    SELECT new_identifier() AS customer_id, row.number, row.customer_name AS name,
           CASE WHEN row.country ~ '^[A-Za-z]{{2}}$' THEN upper(row.country) END AS country, row.currency,
           row.terms_days, {parent} AS parent_number, row.language, row.time_zone, row.vat_number
    FROM prepared_customer row
    WHERE row.chunk = %(chunk)s AND row.position = 1 AND row.status <> 'parent_unknown'
)"""

_FOUND = """
    FROM prepared_customer row
    JOIN customer found ON found.organization_id = %(organization)s AND found.number = row.number
    WHERE row.chunk = %(chunk)s AND row.status <> 'parent_unknown'
"""

_ADDRESSES = f"""
    INSERT INTO address (organization_id, id, customer_id, purpose, name, street, postal_code, city, region, country)
    SELECT %(organization)s, new_identifier(), coalesce(found.merged_into_id, found.id), 'billing', '',
           coalesce(row.street, ''), coalesce(row.postal_code, ''), coalesce(row.city, ''), '',
           CASE WHEN row.country ~ '^[A-Za-z]{{2}}$' THEN upper(row.country) ELSE '' END
    {_FOUND} AND row.position = 1 AND (row.street IS NOT NULL OR row.city IS NOT NULL OR row.postal_code IS NOT NULL)
    ON CONFLICT (organization_id, customer_id, purpose) DO UPDATE
    SET street = excluded.street, postal_code = excluded.postal_code, city = excluded.city, country = excluded.country
    WHERE (address.street, address.postal_code, address.city, address.country)
          IS DISTINCT FROM (excluded.street, excluded.postal_code, excluded.city, excluded.country)
"""

# A contact is known by its e-mail address, or by its name where there is none.
_CONTACTS = f"""
    INSERT INTO contact (organization_id, id, customer_id, name, role, language, time_zone, email, phone, mobile,
                         preferred_channel, is_active)
    SELECT %(organization)s, new_identifier(), customer_id, name, role, language, '', email, phone, '',
           CASE WHEN email <> '' THEN 'email' ELSE 'phone' END, true
    FROM (
        SELECT DISTINCT ON (coalesce(found.merged_into_id, found.id),
                            lower(coalesce(row.email, row.contact_name, row.phone)))
               coalesce(found.merged_into_id, found.id) AS customer_id,
               coalesce(row.contact_name, row.customer_name, row.number) AS name,
               CASE WHEN row.contact_role IN ('accounts_payable', 'purchasing', 'management', 'legal', 'sales')
                    THEN row.contact_role WHEN row.contact_role IS NULL THEN 'accounts_payable'
                    ELSE 'other' END AS role,
               coalesce(row.language, '') AS language, coalesce(row.email, '') AS email,
               coalesce(row.phone, '') AS phone
        {_FOUND} AND (row.email IS NOT NULL OR row.contact_name IS NOT NULL OR row.phone IS NOT NULL)
        ORDER BY 1, lower(coalesce(row.email, row.contact_name, row.phone)), row.line
    ) AS given
    WHERE NOT EXISTS (
        SELECT FROM contact WHERE contact.organization_id = %(organization)s
          AND contact.customer_id = given.customer_id
          AND CASE WHEN given.email <> '' THEN lower(contact.email) = lower(given.email)
                   ELSE lower(contact.name) = lower(given.name) END)
"""

_EXTERNAL_IDS = f"""
    INSERT INTO customer_external_id (organization_id, id, customer_id, source, external_id)
    SELECT %(organization)s, new_identifier(), coalesce(found.merged_into_id, found.id), 'file', row.external_id
    {_FOUND} AND row.external_id IS NOT NULL
    ON CONFLICT (organization_id, source, external_id) DO NOTHING
"""
