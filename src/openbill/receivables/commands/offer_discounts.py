"""Keep what is taken off debts that are paid early."""

from django.db import connection

from openbill.foundation.context import Context

OFFER_COLUMNS = "item_id uuid, until_date date, last_date date, amount_minor bigint, tax_minor bigint"
"""The columns of the relation that `offer_discounts` takes."""


def offer_discounts(relation: str, *, context: Context) -> int:
    """Keep the discount offers of a relation inside the running command, and count them."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"""
            INSERT INTO discount_offer (organization_id, id, item_id, until_date, last_date, amount_minor, tax_minor,
                                        command_id)
            SELECT %(organization)s, new_identifier(), item_id, until_date, last_date, amount_minor, tax_minor,
                   %(command)s
            FROM {relation} AS offer
            """,
            {"organization": context.organization_id, "command": context.running_command_id},
        )
        offered: int = cursor.rowcount
    return offered
