"""Items that wait for an exchange rate."""

from collections.abc import Iterator
from shlex import quote

from django.db import connections

from openbill.cli.doctoring.line import Line, ok, warn
from openbill.cli.output import shown


def check_values() -> Iterator[Line]:
    """Whether every item has a value in the currency of its books, and which rates are missing where not."""
    with connections["maintenance"].cursor() as cursor:
        cursor.execute(
            """
            SELECT organization.name, item.currency, entity.currency, count(*), min(item.document_date),
                   max(item.document_date)
            FROM open_item item
            JOIN legal_entity entity
              ON entity.organization_id = item.organization_id AND entity.id = item.legal_entity_id
            JOIN organization ON organization.id = item.organization_id
            WHERE NOT item.is_valued
            GROUP BY organization.id, organization.name, item.currency, entity.currency
            ORDER BY lower(organization.name), organization.id, item.currency, entity.currency
            """
        )
        rows = cursor.fetchall()
    for name, currency, functional_currency, count, first, last in rows:
        organization = shown(name)
        # A rate holds until the next one, and an item is valued once: what is entered first holds for all after it.
        wanted = f"rate of {first}" if first == last else f"rates from {last} back to {first}, the latest first"
        yield warn(
            f"{organization}: without a value in {functional_currency}, as no rate is known: {count} in {currency}.",
            f"Enter the {wanted}: openbill set-rate {currency} RATE --on {first} --in {functional_currency}"
            f" --organization {quote(organization)}",
        )
    if not rows:
        yield ok("Every item has a value in the currency of its books.")
