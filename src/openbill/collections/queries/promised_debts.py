"""The debts that promises cover."""

from collections.abc import Iterable
from uuid import UUID

from django.db import connection

from openbill.collections.policies.settle_promised import PromisedDebt
from openbill.foundation.identifier_array import identifier_array
from openbill.foundation.tenancy import current_organization_id


def promised_debts(promise_ids: Iterable[UUID]) -> list[PromisedDebt]:
    """Each debt of each of the promises: how much of it was promised, and how much is open; in no order."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT promised.promise_id, item.id, promised.amount_minor, item.open_minor
            FROM promised_item promised
            JOIN open_item item ON item.organization_id = promised.organization_id AND item.id = promised.item_id
            WHERE promised.organization_id = %(organization)s AND promised.promise_id = ANY(%(promises)s::uuid[])
            """,
            {"organization": current_organization_id(), "promises": identifier_array(promise_ids)},
        )
        return [PromisedDebt(*row) for row in cursor.fetchall()]
