"""Which saved methods that pay by themselves expire, and what is open with their customers."""

from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import connection

from openbill.foundation.tenancy import current_organization_id
from openbill.gateways.queries.left_to_do import ASKED_FOR, HELD_BACK
from openbill.payments.queries.under_way import is_under_way

DAYS_BEFORE = 30
"""So long before its last day a customer is told that a card expires."""


def methods_to_warn_of(on: date) -> list[UUID]:
    """The methods that expire within DAYS_BEFORE of a day, or did, and of which nobody was told so.

    Not where another one pays for the customer in their place.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT method.id
            FROM saved_method method
            JOIN gateway_account account ON account.organization_id = method.organization_id
                                        AND account.id = method.account_id AND account.is_connected
            WHERE method.organization_id = %(organization)s AND method.state = 'active' AND method.pays_automatically
              AND method.expires_on < %(until)s
              AND (method.warned_of IS NULL OR method.warned_of < method.expires_on)
              AND NOT EXISTS (
                  SELECT FROM saved_method other
                  JOIN gateway_account of_other ON of_other.organization_id = other.organization_id
                                               AND of_other.id = other.account_id AND of_other.is_connected
                                               AND of_other.legal_entity_id = account.legal_entity_id
                  WHERE other.organization_id = method.organization_id AND other.customer_id = method.customer_id
                    AND other.state = 'active' AND other.pays_automatically AND other.id > method.id)
            ORDER BY method.id
            """,
            {"organization": current_organization_id(), "until": on + timedelta(days=DAYS_BEFORE)},
        )
        return [method_id for (method_id,) in cursor.fetchall()]


def debts_to_renew_with(method_id: UUID, at: datetime) -> tuple[UUID, ...]:
    """The open debts of a method's customer and company, of the currency of the oldest of them.

    Not what is contested, promised or being collected, and not what somebody has a link for.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            f"""
            SELECT array_agg(item.id ORDER BY item.due_date, item.id)
            FROM saved_method method
            JOIN gateway_account account ON account.organization_id = method.organization_id
                                        AND account.id = method.account_id
            JOIN customer ON customer.organization_id = method.organization_id
                         AND (customer.id = method.customer_id OR customer.merged_into_id = method.customer_id)
            JOIN open_item item ON item.organization_id = method.organization_id AND item.customer_id = customer.id
                               AND item.legal_entity_id = account.legal_entity_id
            WHERE method.organization_id = %(organization)s AND method.id = %(method)s
              AND item.side = 'debit' AND item.open_minor > 0 AND item.kind <> 'refund'
              AND NOT {HELD_BACK} AND NOT {ASKED_FOR} AND NOT {is_under_way("item.id")}
            GROUP BY item.currency
            ORDER BY min(item.due_date), item.currency LIMIT 1
            """,
            {"organization": current_organization_id(), "method": method_id, "at": at, "on": at.date()},
        )
        row = cursor.fetchone()
    return tuple(row[0]) if row else ()
