"""Judge promises by what came in."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.db.models import Q

from openbill.collections.commands.create_tasks import NewTask, create_tasks
from openbill.collections.events import PromiseWasJudged, PromiseWasReopened
from openbill.collections.models import Promise, Task
from openbill.collections.policies.judge_promise import judge_promise
from openbill.collections.policies.promise_lifecycle import PROMISE_LIFECYCLE
from openbill.collections.policies.settle_promised import PaidPart, PromisedDebt, owed_of_promise, settle_promised
from openbill.collections.policies.share_receipts import PromiseWindow, Receipt, share_receipts
from openbill.collections.queries.payments_on_debts import payments_on_debts
from openbill.collections.queries.promised_debts import promised_debts
from openbill.collections.queries.receipts import Payer, receipts_since
from openbill.customers.queries.with_merged import shown_customers, with_merged
from openbill.foundation.command import command
from openbill.foundation.context import Context
from openbill.foundation.events import publish
from openbill.payments.queries.under_way import under_way_of_items
from openbill.primitives.money import Money

UNKEPT = ("part_kept", "broken")
VERDICTS: dict[str | None, str] = {"keep": "kept", "part_keep": "part_kept", "break_": "broken"}
"""The states that an act can mend a verdict to; none else does."""
MENDED_WITHIN = timedelta(days=30)
"""So long after its last day a verdict is mended by receipts that are recorded late."""


@dataclass(frozen=True, slots=True)
class _Facts:
    """What payments had to settle of a promise, and what came in for it, in minor units; and whether more is coming."""

    owed_minor: int
    received_minor: int
    is_under_way: bool


@command(permission="collections.run")
def judge_promises(*, day: date, context: Context) -> int:
    """Judge every open promise as of a day, and count those that were decided.

    Kept as soon as all of it came in; part-kept or broken when its last day is over, and then a person has a task. But
    where a bank or a gateway is still working on its debts, that is waited for.
    Of the others it is noted what is still to come: that much is not asked for. A verdict of the last weeks is mended
    where receipts were recorded late, and where what had kept a promise was given back, undone or returned since.
    A run for a past day takes no later verdict back.
    """
    promises = Promise.objects.filter(organization_id=context.organization_id).filter(
        Q(state="open") | Q(state__in=("kept", *UNKEPT), judged_after__gte=day - MENDED_WITHIN)
    )
    to_judge = list(promises.select_for_update(no_key=True).order_by("id"))
    if not to_judge:
        return 0
    facts = _facts(to_judge, day, context)
    decided = [promise for promise in to_judge if _judge(promise, facts[promise.id], day, context)]
    _close_tasks(decided, day, context)
    create_tasks([_task(promise, day) for promise in decided if promise.state in UNKEPT], context=context)
    return len(decided)


def _facts(to_judge: Sequence[Promise], day: date, context: Context) -> dict[UUID, _Facts]:
    """What came in for each promise: what settled its debts in time, whoever paid, and what came in besides.

    A receipt counts once. The other promises of the same payers take their receipts too, as far as payments had to
    settle them.
    """
    shown = shown_customers(with_merged(promise.customer_id for promise in to_judge))
    of_payers = Promise.objects.filter(organization_id=context.organization_id, customer_id__in=set(shown))
    every_promise = list(of_payers.exclude(state__in=("withdrawn", "lapsed")))
    debts: dict[UUID, list[PromisedDebt]] = defaultdict(list)
    for debt in promised_debts(promise.id for promise in every_promise):
        debts[debt.promise_id].append(debt)
    paid = payments_on_debts({debt.item_id for of_promise in debts.values() for debt in of_promise})
    of_items = _by_item(paid)
    windows: dict[Payer, list[PromiseWindow]] = defaultdict(list)
    for promise in every_promise:
        payer = (shown[promise.customer_id], promise.legal_entity_id, promise.currency)
        since = (promise.given_on, promise.command_id)
        own = [part for debt in debts[promise.id] for part in of_items[debt.item_id]]
        owed = owed_of_promise(debts[promise.id], own, since)
        windows[payer].append(PromiseWindow(promise.id, since, promise.judged_after, owed))
    settled = settle_promised(
        [window for of_payer in windows.values() for window in of_payer],
        [debt for of_promise in debts.values() for debt in of_promise],
        paid,
    )
    receipts = receipts_since(sorted(set(shown.values())), min(promise.given_on for promise in every_promise), day)
    on_its_way = {each.item_id for each in under_way_of_items(_items_of(to_judge, debts), day)}
    facts: dict[UUID, _Facts] = {}
    for payer, of_payer in windows.items():
        elsewhere = [
            Receipt((receipt.day, receipt.command_id), left)
            for receipt in receipts.get(payer, ())
            if (left := receipt.amount_minor - settled.by_receipts.get(receipt.receipt_id, 0)) > 0
        ]
        received = share_receipts(of_payer, elsewhere, settled.of_promises)
        facts.update(
            {
                each.promise_id: _Facts(
                    each.amount_minor,
                    received[each.promise_id],
                    any(debt.item_id in on_its_way for debt in debts[each.promise_id]),
                )
                for each in of_payer
            }
        )
    return facts


def _items_of(promises: Sequence[Promise], debts: Mapping[UUID, Sequence[PromisedDebt]]) -> set[UUID]:
    return {debt.item_id for promise in promises for debt in debts[promise.id]}


def _by_item(paid: Sequence[PaidPart]) -> dict[UUID, list[PaidPart]]:
    parts: dict[UUID, list[PaidPart]] = defaultdict(list)
    for part in paid:
        parts[part.item_id].append(part)
    return parts


def _judge(promise: Promise, facts: _Facts, day: date, context: Context) -> bool:
    owed, received = (Money(minor, promise.currency) for minor in (facts.owed_minor, facts.received_minor))
    if promise.judged_on is not None and day < promise.judged_on:
        return False
    act = judge_promise(owed, received, is_over=day > promise.judged_after and not facts.is_under_way)
    before = (promise.state, promise.received_minor, promise.outstanding_minor)
    if promise.state in UNKEPT and VERDICTS.get(act, promise.state) == promise.state:
        return False
    if promise.state == "kept":
        if act == "keep":
            return False
        promise.state, promise.judged_on = PROMISE_LIFECYCLE.after(promise.state, "reopen"), None
        publish(PromiseWasReopened(promise.id, promise.customer_id), context=context)
    if act is not None:
        promise.state, promise.judged_on = PROMISE_LIFECYCLE.after(promise.state, act), day
    promise.received_minor = facts.received_minor
    promise.outstanding_minor = max(0, facts.owed_minor - facts.received_minor)
    if before != (promise.state, promise.received_minor, promise.outstanding_minor):
        promise.save(update_fields=["state", "received_minor", "outstanding_minor", "judged_on"])
    if promise.state in (before[0], "open"):
        return False
    publish(
        PromiseWasJudged(promise.id, promise.customer_id, promise.state, facts.received_minor, promise.currency),
        context=context,
    )
    return True


def _close_tasks(decided: Sequence[Promise], day: date, context: Context) -> None:
    """A new verdict ends the task of an earlier one."""
    tasks = Task.objects.filter(organization_id=context.organization_id, kind="broken_promise", state="open")
    for promise in decided:
        tasks.filter(key__startswith=f"promise {promise.id} ").update(
            state="done", ended_on=day, outcome="the promise was judged anew"
        )


def _task(promise: Promise, day: date) -> NewTask:
    promised, received = (Money(minor, promise.currency) for minor in (promise.amount_minor, promise.received_minor))
    return NewTask(
        key=f"promise {promise.id} {promise.state} {promise.received_minor}",
        kind="broken_promise",
        customer_id=promise.customer_id,
        legal_entity_id=promise.legal_entity_id,
        due_date=day,
        reason=f"Promised {promised} by {promise.promised_date}; {received} came in.",
    )
