"""What is due that active mandates let be collected, and what of it the customers have in credit."""

from collections.abc import Collection
from datetime import date
from uuid import UUID

from django.db import connection

from openbill.collections.queries.promised_parts import promised_parts
from openbill.customers.queries.shown_as import shown_as
from openbill.direct_debits.policies.plan_debits import CollectableItem
from openbill.foundation.identifier_array import identifier_array
from openbill.foundation.tenancy import current_organization_id
from openbill.payments.queries.under_way import is_under_way
from openbill.primitives.money import Money

_CURRENCY = "EUR"


def collectable_items(
    legal_entity_id: UUID,
    due_by: date,
    today: date,
    *,
    mandate_ids: Collection[UUID] | None = None,
    item_ids: Collection[UUID] | None = None,
    ignores_waits: bool = False,
) -> list[CollectableItem]:
    """The euro debts of a legal entity that are due by a day and may be collected, each under one mandate.

    Of several active mandates of a customer the one that was signed last counts. What is disputed, what a promise
    covers, what is in another debit and what is under way otherwise is left out; so is what came back and waits, or
    came back too often, unless `ignores_waits`. A mandate for one collection is used once. None asks for all mandates,
    and all items.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            _COLLECTABLE,
            {
                "organization": current_organization_id(),
                "entity": legal_entity_id,
                "due_by": due_by,
                "on": today,
                "currency": _CURRENCY,
                "mandates": None if mandate_ids is None else identifier_array(mandate_ids),
                "items": None if item_ids is None else identifier_array(item_ids),
                "ignores_waits": ignores_waits,
            },
        )
        return [
            CollectableItem(
                item_id=item_id,
                mandate_id=mandate_id,
                customer_id=customer_id,
                document_number=document_number,
                due_date=due_date,
                from_date=max(due_date, retry_date or due_date),
                amount=Money(minor, _CURRENCY),
                attempt=attempts + 1,
            )
            for item_id, mandate_id, customer_id, document_number, due_date, minor, attempts, retry_date in (
                cursor.fetchall()
            )
        ]


def credits_of_customers(legal_entity_id: UUID, customer_ids: Collection[UUID]) -> dict[UUID, Money]:
    """What shown customers have in credit in euros that settles nothing yet, by customer."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"""
            SELECT {shown_as("owner")}, sum_minor(item.open_minor)
            FROM customer owner
            JOIN open_item item ON item.organization_id = owner.organization_id AND item.customer_id = owner.id
            WHERE owner.organization_id = %(organization)s
              AND (owner.id = ANY(%(customers)s::uuid[]) OR owner.merged_into_id = ANY(%(customers)s::uuid[]))
              AND item.legal_entity_id = %(entity)s AND item.side = 'credit' AND item.open_minor > 0
              AND item.currency = %(currency)s
            GROUP BY 1
            """,
            {
                "organization": current_organization_id(),
                "entity": legal_entity_id,
                "customers": identifier_array(customer_ids),
                "currency": _CURRENCY,
            },
        )
        return {customer_id: Money(int(minor), _CURRENCY) for customer_id, minor in cursor.fetchall()}


_COLLECTABLE = f"""
    WITH chosen AS (
        SELECT DISTINCT ON (item.id) item.id, mandate.id AS mandate_id, {shown_as("own")} AS customer_id,
               item.document_number, item.due_date, item.open_minor - item.disputed_minor AS free_minor
        FROM mandate
        JOIN customer payer ON payer.organization_id = mandate.organization_id AND payer.id = mandate.customer_id
        JOIN customer own ON own.organization_id = mandate.organization_id
                         AND {shown_as("own")} = {shown_as("payer")}
        JOIN open_item item ON item.organization_id = mandate.organization_id AND item.customer_id = own.id
                           AND item.legal_entity_id = mandate.legal_entity_id
        WHERE mandate.organization_id = %(organization)s AND mandate.legal_entity_id = %(entity)s
          AND mandate.state = 'active'
          AND (%(mandates)s::uuid[] IS NULL OR mandate.id = ANY(%(mandates)s::uuid[]))
          AND (%(items)s::uuid[] IS NULL OR item.id = ANY(%(items)s::uuid[]))
          AND item.side = 'debit' AND item.open_minor > 0 AND item.currency = %(currency)s
          AND item.due_date <= %(due_by)s
          AND NOT (mandate.use = 'one_off' AND EXISTS (
              SELECT FROM debit WHERE debit.organization_id = mandate.organization_id
                 AND debit.mandate_id = mandate.id AND debit.state NOT IN ('cancelled', 'rejected')))
          AND NOT EXISTS (
              SELECT FROM debit_item live WHERE live.organization_id = item.organization_id
                 AND live.item_id = item.id AND live.is_live)
          AND NOT {is_under_way("item.id")}
        ORDER BY item.id, mandate.signed_on DESC, mandate.id DESC
    )
    SELECT chosen.id, chosen.mandate_id, chosen.customer_id, chosen.document_number, chosen.due_date,
           chosen.free_minor - coalesce(promised.promised_minor, 0), back.attempts,
           CASE WHEN %(ignores_waits)s THEN NULL ELSE back.retry_date END
    FROM chosen
    LEFT JOIN {promised_parts("SELECT id FROM chosen")} AS promised ON promised.item_id = chosen.id
    CROSS JOIN LATERAL (
        SELECT count(*) FILTER (WHERE debit.decision = 'retry') AS attempts,
               (array_agg(debit.decision ORDER BY debit.id DESC))[1] AS decision,
               (array_agg(debit.retry_date ORDER BY debit.id DESC))[1] AS retry_date
        FROM debit_item past
        JOIN debit ON debit.organization_id = past.organization_id AND debit.id = past.debit_id
        WHERE past.organization_id = %(organization)s AND past.item_id = chosen.id
          AND debit.state IN ('returned', 'rejected')
    ) AS back
    WHERE chosen.free_minor > coalesce(promised.promised_minor, 0)
      AND (%(ignores_waits)s OR back.decision IS DISTINCT FROM 'retry' OR back.retry_date IS NOT NULL)
    ORDER BY chosen.due_date, chosen.id
"""
