"""How much of promises there is still to pay, or was paid since."""

from collections.abc import Iterable
from typing import NamedTuple
from uuid import UUID

from django.db import connection

from openbill.foundation.tenancy import current_organization_id


class StillPromised(NamedTuple):
    """What of a promise payments had to settle or still have to, and what payments in time did settle; minor units."""

    owed_minor: int
    settled_minor: int


def still_promised(promise_ids: Iterable[UUID]) -> dict[UUID, StillPromised]:
    """By promise what was paid of its debts since it was given, whoever paid, and what is still owed of it.

    A debt that was credited, written off or settled elsewhere since is promised no further than payments settled it.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT promise.id, sum_minor(least(promised.amount_minor, item.open_minor + paid.minor)),
                   sum_minor(least(promised.amount_minor, paid.in_time_minor))
            FROM promise
            JOIN promised_item promised
              ON promised.organization_id = promise.organization_id AND promised.promise_id = promise.id
            JOIN open_item item ON item.organization_id = promised.organization_id AND item.id = promised.item_id
            CROSS JOIN LATERAL (
                SELECT sum_minor(use.amount_minor) AS minor,
                       sum_minor(use.amount_minor) FILTER (WHERE credit.document_date <= promise.judged_after)
                           AS in_time_minor
                FROM allocation use
                JOIN open_item credit ON credit.organization_id = use.organization_id AND credit.id = use.credit_item_id
                WHERE use.organization_id = item.organization_id AND use.debit_item_id = item.id
                  AND credit.kind = 'payment' AND use.effective_date >= promise.given_on
            ) AS paid
            WHERE promise.organization_id = %(organization)s AND promise.id = ANY(%(promises)s)
            GROUP BY promise.id
            """,
            {"organization": current_organization_id(), "promises": list(promise_ids)},
        )
        return {promise_id: StillPromised(owed, settled) for promise_id, owed, settled in cursor.fetchall()}
