"""Judge promises by what came in."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from uuid import UUID

from openbill.collections.commands.create_tasks import NewTask, create_tasks
from openbill.collections.events import PromiseWasJudged
from openbill.collections.models import Promise
from openbill.collections.policies.judge_promise import judge_promise
from openbill.collections.policies.promise_lifecycle import PROMISE_LIFECYCLE
from openbill.collections.policies.share_receipts import PromiseWindow, share_receipts
from openbill.collections.queries.receipts import Payer, receipts_since
from openbill.collections.queries.still_promised import still_promised
from openbill.customers.models import Customer
from openbill.foundation.command import command
from openbill.foundation.context import Context
from openbill.foundation.events import publish
from openbill.primitives.money import Money

UNKEPT = ("part_kept", "broken")


@command(permission="collections.run")
def judge_promises(*, day: date, context: Context) -> int:
    """Judge every open promise as of a day, and count those that were decided.

    Kept as soon as all of it came in; part-kept or broken when its last day is over, and then a person has a task.
    Of the others it is noted what is still to come: that much is not asked for.
    """
    promises = Promise.objects.filter(organization_id=context.organization_id)
    open_ones = list(promises.filter(state="open").select_for_update(no_key=True).order_by("id"))
    if not open_ones:
        return 0
    received = _received(open_ones, day, context)
    owed = still_promised([promise.id for promise in open_ones])
    decided = [
        promise for promise in open_ones if _judge(promise, owed[promise.id], received[promise.id], day, context)
    ]
    create_tasks([_task(promise, day) for promise in decided if promise.state in UNKEPT], context=context)
    return len(decided)


def _received(open_ones: list[Promise], day: date, context: Context) -> dict[UUID, int]:
    """What came in for each promise; those that were judged before have taken their receipts."""
    shown = _shown_customers({promise.customer_id for promise in open_ones}, context)
    payers = set(shown.values())
    every_promise = [
        promise
        for promise in Promise.objects.filter(organization_id=context.organization_id).exclude(state="withdrawn")
        if shown.get(promise.customer_id, promise.customer_id) in payers
    ]
    windows: dict[Payer, list[PromiseWindow]] = defaultdict(list)
    for promise in every_promise:
        payer = (shown.get(promise.customer_id, promise.customer_id), promise.legal_entity_id, promise.currency)
        windows[payer].append(PromiseWindow(promise.id, promise.given_on, promise.judged_after, promise.amount_minor))
    since = min(promise.given_on for promise in every_promise)
    receipts = receipts_since(sorted(payers), since, day)
    received: dict[UUID, int] = {}
    for payer, of_payer in windows.items():
        received.update(share_receipts(of_payer, receipts.get(payer, ())))
    return received


def _shown_customers(customer_ids: Iterable[UUID], context: Context) -> dict[UUID, UUID]:
    customers = Customer.objects.filter(organization_id=context.organization_id, id__in=customer_ids)
    return {each: merged_into or each for each, merged_into in customers.values_list("id", "merged_into_id")}


def _judge(promise: Promise, owed_minor: int, received_minor: int, day: date, context: Context) -> bool:
    owed, received = (Money(minor, promise.currency) for minor in (owed_minor, received_minor))
    act = judge_promise(owed, received, is_over=day > promise.judged_after)
    seen = (promise.received_minor, promise.outstanding_minor)
    promise.received_minor, promise.outstanding_minor = received_minor, max(0, owed_minor - received_minor)
    if act is None:
        if seen != (promise.received_minor, promise.outstanding_minor):
            promise.save(update_fields=["received_minor", "outstanding_minor"])
        return False
    promise.state, promise.judged_on = PROMISE_LIFECYCLE.after(promise.state, act), day
    promise.save(update_fields=["state", "received_minor", "outstanding_minor", "judged_on"])
    publish(
        PromiseWasJudged(promise.id, promise.customer_id, promise.state, received_minor, promise.currency),
        context=context,
    )
    return True


def _task(promise: Promise, day: date) -> NewTask:
    promised, received = (Money(minor, promise.currency) for minor in (promise.amount_minor, promise.received_minor))
    return NewTask(
        key=f"promise {promise.id}",
        kind="broken_promise",
        customer_id=promise.customer_id,
        legal_entity_id=promise.legal_entity_id,
        due_date=day,
        reason=f"Promised {promised} by {promise.promised_date}; {received} came in.",
    )
