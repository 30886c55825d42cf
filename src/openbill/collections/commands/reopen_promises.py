"""Open promises again that a returned payment had kept."""

from uuid import UUID

from django.db.models import F

from openbill.collections.events import PromiseWasReopened
from openbill.collections.models import Promise
from openbill.collections.policies.promise_lifecycle import PROMISE_LIFECYCLE
from openbill.customers.queries.with_merged import with_merged
from openbill.foundation.command import command
from openbill.foundation.context import Context
from openbill.foundation.events import publish
from openbill.payments.models import Payment


@command(permission="collections.run")
def reopen_promises(*, payment_id: UUID, context: Context) -> int:
    """Open the promises again that a payment may have kept, wholly or in part, and count them.

    The next run judges them by what is left, as if the payment had never come: it must not matter whether one ran
    between the payment and its return.
    """
    payment = Payment.objects.select_related("item").get(organization_id=context.organization_id, id=payment_id)
    concerned = Promise.objects.filter(
        organization_id=context.organization_id,
        customer_id__in=with_merged([payment.customer_id]),
        legal_entity_id=payment.item.legal_entity_id,
        currency=payment.item.currency,
        given_on__lte=payment.received_date,
        judged_after__gte=payment.received_date,
        state__in=("open", "kept", "part_kept"),
    )
    # Open ones are locked too: a run that is just judging them has not seen that the payment is gone.
    locked = list(concerned.select_for_update(no_key=True).order_by("id"))
    reopened = [promise for promise in locked if promise.state != "open"]
    for promise in reopened:
        state = PROMISE_LIFECYCLE.after(promise.state, "reopen")
        Promise.objects.filter(organization_id=context.organization_id, id=promise.id).update(
            state=state, judged_on=None, received_minor=0, outstanding_minor=F("amount_minor")
        )
        publish(PromiseWasReopened(promise.id, promise.customer_id), context=context)
    return len(reopened)
