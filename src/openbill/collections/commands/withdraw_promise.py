"""Take a promise back that the customer no longer gives, or that was kept by mistake."""

from datetime import date
from uuid import UUID

from openbill.collections.errors import PromiseUnknown
from openbill.collections.events import PromiseWasWithdrawn
from openbill.collections.models import Promise
from openbill.collections.policies.promise_lifecycle import PROMISE_LIFECYCLE
from openbill.foundation.command import command
from openbill.foundation.context import Context
from openbill.foundation.events import publish


@command(permission="collections.work")
def withdraw_promise(*, promise_id: UUID, on: date | None = None, context: Context) -> None:
    """Withdraw a promise: what it covered is asked for again. Raises PromiseUnknown and NotPossibleInState."""
    promises = Promise.objects.filter(organization_id=context.organization_id, id=promise_id)
    promise = promises.select_for_update(no_key=True).first()
    if promise is None:
        raise PromiseUnknown(promise_id=promise_id)
    promise.state = PROMISE_LIFECYCLE.after(promise.state, "withdraw")
    promise.judged_on = on or context.today()
    promise.save(update_fields=["state", "judged_on"])
    publish(PromiseWasWithdrawn(promise.id, promise.customer_id), context=context)
