"""How much of promises there is still to pay, or was paid since."""

from collections.abc import Iterable
from uuid import UUID

from django.db import connection

from openbill.foundation.tenancy import current_organization_id


def still_promised(promise_ids: Iterable[UUID]) -> dict[UUID, int]:
    """By promise what of it payments had to settle since it was given, or still have to.

    A debt that was credited, written off or settled elsewhere since is promised no further than payments settled it.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT promise.id, sum(least(promised.amount_minor, item.open_minor + paid.minor))::bigint
            FROM promise
            JOIN promised_item promised
              ON promised.organization_id = promise.organization_id AND promised.promise_id = promise.id
            JOIN open_item item ON item.organization_id = promised.organization_id AND item.id = promised.item_id
            CROSS JOIN LATERAL (
                SELECT coalesce(sum(use.amount_minor), 0) AS minor FROM allocation use
                JOIN open_item credit ON credit.organization_id = use.organization_id AND credit.id = use.credit_item_id
                WHERE use.organization_id = item.organization_id AND use.debit_item_id = item.id
                  AND credit.kind = 'payment' AND use.effective_date >= promise.given_on
            ) AS paid
            WHERE promise.organization_id = %(organization)s AND promise.id = ANY(%(promises)s)
            GROUP BY promise.id
            """,
            {"organization": current_organization_id(), "promises": list(promise_ids)},
        )
        return dict(cursor.fetchall())
