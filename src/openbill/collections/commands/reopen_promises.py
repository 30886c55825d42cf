"""Open promises again that were kept by what is gone."""

from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import F

from openbill.collections.events import PromiseWasReopened
from openbill.collections.models import Promise
from openbill.collections.policies.promise_lifecycle import PROMISE_LIFECYCLE
from openbill.customers.queries.with_merged import with_merged
from openbill.foundation.command import command
from openbill.foundation.context import Context
from openbill.foundation.events import publish
from openbill.foundation.identifier_array import identifier_array
from openbill.receivables.models import OpenItem


@command(permission="collections.run")
def reopen_promises(*, credit_id: UUID, debt_id: UUID | None = None, context: Context) -> int:
    """Open the promises again that a payment may have kept, wholly or in part, and count them.

    Those over debts that it had settled, whoever paid and however old it was when it was put on them; and as it is
    gone itself, those of the payer that it came in for. With `debt_id` it was taken from that debt alone, and is
    still here. The next run judges them by what is left, as if the payment had never come: it must not matter whether
    one ran between, nor how long ago the promise was over. Of a credit that is no payment there are none.
    """
    credit = OpenItem.objects.get(organization_id=context.organization_id, id=credit_id)
    if credit.kind != "payment":
        return 0
    parameters: dict[str, Any] = {
        "organization": context.organization_id,
        "credit": credit_id,
        "debt": debt_id,
        "received_on": credit.document_date,
        "entity": credit.legal_entity_id,
        "currency": credit.currency,
        "payers": identifier_array(() if debt_id else with_merged([credit.customer_id])),
    }
    with connection.cursor() as cursor:
        cursor.execute(_CONCERNED, parameters)
        concerned = [row[0] for row in cursor.fetchall()]
    # Open ones are locked too: a run that is just judging them has not seen that the payment is gone.
    promises = Promise.objects.filter(
        organization_id=context.organization_id, id__in=concerned, state__in=("open", "kept", "part_kept")
    )
    locked = list(promises.select_for_update(no_key=True).order_by("id"))
    reopened = [promise for promise in locked if promise.state != "open"]
    for promise in reopened:
        state = PROMISE_LIFECYCLE.after(promise.state, "reopen")
        Promise.objects.filter(organization_id=context.organization_id, id=promise.id).update(
            state=state, judged_on=None, received_minor=0, outstanding_minor=F("amount_minor")
        )
        publish(PromiseWasReopened(promise.id, promise.customer_id), context=context)
    return len(reopened)


_CONCERNED = """
    SELECT promise.id
    FROM allocation use
    JOIN promised_item part ON part.organization_id = use.organization_id AND part.item_id = use.debit_item_id
    JOIN promise ON promise.organization_id = part.organization_id AND promise.id = part.promise_id
     AND promise.given_on <= use.economic_date AND promise.judged_after >= %(received_on)s
    WHERE use.organization_id = %(organization)s AND use.credit_item_id = %(credit)s AND use.undoes_id IS NULL
      AND (%(debt)s::uuid IS NULL OR use.debit_item_id = %(debt)s::uuid)
    UNION
    SELECT id FROM promise
    WHERE organization_id = %(organization)s AND customer_id = ANY(%(payers)s::uuid[])
      AND legal_entity_id = %(entity)s AND currency = %(currency)s
      AND given_on <= %(received_on)s AND judged_after >= %(received_on)s
"""
